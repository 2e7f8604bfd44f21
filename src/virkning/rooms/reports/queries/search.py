"""Search over everything one may see: every word must be found, folded, in a thing or in what its project is called.

At least one word must stand in the thing itself, so that a municipality's name finds its projects and not every
milestone in them, and together with another word finds that word's milestones there. One query for the projects
and one for each other kind.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from virkning.figures.folding import fold
from virkning.figures.periods import Period, PeriodKind
from virkning.rooms.access.ordering import InDanish
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Activity, ActivityComment, FocusArea, Milestone
from virkning.rooms.evaluations.models import Assessment, Embedding, Experience, Recommendation
from virkning.rooms.organisations.models import Membership, Organisation
from virkning.rooms.programmes.models import Party, Programme, Project
from virkning.rooms.results.models import Result

from .hits import Hit, HitKind, Hits, Part
from .matching import Asked, NamedProject, asked_page, heading_of, matching, texts_of
from .places import Place
from .searchbackground import FINDERS
from .searchmethods import METHOD_FINDERS
from .searchplans import PLAN_FINDERS


def search(
    scope: Scope, words: tuple[str, ...], *, kind: HitKind | None = None, first: int = 0, many: int = 5
) -> list[Hits]:
    """What the folded words find, kind by kind, without the kinds in which nothing was. Twenty-five queries.

    `first` and `many`: which of each kind's hits; with `kind` only that one is searched (two queries).
    """
    if not words:
        return []
    projects = _projects()
    called = {word: frozenset(key for key, one in projects.items() if word in one.folded) for word in words}
    asked = Asked(scope, words, projects, called, first, many)
    found = (_FINDERS[one](asked) for one in HitKind if kind in (None, one))
    return [one for one in found if one.total]


def _projects() -> dict[int, NamedProject]:
    lead = Party.objects.filter(project=OuterRef("pk"), role=PartyRole.LEAD).order_by("id")
    rows = (
        Project.objects.annotate(lead_name=Subquery(lead.values("organisation__name")[:1]))
        .order_by(InDanish("name"), "id")
        .values_list("pk", "name", "lead_name", "programme__name")
    )
    return {
        key: NamedProject(
            key, name, led or "", programme or "", fold(f"{name} {led or ''} {programme or ''}")
        )
        for key, name, led, programme in rows
    }


def _find_projects(asked: Asked) -> Hits:
    found = [
        one for one in asked.projects.values() if all(one.key in asked.called[word] for word in asked.words)
    ]
    shown = found[asked.first : asked.first + asked.many]
    hits = tuple(
        Hit(
            HitKind.PROJECT,
            one.key,
            one.heading,
            ((Part.LEAD, one.lead), (Part.PROGRAMME, one.programme)),
            place=Place("project", one.key, one.key),
        )
        for one in shown
    )
    return Hits(HitKind.PROJECT, hits, len(found))


def _find_activities(asked: Asked) -> Hits:
    columns = ("number", "title", "responsible", "remark", "closed_reason")
    rows = matching(Activity.objects.order_by("project_id", "position", "id"), asked, columns, "project_id")
    page, total = asked_page(rows, asked, "pk", "project_id", *columns)
    parts = ((Part.RESPONSIBLE, "responsible"), (Part.REMARK, "remark"), (Part.REASON, "closed_reason"))
    hits = tuple(
        Hit(
            HitKind.ACTIVITY,
            row["pk"],
            f"{row['number']} {row['title']}",
            texts_of(row, parts),
            heading_of(asked, row["project_id"]),
            Place("activity", row["project_id"], row["pk"]),
        )
        for row in page
    )
    return Hits(HitKind.ACTIVITY, hits, total)


def _find_milestones(asked: Asked) -> Hits:
    columns = ("number", "statement", "reason")
    there = Milestone.objects.filter(activity__removed_at=None)
    rows = matching(
        there.order_by("activity__project_id", "activity__position", "activity_id", "position", "id"),
        asked,
        columns,
        "activity__project_id",
    )
    more = ("activity_id", "activity__number", "activity__title", "activity__project_id")
    page, total = asked_page(rows, asked, "pk", *more, *columns)
    hits = tuple(
        Hit(
            HitKind.MILESTONE,
            row["pk"],
            f"{row['activity__number']}, {row['number']}: {row['statement']}",
            texts_of(row, ((Part.REASON, "reason"),)),
            heading_of(asked, row["activity__project_id"]),
            Place("activity", row["activity__project_id"], row["activity_id"], row["pk"]),
            about=row["activity__title"],
        )
        for row in page
    )
    return Hits(HitKind.MILESTONE, hits, total)


def _find_results(asked: Asked) -> Hits:
    columns = ("number", "statement", "reason")
    rows = matching(Result.objects.order_by("project_id", "position", "id"), asked, columns, "project_id")
    page, total = asked_page(rows, asked, "pk", "project_id", *columns)
    hits = tuple(
        Hit(
            HitKind.RESULT,
            row["pk"],
            f"{row['number']} {row['statement']}",
            texts_of(row, ((Part.REASON, "reason"),)),
            heading_of(asked, row["project_id"]),
            Place("result", row["project_id"], row["pk"]),
        )
        for row in page
    )
    return Hits(HitKind.RESULT, hits, total)


def _find_areas(asked: Asked) -> Hits:
    columns = ("number", "title")
    rows = matching(FocusArea.objects.order_by("project_id", "position", "id"), asked, columns, "project_id")
    page, total = asked_page(rows, asked, "pk", "project_id", *columns)
    hits = tuple(
        Hit(
            HitKind.AREA,
            row["pk"],
            f"{row['number']} {row['title']}",
            project=heading_of(asked, row["project_id"]),
            place=Place("project", row["project_id"], row["project_id"]),
        )
        for row in page
    )
    return Hits(HitKind.AREA, hits, total)


def _find_assessments(asked: Asked) -> Hits:
    columns = ("heading", "text")
    rows = matching(
        Assessment.objects.order_by("project_id", "-period__start", "position", "id"),
        asked,
        columns,
        "project_id",
    )
    about = ("activity__number", "activity__title", "result__number", "result__statement")
    more = ("activity_id", "result_id", "area__number", "area__title", "period__kind", "period__start")
    page, total = asked_page(rows, asked, "pk", "project_id", *columns, *about, *more)
    return Hits(HitKind.ASSESSMENT, tuple(_assessment(asked, row) for row in page), total)


def _assessment(asked: Asked, row: Mapping[str, Any]) -> Hit:
    place, about = Place("project", row["project_id"], row["project_id"]), ""
    if row["activity_id"]:
        place = Place("activity", row["project_id"], row["activity_id"])
        about = f"{row['activity__number']} {row['activity__title']}"
    elif row["result_id"]:
        place = Place("result", row["project_id"], row["result_id"])
        about = f"{row['result__number']} {row['result__statement']}"
    elif row["area__number"]:
        about = f"{row['area__number']} {row['area__title']}"
    period = Period(PeriodKind(row["period__kind"]), row["period__start"]).shown
    return Hit(
        HitKind.ASSESSMENT,
        row["pk"],
        row["heading"] or about or heading_of(asked, row["project_id"]),
        texts_of(row, ((Part.TEXT, "text"),)),
        heading_of(asked, row["project_id"]),
        place,
        about=f"{period}, {about}" if about and row["heading"] else period,
    )


def _find_recommendations(asked: Asked) -> Hits:
    columns = ("text", "addressee")
    rows = matching(
        Recommendation.objects.order_by("project_id", "-period__start", "position", "id"),
        asked,
        columns,
        "project_id",
    )
    page, total = asked_page(rows, asked, "pk", "project_id", *columns, "period__kind", "period__start")
    hits = tuple(
        Hit(
            HitKind.RECOMMENDATION,
            row["pk"],
            row["text"],
            texts_of(row, ((Part.RESPONSIBLE, "addressee"),)),
            heading_of(asked, row["project_id"]),
            Place("project", row["project_id"], row["project_id"]),
            about=Period(PeriodKind(row["period__kind"]), row["period__start"]).shown,
        )
        for row in page
    )
    return Hits(HitKind.RECOMMENDATION, hits, total)


@dataclass(frozen=True)
class _Said:
    """Something said in a period: of an activity, found by what the activity is called, or of the project."""

    kind: HitKind
    model: Any
    parts: tuple[tuple[Part, str], ...]
    of_activity: bool = True


_COMMENTS = _Said(HitKind.COMMENT, ActivityComment, ((Part.COMMENT, "text"),))
_EMBEDDINGS = _Said(
    HitKind.EMBEDDING,
    Embedding,
    ((Part.RESPONSIBLE, "responsible"), (Part.RISK, "risk"), (Part.MONEY, "money"), (Part.DETAIL, "text")),
)
_EXPERIENCES = _Said(HitKind.EXPERIENCE, Experience, ((Part.TITLE, "text"),), of_activity=False)


def _find_said(asked: Asked, said: _Said) -> Hits:
    project = "activity__project_id" if said.of_activity else "project_id"
    columns = tuple(column for _part, column in said.parts)
    there = said.model.objects.filter(activity__removed_at=None) if said.of_activity else said.model.objects
    rows = there.order_by(project, "-period__start", "id")
    more = ("activity_id", "activity__number", "activity__title", "period__kind", "period__start")
    page, total = asked_page(matching(rows, asked, columns, project), asked, "pk", project, *columns, *more)
    return Hits(said.kind, tuple(_said(asked, said, row, row[project]) for row in page), total)


def _said(asked: Asked, said: _Said, row: Mapping[str, Any], project: int) -> Hit:
    about = f"{row['activity__number']} {row['activity__title']}" if row["activity_id"] else ""
    period = Period(PeriodKind(row["period__kind"]), row["period__start"]).shown
    if said.of_activity:
        place, title, texts = Place("activity", project, row["activity_id"]), about, texts_of(row, said.parts)
        return Hit(said.kind, row["pk"], title, texts, heading_of(asked, project), place, about=period)
    under = f"{period}, {about}" if about else period
    place = Place("continuing", project, project)
    return Hit(said.kind, row["pk"], row["text"], (), heading_of(asked, project), place, about=under)


def _find_programmes(asked: Asked) -> Hits:
    rows = matching(Programme.objects.order_by(InDanish("name"), "id"), asked, ("name", "owner__name"))
    page, total = asked_page(rows, asked, "pk", "name", "owner__name")
    hits = tuple(
        Hit(HitKind.PROGRAMME, row["pk"], row["name"], texts_of(row, ((Part.OWNER, "owner__name"),)))
        for row in page
    )
    return Hits(HitKind.PROGRAMME, hits, total)


def _find_organisations(asked: Asked) -> Hits:
    """One's own, and those that take part in projects one sees."""
    parts = Party.objects.order_by().values("organisation_id")
    mine = Membership.active_organisations(asked.scope)
    seen = Organisation._base_manager.filter(Q(pk__in=parts) | Q(pk__in=mine), removed_at=None)
    columns = ("name", "municipality__name", "municipality_id")
    rows = matching(seen.order_by(InDanish("name"), "id"), asked, columns)
    page, total = asked_page(rows, asked, "pk", *columns)
    hits = tuple(
        Hit(
            HitKind.ORGANISATION,
            row["pk"],
            row["name"],
            texts_of(row, ((Part.CODE, "municipality_id"),)),
        )
        for row in page
    )
    return Hits(HitKind.ORGANISATION, hits, total)


