"""The project page against an empty view: requests per second, and its number of queries."""

from collections.abc import Iterator

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse

from bench.notes import big_project
from bench.timing import pairs
from virkning.config.urls import urlpatterns
from virkning.rooms.access.roles import MembershipRole
from virkning.rooms.access.scope import system_scope
from virkning.rooms.organisations.models import Membership, Person
from virkning.rooms.programmes.models import Party


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing at all, through the same middleware, for the same signed-in person."""
    return HttpResponse(str(request.user.pk))


def measure(folder: str) -> Iterator[object]:
    """Queries, the ratio, and requests a second."""
    urlpatterns.append(path("empty/", empty))
    with system_scope("bench"):
        project = big_project()
        lead = Party.objects.get(project=project, role="lead").organisation
        person = Person.objects.create(email="bench@example.test", name="Bench")
        Membership.objects.create(person=person, organisation=lead, role=MembershipRole.ADMINISTRATOR)
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    page = reverse("project", kwargs={"project_id": project.pk})
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page)
    assert answer.status_code == 200, answer.status_code
    met = "met" if len(queries) <= 20 else "NOT MET"
    yield f"project page: {len(queries)} queries, {len(answer.content) / 1024:.0f} KB   goal ≤ 20 queries  {met}"
    measured = pairs("project page / 20 empty views", lambda: client.get(page), lambda: twenty(client))
    yield measured
    yield f"project page: {1 / measured.ours:.1f} requests a second; empty view: {20 / measured.baseline:.0f}"


def twenty(client: Client) -> None:
    """Twenty calls of the empty view: one alone is too short to time."""
    for _ in range(20):
        client.get("/empty/")
