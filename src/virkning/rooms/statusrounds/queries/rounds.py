"""Rounds to look at: of a project, of a programme, of everything a person sees; and what is planned next."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, FilteredRelation, Max, Min, OuterRef, Q, QuerySet

from virkning.figures.periods import Period, PeriodKind
from virkning.figures.rounds import Pace, Rhythm, RoundStage, periods_asked
from virkning.rooms.access.scope import system_scope
from virkning.rooms.programmes.models import Programme, Project, StatusCalendar

from ..models import Snapshot, StatusRound


def rounds_of_project(project: Project) -> QuerySet[StatusRound]:
    """The project's own rounds and those of its programme that ask about a time in which it runs, the newest first."""
    mine = Q(project=project)
    if project.programme_id is not None:
        # A round's period ends in or after the year it starts in; those that end before the project are left out below.
        mine |= Q(programme_id=project.programme_id, start__lte=project.ends_on)
    # Closed, with something kept of the project: it took part, whatever its dates and its programme are now.
    mine |= Q(Exists(_kept(project).filter(round=OuterRef("pk"))), stage=RoundStage.CLOSED)
    return StatusRound.objects.filter(mine).select_related("programme", "project").order_by("-start", "-id")


def rounds_of_programme(programme: Programme) -> QuerySet[StatusRound]:
    """The programme's own rounds, the newest first; not those its projects hold by themselves."""
    rows = StatusRound.objects.filter(programme=programme).select_related("programme", "project")
    return rows.order_by("-start", "-id")


def round_in(project: Project, period: Period) -> StatusRound | None:
    """The round that asks the project about exactly this period."""
    asks = rounds_of_project(project).filter(kind=period.kind, start=period.start)
    return next((one for one in asks if has_asked(project, one)), None)


def open_round(project: Project) -> StatusRound | None:
    """The latest round in which the project reports now."""
    stages = [stage for stage in RoundStage if stage.asks]
    rows = rounds_of_project(project).filter(stage__in=stages)
    return next((one for one in rows if takes_part(project, one)), None)


def open_round_of_programme(programme: Programme) -> StatusRound | None:
    """The latest round of the programme itself in which its projects report now. One query."""
    stages = [stage for stage in RoundStage if stage.asks]
    rows = StatusRound.objects.filter(programme=programme, stage__in=stages)
    return rows.order_by("-start", "-id").first()


def takes_part(project: Project, status_round: StatusRound) -> bool:
    """Whether the round asks the project as both are now."""
    if status_round.project_id is not None:
        return status_round.project_id == project.pk
    period = status_round.period
    runs = project.starts_on <= period.end and project.ends_on >= period.start
    return runs and status_round.programme_id == project.programme_id


def has_asked(project: Project, status_round: StatusRound) -> bool:
    """Whether it asks the project, or kept something of it when it was closed. At most one query."""
    if takes_part(project, status_round):
        return True
    return status_round.stage == RoundStage.CLOSED and _kept(project).filter(round=status_round).exists()


def _kept(project: Project) -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(project=project).order_by()


def calendar_of(owner: Project | Programme) -> StatusCalendar | None:
    """How often the project or the programme asks for status; None where nobody has said."""
    return StatusCalendar.objects.filter(**{_kind(owner): owner}).order_by("id").first()


def pace_of(calendar: StatusCalendar | None) -> Pace:
    """The calendar's working days, or the usual ones."""
    if calendar is None:
        return Pace()
    return Pace(calendar.opens_after, calendar.report_within, calendar.approve_within, calendar.close_within)


def periods_to_plan(owner: Project | Programme, calendar: StatusCalendar) -> tuple[Period, ...]:
    """The periods the calendar asks about while the project, or a project of the programme, runs, without a round yet.

    A baseline is asked about by no round. Two queries, of a programme one more.
    """
    span = _span(owner)
    if span is None:
        return ()
    planned = _asked_already(owner)
    asked = periods_asked(Rhythm(calendar.rhythm), *span)
    baseline = _baselines(owner)
    return tuple(one for one in asked if one not in planned and one not in baseline)


def _asked_already(owner: Project | Programme) -> set[Period]:
    """The periods no round can be planned for: the project, or one of the programme's projects, is asked already."""
    if isinstance(owner, Project):
        return {one.period for one in rounds_of_project(owner) if takes_part(owner, one)}
    # Of everything, as planning looks: a round one does not see is in the way all the same.
    with system_scope("statusrunder"):
        rows = StatusRound.objects.filter(Q(programme=owner) | Q(project__programme=owner))
        return {one.period for one in rows.order_by("id")}


def _kind(owner: Project | Programme) -> str:
    return "project" if isinstance(owner, Project) else "programme"


def _span(owner: Project | Programme) -> tuple[date, date] | None:
    if isinstance(owner, Project):
        return owner.starts_on, owner.ends_on
    ends = Project.objects.filter(programme=owner).aggregate(first=Min("starts_on"), last=Max("ends_on"))
    return (ends["first"], ends["last"]) if ends["first"] else None


def _baselines(owner: Project | Programme) -> Iterable[Period]:
    """Of a programme: those that are the baseline of every project that runs in them. One query."""
    if isinstance(owner, Project):
        return [one.period for one in owner.periods.filter(is_baseline=True).order_by("id")]
    # A project without one is there too (an outer join): then the period is not the baseline of all.
    base = FilteredRelation("periods", condition=Q(periods__is_baseline=True))
    rows = Project.objects.filter(programme=owner).annotate(base=base).order_by("id")
    told = list(rows.values_list("pk", "starts_on", "ends_on", "base__kind", "base__start"))
    found: dict[Period, set[int]] = {}
    for key, _first, _last, kind, start in told:
        if kind:
            found.setdefault(Period(PeriodKind(kind), start), set()).add(key)
    return [
        one
        for one, keys in found.items()
        if keys >= {key for key, first, last, *_ in told if first <= one.end and last >= one.start}
    ]
