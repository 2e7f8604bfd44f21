"""Search over everything one may see: every word must be found, folded, in a thing or in what its project is called.

At least one word must stand in the thing itself, so that a municipality's name finds its projects and not every
milestone in them, and together with another word finds that word's milestones there. One query for the projects
and one for each other kind.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, Window
from django.db.models.functions import Concat

from virkning.figures.folding import fold
from virkning.figures.periods import Period, PeriodKind
from virkning.rooms.access.folding import holds
from virkning.rooms.access.ordering import InDanish
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Activity, FocusArea, Milestone
from virkning.rooms.evaluations.models import Assessment, Recommendation
from virkning.rooms.organisations.models import Membership, Organisation
from virkning.rooms.programmes.models import Party, Programme, Project
from virkning.rooms.programmes.queries.headings import heading
from virkning.rooms.results.models import Result

from .hits import Hit, HitKind, Hits, Part
from .places import Place


@dataclass(frozen=True)
class _Project:
    key: int
    name: str
    lead: str
    programme: str
    folded: str

    @property
    def heading(self) -> str:
        return heading(self.name, self.lead)


@dataclass(frozen=True)
class _Asked:
    """The words, the visible projects, and for each word those that are called so."""

    scope: Scope
    words: tuple[str, ...]
    projects: Mapping[int, _Project]
    called: Mapping[str, frozenset[int]]
    first: int
    many: int


def search(
    scope: Scope, words: tuple[str, ...], *, kind: HitKind | None = None, first: int = 0, many: int = 5
) -> list[Hits]:
    """What the folded words find, kind by kind, without the kinds in which nothing was. Nine queries.

    `first` and `many`: which of each kind's hits; with `kind` only that one is searched (two queries).
    """
    if not words:
        return []
    projects = _projects()
    called = {word: frozenset(key for key, one in projects.items() if word in one.folded) for word in words}
    asked = _Asked(scope, words, projects, called, first, many)
    found = (_FINDERS[one](asked) for one in HitKind if kind in (None, one))
    return [one for one in found if one.total]


def _projects() -> dict[int, _Project]:
    lead = Party.objects.filter(project=OuterRef("pk"), role=PartyRole.LEAD).order_by("id")
    rows = (
        Project.objects.annotate(lead_name=Subquery(lead.values("organisation__name")[:1]))
        .order_by(InDanish("name"), "id")
        .values_list("pk", "name", "lead_name", "programme__name")
    )
    return {
        key: _Project(key, name, led or "", programme or "", fold(f"{name} {led or ''} {programme or ''}"))
        for key, name, led, programme in rows
    }


def _find_projects(asked: _Asked) -> Hits:
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


def _text(columns: Sequence[str]) -> Any:
    """The columns as one text."""
    if len(columns) == 1:
        return F(columns[0])
    parts: list[Any] = []
    for column in columns:
        parts += [F(column), Value(" ")]
    return Concat(*parts, output_field=TextField())


def _matching(rows: QuerySet[Any], asked: _Asked, columns: Sequence[str], project: str = "") -> QuerySet[Any]:
    """Rows in which every word is found: in the columns, or in what the row's project is called."""
    text = _text(columns)
    somewhere = Q()
    for word in asked.words:
        own = Q(holds(text, word))
        elsewhere = asked.called[word] if project else frozenset()
        rows = rows.filter(own | Q(**{f"{project}__in": elsewhere}) if elsewhere else own)
        somewhere |= own
    # Where no project is called anything of it, every word stands in the row already.
    return rows.filter(somewhere) if project and any(asked.called.values()) else rows


def _page(rows: QuerySet[Any], asked: _Asked, *columns: str) -> tuple[list[dict[str, Any]], int]:
    """The rows asked for as dictionaries, and how many there are in all. One query (two past the last page)."""
    counted = rows.annotate(total=Window(Count("pk"))).values("total", *columns)
    page = list(counted[asked.first : asked.first + asked.many])
    if page:
        return page, int(page[0]["total"])
    return [], rows.count() if asked.first else 0


