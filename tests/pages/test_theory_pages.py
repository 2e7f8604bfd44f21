"""The theory of change on pages: drawing and list say the same, a way is chosen, arrows are drawn from either end."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from django.urls import reverse
from pptx import Presentation

from pages.forms_reading import fields_of
from pages.reading import rows, words
from virkning.figures.indicators import IndicatorKind, Term
from virkning.figures.theory import Basis
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.evaluations.actions.structure import remove_part
from virkning.rooms.programmes.models import Party, Project
from virkning.rooms.results.actions.results import Meaning, create_result
from virkning.rooms.results.models import Result
from virkning.rooms.theory.actions.arrows import Ties, draw_arrow
from virkning.rooms.theory.models import Arrow
from world import World

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
#: Session, person, project, its permissions (2), facts (10), arrows, explanations, the frame.
QUERIES = 18


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


@pytest.fixture
def long(world: World) -> Result:
    """A result on long term that nobody measures."""
    meaning = Meaning(number="20", statement="Flere i job", term=Term.LONG, kind=IndicatorKind.NONE)
    return create_result(project=world.ours.project, meaning=meaning, by=COMMAND_LINE)


def at(world: World, name: str, *more: Any) -> str:
    return reverse(name, args=(world.ours.project.pk, *more))


def keys(world: World) -> tuple[str, str]:
    return f"aktivitet-{world.ours.activity.pk}", f"resultat-{world.ours.result.pk}"


def arrow(world: World) -> Arrow:
    return Arrow.objects.get(project=world.ours.project)


def draw(world: World, end: Result, **given: Any) -> Arrow:
    ties = Ties(end, from_result=world.ours.result)
    return draw_arrow(project=world.ours.project, ties=ties, by=COMMAND_LINE, **given)


def drawing(page: Any) -> Any:
    """The drawing on the page."""
    html = page.content.decode()
    begin = html.index('<svg xmlns="http://www.w3.org/2000/svg"', html.index('class="theory-map '))
    return fromstring(html[begin : html.index("</svg>", begin) + 6])


def undo_of(page: Any) -> str:
    return "/fortryd/" + page.content.decode().split('action="/fortryd/')[-1].split('"')[0]


# Reading


def test_the_drawing_and_the_list_say_the_same(world: World, long: Result, as_: SignIn) -> None:
    draw(world, long)
    page = as_("steering group").get(at(world, "theory") + "?periode=2013")
    svg = drawing(page)
    links = [one for one in svg if one.tag.endswith("}a")]
    assert len(links) == 3
    listed = words(page)
    for link in links:
        name = link.get("aria-label", "").split(".")[0]
        assert name in listed
    [row] = [one for one in rows(page, "Flere i job") if "Slutmål" in one]
    assert "Måles ikke" in row
    assert "Tegn en pil" not in listed  # reads only
    assert "Tilføj" not in listed


def test_as_a_list_there_is_no_drawing(world: World, as_: SignIn) -> None:
    page = as_("project manager").get(at(world, "theory") + "?vis=liste")
    assert 'class="theory-map' not in page.content.decode()
    assert "Aktivitet i Vores projekt" in words(page)


def test_a_chosen_box_lights_its_way_and_tells_its_links(world: World, long: Result, as_: SignIn) -> None:
    draw(world, long, reason="Det siger forskningen", basis=Basis.EVIDENCE, other_explanations="En reform")
    activity, _result = keys(world)
    page = as_("project manager").get(at(world, "theory") + f"?valgt={activity}&periode=2013")
    told = words(page)
    assert "Valgt: 1.1 Aktivitet i Vores projekt." in told
    assert "Vejen har 2 led. 1 af dem er en antagelse." in told
    assert "Leddene bag den valgte vej" in told
    assert "Det siger forskningen" in told
    assert "Anden forklaring: En reform" in told
    assert "Evaluators andre forklaring på resultatet: En skolesammenlægning" in told
    [chosen] = [one for one in drawing(page) if one.get("aria-current")]
    assert chosen.get("href").endswith("#valgt")


def test_gaps_are_said_with_the_way_to_mend_them(world: World, long: Result, as_: SignIn) -> None:
    page = as_("project manager").get(at(world, "theory"))
    told = words(page)
    assert "20. Flere i job : intet fører hertil." in told or "20. Flere i job: intet fører hertil." in told
    html = page.content.decode()
    assert at(world, "arrow_new") + f"?ender=resultat-{long.pk}" in html
    assert at(world, "result_edit", long.pk) in html


def test_without_arrows_the_page_says_how_to_begin(world: World, as_: SignIn) -> None:
    Arrow.objects.all().delete()
    page = as_("project manager").get(at(world, "theory"))
    assert "Der er ikke tegnet nogen pile endnu" in words(page)
    assert "Huller" not in words(page)


def test_a_project_without_anything(world: World, as_: SignIn) -> None:
    bare = Project.objects.create(name="Tomt", starts_on="2010-01-01", ends_on="2013-12-31")
    Party.objects.create(project=bare, organisation=world.organisations["lead"], role="lead")
    page = as_("lead administrator").get(reverse("theory", args=(bare.pk,)))
    assert "Projektet har ingen aktiviteter og resultater endnu" in words(page)
    for name, kind in (("theory_file", "docx"), ("theory_file", "pptx"), ("theory_picture", "png")):
        assert as_("lead administrator").get(reverse(name, args=(bare.pk, kind))).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "?valgt=aktivitet-999999999999999999999",
        "?valgt=%00",
        "?periode=x",
        "?vis=x&valgt=" + "a" * 4000,
        "?valgt=x",
    ],
)
def test_odd_addresses_show_the_page(world: World, as_: SignIn, query: str) -> None:
    page = as_("project manager").get(at(world, "theory") + query)
    assert page.status_code == 200
    assert "Vælg en aktivitet eller et resultat" in words(page)


def test_the_queries_do_not_grow(world: World, as_: SignIn, django_assert_num_queries: Any) -> None:
    client = as_("project manager")
    client.get(at(world, "theory"))
    with django_assert_num_queries(QUERIES):
        client.get(at(world, "theory"))
    for number in range(30, 40):
        meaning = Meaning(number=str(number), statement="Nyt", term=Term.LONG, kind=IndicatorKind.NONE)
        draw(world, create_result(project=world.ours.project, meaning=meaning, by=COMMAND_LINE))
    with django_assert_num_queries(QUERIES):
        client.get(at(world, "theory"))


# Drawing


def test_an_arrow_is_drawn_from_an_activity_and_undone(world: World, long: Result, as_: SignIn) -> None:
    client, (activity, _result) = as_("project manager"), keys(world)
    address = at(world, "arrow_new") + f"?begynder={activity}"
    page = client.get(address)
    assert "Hvad fører 1.1 Aktivitet i Vores projekt til?" in words(page)
    sent = {**fields_of(page), "end": f"resultat-{long.pk}", "basis": "evidence", "reason": "Fordi"}
    done = client.post(address, sent, follow=True)
    assert "Pilen er tegnet." in words(done)
    made = Arrow.objects.get(to_result=long)
    assert (made.from_activity, made.basis, made.reason) == (world.ours.activity, "evidence", "Fordi")
    assert client.post(address, sent, follow=True).status_code == 200  # sent twice, made once
    assert Arrow.objects.filter(to_result=long).count() == 1
    client.post(undo_of(done))
    assert not Arrow.objects.filter(to_result=long).exists()


def test_an_arrow_is_drawn_from_a_result(world: World, long: Result, as_: SignIn) -> None:
    client, (_activity, result) = as_("project manager"), keys(world)
    address = at(world, "arrow_new") + f"?ender=resultat-{long.pk}"
    page = client.get(address)
    assert "Hvad fører til 20 Flere i job?" in words(page)
    client.post(address, {**fields_of(page), "start": result})
    assert Arrow.objects.get(to_result=long).from_result == world.ours.result


def test_what_is_refused_is_said_at_the_field_and_nothing_is_lost(
    world: World, long: Result, as_: SignIn
) -> None:
    client, (activity, result) = as_("project manager"), keys(world)
    address = at(world, "arrow_new")
    begun = fields_of(client.get(address))
    refused = {
        "Der er allerede en pil mellem de to.": {"start": activity, "end": result},
        "En pil kan ikke gå fra langt sigt tilbage til": {"start": f"resultat-{long.pk}", "end": result},
        "Et resultat kan ikke føre til sig selv.": {"start": result, "end": result},
        "Vælg en af mulighederne på listen.": {"start": "aktivitet-0", "end": "\x00"},
        "Feltet skal udfyldes.": {"start": "", "end": ""},
    }
    for said, given in refused.items():
        page = client.post(address, {**begun, **given, "reason": "Skal blive stående"})
        assert page.status_code == 422, said
        assert said in words(page)
        assert "Skal blive stående" in page.content.decode()
    long_text = client.post(address, {**begun, "start": activity, "end": result, "reason": "a" * 40_000})
    assert long_text.status_code == 422
    cpr = client.post(
        address, {**begun, "start": activity, "end": f"resultat-{long.pk}", "reason": "010203-1234"}
    )
    assert cpr.status_code == 422
    assert Arrow.objects.filter(to_result=long).count() == 0


def test_an_arrow_is_corrected_and_a_conflict_is_met(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    address = at(world, "arrow_edit", arrow(world).pk)
    first, second = fields_of(client.get(address)), fields_of(client.get(address))
    done = client.post(address, {**first, "basis": "evidence", "reason": "Målt"}, follow=True)
    assert "Pilen er rettet." in words(done)
    conflict = client.post(address, {**second, "reason": "Noget andet"})
    assert conflict.status_code == 409
    assert "Målt" in conflict.content.decode()


def test_an_arrow_is_removed_with_an_undo(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    done = client.post(at(world, "arrow_remove", arrow(world).pk), follow=True)
    assert "Pilen er fjernet." in words(done)
    assert not Arrow.objects.filter(project=world.ours.project).exists()
    client.post(undo_of(done))
    assert arrow(world).to_result == world.ours.result


def test_a_hidden_arrow_is_not_there(world: World, as_: SignIn) -> None:
    hidden = arrow(world).pk
    remove_part(Result.objects.get(pk=world.ours.result.pk), by=COMMAND_LINE)
    client = as_("project manager")
    assert client.get(at(world, "arrow_edit", hidden)).status_code == 404
    assert client.post(at(world, "arrow_remove", hidden)).status_code == 404


def test_a_removal_says_how_many_arrows_follow(world: World, as_: SignIn) -> None:
    page = as_("project manager").get(at(world, "part_remove", "resultat", world.ours.result.pk))
    assert "1 pil i forandringsteorien" in words(page)


def test_a_result_between_is_made_on_the_way(world: World, as_: SignIn) -> None:
    client, (activity, _result) = as_("project manager"), keys(world)
    form = at(world, "arrow_new") + f"?begynder={activity}"
    html = client.get(form).content.decode()
    address = html.split(at(world, "result_new"))[1].split('"')[0].replace("&amp;", "&")
    page = client.get(at(world, "result_new") + address)
    begun = fields_of(page)
    assert (begun["term"], begun["kind"]) == ("medium", "none")
    done = client.post(at(world, "result_new") + address, {**begun, "statement": "Et led imellem"})
    assert done.status_code == 302
    assert done["Location"] == form
    assert Result.objects.get(statement="Et led imellem").kind == IndicatorKind.NONE


# What is not measured, on the pages where values are


def test_what_is_not_measured_has_no_form_and_says_so(world: World, long: Result, as_: SignIn) -> None:
    client = as_("project manager")
    assert client.get(at(world, "report_result", long.pk, "2013")).status_code == 404
    page = client.get(at(world, "result", long.pk))
    assert "Måles ikke" in words(page)
    assert "Skriv måling" not in words(page)
    assert "Flere i job" not in words(client.get(at(world, "value_grid")))
    project = client.get(at(world, "project"))
    [row] = rows(project, "Flere i job")
    assert "Måles ikke" in row
    assert "for få værdier" not in row
    assert "Intet mål" not in row
    assert "Intet mål" not in words(page)


# Files


@pytest.mark.parametrize(
    ("name", "kind", "begins"),
    [
        ("theory_file", "docx", b"PK"),
        ("theory_file", "pdf", b"%PDF"),
        ("theory_file", "pptx", b"PK"),
        ("theory_picture", "png", b"\x89PNG"),
        ("theory_picture", "svg", b"<svg"),
    ],
)
def test_it_is_taken_home(world: World, as_: SignIn, name: str, kind: str, begins: bytes) -> None:
    answer = as_("project manager").get(at(world, name, kind) + "?periode=2013")
    assert answer.content.startswith(begins)
    assert f".{kind}" in answer["Content-Disposition"]


def test_other_kinds_are_not_there(world: World, as_: SignIn) -> None:
    for name, kind in (("theory_file", "svg"), ("theory_file", "x"), ("theory_picture", "docx")):
        assert as_("project manager").get(at(world, name, kind)).status_code == 404


def test_the_slide_has_native_shapes_and_connectors(world: World, long: Result, as_: SignIn) -> None:
    draw(world, long, basis=Basis.EVIDENCE)
    answer = as_("project manager").get(at(world, "theory_file", "pptx") + "?periode=2013")
    [slide] = Presentation(io.BytesIO(answer.content)).slides
    assert slide.shapes.title.text == "Forandringsteori: Vores projekt"
    described = {one.name: one._element.xpath(".//p:cNvPr")[0].get("descr") for one in slide.shapes}
    activity, result = keys(world)
    assert described[f"{activity} → {result}"].endswith("(antagelse)")
    assert described[f"{result} → resultat-{long.pk}"].endswith("(dokumentation)")
    assert all(words for name, words in described.items() if name != "Title 1")
