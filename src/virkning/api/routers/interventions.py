"""Interventions: listed, decided, read whole, copied, moved, handed out as files, removed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import Forbidden, NotVisible
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.interventions.actions.interventions import (
    Decided,
    change_intervention,
    decide_interventions,
    move_intervention,
    remove_intervention,
)
from virkning.rooms.interventions.actions.whole import copy_answers_from, copy_intervention
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.interventions.printing import DescriptionFormat, printed_description
from virkning.rooms.interventions.queries.answers import load_answers
from virkning.rooms.interventions.queries.listing import (
    interventions_in_programme,
    interventions_of,
    receipts_of,
)
from virkning.rooms.interventions.queries.rights import may_describe_for
from virkning.rooms.interventions.queries.similar import similar_to
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Programme, Project

from ..door import Bearer, found
from ..files import A_FILE, as_file
from ..kinds import Kind, named
from ..schemas import interventions as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Limit, Offset, Page, PlaceGiven, VersionAsked, page
from ..telling.interventions import card_told, intervention_now, intervention_told, receipt_told, row_told
from ..wording import gettext_lazy as _
from . import descriptionlists, descriptions, descriptionways

router = Router(tags=["interventions"])
_OF_PROJECT = "/projects/{int:project_id}/interventions"
INTERVENTIONS = Kind(
    router=router,
    at="/interventions/{int:intervention_id}",
    model=Intervention,
    lookups={"pk": "intervention_id"},
    told=schemas.Intervention,
    now=intervention_now,
    sees=Permission.SEE_PROJECT,
    edits=Permission.DESCRIBE,
)
_READS = Bearer(Permission.SEE_PROJECT, Intervention, pk="intervention_id")


@router.get(
    _OF_PROJECT,
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.InterventionInList]),
    url_name="api_interventions",
    summary=_("Projektets indsatser med trin og frist"),
)
def list_interventions(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The project's interventions in their order, also those nobody has begun to describe."""
    rows = interventions_of(found(request), timezone.localdate())
    return page([row_told(one) for one in rows], limit, offset)


@INTERVENTIONS.make(
    _OF_PROJECT, Project, "api_interventions", _("Beslut en indsats, der skal beskrives"), pk="project_id"
)
def write_intervention(request: HttpRequest, project_id: int, given: schemas.InterventionGiven) -> Any:
    """Put an intervention on the list of those to be described; with another's answers, where that is asked."""

    def decide(project: Project, by: Author) -> Intervention:
        whose = _municipality(project, given.municipality_id)
        if given.copied_from is not None:
            return copy_intervention(
                named(Intervention, given.copied_from, "copied_from"),
                project=project,
                municipality=whose,
                name=given.name,
                start_date=given.start_date,
                by=by,
            )
        decided = Decided(whose, given.name, given.start_date)
        try:
            return decide_interventions(project=project, wished=[decided], by=by)[0]
        except Refused as refused:
            # As of a list of one.
            raise Refused({key.removesuffix("_0"): said for key, said in refused.errors.items()}) from refused

    return INTERVENTIONS.made(request, decide)


def _municipality(project: Project, key: int) -> Organisation:
    """The one the body names, whose interventions the caller may describe. Raises `Forbidden`, `Refused`."""
    whose = Organisation._base_manager.filter(pk=key, parties__project=project).order_by("pk").first()
    if whose is None:
        raise Refused({"municipality_id": str(_("Vælg en kommune, der er part i projektet."))})
    if not may_describe_for(current_scope(), project, whose.pk):
        raise Forbidden(Permission.DESCRIBE)
    return whose