def _texts(row: Mapping[str, Any], parts: Iterable[tuple[Part, str]]) -> tuple[tuple[Part, str], ...]:
    return tuple((part, row[column]) for part, column in parts if row[column])


def _project_of(asked: _Asked, key: int) -> str:
    found = asked.projects.get(key)
    return found.heading if found else ""


def _find_activities(asked: _Asked) -> Hits:
    columns = ("number", "title", "responsible", "remark", "closed_reason")
    rows = _matching(Activity.objects.order_by("project_id", "position", "id"), asked, columns, "project_id")
    page, total = _page(rows, asked, "pk", "project_id", *columns)
    parts = ((Part.RESPONSIBLE, "responsible"), (Part.REMARK, "remark"), (Part.REASON, "closed_reason"))
    hits = tuple(
        Hit(
            HitKind.ACTIVITY,
            row["pk"],
            f"{row['number']} {row['title']}",
            _texts(row, parts),
            _project_of(asked, row["project_id"]),
            Place("activity", row["project_id"], row["pk"]),
        )
        for row in page
    )
    return Hits(HitKind.ACTIVITY, hits, total)


def _find_milestones(asked: _Asked) -> Hits:
    columns = ("number", "statement", "reason")
    there = Milestone.objects.filter(activity__removed_at=None)
    rows = _matching(
        there.order_by("activity__project_id", "activity__position", "activity_id", "position", "id"),
        asked,
        columns,
        "activity__project_id",
    )
    more = ("activity_id", "activity__number", "activity__title", "activity__project_id")
    page, total = _page(rows, asked, "pk", *more, *columns)
    hits = tuple(
        Hit(
            HitKind.MILESTONE,
            row["pk"],
            f"{row['activity__number']}, {row['number']}: {row['statement']}",
            _texts(row, ((Part.REASON, "reason"),)),
            _project_of(asked, row["activity__project_id"]),
            Place("activity", row["activity__project_id"], row["activity_id"], row["pk"]),
            about=row["activity__title"],
        )
        for row in page
    )
    return Hits(HitKind.MILESTONE, hits, total)


def _find_results(asked: _Asked) -> Hits:
    columns = ("number", "statement", "reason")
    rows = _matching(Result.objects.order_by("project_id", "position", "id"), asked, columns, "project_id")
    page, total = _page(rows, asked, "pk", "project_id", *columns)
    hits = tuple(
        Hit(
            HitKind.RESULT,
            row["pk"],
            f"{row['number']} {row['statement']}",
            _texts(row, ((Part.REASON, "reason"),)),
            _project_of(asked, row["project_id"]),
            Place("result", row["project_id"], row["pk"]),
        )
        for row in page
    )
    return Hits(HitKind.RESULT, hits, total)


def _find_areas(asked: _Asked) -> Hits:
    columns = ("number", "title")
    rows = _matching(FocusArea.objects.order_by("project_id", "position", "id"), asked, columns, "project_id")
    page, total = _page(rows, asked, "pk", "project_id", *columns)
    hits = tuple(
        Hit(
            HitKind.AREA,
            row["pk"],
            f"{row['number']} {row['title']}",
            project=_project_of(asked, row["project_id"]),
            place=Place("project", row["project_id"], row["project_id"]),
        )
        for row in page
    )
    return Hits(HitKind.AREA, hits, total)


def _find_assessments(asked: _Asked) -> Hits:
    columns = ("heading", "text")
    rows = _matching(
        Assessment.objects.order_by("project_id", "-period__start", "position", "id"),
        asked,
        columns,
        "project_id",
    )
    about = ("activity__number", "activity__title", "result__number", "result__statement")
    more = ("activity_id", "result_id", "area__number", "area__title", "period__kind", "period__start")
    page, total = _page(rows, asked, "pk", "project_id", *columns, *about, *more)
    return Hits(HitKind.ASSESSMENT, tuple(_assessment(asked, row) for row in page), total)


