"""SQLite sorts by byte and folds only ASCII; here it sorts as Danish does, and Ø finds ø."""

import re
import sqlite3
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

from virkning.figures.collation import compare_danish
from virkning.figures.folding import fold


class DatabaseWrapper(base.DatabaseWrapper):
    """Registers the collation `da`, a Unicode LIKE and the folding of searches on every connection."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        connection.create_collation("da", compare_danish)
        connection.create_function("like", 3, like, deterministic=True)
        connection.create_function("fold", 1, folded, deterministic=True)
        return connection


def like(pattern: str | None, text: object, escape: str) -> bool | None:
    """`text LIKE pattern ESCAPE escape`, whatever the case of any letter; NULL where either is."""
    if pattern is None or text is None:
        return None
    return _expression(str(pattern).casefold(), escape).fullmatch(str(text).casefold()) is not None


def folded(text: object) -> str | None:
    """`fold(text)`; NULL where there is none."""
    return None if text is None else fold(str(text))


@lru_cache(maxsize=256)
def _expression(pattern: str, escape: str) -> re.Pattern[str]:
    written, escaped = [], False
    for letter in pattern:
        if escaped or letter not in (escape, "%", "_"):
            written.append(re.escape(letter))
            escaped = False
        elif letter == escape:
            escaped = True
        else:
            written.append(".*" if letter == "%" else ".")
    return re.compile("".join(written), re.DOTALL)
