"""What becomes of an activity in a round: handed in, taken back, returned, approved, left out.

The permission is checked at the door (`stages.SUBMISSION_TAKES`). Here is what no permission says: the round is open,
the stage allows it, and whoever approves is another person than the one who handed in, and than the one who has changed
figures since.

`version` is everywhere that of the submission seen, 0 where there was none; None: the caller has seen nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.rounds import SUBMISSION_MOVES, RoundStage, SubmissionAct, SubmissionStage
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused

from ..models import StatusRound, Submission
from ..queries.ask import Ask
from ..queries.asks import ask_of, asks_of, projects_of
from ..queries.writers import wrote_since


def submit(
    *,
    status_round: StatusRound,
    activity: Activity,
    by: Author,
    version: int | None = None,
    fingerprint: str | None = None,
) -> Submission:
    """Hand in what is reported on the activity. `fingerprint`: of what was read; None: not asked.

    Raises `Refused`, `Conflict`.
    """
    ask = _movable(status_round, activity, SubmissionAct.SUBMIT)
    if fingerprint is not None and fingerprint != ask.fingerprint:
        said = _("%(activity)s er ændret, siden du så den. Læs det nye igennem, og indsend så.")
        raise Refused(said % {"activity": str(activity)})
    values = {
        "stage": SubmissionStage.SUBMITTED.value,
        "fingerprint": ask.fingerprint,
        "submitted_at": timezone.now(),
        "submitted_by": by.name,
        "submitter_id": by.person_id,
        "approved_at": None,
        "approved_by": "",
        **_NOT_LEFT_OUT,
    }
    words = _("%(activity)s er indsendt i statusrunde %(period)s.")
    return _write(status_round, activity, ask, values, words, by=by, version=version)


def take_back(
    *, status_round: StatusRound, activity: Activity, by: Author, version: int | None = None
) -> Submission:
    """Regret having handed in, before anybody has approved. Raises `Refused`, `Conflict`."""
    ask = _movable(status_round, activity, SubmissionAct.TAKE_BACK)
    values = {"stage": "", "submitted_at": None, "submitted_by": "", "submitter_id": None}
    words = _("Indsendelsen af %(activity)s i statusrunde %(period)s er trukket tilbage.")
    return _write(status_round, activity, ask, values, words, by=by, version=version)


def send_back(
    *, status_round: StatusRound, activity: Activity, reason: str, by: Author, version: int | None = None
) -> Submission:
    """Return what was handed in, or approved, with the reason its reporter reads. Raises `Refused`, `Conflict`."""
    ask = _movable(status_round, activity, SubmissionAct.RETURN, reason)
    values = {
        "stage": SubmissionStage.RETURNED.value,
        "returned_at": timezone.now(),
        "returned_by": by.name,
        "returned_reason": reason.strip(),
        "approved_at": None,
        "approved_by": "",
    }
    words = _("%(activity)s er sendt tilbage i statusrunde %(period)s: %(reason)s")
    return _write(status_round, activity, ask, values, words, by=by, version=version, reason=reason.strip())


def approve(
    *,
    status_round: StatusRound,
    activity: Activity,
    by: Author,
    version: int | None = None,
    fingerprint: str | None = None,
) -> Submission:
    """Approve what another person handed in, as it is now.

    `fingerprint`: of what the approver read; None: not asked. A figure may be changed by any door meanwhile, and that
    is no new version of the submission. Raises `Refused`, `Conflict`.
    """
    ask = _asked(status_round, activity)
    return _approve(status_round, activity, ask, by=by, version=version, fingerprint=fingerprint)


def _approve(
    status_round: StatusRound,
    activity: Activity,
    ask: Ask,
    *,
    by: Author,
    version: int | None,
    fingerprint: str | None,
) -> Submission:
    _check_movable(activity, ask, SubmissionAct.APPROVE)
    if fingerprint is not None and fingerprint != ask.fingerprint:
        said = _("%(activity)s er ændret, siden du så den. Læs den igennem igen, og godkend så.")
        raise Refused(said % {"activity": str(activity)})
    handed = ask.handed
    if handed is not None and by.person_id is not None and handed.submitter_id == by.person_id:
        said = _("Du har selv indsendt %(activity)s. En anden skal godkende den.")
        raise Refused(said % {"activity": str(activity)})
    if handed is not None and by.person_id is not None and handed.fingerprint != ask.fingerprint:
        read = handed.approved_at or handed.submitted_at
        if read is not None and wrote_since(by.person_id, activity, status_round.period, read):
            said = _(
                "Du har selv rettet i %(activity)s, efter at den blev indsendt. En anden skal godkende den."
            )
            raise Refused(said % {"activity": str(activity)})
    values = {
        "stage": SubmissionStage.APPROVED.value,
        "fingerprint": ask.fingerprint,
        "approved_at": timezone.now(),
        "approved_by": by.name,
    }
    words = _("%(activity)s er godkendt i statusrunde %(period)s.")
    return _write(status_round, activity, ask, values, words, by=by, version=version)


def approve_many(
    *,
    status_round: StatusRound,
    activities: Sequence[tuple[Activity, int]],
    by: Author,
    fingerprints: Mapping[int, str] = {},
) -> list[Submission]:
    """Approve several, each with the version that was seen, and what was read by the activity's key; all or none.

    Raises `Refused`, `Conflict`.
    """
    if not activities:
        raise Refused(_("Vælg mindst én aktivitet."))
    _check_open(status_round)
    # Asked once: whole projects are read for it, and approving one activity changes nothing of the others.
    projects = projects_of(status_round).filter(pk__in={one.project_id for one, _version in activities})
    asks = {ask.activity_id: ask for ask in asks_of(status_round, projects)}
    with transaction.atomic():
        return [
            _approve(
                status_round,
                one,
                _found(asks.get(one.pk)),
                by=by,
                version=version,
                fingerprint=fingerprints.get(one.pk),
            )
            for one, version in activities
        ]


def leave_out(
    *, status_round: StatusRound, activity: Activity, reason: str, by: Author, version: int | None = None
) -> Submission:
    """Let the round be closed without the activity's approval, with a reason. Raises `Refused`, `Conflict`."""
    ask = _asked(status_round, activity)
    if not reason.strip():
        raise Refused({"reason": _("Skriv, hvorfor runden kan lukkes uden aktiviteten.")})
    values = {"excepted_at": timezone.now(), "excepted_by": by.name, "excepted_reason": reason.strip()}
    words = _("%(activity)s er undtaget fra statusrunde %(period)s: %(reason)s")
    return _write(status_round, activity, ask, values, words, by=by, version=version, reason=reason.strip())


