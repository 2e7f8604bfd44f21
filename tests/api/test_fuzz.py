"""Whatever is sent, the answer is one the description names: no fault of ours, and nothing told that should not be."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.conftest import CLIENT, Program
from virkning.api.guide import description
from virkning.api.schemas.activities import RegistrationChanged, RegistrationGiven, StatusGiven
from virkning.api.schemas.results import MeasurementGiven
from virkning.api.schemas.rounds import ReadGiven, ReturnGiven, SubmissionGiven
from world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]
Programs = Callable[[str], Program]

CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance, content_type_conformance]
#: So few that the whole takes seconds; the same ones every time.
EXAMPLES = 8


def operations() -> Iterator[Any]:
    """Every operation of the description, called in this process."""
    schema = schemathesis.openapi.from_dict(description())
    schema.app = get_wsgi_application()
    for result in schema.get_all_operations():
        yield result.ok()


OPERATIONS = list(operations())


def caller_of(path: str) -> str:
    """Who may do most at the address."""
    if "change-tracks" in path:
        return "funder planner"
    if "/registers" in path:
        return "funder administrator"
    return "lead planner" if "/plans" in path else "project manager"


def own_keys(world: World, path: str) -> dict[str, Any]:
    """What the parameters of the address stand for in our project, so that the calls get past the door."""
    ours, planned = world.ours, world.plans["lead"]
    return {
        "programme_id": world.programme.pk,
        "project_id": ours.project.pk,
        "activity_id": ours.activity.pk,
        "milestone_id": ours.milestone.pk,
        "result_id": ours.result.pk,
        "registration_id": ours.rows["Registration"].pk,
        "arrow_id": ours.rows["Arrow"].pk,
        "action_id": ours.rows["PlannedAction"].pk,
        "round_id": ours.rows["StatusRound"].pk,
        "snapshot_id": ours.rows["Snapshot"].pk,
        "method_id": ours.rows["MethodDescription"].pk,
        "method_phase_id": ours.rows["MethodPhase"].pk,
        "core_id": ours.rows["CoreElement"].pk,
        "tool_id": ours.rows["MethodTool"].pk,
        "part": "roles",
        "matrix_group_id": ours.rows["MatrixGroup"].pk,
        "challenge_id": ours.rows["Challenge"].pk,
        "day": ours.rows["MatrixCount"].counted_on.isoformat(),
        "track_id": world.track.pk,
        "organisation_id": world.organisations["funder" if "change-tracks" in path else "lead"].pk,
        "intervention_id": ours.rows["Intervention"].pk,
        "element_id": ours.rows["Element"].pk,
        "effect_id": ours.rows["Effect"].pk,
        "comment_id": ours.rows["FieldComment"].pk,
        "plan_id": planned["EmploymentPlan"].pk,
        "goal_id": planned["PlanGoal"].pk,
        "overall_id": planned["OverallGroup"].pk,
        "group_id": planned["TargetGroup"].pk,
        "planned_id": planned["PlannedResult"].pk,
        "step_id": planned["PlannedStep"].pk,
        "register_id": world.register["Register"].pk,
        "delivery_id": world.register["Delivery"].pk,
        "run_id": world.register["Run"].pk,
        "publication_id": world.register["Publication"].pk,
        "link_id": ours.rows["MeasureLink"].pk,
        "measure": "selvforsoergelse",
        "kind": "pdf",
        "period": "2013",
    }


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_every_operation_answers_as_described(world: World, tokens: dict[str, str], operation: Any) -> None:
    keys = own_keys(world, operation.path)
    headers = {"Authorization": f"Bearer {tokens[caller_of(operation.path)]}"}

    @seed(20261121)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), at_home=st.booleans())
    def called(case: Any, at_home: bool) -> None:
        if at_home:
            case.path_parameters = {name: keys[name] for name in case.path_parameters or {}}
        with transaction.atomic():
            case.call_and_validate(headers=headers, checks=CHECKS)
            transaction.set_rollback(True)

    called()


@pytest.fixture(autouse=True)
def as_often_as_it_likes(settings: Any) -> None:
    """A fuzzer calls more often than any program may."""
    settings.API_CALLS_A_MINUTE = 10**9
    cache.clear()


ODD_KEYS = [
    "0",
    "-1",
    "1.5",
    "x",
    "%00",
    "%F0%9F%92%A9",
    "9" * 19,
    "9" * 5000,
    "1e3",
    "½",
    "1;2",
    "../1",
    " 1",
]
ODD_PERIODS = ["%00", "2013%00", "2013K9", "x" * 5000, "%ED%A0%80", "2013/2", "..", "½"]


#: Asked of every address; the others of one address for each parameter.
OF_ALL = ODD_KEYS[:1] + ODD_KEYS[4:5] + ODD_KEYS[6:7]


def test_odd_parameters_in_an_address_are_not_found(world: World, program: Programs) -> None:
    asked: set[str] = set()
    faults = []
    for operation in OPERATIONS:
        names = [one.name for one in operation.path_parameters]
        manager, keys = program("project manager"), own_keys(world, operation.path)
        for name in names:
            values = ODD_PERIODS if name == "period" else OF_ALL if name in asked else ODD_KEYS
            asked.add(name)
            for odd in values:
                path = operation.path.removeprefix("/api/v1")
                for other in names:
                    path = path.replace(f"{{{other}}}", odd if other == name else str(keys[other]))
                body = {} if operation.method in {"post", "put"} else None
                status = manager.call(operation.method, path, body).status_code
                # An empty body is refused before a period or a day is looked up in the project.
                if status != 404 and not (name in ("period", "day") and status == 422):
                    faults.append((operation.label, name, odd[:20], status))
    assert faults == []


ODD_QUERIES = [
    "limit=0", "limit=201", "limit=x", "limit=-1", "limit=1&limit=999", "limit=" + "9" * 400, "offset=-1",
    "offset=1e9", "limit=NaN", "limit=%00", "unknown=1", "LIMIT=1", "limit[]=1", "offset=99999999999999999999",
]  # fmt: skip


def test_odd_queries_are_refused(program: Programs, at: str) -> None:
    manager = program("project manager")
    for query in ODD_QUERIES:
        assert manager.get(f"{at}/areas?{query}").status_code == 422, query
    for query in ("search=%00", "search=%ED%A0%80", "search=%25_\\", "programme_id=" + "9" * 18):
        assert manager.get(f"/projects?{query}").status_code == 200, query
    for query in ("programme_id=0", "programme_id=" + "9" * 30, "search=" + "a" * 201):
        assert manager.get(f"/projects?{query}").status_code == 422, query


DEEP = "[" * 100_000 + "]" * 100_000
NOT_JSON = ["", "{", "NaN", '{"value": NaN}', '{"a": 1, "a": 2}', "\x00", DEEP, '{"a":' * 5000, "1" * 6000]
NOT_AN_OBJECT = ["null", "[]", '"x"', "1", "true", "1e999"]
ODD_VALUES: list[Any] = [
    1, 1.5, True, [], {}, "x", "1,5", "1e5", "NaN", "Infinity", "-", "0x1", "1" * 16, "0." + "1" * 16, "١",
    "1" * 40, " 1", "+1", "01",
]  # fmt: skip


def bodies(world: World, at: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Each operation that takes a body, with one that is right."""
    ours = world.ours
    registrations = f"{at}/activities/{ours.activity.pk}/registrations"
    registration = {"day": "2012-05-01", "kind": "kontakter", "count": 2}
    in_round = f"/rounds/{ours.rows['StatusRound'].pk}/activities/{ours.activity.pk}"
    return [
        ("PUT", f"{at}/milestones/{ours.milestone.pk}/statuses/2013", {"status": "yes", "comment": ""}),
        ("POST", f"{at}/results/{ours.result.pk}/measurements", {"period": "2013", "supersedes": None}),
        ("POST", registrations, registration),
        ("PUT", f"{registrations}/{ours.rows['Registration'].pk}", registration | {"version": 1}),
        ("POST", f"{in_round}/submit", {"version": 1}),
        ("POST", f"{in_round}/take-back", {"version": 1}),
        ("POST", f"{in_round}/approve", {"version": 1}),
        ("POST", f"{in_round}/return", {"version": 1, "reason": "Mangler tal"}),
    ]


