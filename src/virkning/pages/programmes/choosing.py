"""Which of a programme's projects are shown, and in what order: as the address says, for page and export alike."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy

from virkning.figures.attainment import AttainmentState
from virkning.figures.collation import danish_key
from virkning.figures.folding import fold, folded_words
from virkning.figures.periods import Period
from virkning.figures.phrases import FigureError
from virkning.rooms.reports.queries.programme import ProgrammeProject

#: Key in the address → head of the column. A minus before the key turns the order.
SORTINGS: dict[str, Any] = {
    "kommune": gettext_lazy("Kommune og projekt"),
    "periode": gettext_lazy("Periode"),
    "milepaele": gettext_lazy("Milepæle"),
    "resultater": gettext_lazy("Resultater"),
    "for-sent": gettext_lazy("For sent"),
    "aendret": gettext_lazy("Senest ændret"),
}
DEFAULT = "kommune"
#: Key in the address → what it is called: projects with at least one milestone of that light.
LIGHTS: dict[str, tuple[Any, str]] = {
    "groen": (gettext_lazy("Mindst én grøn"), "green"),
    "gul": (gettext_lazy("Mindst én gul"), "yellow"),
    "roed": (gettext_lazy("Mindst én rød"), "red"),
    "mangler": (gettext_lazy("Noget mangler"), "missing"),
}
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Chosen:
    """What is shown. `period` None: each project's latest."""

    text: str = ""
    municipality: str = ""
    light: str = ""
    late_only: bool = False
    sorting: str = DEFAULT
    period: Period | None = None

    @property
    def is_all(self) -> bool:
        """No project is left out."""
        return not (self.text or self.municipality or self.light or self.late_only)

    def query(self, **other: Any) -> str:
        """The address' parameters for this choice, with others in place of some."""
        chosen = replace(self, **other)
        values = {
            "q": chosen.text,
            "kommune": chosen.municipality,
            "farve": chosen.light,
            "kun-for-sent": "1" if chosen.late_only else "",
            "periode": chosen.period.canonical if chosen.period else "",
            "sortering": chosen.sorting if chosen.sorting != DEFAULT else "",
        }
        return urlencode({key: value for key, value in values.items() if value})


def chosen_in(given: Mapping[str, str]) -> Chosen:
    """What the address asks for; what it cannot mean counts as not asked for."""
    sorting, light = given.get("sortering", ""), given.get("farve", "")
    return Chosen(
        text=" ".join(given.get("q", "").replace("\0", " ").split())[:100],
        municipality=given.get("kommune", "").replace("\0", "")[:120],
        light=light if light in LIGHTS else "",
        late_only=given.get("kun-for-sent", "") == "1",
        sorting=sorting if sorting.removeprefix("-") in SORTINGS else DEFAULT,
        period=_period(given.get("periode", "")),
    )


def _period(written: str) -> Period | None:
    try:
        return Period.parse(written[:20])
    except FigureError:
        return None


def choose(projects: tuple[ProgrammeProject, ...], chosen: Chosen) -> list[ProgrammeProject]:
    """The projects that fit, in the order wanted; those that stand alike by municipality and name."""
    words = folded_words(chosen.text)
    found = [one for one in projects if _fits(one, chosen, words)]
    found.sort(key=lambda one: (danish_key(one.lead), danish_key(one.name), one.key))
    key = chosen.sorting.removeprefix("-")
    if key != DEFAULT:
        found.sort(key=lambda one: _order(one, key), reverse=chosen.sorting.startswith("-"))
    elif chosen.sorting.startswith("-"):
        found.reverse()
    return found


def _fits(one: ProgrammeProject, chosen: Chosen, words: tuple[str, ...]) -> bool:
    if chosen.municipality and chosen.municipality not in one.municipalities:
        return False
    if chosen.light and not getattr(one.standing.lights, LIGHTS[chosen.light][1]):
        return False
    if chosen.late_only and not one.standing.late:
        return False
    if not words:
        return True
    text = fold(" ".join((one.name, one.code, *one.municipalities)))
    return all(word in text for word in words)


def _order(one: ProgrammeProject, key: str) -> Any:
    standing = one.standing
    if key == "periode":
        return (standing.period is not None, standing.period.end if standing.period else None)
    if key == "milepaele":
        # The worst first: by the share of red, then of yellow and missing.
        total = standing.lights.total or 1
        lights = standing.lights
        return (-lights.red / total, -(lights.yellow + lights.missing) / total)
    if key == "resultater":
        total = standing.results.total or 1
        return -standing.results.of(AttainmentState.ACHIEVED) / total
    if key == "for-sent":
        return -standing.late
    return -(one.changed or _NEVER).timestamp() if one.changed else 0.0
