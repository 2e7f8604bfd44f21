"""Editing a project on pages: outline, forms, order, removal; what extra fields change, and how many queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Activity, FocusArea, Milestone, MilestoneTarget
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.evaluations.models import Assessment
from virkning.rooms.programmes.models import Party, Project, ProjectPeriod
from virkning.rooms.results.models import Result, ResultActivity, TargetVersion
from world import World

HOSTILE = [
    "<script>alert(1)</script>",
    "a\x00b",
    "🚲 æøå مرحبا \u202eabc",
    "=1+1",
    "{{ 7*7 }}{% debug %}",
    "'\"><img src=x onerror=alert(1)>",
]


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


@pytest.fixture
def browser(world: World) -> Callable[[str], Client]:
    def sign_in(who: str = "project manager") -> Client:
        client = Client()
        client.force_login(world.people[who])
        return client

    return sign_in


def ours(world: World, name: str, *more: Any) -> str:
    return reverse(name, args=(world.ours.project.pk, *more))


def html(answer: Any) -> str:
    return str(answer.content.decode())


QUERIES = [
    # page | its queries, whatever the project's size
    ("structure_outline", 18),
    ("project_periods", 8),
    ("project_parties", 8),
    ("project_head", 9),
    ("area_new", 8),
    ("result_new", 12),
]


@pytest.mark.parametrize(("name", "queries"), QUERIES)
def test_queries(world: World, browser: Any, django_assert_num_queries: Any, name: str, queries: int) -> None:
    client = browser()
    for number in range(2, 12):
        area = FocusArea.objects.create(project=world.ours.project, number=str(number), title="x")
        activity = Activity.objects.create(
            project=world.ours.project, area=area, number=f"{number}.1", title="x"
        )
        Milestone.objects.create(activity=activity, number="1", statement="x", kind="count")
    client.get(ours(world, name))
    with django_assert_num_queries(queries):
        assert client.get(ours(world, name)).status_code == 200


def test_the_outline_shows_everything_in_order_and_leads_on(world: World, browser: Any) -> None:
    shown = html(browser().get(ours(world, "structure_outline")))
    for text in ("Område i Vores", "Aktivitet i Vores", "Milepæl i Vores", "Resultat i Vores"):
        assert text in shown
    assert "måltal 40, frist 31. december 2013" in shown
    assert "Det, et projekt består af" not in shown  # nothing is missing
    Milestone.objects.filter(pk=world.ours.milestone.pk).update(
        removed_at="2020-01-01T00:00Z", removed_by="Ole"
    )
    shown = html(browser().get(ours(world, "structure_outline")))
    assert "Det, et projekt består af" in shown
    assert "Milepælen 1 Milepæl i Vores projekt" in shown


def test_an_empty_project_says_how_to_begin(world: World, browser: Any) -> None:
    for model in (FocusArea, Result):
        model.objects.filter(project=world.ours.project).update(removed_at="2020-01-01T00:00Z")
    shown = html(browser().get(ours(world, "structure_outline")))
    assert "Projektet har ingen områder endnu" in shown
    assert reverse("area_new", args=(world.ours.project.pk,)) in shown


def test_an_area_an_activity_and_a_milestone_are_made_by_hand(world: World, browser: Any) -> None:
    client = browser()
    assert 'value="2"' in html(client.get(ours(world, "area_new")))
    answer = client.post(ours(world, "area_new"), {"number": "2", "title": "Arbejde"}, follow=True)
    assert "Området er oprettet." in html(answer)
    area = FocusArea.objects.get(project=world.ours.project, number="2")
    answer = client.post(
        ours(world, "activity_new", area.pk), {"number": "2.1", "title": "Job", "area": area.pk}
    )
    activity = Activity.objects.get(project=world.ours.project, number="2.1")
    assert answer["Location"].endswith(f"#aktivitet-{activity.pk}")
    values = {"number": "1", "statement": "40 job", "kind": "count", "amount": "1.040", "deadline": "2013K3"}
    client.post(ours(world, "milestone_new", activity.pk), values)
    target = MilestoneTarget.objects.get(milestone__activity=activity)
    assert (str(target.amount), target.deadline_kind) == ("1040", "quarter")


def test_a_number_that_is_taken_is_said_at_the_field(world: World, browser: Any) -> None:
    for name, more, values in (
        ("area_new", (), {"number": "1", "title": "x"}),
        ("activity_new", (world.ours.area.pk,), {"number": "1.1", "title": "x", "area": world.ours.area.pk}),
        ("milestone_new", (world.ours.activity.pk,), {"number": "1", "statement": "x", "kind": "count"}),
        ("result_new", (), {"number": "1", "statement": "x", "term": "short", "kind": "number"}),
    ):
        answer = browser().post(ours(world, name, *more), values)
        assert answer.status_code == 422, name
        assert "Nummeret er allerede brugt." in html(answer), name


def test_the_second_of_two_sees_both_texts(world: World, browser: Any) -> None:
    address = ours(world, "area_edit", world.ours.area.pk)
    first, second = browser(), browser("lead administrator")
    shown = second.get(address)
    begun = shown.context["hidden"]
    first.post(address, {"number": "1", "title": "Den førstes", "udgave": 1})
    answer = second.post(
        address, {"number": "1", "title": "Den andens", "udgave": begun["version"], "begyndt": begun["begun"]}
    )
    assert answer.status_code == 409
    assert "Den førstes" in html(answer)
    assert "Den andens" in html(answer)


def test_fields_that_are_not_on_the_form_change_nothing(world: World, browser: Any) -> None:
    extra = {
        "project": world.theirs.project.pk,
        "project_id": world.theirs.project.pk,
        "position": 99,
        "version": 77,
        "removed_at": "2020-01-01",
        "id": 1,
        "organisation": 1,
        "role": "lead",
        "owner": 1,
        "status": "yes",
        "is_baseline": "on",
        "origin_by": "En anden",
    }
    client = browser()
    client.post(
        ours(world, "area_edit", world.ours.area.pk), {"number": "1", "title": "Nyt", "udgave": 1, **extra}
    )
    area = FocusArea.objects.get(pk=world.ours.area.pk)
    assert (area.project_id, area.position, area.version, area.title) == (world.ours.project.pk, 0, 2, "Nyt")
    values = {"number": "1.1", "title": "Nyt", "area": world.ours.area.pk, "udgave": 1}
    client.post(ours(world, "activity_edit", world.ours.activity.pk), {**values, **extra})
    activity = Activity.objects.get(pk=world.ours.activity.pk)
    assert (activity.project_id, activity.position, activity.version) == (world.ours.project.pk, 0, 2)
    head = {"name": "Andet", "starts_on": "1.1.2010", "ends_on": "31.12.2013", "programme": ""}
    client.post(ours(world, "project_head"), {**head, **extra, "udgave": 1})
    assert (
        Party.objects.get(project=world.ours.project, role="lead").organisation == world.organisations["lead"]
    )


def test_what_belongs_to_others_cannot_be_chosen(world: World, browser: Any) -> None:
    client = browser()
    values = {"number": "1.1", "title": "x", "area": world.theirs.area.pk}
    answer = client.post(ours(world, "activity_edit", world.ours.activity.pk), {**values, "udgave": 1})
    assert answer.status_code == 422
    stranger = world.people["stranger administrator"].pk
    values = {"number": "1.1", "title": "x", "area": world.ours.area.pk, "lead": stranger}
    assert client.post(ours(world, "activity_edit", world.ours.activity.pk), values).status_code == 422
    result = {"number": "2", "statement": "x", "term": "short", "kind": "number"}
    for name, key in (
        ("activities", world.theirs.activity.pk),
        ("baseline", world.theirs.periods["2010"].pk),
    ):
        assert client.post(ours(world, "result_new"), {**result, name: key}).status_code == 422


def test_moving_and_taking_it_back(world: World, browser: Any) -> None:
    client = browser()
    client.post(ours(world, "area_new"), {"number": "2", "title": "To"})
    second = FocusArea.objects.get(project=world.ours.project, number="2")

    def order() -> list[str]:
        rows = FocusArea.objects.filter(project=world.ours.project).order_by("position", "id")
        return list(rows.values_list("number", flat=True))

    client.post(ours(world, "part_move"), {"op": f"omraade-{second.pk}"})
    assert order() == ["2", "1"]
    entry = AuditEntry.objects.order_by("-id")[0]
    client.post(reverse("undo_entry", args=(entry.pk,)))
    assert order() == ["1", "2"]
    told = client.post(
        ours(world, "part_move"),
        {"flyt": f"omraade-{second.pk}", "til": "0"},
        headers={"accept": "application/json"},
    )
    assert "plads 1" in told.json()["words"]
    for wrong in (
        {"op": f"omraade-{world.theirs.area.pk}"},
        {"op": "ukendt-1"},
        {"op": "omraade-x"},
        {"op": "omraade-99999999999999999"},
    ):
        assert client.post(ours(world, "part_move"), wrong).status_code == 404
    assert (
        client.post(ours(world, "part_move"), {"flyt": f"omraade-{second.pk}", "til": "-1"}).status_code
        == 422
    )


def test_removing_asks_says_what_goes_along_and_is_undone(world: World, browser: Any) -> None:
    client = browser()
    address = ours(world, "part_remove", "omraade", world.ours.area.pk)
    asked = html(client.get(address))
    for text in ("Aktiviteten 1.1", "Milepælen 1", "Resultatet 1"):
        assert text in asked
    answer = client.post(address, {"reason": "Fejl", "udgave": 1}, follow=True)
    assert "Fjernet" in html(answer)
    assert not FocusArea.objects.filter(pk=world.ours.area.pk).exists()
    assert client.get(address).status_code == 404
    client.post(ours(world, "part_restore", "omraade", world.ours.area.pk))
    assert Milestone.objects.filter(pk=world.ours.milestone.pk).exists()
    for kind, key in (("omraade", world.theirs.area.pk), ("ting", 1), ("resultat", 2**70)):
        assert client.post(ours(world, "part_restore", kind, key)).status_code == 404
        assert client.post(ours(world, "part_remove", kind, key)).status_code == 404


def test_a_stale_removal_is_a_conflict(world: World, browser: Any) -> None:
    client = browser()
    client.post(ours(world, "area_edit", world.ours.area.pk), {"number": "1", "title": "Nyt", "udgave": 1})
    answer = client.post(ours(world, "part_remove", "omraade", world.ours.area.pk), {"udgave": 1})
    assert answer.status_code == 409
    assert FocusArea.objects.filter(pk=world.ours.area.pk).exists()


def test_an_activity_is_closed_and_opened(world: World, browser: Any) -> None:
    client = browser()
    address = ours(world, "activity_close", world.ours.activity.pk)
    assert client.post(address, {"closed_in": world.ours.periods["2012"].pk}).status_code == 422
    client.post(address, {"closed_in": world.ours.periods["2012"].pk, "closed_reason": "Slut"})
    assert "Lukket i 2012" in html(client.get(ours(world, "activity_edit", world.ours.activity.pk)))
    reopen = ours(world, "activity_reopen", world.ours.activity.pk)
    assert client.post(reopen, {"reopened_reason": " "}).status_code == 422
    client.post(reopen, {"reopened_reason": "Nye midler"})
    assert Activity.objects.get(pk=world.ours.activity.pk).closed_in is None
    page = html(client.get(ours(world, "activity", world.ours.activity.pk)))
    assert "Nye midler" in page


RESULT = {"number": "2", "statement": "De læser", "term": "long", "kind": "number", "unit": "pct."}


def test_a_result_is_made_and_changed_with_its_series(world: World, browser: Any) -> None:
    client = browser()
    shown = html(client.get(ours(world, "result_new") + f"?aktivitet={world.ours.activity.pk}"))
    assert f'value="{world.ours.activity.pk}" checked' in shown
    values = {
        **RESULT,
        "activities": [world.ours.activity.pk],
        "rule": "at_most_over_reference",
        "amount": "2,5",
        "target_series": "Nydanske",
        "reference_series": "Alle; Byen",
    }
    client.post(ours(world, "result_new"), values)
    made = Result.objects.get(project=world.ours.project, number="2")
    assert ResultActivity.objects.filter(result=made).count() == 1
    shown = html(client.get(ours(world, "result_edit", made.pk)))
    for text in ("Nydanske", "Alle; Byen", 'value="2,5"'):
        assert text in shown
    answer = client.post(ours(world, "result_edit", made.pk), {**RESULT, "amount": "3", "udgave": 1})
    assert answer.status_code == 422
    client.post(ours(world, "result_edit", made.pk), {**RESULT, "area": world.ours.area.pk, "udgave": 1})
    assert Result.objects.get(pk=made.pk).area == world.ours.area


def test_a_target_that_cannot_be_judged_is_asked_about_once(world: World, browser: Any) -> None:
    values = {**RESULT, "unit": "personer", "rule": "rises_by_points", "amount": "3"}
    client = browser()
    answer = client.post(ours(world, "result_new"), values)
    assert answer.status_code == 422
    assert "Målet kan ikke afgøres" in html(answer)
    assert (
        client.post(ours(world, "result_new"), {**values, "bekraeft-cannot_be_judged": "1"}).status_code
        == 302
    )


def test_later_targets_are_added_corrected_and_removed(world: World, browser: Any) -> None:
    client = browser()
    new = ours(world, "target_version_new", world.ours.result.pk)
    values = {"valid_from": world.ours.periods["2012"].pk, "deadline": "2013", "reason": "Senere"}
    client.post(new, values)
    again = client.post(new, values)
    assert again.status_code == 422
    assert "Der er allerede et måltal" in html(again)
    version = TargetVersion.objects.get(result=world.ours.result, valid_from=world.ours.periods["2012"])
    address = ours(world, "target_version_edit", world.ours.result.pk, version.pk)
    client.post(address, {**values, "rule": "at_least", "amount": "60", "udgave": 1})
    assert "mindst 60" in html(client.get(ours(world, "result_edit", world.ours.result.pk)))
    client.post(ours(world, "target_version_remove", world.ours.result.pk, version.pk))
    assert TargetVersion.objects.filter(result=world.ours.result).count() == 1
    milestone = ours(world, "milestone_target_new", world.ours.milestone.pk)
    client.post(milestone, {**values, "amount": "60"})
    shown = html(client.get(ours(world, "milestone_edit", world.ours.milestone.pk)))
    assert "60" in shown
    assert "Senere" in shown


def test_periods_and_parties(world: World, browser: Any) -> None:
    client = browser()
    assert client.post(ours(world, "project_periods"), {"periods": "2014 til 2012"}).status_code == 422
    client.post(ours(world, "project_periods"), {"periods": "2014 til 2015; 2013K1"})
    assert ProjectPeriod.objects.filter(project=world.ours.project).count() == 7
    used = client.post(ours(world, "period_remove", world.ours.periods["2012"].pk), follow=True)
    assert "kan ikke fjernes" in html(used)
    added = client.post(
        ours(world, "project_parties"), {"organisation": "Aarhus", "role": "partner"}, follow=True
    )
    assert "Aarhus Kommune er nu part" in html(added)
    for name in ("Ukendt Bureau", "Holstebro"):
        refused = client.post(ours(world, "project_parties"), {"organisation": name, "role": "partner"})
        assert refused.status_code == 422
    for role in ("evaluator", "funder"):
        judge = client.post(ours(world, "project_parties"), {"organisation": "Holstebro", "role": role})
        assert judge.status_code == 422
        assert "Organisationen er allerede ansvarlig for projektet." in html(judge)
    assert Party.objects.filter(organisation=world.organisations["lead"]).count() == 1
    party = Party.objects.get(project=world.ours.project, organisation__name="Aarhus Kommune")
    client.post(ours(world, "party_remove", party.pk))
    assert not Party.objects.filter(pk=party.pk).exists()


def test_a_new_project_is_made_and_can_be_filled_in(world: World, browser: Any) -> None:
    client = browser("lead administrator")
    address = reverse("project_new", args=(world.organisations["lead"].pk,))
    values = {"name": "Nyt", "starts_on": "1/1-26", "ends_on": "31.12.2028", "every": "year"}
    for wrong in (
        {"ends_on": "1.1.2020"},
        {"periods": "snart"},
        {"baseline": "1999"},
        {"partners": "Andeby"},
        {"name": "Vores projekt"},
    ):
        assert client.post(address, {**values, **wrong}).status_code == 422, wrong
    answer = client.post(address, {**values, "partners": "Svendborg; 101"}, follow=True)
    assert "Projektet er oprettet." in html(answer)
    assert "Det, et projekt består af" in html(answer)
    made = Project.objects.get(name="Nyt")
    years = [one.period.canonical for one in ProjectPeriod.objects.filter(project=made)]
    assert years == ["2026", "2027", "2028"]
    assert Party.objects.filter(project=made).count() == 3


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_inert_and_kept(world: World, browser: Any, text: str) -> None:
    client = browser()
    answer = client.post(
        ours(world, "area_edit", world.ours.area.pk), {"number": "1", "title": text, "udgave": 1}
    )
    assert answer.status_code == 302
    shown = html(client.get(ours(world, "structure_outline")))
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "\x00" not in FocusArea.objects.get(pk=world.ours.area.pk).title


def test_a_text_that_is_far_too_long_is_refused_in_words(world: World, browser: Any) -> None:
    answer = browser().post(
        ours(world, "area_edit", world.ours.area.pk),
        {"number": "1" * 500, "title": "x" * 100_000, "udgave": 1},
    )
    assert answer.status_code == 422
    assert "Teksten er for lang" in html(answer)


def test_the_evaluator_assesses_a_result_with_a_light(world: World, browser: Any) -> None:
    client = browser("evaluator")
    address = ours(world, "assessment_new") + f"?resultat={world.ours.result.pk}&periode=2012"
    assert "Farve" in html(client.get(address))
    values = {"period": world.ours.periods["2012"].pk, "text": "Godt på vej", "light": "yellow"}
    answer = client.post(address, values)
    assert answer["Location"].endswith("?periode=2012")
    made = Assessment.objects.get(result=world.ours.result)
    assert (made.light, made.text) == ("yellow", "Godt på vej")
    client.post(ours(world, "assessment_edit", made.pk), {**values, "light": "green", "udgave": 1})
    assert Assessment.objects.get(pk=made.pk).light == "green"
    client.post(ours(world, "assessment_remove", made.pk))
    assert not Assessment.objects.filter(pk=made.pk).exists()
    whole = ours(world, "assessment_new") + f"?resultat={world.theirs.result.pk}"
    assert "Farve" not in html(client.get(whole))  # not this project's: the whole project is assessed
    assert client.post(whole, {"period": world.ours.periods["2012"].pk}).status_code == 422
