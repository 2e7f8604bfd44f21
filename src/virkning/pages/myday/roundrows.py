"""What rounds ask of a person, as rows of my day; and the rounds under way, at the side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.design.markup import safe, stage_tag
from virkning.figures.rounds import RoundStage, SubmissionStage
from virkning.figures.workdays import distance_phrase
from virkning.pages.moments import day_words, first_up, moment_words
from virkning.pages.telling.lightwords import whole
from virkning.pages.telling.rounds import (
    IN_WORDS,
    LEFT_OUT,
    SHAPES,
    WORDS,
    ask_tag,
    bar_of,
    round_stage_tag,
    round_title,
)
from virkning.rooms.reports.facts.tasks import TaskKind
from virkning.rooms.reports.queries.tasks import PlacedTask
from virkning.rooms.statusrounds.queries.ask import Ask
from virkning.rooms.statusrounds.queries.mine import MyRound, RoundTask, RoundTaskKind


@dataclass(frozen=True)
class TaskRow:
    """One thing to do."""

    address: str
    words: str
    under: str
    project: str
    day: str
    distance: str
    state: SafeString
    late: bool


@dataclass(frozen=True)
class RoundAside:
    """A round under way, at the side: how many are in each stage, each with where exactly those are."""

    title: str
    address: str
    under: str
    bar: SafeString
    stages: tuple[tuple[SafeString, str, str], ...]


def round_row(task: RoundTask, today: date) -> TaskRow:
    """What a round asks, where it is done, and by when."""
    return TaskRow(
        address=_address(task),
        words=_words(task),
        under=_under(task, today),
        project=task.place,
        day=day_words(task.due, today),
        distance=distance_phrase(task.due, today).translated(_),
        state=_state(task),
        late=task.is_late(today),
    )


def _address(task: RoundTask) -> str:
    page = reverse("round", args=(task.round_id,))
    if task.ask is None:
        can_close = task.kind is RoundTaskKind.CLOSE and not task.missing
        return reverse("round_close", args=(task.round_id,)) if can_close else page
    name = "round_review" if task.kind is RoundTaskKind.APPROVE else "round_report"
    return reverse(name, args=(task.round_id, task.ask.activity_id))


def _words(task: RoundTask) -> str:
    """`3.2 Temaaften, status 2013`, `Godkend 2.3 Handleplan`, `Luk statusrunde 2013`."""
    texts = {"period": task.period.shown}
    if task.ask is not None:
        texts |= {"number": task.ask.number, "title": task.ask.title}
    words = {
        RoundTaskKind.OPEN: _("Åbn statusrunde %(period)s"),
        RoundTaskKind.HAND_IN: _("%(number)s %(title)s, status %(period)s"),
        RoundTaskKind.CORRECT: _("Ret %(number)s %(title)s, status %(period)s"),
        RoundTaskKind.APPROVE: _("Godkend %(number)s %(title)s"),
        RoundTaskKind.CLOSE: _("Luk statusrunde %(period)s"),
    }
    return words[task.kind] % texts


def _under(task: RoundTask, today: date) -> str:
    ask = task.ask
    if ask is None:
        return _round_under(task)
    handed = ask.handed
    if task.kind is RoundTaskKind.CORRECT and handed is not None:
        texts = {"who": handed.returned_by, "why": handed.returned_reason}
        return _("Sendt tilbage af %(who)s: %(why)s") % texts
    if task.kind is RoundTaskKind.APPROVE and handed is not None:
        if ask.changed:
            return _("Ændret, siden den blev godkendt.")
        when = moment_words(handed.submitted_at, today) if handed.submitted_at else ""
        return _("Indsendt %(when)s af %(who)s.") % {"when": when, "who": handed.submitted_by}
    return _missing(ask)


def _missing(ask: Ask) -> str:
    missing = _("%(n)s af %(of)s mangler.") % {"n": ask.missing, "of": ask.of} if ask.missing else ""
    told = missing or _("Intet mangler: se den igennem, og indsend.")
    return f"{told} {_('Ansvarlig: %(who)s.') % {'who': ask.responsible}}" if ask.responsible else told


def _round_under(task: RoundTask) -> str:
    if task.kind is RoundTaskKind.OPEN:
        return _("Runden er planlagt og skulle åbnes nu.")
    if not task.missing:
        return _("Alt er godkendt eller undtaget.")
    return ngettext(
        "%(n)s aktivitet er ikke godkendt endnu.", "%(n)s aktiviteter er ikke godkendt endnu.", task.missing
    ) % {"n": whole(task.missing)}


def _state(task: RoundTask) -> SafeString:
    if task.ask is not None:
        return ask_tag(task.ask)
    return round_stage_tag(RoundStage.PLANNED if task.kind is RoundTaskKind.OPEN else RoundStage.OPEN)


def kinds_words(waiting: Sequence[RoundTask | PlacedTask]) -> str:
    """`2 godkendelser, 1 returneret, vurdér 3 aktiviteter`."""
    if not waiting:
        return _("intet lige nu")
    rounds = Counter(one.kind for one in waiting if isinstance(one, RoundTask))
    parts = []
    if n := rounds[RoundTaskKind.APPROVE]:
        parts.append(ngettext("%(n)s godkendelse", "%(n)s godkendelser", n) % {"n": whole(n)})
    if n := rounds[RoundTaskKind.CORRECT]:
        parts.append(ngettext("%(n)s returneret", "%(n)s returnerede", n) % {"n": whole(n)})
    if n := rounds[RoundTaskKind.OPEN] + rounds[RoundTaskKind.CLOSE]:
        parts.append(ngettext("%(n)s runde", "%(n)s runder", n) % {"n": whole(n)})
    tasks = [one for one in waiting if isinstance(one, PlacedTask)]
    if n := sum(one.task.kind is TaskKind.DECIDE for one in tasks):
        parts.append(ngettext("%(n)s forslag", "%(n)s forslag", n) % {"n": whole(n)})
    if n := sum(one.task.kind is TaskKind.DECIDE_DESCRIPTION for one in tasks):
        words = ngettext("%(n)s indsatsbeskrivelse", "%(n)s indsatsbeskrivelser", n)
        parts.append(words % {"n": whole(n)})
    assessed = _to_assess(tasks)
    return ", ".join([*parts, *([assessed] if assessed else [])])


def _to_assess(waiting: Sequence[PlacedTask]) -> str:
    counted = Counter(one.task.kind for one in waiting)
    activities, results = counted[TaskKind.ASSESS_ACTIVITY], counted[TaskKind.ASSESS_RESULT]
    parts = []
    if activities:
        parts.append(ngettext("%(n)s aktivitet", "%(n)s aktiviteter", activities) % {"n": whole(activities)})
    if results:
        parts.append(ngettext("%(n)s resultat", "%(n)s resultater", results) % {"n": whole(results)})
    return _("vurdér %(what)s") % {"what": _(" og ").join(parts)} if parts else ""


def round_aside(one: MyRound, today: date) -> RoundAside:
    """A round as it stands in the projects one sees."""
    status_round, counts = one.status_round, one.counts
    address = reverse("round", args=(status_round.pk,))
    stages = [
        (
            stage_tag(SHAPES[stage], stage.shown),
            whole(counts.of(stage)),
            f"{address}?vis={WORDS[stage]}#aktiviteter",
        )
        for stage in IN_WORDS
        if counts.of(stage) or stage is not SubmissionStage.RETURNED
    ]
    if counts.left_out:
        words = whole(counts.left_out)
        stages.append((stage_tag("closed", _("Undtaget")), words, f"{address}?vis={LEFT_OUT}#aktiviteter"))
    closes = _("%(place)s. Lukkes %(day)s.")
    return RoundAside(
        title=round_title(status_round),
        address=address,
        under=first_up(closes % {"place": one.place, "day": day_words(status_round.close_by, today)}),
        bar=bar_of(counts, 320) or safe(""),
        stages=tuple(stages),
    )
