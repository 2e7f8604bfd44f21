"""A CPR number in any text of a call is 422 with its field, and never told. All of them are fictive."""

import pkgutil
import types
import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, get_args, get_origin

import pytest
from pydantic import TypeAdapter, ValidationError

from api.conftest import Program
from virkning.api import schemas
from virkning.api.schemas import values
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Registration, StatusReport
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]
CPR = "610190-1234"


def told(answer: Any) -> dict[str, str]:
    """Field → what is said of it."""
    assert answer.status_code == 422
    assert CPR not in answer.content.decode()
    return {one["field"]: one["message"] for one in answer.json()["errors"] if one["code"] == "cpr_number"}


def test_a_comment_and_a_value_in_words(program: Programs, world: World, at: str) -> None:
    where = f"{at}/milestones/{world.ours.milestone.pk}/statuses/2013"
    body = {
        "status": "yes",
        "value": "41",
        "comment": f"Samtale med {CPR}",
        "confirmed": {"jump": f"Om {CPR}"},
    }
    found = told(program("project manager").put(where, body))
    assert set(found) == {"comment", "confirmed.jump"}
    assert "CPR-nummer (610190-••••)" in found["comment"]
    with system_scope("test"):
        assert not StatusReport.objects.filter(comment__contains="Samtale").exists()


def test_a_registration(program: Programs, world: World, at: str) -> None:
    where = f"{at}/activities/{world.ours.activity.pk}/registrations"
    body = {"day": "2013-02-01", "kind": CPR, "count": 1, "note": "610190 1234"}
    assert set(told(program("project manager").post(where, body))) == {"kind", "note"}
    with system_scope("test"):
        assert not Registration.objects.filter(kind=CPR).exists()


def test_a_search_is_not_refused(program: Programs) -> None:
    assert program("project manager").get(f"/projects?search={CPR}").status_code == 200


@pytest.mark.parametrize("kind", ["Text", "Line", "Kind", "Name", "PeriodText"])
@pytest.mark.parametrize("written", [CPR, "610190 1234", "6101901234"])
def test_every_kind_of_text_stops_it(kind: str, written: str) -> None:
    with pytest.raises(ValidationError, match="610190-••••"):
        TypeAdapter(getattr(values, kind)).validate_python(written)


def texts_of(annotation: Any) -> Iterator[Any]:
    """The plain texts in a field's type: those nothing is demanded of."""
    if annotation is str:
        yield annotation
    elif get_origin(annotation) is not typing.Annotated and (
        get_origin(annotation) in (list, dict, typing.Union) or isinstance(annotation, types.UnionType)
    ):
        for one in get_args(annotation):
            yield from texts_of(one)


def every_module() -> list[types.ModuleType]:
    """Every module of schemas."""
    names = [one.name for one in pkgutil.iter_modules(schemas.__path__)]
    return [import_module(f"{schemas.__name__}.{name}") for name in names]


def test_no_text_a_call_may_hold_is_plain() -> None:
    given = [
        one
        for module in every_module()
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, values.Given) and one is not values.Given
    ]
    assert given
    for schema in given:
        hints = typing.get_type_hints(schema, include_extras=True)
        assert not [name for name, hint in hints.items() if list(texts_of(hint))], schema