@router.get(
    "/programmes/{int:programme_id}/interventions",
    auth=Bearer(Permission.SEE_PROGRAMME, Programme, pk="programme_id"),
    response=reads(Page[schemas.InterventionInList]),
    url_name="api_programme_interventions",
    summary=_("Alle et programs indsatser, de forsinkede først"),
)
def list_programme_interventions(
    request: HttpRequest, programme_id: int, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """Those of the programme's projects one sees; those that are late first."""
    rows = interventions_in_programme(found(request), timezone.localdate())
    return page([row_told(one) for one in rows], limit, offset)


@INTERVENTIONS.read("api_intervention", _("En indsats med hele sin beskrivelse"))
def show_intervention(request: HttpRequest, intervention_id: int) -> Any:
    """The intervention with every answer, and what is missing before it can be handed in."""
    return intervention_told(found(request))


@INTERVENTIONS.change(_("Ret en indsats’ navn, kommune og opstart"))
def correct_intervention(
    request: HttpRequest, intervention_id: int, given: schemas.InterventionChanged
) -> Any:
    """Correct what stands on the list, without beginning the description."""

    def change(one: Intervention, by: Author) -> Intervention:
        return change_intervention(
            one,
            name=given.name,
            start_date=given.start_date,
            municipality=_municipality(one.project, given.municipality_id),
            version=given.version,
            by=by,
        )

    return INTERVENTIONS.changed(request, change)


@INTERVENTIONS.act("/place", "api_intervention_place", _("Flyt en indsats i rækkefølgen"))
def place_intervention(request: HttpRequest, intervention_id: int, given: PlaceGiven) -> Any:
    """Give an intervention its place among its project's."""
    return INTERVENTIONS.changed(request, lambda one, by: move_intervention(one, to=given.to, by=by))


@INTERVENTIONS.act("/copy", "api_intervention_copy", _("Kopiér en anden indsats’ svar til en, der er tom"))
def copy_into_intervention(request: HttpRequest, intervention_id: int, given: schemas.CopyGiven) -> Any:
    """Fill in one that nobody has begun with the answers of another one you see."""

    def copy(one: Intervention, by: Author) -> Intervention:
        return copy_answers_from(one, other=named(Intervention, given.other_id, "other_id"), by=by)

    return INTERVENTIONS.changed(request, copy)


@INTERVENTIONS.remove(_("Fjern en indsats, der ikke er godkendt"))
def delete_intervention(request: HttpRequest, intervention_id: int, version: VersionAsked) -> Any:
    """Take an intervention off the list with its description; a person can bring it back."""
    return INTERVENTIONS.removed(request, lambda one, by: remove_intervention(one, version=version, by=by))


@router.get(
    INTERVENTIONS.at + "/receipts",
    auth=_READS,
    response=reads(Page[schemas.ReceiptTold]),
    url_name="api_intervention_receipts",
    summary=_("Kvitteringer for det, der er indsendt"),
)
def list_receipts(request: HttpRequest, intervention_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """A receipt for each time the description was handed in, the latest first."""
    return page([receipt_told(one) for one in receipts_of(found(request))], limit, offset)


@router.get(
    INTERVENTIONS.at + "/similar",
    auth=_READS,
    response=reads(Page[schemas.Card]),
    url_name="api_intervention_similar",
    summary=_("Andre kommuners indsatser, der ligner"),
)
def list_similar(request: HttpRequest, intervention_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """Accepted interventions elsewhere in your programmes with the same tracks, target group or activities."""
    one = found(request)
    cards = similar_to(one, load_answers(one), current_scope())
    return page([card_told(card) for card in cards], limit, offset)


@router.get(
    INTERVENTIONS.at + "/files/{kind}",
    auth=Bearer(Permission.EXPORT_PROJECT, Intervention, pk="intervention_id"),
    response=reads(None),
    url_name="api_intervention_file",
    summary=_("En indsatsbeskrivelse som fil: docx eller pdf"),
    openapi_extra=A_FILE,
)
def download_description(request: HttpRequest, intervention_id: int, kind: str) -> HttpResponse:
    """The national template, filled in, in Danish. `kind`: docx, which can be written on and read back, or pdf."""
    if kind not in set(DescriptionFormat):
        raise NotVisible
    made = printed_description(found(request), DescriptionFormat(kind))
    return as_file(made.content, made.name)


for _part in (descriptions, descriptionlists, descriptionways):
    router.add_router("", _part.router)
