"""What a review shows: what was handed in as the reader gets it, and beside it what one looks for before approving."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.design.markup import light_tag, safe
from virkning.figures.entries import status_doubts
from virkning.figures.periods import Period
from virkning.figures.rounds import SubmissionAct, SubmissionStage
from virkning.pages.moments import moment_words
from virkning.pages.telling.cells import light_name
from virkning.pages.telling.frozen import FrozenSection
from virkning.pages.telling.pictures import shows_charts
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.reports.facts.changes import Change, ChangeKind, changes_between
from virkning.rooms.reports.facts.judgements import (
    CellState,
    MilestoneCell,
    ResultCell,
    milestone_cell,
    result_cell,
)
from virkning.rooms.reports.facts.project import ActivityFacts, MilestoneFacts, ProjectFacts
from virkning.rooms.reports.facts.whole import WholeFacts
from virkning.rooms.reports.status_note.screen import activity_on_screen
from virkning.rooms.statusrounds.actions.submissions import may_move
from virkning.rooms.statusrounds.models import StatusRound
from virkning.rooms.statusrounds.queries.ask import Ask


@dataclass(frozen=True)
class LightRow:
    """A milestone with what was reported, the computed light and the one somebody judged."""

    what: str
    words: str
    computed: SafeString
    computed_why: str
    judged: SafeString | None
    differs: bool
    why: str


@dataclass(frozen=True)
class ChangeRow:
    """A change since the period before."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Review:
    """Everything the template shows of the activity itself."""

    body: SafeString
    period: str
    before: str
    changes: tuple[ChangeRow, ...]
    lights: tuple[LightRow, ...]
    answered: tuple[str, ...]
    is_followed: bool


def review_of(
    whole: WholeFacts, activity_id: int, period: Period, today: date, frozen: FrozenSection | None = None
) -> Review | None:
    """The activity in the round's period; None where the facts do not have it. One query.

    `frozen`: what a closed round kept of it. Then the facts are those it kept, which say nothing of answered doubts.
    """
    facts = whole.project
    activity = next((one for one in facts.activities() if one.id == activity_id), None)
    if activity is None:
        return None
    is_followed = period in facts.horizon.periods
    before = [one for one in facts.horizon.periods if one < period]
    return Review(
        body=_body(whole, activity_id, period) if frozen is None and is_followed else safe(""),
        period=period.shown,
        before=before[-1].shown if before else "",
        changes=tuple(_changes(facts, activity, before[-1], period)) if before and is_followed else (),
        lights=tuple(_lights(facts, activity, period)) if is_followed else (),
        answered=tuple(_answered(activity, period, today)) if is_followed and frozen is None else (),
        is_followed=is_followed,
    )


def _body(whole: WholeFacts, activity_id: int, period: Period) -> SafeString:
    show = shows_charts(whole.project.id, period, prefix=f"afsnit{activity_id}")
    told = activity_on_screen(whole, period, activity_id, show, top=3)
    return safe(told.body if told is not None else "")


def _changes(
    facts: ProjectFacts, activity: ActivityFacts, before: Period, period: Period
) -> Iterator[ChangeRow]:
    own = {one.statement for one in activity.results}
    for change in changes_between(facts, before, period):
        elsewhere = change.kind is ChangeKind.RESULT or change.place != activity.number
        if elsewhere and change.what not in own:
            continue
        yield ChangeRow(change.what, _side(change, first=True), _side(change, first=False))


def _side(change: Change, *, first: bool) -> str:
    """`På vej (grøn)`; what happened where it is no change of a status."""
    if change.kind in (ChangeKind.MILESTONE, ChangeKind.RESULT):
        words = change.before if first else change.after
        light = change.light_before if first else change.light_after
        if not words:  # told in words only: its light is what has changed
            return light.shown if light else _("Intet")
        return f"{words} ({light.shown.lower()})" if light and change.light_changed else words
    told_as = {
        ChangeKind.ADDED: _("Ny"),
        ChangeKind.RETIRED: _("Udgået"),
        ChangeKind.CLOSED: _("Lukket"),
        ChangeKind.REDEFINED: _("Omdefineret"),
    }
    if first:
        return "–"
    words = told_as[change.kind]
    return f"{words}: {change.reason}" if change.reason else words


