"""What people do on the pages of plans and interventions, programs do through the API, by the same actions."""

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import virkning

PACKAGE = Path(virkning.__file__).parent
FAMILIES = (
    *("plans", "theories", "matrix", "methods", "actionplans", "tracks", "national", "interventions"),
    *("registers", "goals"),
)

#: What the pages do and the API does not, and why.
ON_THE_PAGES_ONLY = {
    "plans.actions.importing.import_plan": "a Word file: bodies are JSON; the command line reads one too",
    "plans.actions.challenges.restore_part": "what was taken away, a person brings back",
    "exchange.actions.tracks.confirm_tracks": "an Excel file: bodies are JSON; the command line reads one too",
    "exchange.actions.uploads.keep_upload": "an Excel file that waits for its reader's yes",
    "interventions.actions.many.bring_one": "a Word file: bodies are JSON; the command line reads one too",
    "interventions.actions.bringing.agree_to_black_out": "a Word file that waits for its reader's yes",
    "interventions.actions.bringing.confirm_file": "a Word file that waits for its reader's yes",
    "interventions.actions.bringing.dismiss_file": "a Word file that waits for its reader's yes",
    "interventions.actions.unread.see_to": "words of a Word file, which the API does not tell",
    "interventions.actions.unread.leave_open": "words of a Word file, which the API does not tell",
    "interventions.actions.interventions.restore_intervention": "what was taken away, a person brings back",
    "registerruns.actions.deliveries.receive_delivery": "files: bodies are JSON; a folder on the server is pointed to",
    "exchange.actions.uploads.drop_upload": "an Excel file that waits for its reader's yes",
}


def actions_used(*folders: str) -> dict[str, set[str]]:
    """Every write of a room (a function with an author, `by`) that the folders call → the files that call it."""
    found: dict[str, set[str]] = {}
    for folder in folders:
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            for one in _used_in(ast.parse(path.read_text())):
                if inspect.isfunction(one) and "by" in inspect.signature(one).parameters:
                    name = f"{one.__module__.removeprefix('virkning.rooms.')}.{one.__name__}"
                    found.setdefault(name, set()).add(str(path.relative_to(PACKAGE)))
    return found


def _used_in(tree: ast.Module) -> Iterator[Any]:
    """What the file uses of modules of actions: by name, or through the module. To import it is not to use it."""
    modules: dict[str, Any] = {}
    written = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and _holds_actions(node.module):
            holder = import_module(node.module)
            for name in node.names:
                called = name.asname or name.name
                if not hasattr(holder, name.name) or inspect.ismodule(getattr(holder, name.name)):
                    modules[called] = import_module(f"{node.module}.{name.name}")
                elif called in written:
                    yield getattr(holder, name.name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield getattr(modules[node.value.id], node.attr)


def _holds_actions(module: str) -> bool:
    parts = module.split(".")
    return parts[:2] == ["virkning", "rooms"] and "actions" in parts[3:]


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("from virkning.rooms.plans.actions.steps import add_step", []),
        ("from virkning.rooms.plans.actions.steps import add_step\nadd_step(1)", ["add_step"]),
        ("from virkning.rooms.plans.actions.steps import add_step as add\nkind(act=add)", ["add_step"]),
        ("from virkning.rooms.plans.actions.steps import add_step as add\nadd_step = 1", []),
        ("from virkning.rooms.plans.actions import steps", []),
        ("from virkning.rooms.plans.actions import steps\nsteps.add_step(1)", ["add_step"]),
    ],
)
def test_an_import_alone_is_no_use(source: str, used: list[str]) -> None:
    assert [one.__name__ for one in _used_in(ast.parse(source))] == used


def test_what_the_pages_of_plans_do_the_api_does() -> None:
    pages = actions_used(*(f"pages/{family}" for family in FAMILIES))
    api = actions_used("api")
    assert len(pages) > 40
    assert sorted(set(pages) - set(api)) == sorted(ON_THE_PAGES_ONLY)
