"""What stops a call beside what the rooms refuse."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


class ScopeTooNarrow(Exception):
    """The token does not give what the call takes: `read` or `write`."""

    def __init__(self, needed: str) -> None:
        super().__init__(needed)
        self.needed = needed


class UnknownQuery(Exception):
    """The query holds names the address does not know."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(*self.names)


class KeyReused(Exception):
    """The idempotency key was used for another call."""


class Stale(Exception):
    """Somebody else was first. `current`: what stands there now, as the API tells it; None where nothing does."""

    def __init__(self, current: Any) -> None:
        super().__init__("stale")
        self.current = current


@dataclass(frozen=True)
class OpenDoubt:
    """Something that looks wrong and may be right, in words."""

    code: str
    field: str
    message: str


class Doubted(Exception):
    """Nothing was written, for there are doubts nobody has answered."""

    def __init__(self, doubts: Sequence[OpenDoubt]) -> None:
        super().__init__(*(one.code for one in doubts))
        self.doubts = tuple(doubts)
