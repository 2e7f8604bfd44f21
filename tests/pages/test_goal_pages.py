"""A programme's goals: what each reader sees of them, that nothing hidden leaves, and how the number was made."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from goal_examples import Sexes, make_delivery, make_run
from pages.reading import rows, words
from virkning.rooms.access.scope import Scope, system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.organisations.actions.tokens import create_token
from virkning.rooms.registerruns.actions.publications import publish_run
from virkning.rooms.registerruns.models import Publication, Run
from virkning.rooms.registerruns.stages import Reach
from world import World

pytestmark = pytest.mark.django_db

#: Three persons of 21: too few to be shown, and with it as many others as it takes.
SECRET = ((1, 11), (2, 10))
COUNTED: Sexes = {
    "661": [((100, 303), (80, 211)), ((140, 305), (101, 207))],
    "479": [((60, 207), (55, 203)), ((59, 209), (54, 207))],
    "791": [SECRET, ((3, 11), (4, 12))],
    "101": [((700, 2011), (650, 2013)), ((900, 2003), (803, 2011))],
    "147": [((300, 807), (290, 803)), ((350, 809), (333, 801))],
}
GOAL = "selvforsoergelse"


@pytest.fixture
def run(world: World, everything: Scope) -> Run:
    """A run with a municipality that must be hidden, not published yet; the world's own is taken back."""
    Publication._base_manager.all().delete()
    delivery = make_delivery(world.organisations["funder"], name="Registret")
    return make_run(delivery, world.programme, COUNTED, project=["661", "479", "791", "101"])


def published(run: Run, reach: Reach = Reach.ALL) -> Run:
    publish_run(run=run, by=COMMAND_LINE, reach=reach)
    return run


def goal(run: Run, name: str = "programme_goal", *more: str) -> str:
    return reverse(name, args=(run.programme_id, GOAL, *more))


def test_a_goal_is_told_in_a_sentence_and_a_row_a_municipality(
    run: Run, as_: Callable[[str], Client], django_assert_num_queries: Any
) -> None:
    published(run)
    client = as_("project manager")
    # Session, person, programme, what is published and its runs, the person's municipalities, counts, names, what
    # they may in the programme and of the register, the frame. As many for 98 municipalities as for three.
    with django_assert_num_queries(11):
        response = client.get(goal(run))
    told = words(response)
    assert "Andelen er steget i begge sammenlignelige kommuner, med mellem 8,9 og 12,1 procentpoint." in told
    assert "Tallene for Svendborg og Viborg er skjult" in told
    (own,) = [one for one in rows(response, "din kommune") if "35,0" in one]
    assert "Holstebro" in own
    assert "47,1 Ændring +12,1" in own
    for name in ("programme_goals", "programme_goal_how"):
        page = client.get(
            reverse(name, args=(run.programme_id, *([GOAL] if name != "programme_goals" else [])))
        )
        assert page.status_code == 200


def test_what_is_hidden_is_nowhere(run: Run, as_: Callable[[str], Client], world: World) -> None:
    """The page with its points, the table, the files, the API: no counts, no share, no place on the axis."""
    published(run)
    client = as_("coordinator")
    answers = [
        client.get(goal(run) + asked).content.decode() for asked in ("", "?gruppe=kvinde", "?orden=navn")
    ]
    answers += [
        client.get(goal(run, "programme_goal_file", kind)).content.decode() for kind in ("csv", "svg")
    ]
    answers.append(sheet_words(client.get(goal(run, "programme_goal_file", "xlsx")).content))
    with system_scope("test"):
        person = world.people["coordinator"]
        _token, key = create_token(person=person, name="Prøve", scopes=("read",), days=1, by=person.author)
    asked = Client().get(
        reverse("api_goal", args=(run.programme_id, GOAL)), headers={"Authorization": f"Bearer {key}"}
    )
    answers.append(asked.content.decode())
    place = next(one for one in asked.json()["municipalities"] if one["municipality"] == "791")
    assert place["figures"][0] == {
        "period": "2016K3",
        "numerator": None,
        "denominator": None,
        "share": None,
        "suppressed": True,
    }
    for answer in answers:
        # 3 of 21 is 14,3 pct.; of women 1 of 11 is 9,1; of men 2 of 10 is 20,0
        for secret in ("3 af 21", "14,3", "0.142857", "14.3", "1 af 11", "0.090909", "2 af 10"):
            assert secret not in answer, secret
    csv = answers[3]
    assert "selvforsoergelse,2016K3,791,,,,true\n" in csv
    assert "selvforsoergelse,2016K3,661,180,514,0.350195,false\n" in csv
    assert json.loads(answers[-1])["sentence"].startswith("Andelen er steget i begge")


