"""What the project's page shows, put together from its facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.design.markup import stage_tag
from virkning.figures.indicators import IndicatorKind
from virkning.figures.periods import Period
from virkning.pages.telling.periods import PeriodChoice
from virkning.pages.telling.phrasing import (
    NOTHING,
    attainments_line,
    day_of,
    latest_origin,
    lights_line,
    origins_of,
    years,
)
from virkning.rooms.programmes.queries.headings import heading as project_heading
from virkning.rooms.reports.facts.judgements import is_retired, is_there, tally
from virkning.rooms.reports.facts.project import (
    ActivityFacts,
    AreaFacts,
    AssessmentFacts,
    Origin,
    PartyFacts,
    ProjectFacts,
    ResultFacts,
)

from .milestonegrid import MilestoneGrid, closed_words, milestone_grid
from .resultgrid import ResultGrid, project_places, result_grid


@dataclass(frozen=True)
class ActivityRow:
    """An activity, or an area's own results, in the table of areas."""

    address: str
    title: str
    under: str
    responsible: str
    lights: SafeString
    results: str
    changed: str
    stage: SafeString


@dataclass(frozen=True)
class AreaGroup:
    """An area with its rows."""

    id: int
    title: str
    rows: tuple[ActivityRow, ...]


@dataclass(frozen=True)
class Assessed:
    """An assessment and what it is about."""

    id: int
    about: str
    period: str
    heading: str
    text: str
    is_open: bool


@dataclass(frozen=True)
class ProjectPage:
    """Everything the template shows."""

    id: int
    heading: str
    under: str
    lead: str
    with_whom: str
    others: tuple[PartyFacts, ...]
    choice: PeriodChoice | None
    span: str
    baseline: str
    areas: tuple[AreaGroup, ...]
    milestones: MilestoneGrid | None
    lights: SafeString
    results: ResultGrid | None
    assessments: tuple[Assessed, ...]
    earlier_assessments: tuple[Assessed, ...]
    missing: str
    changed: str
    changed_by: str


#: How far each activity has come in the open round, by its key; empty where no round is open.
Stages = Mapping[int, SafeString]


def project_page(
    facts: ProjectFacts, choice: PeriodChoice | None, stages: Stages | None = None
) -> ProjectPage:
    """The page in the chosen period; without periods only what stands fast."""
    changed = latest_origin(origins_of(facts))
    grid = milestone_grid(facts, choice) if choice else None
    results = result_grid(facts, choice, project_places(facts)) if choice else None
    assessed = tuple(_assessments(facts, choice.period)) if choice else ()
    return ProjectPage(
        id=facts.id,
        heading=project_heading(facts.name, facts.lead),
        under=_under(facts),
        lead=facts.lead,
        with_whom=_with_whom(facts),
        others=tuple(one for one in facts.parties if one.organisation not in facts.municipalities),
        choice=choice,
        span=_span(facts),
        baseline=_("baseline %(period)s") % {"period": facts.baseline.shown} if facts.baseline else "",
        areas=tuple(_area(facts, area, choice.period, grid, stages or {}) for area in facts.areas)
        if choice and grid
        else (),
        milestones=grid,
        lights=lights_line(grid.all_lights, grid.all_missing) if grid else NOTHING,
        results=results,
        assessments=tuple(one for one in assessed if one.is_open),
        earlier_assessments=tuple(one for one in assessed if not one.is_open),
        missing=_missing_words(facts, grid, choice.period) if choice and grid else "",
        changed=day_of(changed.at) if changed else "",
        changed_by=origin_words(changed) if changed else "",
    )


def _under(facts: ProjectFacts) -> str:
    """`2010–2013. Program: Partnerskaber om ungestrategier.`"""
    span = years(facts.starts_on, facts.ends_on)
    if not facts.programme:
        return f"{span}."
    return _("%(years)s. Program: %(programme)s.") % {"years": span, "programme": facts.programme}


def _with_whom(facts: ProjectFacts) -> str:
    """`sammen med Viborg Kommune og Skive Kommune`."""
    *first, last = facts.municipalities[1:] or ("",)
    others = _(" og ").join(part for part in (", ".join(first), last) if part)
    return _("sammen med %(others)s") % {"others": others} if others else ""


def origin_words(origin: Origin) -> str:
    """`indlæst fra projektark.xlsx`, `indtastet af …`."""
    if origin.file:
        return _("indlæst fra %(file)s") % {"file": origin.file}
    return _("indtastet af %(person)s") % {"person": origin.by}


