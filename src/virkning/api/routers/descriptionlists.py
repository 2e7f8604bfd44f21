"""What a description has several of: each list written whole, in its order."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.authors import Author
from virkning.rooms.interventions.actions.items import ItemGiven, ItemKind, save_items, tie_item
from virkning.rooms.interventions.models import Effect, Element, Intervention
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.results.models import Result

from ..kinds import named
from ..schemas import interventions as schemas
from ..wording import gettext_lazy as _
from .descriptions import DESCRIPTIONS, why_of

router = Router()
#: The same record, written at addresses of this module.
LISTS = replace(DESCRIPTIONS, router=router)
#: In a body a record is named by its key.
_RECORDS: dict[str, tuple[str, type[Any]]] = {
    "element_id": ("element", Element),
    "track_id": ("track", ChangeTrack),
}


def _written(request: HttpRequest, kind: ItemKind, given: Any) -> Any:
    """The list made what was given; the intervention as it is then."""
    texts = {
        f"{name}_{place}": value
        for place, one in enumerate(given.items)
        for name, value in one.model_dump(exclude={"id", "version"}).items()
    }
    why = why_of(texts, given.confirmed)

    def save(intervention: Intervention, by: Author) -> bool:
        items = [_item(intervention, one, place) for place, one in enumerate(given.items)]
        return save_items(intervention, kind=kind, given=items, why=why, by=by)

    return LISTS.changed(request, save)


def _item(intervention: Intervention, given: schemas.ItemGiven, place: int) -> ItemGiven:
    values = given.model_dump(exclude={"id", "version"})
    for name, (column, model) in _RECORDS.items():
        if name in values:
            key = values.pop(name)
            where = {"intervention": intervention} if model is Element else {}
            values[column] = None if key is None else named(model, key, f"{name}_{place}", **where)
    values = {name: "" if name == "term" and value is None else value for name, value in values.items()}
    return ItemGiven(values, given.id, given.version)


@LISTS.change(_("Skriv formålene på kort og langt sigt"), name="api_intervention_purposes", way="/purposes")
def write_purposes(request: HttpRequest, intervention_id: int, given: schemas.PurposesGiven) -> Any:
    """Make the purposes what is given, in that order."""
    return _written(request, ItemKind.PURPOSE, given)


@LISTS.change(
    _("Skriv de aktiviteter, en indsats består af"), name="api_intervention_elements", way="/elements"
)
def write_elements(request: HttpRequest, intervention_id: int, given: schemas.TextsGiven) -> Any:
    """Make the activities what is given, in that order."""
    return _written(request, ItemKind.ELEMENT, given)


@LISTS.change(_("Skriv aktørerne"), name="api_intervention_actors", way="/actors")
def write_actors(request: HttpRequest, intervention_id: int, given: schemas.ActorsGiven) -> Any:
    """Make the actors what is given, in that order."""
    return _written(request, ItemKind.ACTOR, given)


@LISTS.change(_("Skriv det, metoden bygger på"), name="api_intervention_sources", way="/sources")
def write_sources(request: HttpRequest, intervention_id: int, given: schemas.TextsGiven) -> Any:
    """Make the sources what is given, in that order."""
    return _written(request, ItemKind.SOURCE, given)


@LISTS.change(_("Vælg forandringssporene"), name="api_intervention_tracks", way="/change-tracks")
def write_chosen_tracks(request: HttpRequest, intervention_id: int, given: schemas.TracksGiven) -> Any:
    """Make the change tracks what is given, in that order. One of the catalogue takes its number and title from it."""
    return _written(request, ItemKind.TRACK, given)


@LISTS.change(_("Skriv de forventede effekter"), name="api_intervention_effects", way="/effects")
def write_effects(request: HttpRequest, intervention_id: int, given: schemas.EffectsGiven) -> Any:
    """Make the expected effects what is given, in that order."""
    return _written(request, ItemKind.EFFECT, given)


@LISTS.change(_("Skriv omkostningerne"), name="api_intervention_costs", way="/costs")
def write_costs(request: HttpRequest, intervention_id: int, given: schemas.CostsGiven) -> Any:
    """Make the costs what is given, in that order."""
    return _written(request, ItemKind.COST, given)


@LISTS.change(
    _("Sig, hvilken af projektets aktiviteter en aktivitet er"),
    name="api_element_activity",
    way="/elements/{int:element_id}/activity",
)
def tie_element(request: HttpRequest, intervention_id: int, element_id: int, given: schemas.TieGiven) -> Any:
    """Say which of the project's activities an activity of the description is; accepting makes none for it then."""
    return _tied(request, Element, element_id, given, Activity)


@LISTS.change(
    _("Sig, hvilket af projektets resultater en effekt måles af"),
    name="api_effect_result",
    way="/effects/{int:effect_id}/result",
)
def tie_effect(request: HttpRequest, intervention_id: int, effect_id: int, given: schemas.TieGiven) -> Any:
    """Say which of the project's results an effect is measured by; accepting makes none for it then."""
    return _tied(request, Effect, effect_id, given, Result)


def _tied(request: HttpRequest, model: Any, key: int, given: schemas.TieGiven, to: Any) -> Any:
    def tie(intervention: Intervention, by: Author) -> Any:
        item = model.objects.filter(pk=key, intervention=intervention).first()
        if item is None:
            raise NotVisible
        other = None if given.id is None else named(to, given.id, "id", project=intervention.project_id)
        return tie_item(item, to=other, by=by)

    return LISTS.changed(request, tie)
