"""A project's recommendations as facts, and which of them a period tells of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from virkning.figures.following import Followed, FollowUpState, asks_in, followed_in
from virkning.figures.periods import Period


@dataclass(frozen=True, slots=True)
class FollowUpFacts:
    """What was said of a recommendation in one period."""

    period: Period
    state: FollowUpState
    comment: str

    @property
    def followed(self) -> Followed:
        """Without the words."""
        return Followed(self.period, self.state)


@dataclass(frozen=True, slots=True)
class RecommendationFacts:
    """A recommendation with all that was said of it, by period. `activity` is its number and title, or blank."""

    id: int
    period: Period
    text: str
    addressee: str
    deadline: date | None
    activity: str
    follow_ups: tuple[FollowUpFacts, ...] = ()

    def said_in(self, period: Period) -> FollowUpFacts | None:
        """What was said of it in exactly this period."""
        return next((one for one in self.follow_ups if one.period == period), None)

    def is_asked_in(self, period: Period) -> bool:
        """Whether it stands to be followed up in the period."""
        return asks_in(self.period, (one.followed for one in self.follow_ups), period)

    def is_late(self, today: date) -> bool:
        """Its deadline has passed, and nobody has said that it was done or rejected."""
        settled = any(one.state.settles for one in self.follow_ups)
        return self.deadline is not None and self.deadline < today and not settled


def given_in(all_given: Iterable[RecommendationFacts], period: Period) -> tuple[RecommendationFacts, ...]:
    """The recommendations given in the period."""
    return tuple(one for one in all_given if one.period == period)


def followed_up_in(
    all_given: Iterable[RecommendationFacts], period: Period
) -> tuple[RecommendationFacts, ...]:
    """The earlier recommendations a period tells of: those it asks about, and those it has said something of."""
    return tuple(
        one
        for one in all_given
        if one.is_asked_in(period) or followed_in((each.followed for each in one.follow_ups), period)
    )
