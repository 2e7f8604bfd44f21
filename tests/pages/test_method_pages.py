"""Method descriptions on pages: read, written in place and as a whole, in versions, beside another project's."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import rows, words
from virkning.figures.planning import MethodPart
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.plans.actions.method import begin_method, new_version, save_method, write_cell
from virkning.rooms.plans.models import CoreElement, MethodCell, MethodDescription, MethodPhase, MethodTool
from virkning.rooms.programmes.models import Party
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
HX = {"HX-Request": "true"}
#: Session, person, project, its permissions (2), versions, the one that holds and its four, the frame.
QUERIES = 13
#: The same, with two methods and what the two projects are called.
BESIDE = 19


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def at(world: World, name: str, *more: Any, query: str = "") -> str:
    return reverse(name, args=(world.ours.project.pk, *more)) + query


def method(world: World) -> MethodDescription:
    found: MethodDescription = world.ours.rows["MethodDescription"]
    return MethodDescription.objects.get(pk=found.pk)


def phase(world: World) -> MethodPhase:
    return MethodPhase.objects.filter(description__project=world.ours.project).order_by("id")[0]


def cell(world: World, part: str = "kerne") -> str:
    return at(world, "method_cell", phase(world).pk, part)


def written(world: World, part: str = "core") -> str:
    return MethodCell.objects.get(phase=phase(world), part=part).text


def send(client: Client, address: str, **given: Any) -> Any:
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**fields_of(page), **given})


def undo_of(page: Any) -> str:
    return "/fortryd/" + page.content.decode().split('action="/fortryd/')[-1].split('"')[0]


def made_newer(world: World) -> MethodDescription:
    return new_version(method(world), note="Mentor fra dag ét", by=COMMAND_LINE)


# Reading


def test_the_method_is_read_by_all_who_see_the_project(world: World, as_: SignIn) -> None:
    page = as_("steering group").get(at(world, "method"))
    told = words(page)
    assert "Metoden Vores projekt" in told
    assert "Version 1 Gælder nu" in told
    assert "En fast kontaktperson" in told
    assert rows(page, "Kernen i indsatsen") == ["Kernen i indsatsen Mød borgeren, hvor borgeren er"]
    assert rows(page, "Roller og ansvar") == ["Roller og ansvar Ikke beskrevet"]
    assert "Samtaleguide" in told
    for way in ("Ret det hele", "Ny version", "Tilføj redskab", "Tilføj et kerneelement"):
        assert way not in told


def test_a_project_without_one_says_what_it_is_for(world: World, as_: SignIn) -> None:
    MethodDescription.objects.all().delete()
    client = as_("project manager")
    assert "Projektet har ingen metodebeskrivelse endnu" in words(client.get(at(world, "method")))
    for name in ("method_edit", "method_version_new", "method_tool_new", "method_core_new"):
        assert "Begynd metodebeskrivelsen først." in words(client.get(at(world, name), follow=True))
    for name in ("method_versions", "methods_choose"):
        assert client.get(at(world, name)).status_code == 200
    assert client.get(at(world, "method_file", "pdf")).status_code == 404


def test_it_is_begun_with_three_phases(world: World, as_: SignIn) -> None:
    MethodDescription.objects.all().delete()
    client = as_("project manager")
    assert send(client, at(world, "method_new"), title="Mentor").status_code == 302
    told = words(client.get(at(world, "method")))
    assert "Fase 1 Fase 2 Fase 3" in told
    assert send(client, at(world, "method_new"), title="En til").status_code == 422


def test_the_page_takes_the_same_queries_however_much_it_says(
    world: World, as_: SignIn, django_assert_num_queries: Any
) -> None:
    client = as_("project manager")
    for number in range(3):
        client.get(at(world, "method"))
        with django_assert_num_queries(QUERIES):
            client.get(at(world, "method"))
        more = MethodPhase.objects.create(description=method(world), title=f"Fase {number}", position=number)
        MethodCell.objects.create(phase=more, part="roles", text="Mentor")
        MethodTool.objects.create(phase=more, title="Skema")
        CoreElement.objects.create(description=method(world), text=f"Element {number}")


def test_where_no_other_method_is_seen_nothing_leads_to_a_choice(world: World, as_: SignIn) -> None:
    MethodDescription.objects.exclude(project=world.ours.project).delete()
    page = as_("project manager").get(at(world, "method"))
    assert at(world, "methods_choose") not in page.content.decode()
    assert "Når et andet projekt, du kan se, har en metodebeskrivelse" in words(page)


def test_the_project_leads_to_its_method(world: World, as_: SignIn) -> None:
    page = as_("steering group").get(reverse("project", args=(world.ours.project.pk,)))
    assert at(world, "method") in page.content.decode()


# A cell


def test_a_cell_is_written_on_a_page_of_its_own_and_undone(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    answer = send(client, cell(world), text="Mød borgeren hjemme")
    page = client.get(answer.url)
    assert "Feltet er gemt." in words(page)
    client.post(undo_of(page))
    assert written(world) == "Mød borgeren, hvor borgeren er"


def test_a_cell_is_written_in_place(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    editor = client.get(cell(world, "roller"), headers=HX)
    assert b"<textarea" in editor.content
    assert b"<html" not in editor.content
    answer = client.post(cell(world, "roller"), {"text": "Mentoren ringer", "udgave": ""}, headers=HX)
    assert answer.status_code == 200
    assert words(answer).startswith("Mentoren ringer Ret : Roller og ansvar, Afklaring Gemt")
    assert written(world, "roles") == "Mentoren ringer"
    assert b"<textarea" not in client.get(cell(world, "roller") + "?vis=1", headers=HX).content


def test_two_in_one_cell_meet_in_place_and_both_texts_are_kept(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    client.post(cell(world), {"text": "Deres", "udgave": "1"}, headers=HX)
    answer = client.post(cell(world), {"text": "Min", "udgave": "1"}, headers=HX)
    assert answer.status_code == 409
    assert "Der står nu “Deres”, skrevet af en anden." in words(answer)
    assert b">\nMin</textarea>" in answer.content
    assert client.post(cell(world), {"text": "Min", "udgave": "2"}, headers=HX).status_code == 200
    assert written(world) == "Min"


@pytest.mark.parametrize(
    ("text", "said"),
    [("Ring 010190-1234", "CPR-nummer"), ("x" * 40_000, "for lang"), ("\0" * 5000 + "y" * 4001, "for lang")],
)
def test_what_cannot_stand_in_a_cell_is_told_and_kept(
    world: World, as_: SignIn, text: str, said: str
) -> None:
    client = as_("project manager")
    for headers in (HX, {}):
        answer = client.post(cell(world), {"text": text, "udgave": "1"}, headers=headers)
        assert answer.status_code == 422
        assert said in words(answer)
    assert written(world) == "Mød borgeren, hvor borgeren er"


def test_a_part_there_is_not_is_not_found(world: World, as_: SignIn) -> None:
    assert as_("project manager").get(cell(world, "andet")).status_code == 404


# The whole form


def test_the_whole_is_saved_at_once(world: World, as_: SignIn) -> None:
    client, key = as_("project manager"), phase(world).pk
    given = {
        "title": "Mentor fra dag ét",
        f"title_{key}": "Første møde",
        f"starts_on_{key}": "1/1-14",
        f"roles_{key}": "Mentoren",
    }
    answer = send(client, at(world, "method_edit"), **given)
    page = client.get(answer.url)
    assert "Metodebeskrivelsen er gemt." in words(page)
    assert "Første møde Fra 1. januar 2014" in words(page)
    assert written(world, "roles") == "Mentoren"
    client.post(undo_of(page))
    assert (method(world).title, phase(world).title, phase(world).starts_on) == ("Metoden", "Afklaring", None)


def test_two_in_different_cells_both_get_through_and_in_the_same_they_meet(world: World, as_: SignIn) -> None:
    client, address, key = as_("project manager"), at(world, "method_edit"), phase(world).pk
    begun = fields_of(client.get(address))
    send(as_("lead administrator"), address, **{f"core_{key}": "Deres", "title": "Deres navn"})
    other = client.post(address, {**begun, f"roles_{key}": "Mine roller"})
    assert other.status_code == 302
    first = begun["noegle"][0]
    begun_again = {**begun, "noegle": begun["noegle"].replace(first, "1" if first == "0" else "0")}
    answer = client.post(address, {**begun_again, f"core_{key}": "Min"})
    assert answer.status_code == 409
    assert {"Deres", "Min"} <= set(words(answer).split())
    kept = client.post(address, {**fields_of(answer), f"core_{key}": "Min"})
    assert kept.status_code == 302
    assert (written(world), written(world, "roles"), method(world).title) == (
        "Min",
        "Mine roller",
        "Deres navn",
    )


def test_a_phase_that_ends_before_it_begins_is_told_at_its_field(world: World, as_: SignIn) -> None:
    key = phase(world).pk
    given = {f"starts_on_{key}": "1.2.2014", f"ends_on_{key}": "1.1.2014", f"title_{key}": ""}
    answer = send(as_("project manager"), at(world, "method_edit"), **given)
    assert answer.status_code == 422
    given[f"title_{key}"] = "Afklaring"
    answer = send(as_("project manager"), at(world, "method_edit"), **given)
    assert "Fasen slutter, før den begynder." in words(answer)


# Tools


def test_a_tool_is_brought_with_its_file_and_handed_out_as_it_was(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    file = SimpleUploadedFile("guide.txt", "Spørg om arbejde".encode(), "text/plain")
    query = f"?fase={phase(world).pk}"
    assert (
        send(client, at(world, "method_tool_new", query=query), title="Guide", file=file).status_code == 302
    )
    tool = MethodTool.objects.get(title="Guide")
    answer = as_("steering group").get(at(world, "method_tool_file", tool.pk))
    assert answer.content == "Spørg om arbejde".encode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert as_("stranger administrator").get(at(world, "method_tool_file", tool.pk)).status_code == 404
    newer = made_newer(world)
    copy = MethodTool.objects.get(phase__description=newer, title="Guide")
    assert copy.file_id == tool.file_id
    gone = client.post(at(world, "method_tool_remove", copy.pk), follow=True)
    assert "Redskabet er fjernet." in words(gone)
    assert client.get(at(world, "method_tool_file", tool.pk)).status_code == 200


def test_a_file_that_may_not_be_kept_is_told(world: World, as_: SignIn) -> None:
    file = SimpleUploadedFile("guide.exe", b"MZ", "application/octet-stream")
    answer = send(as_("project manager"), at(world, "method_tool_new"), title="Guide", file=file)
    assert answer.status_code == 422
    assert "ikke en fil af den rigtige slags" in words(answer)


def test_a_tool_is_renamed(world: World, as_: SignIn) -> None:
    tool = world.ours.rows["MethodTool"]
    assert send(as_("project manager"), at(world, "method_tool_edit", tool.pk), title="Ny").status_code == 302
    assert MethodTool.objects.get(pk=tool.pk).title == "Ny"


# Core elements


def test_core_elements_are_added_moved_corrected_and_removed(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    assert send(client, at(world, "method_core_new"), text="Arbejde først").status_code == 302
    made = CoreElement.objects.get(text="Arbejde først")

    def there() -> list[str]:
        own = CoreElement.objects.filter(description=method(world)).order_by("position", "id")
        return [one.text for one in own]

    client.post(at(world, "method_core_move", made.pk), {"op": "1"})
    assert there() == ["Arbejde først", "En fast kontaktperson"]
    send(client, at(world, "method_core_edit", made.pk), text="Job først")
    gone = client.post(at(world, "method_core_remove", made.pk), follow=True)
    assert there() == ["En fast kontaktperson"]
    client.post(undo_of(gone))
    assert there() == ["Job først", "En fast kontaktperson"]


# Versions


def test_a_new_version_is_made_and_the_old_one_can_be_read_but_not_written_in(
    world: World, as_: SignIn
) -> None:
    client, old_cell = as_("project manager"), cell(world)
    answer = send(client, at(world, "method_version_new"), note="Mentor", decided_on="1.5.2014")
    page = client.get(answer.url)
    assert "Version 2 er lavet." in words(page)
    assert "Version 2 Gælder nu Besluttet 1. maj 2014 Ændret i versionen Mentor" in words(page)
    old = client.get(at(world, "method_version", method(world).pk))
    assert "Det er en tidligere version" in words(old)
    assert "Ret det hele" not in words(old)
    assert "ikke den version, der gælder" in words(client.get(old_cell, follow=True))
    refused = client.post(old_cell, {"text": "X", "udgave": "1"}, headers=HX)
    assert (refused.status_code, "ikke den version" in words(refused)) == (422, True)
    for name, row in (("method_core_edit", "CoreElement"), ("method_tool_edit", "MethodTool")):
        assert client.get(at(world, name, world.ours.rows[row].pk)).status_code == 302
    for name, row in (("method_core_remove", "CoreElement"), ("method_tool_remove", "MethodTool")):
        assert client.post(at(world, name, world.ours.rows[row].pk)).status_code == 302
    assert client.post(at(world, "method_core_move", world.ours.rows["CoreElement"].pk)).status_code == 302
    assert CoreElement.objects.filter(pk=world.ours.rows["CoreElement"].pk).exists()
    client.post(undo_of(page))
    assert "Version 1 Gælder nu" in words(client.get(at(world, "method")))


def test_two_versions_are_compared_cell_by_cell(world: World, as_: SignIn) -> None:
    newer = made_newer(world)
    first = MethodPhase.objects.get(description=newer)
    write_cell(phase=first, part=MethodPart.ROLES, text="Mentoren", by=COMMAND_LINE)
    page = as_("steering group").get(at(world, "method_versions"))
    assert "1 felt er ændret: Fase 1 (Afklaring): Roller og ansvar." in words(page)
    [row] = rows(page, "Fase 1 (Afklaring): Roller og ansvar")
    assert row == "Fase 1 (Afklaring): Roller og ansvar Ikke beskrevet Mentoren"
    assert "Uændret: Kerneelementer; Fase 1 (Afklaring): navn og datoer;" in words(page)
    for query in ("?fra=2&til=1", "?fra=x&til=%00", "?fra=1&til=1", "?fra=99999999999999999999&til=1"):
        odd = as_("steering group").get(at(world, "method_versions", query=query))
        assert "1 felt er ændret" in words(odd)


def test_the_version_that_holds_is_removed_and_brought_back(world: World, as_: SignIn) -> None:
    newer, client = made_newer(world), as_("project manager")
    gone = client.post(at(world, "method_version_remove", newer.pk), follow=True)
    assert "Versionen er fjernet." in words(gone)
    assert "Version 1 Gælder nu" in words(gone)
    client.post(undo_of(gone))
    assert "Version 2 Gælder nu" in words(client.get(at(world, "method")))


def test_a_version_another_has_corrected_is_not_removed_unread(world: World, as_: SignIn) -> None:
    newer, client = made_newer(world), as_("project manager")
    assert f'name="udgave" value="{newer.version}"' in client.get(at(world, "method")).content.decode()
    head = {"title": "Ny titel", "note": newer.note, "decided_on": newer.decided_on}
    save_method(newer, head=head, by=COMMAND_LINE)
    told = client.post(at(world, "method_version_remove", newer.pk), {"udgave": "1"}, follow=True)
    assert f"Det er ikke fjernet, for {COMMAND_LINE.name} har ændret det, siden du så det." in words(told)
    assert MethodDescription.objects.filter(pk=newer.pk).exists()


# Side by side


def both(world: World) -> None:
    """The stranger's project is seen too."""
    Party.objects.create(
        project=world.theirs.project, organisation=world.organisations["lead"], role="partner", position=1
    )


