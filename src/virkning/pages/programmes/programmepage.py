"""What a programme's page shows: totals in a sentence, strips side by side, and every project in a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, reduce

from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from virkning.design.markup import safe
from virkning.design.strips import light_strip
from virkning.figures.attainment import AttainmentState
from virkning.figures.collation import danish_key
from virkning.figures.periods import Period
from virkning.pages.moments import day_words
from virkning.pages.telling.lightwords import counts_of, light_line, whole
from virkning.pages.telling.rounds import RoundBand
from virkning.rooms.reports.facts.programme import LightCounts, ResultCounts
from virkning.rooms.reports.queries.programme import ProgrammeProject

from .choosing import LIGHTS, SORTINGS, Chosen, choose
from .rows import ProgrammeRow, row_html

#: So many strips stand side by side.
SMALL_MULTIPLES = 24
_CARD_WIDTH = 200
_NO_STRIP = '<span class="multiples__none" aria-hidden="true"></span>'


@dataclass(frozen=True)
class SortHead:
    """A column's head, and where clicking it leads."""

    words: str
    address: str
    direction: str

    @property
    def icon(self) -> str:
        """The design system's icon for the direction."""
        return f"sort-table-{self.direction or 'none'}"


@dataclass(frozen=True)
class ProgrammePage:
    """Everything the template shows."""

    id: int
    name: str
    owner: str
    chosen: Chosen
    projects: int
    municipalities: int
    span: str
    late: int
    late_in: int
    changed: str
    sentence: str
    results_sentence: str
    total_lights: SafeString
    cards: SafeString
    card_page: Page[ProgrammeProject]
    card_query: str
    heads: tuple[SortHead, ...]
    rows: SafeString
    shown: int
    municipality_options: SafeString
    light_options: SafeString
    period_options: SafeString
    numbers_address: str

    @property
    def is_one_each(self) -> bool:
        """As many municipalities as projects."""
        return self.projects == self.municipalities


@dataclass(frozen=True)
class Heading:
    """What the page says of the programme itself."""

    id: int
    name: str
    owner: str


@dataclass(frozen=True)
class May:
    """What the reader may do with the programme."""

    edit: bool = False
    run_rounds: bool = False


def programme_html(
    programme: Heading,
    projects: tuple[ProgrammeProject, ...],
    chosen: Chosen,
    side: str,
    today: date,
    *,
    may: May,
    band: RoundBand | None = None,
) -> SafeString:
    """What stands in the page's frame. It follows from the arguments alone, so it is remembered by them."""
    return _html(programme, projects, chosen, side, today, may, band, get_language())


@lru_cache(maxsize=32)
def _html(
    programme: Heading,
    projects: tuple[ProgrammeProject, ...],
    chosen: Chosen,
    side: str,
    today: date,
    may: May,
    band: RoundBand | None,
    _language: str | None,
) -> SafeString:
    page = programme_page(programme, projects, chosen, side, today)
    return render_to_string("programmes/content.html", {"page": page, "may": may, "band": band})


def programme_page(
    programme: Heading, projects: tuple[ProgrammeProject, ...], chosen: Chosen, side: str, today: date
) -> ProgrammePage:
    """The page for the projects somebody sees."""
    found = choose(projects, chosen)
    cards = Paginator(found, SMALL_MULTIPLES).get_page(side)
    lights = reduce(LightCounts.plus, (one.standing.lights for one in found), LightCounts())
    results = reduce(ResultCounts.plus, (one.standing.results for one in found), ResultCounts())
    moments = [one.changed for one in projects if one.changed]
    query = chosen.query()
    address = reverse("programme_numbers", args=(programme.id,))
    return ProgrammePage(
        id=programme.id,
        name=programme.name,
        owner=programme.owner,
        chosen=chosen,
        projects=len(projects),
        municipalities=len({name for one in projects for name in one.municipalities}),
        span=_span(projects),
        late=sum(one.standing.late for one in projects),
        late_in=sum(one.standing.late > 0 for one in projects),
        changed=_day(max(moments), today) if moments else "",
        sentence=_sentence(found, lights),
        results_sentence=_results_sentence(results),
        total_lights=light_line(lights),
        cards=safe("".join(_card(one) for one in cards.object_list)),
        card_page=cards,
        card_query=f"{query}&" if query else "",
        heads=tuple(_head(key, chosen) for key in SORTINGS),
        rows=_rows(programme, found, today),
        shown=len(found),
        municipality_options=_municipalities(projects, chosen),
        light_options=_options(((key, str(words)) for key, (words, _field) in LIGHTS.items()), chosen.light),
        period_options=_periods(projects, chosen),
        numbers_address=f"{address}?{query}" if query else address,
    )


