"""An activity in a round: what is asked of it, how far it has come, and what was said of it before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from virkning.figures.periods import Period
from virkning.figures.rounds import SubmissionAct
from virkning.pages.telling.rounds import round_title
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.activities.models import Activity, ActivityComment
from virkning.rooms.evaluations.models import Embedding, FollowUp
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.reports.facts.evidence import EvidenceFacts
from virkning.rooms.reports.facts.judgements import CellState, result_cell
from virkning.rooms.reports.facts.project import ActivityFacts, MilestoneFacts, ProjectFacts, ResultFacts
from virkning.rooms.reports.facts.recommendations import RecommendationFacts
from virkning.rooms.reports.queries.background import load_evidence
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.recommendations import load_recommendations
from virkning.rooms.results.models import Measurement, Series
from virkning.rooms.statusrounds.actions.submissions import may_move
from virkning.rooms.statusrounds.models import StatusRound
from virkning.rooms.statusrounds.queries.ask import Ask
from virkning.rooms.statusrounds.queries.asks import asks_in
from virkning.rooms.statusrounds.queries.rounds import has_asked

from .. import statusform
from ..about import is_open
from ..seriesfields import Line, initial_of

#: The columns of an embedding that are said by a person.
EMBEDDING = ("continuation", "responsible", "secured_until", "money", "risk", "text")
_LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class InRound:
    """An activity in a round. `when` is None where the project is not followed in the round's period yet."""

    activity: Activity
    round: StatusRound
    when: ProjectPeriod | None
    facts: ProjectFacts
    told: ActivityFacts
    ask: Ask
    person_id: int | None

    @property
    def period(self) -> Period:
        return self.round.period

    @property
    def may_report(self) -> bool:
        """What is written here can be saved: the round asks, and it has not been handed in."""
        return self.when is not None and self.may(SubmissionAct.SUBMIT)

    def may(self, act: SubmissionAct) -> bool:
        """Whether the act can be done now, permission apart."""
        return may_move(self.ask, self.round, act, self.person_id)

    @property
    def title(self) -> str:
        return f"{self.told.number} {self.told.title}"

    def crumbs(self, *last: str) -> list[tuple[str, str]]:
        """The way here; `last` are pages under this one."""
        way = [
            (_("Projekter"), reverse("project_list")),
            (self.facts.name, reverse("project", args=(self.facts.id,))),
            (round_title(self.round), self.round_address),
            (self.title, self.address("round_report") if last else ""),
        ]
        return [*way, *((words, "") for words in last)]

    def address(self, name: str) -> str:
        """One of the activity's pages in the round."""
        return reverse(name, args=(self.round.pk, self.activity.pk))

    @property
    def round_address(self) -> str:
        """The round's own page."""
        return reverse("round", args=(self.round.pk,))

    @property
    def milestones(self) -> tuple[MilestoneFacts, ...]:
        """Those that can be reported on in the period."""
        return tuple(one for one in self.told.milestones if is_open(one, self.period))

    @property
    def results(self) -> tuple[ResultFacts, ...]:
        """Those that can be measured in the period; shared ones are measured where they belong first."""
        gone = (CellState.RETIRED, CellState.NOT_ADDED, CellState.NOT_MEASURED)
        cells = ((one, result_cell(one, self.period, self.facts.horizon)) for one in self.told.results)
        return tuple(one for one, cell in cells if cell.state not in gone)

    @property
    def draft(self) -> str:
        """What the person's own draft of it is called."""
        return f"indberetning:{self.round.pk}:{self.activity.pk}"


def in_round(request: HttpRequest, activity: Activity, round_id: int) -> InRound:
    """The activity in that round; not found where the round is not seen, or does not ask it."""
    rows = StatusRound.objects.select_related("programme", "project")
    found = rows.filter(pk=round_id).first() if round_id <= _LARGEST_KEY else None
    if found is None or not has_asked(activity.project, found):
        raise NotVisible
    facts = load_project(activity.project)
    ask = next((one for one in asks_in(found, facts) if one.activity_id == activity.pk), None)
    told = next((one for one in facts.activities() if one.id == activity.pk), None)
    if ask is None or told is None:
        raise NotVisible
    when = activity.project.periods.filter(kind=found.kind, start=found.start).order_by("id").first()
    return InRound(activity, found, when, facts, told, ask, request.user.pk)


