"""Following up: what becomes of a recommendation, and which are still to be followed up in a period."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .periods import Period
from .phrases import P, Phrase


class FollowUpState(StrEnum):
    """What the project says has become of a recommendation."""

    DONE = "done"
    UNDER_WAY = "under_way"
    REJECTED = "rejected"

    @property
    def phrase(self) -> Phrase:
        return _WORDS[self]

    @property
    def danish(self) -> str:
        """`Fulgt`, `I gang`, `Afvist`."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)

    @property
    def settles(self) -> bool:
        """Nobody asks again: it has been done, or rejected."""
        return self is not FollowUpState.UNDER_WAY


_WORDS = {
    FollowUpState.DONE: P("Fulgt"),
    FollowUpState.UNDER_WAY: P("I gang"),
    FollowUpState.REJECTED: P("Afvist"),
}


@dataclass(frozen=True, slots=True)
class Followed:
    """What was said of a recommendation in one period."""

    period: Period
    state: FollowUpState


def followed_in(told: Iterable[Followed], period: Period) -> Followed | None:
    """What was said in exactly this period."""
    return next((one for one in told if one.period == period), None)


def asks_in(given: Period, told: Iterable[Followed], period: Period) -> bool:
    """Whether a recommendation given in `given` stands to be followed up in `period`.

    It does in every period after the one it was given in, until an earlier one has settled it.
    """
    if not given < period:
        return False
    earlier = [one for one in told if one.period < period]
    latest = max(earlier, key=lambda one: one.period, default=None)
    return latest is None or not latest.state.settles
