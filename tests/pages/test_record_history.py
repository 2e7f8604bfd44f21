"""Every form that corrects something leads to that thing's own entries, and they tell of nothing else."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.reading import words, words_of
from virkning.pages.addresses import history_address
from virkning.pages.history.kinds import KIND_WORDS
from virkning.pages.undoing.table import KINDS
from virkning.rooms.access.scope import Scope, use_scope
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.programmes.models import Project
from world import World

BO = Author.person(902, "Bo Bentsen (prøve)")
As = Callable[[str], Client]


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Where each thing of two projects has been touched once, and once each thing beside it."""
    AuditEntry.objects.all().delete()
    for rows in (world.ours, world.theirs):
        for name, row in rows.rows.items():
            writes.record(by=BO, action="x", words=f"{name} {row.pk}.", about=row, project_id=rows.project.pk)
    for number in range(3):
        about = Project.objects.get(pk=world.ours.project.pk)
        writes.record(
            by=BO, action="x", words=f"Anden {number}.", about=about, project_id=world.ours.project.pk
        )
        AuditEntry.objects.filter(words=f"Anden {number}.").update(object_kind="focusarea", object_id=10**6)
    return world


#: What the history of an activity tells of, by model.
OF_ACTIVITY = {"Activity", "Milestone", "MilestoneTarget", "StatusReport", "ActivityComment", "Embedding"}
#: route | its arguments after the project's | who | the kind of record | what its history tells of, by model
FORMS: list[tuple[str, Callable[[Any], tuple[Any, ...]], str, str, set[str]]] = [
    ("project_head", lambda rows: (), "project manager", "Project", {"Project"}),
    ("area_edit", lambda rows: (rows.area.pk,), "project manager", "FocusArea", {"FocusArea"}),
    (
        "activity_edit",
        lambda rows: (rows.activity.pk,),
        "project manager",
        "Activity",
        OF_ACTIVITY,
    ),
    (
        "milestone_edit",
        lambda rows: (rows.milestone.pk,),
        "lead administrator",
        "Milestone",
        {"Milestone", "MilestoneTarget", "StatusReport"},
    ),
    (
        "result_edit",
        lambda rows: (rows.result.pk,),
        "project manager",
        "Result",
        {"Result", "Series", "TargetVersion", "Measurement"},
    ),
    (
        "registration_edit",
        lambda rows: (rows.activity.pk, rows.rows["Registration"].pk),
        "activity lead",
        "Registration",
        {"Registration"},
    ),
    (
        "experience_edit",
        lambda rows: (rows.rows["Experience"].pk,),
        "activity lead",
        "Experience",
        {"Experience"},
    ),
    (
        "embedding",
        lambda rows: (rows.activity.pk, "2013"),
        "activity lead",
        "Embedding",
        {"Embedding"},
    ),
    (
        "activity_comment",
        lambda rows: (rows.activity.pk, "2013"),
        "activity lead",
        "ActivityComment",
        {"ActivityComment"},
    ),
    (
        "assessment_edit",
        lambda rows: (rows.rows["Assessment"].pk,),
        "evaluator",
        "Assessment",
        {"Assessment"},
    ),
    (
        "report_activity",
        lambda rows: (rows.activity.pk, "2013"),
        "activity lead",
        "Activity",
        OF_ACTIVITY,
    ),
    (
        "judge_activity",
        lambda rows: (rows.activity.pk, "2013"),
        "evaluator",
        "Activity",
        OF_ACTIVITY,
    ),
    (
        "report_result",
        lambda rows: (rows.result.pk, "2013"),
        "activity lead",
        "Result",
        {"Result", "Series", "TargetVersion", "Measurement"},
    ),
]


def links(answer: Any) -> list[str]:
    """Where the page's forms lead for their history."""
    html = answer.content.decode()
    return [unescape(one) for one in re.findall(r'<a class="small" href="([^"]*/historik/[^"]*)">', html)]


def told(answer: Any) -> list[str]:
    found = re.findall(r'<li class="entries__one">.*?</li>', answer.content.decode(), re.DOTALL)
    return sorted(word for one in found for word in re.findall(r"[A-Z][A-Za-z]+ \d+(?=\.)", words_of(one)))


@pytest.mark.parametrize(("route", "more", "who", "kind", "models"), FORMS, ids=[one[0] for one in FORMS])
def test_the_form_leads_to_the_records_own_entries(
    world: World, as_: As, route: str, more: Any, who: str, kind: str, models: set[str]
) -> None:
    ours, client = world.ours, as_(who)
    answer = client.get(reverse(route, args=(ours.project.pk, *more(ours))))
    record: Any = ours.rows[kind]
    [link] = links(answer)
    history = reverse("project_history", args=(ours.project.pk,))
    assert link == f"{history}?slags={kind.lower()}&nr={record.pk}"
    page = client.get(link)
    assert told(page) == sorted(f"{name} {ours.rows[name].pk}" for name in models)
    assert "Vis hele projektets historik" in words(page)


def test_a_later_target_leads_to_its_own(world: World, as_: As) -> None:
    version: Any = world.ours.rows["TargetVersion"]
    type(version).objects.filter(pk=version.pk).update(valid_from=world.ours.periods["2012"])
    address = reverse("target_version_edit", args=(world.ours.project.pk, world.ours.result.pk, version.pk))
    client = as_("project manager")
    [link] = links(client.get(address))
    assert told(client.get(link)) == [f"TargetVersion {version.pk}"]


@pytest.mark.parametrize(
    ("route", "more"),
    [
        ("area_new", lambda rows: ()),
        ("activity_new", lambda rows: (rows.area.pk,)),
        ("result_new", lambda rows: ()),
        ("milestone_target_new", lambda rows: (rows.milestone.pk,)),
    ],
)
def test_what_is_not_there_yet_has_no_history(world: World, as_: As, route: str, more: Any) -> None:
    ours = world.ours
    assert links(as_("project manager").get(reverse(route, args=(ours.project.pk, *more(ours))))) == []


def test_what_is_in_no_project_has_none(world: World, as_: As) -> None:
    programme = reverse("programme_edit", args=(world.programme.pk,))
    membership = world.people["lead colleague"].memberships.get()
    role = reverse("membership_role", args=(world.organisations["lead"].pk, membership.pk))
    assert links(as_("funder administrator").get(programme)) == []
    assert links(as_("lead administrator").get(role)) == []


def test_it_stays_when_the_form_is_shown_again(world: World, as_: As) -> None:
    ours = world.ours
    address = reverse("area_edit", args=(ours.project.pk, ours.area.pk))
    answer = as_("project manager").post(address, {"number": "", "title": ""})
    assert answer.status_code == 422
    assert len(links(answer)) == 1


def test_who_does_not_see_the_project_is_led_nowhere(world: World) -> None:
    with use_scope(Scope(person_id=world.people["stranger assigned"].pk)):
        assert history_address(world.ours.rows["FocusArea"]) == ""
    with use_scope(Scope(person_id=world.people["steering group"].pk)):
        assert history_address(world.ours.rows["FocusArea"]) != ""


def test_every_kind_that_is_corrected_has_a_history() -> None:
    """A kind the history does not know would be left out of the question, and everything be shown."""
    assert set(KINDS) <= set(KIND_WORDS)