def _find_people(asked: Asked) -> Hits:
    """Colleagues: people of the organisations one belongs to."""
    colleagues = Membership._base_manager.filter(
        organisation_id__in=Membership.active_organisations(asked.scope),
        ended_at=None,
        person__is_active=True,
    )
    columns = ("person__name", "person__title")
    rows = matching(colleagues.order_by(InDanish("person__name"), "id"), asked, columns)
    page, total = asked_page(rows, asked, "person_id", "organisation__name", "organisation_id", *columns)
    hits = tuple(
        Hit(
            HitKind.PERSON,
            row["person_id"],
            row["person__name"],
            texts_of(row, ((Part.TITLE_OF_PERSON, "person__title"),)),
            about=row["organisation__name"],
        )
        for row in page
    )
    return Hits(HitKind.PERSON, hits, total)


_FINDERS: dict[HitKind, Callable[[Asked], Hits]] = {
    HitKind.PROJECT: _find_projects,
    HitKind.PROGRAMME: _find_programmes,
    HitKind.ACTIVITY: _find_activities,
    HitKind.MILESTONE: _find_milestones,
    HitKind.RESULT: _find_results,
    HitKind.AREA: _find_areas,
    HitKind.ASSESSMENT: _find_assessments,
    HitKind.RECOMMENDATION: _find_recommendations,
    HitKind.COMMENT: partial(_find_said, said=_COMMENTS),
    HitKind.EMBEDDING: partial(_find_said, said=_EMBEDDINGS),
    HitKind.EXPERIENCE: partial(_find_said, said=_EXPERIENCES),
    **FINDERS,
    **PLAN_FINDERS,
    **METHOD_FINDERS,
    HitKind.ORGANISATION: _find_organisations,
    HitKind.PERSON: _find_people,
}
