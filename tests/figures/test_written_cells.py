"""What a person writes in a cell of a grid, and what it is read as."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.indicators import Answer, IndicatorKind
from virkning.figures.milestones import MilestoneKind, MilestoneStatus
from virkning.figures.phrases import FigureError
from virkning.figures.written import (
    WrittenStatus,
    WrittenValue,
    read_status,
    read_value,
    write_status,
    write_value,
)

YES, NO, WAY, NA = (
    MilestoneStatus.YES,
    MilestoneStatus.NO,
    MilestoneStatus.UNDER_WAY,
    MilestoneStatus.NOT_APPLICABLE,
)

# kind | written | read as
STATUSES = [
    ("count", "", WrittenStatus()),
    ("count", " – ", WrittenStatus()),
    ("count", "Ja (101)", WrittenStatus(YES, Decimal(101))),
    ("count", "ja 101", WrittenStatus(YES, Decimal(101))),
    ("count", "På  vej: 1.234", WrittenStatus(WAY, Decimal(1234))),
    ("count", "0", WrittenStatus(None, Decimal(0))),
    ("count", "n/a", WrittenStatus(NA)),
    ("yes_no", "NEJ", WrittenStatus(NO)),
    ("percent", "58 af 58", WrittenStatus(None, None, "", Decimal(58), Decimal(58))),
    ("percent", "Ja (72,5 pct.)", WrittenStatus(YES, Decimal("72.5"))),
    ("text", "På vej: to af tre skoler", WrittenStatus(WAY, None, "to af tre skoler")),
    ("text", "Nejtak", WrittenStatus(None, None, "Nejtak")),
    ("text", " Ja (to skoler\nog en til) ", WrittenStatus(YES, None, "to skoler\nog en til")),
    ("text", "To skoler\n\nog en til", WrittenStatus(None, None, "To skoler\n\nog en til")),
    ("count", "På vej\n20", WrittenStatus(WAY, Decimal(20))),
]


@pytest.mark.parametrize(("kind", "written", "expected"), STATUSES)
def test_a_status_cell_is_read(kind: str, written: str, expected: WrittenStatus) -> None:
    assert read_status(MilestoneKind(kind), written) == expected


@pytest.mark.parametrize(
    ("kind", "written", "says"),
    [
        ("count", "halvtreds", "hverken en status eller et tal"),
        ("count", "12.5", "Mente du 12,5"),
        ("yes_no", "101", "ikke en status"),
        ("yes_no", "Ja (101)", "alene"),
    ],
)
def test_a_status_cell_that_cannot_be_read_says_what_was_expected(kind: str, written: str, says: str) -> None:
    with pytest.raises(FigureError, match=says):
        read_status(MilestoneKind(kind), written)


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-99999, max_value=99999, places=2)
statuses = st.one_of(st.none(), st.sampled_from(list(MilestoneStatus)))


@given(statuses, st.one_of(st.none(), numbers))
def test_what_a_cell_shows_can_be_pasted_back(status: MilestoneStatus | None, value: Decimal | None) -> None:
    written = WrittenStatus(status, value)
    assert read_status(MilestoneKind.COUNT, write_status(written)) == written


# kind | written | read as
VALUES = [
    ("number", "67,30", WrittenValue(Decimal("67.30"))),
    ("number", "67 af 100", WrittenValue(None, None, Decimal(67), Decimal(100))),
    ("number", "N/A", WrittenValue(answer=Answer.NOT_APPLICABLE)),
    ("yes_no", "ja", WrittenValue(answer=Answer.YES)),
    ("text", "Går godt\ni år", WrittenValue(text="Går godt\ni år")),
    ("distribution", "-", WrittenValue()),
]


@pytest.mark.parametrize(("kind", "written", "expected"), VALUES)
def test_a_value_cell_is_read_and_written_back(kind: str, written: str, expected: WrittenValue) -> None:
    assert read_value(IndicatorKind(kind), written) == expected
    assert read_value(IndicatorKind(kind), write_value(expected)) == expected