def test_bodies_that_are_no_json_object_are_refused(world: World, program: Programs, at: str) -> None:
    manager = program("project manager")
    for method, path, _body in bodies(world, at):
        for text in NOT_JSON:
            status = manager.call(method, path, text).status_code
            assert status == (415 if text == "" else 400), (path, text[:20])
        for text in NOT_AN_OBJECT:
            assert manager.call(method, path, text).status_code in {400, 422}, (path, text)
        assert manager.call(method, path, "a" * 300_000).status_code == 413


def test_only_json_is_read(world: World, tokens: dict[str, str], at: str) -> None:
    headers = {"Authorization": f"Bearer {tokens['project manager']}"}
    for method, path, _body in bodies(world, at):
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
            answer = CLIENT.generic(method, f"/api/v1{path}", "{}", content_type=kind, headers=headers)
            assert answer.status_code == 415, (path, kind)


NUMBERS = ("value", "numerator", "denominator")


def test_numbers_that_are_no_numbers_are_refused(world: World, program: Programs, at: str) -> None:
    manager = program("project manager")
    for method, path, body in bodies(world, at)[:2]:
        for odd in ODD_VALUES:
            answer = manager.call(method, path, body | dict.fromkeys(NUMBERS, odd))
            assert answer.status_code == 422, (path, odd)
            # Sixteen digits are a number to the schema, and too many for the room.
            assert answer.json()["code"] in {"invalid", "refused"}
            assert {one["field"] for one in answer.json()["errors"]} >= set(NUMBERS), (path, odd)


ODD: list[Any] = [None, 10**400, 1.5, True, "\ud800", "\x00", "a" * 40_000, [[1]], {"a": {}}]
SCHEMAS = (
    *(StatusGiven, MeasurementGiven, RegistrationGiven, RegistrationChanged),
    *(ReadGiven, SubmissionGiven, ReadGiven, ReturnGiven),
)


def test_every_field_takes_anything_without_a_fault(world: World, program: Programs, at: str) -> None:
    manager = program("project manager")
    for (method, path, body), schema in zip(bodies(world, at), SCHEMAS, strict=True):
        tried = [body | dict.fromkeys(schema.model_fields, odd) for odd in ODD]
        # One field at a time goes further than the schema only where the schema lets it.
        singly = [body | {name: odd} for name in schema.model_fields for odd in ODD]
        for sent in [*tried, *(one for one in singly if is_let_in(schema, one))]:
            with transaction.atomic():
                status = manager.call(method, path, sent).status_code
                transaction.set_rollback(True)
            assert status in {200, 201, 409, 413, 422}, (path, list(sent))


def is_let_in(schema: type[BaseModel], sent: dict[str, Any]) -> bool:
    try:
        schema.model_validate(sent)
    except ValidationError:
        return False
    return True
