"""Which period a page looks at, and which ones stand side by side in its tables."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from virkning.figures.periods import Period
from virkning.rooms.reports.facts.project import ProjectFacts

#: More periods than this are chosen in a list instead of with one click each, and shown a few at a time.
FEW = 6
#: So many periods stand beside each other on a small laptop.
ALWAYS_ROOM_FOR = 4
ALL = "alle"


@dataclass(frozen=True)
class PeriodLink:
    """A period one can look at instead."""

    words: str
    value: str
    chosen: bool


@dataclass(frozen=True)
class PeriodChoice:
    """The chosen period and the others; `shown` are the ones in the tables, `hidden` how many are left out."""

    period: Period
    links: tuple[PeriodLink, ...]
    shown: tuple[Period, ...]
    shows_all: bool

    @property
    def few(self) -> bool:
        """Few enough for one click each."""
        return len(self.links) <= FEW

    @property
    def words(self) -> str:
        return self.period.shown

    @property
    def value(self) -> str:
        """As it stands in an address."""
        return self.period.canonical

    @property
    def hidden(self) -> int:
        return len(self.links) - len(self.shown)

    @property
    def can_show_fewer(self) -> bool:
        return self.shows_all and not self.few

    @property
    def all_words(self) -> str:
        return _("Vis alle %(count)s perioder") % {"count": len(self.links)}


def choose_period(facts: ProjectFacts, written: str, width: str) -> PeriodChoice | None:
    """The period somebody asked for, else the one `latest_period` finds; None for a project without periods.

    `written` and `width` come from the address: a period that the project does not have counts as none.
    """
    periods = facts.horizon.periods
    chosen = next((one for one in periods if one.canonical == written), None) or facts.latest_period()
    if chosen is None:
        return None
    shows_all = width == ALL or len(periods) <= FEW
    last = max(periods.index(chosen) + 1, min(FEW, len(periods)))
    shown = periods if shows_all else periods[last - FEW : last]
    links = tuple(PeriodLink(one.shown, one.canonical, one == chosen) for one in periods)
    return PeriodChoice(chosen, links, shown, shows_all)


def scroll_form(columns: int) -> str:
    """The look's name for a region that may scroll sideways; blank where a narrow screen has room for the periods."""
    if columns > FEW:
        return "scroll--wide"
    return "scroll--many" if columns > ALWAYS_ROOM_FOR else ""


def column_words(period: Period, baseline: Period | None) -> str:
    """The head of a period's column: `Baseline 2010`, `2011`."""
    return _("Baseline %(period)s") % {"period": period.shown} if period == baseline else period.shown
