"""Every route × method × persona, generated from the URL configuration and held against the ledger."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from house.ledger import LEDGER, MAY, SEE_THE_PROJECT, Takes
from virkning.pages.projects import downloads
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import system_scope
from virkning.rooms.reports.status_note.files import RenderedFile
from world import PERSONAS, SIGNED_OUT, World, build_world

pytestmark = pytest.mark.django_db

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


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: str(route.name))
def test_every_view_carries_the_requirement_the_ledger_names(route: URLPattern) -> None:
    requirement = getattr(route.callback, "requirement", None)
    assert requirement is not None, f"{route.name} has no requirement"
    permissions = {
        Takes.NOTHING: None,
        Takes.SIGN_IN: Permission.SEE_OWN_PAGES,
        Takes.SEE_PROJECT: Permission.SEE_PROJECT,
        Takes.EXPORT_PROJECT: Permission.EXPORT_PROJECT,
    }
    assert requirement.permission == permissions[LEDGER[str(route.name)].takes]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One world for the whole matrix: it is only read."""
    with django_db_blocker.unblock(), system_scope("test"):
        from django.db import transaction

        with transaction.atomic():
            yield build_world()
            transaction.set_rollback(True)


def address(route: URLPattern, rows: Any) -> str:
    """The route's address for a project's own objects. A parameter nobody knows fails the build."""
    known = {
        "project_id": rows.project.pk,
        "activity_id": rows.activity.pk,
        "result_id": rows.result.pk,
        "period": "2013",
        "kind": "docx",
        "person_id": 1,
    }
    known["kind"] = {"result_chart": "svg"}.get(str(route.name), "docx")
    wanted = route.pattern.converters
    return reverse(str(route.name), kwargs={name: known[name] for name in wanted})


def expected(name: str, method: str, who: str) -> set[int]:
    """The statuses the ledger allows this persona."""
    route = LEDGER[name]
    if route.demo_only:
        return {404, 405}
    if route.takes is Takes.NOTHING:
        return {200, 302} if method in route.methods else {405}
    if who == SIGNED_OUT:
        return {302}
    if route.takes is not Takes.SIGN_IN:
        if who not in SEE_THE_PROJECT:
            return {404}
        if who not in MAY[route.takes]:
            return {403}
    return {200, 302} if method in route.methods else {405}


@pytest.fixture
def light_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """The matrix asks who gets a file, hundreds of times; what stands in it is other tests' matter."""
    file = RenderedFile("fil.docx", b"fil", "application/octet-stream")
    monkeypatch.setattr(downloads, "status_note_file", lambda *_given, **_more: file)
    monkeypatch.setattr(downloads, "to_svg", lambda *_given, **_more: "<svg/>")


@pytest.mark.parametrize("who", EVERYBODY)
def test_matrix(world: World, light_files: None, who: str) -> None:
    client = Client()
    if who != SIGNED_OUT:
        client.force_login(world.people[who])
    wrong = []
    for route in ROUTES:
        for method in METHODS:
            if LEDGER[str(route.name)].takes is Takes.NOTHING and str(route.name) == "account_logout":
                continue  # signs the persona out; held by the sign-in tests
            answer = client.generic(method, address(route, world.ours))
            if answer.status_code not in expected(str(route.name), method, who):
                wrong.append(f"{method} {route.name}: {answer.status_code}")
            elif (
                who == SIGNED_OUT
                and answer.status_code == 302
                and LEDGER[str(route.name)].takes is not Takes.NOTHING
            ):
                assert answer["Location"].startswith(reverse("account_login"))
    assert wrong == []


@pytest.mark.parametrize("who", sorted(SEE_THE_PROJECT))
def test_another_projects_objects_do_not_exist_whatever_project_they_are_asked_for_in(
    world: World, who: str
) -> None:
    client = Client()
    client.force_login(world.people[who])
    for route in ROUTES:
        if "project_id" not in route.pattern.converters:
            continue
        assert client.get(address(route, world.theirs)).status_code == 404, route.name
        if set(route.pattern.converters) & {"activity_id", "result_id"}:
            mixed = address(route, world.theirs).replace(
                f"/projekter/{world.theirs.project.pk}/", f"/projekter/{world.ours.project.pk}/"
            )
            assert client.get(mixed).status_code == 404, route.name