@dataclass(frozen=True)
class Said:
    """What was said of the activity as a whole: in the period (`now`), and the last time before it."""

    now: Any
    before: Any


@dataclass(frozen=True)
class Beside:
    """What the facts do not hold. `lines`: result → its series; `advice`: what concerns the activity in the period."""

    lines: Mapping[int, tuple[Line, ...]]
    comment: Said
    embedding: Said
    advice: tuple[RecommendationFacts, ...]
    evidence: tuple[EvidenceFacts, ...]


def beside(about: InRound) -> Beside:
    """Read it. Five queries."""
    mine = {"activity": about.activity}
    named = f"{about.told.number} {about.told.title}"
    evidence = load_evidence(about.facts.id, activity_id=about.activity.pk)
    return Beside(
        lines=_lines(about),
        comment=_said(ActivityComment.objects.filter(**mine), about.period),
        embedding=_said(Embedding.objects.filter(**mine), about.period),
        advice=tuple(
            one
            for one in load_recommendations(about.facts.id)
            if one.activity == named and (one.is_asked_in(about.period) or one.said_in(about.period))
        ),
        evidence=tuple(one for one in evidence if one.period == about.period),
    )


def _said(rows: Any, period: Period) -> Said:
    found = list(rows.select_related("period").order_by("period__start", "id"))
    now = next((one for one in found if one.period.period == period), None)
    earlier = [one for one in found if one.period.period < period]
    return Said(now, earlier[-1] if earlier else None)


def at(result: ResultFacts) -> str:
    """What stands before the keys of a result's fields."""
    return f"r{result.id}-"


def _lines(about: InRound) -> dict[int, tuple[Line, ...]]:
    """The series of each result in order. One query.

    The nameless one is called 0 whether it is there yet or not: it may be made while somebody has the form open.
    """
    results = about.results
    rows = Series.objects.filter(result_id__in=[one.id for one in results]).order_by("position", "id")
    names: dict[int, list[tuple[int, str]]] = {one.id: [] for one in results}
    for key, result, name in rows.values_list("pk", "result_id", "name"):
        names[result].append((key, name))
    return {
        one.id: tuple(
            Line(f"{at(one)}{key if name else 0}", name) for key, name in names[one.id] or [(0, "")]
        )
        for one in results
    }


def standing_values(about: InRound, around: Beside) -> dict[str, Any]:
    """What stands there now, by the form's fields. Reads it anew: a conflict asks again. Six queries."""
    if about.when is None:
        return {}
    reports = statusform.reported(about.activity.pk, about.when.pk)
    values = statusform.initial_of(about.milestones, reports, about.period)
    measured = _measured(about)
    for one in about.results:
        values |= initial_of(around.lines[one.id], measured.get(one.id, {}), f"{at(one)}note")
    return values | _texts(about) | _followed(about)


def _measured(about: InRound) -> dict[int, dict[str, Measurement]]:
    """The period's current measurements: result → the key of their line. One query."""
    rows = Measurement.objects.filter(
        result_id__in=[one.id for one in about.results], period=about.when, superseded_at__isnull=True
    )
    found: dict[int, dict[str, Measurement]] = {}
    for one in rows.select_related("series").order_by("id"):
        key = "note" if one.series is None else str(one.series_id) if one.series.name else "0"
        found.setdefault(one.result_id, {})[f"r{one.result_id}-{key}"] = one
    return found


def _texts(about: InRound) -> dict[str, Any]:
    """The comment and the embedding. Two queries."""
    mine = {"activity": about.activity, "period": about.when}
    comment = ActivityComment.objects.filter(**mine).order_by("id").first()
    embedding = Embedding.objects.filter(**mine).order_by("id").first()
    values: dict[str, Any] = {}
    if comment is not None:
        values |= {"overall": comment.text, "overall_version": str(comment.version)}
    if embedding is not None:
        values |= {f"embedding_{name}": getattr(embedding, name) for name in EMBEDDING}
        values["embedding_version"] = str(embedding.version)
    return values


def _followed(about: InRound) -> dict[str, Any]:
    """What was said of the activity's recommendations in the period. One query."""
    rows = FollowUp.objects.filter(recommendation__activity=about.activity, period=about.when)
    values: dict[str, Any] = {}
    for one in rows.order_by("id"):
        key = one.recommendation_id
        values |= {
            f"followed_{key}": one.state,
            f"why_{key}": one.comment,
            f"heard_{key}": str(one.version),
        }
    return values
