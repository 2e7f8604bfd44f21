"""What a result's page shows: key numbers, the sentence, charts, how it is measured, targets and assessments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.charts import PHONE, Chart, to_svg
from virkning.design.markup import light_tag, safe
from virkning.figures.attainment import Attainment
from virkning.figures.indicators import Redefined, Target
from virkning.figures.periods import Period
from virkning.figures.rules import rule_words
from virkning.pages.telling.cells import light_name
from virkning.pages.telling.periods import PeriodChoice
from virkning.pages.telling.phrasing import first_up, result_aim
from virkning.pages.telling.proposals import Proposed, proposals_on
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.reports.facts.charts import result_charts
from virkning.rooms.reports.facts.judgements import ResultCell, attainment_of, is_retired, result_cell
from virkning.rooms.reports.facts.project import ProjectFacts, ResultFacts
from virkning.rooms.reports.facts.proposals import ProposalFacts
from virkning.rooms.reports.queries.superseded import SupersededValue

from .activitypage import TargetWords
from .projectpage import Assessed, assessed
from .resultgrid import Verdict, result_marks, verdict_of
from .valuetable import ValueTable, value_table

#: The main column's width in pixels on a wide screen.
WIDE = 860
_SHORT = 60


@dataclass(frozen=True)
class Place:
    """An activity or area the result belongs to; no address for what has no page of its own."""

    words: str
    address: str


@dataclass(frozen=True)
class Drawing:
    """One chart, drawn for a wide screen and for a phone, with the addresses of its pictures."""

    wide: SafeString
    narrow: SafeString
    png: str
    svg: str


@dataclass(frozen=True)
class Term:
    """One line of how the result is measured."""

    label: str
    words: str


@dataclass(frozen=True)
class RedefinedWords:
    """A redefinition: since when, how it was worded before where that is another wording, and why."""

    since: str
    before: str
    reason: str


@dataclass(frozen=True)
class Beside:
    """What is told of a result beside the project's facts."""

    superseded: Sequence[SupersededValue] = ()
    proposals: tuple[ProposalFacts, ...] = ()


@dataclass(frozen=True)
class ResultPage:
    """Everything the template shows."""

    project_id: int
    id: int
    heading: str
    crumb: str
    under: str
    marks: SafeString
    places: tuple[Place, ...]
    retired: bool
    is_measured: bool
    choice: PeriodChoice | None
    latest_label: str
    latest: tuple[str, ...]
    gap: str
    judged: SafeString
    judged_words: str
    computed: SafeString
    computed_words: str
    aim: str
    change: str
    verdict: Verdict | None
    drawings: tuple[Drawing, ...]
    table: ValueTable
    terms: tuple[Term, ...]
    targets: tuple[TargetWords, ...]
    assessments: tuple[Assessed, ...]
    reason: str
    redefined: tuple[RedefinedWords, ...]
    proposals: tuple[Proposed, ...]


def result_page(
    facts: ProjectFacts, result_id: int, choice: PeriodChoice | None, beside: Beside
) -> ResultPage:
    """The page of one result, seen from the chosen period."""
    result = find_result(facts, result_id)
    cell = result_cell(result, choice.period, facts.horizon) if choice else None
    charts = result_charts(result, facts.horizon, choice.period) if choice else ()
    label, latest, latest_period = _latest(facts, result, choice)
    told = attainment_of(result, latest_period, facts.horizon) if latest_period else None
    return ResultPage(
        project_id=facts.id,
        id=result.id,
        heading=result.statement,
        crumb=_crumb(result),
        under=_("Resultat %(number)s, %(term)s sigt.") % {"number": result.number, "term": result.term.shown},
        marks=result_marks(result),
        places=tuple(_places(facts, result)),
        retired=choice is not None and is_retired(result, choice.period),
        is_measured=result.indicator.is_measured,
        choice=choice,
        latest_label=label,
        latest=latest,
        gap=_gap(told),
        judged=light_tag(light_name(cell.judged)) if cell and cell.judged else safe(""),
        judged_words=_("Sat af evaluator for %(period)s.") % {"period": choice.words} if choice else "",
        computed=light_tag(light_name(cell.computed)) if cell else safe(""),
        computed_words=str(cell.computed_reason) if cell else "",
        aim=_aim(result, choice.period) if choice else "",
        change=f"{charts[0].title.rstrip('.')}." if charts else "",
        verdict=verdict_of(result, choice.period, facts, cell) if choice and cell else None,
        drawings=tuple(_drawings(facts, result, charts, choice)),
        table=value_table(facts, result, choice, beside.superseded),
        terms=tuple(_terms(result, choice)),
        targets=tuple(_target(result, one) for one in reversed(result.indicator.targets) if one.rule),
        assessments=tuple(assessed(result.assessments, _("Resultatet"), choice.period)) if choice else (),
        reason=result.reason,
        redefined=tuple(_redefined(one) for one in reversed(result.indicator.redefined)),
        proposals=proposals_on(beside.proposals, facts.id, result),
    )


