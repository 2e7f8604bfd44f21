"""Which of many projects' interventions are shown, in what order: as the address says, for page and export alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy

from virkning.figures.collation import danish_key
from virkning.figures.folding import fold, folded_words
from virkning.figures.interventions import InterventionStage, Timing
from virkning.rooms.interventions.queries.listing import Row

LATE, MISSING = "for-sent", "mangler"
#: Stage → its word in the address.
STAGE_WORDS: dict[InterventionStage, str] = {
    InterventionStage.DECIDED: "besluttet",
    InterventionStage.DRAFT: "kladde",
    InterventionStage.SUBMITTED: "indsendt",
    InterventionStage.RETURNED: "returneret",
    InterventionStage.ACCEPTED: "godkendt",
    InterventionStage.RUNNING: "i-gang",
    InterventionStage.ENDED: "afsluttet",
}
#: Key in the address → what it is called, in the order of the list.
SHOWN: dict[str, Any] = {
    "": gettext_lazy("Alle indsatser"),
    LATE: gettext_lazy("For sent"),
    MISSING: gettext_lazy("Aldrig indsendt"),
    **{word: lazystr(stage.phrase) for stage, word in STAGE_WORDS.items()},
}
#: Key → head of the column. A minus before the key turns the order; blank is late ones first.
SORTINGS: dict[str, Any] = {
    "indsats": gettext_lazy("Indsats"),
    "kommune": gettext_lazy("Kommune"),
    "trin": gettext_lazy("Trin"),
    "opstart": gettext_lazy("Opstart"),
    "frist": gettext_lazy("Frist for beskrivelsen"),
}


@dataclass(frozen=True)
class Chosen:
    """What is shown. `sorting` blank: what is late first, then by municipality."""

    shown: str = ""
    text: str = ""
    municipality: str = ""
    sorting: str = ""

    @property
    def is_all(self) -> bool:
        """Nothing is left out."""
        return not (self.shown or self.text or self.municipality)

    def query(self, **other: Any) -> str:
        """The address' parameters for this choice, with others in place of some."""
        one = replace(self, **other)
        values = {"vis": one.shown, "q": one.text, "kommune": one.municipality, "sortering": one.sorting}
        return urlencode({key: value for key, value in values.items() if value})


def chosen_in(given: Mapping[str, str]) -> Chosen:
    """What the address asks for; what it cannot mean counts as not asked for."""
    shown, sorting = given.get("vis", ""), given.get("sortering", "")
    return Chosen(
        shown=shown if shown in SHOWN else "",
        text=" ".join(given.get("q", "").replace("\0", " ").split())[:100],
        municipality=given.get("kommune", "").replace("\0", "")[:200],
        sorting=sorting if sorting.removeprefix("-") in SORTINGS else "",
    )


def is_shown(row: Row, shown: str) -> bool:
    """Whether it is one of those a key of `SHOWN` names. One nobody has begun to describe is missing, too."""
    if shown == LATE:
        return row.timing is Timing.LATE
    if shown == MISSING:
        return row.is_missing
    return not shown or STAGE_WORDS[row.stage] == shown


def found_in(rows: Sequence[Row], chosen: Chosen) -> list[Row]:
    """Those the search and the municipality leave, whatever their stage: what the counts on top count."""
    words = folded_words(chosen.text)
    return [
        row
        for row in rows
        if chosen.municipality in ("", row.municipality)
        and all(word in fold(f"{row.name} {row.municipality} {row.project}") for word in words)
    ]


def choose(found: Sequence[Row], chosen: Chosen) -> list[Row]:
    """Of those found the ones that are shown, in the order wanted."""
    shown = [row for row in found if is_shown(row, chosen.shown)]
    key = chosen.sorting.removeprefix("-")
    if key:
        shown.sort(key=_ORDERS[key], reverse=chosen.sorting.startswith("-"))
    return shown


_STAGES = list(InterventionStage)
_ORDERS: dict[str, Callable[[Row], Any]] = {
    "indsats": lambda row: danish_key(row.name),
    "kommune": lambda row: (danish_key(row.municipality), danish_key(row.name)),
    "trin": lambda row: _STAGES.index(row.stage),
    "opstart": lambda row: row.start or date.max,
    "frist": lambda row: row.due or date.max,
}
