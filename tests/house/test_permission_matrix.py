"""Every route × method × persona, generated from the URL configuration and held against the ledger."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from house.ledger import LEDGER, MAY, SEE_THE_PROJECT, SEES, Takes
from virkning.pages import middleware
from virkning.pages.notes import charts as note_charts
from virkning.pages.projects import downloads
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import system_scope
from virkning.rooms.organisations.actions.tokens import create_token
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.reports.status_note.files import RenderedFile
from world import PERSONAS, SIGNED_OUT, World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
EVERYBODY = (*PERSONAS, SIGNED_OUT)


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


ROUTES = list(patterns(get_resolver()))


def test_the_ledger_lists_every_route_and_nothing_else() -> None:
    assert sorted(str(route.name) for route in ROUTES) == sorted(LEDGER)


PERMISSIONS = {
    Takes.NOTHING: None,
    Takes.SIGN_IN: Permission.SEE_OWN_PAGES,
    Takes.MANAGE_PROJECT_PEOPLE: Permission.MANAGE_PEOPLE,
    Takes.MANAGE_ORGANISATION: Permission.MANAGE_PEOPLE,
    Takes.RUN_PROGRAMME_ROUNDS: Permission.RUN_ROUNDS,
    Takes.SEE_TRACKS: Permission.SEE_PLAN,
    Takes.DESCRIBE_IN_PROJECT: Permission.DESCRIBE,
    Takes.MAKE_REGISTER: Permission.KEEP_REGISTERS,
    Takes.PUBLISH_RUNS_OF: Permission.PUBLISH_RUNS,
    **dict.fromkeys((Takes.EDIT_TRACKS, Takes.KEEP_TRACKS), Permission.EDIT_PLAN),
    **{takes: Permission[takes.name] for takes in Takes if takes.name in Permission.__members__},
}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: str(route.name))
def test_every_view_carries_the_requirement_the_ledger_names(route: URLPattern) -> None:
    listed = LEDGER[str(route.name)]
    if listed.api:
        # One address, several operations: each demands something of its own.
        for method, demanded in route.callback.route.requirements.items():
            assert demanded.permission == PERMISSIONS[listed.takes_for(method)], method
        return
    requirement = getattr(route.callback, "requirement", None)
    assert requirement is not None, f"{route.name} has no requirement"
    assert requirement.permission == PERMISSIONS[listed.takes]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One world for the whole matrix: it is only read."""
    with django_db_blocker.unblock(), system_scope("test"), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


