"""Searches projects' method descriptions, in the version that holds, and the groups of their target-group matrices."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from virkning.figures.planning import MethodPart
from virkning.figures.theory import Quadrant
from virkning.rooms.plans.models import CoreElement, MethodCell, MethodDescription
from virkning.rooms.theory.models import MatrixGroup

from .hits import Hit, HitKind, Hits, Part
from .matching import Asked, asked_page, heading_of, matching, texts_of
from .places import Place


def _holding(rows: QuerySet[Any], method: str) -> QuerySet[Any]:
    """Those of the version that holds; `method` is the way to it."""
    newer = MethodDescription._base_manager.filter(
        project=OuterRef(f"{method}__project"), number__gt=OuterRef(f"{method}__number"), removed_at=None
    )
    return rows.filter(~Exists(newer), **{f"{method}__removed_at": None})


def _find_methods(asked: Asked) -> Hits:
    """What is said in a cell, which also is found by what its method is called."""
    method = "phase__description"
    project, columns = f"{method}__project_id", ("text", "phase__title", f"{method}__title")
    there = _holding(MethodCell.objects.exclude(text=""), method)
    rows = matching(there.order_by(project, "phase__position", "phase_id", "id"), asked, columns, project)
    page, total = asked_page(rows, asked, "pk", project, "part", *columns)
    hits = tuple(
        Hit(
            HitKind.METHOD,
            row["pk"],
            f"{row[f'{method}__title']}: {MethodPart(row['part']).shown}, {row['phase__title']}",
            texts_of(row, ((Part.DESCRIPTION, "text"),)),
            heading_of(asked, row[project]),
            Place("method", row[project], row[project]),
        )
        for row in page
    )
    return Hits(HitKind.METHOD, hits, total)


def _find_core(asked: Asked) -> Hits:
    project = "description__project_id"
    there = _holding(CoreElement.objects.all(), "description")
    rows = matching(there.order_by(project, "position", "id"), asked, ("text",), project)
    page, total = asked_page(rows, asked, "pk", project, "text", "description__title")
    hits = tuple(
        Hit(
            HitKind.CORE,
            row["pk"],
            row["text"],
            (),
            heading_of(asked, row[project]),
            Place("method", row[project], row[project]),
            about=row["description__title"],
        )
        for row in page
    )
    return Hits(HitKind.CORE, hits, total)


def _find_groups(asked: Asked) -> Hits:
    columns = ("title", "description")
    rows = matching(
        MatrixGroup.objects.order_by("project_id", "position", "id"), asked, columns, "project_id"
    )
    page, total = asked_page(rows, asked, "pk", "project_id", "quadrant", *columns)
    hits = tuple(
        Hit(
            HitKind.GROUP,
            row["pk"],
            row["title"],
            texts_of(row, ((Part.DESCRIPTION, "description"),)),
            heading_of(asked, row["project_id"]),
            Place("matrix", row["project_id"], row["project_id"]),
            about=Quadrant(row["quadrant"]).shown,
        )
        for row in page
    )
    return Hits(HitKind.GROUP, hits, total)


METHOD_FINDERS: dict[HitKind, Callable[[Asked], Hits]] = {
    HitKind.METHOD: _find_methods,
    HitKind.CORE: _find_core,
    HitKind.GROUP: _find_groups,
}
