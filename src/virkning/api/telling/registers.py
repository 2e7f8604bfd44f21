"""Registers, deliveries, runs and goals as the API tells them."""

from collections.abc import Iterable
from typing import Any

from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.registerruns.models import Delivery, Publication, Register, Run
from virkning.rooms.registerruns.queries.deliveries import current_delivery, told_report, told_weeks
from virkning.rooms.registerruns.queries.published import GoalTable, PlaceFigures
from virkning.rooms.registerruns.queries.sentences import sentences_of
from virkning.rooms.results.models import MeasureLink

from ..schemas import registers as schemas

#: Findings of one kind that are told of a delivery.
MOST_FINDINGS = 100


def register_told(one: Register, current: Delivery | None) -> schemas.Register:
    """A register in a list."""
    return schemas.Register(
        id=one.pk,
        organisation_id=one.organisation_id,
        name=one.name,
        description=one.description,
        current_delivery=current.pk if current else None,
        version=one.version,
    )


def register_now(key: int) -> schemas.Register:
    """The register as it is now. Raises `NotVisible`."""
    one = _now(Register, key)
    return register_told(one, current_delivery(one))


def delivery_told(one: Delivery) -> schemas.Delivery:
    """A delivery in a list."""
    return schemas.Delivery(**_delivery(one))


def delivery_now(key: int) -> schemas.DeliveryTold:
    """The delivery with its report. Raises `NotVisible`."""
    one = _now(Delivery, key)
    return schemas.DeliveryTold(
        **_delivery(one), report=[str(line) for line in told_report(one, most=MOST_FINDINGS)]
    )


def _delivery(one: Delivery) -> dict[str, Any]:
    return {
        "id": one.pk,
        "register_id": one.register_id,
        "number": one.number,
        "stage": one.stage,
        "received_at": one.received_at,
        "received_by": one.received_by,
        "fingerprint": one.fingerprint,
        "persons": one.persons,
        "weeks": [list(pair) for pair in told_weeks(one)],
        "failure": one.failure,
        "version": one.version,
    }


def publication_told(one: Publication) -> schemas.Publication:
    """Whom a run is shown to."""
    return schemas.Publication(
        id=one.pk,
        run_id=one.run_id,
        programme_id=one.programme_id,
        measure=one.measure,
        reach="all" if one.reach == "all" else "own",
        published_at=one.published_at,
        version=one.version,
    )


def publication_now(key: int) -> schemas.Publication:
    """The publication as it is now. Raises `NotVisible`."""
    return publication_told(_now(Publication, key))


def runs_told(runs: list[Run]) -> list[schemas.Run]:
    """Runs with whom each is shown to. One query."""
    shown: dict[int, list[schemas.Publication]] = {}
    for one in Publication.objects.filter(run__in=[run.pk for run in runs]).order_by("pk"):
        shown.setdefault(one.run_id, []).append(publication_told(one))
    return [_run(one, shown.get(one.pk, [])) for one in runs]


def _run(one: Run, published: list[schemas.Publication]) -> schemas.Run:
    return schemas.Run(
        id=one.pk,
        register_id=one.delivery.register_id,
        delivery_id=one.delivery_id,
        programme_id=one.programme_id,
        measure=one.measure,
        title=one.title,
        measures={name: told.get("version", "") for name, told in one.measures.items()},
        code_lists=one.code_lists,
        fingerprint=one.fingerprint,
        engine=one.engine,
        periods=[period.canonical for period in one.periods],
        municipalities=one.municipalities,
        stage=one.stage,
        started_at=one.started_at,
        finished_at=one.finished_at,
        failure=one.failure,
        published=published,
    )


def goal_told(table: GoalTable) -> schemas.MeasuredGoal:
    """A table as its reader may see it; hidden numbers are null."""
    sentences = sentences_of(table)
    return schemas.MeasuredGoal(
        measure=table.measure,
        title=table.title,
        programme_id=table.run.programme_id,
        run_id=table.run.pk,
        fingerprint=table.run.fingerprint,
        definition=table.run.measures[table.measure].get("version", ""),
        group=table.group,
        groups=list(table.groups),
        periods=[one.canonical for one in table.periods],
        sentence=" ".join(str(one) for one in (sentences.head, *sentences.rest)),
        country=_place(table.country, table),
        project=_place(table.project, table),
        municipalities=[_place(one, table) for one in table.municipalities],
    )


def _place(place: PlaceFigures, table: GoalTable) -> schemas.GoalPlace:
    return schemas.GoalPlace(
        municipality=place.code, name=place.name, own=place.is_own, figures=list(_figures(place, table))
    )


def _figures(place: PlaceFigures, table: GoalTable) -> Iterable[schemas.GoalFigure]:
    for period in table.periods:
        one = place.at(period)
        yield schemas.GoalFigure(
            period=period.canonical,
            numerator=None if one.is_hidden else one.numerator,
            denominator=None if one.is_hidden else one.denominator,
            share=None if one.is_hidden or one.share is None else str(one.share),
            suppressed=one.is_hidden,
        )


def link_told(one: MeasureLink) -> schemas.MeasureLink:
    """What a series follows."""
    return schemas.MeasureLink.model_validate(
        {
            "id": one.pk,
            "result_id": one.result_id,
            "series": one.series,
            "measure": one.measure,
            "place": one.place,
            "municipality": one.municipality,
            "group": one.group,
            "version": one.version,
        }
    )


def link_now(key: int) -> schemas.MeasureLink:
    """The link as it is now. Raises `NotVisible`."""
    return link_told(_now(MeasureLink, key))


def _now(model: Any, key: int) -> Any:
    found = model.objects.filter(pk=key).first()
    if found is None:
        raise NotVisible
    return found