#: What the parameters of addresses stand for, in a project's own objects. One nobody knows fails the build.
PARAMETERS: dict[str, Any] = {
    "project_id": lambda rows, _world: rows.project.pk,
    "activity_id": lambda rows, _world: rows.activity.pk,
    "area_id": lambda rows, _world: rows.area.pk,
    "milestone_id": lambda rows, _world: rows.milestone.pk,
    "result_id": lambda rows, _world: rows.result.pk,
    "period": lambda _rows, _world: "2013",
    "kind": lambda _rows, _world: "docx",
    "person_id": lambda _rows, _world: 1,
    "series": lambda rows, _world: rows.measurement.series_id,
    "entry_id": lambda _rows, _world: 0,
    "part": lambda _rows, _world: "omraade",
    "part_id": lambda rows, _world: rows.area.pk,
    "target_id": lambda rows, _world: rows.rows["MilestoneTarget"].pk,
    "version_id": lambda rows, _world: rows.rows["TargetVersion"].pk,
    "period_id": lambda rows, _world: rows.periods["2010"].pk,
    "party_id": lambda rows, _world: rows.rows["Party"].pk,
    "registration_id": lambda rows, _world: rows.rows["Registration"].pk,
    "assessment_id": lambda rows, _world: rows.rows["Assessment"].pk,
    "recommendation_id": lambda rows, _world: rows.rows["Recommendation"].pk,
    "round_id": lambda rows, _world: rows.rows["StatusRound"].pk,
    "phase_id": lambda rows, _world: rows.rows["Phase"].pk,
    "evidence_id": lambda rows, _world: rows.rows["Evidence"].pk,
    "unexpected_id": lambda rows, _world: rows.rows["UnexpectedResult"].pk,
    "explanation_id": lambda rows, _world: rows.rows["OtherExplanation"].pk,
    "portrait_id": lambda rows, _world: rows.rows["ActivityPortrait"].pk,
    "embedding_id": lambda rows, _world: rows.rows["Embedding"].pk,
    "experience_id": lambda rows, _world: rows.rows["Experience"].pk,
    "body_id": lambda rows, _world: rows.rows["BenefitBody"].pk,
    "benefit_id": lambda rows, _world: rows.rows["PossibleBenefit"].pk,
    "proposal_id": lambda rows, _world: rows.rows["Proposal"].pk,
    "redefinition_id": lambda rows, _world: rows.rows["Redefinition"].pk,
    "snapshot_id": lambda rows, _world: rows.rows["Snapshot"].pk,
    "move": lambda _rows, _world: "vedtag",
    "year": lambda _rows, _world: 2013,
    "plan_id": lambda _rows, world: world.plans["lead"]["EmploymentPlan"].pk,
    "goal_id": lambda _rows, world: world.plans["lead"]["PlanGoal"].pk,
    "overall_id": lambda _rows, world: world.plans["lead"]["OverallGroup"].pk,
    "group_id": lambda _rows, world: world.plans["lead"]["TargetGroup"].pk,
    "planned_id": lambda _rows, world: world.plans["lead"]["PlannedResult"].pk,
    "step_id": lambda _rows, world: world.plans["lead"]["PlannedStep"].pk,
    "track_id": lambda _rows, _world: ChangeTrack.objects.get().pk,
    "arrow_id": lambda rows, _world: rows.rows["Arrow"].pk,
    "matrix_group_id": lambda rows, _world: rows.rows["MatrixGroup"].pk,
    "count_id": lambda rows, _world: rows.rows["MatrixCount"].pk,
    "method_id": lambda rows, _world: rows.rows["MethodDescription"].pk,
    "method_phase_id": lambda rows, _world: rows.rows["MethodPhase"].pk,
    "cell_id": lambda rows, _world: rows.rows["MethodCell"].pk,
    "tool_id": lambda rows, _world: rows.rows["MethodTool"].pk,
    "core_id": lambda rows, _world: rows.rows["CoreElement"].pk,
    "other_id": lambda rows, _world: rows.project.pk,
    "day": lambda _rows, _world: "2013-01-01",
    "challenge_id": lambda rows, _world: rows.rows["Challenge"].pk,
    "action_id": lambda rows, _world: rows.rows["PlannedAction"].pk,
    "intervention_id": lambda rows, _world: rows.rows["Intervention"].pk,
    "file_id": lambda rows, _world: rows.rows["DescriptionFile"].pk,
    "receipt_id": lambda rows, _world: rows.rows["Receipt"].pk,
    "section": lambda _rows, _world: "fakta",
    "slug": lambda _rows, _world: "method",
    "element_id": lambda rows, _world: rows.rows["Element"].pk,
    "effect_id": lambda rows, _world: rows.rows["Effect"].pk,
    "comment_id": lambda rows, _world: rows.rows["FieldComment"].pk,
    "register_id": lambda _rows, world: world.register["Register"].pk,
    "delivery_id": lambda _rows, world: world.register["Delivery"].pk,
    "run_id": lambda _rows, world: world.register["Run"].pk,
    "publication_id": lambda _rows, world: world.register["Publication"].pk,
    "link_id": lambda rows, _world: rows.rows["MeasureLink"].pk,
    "measure": lambda _rows, _world: "selvforsoergelse",
    "programme_id": lambda rows, _world: rows.project.programme_id or 0,
    "organisation_id": lambda _rows, world: world.organisations["lead"].pk,
    "membership_id": lambda _rows, world: world.people["lead colleague"].memberships.get().pk,
    "assignment_id": lambda rows, _world: getattr(rows.project.assignments.first(), "pk", 0),
    "invitation_id": lambda _rows, world: world.organisations["lead"].invitations.get().pk,
    "token_id": lambda _rows, _world: 0,
    "upload_id": lambda rows, _world: rows.rows["WorkbookUpload"].pk,
    "import_id": lambda rows, _world: rows.rows["WorkbookImport"].pk,
    "job_id": lambda _rows, _world: 0,
    "uid": lambda _rows, _world: "x",
    "token": lambda _rows, _world: "x",
    "secret": lambda _rows, _world: "x",
    "nowhere": lambda _rows, _world: "intet/her",
}
#: The organisation of an address about change tracks: the one that keeps a catalogue.
_FUNDER = {"organisation_id": lambda _rows, world: world.organisations["funder"].pk}
#: Where a parameter means something else in one route.
OF_ROUTE: dict[str, dict[str, Any]] = {
    "intervention_compare": {"other_id": lambda rows, _world: rows.rows["Intervention"].pk},
    "method_cell": {"part": "kerne"},
    "api_method_text": {"part": "core"},
    "result_chart": {"kind": "svg"},
    "theory_picture": {"kind": "svg"},
    "programme_goal_file": {"kind": "csv"},
    "run_goal_file": {"kind": "csv"},
    "new_workbook_preview": {"upload_id": 0},
    "new_workbook_drop": {"upload_id": 0},
    **{name: {**_FUNDER, "upload_id": 0} for name in ("tracks_preview", "tracks_drop")},
    **dict.fromkeys(
        (
            *("track_catalogue", "track_new", "tracks_by_number", "tracks_history", "tracks_file"),
            *("tracks_import", "track_edit", "track_revise", "track_end", "track_remove", "track_move"),
            *("api_track_catalogue", "api_track_catalogue_by_number"),
            *("register_new", "api_organisation_registers"),
        ),
        _FUNDER,
    ),
}


