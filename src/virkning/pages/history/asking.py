"""What somebody asks a history for, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from virkning.figures.dates import parse_date
from virkning.figures.phrases import FigureError

from .kinds import CHOICES, KIND_WORDS

#: More than this nobody writes into a field.
_LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """What was chosen. `since` and `until` as days where they could be read; `wrong` names those that could not."""

    author: str = ""
    kind: str = ""
    number: int | None = None
    since_text: str = ""
    until_text: str = ""
    since: date | None = None
    until: date | None = None
    wrong: tuple[str, ...] = ()
    side: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The log's kinds."""
        return CHOICES[self.kind][1] if self.kind in CHOICES else (self.kind,) if self.kind else ()

    @property
    def is_all(self) -> bool:
        """Nothing was chosen."""
        return not (self.author or self.kind or self.since_text or self.until_text or self.number)

    @property
    def query(self) -> str:
        """The address' parameters before the page's number, ending in `&`."""
        chosen = {
            "hvem": self.author,
            "slags": self.kind,
            "nr": self.number,
            "fra": self.since_text,
            "til": self.until_text,
        }
        words = urlencode({key: value for key, value in chosen.items() if value})
        return f"{words}&" if words else ""


def asked_for(given: Mapping[str, str]) -> Asked:
    """What the address asks for; what cannot be read is told, and counts as not chosen."""
    kind, number = given.get("slags", ""), given.get("nr", "")
    kind = kind if kind in CHOICES or kind in KIND_WORDS else ""
    days: dict[str, date] = {}
    wrong = []
    for name in ("fra", "til"):
        written = given.get(name, "").strip()[:_LONGEST]
        try:
            days |= {name: parse_date(written)} if written else {}
        except FigureError:
            wrong.append(name)
    return Asked(
        author=given.get("hvem", "").replace("\0", "")[:_LONGEST],
        kind=kind,
        number=int(number) if kind and number.isdecimal() and len(number) < 18 else None,
        since_text=given.get("fra", "").strip()[:_LONGEST],
        until_text=given.get("til", "").strip()[:_LONGEST],
        since=days.get("fra"),
        until=days.get("til"),
        wrong=tuple(wrong),
        side=given.get("side", ""),
    )
