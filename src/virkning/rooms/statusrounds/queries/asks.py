"""Which activities a round asks, how far each has come, and what still stands in the way of closing.

Nothing of it is stored: an activity is asked as long as it is there and has not been closed by the round's period; it
is under way as soon as anything is reported in the period, by whichever door. What was approved and has been changed
since must be approved again. A closed round asked what it asked: activities that have been closed or removed since
are told from what its snapshots signed.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import CharField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from virkning.figures.periods import Period
from virkning.figures.rounds import RoundStage, SubmissionStage
from virkning.rooms.activities.models import Activity, ActivityComment
from virkning.rooms.evaluations.models import Embedding, FollowUp
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.project import ActivityFacts, AreaFacts, ProjectFacts
from virkning.rooms.reports.facts.reported import fingerprint_of, reported_in
from virkning.rooms.reports.facts.tasks import lacks_measurement, lacks_status
from virkning.rooms.reports.queries.projects import load_projects

from ..models import Snapshot, StatusRound, Submission
from .ask import Ask, Handed, handed_of
from .signed import Signed, as_signed, signed_in


def projects_of(status_round: StatusRound) -> QuerySet[Project]:
    """The projects a round asks that the scope sees: its own, or those of its programme that run in its period.

    A closed one asked those it kept something of, whatever has become of them since.
    """
    if status_round.project_id is not None:
        return Project.objects.filter(pk=status_round.project_id).order_by("name", "id")
    if status_round.stage == RoundStage.CLOSED:
        kept = Snapshot.objects.filter(round=status_round).order_by().values("project_id")
        return Project.objects.filter(pk__in=kept).order_by("name", "id")
    period = status_round.period
    running = Q(starts_on__lte=period.end, ends_on__gte=period.start)
    return Project.objects.filter(running, programme=status_round.programme).order_by("name", "id")


def asks_of(status_round: StatusRound, projects: Iterable[Project] | None = None) -> tuple[Ask, ...]:
    """Every activity the round asks in the projects (left out: all the scope sees), project by project.

    Four queries and those of the facts, however many projects; of a closed round one more.
    """
    chosen = list(projects_of(status_round) if projects is None else projects)
    beside = _Beside.of(status_round, [one.pk for one in chosen])
    facts = load_projects(chosen)
    period = status_round.period
    return tuple(ask for one in chosen for ask in _project_asks(period, facts[one.pk], beside))


def asks_in(status_round: StatusRound, facts: ProjectFacts) -> tuple[Ask, ...]:
    """The same for one project whose facts are at hand. Four queries; of a closed round one more."""
    beside = _Beside.of(status_round, [facts.id])
    return tuple(_project_asks(status_round.period, facts, beside))


def asks_by_round(
    rounds: Mapping[int, Sequence[StatusRound]], loaded: Mapping[int, ProjectFacts]
) -> dict[int, dict[int, tuple[Ask, ...]]]:
    """Project → round → its asks, for projects whose facts are at hand and the rounds that ask each.

    Four queries, however many of either; one more where any of the rounds is closed.
    """
    asking = {one.pk: one for key in loaded for one in rounds.get(key, ())}
    beside = _Beside.of_many(list(asking.values()), list(loaded))
    return {
        key: {one.pk: tuple(_project_asks(one.period, facts, beside[one.pk])) for one in rounds.get(key, ())}
        for key, facts in loaded.items()
    }


def ask_of(status_round: StatusRound, activity: Activity) -> Ask | None:
    """One activity's; None where the round does not ask it."""
    if not projects_of(status_round).filter(pk=activity.project_id).exists():
        return None
    facts = load_projects([activity.project])[activity.project_id]
    return next((one for one in asks_in(status_round, facts) if one.activity_id == activity.pk), None)