def address(route: URLPattern, rows: Any, world: World) -> str:
    """The route's address for a project's own objects. A parameter nobody knows fails the build."""
    own = OF_ROUTE.get(str(route.name), {})
    names = route.pattern.converters
    meant = {name: own.get(name, PARAMETERS[name]) for name in names}
    values = {name: one(rows, world) if callable(one) else one for name, one in meant.items()}
    return reverse(str(route.name), kwargs=values)


def expected(name: str, method: str, who: str) -> set[int]:
    """The statuses the ledger allows this persona."""
    route = LEDGER[name]
    if route.demo_only:
        return {404, 405}
    if route.takes is Takes.NOTHING:
        return set(route.answers) if method in route.methods else {405}
    if who == SIGNED_OUT:
        return {401} if route.api else {302}
    if route.api and method not in route.methods:
        return {405}  # said before anything is looked up
    takes = route.takes_for(method)
    if takes is not Takes.SIGN_IN:
        if who not in SEES[takes]:
            return {404}
        if who not in MAY[takes]:
            return {403}
    if method in route.methods:
        return set(route.answers)
    # What one has only oneself is looked for before the method: whoever has nothing there is told so.
    return {405} | ({404} & route.answers)


def _refused(_request: Any, _template: str, _context: Any = None, *, status: int) -> HttpResponse:
    return HttpResponse(status=status)


