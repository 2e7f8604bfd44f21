"""`plan` and `import-plan`, as a person at a terminal meets them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from plans_examples import DRAFT
from rooms.plan_papers import form
from rooms.test_plan_on_paper import written
from virkning.cli.plans import import_plan_command, plan_command
from virkning.rooms.access.scope import system_scope
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.models import EmploymentPlan, PlannedResult
from virkning.rooms.plans.reading.guessed import guessed_lines
from virkning.rooms.plans.reading.proposal import as_goals
from virkning.rooms.plans.reading.schemas import read_plan
from world import World

pytestmark = pytest.mark.django_db

#: What the form leaves to be guessed, as it is listed.
GUESSED = [
    "Målgruppe A1: Nyuddannede akademikere. Teksten stod som eksempel i skemaet (“F.eks.”).",
    "Målgruppe A1, resultat 1: Ordinært job (lang sigt). Teksten ligner et endeligt resultat.",
    "Målgruppe A1, trin: Mentor (til resultat 1). Trinnet har resultatets nummer.",
    "Målgruppe A2, resultat 1: Opkvalificeret (kort sigt). Et senere resultat bygger videre på det.",
    "Målgruppe A2, resultat 2: Ordinært job (lang sigt). Teksten ligner et endeligt resultat.",
    "Målgruppe A2, trin: Kursus (til resultat 1). Trinnet har resultatets nummer.",
    "Målgruppe A2, trin: Jobsøgning (til resultat 2). Trinnet har resultatets nummer.",
]


def run(command: Any, *arguments: object) -> tuple[int, str, str]:
    ended = CliRunner().invoke(command, [str(one) for one in arguments])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    return ended.exit_code, ended.stdout, ended.stderr


@pytest.fixture
def paper(world: World, tmp_path: Path) -> Path:
    """A municipality's own form, filled in."""
    file = tmp_path / "plan.docx"
    file.write_bytes(form())
    return file


def test_a_plan_is_written_as_word_and_pdf(world: World, tmp_path: Path) -> None:
    for ending, first in (("docx", b"PK"), ("pdf", b"%PDF")):
        file = tmp_path / f"plan.{ending}"
        code, told, _ = run(plan_command, "661", 2013, "--output", file)
        assert (code, told) == (0, f"Skrevet: {file}\n")
        assert file.read_bytes().startswith(first)


def test_out_and_in_again_changes_nothing(world: World, tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    run(plan_command, "661", 2013, "--output", file)
    code, told, _ = run(import_plan_command, file, "--municipality", "661", "--year", 2013)
    assert code == 0
    assert told.splitlines()[-1] == "0 tilføjet, 0 ændret, 7 uændret, 0 ikke i filen, 0 fjernet."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("661", 2013, "--output", "plan.txt"), "Filnavnet plan.txt skal ende på .docx eller .pdf."),
        (
            ("000", 2013, "--output", "plan.pdf"),
            "Der er ingen kommune med koden 000. Skriv de tre cifre, fx 661.",
        ),
        (
            ("661", 2001, "--output", "plan.pdf"),
            "Holstebro Kommune har ingen beskæftigelsesplan for 2001. Den har",
        ),
        (("101", 2013, "--output", "plan.pdf"), "Københavns Kommune har ingen beskæftigelsesplan endnu."),
    ],
)
def test_a_plan_that_cannot_be_written(world: World, arguments: tuple[object, ...], said: str) -> None:
    code, told, error = run(plan_command, *arguments)
    assert (code, told) == (1, "")
    assert error.startswith(said)


def test_a_dry_run_tells_and_writes_nothing(paper: Path) -> None:
    before = _counts()
    code, told, _ = run(import_plan_command, paper, "--municipality", "101", "--year", 2012, "--dry-run")
    assert (code, _counts()) == (0, before)
    assert told.splitlines() == [
        "Mål 1: 2 målgrupper, 3 resultater, 3 trin",
        "Beskæftigelsesplan 2012 for Københavns Kommune ville blive oprettet.",
        "8 tilføjet, 0 ændret, 14 uændret, 0 ikke i filen, 0 fjernet.",
        "7 oplysninger er forslag, som skal bekræftes.",
        *GUESSED,
        "Læg filen op på planens side i Virkning, og bekræft dem ét for ét.",
        "Intet er indlæst.",
    ]


@pytest.mark.parametrize("more", [(), ("--json",), ("--prune",)])
def test_what_was_guessed_is_not_written_unasked(paper: Path, more: tuple[str, ...]) -> None:
    before = _counts()
    code, told, error = run(import_plan_command, paper, "--municipality", "101", "--year", 2012, *more)
    assert (code, told, _counts()) == (1, "", before)
    assert error.splitlines() == [
        "7 oplysninger er forslag, som skal bekræftes.",
        *GUESSED,
        "Læg filen op på planens side i Virkning, og bekræft dem ét for ét.",
        "Eller skriv dem, som de er, med --accept-proposals.",
        "Intet er indlæst.",
    ]