def _span(facts: ProjectFacts) -> str:
    periods = facts.horizon.periods
    if not periods:
        return "–"
    return periods[0].shown if len(periods) == 1 else f"{periods[0].shown}–{periods[-1].shown}"


def _missing_words(facts: ProjectFacts, grid: MilestoneGrid, period: Period) -> str:
    """`2 milepæle og 1 resultat`; `Intet` where everything expected has been told."""
    results = sum(_is_missing(one, period) for one in facts.all_results())
    milestones = grid.all_missing
    parts = []
    if milestones:
        parts.append(ngettext("%(n)d milepæl", "%(n)d milepæle", milestones) % {"n": milestones})
    if results:
        parts.append(ngettext("%(n)d resultat", "%(n)d resultater", results) % {"n": results})
    return _(" og ").join(parts) or _("Intet")


def _is_missing(result: ResultFacts, period: Period) -> bool:
    indicator = result.indicator
    expected = indicator.expected_from is None or indicator.expected_from.begun_by(period)
    live = is_there(indicator.added_in, period) and not is_retired(result, period) and indicator.is_measured
    return expected and live and not any(one.period == period for one in indicator.readings)


def _area(
    facts: ProjectFacts, area: AreaFacts, period: Period, grid: MilestoneGrid, stages: Stages
) -> AreaGroup:
    rows = [_activity(facts, one, period, grid, stages) for one in area.activities]
    if area.results:
        rows.append(
            ActivityRow(
                address=f"#resultater-omraade-{area.id}",
                title=_("Hele område %(number)s") % {"number": area.number},
                under="",
                responsible="–",
                lights=NOTHING,
                results=results_words(facts, area.results, period),
                changed=_changed(one.origin for result in area.results for one in result.measurements),
                stage=NOTHING,
            )
        )
    return AreaGroup(area.id, f"{area.number} {area.title}", tuple(rows))


def _activity(
    facts: ProjectFacts, activity: ActivityFacts, period: Period, grid: MilestoneGrid, stages: Stages
) -> ActivityRow:
    has_milestones = activity.id in grid.lights
    return ActivityRow(
        address=reverse("activity", args=(facts.id, activity.id)),
        title=f"{activity.number} {activity.title}",
        under=closed_words(activity),
        responsible=activity.responsible or "–",
        lights=lights_line(grid.lights[activity.id], grid.missing[activity.id])
        if has_milestones
        else NOTHING,
        results=results_words(facts, activity.results, period),
        changed=_changed(activity_origins(activity)),
        stage=stages.get(activity.id) or _not_asked(activity),
    )


def _not_asked(activity: ActivityFacts) -> SafeString:
    return stage_tag("closed", _("Lukket")) if activity.closed_in is not None else NOTHING


def results_words(facts: ProjectFacts, results: Iterable[ResultFacts], period: Period) -> str:
    """How results stand, counted: `1 nået, 1 ikke nået`."""
    chosen = tuple(results)
    if not chosen:
        return "–"
    counts = tally((), chosen, period, facts.horizon)
    in_words = sum(
        one.indicator.kind is IndicatorKind.TEXT and not one.indicator.targets
        for one in chosen
        if is_there(one.indicator.added_in, period) and not is_retired(one, period)
    )
    return attainments_line(counts, min(in_words, counts.attainments[None]))


def activity_origins(activity: ActivityFacts) -> Iterable[Origin]:
    """Where an activity's reports and its results' measurements come from."""
    for milestone in activity.milestones:
        yield from milestone.origins.values()
    for result in activity.results:
        for one in result.measurements:
            yield one.origin


def _changed(origins: Iterable[Origin]) -> str:
    latest = latest_origin(origins)
    return day_of(latest.at) if latest else _("Intet endnu")


def _assessments(facts: ProjectFacts, period: Period) -> Iterable[Assessed]:
    yield from assessed(facts.assessments, _("Hele projektet"), period)
    for area in facts.areas:
        yield from assessed(area.assessments, f"{area.number} {area.title}", period)


def assessed(assessments: Iterable[AssessmentFacts], about: str, period: Period) -> Iterable[Assessed]:
    """Assessments newest first; those of the chosen period stand open."""
    for one in sorted(assessments, key=lambda one: one.period, reverse=True):
        yield Assessed(one.id, about, one.period.shown, one.heading, one.text, one.period == period)