def _lights(facts: ProjectFacts, activity: ActivityFacts, period: Period) -> Iterator[LightRow]:
    for one in activity.milestones:
        cell = milestone_cell(one, period, facts.horizon)
        if cell.counts:
            words = cell.words or _("Mangler")
            yield _light_row(f"{one.number}. {one.statement}", words, cell, cell.judged_reason)
    for result in activity.results:
        told = result_cell(result, period, facts.horizon)
        if told.state not in (CellState.RETIRED, CellState.NOT_ADDED, CellState.NOT_MEASURED):
            words = "; ".join((*told.lines, *told.texts)) or _("Mangler")
            what = _("Resultat %(number)s. %(title)s") % {"number": result.number, "title": result.statement}
            yield _light_row(what, words, told, "")


def _light_row(what: str, words: str, cell: MilestoneCell | ResultCell, why: str) -> LightRow:
    return LightRow(
        what=what,
        words=words,
        computed=light_tag(light_name(cell.computed), quiet=True),
        computed_why=str(cell.computed_reason),
        judged=light_tag(light_name(cell.judged)) if cell.judged else None,
        differs=cell.differs,
        why=why,
    )


def _answered(activity: ActivityFacts, period: Period, today: date) -> Iterator[str]:
    """Doubts that somebody has said are right, by the milestone they are about. One query."""
    rows = StatusReport.objects.filter(
        milestone__activity_id=activity.id, period__kind=period.kind, period__start=period.start
    )
    reports = {one.milestone_id: one for one in rows.order_by("id")}
    for facts in activity.milestones:
        report = reports.get(facts.id)
        if report is None or not report.confirmed:
            continue
        doubts = status_doubts(
            facts.milestone.kind,
            value=report.value,
            numerator=report.numerator,
            denominator=report.denominator,
            before=_value_before(facts, period),
        )
        told = {one.code: one.phrase.translated(_) for one in doubts}
        for code, said in report.confirmed.items():
            yield _confirmed(facts, told.get(code, ""), said, today)


def _value_before(facts: MilestoneFacts, period: Period) -> Decimal | None:
    earlier = [one for one in facts.milestone.entries if one.period < period and one.value is not None]
    return max(earlier, key=lambda one: one.period).value if earlier else None


def _confirmed(facts: MilestoneFacts, doubt: str, said: dict[str, str], today: date) -> str:
    at = moment_words(datetime.fromisoformat(said["at"]), today) if said.get("at") else ""
    texts = {"number": facts.number, "doubt": doubt, "who": said.get("by", ""), "when": at}
    words = _("Milepæl %(number)s: %(doubt)s Bekræftet af %(who)s %(when)s") % texts
    why = said.get("reason", "").strip()
    return " ".join(f"{words}: {why}".split()) if why else " ".join(f"{words}.".split())


def to_review(status_round: StatusRound, asks: Iterable[Ask]) -> list[Ask]:
    """What one goes through: handed in, or changed since it was approved. Nothing where the round is not under way."""
    if not status_round.is_under_way:
        return []
    return [
        one for one in asks if not one.is_excepted and (one.stage is SubmissionStage.SUBMITTED or one.changed)
    ]


def next_to_review(status_round: StatusRound, asks: Iterable[Ask], after: int, person_id: int) -> Ask | None:
    """The next one the person can approve, after this activity and then from the top."""
    told = list(asks)
    place = next((number for number, one in enumerate(told) if one.activity_id == after), -1)
    turned = [*told[place + 1 :], *told[: max(place, 0)]]
    return next(
        (
            one
            for one in to_review(status_round, turned)
            if may_move(one, status_round, SubmissionAct.APPROVE, person_id)
        ),
        None,
    )


def neighbours(
    status_round: StatusRound, asks: Sequence[Ask], activity_id: int
) -> tuple[Ask | None, Ask | None]:
    """The one before and the one after among those that are gone through, this one counted where it stands.

    Of a round that is not under way all are only read, one after the other.
    """
    waiting = (
        to_review(status_round, asks) if status_round.is_under_way else [one for one in asks if not one.gone]
    )
    order = [one.activity_id for one in asks]
    here = order.index(activity_id)
    before = [one for one in waiting if order.index(one.activity_id) < here]
    later = [one for one in waiting if order.index(one.activity_id) > here]
    return (before[-1] if before else None), (later[0] if later else None)
