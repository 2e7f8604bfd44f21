"""How things go on: what needs somebody responsible, and what looks wrong about money."""

from datetime import date

import pytest

from virkning.figures.continuing import Continuation, embedding_doubts
from virkning.figures.periods import Period


@pytest.mark.parametrize(
    ("continuation", "needs"),
    [
        (Continuation.ORDINARY, True),
        (Continuation.OTHER_PROGRAMME, True),
        (Continuation.ENDS, False),
        (Continuation.UNDECIDED, False),
    ],
)
def test_what_goes_on_is_somebodys(continuation: Continuation, needs: bool) -> None:
    assert continuation.needs_responsible is needs


@pytest.mark.parametrize(
    ("until", "period", "doubted"),
    [
        (None, "2013", False),
        (date(2012, 12, 31), "2013", True),
        (date(2013, 1, 1), "2013", False),
        (date(2013, 6, 30), "2013", False),
        (date(2013, 6, 30), "2013H2", True),
        (date(2013, 9, 30), "2013K4", True),
        (date(2020, 1, 1), "2013", False),
    ],
)
def test_money_that_ended_before_the_period_is_doubted(
    until: date | None, period: str, doubted: bool
) -> None:
    found = embedding_doubts(until, Period.parse(period))
    assert [(one.code, one.field) for one in found] == ([("money_ended", "secured_until")] if doubted else [])


def test_the_doubt_names_both_days() -> None:
    [found] = embedding_doubts(date(2012, 12, 31), Period.parse("2013"))
    assert found.phrase.danish == "Pengene er kun sikret til 31. december 2012, og 2013 begynder senere."
