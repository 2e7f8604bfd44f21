"""Which recommendations a period asks about."""

import pytest

from virkning.figures.following import Followed, FollowUpState, asks_in, followed_in
from virkning.figures.periods import Period

DONE, UNDER_WAY, REJECTED = FollowUpState.DONE, FollowUpState.UNDER_WAY, FollowUpState.REJECTED

ASKS = [
    # given | told | asked in | is it?
    ("2012", [], "2012", False),  # not in the period it is given in
    ("2012", [], "2011", False),
    ("2012", [], "2013", True),
    ("2012", [], "2014", True),  # nobody has said anything yet
    ("2012", [("2013", UNDER_WAY)], "2013", True),
    ("2012", [("2013", UNDER_WAY)], "2014", True),
    ("2012", [("2013", DONE)], "2013", True),  # the period that settled it still tells of it
    ("2012", [("2013", DONE)], "2014", False),
    ("2012", [("2013", REJECTED)], "2014", False),
    ("2012", [("2013", DONE), ("2014", UNDER_WAY)], "2015", True),  # taken up again
    ("2012H1", [], "2012H2", True),
    ("2012K4", [], "2012", False),  # they end the same day, but the year began before
    ("2012K3", [], "2012K4", True),
]


@pytest.mark.parametrize(("given", "told", "period", "is_asked"), ASKS)
def test_a_period_asks_about_what_earlier_periods_have_not_settled(
    given: str, told: list[tuple[str, FollowUpState]], period: str, is_asked: bool
) -> None:
    said = [Followed(Period.parse(when), state) for when, state in told]
    assert asks_in(Period.parse(given), said, Period.parse(period)) is is_asked


def test_what_was_said_in_a_period_is_that_periods_own() -> None:
    said = [Followed(Period.parse("2013"), UNDER_WAY), Followed(Period.parse("2014"), DONE)]
    found = followed_in(said, Period.parse("2014"))
    assert found is not None
    assert found.state is DONE
    assert followed_in(said, Period.parse("2015")) is None
