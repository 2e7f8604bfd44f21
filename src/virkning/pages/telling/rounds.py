"""A round in words and shapes, wherever it is met: its stages, its deadlines, and the one thing to do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from virkning.design.markup import safe, stage_tag
from virkning.design.stagebar import stage_bar
from virkning.figures.rounds import RoundStage, SubmissionAct, SubmissionStage
from virkning.figures.workdays import distance_phrase
from virkning.pages.moments import day_words
from virkning.pages.telling.lightwords import whole
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.programmes.models import Project
from virkning.rooms.statusrounds.actions.submissions import may_move
from virkning.rooms.statusrounds.models import StatusRound
from virkning.rooms.statusrounds.queries.ask import Ask
from virkning.rooms.statusrounds.queries.standing import RoundCounts

#: The stage → its shape.
SHAPES: dict[SubmissionStage, str] = {
    SubmissionStage.NOT_STARTED: "not_begun",
    SubmissionStage.IN_PROGRESS: "under_way",
    SubmissionStage.SUBMITTED: "handed_in",
    SubmissionStage.RETURNED: "returned",
    SubmissionStage.APPROVED: "approved",
}
#: From done to not begun, as the bar is read.
IN_WORDS = (
    SubmissionStage.APPROVED,
    SubmissionStage.SUBMITTED,
    SubmissionStage.RETURNED,
    SubmissionStage.IN_PROGRESS,
    SubmissionStage.NOT_STARTED,
)
LEFT_OUT = "undtaget"
#: Stages that are chosen in an address.
WORDS: dict[SubmissionStage, str] = {
    SubmissionStage.NOT_STARTED: "ikke-begyndt",
    SubmissionStage.IN_PROGRESS: "i-gang",
    SubmissionStage.SUBMITTED: "indsendt",
    SubmissionStage.RETURNED: "returneret",
    SubmissionStage.APPROVED: "godkendt",
}


def round_title(status_round: StatusRound) -> str:
    """`Statusrunde 2013`."""
    return _("Statusrunde %(period)s") % {"period": status_round.period.shown}


def round_stage_tag(stage: RoundStage) -> SafeString:
    """A round's stage as shape and word."""
    shapes = {
        RoundStage.PLANNED: "not_begun",
        RoundStage.OPEN: "under_way",
        RoundStage.REOPENED: "under_way",
        RoundStage.CLOSED: "closed",
    }
    return stage_tag(shapes[stage], stage.shown)


def ask_tag(ask: Ask) -> SafeString:
    """An activity's stage as shape and word."""
    if ask.is_excepted:
        return stage_tag("closed", _("Undtaget"))
    return stage_tag(SHAPES[ask.stage], ask.stage.shown)


def bar_of(counts: RoundCounts, width: int = 560) -> SafeString:
    """The counts as a bar."""
    of = counts.of
    under_way = of(SubmissionStage.IN_PROGRESS) + of(SubmissionStage.RETURNED)
    parts = (
        *(of(SubmissionStage.APPROVED), of(SubmissionStage.SUBMITTED), under_way),
        *(of(SubmissionStage.NOT_STARTED), counts.left_out),
    )
    return stage_bar(parts, width)


def stages_line(counts: RoundCounts, address: str = "") -> SafeString:
    """The counts in words, each with its shape; where there is an address, each leads to exactly its rows."""
    return _stages_line(counts.stages, counts.left_out, address, get_language())


@lru_cache(maxsize=2048)
def _stages_line(stages: tuple[int, ...], left_out: int, address: str, _language: str | None) -> SafeString:
    counted = dict(zip(SubmissionStage, stages, strict=True))
    parts = [
        _counted(SHAPES[stage], stage.shown, counted[stage], WORDS[stage], address)
        for stage in IN_WORDS
        if counted[stage]
    ]
    if left_out:
        parts.append(_counted("closed", _("Undtaget"), left_out, LEFT_OUT, address))
    if not parts:
        return safe(f'<p class="muted">{escape(_("Ingen aktiviteter"))}</p>')
    return safe(f'<div class="stages-line">{"".join(parts)}</div>')


def _counted(shape: str, words: str, count: int, chosen: str, address: str) -> str:
    told = f'{stage_tag(shape, words)} <span class="stages-line__count">{whole(count)}</span>'
    if not address:
        return f"<span>{told}</span>"
    mark = "&amp;" if "?" in address else "?"
    return f'<a href="{escape(address)}{mark}vis={chosen}#aktiviteter">{told}</a>'


def handed_in_words(counts: RoundCounts) -> str:
    """`5 af 7 aktiviteter er indsendt eller godkendt`; those left out are not counted."""
    asked = sum(counts.stages)
    if not asked:
        return _("ingen aktiviteter er med")
    return ngettext(
        "%(n)s af %(all)s aktivitet er indsendt eller godkendt",
        "%(n)s af %(all)s aktiviteter er indsendt eller godkendt",
        asked,
    ) % {"n": whole(counts.handed_in), "all": whole(asked)}


def deadline_words(day: date, today: date) -> str:
    """`22. november, om 11 hverdage`."""
    return f"{day_words(day, today)}, {distance_phrase(day, today).translated(_)}"