def test_two_projects_methods_stand_side_by_side(
    world: World, as_: SignIn, django_assert_num_queries: Any
) -> None:
    both(world)
    MethodCell.objects.filter(phase__description__project=world.theirs.project).update(text="Mød i gruppe")
    client, other = as_("lead administrator"), world.theirs.project.pk
    assert "Deres projekt" in words(client.get(at(world, "methods_choose")))
    chosen = client.get(at(world, "methods_choose", query=f"?projekt={other}"))
    assert chosen.url == at(world, "methods_beside", other)
    page = client.get(chosen.url)
    [row] = rows(page, "Kernen i indsatsen")
    assert row == "Kernen i indsatsen Mød borgeren, hvor borgeren er Mød i gruppe"
    with django_assert_num_queries(BESIDE):
        client.get(chosen.url)


def test_a_project_one_does_not_see_is_not_there(world: World, as_: SignIn) -> None:
    client, other = as_("project manager"), world.theirs.project.pk
    assert "Deres projekt" not in words(client.get(at(world, "methods_choose")))
    assert client.get(at(world, "methods_beside", other)).status_code == 404
    assert client.get(at(world, "methods_beside", 10**30)).status_code == 404
    assert client.get(at(world, "methods_choose", query=f"?projekt={other}")).status_code == 200
    assert client.get(at(world, "methods_beside", world.ours.project.pk)).status_code == 302


def test_a_project_without_a_method_says_so(world: World, as_: SignIn) -> None:
    both(world)
    MethodDescription.objects.filter(project=world.theirs.project).delete()
    page = as_("lead administrator").get(at(world, "methods_beside", world.theirs.project.pk))
    assert "har ingen metodebeskrivelse endnu" in words(page)


# Taken home


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_method_is_taken_home_in_the_version_asked_for(world: World, as_: SignIn, kind: str) -> None:
    made_newer(world)
    client = as_("steering group")
    for query, status in (("", 200), ("?version=1", 200), ("?version=9", 404), ("?version=x", 404)):
        answer = client.get(at(world, "method_file", kind, query=query))
        assert answer.status_code == status
    assert client.get(at(world, "method_file", "xlsx")).status_code == 404


def test_another_projects_begun_method_is_left_alone(world: World) -> None:
    before = MethodDescription.objects.filter(project=world.theirs.project).count()
    MethodDescription.objects.filter(project=world.ours.project).delete()
    begin_method(project=world.ours.project, title="Ny", decided_on=date(2014, 1, 1), by=COMMAND_LINE)
    assert MethodDescription.objects.filter(project=world.theirs.project).count() == before