def unsettled(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """Those that stand in the way of closing: neither approved as they are, nor left out."""
    return tuple(one for one in asks if not one.is_settled)


def stages_of(asks: Iterable[Ask]) -> Counter[SubmissionStage]:
    """How many are in each stage; those left out are not counted."""
    return Counter(one.stage for one in asks if not one.is_excepted)


def signature_of(asks: Iterable[Ask]) -> tuple[tuple[int, int, str], ...]:
    """What may not have moved between freezing and closing: each activity's version and fingerprint."""
    return tuple((one.activity_id, one.handed.version if one.handed else 0, one.fingerprint) for one in asks)


@dataclass(frozen=True)
class _Beside:
    """What the facts do not hold. `signed`: what a closed round's snapshots say of each project."""

    handed: Mapping[int, Handed]
    texts: Mapping[int, list[str]]
    leads: Mapping[int, int | None]
    signed: Mapping[int, Sequence[Signed]]

    @classmethod
    def of(cls, status_round: StatusRound, projects: list[int]) -> "_Beside":
        return cls.of_many([status_round], projects)[status_round.pk]

    @classmethod
    def of_many(cls, rounds: Sequence[StatusRound], projects: list[int]) -> dict[int, "_Beside"]:
        """Of each round, in the same four queries; one more where any of them is closed."""
        handed: dict[int, dict[int, Handed]] = {one.pk: {} for one in rounds}
        rows = Submission.objects.filter(round__in=list(handed), activity__project_id__in=projects)
        for row in rows.order_by("id"):
            handed[row.round_id][row.activity_id] = handed_of(row)
        texts = _texts({(one.kind, one.start) for one in rounds}, projects)
        leads = dict(
            Activity.objects.filter(project_id__in=projects).order_by("id").values_list("id", "lead_id")
        )
        signed = signed_in(rounds, projects)
        return {
            one.pk: cls(handed[one.pk], texts[one.kind, one.start], leads, signed.get(one.pk, {}))
            for one in rounds
        }


#: The kind and the first day of a period.
When = tuple[str, date]


def _texts(whens: Collection[When], projects: list[int]) -> dict[When, Mapping[int, list[str]]]:
    """Period → activity → what is said of it beside its figures. Two queries."""
    one_of = Q(pk__in=[])
    for kind, start in whens:
        one_of |= Q(period__kind=kind, period__start=start)
    found: dict[When, dict[int, list[str]]] = {when: defaultdict(list) for when in whens}
    place = ("period__kind", "period__start", "activity_id")
    for kind, start, activity, text in _words(one_of, projects):
        found[kind, start][activity].append(text)
    columns = ("continuation", "responsible", "secured_until", "money", "risk", "text")
    embedded = Embedding.objects.filter(one_of, activity__project_id__in=projects).order_by("id")
    for kind, start, activity, *said in embedded.values_list(*place, *columns):
        found[kind, start][activity].append("\n".join(str(one or "") for one in said))
    return {when: dict(said) for when, said in found.items()}


def _words(one_of: Q, projects: list[int]) -> Any:
    """Comments on activities, and what has become of recommendations on them, in one query."""
    comments = ActivityComment.objects.filter(one_of, activity__project_id__in=projects).order_by()
    followed = FollowUp.objects.filter(
        one_of,
        recommendation__activity__project_id__in=projects,
        recommendation__removed_at__isnull=True,
    ).order_by()
    number = Cast("recommendation_id", CharField())
    said = Concat(number, Value(" "), "state", Value(" "), "comment", output_field=TextField())
    told = followed.annotate(said=said).values_list(
        "period__kind", "period__start", "recommendation__activity_id", "said"
    )
    about = comments.values_list("period__kind", "period__start", "activity_id", "text")
    return about.union(told, all=True).order_by("activity_id", "text")


def _project_asks(period: Period, facts: ProjectFacts, beside: _Beside) -> Iterable[Ask]:
    asks = {
        activity.id: _ask(period, facts, area, activity, beside)
        for area in facts.areas
        for activity in area.activities
    }
    if (signed := beside.signed.get(facts.id)) is not None:
        return as_signed(asks, signed, facts.id, beside.handed)
    open_then = (
        one for one in facts.activities() if one.closed_in is None or not one.closed_in.begun_by(period)
    )
    return [asks[one.id] for one in open_then]


def _ask(
    period: Period, facts: ProjectFacts, area: AreaFacts, activity: ActivityFacts, beside: _Beside
) -> Ask:
    reported = reported_in(activity, period, beside.texts.get(activity.id, ()))
    handed = beside.handed.get(activity.id)
    if handed is not None and handed.stage:
        stage = SubmissionStage(handed.stage)
    else:
        stage = SubmissionStage.IN_PROGRESS if reported else SubmissionStage.NOT_STARTED
    return Ask(
        project_id=facts.id,
        activity_id=activity.id,
        number=activity.number,
        title=activity.title,
        area=f"{area.number} {area.title}",
        responsible=activity.responsible,
        lead_id=beside.leads.get(activity.id),
        stage=stage,
        missing=_lacking(activity, period),
        of=_asked(activity),
        fingerprint=fingerprint_of(reported),
        handed=handed,
        assessed=_is_assessed(area, activity, period),
        followed=period in facts.horizon.periods,
    )


def ask_as_it_was(ask: Ask, period: Period, facts: ProjectFacts) -> Ask:
    """The ask with what the frozen facts of its project say of it; unchanged where they do not have it."""
    for area in facts.areas:
        for activity in area.activities:
            if activity.id == ask.activity_id:
                return replace(
                    ask,
                    number=activity.number,
                    title=activity.title,
                    area=f"{area.number} {area.title}",
                    responsible=activity.responsible,
                    missing=_lacking(activity, period),
                    of=_asked(activity),
                    assessed=_is_assessed(area, activity, period),
                )
    return ask


def _lacking(activity: ActivityFacts, period: Period) -> int:
    lacking = sum(lacks_status(one, period) for one in activity.milestones)
    return lacking + sum(lacks_measurement(one, period) for one in activity.results)


def _asked(activity: ActivityFacts) -> int:
    return len(activity.milestones) + sum(one.indicator.is_measured for one in activity.results)


def _is_assessed(area: AreaFacts, activity: ActivityFacts, period: Period) -> bool:
    return any(one.period == period for one in (*area.assessments, *activity.assessments))
