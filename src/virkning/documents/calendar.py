"""A calendar of whole days as RFC 5545 writes it, for programs that subscribe to one.

Only what a deadline needs: all-day events without time zones, people or alarms. There is no METHOD, for nobody is
invited. RFC 5545 demands at least one component in a calendar, so Copenhagen's time zone stands in every one: a
calendar without deadlines is still one that programs read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

#: The most octets in a line, its line break not counted (RFC 5545, 3.1).
_LONGEST = 75
_PRODUCT = "-//Virkning//Frister//DA"
#: How often a program may ask again (RFC 7986, and the name Outlook knows).
_ASK_AGAIN = "PT6H"
_COPENHAGEN = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Copenhagen",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True)
class DayEvent:
    """Something on one whole day. `uid` stays the same as long as it is the same thing; `stamped`: aware."""

    uid: str
    day: date
    title: str
    address: str
    stamped: datetime


def written_calendar(name: str, events: Iterable[DayEvent]) -> bytes:
    """The calendar as a program reads it, in the order given."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_ASK_AGAIN}",
        f"X-PUBLISHED-TTL:{_ASK_AGAIN}",
        *_COPENHAGEN,
    ]
    for one in events:
        lines += _event(one)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _event(event: DayEvent) -> list[str]:
    # The end is not counted in; left out, some programs lay the event at midnight.
    after = event.day + timedelta(days=1)
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{event.stamped.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{escaped(event.title)}",
        f"DESCRIPTION:{escaped(event.address)}",
        f"URL:{event.address}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    r"""A TEXT value: backslash, semicolon, comma and line breaks as `\\`, `\;`, `\,` and `\n` (RFC 5545, 3.3.11)."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets; each but the first begins with a space. No letter is cut in two."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
