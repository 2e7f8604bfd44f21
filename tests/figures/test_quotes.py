"""What a person wrote stands in Danish quotation marks, so that a mark of theirs is seen to be theirs."""

import pytest

from virkning.figures.dates import Deadline, parse_date
from virkning.figures.milestones import MilestoneKind, MilestoneStatus
from virkning.figures.numbers import parse_number
from virkning.figures.periods import Period
from virkning.figures.phrases import FigureError
from virkning.figures.written import read_status

READERS = [
    parse_number,
    parse_date,
    Deadline.parse,
    Period.parse,
    MilestoneStatus.parse,
    lambda written: read_status(MilestoneKind.COUNT, written),
]


@pytest.mark.parametrize("read", READERS)
def test_what_was_written_is_quoted(read: object) -> None:
    with pytest.raises(FigureError) as refused:
        read('="x"')  # type: ignore[operator]
    assert str(refused.value.phrase).startswith('“="x"” er ')