def next_deadline(status_round: StatusRound, counts: RoundCounts, today: date) -> tuple[str, date]:
    """What comes next in the round and by when: reporting, approving, closing."""
    of = counts.of
    stage = RoundStage(status_round.stage)
    if stage is RoundStage.PLANNED:
        return _("Runden åbner"), status_round.opens_on
    if of(SubmissionStage.NOT_STARTED) + of(SubmissionStage.IN_PROGRESS):
        return _("Indberetning"), status_round.report_by
    if counts.unsettled:
        return _("Godkendelse"), status_round.approve_by
    return _("Lukning"), status_round.close_by


def next_words(status_round: StatusRound, counts: RoundCounts, today: date) -> str:
    """`Indberetning: 15. november, om 6 hverdage`; when it was closed, for a closed one."""
    if status_round.stage == RoundStage.CLOSED:
        return ""
    what, day = next_deadline(status_round, counts, today)
    return _("%(what)s: %(when)s") % {"what": what, "when": deadline_words(day, today)}


@dataclass(frozen=True)
class RoundBand:
    """A round under way, told in a band. `action` is what this reader does next, blank where there is nothing."""

    title: str
    address: str
    bar: SafeString
    line: SafeString
    note: str
    action: str
    action_address: str


@dataclass(frozen=True)
class Reader:
    """Who reads, what they may do in the project (and whether they run the round), and when."""

    person_id: int | None
    may: frozenset[Permission]
    today: date

    @classmethod
    def of(cls, status_round: StatusRound, project: Project | None, scope: Scope, today: date) -> "Reader":
        """In one project of the round, or in the round alone.

        A project's leaders run its own rounds, not its programme's: that is the round's to say.
        """
        here = status_round.permissions_of(scope)
        inside: frozenset[Permission] = frozenset()
        if project is not None and status_round.project_id is None:
            inside = project.permissions_of(scope)
        return cls(scope.person_id, (inside - {Permission.RUN_ROUNDS}) | here, today)


def round_band(
    status_round: StatusRound,
    asks: Sequence[Ask],
    counts: RoundCounts,
    reader: Reader,
    project_id: int | None = None,
) -> RoundBand:
    """The band of a round under way. `project_id`: where it stands on one project's page."""
    address = reverse("round", args=(status_round.pk,))
    if project_id is not None and status_round.project_id is None:
        address += f"?{urlencode({'projekt': project_id})}"
    action, where = _action(status_round, asks, counts, reader, address)
    opened = _("genåbnet") if status_round.stage == RoundStage.REOPENED else _("åben")
    return RoundBand(
        title=_("%(round)s er %(open)s: %(handed)s")
        % {"round": round_title(status_round), "open": opened, "handed": handed_in_words(counts)},
        address=address,
        bar=bar_of(counts),
        line=stages_line(counts, address),
        note=next_words(status_round, counts, reader.today),
        action=action,
        action_address=where,
    )


def _action(
    status_round: StatusRound, asks: Sequence[Ask], counts: RoundCounts, reader: Reader, address: str
) -> tuple[str, str]:
    """The one thing this reader does next: (words, address)."""
    to_approve = approvable(status_round, asks, reader)
    if to_approve:
        words = ngettext("Godkend %(n)s indsendt", "Godkend %(n)s indsendte", len(to_approve))
        return words % {"n": whole(len(to_approve))}, _showing(address, "til-godkendelse")
    mine = to_report(status_round, asks, reader)
    if mine:
        if len(mine) == 1:
            form = reverse("round_report", args=(status_round.pk, mine[0].activity_id))
            return _("Indberet %(number)s") % {"number": mine[0].number}, form
        return _("Indberet"), _showing(address, "mangler")
    if Permission.RUN_ROUNDS in reader.may and counts.total and not counts.unsettled:
        return _("Luk runden"), reverse("round_close", args=(status_round.pk,))
    if Permission.ASSESS in reader.may and counts.unassessed:
        return _("Vurder"), _showing(address, "uden-vurdering")
    if reader.may & {Permission.RETURN_STATUS, Permission.RUN_ROUNDS} and counts.late:
        return _("Se %(n)s for sent") % {"n": whole(counts.late)}, _showing(address, "for-sent")
    return "", ""


def approvable(status_round: StatusRound, asks: Iterable[Ask], reader: Reader) -> list[Ask]:
    """Those the reader can approve now."""
    if Permission.APPROVE_STATUS not in reader.may:
        return []
    return [one for one in asks if may_move(one, status_round, SubmissionAct.APPROVE, reader.person_id)]


def to_report(status_round: StatusRound, asks: Iterable[Ask], reader: Reader) -> list[Ask]:
    """Those that lie with the reader to hand in: their own, those nobody leads, all for who leads the project."""
    if Permission.REPORT_STATUS not in reader.may:
        return []
    leads = Permission.EDIT_PROJECT in reader.may
    return [
        one
        for one in asks
        if not one.is_excepted
        and may_move(one, status_round, SubmissionAct.SUBMIT, reader.person_id)
        and (leads or one.lead_id in (None, reader.person_id))
    ]


def _showing(address: str, chosen: str) -> str:
    mark = "&" if "?" in address else "?"
    return f"{address}{mark}vis={chosen}#aktiviteter"