def _assessment(asked: _Asked, row: Mapping[str, Any]) -> Hit:
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
        row["heading"] or about or _project_of(asked, row["project_id"]),
        _texts(row, ((Part.TEXT, "text"),)),
        _project_of(asked, row["project_id"]),
        place,
        about=f"{period}, {about}" if about and row["heading"] else period,
    )


def _find_recommendations(asked: _Asked) -> Hits:
    columns = ("text", "addressee")
    rows = _matching(
        Recommendation.objects.order_by("project_id", "-period__start", "position", "id"),
        asked,
        columns,
        "project_id",
    )
    page, total = _page(rows, asked, "pk", "project_id", *columns, "period__kind", "period__start")
    hits = tuple(
        Hit(
            HitKind.RECOMMENDATION,
            row["pk"],
            row["text"],
            _texts(row, ((Part.RESPONSIBLE, "addressee"),)),
            _project_of(asked, row["project_id"]),
            Place("project", row["project_id"], row["project_id"]),
            about=Period(PeriodKind(row["period__kind"]), row["period__start"]).shown,
        )
        for row in page
    )
    return Hits(HitKind.RECOMMENDATION, hits, total)


def _find_programmes(asked: _Asked) -> Hits:
    rows = _matching(Programme.objects.order_by(InDanish("name"), "id"), asked, ("name", "owner__name"))
    page, total = _page(rows, asked, "pk", "name", "owner__name")
    hits = tuple(
        Hit(HitKind.PROGRAMME, row["pk"], row["name"], _texts(row, ((Part.OWNER, "owner__name"),)))
        for row in page
    )
    return Hits(HitKind.PROGRAMME, hits, total)


def _find_organisations(asked: _Asked) -> Hits:
    """One's own, and those that take part in projects one sees."""
    parts = Party.objects.order_by().values("organisation_id")
    mine = Membership.active_organisations(asked.scope)
    seen = Organisation._base_manager.filter(Q(pk__in=parts) | Q(pk__in=mine), removed_at=None)
    columns = ("name", "municipality__name", "municipality_id")
    rows = _matching(seen.order_by(InDanish("name"), "id"), asked, columns)
    page, total = _page(rows, asked, "pk", *columns)
    hits = tuple(
        Hit(
            HitKind.ORGANISATION,
            row["pk"],
            row["name"],
            _texts(row, ((Part.CODE, "municipality_id"),)),
        )
        for row in page
    )
    return Hits(HitKind.ORGANISATION, hits, total)


def _find_people(asked: _Asked) -> Hits:
    """Colleagues: people of the organisations one belongs to."""
    colleagues = Membership._base_manager.filter(
        organisation_id__in=Membership.active_organisations(asked.scope),
        ended_at=None,
        person__is_active=True,
    )
    columns = ("person__name", "person__title")
    rows = _matching(colleagues.order_by(InDanish("person__name"), "id"), asked, columns)
    page, total = _page(rows, asked, "person_id", "organisation__name", "organisation_id", *columns)
    hits = tuple(
        Hit(
            HitKind.PERSON,
            row["person_id"],
            row["person__name"],
            _texts(row, ((Part.TITLE_OF_PERSON, "person__title"),)),
            about=row["organisation__name"],
        )
        for row in page
    )
    return Hits(HitKind.PERSON, hits, total)


_FINDERS: dict[HitKind, Callable[[_Asked], Hits]] = {
    HitKind.PROJECT: _find_projects,
    HitKind.PROGRAMME: _find_programmes,
    HitKind.ACTIVITY: _find_activities,
    HitKind.MILESTONE: _find_milestones,
    HitKind.RESULT: _find_results,
    HitKind.AREA: _find_areas,
    HitKind.ASSESSMENT: _find_assessments,
    HitKind.RECOMMENDATION: _find_recommendations,
    HitKind.ORGANISATION: _find_organisations,
    HitKind.PERSON: _find_people,
}
