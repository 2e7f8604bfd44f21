"""A description's way: handed in, taken back, returned, accepted, ended, opened again.

The permission is checked at the door (DESCRIBE, or DECIDE_DESCRIPTION for return and acceptance). Here is what no
permission says: the stage allows it, nothing is missing, and whoever accepts is another person than the one who
handed in. The record is locked before anything is asked, so that of two who act at once the second meets the first's.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.dates import date_words
from virkning.figures.interventions import MOVES, DescriptionDue, InterventionStage, Way, can_move
from virkning.figures.reminding import day_in_denmark
from virkning.rooms.activities.models import FocusArea
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import Project

from ..answers import kept
from ..form import Field
from ..missing import missing_in
from ..models import FieldComment, Intervention, Receipt
from ..queries.answers import fingerprint_of, load_answers
from .accepting import make, what_it_makes
from .acts import DECIDE, WAY, acting, check_unmoved
from .checking import checked
from .naming import shortly


def submit(
    intervention: Intervention, *, by: Author, fingerprint: str | None = None, now: datetime | None = None
) -> Receipt:
    """Hand in the description as it is. Raises `Refused` with a key for each field that is missing.

    `fingerprint`: of the answers that were read (`fingerprint_of`); None: not asked. `now`: when the server received
    it; what waits for others to finish writing is no later for that.
    """
    received = now or timezone.now()
    with acting(intervention, by=by, action=WAY) as submitting:
        check_move(intervention, Way.SUBMIT)
        answers = load_answers(intervention)
        if missing := missing_in(answers):
            raise Refused({one.field.value: one.phrase.translated(_) for one in missing})
        checksum = fingerprint_of(answers)
        if fingerprint is not None and fingerprint != checksum:
            raise Refused(_("Beskrivelsen er ændret, siden du så den. Læs det nye igennem, og indsend så."))
        first = intervention.first_submitted_at or received
        due = DescriptionDue(intervention.start_date, first)
        receipt = submitting.create(
            Receipt(
                intervention=intervention,
                answers=kept(answers),
                sha256=checksum,
                due=due.day,
                is_late=due.submitted_late,
                made_by=by.name,
                made_at=received,
            )
        )
        values: dict[str, Any] = {
            "stage": InterventionStage.SUBMITTED.value,
            "first_submitted_at": first,
            "submitter_id": by.person_id,
        }
        submitting.change(intervention, tell=True, **values)
        texts = {"name": shortly(intervention.name), "number": receipt.number}
        words = _("Beskrivelsen af indsatsen %(name)s er indsendt. Kvittering %(number)s.")
        submitting.words = words % texts
    return receipt


def take_back(intervention: Intervention, *, by: Author, version: int | None = None) -> Intervention:
    """Regret having handed in, before anybody has accepted. The receipt stays. Raises `Refused`, `Conflict`."""
    values = {"stage": InterventionStage.DRAFT.value, "submitter_id": None}
    words = _("Indsendelsen af indsatsen %(name)s er trukket tilbage.")
    return _move(intervention, Way.TAKE_BACK, values, words, by=by, version=version)


def send_back(
    intervention: Intervention, *, reasons: Mapping[Field, str], by: Author, version: int | None = None
) -> Intervention:
    """Return it with a reason at one or more fields, also after it was accepted. Raises `Refused`, `Conflict`."""
    told = {Field(field): text.strip() for field, text in reasons.items() if text.strip()}
    if not told:
        raise Refused(
            {"reasons": _("Skriv en grund ved mindst ét felt. Den læses af den, der har indsendt.")}
        )
    for field, text in told.items():
        problems = _text_problems(field, text)
        if problems:
            raise Refused(problems)
    with acting(intervention, by=by, action=WAY) as returning:
        check_unmoved(intervention, version)
        check_move(intervention, Way.RETURN)
        for field, text in told.items():
            returning.create(
                FieldComment(
                    intervention=intervention,
                    field=field.value,
                    text=text,
                    is_reason=True,
                    written_by=by.name,
                )
            )
            returning.told[field.value] = ["", text]
        values: dict[str, Any] = {
            "stage": InterventionStage.RETURNED.value,
            "returned_at": timezone.now(),
            "accepted_at": None,
        }
        returning.change(intervention, tell=True, **values)
        returning.words = _("Beskrivelsen af indsatsen %(name)s er sendt tilbage.") % {
            "name": shortly(intervention.name)
        }
    return intervention


def accept(
    intervention: Intervention,
    *,
    by: Author,
    area: FocusArea | None = None,
    receipt: int | None = None,
    version: int | None = None,
) -> Intervention:
    """Accept it, and make what comes of it in the project, in one act that can be taken back (`what_it_makes`).

    `area`: where the activities go; None: a new one. `receipt`: key of the one that was read; None: not asked.
    Raises `Refused`, `Conflict`; IntegrityError where a number is taken in this very moment.
    """
    with acting(intervention, by=by, action=DECIDE) as accepting:
        # Numbers are given in the project: one at a time.
        Project._base_manager.select_for_update().get(pk=intervention.project_id)
        check_unmoved(intervention, version)
        check_move(intervention, Way.ACCEPT)
        _check_read(intervention, receipt)
        if by.person_id is not None and by.person_id == intervention.submitter_id:
            raise Refused(_("Du har selv indsendt beskrivelsen. En anden skal godkende den."))
        making = what_it_makes(intervention, area=area)
        values: dict[str, Any] = {"stage": InterventionStage.ACCEPTED.value, "accepted_at": timezone.now()}
        accepting.change(intervention, tell=True, **values)
        make(accepting, intervention, making)
        accepting.words = _("Beskrivelsen af indsatsen %(name)s er godkendt.") % {
            "name": shortly(intervention.name)
        }
    return intervention


def end_intervention(
    intervention: Intervention, *, by: Author, on: date | None = None, version: int | None = None
) -> Intervention:
    """Say that it is over, today or on another day. Raises `Refused`, `Conflict`."""
    day = on or day_in_denmark(timezone.now())
    if intervention.start_date is not None and day < intervention.start_date:
        raise Refused({"on": _("Indsatsen kan ikke slutte, før den er begyndt.")})
    values: dict[str, Any] = {"stage": InterventionStage.ENDED.value, "ended_on": day}
    words = _("Indsatsen %(name)s er afsluttet %(day)s.")
    return _move(intervention, Way.END, values, words, by=by, version=version, day=date_words(day))


def reopen(
    intervention: Intervention, *, reason: str, by: Author, version: int | None = None
) -> Intervention:
    """Say that it goes on after all, with the reason. Raises `Refused`, `Conflict`."""
    tidy = checked({"reason": reason})["reason"]
    if not tidy:
        raise Refused({"reason": _("Skriv, hvorfor indsatsen åbnes igen.")})
    values = {"stage": InterventionStage.ACCEPTED.value, "ended_on": None}
    words = _("Indsatsen %(name)s er åbnet igen: %(reason)s")
    return _move(intervention, Way.REOPEN, values, words, by=by, version=version, reason=tidy)


def may_move(intervention: Intervention, way: Way, person_id: int | None) -> bool:
    """Whether it can go that way now, by that person, apart from permission: what buttons and doors ask."""
    if way is Way.ACCEPT and person_id is not None and person_id == intervention.submitter_id:
        return False
    return intervention.removed_at is None and can_move(way, InterventionStage(intervention.stage))


def check_move(intervention: Intervention, way: Way) -> None:
    """Raises `Refused` where the stage does not allow it."""
    stage = InterventionStage(intervention.stage)
    if stage in MOVES[way].allowed:
        return
    if way is Way.SUBMIT and stage is InterventionStage.SUBMITTED:
        raise Refused(_("Beskrivelsen er allerede indsendt. Træk den tilbage, hvis noget skal rettes."))
    texts = {"name": shortly(intervention.name), "stage": stage.phrase.translated(_).lower()}
    raise Refused(_("Indsatsen %(name)s er %(stage)s nu, så det kan ikke lade sig gøre.") % texts)


def _check_read(intervention: Intervention, receipt: int | None) -> None:
    if receipt is None:
        return
    latest = Receipt.objects.filter(intervention=intervention).order_by("-pk").first()
    if latest is None or latest.pk != receipt:
        raise Refused(
            _("Beskrivelsen er indsendt igen, siden du så den. Læs den igennem igen, og godkend så.")
        )


def _text_problems(field: Field, text: str) -> dict[str, str]:
    try:
        checked({"text": text})
    except Refused as refused:
        return {f"reason_{field.value}": said for said in refused.errors.values()}
    return {}


def _move(
    intervention: Intervention,
    way: Way,
    values: Mapping[str, Any],
    words: str,
    *,
    by: Author,
    version: int | None,
    **texts: str,
) -> Intervention:
    with acting(intervention, by=by, action=WAY) as moving:
        check_unmoved(intervention, version)
        check_move(intervention, way)
        moving.change(intervention, tell=True, **values)
        if "reason" in texts:
            moving.told["begrundelse"] = ["", texts["reason"]]
        moving.words = words % {"name": shortly(intervention.name), **texts}
    return intervention
