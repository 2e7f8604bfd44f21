"""The table of results: baseline and values per period, a tiny curve, the light, and the computed sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.charts import sparkline_svg
from virkning.design.markup import safe
from virkning.figures.attainment import Attainment, AttainmentState
from virkning.figures.indicators import IndicatorKind
from virkning.figures.periods import Period
from virkning.pages.telling.cells import result_light, result_td
from virkning.pages.telling.periods import PeriodChoice, column_words, scroll_form
from virkning.pages.telling.phrasing import result_aim
from virkning.rooms.reports.facts.charts import sparkline
from virkning.rooms.reports.facts.judgements import (
    CellState,
    ResultCell,
    attainment_of,
    is_retired,
    result_cell,
)
from virkning.rooms.reports.facts.project import ProjectFacts, ResultFacts

from .milestonegrid import Column, added_and_retired

_ICONS = {AttainmentState.ACHIEVED: "check", AttainmentState.NOT_ACHIEVED: "close"}


@dataclass(frozen=True)
class Verdict:
    """The computed sentence under a result: its first words stand out."""

    icon: str
    head: str
    rest: str

    @property
    def words(self) -> str:
        """The whole sentence."""
        return f"{self.head}{self.rest}"


@dataclass(frozen=True)
class ResultRow:
    """A result with its cells as finished HTML."""

    address: str
    title: str
    aim: str
    marks: SafeString
    retired: bool
    cells: SafeString
    curve: SafeString
    curve_words: str
    light: SafeString
    verdict: Verdict


@dataclass(frozen=True)
class Place:
    """Where results are told: an activity, an area or the whole project."""

    title: str
    results: Sequence[ResultFacts]
    address: str = ""
    note: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class ResultGroup:
    """Results that belong to one activity, area or the whole project, and to one term."""

    place: Place
    note: str
    anchor: str
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True)
class ResultGrid:
    """The whole table."""

    columns: tuple[Column, ...]
    light_head: str
    groups: tuple[ResultGroup, ...]

    @property
    def form(self) -> str:
        """How the table keeps its room: see `scroll_form`."""
        return scroll_form(len(self.columns))

    @property
    def width(self) -> int:
        """How many columns a row that spans them all goes over."""
        return len(self.columns) + 3


def project_places(facts: ProjectFacts) -> Iterable[Place]:
    """Activities first, then their area, then the project."""
    for area in facts.areas:
        for activity in area.activities:
            yield Place(
                f"{activity.number} {activity.title}",
                activity.results,
                address=reverse("activity", args=(facts.id, activity.id)),
            )
        yield Place(
            f"{area.number} {area.title}",
            area.results,
            note=_("gælder hele området"),
            anchor=f"resultater-omraade-{area.id}",
        )
    yield Place(_("Hele projektet"), facts.results, anchor="resultater-projekt")


def result_grid(facts: ProjectFacts, choice: PeriodChoice, places: Iterable[Place]) -> ResultGrid:
    """The table of the results in those places, in the periods shown."""
    groups = []
    for place in places:
        for number, term in enumerate(dict.fromkeys(one.term for one in place.results)):
            told = [one for one in place.results if one.term is term]
            words = _("%(term)s sigt") % {"term": term.shown}
            groups.append(
                ResultGroup(
                    place=place,
                    note=f"{words}, {place.note}" if place.note else words,
                    anchor="" if number else place.anchor,
                    rows=tuple(_row(facts, choice, one) for one in told),
                )
            )
    shown = choice.shown
    columns = tuple(
        Column(column_words(one, facts.baseline), one.canonical, one == choice.period) for one in shown
    )
    return ResultGrid(
        columns=columns,
        light_head=_("Farve %(period)s") % {"period": choice.words},
        groups=tuple(groups),
    )


def _row(facts: ProjectFacts, choice: PeriodChoice, result: ResultFacts) -> ResultRow:
    cells = {one: result_cell(result, one, facts.horizon) for one in {*choice.shown, choice.period}}
    latest = max((one for one, cell in cells.items() if cell.values and one <= choice.period), default=None)
    tds = (
        result_td(
            cells[one],
            label=column_words(one, facts.baseline),
            is_latest=one == latest,
        )
        for one in choice.shown
    )
    curve, words = _curve(facts, choice, result)
    return ResultRow(
        address=reverse("result", args=(facts.id, result.id)),
        title=f"{result.number}. {result.statement}",
        aim=result_aim(result, choice.period),
        marks=result_marks(result),
        retired=is_retired(result, choice.period),
        cells=safe("".join(tds)),
        curve=curve,
        curve_words=words,
        light=safe(result_light(cells[choice.period])),
        verdict=verdict_of(result, choice.period, facts, cells[choice.period]),
    )


def result_marks(facts: ResultFacts) -> SafeString:
    """`Ny i 2011`, `Udgået i 2012`."""
    return added_and_retired(facts.indicator.added_in, facts.indicator.retired_in)


def _curve(facts: ProjectFacts, choice: PeriodChoice, result: ResultFacts) -> tuple[SafeString, str]:
    tiny = sparkline(result, facts.horizon, choice.period)
    if tiny is not None:
        return safe(sparkline_svg(tiny)), ""
    if not result.indicator.is_measured:
        return safe(""), _("måles ikke")
    if result.indicator.kind is IndicatorKind.TEXT:
        return safe(""), _("i ord")
    if result.indicator.kind is IndicatorKind.YES_NO:
        return safe(""), _("ja/nej")
    return safe(""), _("for få værdier")


def verdict_of(result: ResultFacts, period: Period, facts: ProjectFacts, cell: ResultCell) -> Verdict:
    """What the computation says of the result in the period; why it says nothing where it cannot."""
    told = attainment_of(result, period, facts.horizon)
    if told is None:
        return Verdict("info", *_without_target(result, cell))
    return Verdict(_ICONS.get(told.state, "info"), *_split(told))


def _split(told: Attainment) -> tuple[str, str]:
    """The sentence's verdict, up to its colon, and what follows."""
    words = str(told.sentence)
    head, colon, rest = words.partition(":")
    return (f"{head}:", rest) if colon else ("", words)


def _without_target(result: ResultFacts, cell: ResultCell) -> tuple[str, str]:
    if cell.state in (CellState.NOT_ADDED, CellState.RETIRED) or is_retired(result, cell.period):
        reason = f" {result.reason}" if result.reason else ""
        return "", f"{cell.computed_reason}{reason}" if str(cell.computed_reason) else _retired_words(result)
    if not result.indicator.is_measured:
        return "", _("Resultatet måles ikke. Det er et led på vejen til de resultater, der måles.")
    if result.indicator.kind is IndicatorKind.TEXT:
        judged = _(" og vurderet af evaluator") if cell.judged else ""
        return _("Kan ikke afgøres af tal."), _(" Resultatet er beskrevet i ord%(judged)s.") % {
            "judged": judged
        }
    return "", _("Resultatet har intet mål i tal, så målopfyldelsen afgøres ikke.")


def _retired_words(result: ResultFacts) -> str:
    retired = result.indicator.retired_in
    if retired is None:
        return _("Resultatet er ikke tilføjet endnu.")
    words = _("Indikatoren udgik i %(period)s.") % {"period": retired.shown}
    if result.reason:
        words += f" {result.reason}"
    if result.replaced_by:
        words += _(" Den er erstattet af resultat %(number)s.") % {"number": result.replaced_by}
    return words
