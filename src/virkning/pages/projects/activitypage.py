"""What an activity's page shows: its milestones with their history in words, its results, its assessments."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.figures.milestones import MilestoneTarget
from virkning.figures.numbers import danish_number
from virkning.figures.periods import Period
from virkning.figures.units import PERCENT
from virkning.pages.telling.cells import judged_light
from virkning.pages.telling.origins import OriginWords, origin_of
from virkning.pages.telling.periods import PeriodChoice
from virkning.pages.telling.phrasing import (
    NOTHING,
    day_of,
    first_up,
    latest_origin,
    lights_line,
    milestone_aim,
)
from virkning.pages.telling.proposals import Proposed, proposals_on
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.reports.facts.judgements import CellState, MilestoneCell, milestone_cell
from virkning.rooms.reports.facts.project import ActivityFacts, AreaFacts, MilestoneFacts, ProjectFacts
from virkning.rooms.reports.facts.proposals import ProposalFacts

from .milestonegrid import activity_counts, closed_words, is_closed, milestone_marks
from .projectpage import Assessed, activity_origins, assessed, results_words
from .resultgrid import Place, ResultGrid, result_grid


@dataclass(frozen=True)
class HistoryRow:
    """A milestone in one period."""

    period: str
    words: str
    muted: bool
    light: SafeString
    reason: str
    comment: str
    origin: OriginWords | None
    is_open: bool
    judged: str = ""


@dataclass(frozen=True)
class TargetWords:
    """A version of a target: since when, what, and why it was changed."""

    since: str
    words: str
    reason: str


@dataclass(frozen=True)
class MilestoneStory:
    """A milestone with everything told of it."""

    id: int
    title: str
    aim: str
    marks: SafeString
    reason: str
    targets: tuple[TargetWords, ...]
    history: tuple[HistoryRow, ...]
    proposals: tuple[Proposed, ...]


@dataclass(frozen=True)
class ActivityPage:
    """Everything the template shows."""

    id: int
    project_id: int
    heading: str
    under: str
    responsible: str
    closed: str
    closed_reason: str
    reopened_reason: str
    merged: tuple[str, ...]
    remark: str
    lights: SafeString
    results_words: str
    changed: str
    changed_origin: OriginWords | None
    choice: PeriodChoice | None
    milestones: tuple[MilestoneStory, ...]
    results: ResultGrid | None
    assessments: tuple[Assessed, ...]
    earlier_assessments: tuple[Assessed, ...]


def activity_page(
    facts: ProjectFacts,
    activity_id: int,
    choice: PeriodChoice | None,
    proposals: tuple[ProposalFacts, ...] = (),
) -> ActivityPage:
    """The page of one activity in the chosen period."""
    area, activity = find_activity(facts, activity_id)
    changed = latest_origin(activity_origins(activity))
    told = tuple(assessed(activity.assessments, _("Aktiviteten"), choice.period)) if choice else ()
    return ActivityPage(
        id=activity.id,
        project_id=facts.id,
        heading=f"{activity.number} {activity.title}",
        under=_("Aktivitet i område %(area)s.") % {"area": f"{area.number} {area.title}"},
        responsible=activity.responsible or "–",
        closed=_closed(activity),
        closed_reason=activity.closed_reason,
        reopened_reason=activity.reopened_reason if activity.closed_in is None else "",
        merged=tuple(
            f"{one.number} {one.title}" for one in facts.activities() if one.merged_into_id == activity.id
        ),
        remark=activity.remark,
        lights=_lights(facts, activity, choice),
        results_words=results_words(facts, activity.results, choice.period) if choice else "–",
        changed=day_of(changed.at) if changed else "",
        changed_origin=origin_of(changed) if changed else None,
        choice=choice,
        milestones=tuple(_story(facts, activity, one, choice, proposals) for one in activity.milestones),
        results=result_grid(facts, choice, _places(activity)) if choice else None,
        assessments=tuple(one for one in told if one.is_open),
        earlier_assessments=tuple(one for one in told if not one.is_open),
    )


def _closed(activity: ActivityFacts) -> str:
    """As the grid says it; with the name of what it goes on in where it was merged."""
    if activity.closed_in is None or not activity.merged_into:
        return closed_words(activity)
    texts = {"into": activity.merged_into, "period": activity.closed_in.shown}
    return _("Lagt sammen med %(into)s i %(period)s") % texts


def find_activity(facts: ProjectFacts, activity_id: int) -> tuple[AreaFacts, ActivityFacts]:
    """The activity with its area. Raises `NotVisible` where its area has been removed."""
    for area in facts.areas:
        for activity in area.activities:
            if activity.id == activity_id:
                return area, activity
    raise NotVisible


def _places(activity: ActivityFacts) -> Iterable[Place]:
    yield Place(_("Aktivitetens resultater"), activity.results)
    yield Place(_("Resultater, der også hører til andre aktiviteter"), activity.shared_results)


def _lights(facts: ProjectFacts, activity: ActivityFacts, choice: PeriodChoice | None) -> SafeString:
    if choice is None or not activity.milestones:
        return NOTHING
    return lights_line(*activity_counts(facts, activity, choice))


def _story(
    facts: ProjectFacts,
    activity: ActivityFacts,
    milestone: MilestoneFacts,
    choice: PeriodChoice | None,
    proposals: tuple[ProposalFacts, ...],
) -> MilestoneStory:
    targets = milestone.milestone.targets
    return MilestoneStory(
        id=milestone.id,
        title=f"{milestone.number}. {milestone.statement}",
        aim=milestone_aim(milestone, choice.period) if choice else first_up(milestone.milestone.kind.shown),
        marks=milestone_marks(milestone),
        reason=milestone.reason,
        targets=tuple(_target(milestone, one) for one in reversed(targets)) if len(targets) > 1 else (),
        history=tuple(
            _history(facts, activity, milestone, one, choice) for one in reversed(facts.horizon.periods)
        ),
        proposals=proposals_on(proposals, facts.id, milestone),
    )


def _target(facts: MilestoneFacts, target: MilestoneTarget) -> TargetWords:
    words = target.text
    if target.amount is not None:
        is_percent = facts.milestone.kind.value == "percent"
        words = PERCENT.format(target.amount) if is_percent else danish_number(target.amount)
    if target.deadline is not None:
        deadline = _("frist %(deadline)s") % {"deadline": target.deadline.shown}
        words = f"{words}, {deadline}" if words else first_up(deadline)
    since = (
        _("Fra %(period)s") % {"period": target.valid_from.shown} if target.valid_from else _("Fra starten")
    )
    return TargetWords(since, words or _("Intet måltal og ingen frist"), target.reason)


def _history(
    facts: ProjectFacts,
    activity: ActivityFacts,
    milestone: MilestoneFacts,
    period: Period,
    choice: PeriodChoice | None,
) -> HistoryRow:
    cell = milestone_cell(milestone, period, facts.horizon)
    closed = is_closed(activity, period)
    origin = milestone.origins.get(period)
    words, muted = _cell_words(cell, closed=closed)
    return HistoryRow(
        period=period.shown,
        words=words,
        muted=muted,
        light=_light(cell, closed=closed),
        reason=str(cell.computed_reason),
        comment=cell.comment,
        origin=origin_of(origin) if origin else None,
        is_open=choice is not None and period == choice.period,
        judged=_judged(milestone, period),
    )


def _judged(milestone: MilestoneFacts, period: Period) -> str:
    """`Vurderet gul: …`, why an evaluator set that light in exactly this period."""
    own = next((one for one in milestone.milestone.entries if one.period == period), None)
    if own is None or own.judged is None or not own.judged_reason:
        return ""
    texts = {"light": own.judged.shown.lower(), "reason": own.judged_reason}
    return _("Vurderet %(light)s: %(reason)s") % texts


def _light(cell: MilestoneCell, *, closed: bool) -> SafeString:
    if cell.state is CellState.REPORTED:
        return judged_light(cell)
    if cell.state is CellState.UNCHANGED:
        return judged_light(cell, quiet=True)
    return NOTHING


def _cell_words(cell: MilestoneCell, *, closed: bool) -> tuple[str, bool]:
    """The status in words, and whether it is told quietly."""
    if cell.state is CellState.REPORTED:
        return (f"{cell.words} ({cell.fraction})" if cell.fraction else cell.words), False
    words = {
        CellState.UNCHANGED: _("Uændret: %(words)s") % {"words": cell.words},
        CellState.MISSING: _("Aktiviteten er lukket") if closed else _("Mangler"),
        CellState.NOT_EXPECTED: _("Ikke forventet endnu"),
        CellState.NOT_ADDED: _("Ikke tilføjet endnu"),
        CellState.RETIRED: _("Udgået"),
    }
    return words[cell.state], True
