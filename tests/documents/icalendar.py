"""A strict reader of calendars, for tests: what RFC 5545 forbids, and what no deadline needs, is a `ValueError`."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

_LINE = re.compile(r"(?P<name>[A-Z][A-Z-]*)(?P<parameters>(?:;[A-Z-]+=[^:;\"]+)*):(?P<value>.*)")
_ONCE = {"VCALENDAR": {"VERSION", "PRODID"}, "VEVENT": {"UID", "DTSTAMP", "SUMMARY"}}
_ESCAPES = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n", "\\N": "\n"}


@dataclass
class Component:
    """BEGIN to END: its properties by name with parameters, and the components in it."""

    name: str
    values: dict[str, list[str]] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)

    def one(self, name: str) -> str:
        """The value of a property that stands there once."""
        (value,) = self.values[name]
        return value

    def text(self, name: str) -> str:
        """The same with its escapes undone."""
        return re.sub(r"\\[\\;,nN]", lambda found: _ESCAPES[found[0]], self.one(name))


def read_calendar(content: bytes) -> Component:
    """The calendar. Raises `ValueError`."""
    outer = Component("")
    open_ones = [outer]
    for line in unfolded(content):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"no content line: {line!r}")
        if match["name"] == "BEGIN":
            made = Component(match["value"])
            open_ones[-1].parts.append(made)
            open_ones.append(made)
        elif match["name"] == "END":
            if open_ones.pop().name != match["value"] or not open_ones:
                raise ValueError(f"{match['value']} ends and had not begun")
        else:
            name = match["name"] + match["parameters"]
            open_ones[-1].values.setdefault(name, []).append(match["value"])
    if open_ones != [outer] or [one.name for one in outer.parts] != ["VCALENDAR"]:
        raise ValueError("not one whole calendar")
    (found,) = outer.parts
    _check(found)
    return found


def unfolded(content: bytes) -> list[str]:
    """The lines as they were before folding. Raises `ValueError` for other line breaks and too long lines."""
    *lines, last = content.split(b"\r\n")
    if last or any(b"\r" in line or b"\n" in line for line in lines):
        raise ValueError("every line ends with CR LF, and nothing else breaks a line")
    if any(len(line) > 75 for line in lines):
        raise ValueError("a line is longer than 75 octets")
    for line in lines:
        line.decode()  # every part alone: no letter is cut in two
    return (b"\r\n".join(lines)).replace(b"\r\n ", b"").decode().split("\r\n")


def _check(calendar: Component) -> None:
    if not calendar.parts:
        raise ValueError("a calendar without components")
    events = [one for one in calendar.parts if one.name == "VEVENT"]
    for one in [calendar, *events]:
        for name in _ONCE[one.name]:
            if len(one.values.get(name, ())) != 1:
                raise ValueError(f"{name} stands once in {one.name}")
    uids = [one.one("UID") for one in events]
    if len(set(uids)) != len(uids):
        raise ValueError("two events have the same UID")
    for one in events:
        _check_days(one)


def _check_days(event: Component) -> None:
    if not re.fullmatch(r"[0-9]{8}T[0-9]{6}Z", event.one("DTSTAMP")):
        raise ValueError("DTSTAMP is a moment by the clock of Greenwich")
    start, end = (event.one(f"{name};VALUE=DATE") for name in ("DTSTART", "DTEND"))
    first, after = (datetime.strptime(day, "%Y%m%d").date() for day in (start, end))  # noqa: DTZ007
    if after != first + timedelta(days=1):
        raise ValueError("not one whole day")