def find_result(facts: ProjectFacts, result_id: int) -> ResultFacts:
    """The result among the project's. Raises `NotVisible` where what it belongs to has been removed."""
    for one in facts.all_results():
        if one.id == result_id:
            return one
    raise NotVisible


def _crumb(result: ResultFacts) -> str:
    words = f"{result.number}. {result.statement}"
    return words if len(words) <= _SHORT else f"{words[:_SHORT].rsplit(' ', 1)[0]} …"


def _places(facts: ProjectFacts, result: ResultFacts) -> list[Place]:
    found = [
        Place(f"{one.number} {one.title}", reverse("activity", args=(facts.id, one.id)))
        for one in facts.activities()
        if one.number in result.activity_numbers
    ]
    found += [
        Place(f"{area.number} {area.title}", "") for area in facts.areas if area.number == result.area_number
    ]
    return found or [Place(_("Hele projektet"), "")]


def _latest(
    facts: ProjectFacts, result: ResultFacts, choice: PeriodChoice | None
) -> tuple[str, tuple[str, ...], Period | None]:
    """The latest period with values up to the chosen one, and those values."""
    for period in reversed(facts.horizon.periods):
        if choice is None or period > choice.period:
            continue
        cell: ResultCell = result_cell(result, period, facts.horizon)
        if cell.values:
            return _("Seneste værdi, %(period)s") % {"period": period.shown}, cell.lines, period
    return _("Seneste værdi"), (), None


def _gap(told: Attainment | None) -> str:
    """`3,3 procentpoint under målet`, for the one series that was judged; says so where that is where it should be."""
    judged = next((one for one in told.outcomes if one.gap is not None), None) if told else None
    if told is None or told.gap is None or judged is None:
        return ""
    if not judged.gap:
        return _("præcis på målet")
    words = _("%(size)s over målet") if judged.gap > 0 else _("%(size)s under målet")
    told_gap = words % {"size": told.gap.lstrip("+−")}
    return _("%(gap)s, som er nået") % {"gap": told_gap} if judged.reached else told_gap


def _drawings(
    facts: ProjectFacts, result: ResultFacts, charts: Sequence[Chart], choice: PeriodChoice | None
) -> Iterable[Drawing]:
    for number, chart in enumerate(charts, start=1):
        if choice is not None:
            yield Drawing(
                wide=safe(to_svg(chart, width=WIDE, prefix=f"bred-{number}")),
                narrow=safe(to_svg(chart, width=PHONE, prefix=f"smal-{number}")),
                png=_picture(facts, result, number, "png", choice),
                svg=_picture(facts, result, number, "svg", choice),
            )


def _picture(facts: ProjectFacts, result: ResultFacts, number: int, kind: str, choice: PeriodChoice) -> str:
    address = reverse("result_chart", args=(facts.id, result.id, kind))
    return f"{address}?figur={number}&periode={choice.value}"


def _terms(result: ResultFacts, choice: PeriodChoice | None) -> list[Term]:
    """How it is measured; what does not apply is left out."""
    indicator = result.indicator
    baseline, expected = indicator.baseline_period, indicator.expected_from
    series = [name for name in indicator.series_order if name and name not in indicator.reference_series]
    lines = [
        Term(_("Type"), first_up(indicator.kind.shown)),
        Term(_("Enhed"), indicator.unit.text),
        Term(_("Serier") if len(series) > 1 else _("Serie"), ", ".join(series)),
        Term(_("Målet gælder"), indicator.target_series if len(series) > 1 else ""),
        Term(_("Reference"), ", ".join(indicator.reference_series)),
        Term(_("Mål"), _aim(result, choice.period) if choice else ""),
        Term(_("Baseline"), baseline.shown if baseline else ""),
        Term(_("Forventet fra"), expected.shown if expected else ""),
        Term(
            _("Erstattet af"),
            _("resultat %(number)s") % {"number": result.replaced_by} if result.replaced_by else "",
        ),
    ]
    return [one for one in lines if one.words]


def _aim(result: ResultFacts, period: Period) -> str:
    """The target where the word "Mål" stands before it already."""
    return first_up(result_aim(result, period).removeprefix(_("Mål: ")))


def _redefined(one: Redefined) -> RedefinedWords:
    before = one.before if one.before.strip() != one.after.strip() else ""
    return RedefinedWords(_("Fra %(period)s") % {"period": one.valid_from.shown}, before, one.reason)


def _target(result: ResultFacts, target: Target) -> TargetWords:
    words = str(rule_words(target.rule, target.amount, result.indicator.unit)) if target.rule else ""
    if target.deadline is not None:
        words = _("%(aim)s, frist %(deadline)s") % {"aim": words, "deadline": target.deadline.shown}
    since = (
        _("Fra %(period)s") % {"period": target.valid_from.shown} if target.valid_from else _("Fra starten")
    )
    return TargetWords(since, first_up(words), target.reason)
