"""A calendar as RFC 5545 writes it, held by a small reader that takes nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.icalendar import Component, read_calendar, unfolded
from virkning.documents.calendar import DayEvent, escaped, folded, written_calendar

EVENT = DayEvent(
    uid="en-1",
    day=date(2026, 12, 31),
    title="Virkning: frist for status",
    address="https://virkning.example/min-dag/",
    stamped=datetime(2026, 1, 1, 8, 30, tzinfo=UTC),
)


def test_a_calendar_without_events_is_a_calendar() -> None:
    found = read_calendar(written_calendar("Virkning", []))
    assert found.one("VERSION") == "2.0"
    assert found.one("X-WR-CALNAME") == "Virkning"
    assert found.one("PRODID")
    assert "METHOD" not in found.values
    assert [one.name for one in found.parts] == ["VTIMEZONE"], "RFC 5545 demands at least one component"


def test_an_event_is_a_whole_day() -> None:
    (_zone, event) = read_calendar(written_calendar("Virkning", [EVENT])).parts
    assert event.name == "VEVENT"
    assert event.values == {
        "UID": ["en-1"],
        "DTSTAMP": ["20260101T083000Z"],
        "DTSTART;VALUE=DATE": ["20261231"],
        "DTEND;VALUE=DATE": ["20270101"],
        "SUMMARY": ["Virkning: frist for status"],
        "DESCRIPTION": ["https://virkning.example/min-dag/"],
        "URL": ["https://virkning.example/min-dag/"],
        "CLASS": ["PRIVATE"],
        "TRANSP": ["TRANSPARENT"],
    }


def test_a_stamp_is_told_by_the_clock_of_greenwich() -> None:
    moment = datetime.fromisoformat("2026-07-01T00:30:00+02:00")
    event = DayEvent(EVENT.uid, EVENT.day, EVENT.title, EVENT.address, moment)
    (_zone, found) = read_calendar(written_calendar("Virkning", [event])).parts
    assert found.one("DTSTAMP") == "20260630T223000Z"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a, b; c", r"a\, b\; c"),
        ("sti\\navn", r"sti\\navn"),
        ("linje\r\nlinje\nlinje\rlinje", r"linje\nlinje\nlinje\nlinje"),
        ("Æblegrød: 7 pct.", "Æblegrød: 7 pct."),
    ],
)
def test_what_has_a_meaning_of_its_own_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


#: what is written · the octets of its parts
FOLDED = [
    ("", [0]),
    ("x" * 75, [75]),
    ("x" * 76, [75, 2]),
    ("x" * 150, [75, 75, 2]),
    ("æ" * 38, [74, 3]),  # two octets each: none is cut in two
    ("x" * 73 + "🍏", [73, 5]),
]


@pytest.mark.parametrize(("line", "octets"), FOLDED)
def test_no_line_is_longer_than_75_octets(line: str, octets: list[int]) -> None:
    parts = list(folded(line))
    assert [len(part.encode()) for part in parts] == octets
    assert "\r\n".join(parts).replace("\r\n ", "") == line


@given(title=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300))
def test_any_title_is_read_as_it_was_written(title: str) -> None:
    event = DayEvent(EVENT.uid, EVENT.day, title, EVENT.address, EVENT.stamped)
    written = written_calendar("Virkning", [event])
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    (_zone, found) = read_calendar(written).parts
    assert found.text("SUMMARY") == title


def test_events_stand_in_the_order_given() -> None:
    events = [
        DayEvent(f"nr-{step}", EVENT.day + timedelta(days=step), "x", EVENT.address, EVENT.stamped)
        for step in range(3)
    ]
    found = read_calendar(written_calendar("Virkning", events))
    assert [one.one("UID") for one in found.parts[1:]] == ["nr-0", "nr-1", "nr-2"]


#: What the reader takes offence at: else it would hold nothing.
BROKEN = [
    (b"\r\n", b"\n"),
    (b"VERSION:2.0\r\n", b""),
    (b"UID:en-1\r\n", b""),
    (b"UID:en-1\r\n", b"UID:en-1\r\nUID:en-2\r\n"),
    (b"END:VEVENT\r\n", b""),
    (b"20261231", b"2026-12-31"),
    (b"20270101", b"20261231"),
    (b"SUMMARY:", b"SUMMARY "),
    (b"SUMMARY:", b"SUMMARY:" + b"x" * 80),
]


@pytest.mark.parametrize(("right", "wrong"), BROKEN)
def test_the_reader_is_strict(right: bytes, wrong: bytes) -> None:
    written = written_calendar("Virkning", [EVENT])
    assert right in written
    with pytest.raises(ValueError):
        read_calendar(written.replace(right, wrong))


def test_the_readers_own_parts() -> None:
    assert unfolded(b"A:1\r\n 2\r\nB:3\r\n") == ["A:12", "B:3"]
    assert Component("X").parts == []