def _rows(programme: Heading, found: Sequence[ProgrammeProject], today: date) -> SafeString:
    late = reverse("programme_late", args=(programme.id,))
    return safe(
        "".join(
            row_html(
                ProgrammeRow(
                    key=one.key,
                    name=one.name,
                    municipalities=one.municipalities,
                    period=one.standing.period,
                    lights=one.standing.lights,
                    results=one.standing.results,
                    late=one.standing.late,
                    late_address=f"{late}?projekt={one.key}",
                    changed=_day(one.changed, today) if one.changed else "",
                )
            )
            for one in found
        )
    )


def _day(at: datetime, today: date) -> str:
    return day_words(timezone.localtime(at).date(), today)


def _span(projects: Iterable[ProgrammeProject]) -> str:
    periods = [period for one in projects for period in one.standing.periods]
    if not periods:
        return "–"
    first, last = min(periods), max(periods)
    return first.shown if first == last else f"{first.shown}–{last.shown}"


def _sentence(found: Sequence[ProgrammeProject], lights: LightCounts) -> str:
    """`I 34 af 98 projekter er mindst én milepæl rød. 1.120 af 11.760 milepæle er grønne.`"""
    red = sum(one.standing.lights.red > 0 for one in found)
    first = (
        _("Ingen af de viste projekter har røde milepæle.")
        if not red
        else ngettext(
            "I %(red)s af %(all)s projekt er mindst én milepæl rød.",
            "I %(red)s af %(all)s projekter er mindst én milepæl rød.",
            len(found),
        )
        % {"red": whole(red), "all": whole(len(found))}
    )
    second = _("%(green)s af %(all)s milepæle er grønne.") % {
        "green": whole(lights.green),
        "all": whole(lights.total),
    }
    return f"{first} {second}"


def _results_sentence(results: ResultCounts) -> str:
    if not results.total:
        return _("Der er ingen resultater endnu.")
    return _("%(reached)s af %(all)s resultater er nået, %(not_reached)s er ikke nået.") % {
        "reached": whole(results.of(AttainmentState.ACHIEVED)),
        "all": whole(results.total),
        "not_reached": whole(results.of(AttainmentState.NOT_ACHIEVED)),
    }


def _card(one: ProgrammeProject) -> SafeString:
    strip = light_strip(counts_of(one.standing.lights), _CARD_WIDTH, 18)
    return safe(
        f'<li><a href="{reverse("project", args=(one.key,))}">{escape(one.lead.removesuffix(" Kommune"))}</a>'
        f'{strip or _NO_STRIP}<span class="multiples__words">{escape(_card_words(one))}</span></li>'
    )


def _card_words(one: ProgrammeProject) -> str:
    """`12 røde af 120`; what stands out, in words beside the strip."""
    lights = one.standing.lights
    if one.standing.period is None:
        return _("følges ikke i perioden")
    if not lights.total:
        return _("ingen milepæle endnu")
    if lights.red:
        return ngettext("%(n)d rød af %(all)d", "%(n)d røde af %(all)d", lights.red) % {
            "n": lights.red,
            "all": lights.total,
        }
    if lights.missing:
        return _("%(n)d mangler af %(all)d") % {"n": lights.missing, "all": lights.total}
    if lights.yellow:
        return ngettext("%(n)d gul af %(all)d", "%(n)d gule af %(all)d", lights.yellow) % {
            "n": lights.yellow,
            "all": lights.total,
        }
    return _("%(n)d grønne af %(all)d") % {"n": lights.green, "all": lights.total}


def _head(key: str, chosen: Chosen) -> SortHead:
    direction = {key: "ascending", f"-{key}": "descending"}.get(chosen.sorting, "")
    turned = f"-{key}" if chosen.sorting == key else key
    return SortHead(str(SORTINGS[key]), f"?{chosen.query(sorting=turned)}#projekter", direction)


def _municipalities(projects: Iterable[ProgrammeProject], chosen: Chosen) -> SafeString:
    names = sorted({name for one in projects for name in one.municipalities}, key=danish_key)
    return _options(((name, name) for name in names), chosen.municipality)


def _periods(projects: Iterable[ProgrammeProject], chosen: Chosen) -> SafeString:
    periods: set[Period] = {period for one in projects for period in one.standing.periods}
    told = ((one.canonical, one.shown) for one in sorted(periods, reverse=True))
    return _options(told, chosen.period.canonical if chosen.period else "")


def _options(told: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """Choices of a list, value and words; there are a hundred municipalities, so not in the template."""
    return safe(
        "".join(
            format_html(
                '<option value="{}"{}>{}</option>', value, safe(" selected") if value == chosen else "", words
            )
            for value, words in told
        )
    )
