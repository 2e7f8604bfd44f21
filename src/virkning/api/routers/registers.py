"""Registers with their deliveries and runs for who keeps them; a programme's goals for everybody who sees it."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.registerruns.actions.deliveries import erase_delivery, receive_from_server
from virkning.rooms.registerruns.actions.publications import withdraw_publication
from virkning.rooms.registerruns.actions.registers import change_register, create_register, remove_register
from virkning.rooms.registerruns.jobs import ask_for_reading
from virkning.rooms.registerruns.models import Delivery, Publication, Register, Run
from virkning.rooms.registerruns.queries.deliveries import deliveries_of
from virkning.rooms.registerruns.queries.registers import registers_seen
from virkning.rooms.registerruns.queries.runs import runs_of
from virkning.rooms.registerruns.stages import Reach
from virkning.rooms.results.actions.following import publish_and_follow

from ..door import Bearer, found
from ..kinds import Kind
from ..schemas import registers as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Limit, Offset, Page, VersionAsked, page
from ..telling.registers import (
    delivery_now,
    delivery_told,
    publication_now,
    register_now,
    register_told,
    runs_told,
)
from ..wording import gettext_lazy as _
from . import goals

router = Router(tags=["registers"])
_AT = "/registers/{int:register_id}"
REGISTERS = Kind(
    router=router,
    at=_AT,
    model=Register,
    lookups={"pk": "register_id"},
    told=schemas.Register,
    now=register_now,
    sees=Permission.SEE_REGISTER,
    edits=Permission.KEEP_REGISTERS,
)
DELIVERIES = Kind(
    router=router,
    at=_AT + "/deliveries/{int:delivery_id}",
    model=Delivery,
    lookups={"pk": "delivery_id", "register": "register_id"},
    told=schemas.DeliveryTold,
    now=delivery_now,
    sees=Permission.SEE_REGISTER,
    edits=Permission.KEEP_REGISTERS,
)
PUBLICATIONS = Kind(
    router=router,
    at=_AT + "/publications/{int:publication_id}",
    model=Publication,
    lookups={"pk": "publication_id", "run__delivery__register": "register_id"},
    told=schemas.Publication,
    now=publication_now,
    sees=Permission.PUBLISH_RUNS,
    edits=Permission.PUBLISH_RUNS,
)


@router.get(
    "/registers",
    auth=Bearer(Permission.SEE_OWN_PAGES),
    response=reads(Page[schemas.Register]),
    url_name="api_registers",
    summary=_("Registre, du kan se"),
)
def list_registers(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The registers of the person's organisations; none for whoever keeps none."""
    return page([register_told(one.register, one.current) for one in registers_seen()], limit, offset)


@REGISTERS.make(
    "/organisations/{int:organisation_id}/registers",
    Organisation,
    "api_organisation_registers",
    _("Opret et register"),
    pk="organisation_id",
)
def write_register(request: HttpRequest, organisation_id: int, given: schemas.RegisterGiven) -> Any:
    """Make a register that an agency or evaluator keeps."""
    return REGISTERS.made(
        request, lambda one, by: create_register(organisation=one, by=by, **given.model_dump())
    )


@REGISTERS.read("api_register", _("Et register"))
def show_register(request: HttpRequest, register_id: int) -> Any:
    """One register."""
    return register_now(found(request).pk)


@REGISTERS.change(_("Ret et register"))
def correct_register(request: HttpRequest, register_id: int, given: schemas.RegisterChanged) -> Any:
    """Call or describe it otherwise."""
    return REGISTERS.changed(request, lambda one, by: change_register(one, by=by, **given.model_dump()))


@REGISTERS.remove(_("Fjern et register fra listen"))
def delete_register(request: HttpRequest, register_id: int, version: VersionAsked) -> Any:
    """Take it out of the lists; its data stay until they are erased."""
    return REGISTERS.removed(request, lambda one, by: remove_register(one, version=version, by=by))


@router.get(
    _AT + "/deliveries",
    auth=Bearer(Permission.SEE_REGISTER, Register, pk="register_id"),
    response=reads(Page[schemas.Delivery]),
    url_name="api_deliveries",
    summary=_("Et registers leverancer"),
)
def list_deliveries(request: HttpRequest, register_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The register's deliveries, the newest first."""
    return page([delivery_told(one) for one in deliveries_of(found(request))], limit, offset)


@DELIVERIES.make(
    _AT + "/deliveries",
    Register,
    "api_deliveries",
    _("Peg på en leverance på serveren"),
    pk="register_id",
)
def write_delivery(request: HttpRequest, register_id: int, given: schemas.DeliveryGiven) -> Any:
    """Take a delivery that lies on the server, and have it read."""

    def take(register: Register, by: Author) -> Any:
        taken = receive_from_server(register=register, folder=given.folder, by=by)
        ask_for_reading(delivery=taken, by=by)
        return taken

    return DELIVERIES.made(request, take)


@DELIVERIES.read("api_delivery", _("En leverance med dens datarapport"))
def show_delivery(request: HttpRequest, register_id: int, delivery_id: int) -> Any:
    """One delivery with its data report."""
    return delivery_now(found(request).pk)


@DELIVERIES.remove(_("Slet en leverances data"))
def delete_delivery(request: HttpRequest, register_id: int, delivery_id: int, version: VersionAsked) -> Any:
    """Delete its data for good. What was counted on it stays."""
    return DELIVERIES.removed(request, lambda one, by: erase_delivery(one, version=version, by=by))


@router.get(
    _AT + "/runs",
    auth=Bearer(Permission.SEE_REGISTER, Register, pk="register_id"),
    response=reads(Page[schemas.Run]),
    url_name="api_runs",
    summary=_("Et registers kørsler"),
)
def list_runs(request: HttpRequest, register_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The register's runs, the newest first, without their counts."""
    rows = runs_of(found(request)).defer(None).defer("hidden", "delivery__report")
    return page(runs_told(list(rows)), limit, offset)


@PUBLICATIONS.make(
    _AT + "/runs/{int:run_id}/publish",
    Run,
    "api_run_publish",
    _("Offentliggør en kørsel"),
    pk="run_id",
    delivery__register="register_id",
)
def publish_a_run(
    request: HttpRequest, register_id: int, run_id: int, given: schemas.PublicationGiven
) -> Any:
    """Let the programme's municipalities see it; linked results follow where all may see it."""

    def publish(run: Run, by: Author) -> Any:
        return publish_and_follow(run=run, by=by, reach=Reach(given.reach)).publication

    return PUBLICATIONS.made(request, publish)


@PUBLICATIONS.read("api_publication", _("Hvem en kørsel vises for"))
def show_publication(request: HttpRequest, register_id: int, publication_id: int) -> Any:
    """Whom a run is shown to."""
    return publication_now(found(request).pk)


@PUBLICATIONS.remove(_("Træk en offentliggjort kørsel tilbage"))
def delete_publication(
    request: HttpRequest, register_id: int, publication_id: int, version: VersionAsked
) -> Any:
    """Show the run to nobody but the keepers any more."""
    return PUBLICATIONS.removed(request, lambda one, by: withdraw_publication(one, version=version, by=by))


router.add_router("", goals.router)