def sheet_words(content: bytes) -> str:
    """Everything that stands in a workbook."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return "\n".join(str(cell) for row in rows for cell in row)


def test_published_to_each_alone_a_municipality_sees_itself_country_and_project(
    run: Run, as_: Callable[[str], Client]
) -> None:
    published(run, Reach.OWN)
    told = words(as_("project manager").get(goal(run)))
    assert "Holstebro er steget 12,1 procentpoint" in told
    assert "Svendborg" not in told
    assert "De andre kommuners tal er ikke offentliggjort" in told
    assert "gennemsnit er" not in told


def test_before_it_is_published_nobody_else_knows_of_it(run: Run, as_: Callable[[str], Client]) -> None:
    for who in ("project manager", "coordinator", "evaluator administrator"):
        client = as_(who)
        assert client.get(goal(run)).status_code == 404
        assert "ikke offentliggjort tal" in words(
            client.get(reverse("programme_goals", args=(run.programme_id,)))
        )
    stranger = as_("stranger administrator")
    published(run)
    for name, more in (("programme_goal", ()), ("programme_goal_how", ()), ("programme_goal_file", ("csv",))):
        assert stranger.get(goal(run, name, *more)).status_code == 404


def test_the_keepers_see_it_before_and_unsuppressed_where_they_ask(
    run: Run, as_: Callable[[str], Client]
) -> None:
    where = reverse("run_goal", args=(run.delivery.register_id, run.pk, GOAL))
    keeper = as_("funder planner")
    shown = words(keeper.get(where))
    assert "Sådan ser tallene ud for programmets kommuner" in shown
    assert "14,3" not in shown
    internal = words(keeper.get(f"{where}?internt=1"))
    assert "Internt: intet er skjult" in internal
    assert "14,3" in internal
    for who in ("coordinator", "evaluator administrator", "project manager", "stranger administrator"):
        for asked in ("", "?internt=1"):
            assert as_(who).get(where + asked).status_code == 404
    # What is published is never read unsuppressed, whoever asks.
    published(run)
    assert "14,3" not in words(keeper.get(f"{goal(run)}?internt=1"))


@pytest.mark.parametrize(
    "asked", ["fra=x", "fra=2099K1", "til=2016K3&fra=2016K4", "orden=x", "gruppe=%00", "gruppe=x"]
)
def test_strange_choices_are_as_none(run: Run, as_: Callable[[str], Client], asked: str) -> None:
    published(run)
    assert as_("project manager").get(f"{goal(run)}?{asked}").status_code == 200


def test_how_the_number_was_made(run: Run, as_: Callable[[str], Client]) -> None:
    published(run)
    told = words(as_("project manager").get(goal(run, "programme_goal_how")))
    for said in (
        "Definitionen led for led",
        "Ude af befolkningen",
        "SELECT",
        "leverance 1",
        run.fingerprint[:12],
    ):
        assert said in told


def test_a_result_is_linked_to_a_goal_and_let_go_again(
    run: Run, world: World, as_: Callable[[str], Client]
) -> None:
    published(run)
    assert world.ours is not None
    result = world.ours.result
    client = as_("project manager")
    where = reverse("measure_link_new", args=(result.project_id, result.pk))
    assert where in client.get(reverse("result", args=(result.project_id, result.pk))).content.decode()
    sent = {"measure": GOAL, "place": "661", "group": "", "noegle": ""}
    assert client.post(where, sent).status_code == 302
    told = words(client.get(where))
    assert "Selvforsørgelse eller ordinær uddannelse inden for 36 måneder, Holstebro" in told
    again = client.post(where, sent)
    assert again.status_code == 422
    assert "følger allerede en opgørelse" in words(again)
    link = result.measure_links.get(measure=GOAL)
    gone = reverse("measure_link_remove", args=(result.project_id, result.pk, link.pk))
    assert client.post(gone, {"udgave": link.version}).status_code == 302
    assert not result.measure_links.filter(measure=GOAL, removed_at__isnull=True).exists()
    assert as_("activity lead").get(where).status_code == 403
