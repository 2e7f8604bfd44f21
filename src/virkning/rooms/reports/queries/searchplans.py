"""Searches plans: projects' action plans, municipalities' employment plans, and agencies' change tracks."""

from collections.abc import Callable

from virkning.figures.planning import Theme
from virkning.rooms.plans.models import Challenge, ChangeTrack, PlannedAction, PlannedResult, PlannedStep

from .hits import Hit, HitKind, Hits, Part
from .matching import Asked, asked_page, heading_of, matching, texts_of
from .places import Place


def _find_challenges(asked: Asked) -> Hits:
    rows = matching(
        Challenge.objects.order_by("project_id", "position", "id"), asked, ("text",), "project_id"
    )
    page, total = asked_page(rows, asked, "pk", "project_id", "text", "theme")
    hits = tuple(
        Hit(
            HitKind.CHALLENGE,
            row["pk"],
            row["text"],
            (),
            heading_of(asked, row["project_id"]),
            Place("action_plan", row["project_id"], row["project_id"]),
            about=Theme(row["theme"]).shown,
        )
        for row in page
    )
    return Hits(HitKind.CHALLENGE, hits, total)


def _find_actions(asked: Asked) -> Hits:
    project = "challenge__project_id"
    columns = ("text", "responsible")
    there = PlannedAction.objects.filter(challenge__removed_at=None)
    rows = matching(there.order_by(project, "challenge_id", "position", "id"), asked, columns, project)
    page, total = asked_page(rows, asked, "pk", project, "challenge__theme", *columns)
    hits = tuple(
        Hit(
            HitKind.ACTION,
            row["pk"],
            row["text"],
            texts_of(row, ((Part.RESPONSIBLE, "responsible"),)),
            heading_of(asked, row[project]),
            Place("planned_action", row[project], row["pk"]),
            about=Theme(row["challenge__theme"]).shown,
        )
        for row in page
    )
    return Hits(HitKind.ACTION, hits, total)


def _find_planned(asked: Asked) -> Hits:
    plan, columns = "group__overall__goal__plan", ("text", "group__title")
    there = PlannedResult.objects.filter(group__removed_at=None)
    rows = matching(there.order_by(f"-{plan}__year", plan, "group_id", "number", "id"), asked, columns)
    about = (f"{plan}_id", f"{plan}__year", f"{plan}__organisation__name")
    page, total = asked_page(rows, asked, "pk", *columns, *about)
    hits = tuple(
        Hit(
            HitKind.PLANNED,
            row["pk"],
            row["text"],
            texts_of(row, ((Part.GROUP, "group__title"),)),
            row[f"{plan}__organisation__name"],
            Place("planned", row[f"{plan}_id"], row["pk"]),
            about=str(row[f"{plan}__year"]),
        )
        for row in page
    )
    return Hits(HitKind.PLANNED, hits, total)


def _find_steps(asked: Asked) -> Hits:
    """Found where they are shown: under a result in use. One that went with its result comes back with it."""
    plan, columns = "result__group__overall__goal__plan", ("text", "result__group__title")
    there = PlannedStep.objects.filter(
        result__removed_at=None, result__retired_on=None, result__group__removed_at=None
    )
    order = (f"-{plan}__year", plan, "result__group_id", "position", "id")
    rows = matching(there.order_by(*order), asked, columns)
    about = (f"{plan}_id", f"{plan}__year", f"{plan}__organisation__name", "result_id", "result__text")
    page, total = asked_page(rows, asked, "pk", *columns, *about)
    hits = tuple(
        Hit(
            HitKind.STEP,
            row["pk"],
            row["text"],
            texts_of(row, ((Part.GROUP, "result__group__title"), (Part.STEPS_RESULT, "result__text"))),
            row[f"{plan}__organisation__name"],
            Place("planned", row[f"{plan}_id"], row["result_id"]),
            about=str(row[f"{plan}__year"]),
        )
        for row in page
    )
    return Hits(HitKind.STEP, hits, total)


def _find_tracks(asked: Asked) -> Hits:
    columns = ("number", "title", "description")
    there = ChangeTrack.objects.order_by("organisation_id", "position", "number", "valid_from", "id")
    # Not by the agency's name: it would find every track there is.
    rows = matching(there, asked, columns)
    page, total = asked_page(rows, asked, "pk", *columns, "organisation__name")
    hits = tuple(
        Hit(
            HitKind.TRACK,
            row["pk"],
            f"{row['number']} {row['title']}",
            texts_of(row, ((Part.DESCRIPTION, "description"),)),
            about=row["organisation__name"],
        )
        for row in page
    )
    return Hits(HitKind.TRACK, hits, total)


PLAN_FINDERS: dict[HitKind, Callable[[Asked], Hits]] = {
    HitKind.CHALLENGE: _find_challenges,
    HitKind.ACTION: _find_actions,
    HitKind.PLANNED: _find_planned,
    HitKind.STEP: _find_steps,
    HitKind.TRACK: _find_tracks,
}
