"""The life cycle on pages: proposals and decisions, redefinitions, merged activities, and a light with its reason."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import words
from virkning.figures.periods import Period
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.actions.activities import create_activity
from virkning.rooms.activities.models import Activity, Milestone, MilestoneTarget, StatusReport
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.evaluations.models import Assessment, Proposal
from virkning.rooms.reports.queries.whole import load_whole
from virkning.rooms.reports.status_note.document import note_blocks
from virkning.rooms.reports.status_note.note import status_note
from virkning.rooms.results.models import Redefinition, Result
from world import World

pytestmark = pytest.mark.django_db

As = Callable[[str], Client]
#: Session, person, the project, its permissions, its facts, the proposals, and the frame: however many there are.
LIST_QUERIES = 17


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def at(world: World, name: str, *more: Any) -> str:
    return reverse(name, args=(world.ours.project.pk, *more))


def of(world: World) -> Proposal:
    return Proposal.objects.get(pk=world.ours.rows["Proposal"].pk)


def send(client: Client, address: str, **given: str) -> Any:
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**fields_of(page), **given})


def printed(world: World, period: str) -> str:
    note = status_note(load_whole(world.ours.project), Period.parse(period), date(2014, 1, 1), charts=False)
    return repr(list(note_blocks(note)))


def undo_last(client: Client, page: Any) -> None:
    entry = page.content.decode().split('action="/fortryd/')[1].split('"')[0]
    client.post(f"/fortryd/{entry}", follow=True)


# Proposals ------------------------------------------------------------------------------------------------------------


def test_an_evaluator_proposes_and_it_stands_beside_the_milestone_and_in_the_note(
    world: World, as_: As
) -> None:
    client = as_("evaluator")
    address = f"{at(world, 'proposal_new')}?milepael={world.ours.milestone.pk}&periode=2012"
    answer = send(client, address, kind="revise", text="30 deltagere", reason="Årgangen er mindre")
    assert answer.status_code == 302
    told = words(client.get(at(world, "activity", world.ours.activity.pk)))
    said = (
        "Evaluator foreslår i 2012 et nyt måltal eller en ny frist: 30 deltagere. "
        "Begrundelse: Årgangen er mindre."
    )
    assert f"{said} Projektet har ikke besluttet sig endnu." in told
    assert said in printed(world, "2012")
    assert said not in printed(world, "2011")


def test_following_leads_to_the_form_that_carries_it_out(world: World, as_: As) -> None:
    client, address = as_("project manager"), at(world, "proposal_decide", of(world).pk)
    answer = send(client, address, decision="accepted")
    form = f"{at(world, 'milestone_edit', world.ours.milestone.pk)}?forslag={of(world).pk}"
    assert answer["Location"] == form
    listed = words(client.get(at(world, "proposals")))
    assert "Skal gennemføres" in listed
    assert "Det er ikke gennemført endnu." in listed
    shown = client.get(form)
    assert "Evaluator foreslår: Gælder alle nu" in words(shown)
    fields = fields_of(shown)
    assert (fields["retired_in"], fields["reason"]) == (
        str(world.ours.periods["2013"].pk),
        "Gælder alle nu",
    )
    assert client.post(form, fields).status_code == 302
    assert Milestone.objects.get(pk=world.ours.milestone.pk).retired_in == world.ours.periods["2013"]
    assert "Det er ikke gennemført endnu." not in words(client.get(at(world, "proposals")))
    assert "at milepælen udgår: Gælder alle nu. Projektet har fulgt forslaget." in printed(world, "2013")


def test_a_new_target_begins_with_what_was_proposed(world: World, as_: As) -> None:
    made = of(world)
    Proposal.objects.filter(pk=made.pk).update(kind="revise", text="30 deltagere")
    client = as_("project manager")
    answer = send(client, at(world, "proposal_decide", made.pk), decision="accepted")
    page = client.get(answer["Location"])
    assert "Evaluator foreslår: 30 deltagere" in words(page)
    assert client.post(answer["Location"], {**fields_of(page), "amount": "30"}).status_code == 302
    target = MilestoneTarget.objects.get(milestone=world.ours.milestone, valid_from__isnull=False)
    assert (target.valid_from, target.reason) == (world.ours.periods["2013"], "Gælder alle nu")
    assert "fulgt forslaget. Besluttet af" in words(client.get(at(world, "proposals")))


def test_a_rejection_takes_a_reason_and_keeps_what_was_chosen(world: World, as_: As) -> None:
    client, address = as_("project manager"), at(world, "proposal_decide", of(world).pk)
    answer = send(client, address, decision="rejected", decision_reason=" ")
    assert answer.status_code == 422
    assert "Skriv, hvorfor forslaget er afvist." in words(answer)
    answer = send(client, address, decision="rejected", decision_reason="Vi når det")
    assert answer["Location"] == at(world, "proposals")
    assert "Projektet har afvist forslaget: Vi når det." in words(client.get(at(world, "proposals")))


def test_it_waits_on_the_day_of_those_who_decide_until_they_have(world: World, as_: As) -> None:
    client, proposal = as_("project manager"), of(world)
    Proposal.objects.filter(pk=proposal.pk).update(decision="", decided_at=None, decided_by="")
    page = client.get(reverse("my_day"))
    told = words(page)
    assert "Tag stilling til forslaget om" in told, told
    assert at(world, "proposal_decide", proposal.pk) in page.content.decode()
    assert "Tag stilling" not in words(as_("evaluator").get(reverse("my_day")))
    send(client, at(world, "proposal_decide", proposal.pk), decision="rejected", decision_reason="Nej")
    assert "Tag stilling" not in words(client.get(reverse("my_day")))


def test_who_may_what(world: World, as_: As) -> None:
    key = of(world).pk
    assert as_("evaluator").get(at(world, "proposal_decide", key)).status_code == 403
    assert as_("project manager").get(at(world, "proposal_edit", key)).status_code == 403
    page = words(as_("steering group").get(at(world, "proposals")))
    assert "Gælder alle nu" in page
    assert "Beslut" not in page.replace("Venter på beslutning", "")


def test_a_decision_is_taken_back_by_those_who_decide(world: World, as_: As) -> None:
    client = as_("project manager")
    address = at(world, "proposal_decide", of(world).pk)
    fields = {**fields_of(client.get(address)), "decision": "rejected", "decision_reason": "Nej"}
    page = client.post(address, fields, follow=True)
    entry = page.content.decode().split('action="/fortryd/')[1].split('"')[0]
    assert as_("evaluator").post(f"/fortryd/{entry}").status_code == 403
    client.post(f"/fortryd/{entry}")
    assert (of(world).decision, of(world).decided_at) == ("", None)


def test_a_decided_proposal_is_not_corrected_or_removed(world: World, as_: As) -> None:
    key = of(world).pk
    send(as_("project manager"), at(world, "proposal_decide", key), decision="accepted")
    client = as_("evaluator")
    assert client.get(at(world, "proposal_edit", key)).status_code == 302
    page = client.post(at(world, "proposal_remove", key), follow=True)
    assert "Projektet har besluttet sig" in words(page)


def test_an_open_proposal_is_removed_and_undone(world: World, as_: As) -> None:
    client, key = as_("evaluator"), of(world).pk
    page = client.post(at(world, "proposal_remove", key), follow=True)
    assert not Proposal.objects.filter(pk=key).exists()
    undo_last(client, page)
    assert Proposal.objects.filter(pk=key).exists()


def test_the_list_takes_a_fixed_number_of_queries(
    world: World, as_: As, django_assert_num_queries: Any
) -> None:
    client = as_("steering group")
    with django_assert_num_queries(LIST_QUERIES):
        client.get(at(world, "proposals"))
    for _more in range(3):
        Proposal.objects.create(
            project=world.ours.project,
            result=world.ours.result,
            period=world.ours.periods["2012"],
            kind="retire",
            reason="Flere",
        )
    with django_assert_num_queries(LIST_QUERIES):
        client.get(at(world, "proposals"))


@pytest.mark.parametrize("query", ["", "?milepael=x", "?resultat=99999999", "?milepael=%00", "?resultat=-1"])
def test_a_proposal_about_nothing_is_not_found(world: World, as_: As, query: str) -> None:
    assert as_("evaluator").get(at(world, "proposal_new") + query).status_code == 404


def test_another_projects_milestone_is_not_found(world: World, as_: As) -> None:
    address = f"{at(world, 'proposal_new')}?milepael={world.theirs.milestone.pk}"
    assert as_("evaluator").get(address).status_code == 404


# Redefinitions --------------------------------------------------------------------------------------------------------


def test_a_result_is_redefined_and_every_page_tells_the_break(world: World, as_: As) -> None:
    Redefinition.objects.filter(result=world.ours.result).delete()
    client, key = as_("project manager"), world.ours.result.pk
    address = at(world, "redefinition_new", key)
    period = str(world.ours.periods["2012"].pk)
    page = client.get(address)
    fields = {**fields_of(page), "valid_from": period, "after": "Flere læser", "reason": "Ny prøve."}
    page = client.post(address, fields, follow=True)
    assert "Resultatet er omdefineret." in words(page)
    assert Result.objects.get(pk=key).statement == "Flere læser"
    told = words(client.get(at(world, "result", key)))
    assert "Databrud: Omdefineret fra 2012: Ny prøve" in told
    assert "Før: Resultat i Vores projekt" in told
    assert "Værdien er steget fra 25 pct. i 2012" in told.replace("\N{NO-BREAK SPACE}", " ")
    assert "Databrud: Omdefineret fra 2012: Ny prøve" in printed(world, "2013")
    assert "Omdefineret fra 2012" not in printed(world, "2011")
    undo_last(client, page)
    assert Result.objects.get(pk=key).statement == "Resultat i Vores projekt"


def test_a_redefinition_is_corrected_and_removed_from_the_results_form(world: World, as_: As) -> None:
    client, key = as_("project manager"), world.ours.result.pk
    made = Redefinition.objects.get(result=key)
    address = at(world, "redefinition_edit", key, made.pk)
    assert send(client, address, reason="Rettet grund").status_code == 302
    assert "Rettet grund" in words(client.get(at(world, "result_edit", key)))
    page = client.post(at(world, "redefinition_remove", key, made.pk), follow=True)
    assert not Redefinition.objects.filter(result=key).exists()
    undo_last(client, page)
    assert Redefinition.objects.filter(result=key).exists()


def test_the_same_period_twice_is_said_at_the_field(world: World, as_: As) -> None:
    client = as_("project manager")
    address = at(world, "redefinition_new", world.ours.result.pk)
    period = str(world.ours.periods["2013"].pk)
    answer = send(client, address, valid_from=period, after="Nu", reason="Igen")
    assert answer.status_code == 422
    assert "allerede omdefineret fra den periode" in words(answer)


# Merged activities ----------------------------------------------------------------------------------------------------


def test_an_activity_is_merged_and_both_tell_it(world: World, as_: As) -> None:
    into = create_activity(area=world.ours.area, number="1.2", title="Mentorer", by=COMMAND_LINE)
    client, key = as_("project manager"), world.ours.activity.pk
    address = at(world, "activity_merge", key)
    fields = {"into": str(into.pk), "closed_in": str(world.ours.periods["2012"].pk)}
    page = client.get(address)
    page = client.post(address, {**fields_of(page), **fields, "closed_reason": "Samme unge"}, follow=True)
    assert "Aktiviteten er lagt sammen med 1.2 Mentorer." in words(page)
    assert "Lagt sammen med 1.2 Mentorer i 2012. Samme unge" in words(client.get(at(world, "activity", key)))
    other = words(client.get(at(world, "activity", into.pk)))
    assert "1.1 Aktivitet i Vores projekt er lagt sammen med denne aktivitet." in other
    assert "Lagt sammen med 1.2 Mentorer i 2012. Samme unge" in printed(world, "2012")
    assert "Lagt sammen" not in printed(world, "2011")
    undo_last(client, page)
    assert Activity.objects.get(pk=key).merged_into is None


# Two lights -----------------------------------------------------------------------------------------------------------


def judging(world: World) -> str:
    return at(world, "judge_activity", world.ours.activity.pk, "2012")


def test_a_light_that_differs_asks_why_and_keeps_what_was_chosen(world: World, as_: As) -> None:
    client, key = as_("evaluator"), world.ours.milestone.pk
    answer = send(client, judging(world), **{f"light_{key}": "red"})
    assert answer.status_code == 422
    assert "Farven er sat til rød, men beregnet til" in words(answer)
    assert 'value="red" checked' in answer.content.decode()
    answer = send(client, judging(world), **{f"light_{key}": "red", f"reason_{key}": "Set på stedet"})
    assert answer.status_code == 302
    assert StatusReport.objects.get(milestone=key).judged_reason == "Set på stedet"
    page = words(client.get(at(world, "activity", world.ours.activity.pk)))
    assert "Vurderet rød: Set på stedet" in page
    assert "Beregnet:" in page
    assert "Vurderet rød (beregnet " in printed(world, "2012")
    assert "Set på stedet" in printed(world, "2012")


def test_a_light_where_nothing_is_expected_is_asked_about(world: World, as_: As) -> None:
    client, key = as_("evaluator"), world.ours.milestone.pk
    StatusReport.objects.filter(milestone=key).delete()
    Milestone.objects.filter(pk=key).update(expected_from=world.ours.periods["2013"])
    given = {f"light_{key}": "yellow", f"reason_{key}": "Går i gang for sent"}
    answer = send(client, judging(world), **given)
    assert answer.status_code == 422
    assert "Der forventes først noget fra 2013. Farven vises alligevel" in words(answer)
    given[f"bekraeft-not_expected-{key}"] = "1"
    assert send(client, judging(world), **given).status_code == 302
    assert StatusReport.objects.get(milestone=key).judged == "yellow"


def test_a_result_judged_otherwise_takes_words(world: World, as_: As) -> None:
    client = as_("evaluator")
    address = f"{at(world, 'assessment_new')}?resultat={world.ours.result.pk}&periode=2013"
    assert "Beregnet: 2011" in words(client.get(address))
    answer = send(client, address, light="green")
    assert answer.status_code == 422
    assert "Farven er sat til grøn, men beregnet til rød. Skriv hvorfor." in words(answer)
    assert send(client, address, light="green", text="Prøven er ny").status_code == 302
    assert Assessment.objects.filter(result=world.ours.result, light="green").exists()
