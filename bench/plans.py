"""A plan of 12 overall groups × 8 groups × 5 results × 6 steps under one goal, against an empty view."""

from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse

from bench.pages import empty, twenty
from bench.timing import pairs
from virkning.config.urls import urlpatterns
from virkning.rooms.access.roles import MembershipRole
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.organisations.actions.organisations import municipality_organisation
from virkning.rooms.organisations.models import Membership, Municipality, Person
from virkning.rooms.plans.actions.plans import create_plan
from virkning.rooms.plans.models import EmploymentPlan, OverallGroup, PlannedResult, PlannedStep, TargetGroup

#: Twenty empty views are about one ordinary page.
WHOLE, CELL = 12.0, 1.0


def measure(folder: str) -> Iterator[object]:
    """Queries and ratios of the plan's page, and of one cell edited in it."""
    urlpatterns.append(path("empty/", empty))
    with system_scope("bench"):
        plan, goal, result = big_plan()
        person = Person.objects.create(email="plan@example.test", name="Bench")
        Membership.objects.create(person=person, organisation=plan.organisation, role=MembershipRole.PLANNER)
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    whole = f"{reverse('plan', args=(plan.pk,))}?maal={goal}"
    cell = reverse("planned_edit", args=(plan.pk, result))
    for name, address, headers, goal_ratio in (
        ("plan, 96 groups under one goal", whole, {}, WHOLE),
        ("plan, one cell in place", cell, {"HTTP_HX_REQUEST": "true"}, CELL),
    ):
        client.get(address, **headers)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address, **headers)
        assert answer.status_code == 200, answer.status_code
        met = "met" if len(queries) <= 20 else "NOT MET"
        size = len(answer.content) / 1024
        yield f"{name}: {len(queries)} queries, {size:.0f} KB   goal ≤ 20 queries  {met}"
        yield pairs(
            f"{name} / 20 empty views",
            lambda address=address, headers=headers: client.get(address, **headers),  # type: ignore[misc]
            lambda: twenty(client),
            goal=goal_ratio,
        )


def big_plan() -> tuple[EmploymentPlan, int, int]:
    """The plan, the key of its one goal with groups, and that of a result under it."""
    municipality = Municipality.objects.order_by("code")[0]
    organisation = municipality_organisation(municipality=municipality, by=COMMAND_LINE)
    plan = create_plan(organisation=organisation, year=2011, by=COMMAND_LINE)
    goal = plan.goals.order_by("position")[0]
    overall = OverallGroup.objects.bulk_create(
        OverallGroup(goal=goal, letter=letter, title="Overordnet målgruppe", position=place)
        for place, letter in enumerate("KLMNOPQRSTUV", 10)
    )
    groups = TargetGroup.objects.bulk_create(
        TargetGroup(overall=one, number=f"{one.letter}{n}", title="Unge uden uddannelse", position=n)
        for one in overall
        for n in range(1, 9)
    )
    results = PlannedResult.objects.bulk_create(
        PlannedResult(group=one, number=n, text=f"Borgeren er afklaret {n}", term="short")
        for one in groups
        for n in range(1, 6)
    )
    PlannedStep.objects.bulk_create(
        PlannedStep(result=one, text=f"Samtale med en fast kontaktperson {n}", position=n)
        for one in results
        for n in range(6)
    )
    return plan, goal.pk, results[0].pk