def test_a_line_stands_for_each_guess(world: World) -> None:
    for content in (form(), form(goal="", overall=""), written(DRAFT)):
        proposal = read_plan(content)
        assert len(guessed_lines(proposal)) == proposal.guesses


def test_a_plan_is_made_with_its_organisation(paper: Path) -> None:
    code, told, _ = run(
        import_plan_command, paper, "--municipality", "101", "--year", 2012, "--accept-proposals"
    )
    assert code == 0
    assert "Beskæftigelsesplan 2012 for Københavns Kommune er oprettet." in told
    assert told.splitlines()[-1] == "7 forslag er skrevet, som de var. Se dem efter i planen."
    with system_scope("test"):
        [plan] = EmploymentPlan.objects.filter(organisation__municipality__code="101")
        texts = PlannedResult.objects.filter(group__overall__goal__plan=plan).order_by("pk")
        assert [one.text for one in texts] == ["Ordinært job", "Opkvalificeret", "Ordinært job"]


def test_the_proposal_as_json(paper: Path) -> None:
    code, told, _ = run(
        import_plan_command, paper, "--municipality", "101", "--year", 2012, "--dry-run", "--json"
    )
    found = json.loads(told)
    assert (code, found["dry_run"], found["made"], found["plan"]) == (0, True, True, None)
    assert (found["added"], found["removed"], found["guesses"], found["not_understood"]) == (8, 0, 7, [])
    [goal] = found["goals"]
    first, second = goal["groups"]
    assert (goal["number"], goal["sure"], first["overall"], first["number"]) == ("1", True, "A", "A1")
    assert second["results"][0] == {
        "number": 1,
        "text": "Opkvalificeret",
        "term": "short",
        "sure": False,
        "read_by": "guess",
        "text_read_by": "label",
        "why": "Et senere resultat bygger videre på det.",
    }
    assert second["steps"][1] == {
        "text": "Jobsøgning",
        "results": [2],
        "sure": False,
        "read_by": "label",
        "text_read_by": "label",
        "why": "Trinnet har resultatets nummer.",
    }


def test_our_own_print_is_sure(world: World, tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(written(DRAFT))
    _, told, _ = run(import_plan_command, file, "--municipality", "661", "--year", 2020, "--json")
    found = json.loads(told)
    assert (found["made"], found["guesses"]) == (True, 0)
    assert (found["year"], found["file_year"]) == (2020, 2013)
    assert all(one["sure"] for goal in found["goals"] for group in goal["groups"] for one in group["steps"])
    assert len(as_goals(read_plan(file.read_bytes()))) == len(found["goals"])


def test_another_municipalitys_file_is_warned_of(world: World, tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(written(DRAFT))
    _, told, _ = run(import_plan_command, file, "--municipality", "101", "--year", 2012, "--dry-run")
    assert "Advarsel: I filen står der Holstebro." in told
    assert "Advarsel: I filen står der 2013." in told


def test_what_is_not_in_the_file_is_removed_with_prune(paper: Path) -> None:
    where = ("--municipality", "661", "--year", 2005, "--accept-proposals")
    run(import_plan_command, paper, *where)
    paper.write_bytes(form((("Målgruppe A1: Andre", "1. I job", "1. Mentor"),)))
    code, told, _ = run(import_plan_command, paper, *where, "--prune")
    assert code == 0
    assert told.splitlines()[0] == "Mål 1: 1 målgruppe, 1 resultat, 1 trin"
    assert told.splitlines()[1] == "0 tilføjet, 2 ændret, 3 uændret, 5 ikke i filen, 5 fjernet."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hej", "Filen er ikke en Word-fil, uanset hvad den hedder."),
        (form((("Målgruppe A1: 010190-1234", "", ""),)), "Filen indeholder et CPR-nummer (010190-••••)."),
        (form((("Målgruppe A1: Unge", "1. " + "x" * 501, ""),)), "Målgruppe A1: Teksten er for lang"),
    ],
)
def test_a_file_that_is_refused(world: World, tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(content)
    before = _counts()
    code, told, error = run(import_plan_command, file, "--municipality", "101", "--year", 2012)
    assert (code, told, _counts()) == (1, "", before)
    assert error.startswith(said)
    assert error.endswith("Intet er indlæst.\n")


def test_a_file_that_is_not_there(world: World, tmp_path: Path) -> None:
    file = tmp_path / "ingen.docx"
    code, _, error = run(import_plan_command, file, "--municipality", "661", "--year", 2012)
    assert (code, error) == (1, f"{file} kan ikke læses: filen eller mappen findes ikke.\n")


def test_an_adopted_plan_is_not_written_in(paper: Path) -> None:
    with system_scope("test"):
        EmploymentPlan.objects.filter(year=2013).update(stage="adopted", adopted_on="2012-12-01")
    code, _, error = run(import_plan_command, paper, "--municipality", "661", "--year", 2013)
    assert code == 1
    assert error.startswith("Planen er vedtaget")


def _counts() -> tuple[int, int]:
    with system_scope("test"):
        return EmploymentPlan.objects.count(), Organisation.objects.count()
