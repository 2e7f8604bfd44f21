"""What a reader chooses on a goal's page: between which periods, of whom, and in what order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.figures.periods import Period
from virkning.figures.phrases import FigureError
from virkning.rooms.registerruns.queries.published import GoalTable

#: A column by which the municipalities are put in order → its words. With a minus in front the other way.
SORTINGS = {
    "navn": gettext_lazy("Kommune"),
    "foer": gettext_lazy("Baseline"),
    "nu": gettext_lazy("Seneste"),
    "aendring": gettext_lazy("Ændring"),
}
#: The best first.
FIRST_SORTING = "-nu"
_GROUP = "sex:"


@dataclass(frozen=True)
class Chosen:
    """The two ends, the group (blank: everybody) and the order."""

    baseline: Period
    latest: Period
    group: str
    sorting: str
    #: What the table offers first: left out of addresses.
    ends: tuple[Period, Period]
    #: Nothing is hidden: for a register's keepers, who asked for it.
    internal: bool = False

    def query(self, **changes: Any) -> str:
        """The address' parameters, with `changes`; only what is not as it is offered first."""
        one = replace(self, **changes) if changes else self
        told = {
            "fra": one.baseline.canonical if one.baseline != self.ends[0] else "",
            "til": one.latest.canonical if one.latest != self.ends[1] else "",
            "gruppe": one.group.removeprefix(_GROUP),
            "orden": one.sorting if one.sorting != FIRST_SORTING else "",
            "internt": "1" if one.internal else "",
        }
        return urlencode({key: value for key, value in told.items() if value})


def group_in(given: Mapping[str, str]) -> str:
    """The group the address asks for, as counts name it; blank for everybody."""
    asked = given.get("gruppe", "")
    return f"{_GROUP}{asked}" if asked.isalpha() and len(asked) < 20 else ""


def chosen_in(given: Mapping[str, str], table: GoalTable) -> Chosen:
    """What the address asks for, as far as the table has it; the baseline never comes after the latest."""
    ends = (table.baseline, table.latest)
    first, last = _period(given.get("fra", ""), table, ends[0]), _period(given.get("til", ""), table, ends[1])
    asked = given.get("orden", "")
    return Chosen(
        baseline=min(first, last),
        latest=max(first, last),
        group=table.group,
        sorting=asked if asked.removeprefix("-") in SORTINGS else FIRST_SORTING,
        ends=ends,
        internal=table.internal,
    )


def group_words(group: str) -> str:
    """`Kvinder`, `Mænd`; for everybody `Alle`."""
    words = {
        "": _("Alle"),
        "sex:kvinde": _("Kvinder"),
        "sex:mand": _("Mænd"),
        "sex:": _("Køn ikke oplyst"),
    }
    return words.get(group, group.partition(":")[2])


def _period(written: str, table: GoalTable, otherwise: Period) -> Period:
    try:
        asked = Period.parse(written) if written else otherwise
    except FigureError:
        return otherwise
    return asked if asked in table.periods else otherwise
