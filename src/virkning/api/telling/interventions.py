"""Interventions as the API tells them."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from virkning.figures.indicators import Term
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.interventions import models
from virkning.rooms.interventions.missing import missing_in
from virkning.rooms.interventions.queries.answers import fingerprint_of, load_answers
from virkning.rooms.interventions.queries.listing import Row, row_of
from virkning.rooms.interventions.queries.similar import Card

from ..schemas import interventions as schemas
from ..schemas.values import written


def row_told(row: Row) -> schemas.InterventionInList:
    """One on a list."""
    return schemas.InterventionInList(**_row(row))


def intervention_told(intervention: models.Intervention) -> schemas.Intervention:
    """One with its whole description. As many queries however much it holds."""
    answers = load_answers(intervention)
    lists: dict[str, Any] = {
        name: [tell(one) for one in _in_order(model, intervention)] for name, (model, tell) in _LISTS.items()
    }
    single: dict[str, Any] = {name: _plain(getattr(answers, name)) for name in schemas.Answers.model_fields}
    return schemas.Intervention(
        **_row(row_of(intervention, timezone.localdate())),
        answers=schemas.Answers(**single),
        **lists,
        missing=[one.field for one in missing_in(answers)],
        fingerprint=fingerprint_of(answers),
    )


def _plain(value: Any) -> Any:
    return written(value) if isinstance(value, Decimal) else value


def intervention_now(key: int) -> schemas.Intervention:
    """The intervention as it is now. Raises `NotVisible`."""
    found = models.Intervention.objects.filter(pk=key).first()
    if found is None:
        raise NotVisible
    return intervention_told(found)


def comment_told(one: models.FieldComment) -> schemas.CommentTold:
    """A comment at a field."""
    return schemas.CommentTold(
        **{name: getattr(one, "pk" if name == "id" else name) for name in schemas.CommentTold.model_fields}
    )


def comment_now(key: int) -> schemas.CommentTold:
    """The comment as it is now. Raises `NotVisible`."""
    found = models.FieldComment.objects.filter(pk=key).first()
    if found is None:
        raise NotVisible
    return comment_told(found)


def receipt_told(one: models.Receipt) -> schemas.ReceiptTold:
    """A receipt."""
    return schemas.ReceiptTold(
        id=one.pk,
        number=one.number,
        made_at=one.made_at,
        made_by=one.made_by,
        due=one.due,
        late=one.is_late,
        sha256=one.sha256,
    )


def card_told(one: Card) -> schemas.Card:
    """Another municipality's intervention."""
    return schemas.Card(
        id=one.id,
        municipality=one.municipality,
        name=one.name,
        change_tracks=list(one.tracks),
        same_tracks=list(one.same_tracks),
        target_group=one.target_group,
        start_date=one.start,
    )


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "project_id": row.project_id,
        "municipality_id": row.municipality_id,
        "municipality": row.municipality,
        "name": row.name,
        "position": row.position,
        "stage": row.stage,
        "start_date": row.start,
        "due": row.due,
        "timing": row.timing,
        "late": row.is_late,
        "submitted_at": row.first_submitted,
        "accepted_at": row.accepted_at,
        "ended_on": row.ended_on,
        "continues_id": row.continues_id,
        "open_comments": row.open_comments,
        "version": row.version,
    }


def _in_order(model: Any, intervention: models.Intervention) -> Any:
    return model.objects.filter(intervention=intervention).order_by("position", "id")


def _purpose(one: models.Purpose) -> schemas.Purpose:
    return schemas.Purpose(id=one.pk, term=Term(one.term), text=one.text, version=one.version)


def _element(one: models.Element) -> schemas.Element:
    return schemas.Element(id=one.pk, text=one.text, activity_id=one.activity_id, version=one.version)


def _actor(one: models.Actor) -> schemas.Actor:
    values = {name: getattr(one, name) for name in schemas.Actor.model_fields if name != "id"}
    return schemas.Actor(id=one.pk, **values)


def _source(one: models.Source) -> schemas.Source:
    return schemas.Source(id=one.pk, text=one.text, version=one.version)


def _track(one: models.TrackChoice) -> schemas.TrackChosen:
    values = {name: getattr(one, name) for name in schemas.TrackChosen.model_fields if name != "id"}
    return schemas.TrackChosen(id=one.pk, **values)


def _effect(one: models.Effect) -> schemas.Effect:
    term = Term(one.term) if one.term else None
    return schemas.Effect(id=one.pk, text=one.text, term=term, result_id=one.result_id, version=one.version)


def _cost(one: models.CostLine) -> schemas.Cost:
    return schemas.Cost(id=one.pk, text=one.text, amount=written(one.amount), version=one.version)


_LISTS: dict[str, tuple[Any, Any]] = {
    "purposes": (models.Purpose, _purpose),
    "elements": (models.Element, _element),
    "actors": (models.Actor, _actor),
    "sources": (models.Source, _source),
    "change_tracks": (models.TrackChoice, _track),
    "effects": (models.Effect, _effect),
    "costs": (models.CostLine, _cost),
}