@pytest.fixture
def light_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The matrix asks who gets an answer, thousands of times; what stands in it is other tests' matter.

    A file is a few bytes, a refusal its status alone, and the test client keeps no copy of what a page was drawn from.
    """
    file = RenderedFile("fil.docx", b"fil", "application/octet-stream")
    monkeypatch.setattr(downloads, "status_note_file", lambda *_given, **_more: file)
    monkeypatch.setattr(downloads, "to_svg", lambda *_given, **_more: "<svg/>")
    monkeypatch.setattr(note_charts, "to_svg", lambda *_given, **_more: "<svg/>")
    monkeypatch.setattr(middleware, "render", _refused)
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))


@pytest.fixture(scope="module")
def keys(world: World, django_db_blocker: Any) -> dict[str, str]:
    """A key for the API, reading and writing, of everybody."""
    with django_db_blocker.unblock(), system_scope("test"):
        return {
            who: create_token(
                person=person, name="Prøve", scopes=("read", "write"), days=1, by=person.author
            )[1]
            for who, person in world.people.items()
        }


@pytest.fixture(autouse=True)
def _as_many_calls_as_it_takes(settings: Any) -> None:
    """The matrix calls the API more often than a program may."""
    settings.API_CALLS_A_MINUTE = 10**6


def ask(client: Client, method: str, where: str, key: str = "") -> Any:
    """Ask, and take back whatever it changed: the world is only read. The API is asked with a key and JSON."""
    sent: dict[str, Any] = {}
    if where.startswith("/api/"):
        sent = {"data": "{}", "content_type": "application/json"}
        sent |= {"headers": {"Authorization": f"Bearer {key}"}} if key else {}
    with transaction.atomic():
        answer = client.generic(method, where, **sent)
        transaction.set_rollback(True)
    return answer


#: The requirement is checked before the method is looked at, so the methods hardly any route answers are asked by one
#: of each sort: who may most, who administers, who assesses, who only reads, who sees nothing, and nobody.
ONE_OF_EACH_SORT = {
    *("project manager", "lead administrator", "evaluator", "coordinator", "stranger administrator"),
    SIGNED_OUT,
}


#: HEAD is answered by the very view that answers GET, page and all: by who may most, who sees nothing, and nobody.
ASKED_FOR_HEADS = {"project manager", "stranger administrator", SIGNED_OUT}


def methods_for(who: str) -> tuple[str, ...]:
    """What the persona asks every route each time. The rest is asked by `make test-thorough`."""
    if who not in ONE_OF_EACH_SORT:
        return ("GET", "POST")
    return METHODS if who in ASKED_FOR_HEADS else tuple(one for one in METHODS if one != "HEAD")


ENDS_SESSIONS = {"account_logout", "account_sessions_end"}


def wrongly_answered(world: World, keys: dict[str, str], who: str, methods: tuple[str, ...]) -> list[str]:
    """What the persona is answered against the ledger, by every route."""
    client = Client()
    if who != SIGNED_OUT:
        client.force_login(world.people[who])
    wrong = []
    for route in ROUTES:
        for method in methods:
            if str(route.name) in ENDS_SESSIONS and method in {"GET", "HEAD", "POST"}:
                continue  # signs the persona out; held by the sign-in and account tests
            answer = ask(client, method, address(route, world.ours, world), keys.get(who, ""))
            if answer.status_code not in expected(str(route.name), method, who):
                wrong.append(f"{method} {route.name}: {answer.status_code}")
            elif (
                who == SIGNED_OUT
                and answer.status_code == 302
                and LEDGER[str(route.name)].takes is not Takes.NOTHING
            ):
                assert answer["Location"].startswith(reverse("account_login"))
    return wrong


@pytest.mark.parametrize("who", EVERYBODY)
def test_matrix(world: World, keys: dict[str, str], light_answers: None, who: str) -> None:
    assert wrongly_answered(world, keys, who, methods_for(who)) == []


@pytest.mark.thorough
@pytest.mark.parametrize("who", [one for one in EVERYBODY if methods_for(one) != METHODS])
def test_matrix_of_the_methods_left(
    world: World, keys: dict[str, str], light_answers: None, who: str
) -> None:
    """With `test_matrix`: every route, every method, everybody."""
    left = tuple(one for one in METHODS if one not in methods_for(who))
    assert wrongly_answered(world, keys, who, left) == []


#: Parameters that name something of a project: asked for in another project, it is not there.
INSIDE_A_PROJECT = {
    *("activity_id", "area_id", "milestone_id", "result_id", "target_id", "version_id"),
    *("period_id", "party_id", "registration_id", "assessment_id", "recommendation_id", "phase_id"),
    *("evidence_id", "unexpected_id", "explanation_id", "portrait_id", "embedding_id", "experience_id"),
    *("body_id", "benefit_id", "proposal_id", "redefinition_id"),
}


@pytest.mark.parametrize("who", sorted(SEE_THE_PROJECT))
def test_another_projects_objects_do_not_exist_whatever_project_they_are_asked_for_in(
    world: World, keys: dict[str, str], light_answers: None, who: str
) -> None:
    client = Client()
    client.force_login(world.people[who])
    for route in ROUTES:
        if "project_id" not in route.pattern.converters:
            continue
        listed = LEDGER[str(route.name)]
        method = "GET" if "GET" in listed.methods else "POST"
        for one in sorted(listed.methods) if listed.api else [method]:
            theirs = address(route, world.theirs, world)
            assert ask(client, one, theirs, keys[who]).status_code == 404, route.name
            if set(route.pattern.converters) & INSIDE_A_PROJECT:
                mixed = theirs
                for word in ("projekter", "projects"):
                    mixed = mixed.replace(
                        f"/{word}/{world.theirs.project.pk}/", f"/{word}/{world.ours.project.pk}/"
                    )
                assert ask(client, one, mixed, keys[who]).status_code == 404, route.name
