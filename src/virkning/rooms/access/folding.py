"""The one way to search in texts in the database: as `figures.folding` folds them, on PostgreSQL and SQLite alike."""

from typing import Any

from django.db.models import Func, TextField, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from virkning.figures.folding import LETTERS, REPLACED, UNSEEN


class Folded(Func):
    """A text folded for searching. On SQLite a registered function, on PostgreSQL `translate` and `replace`."""

    function = "fold"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "translate(%(expressions)s, %%s, %%s)"
        # `translate` leaves out what it is given no counterpart for: the unseen signs, which stand last.
        params = ["".join(LETTERS) + UNSEEN, "".join(LETTERS.values())]
        for old, new in REPLACED:
            template, params = f"replace({template}, %%s, %%s)", [*params, old, new]
        sql, inner = self.as_sql(compiler, connection, template=template, **context)
        return sql, (*inner, *params)


def holds(column: Any, word: str) -> GreaterThan:
    """A condition for `filter`: the folded `word` stands in the column, or in the expression."""
    return GreaterThan(StrIndex(Folded(column), Value(word)), 0)
