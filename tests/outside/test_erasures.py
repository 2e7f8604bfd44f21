"""The list beside the database: what is erased and what is closed, whatever a restored copy holds."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from virkning.outside import erasures
from virkning.outside.erasures import Closing, DamagedList, closings, lines_of, read

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def line(step: str, minutes: int, what: str = "access", key: int = 7) -> str:
    at = (NOON + timedelta(minutes=minutes)).isoformat()
    return json.dumps({"id": f"{minutes}", "step": step, "what": what, "key": key, "at": at})


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ([], []),
        ([line("closed", 1)], [("access", 7)]),
        ([line("closed", -1)], []),  # the copy knows of it
        ([line("closed", 1), line("opened", 2)], []),
        ([line("opened", 2), line("closed", 1)], []),  # two lists are read one after the other
        ([line("closed", 1), line("opened", 2), line("closed", 3)], [("access", 7)]),
        ([line("closed", 1), line("closed", 1)], [("access", 7)]),  # the same line from two lists
        ([line("closed", 2), line("closed", 1, "membership", 3)], [("membership", 3), ("access", 7)]),
    ],
)
def test_what_was_closed_after_the_copy_and_not_opened_again(
    lines: list[str], left: list[tuple[str, int]]
) -> None:
    assert closings(lines, NOON) == [Closing(what, key) for what, key in left]


def test_doors_and_erasures_stand_in_one_list(tmp_path: Path) -> None:
    file = tmp_path / erasures.FILE_NAME
    number = erasures.ask(file, "drafts", {"person_id": 1})
    erasures.door(file, "password", 1, closed=True)
    erasures.done(file, number)
    assert [one.kind for one in read(lines_of(file))] == ["drafts"]
    assert closings(lines_of(file), NOON - timedelta(days=999)) == [Closing("password", 1)]
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "harmed", ["{", '{"step": "closed"}', '{"step": "closed", "what": "access", "key": 1}']
)
def test_a_line_that_cannot_be_read_is_never_skipped(harmed: str) -> None:
    with pytest.raises(DamagedList, match="line 2"):
        closings([line("closed", 1), harmed], NOON)
