"""What every act on an intervention begins with: the record as it is, nobody else's until the transaction ends.

Its entry is about the intervention, whichever part it changes: so its history is found by one key.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from virkning.figures.interventions import OBSERVATIONS, InterventionStage
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.since import key_of
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.actions.acts import Act, act

from ..models import Intervention

#: What the log calls the acts: of those who describe, the acceptance, and the other moves on the way.
#: A move is not taken back: there is a move the other way, which keeps the rules.
DESCRIBE = "describe"
DECIDE = "decide_description"
WAY = "description_way"
#: Words at a field: written, corrected, taken away; each can be taken back.
COMMENT = "description_comment"


@contextmanager
def acting(intervention: Intervention, *, by: Author, action: str = DESCRIBE) -> Iterator[Act]:
    """One act on the intervention, which is made what it is now. Raises `Refused` where it has been removed."""
    with act(by=by, project_id=intervention.project_id, action=action) as under_way:
        as_it_is(intervention)
        if intervention.removed_at is not None:
            raise Refused(_("Indsatsen er fjernet. Hent den tilbage først."))
        under_way.about = intervention
        yield under_way


def as_it_is(intervention: Intervention) -> None:
    """Lock the record, and make the one at hand what it is now: what is asked of it holds when it is written."""
    now = Intervention._base_manager.select_for_update().get(pk=intervention.pk)
    for column in Intervention._meta.concrete_fields:
        setattr(intervention, column.attname, getattr(now, column.attname))


def check_open(intervention: Intervention, columns: Collection[str] = ("",)) -> None:
    """Raises `Refused` where the stage is closed for writing in these; observations are open at every stage."""
    stage = InterventionStage(intervention.stage)
    if stage.is_written or all(name in OBSERVATIONS for name in columns):
        return
    said = {
        InterventionStage.SUBMITTED: _(
            "Beskrivelsen er indsendt og ligger fast. Træk den tilbage, hvis noget skal rettes. "
            "Observationer kan altid skrives."
        ),
        InterventionStage.ACCEPTED: _(
            "Beskrivelsen er godkendt og ligger fast. Bed koordinatoren om at sende den tilbage, hvis noget skal "
            "rettes. Observationer kan altid skrives."
        ),
        InterventionStage.ENDED: _(
            "Indsatsen er afsluttet og beskrivelsen ligger fast. Observationer kan altid skrives."
        ),
    }
    raise Refused(said[stage])


def check_unmoved(intervention: Intervention, version: int | None) -> None:
    """Raises `Conflict` where the record no longer has the version that was read."""
    if version is not None and version != intervention.version:
        raise Conflict(intervention)


def check_unwritten(intervention: Intervention, version: int | None, columns: Collection[str]) -> None:
    """Raises `Conflict` where somebody has written in one of the columns since the version that was read.

    Several people fill in one description, each their own part: who writes in other fields is in nobody's way.
    """
    if version is None or version == intervention.version:
        return
    since = _written_since(intervention, version)
    if since is None or since & set(columns):
        raise Conflict(intervention)


def _written_since(intervention: Intervention, version: int) -> set[str] | None:
    """The columns in which was written after the version, as the log tells; None where it does not tell all."""
    found: set[str] = set()
    name, upto = key_of(intervention), intervention.version
    rows = AuditEntry._base_manager.filter(
        object_kind=intervention._meta.model_name, object_id=intervention.pk
    )
    for entry in rows.order_by("-pk").iterator(chunk_size=50):
        done = entry.changes.get("rows", {}).get(name)
        if done is None:
            continue
        if done.get("version", 0) <= version:
            return found if upto > version else None
        if done["act"] != "change":
            return None
        found |= set(done["changes"])
    return None


def begin(under_way: Act, intervention: Intervention) -> None:
    """The first who writes begins the description: what was only decided is a draft now."""
    if intervention.stage == InterventionStage.DECIDED:
        under_way.change(intervention, stage=InterventionStage.DRAFT.value)