def take_in(
    *, status_round: StatusRound, activity: Activity, by: Author, version: int | None = None
) -> Submission:
    """Ask an activity again that was left out. Raises `Refused`, `Conflict`."""
    ask = _asked(status_round, activity)
    if not ask.is_excepted:
        raise Refused(_("Aktiviteten er ikke undtaget."))
    words = _("%(activity)s er med i statusrunde %(period)s igen.")
    return _write(status_round, activity, ask, dict(_NOT_LEFT_OUT), words, by=by, version=version)


_NOT_LEFT_OUT: dict[str, Any] = {"excepted_at": None, "excepted_by": "", "excepted_reason": ""}


def may_move(ask: Ask, status_round: StatusRound, act: SubmissionAct, person_id: int | None) -> bool:
    """Whether the act can be done now, by that person, apart from permission: what buttons and doors ask."""
    if not RoundStage(status_round.stage).asks or _why_never(ask, act):
        return False
    if act is SubmissionAct.APPROVE:
        own = ask.handed is not None and ask.handed.submitter_id == person_id and person_id is not None
        return not own and (ask.stage in SUBMISSION_MOVES[act].allowed or ask.changed)
    return ask.stage in SUBMISSION_MOVES[act].allowed


def _asked(status_round: StatusRound, activity: Activity) -> Ask:
    """The activity as the round asks it. Raises `Refused` where it does not, or is not open."""
    _check_open(status_round)
    return _found(ask_of(status_round, activity))


def _found(ask: Ask | None) -> Ask:
    if ask is None:
        raise Refused(_("Statusrunden spørger ikke til aktiviteten: den er lukket eller hører ikke til."))
    return ask


def _check_open(status_round: StatusRound) -> None:
    if not RoundStage(status_round.stage).asks:
        stage = RoundStage(status_round.stage).shown.lower()
        raise Refused(_("Det kan ikke lade sig gøre nu: runden er %(stage)s.") % {"stage": stage})


def _movable(status_round: StatusRound, activity: Activity, act: SubmissionAct, reason: str = "") -> Ask:
    ask = _asked(status_round, activity)
    _check_movable(activity, ask, act, reason)
    return ask


def _why_never(ask: Ask, act: SubmissionAct) -> str:
    """Why the act cannot be done at all, whatever the stage, in words; blank where it can."""
    if not ask.followed and act in (SubmissionAct.SUBMIT, SubmissionAct.APPROVE):
        return _("Projektet følges ikke i rundens periode. Tilføj perioden under Rediger projektet først.")
    if ask.is_excepted and act in (SubmissionAct.APPROVE, SubmissionAct.RETURN):
        return _("Aktiviteten er undtaget fra runden. Tag den med igen først.")
    return ""


def _check_movable(activity: Activity, ask: Ask, act: SubmissionAct, reason: str = "") -> None:
    if why := _why_never(ask, act):
        raise Refused(why)
    move = SUBMISSION_MOVES[act]
    # What was approved and has been changed since is approved again as it is now.
    again = act is SubmissionAct.APPROVE and ask.changed
    if ask.stage not in move.allowed and not again:
        texts = {"activity": str(activity), "stage": ask.stage.shown.lower()}
        raise Refused(_("%(activity)s er %(stage)s nu, så det kan ikke lade sig gøre.") % texts)
    if move.reason and not reason.strip():
        raise Refused({"reason": _("Skriv en begrundelse. Den læses af den, der har indsendt.")})


def _write(
    status_round: StatusRound,
    activity: Activity,
    ask: Ask,
    values: dict[str, Any],
    words: str,
    *,
    by: Author,
    version: int | None,
    reason: str = "",
) -> Submission:
    texts = {"activity": str(activity), "period": status_round.period.danish, "reason": reason}
    with transaction.atomic():
        # Locked and asked again: the round may be closed in this very moment, or somebody else move the activity.
        here = StatusRound._base_manager.select_for_update().get(pk=status_round.pk)
        _check_open(here)
        standing = Submission.objects.filter(round=here, activity=activity).first()
        if standing is None:
            made = Submission(round=here, activity=activity, **values)
            return writes.create(made, by=by, words=words % texts)
        if version is None:
            version = ask.handed.version if ask.handed is not None else 0
        if version != standing.version:
            raise writes.Conflict(standing)
        return writes.change(standing, by=by, words=words % texts, version=version, **values)
