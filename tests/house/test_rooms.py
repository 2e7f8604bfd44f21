"""What the import contracts cannot see: relations between models, signals, and writes outside the one helper."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.dispatch import Signal

import virkning
from virkning.config.house import ROOMS
from virkning.rooms.access.managers import ScopedManager

PACKAGE = Path(virkning.__file__).parent
ROOM_MODELS = [model for model in apps.get_models() if model.__module__.startswith("virkning.rooms.")]


def room_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[2]


def test_every_room_stands_in_the_order() -> None:
    folders = {path.name for path in (PACKAGE / "rooms").iterdir() if (path / "__init__.py").exists()}
    assert folders == set(ROOMS)


@pytest.mark.parametrize("model", ROOM_MODELS, ids=lambda model: model.__name__)
def test_a_relation_points_to_the_same_or_an_earlier_room(model: type[models.Model]) -> None:
    for field in [*model._meta.fields, *model._meta.many_to_many]:
        target = field.related_model
        if isinstance(target, type) and target.__module__.startswith("virkning.rooms."):
            assert ROOMS.index(room_of(target)) <= ROOMS.index(room_of(model)), field


#: Models everybody may read: reference data; and people, who are found by sign-in before there is a scope.
UNSCOPED = {"Municipality", "MunicipalityRegion", "NationalGoal", "NationalGroup", "Person"}


@pytest.mark.parametrize("model", ROOM_MODELS, ids=lambda model: model.__name__)
def test_every_model_is_scoped_ordered_and_says_what_it_is(model: type[models.Model]) -> None:
    assert model.__doc__, model
    assert model._meta.ordering, model
    if model.__name__ not in UNSCOPED:
        assert isinstance(model._default_manager, ScopedManager), model
        assert callable(getattr(model, "visible_to", None)), model


@pytest.mark.parametrize("model", ROOM_MODELS, ids=lambda model: model.__name__)
def test_every_constraint_has_a_name_of_its_own_words(model: type[models.Model]) -> None:
    for constraint in model._meta.constraints:
        assert "%(" not in constraint.name
        assert not constraint.name.startswith(model._meta.app_label + "_")


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_its_docstring_what_it_is(room: str) -> None:
    tree = ast.parse((PACKAGE / "rooms" / room / "__init__.py").read_text())
    docstring = ast.get_docstring(tree) or ""
    assert len(docstring.splitlines()) >= 4


def python_files(*folders: str) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in (PACKAGE / folder).rglob("*.py")
        if "migrations" not in path.parts
    )


WRITING = {
    "save",
    "delete",
    "bulk_create",
    "bulk_update",
    "update_or_create",
    "get_or_create",
    "acreate",
    "asave",
}


def writes_in(path: Path) -> list[str]:
    """Calls that write to the database: `x.save()`, `….objects.create()`, `….filter(…).update()` and their like."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, owner = node.func.attr, ast.unparse(node.func.value)
        through_manager = any(
            word in owner for word in ("objects", "_base_manager", "with_removed", ".filter(")
        )
        if name in WRITING or (name in {"create", "update"} and through_manager):
            found.append(f"{path.relative_to(PACKAGE)}:{node.lineno} {owner}.{name}()")
    return found


def test_every_write_goes_through_the_audit_helper() -> None:
    audit = PACKAGE / "rooms" / "audit"
    # Drafts and answers to forms are no changes of what people have handed in.
    helpers = {audit / "writes.py", audit / "drafts.py", audit / "answers.py"}
    found = [
        one
        for path in python_files("rooms", "pages", "api", "cli")
        if path not in helpers
        for one in writes_in(path)
    ]
    assert found == []


def test_no_signal_receivers_of_our_own() -> None:
    for path in python_files("rooms", "pages", "api", "cli", "design", "config"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert not node.module.startswith("django.dispatch"), path
                assert "signals" not in node.module, path
    assert Signal


@pytest.mark.parametrize("path", python_files("."), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_stay_within_the_budget(path: Path) -> None:
    """400 lines a file; one past it says why in its docstring with the words «past the budget»."""
    source = path.read_text()
    assert len(source.splitlines()) <= 400 or "past the budget" in (
        ast.get_docstring(ast.parse(source)) or ""
    )


HTTP = ("django.http", "django.shortcuts", "django.template", "django.urls", "django.views", "django.forms")


@pytest.mark.parametrize("path", python_files("rooms"), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_know_no_http_and_no_html(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert not node.module.startswith(HTTP), node.module
