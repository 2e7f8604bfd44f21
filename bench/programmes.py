"""The programme page and my day for all municipalities, against an empty view: 98 projects of 40 activities each."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse

from bench.timing import pairs, seconds
from bench.workbooks import project
from virkning.config.urls import urlpatterns
from virkning.rooms.access.roles import AssignmentRole, MembershipRole, PartyRole
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.organisations.models import Membership, Municipality, Organisation, Person
from virkning.rooms.programmes.models import Assignment, Party, Programme, Project
from virkning.rooms.reports.queries.remembered import forget

PERIODS = ("2010", "2011", "2012", "2013")


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing at all, through the same middleware, for the same signed-in person."""
    return HttpResponse(str(request.user.pk))


def build(municipalities: int = 98) -> tuple[Programme, Person, Person]:
    """A programme with a project in each municipality, its coordinator, and its evaluator."""
    agency = Organisation.objects.create(kind="agency", name="Styrelsen (målt)")
    evaluator = Organisation.objects.create(kind="evaluator", name="Evaluator (målt)")
    programme = Programme.objects.create(name="Målt program", owner=agency)
    people = [
        Person.objects.create(email=f"{name}@example.test", name=name)
        for name in ("coordinator", "evaluator")
    ]
    for person, home in zip(people, (agency, evaluator), strict=True):
        Membership.objects.create(person=person, organisation=home, role=MembershipRole.EMPLOYEE)
    for person, role in zip(people, (AssignmentRole.COORDINATOR, AssignmentRole.EVALUATOR), strict=True):
        Assignment.objects.create(person=person, programme=programme, role=role)
    for code in Municipality.objects.order_by("code").values_list("code", flat=True)[:municipalities]:
        content = project(
            activities=40, milestones=3, results=10, periods=PERIODS, name="Målt i alle", municipality=code
        )
        done = import_project(content=content, name="alle.xlsx", by=COMMAND_LINE, may_create=True)
        Party.objects.create(project=done.project, organisation=agency, role=PartyRole.FUNDER, position=8)
        Party.objects.create(
            project=done.project, organisation=evaluator, role=PartyRole.EVALUATOR, position=9
        )
    Project.objects.filter(name="Målt i alle").update(programme=programme)
    _vary()
    return programme, *people


def _vary() -> None:
    """Some red, some yellow, and some not told of, in other numbers in every project."""
    told = StatusReport.objects.filter(period__start=date(2013, 1, 1)).order_by("id")
    for number, light in ((7, "red"), (5, "yellow")):
        told.annotate(rest=F("id") % number).filter(rest=0).update(judged=light)
    told.annotate(rest=F("id") % 11).filter(rest=0).delete()


def measure(folder: str) -> Iterator[object]:
    """First views, queries, and the ratio to twelve empty views."""
    urlpatterns.append(path("tom/", empty))
    with system_scope("bench"):
        programme, coordinator, evaluator = build()
    client, other = Client(HTTP_HOST="localhost"), Client(HTTP_HOST="localhost")
    client.force_login(coordinator)
    other.force_login(evaluator)
    page = reverse("programme", args=(programme.pk,))
    yield from _first_and_queries("programme page, 98 × 40", client, page)
    yield pairs(
        "programme page, 98 × 40 / 12 empty views", lambda: client.get(page), lambda: twelve(client), goal=1
    )
    yield from _after_a_change(client, page, programme)
    day = reverse("my_day")
    for name, one in (("coordinator", client), ("evaluator", other)):
        yield from _first_and_queries(f"my day, {name} of 98 × 40", one, day)


def _first_and_queries(name: str, client: Client, address: str) -> Iterator[str]:
    client.get(address)
    forget()
    first = seconds(lambda: client.get(address))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    count = len(queries)  # the next request empties the list
    assert answer.status_code == 200, answer.status_code
    again = seconds(lambda: client.get(address))
    size = len(answer.content) / 1024
    yield f"{name}: first view of a process {first:.2f} s, then {again:.3f} s; {count} queries, {size:.0f} KB"


def _after_a_change(client: Client, address: str, programme: Programme) -> Iterator[str]:
    """The view after one project has changed: only that one is computed again."""
    with system_scope("bench"):
        changed = Project.objects.filter(programme=programme).order_by("id").first()
        assert changed is not None
        _touch(changed)
    took = seconds(lambda: client.get(address))
    yield f"programme page after a change in one project: {took:.3f} s"


def _touch(changed: Any) -> None:
    from virkning.rooms.audit import writes

    writes.change(changed, by=COMMAND_LINE, words="Slutdatoen er rettet.", ends_on=date(2013, 12, 30))


def twelve(client: Client) -> None:
    """Twelve calls of the empty view."""
    call: Callable[[str], Any] = client.get
    for _ in range(12):
        call("/tom/")
