"""`import-description` and `description`, as a person at a terminal meets them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from description_files import description_file
from virkning.cli.descriptions import description_command, import_description_command
from virkning.figures.interventions import InterventionStage
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.files import storage
from virkning.rooms.files.models import StoredFile
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.models import DescriptionFile, Intervention
from world import World

pytestmark = pytest.mark.django_db

PROJECT = "Vores projekt"
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
#: As other people's scripts read them.
KEYS = [
    *("municipality", "name", "start_date", "summary", "new_type", "hours_per_week", "weeks_per_participant"),
    *(
        "participants_at_a_time",
        "intake",
        "target_group",
        "selection_criteria",
        "purpose_short",
        "purpose_long",
    ),
    *("activities", "actors", "ambassador_role", "successor", "method", "change_tracks", "expected_effect"),
    *("economy", "observations_start", "observations_middle", "observations_end", "unread"),
]


def run(command: Any, *arguments: object) -> tuple[int, str, str]:
    ended = CliRunner().invoke(command, [str(one) for one in arguments])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    return ended.exit_code, ended.stdout, ended.stderr


def read(*arguments: object) -> tuple[int, str, str]:
    return run(import_description_command, *arguments, "--project", PROJECT)


#: What stood there before a test.
BEFORE: set[int] = set()


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    BEFORE.clear()
    BEFORE.update(Intervention.objects.values_list("pk", flat=True))
    return world


def made() -> Any:
    """The interventions that have come since."""
    return Intervention.objects.exclude(pk__in=BEFORE).order_by("pk")


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    return written(tmp_path / "kvinder.docx")


def written(file: Path, **changed: str) -> Path:
    file.write_bytes(description_file(**changed))
    return file


def test_the_object_has_the_keys_that_are_promised(file: Path) -> None:
    code, told, error = read(file, "--dry-run", "--json")
    found = json.loads(told)
    assert (code, error, list(found)) == (0, "", KEYS)
    assert (found["start_date"], found["new_type"], found["hours_per_week"]) == ("2018-01-15", True, 12)
    assert (found["intake"], found["change_tracks"]) == ("rolling", [{"number": 1, "title": "Vejen til job"}])
    assert (found["activities"], found["observations_end"]) == (["Samtaler hver anden uge"], None)
    assert not made()
    assert not DescriptionFile.objects.exclude(brought_by="Prøve")


def test_a_dry_run_asks_no_municipality_and_tells_what_is_missing(world: World, tmp_path: Path) -> None:
    odd = written(tmp_path / "assens.docx", municipality="Assens Kommune", method="", hours_per_week="mange")
    code, told, _ = read(odd, "--dry-run")
    assert code == 0
    first, found, missing, lost = told.splitlines()
    assert first == "assens.docx: Intet er indlæst."
    assert found.startswith("  Fundet (19): Kommune, Navn på indsatsen, Opstartsdato")
    assert missing.startswith("  Mangler (5): Antal timer pr. uge, Erfaringer og metoder, Observationer")
    assert lost == "  Ikke forstået (Antal timer pr. uge): mange"


def test_a_file_becomes_an_intervention_once(file: Path) -> None:
    code, told, error = read(file)
    assert (code, error) == (0, "")
    assert told.startswith("kvinder.docx: Indsatsen “Kvinder i gang” i Holstebro Kommune er oprettet.")
    [one] = made()
    assert (one.stage, one.files.count()) == (InterventionStage.DRAFT, 1)
    before = AuditEntry.objects.count()
    code, told, error = read(file)
    assert (code, error, AuditEntry.objects.count()) == (0, "", before)
    assert "Filen er indlæst før, i indsatsen “Kvinder i gang”. Intet er ændret." in told


def test_a_corrected_file_is_written_into_the_same_intervention(file: Path) -> None:
    read(file)
    code, told, _ = read(written(file, target_group="Kvinder fra 18 år."))
    assert (code, told.splitlines()[0]) == (
        0,
        "kvinder.docx: Skrevet i indsatsen “Kvinder i gang” i Holstebro Kommune.",
    )
    assert [one.target_group for one in made()] == ["Kvinder fra 18 år."]
    made().update(stage=InterventionStage.ENDED)
    code, told, error = read(written(file, target_group="Alle."))
    assert (code, told) == (1, "")
    assert "afsluttet" in error


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"municipality": "Assens Kommune"}, "Kommunen “Assens Kommune” er ikke part i projektet."),
        ({"municipality": ""}, "Filen siger ikke, hvilken kommune den er fra."),
        ({"name": ""}, "Navn på indsatsen: Skriv, hvad indsatsen hedder."),
        ({"method": "Spørg 710190-1234."}, "CPR-nummer (710190-••••)"),
        ({"method": "Spørg anna@gmail.com."}, "Teksten indeholder en e-mailadresse (a•••@gmail.com)."),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_is_kept(
    world: World, tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    before = AuditEntry.objects.count(), StoredFile._base_manager.count()
    code, told, error = read(written(tmp_path / "a.docx", **changed))
    assert (code, told) == (1, "")
    assert said in error
    assert "710190-1234" not in error
    assert (AuditEntry.objects.count(), StoredFile._base_manager.count()) == before
    assert not made()


def test_an_address_may_be_said_to_be_right(world: World, tmp_path: Path) -> None:
    odd = written(tmp_path / "a.docx", method="Spørg kontakt@firma.example.")
    assert read(odd, "--allow-addresses")[0] == 0
    assert made().count() == 1


def test_cpr_numbers_may_be_blacked_out(world: World, tmp_path: Path) -> None:
    odd = written(tmp_path / "a.docx", method="Spørg 710190-1234.")
    assert "--black-out-cpr" in read(odd)[2]
    assert read(odd, "--black-out-cpr")[0] == 0
    [one] = made()
    assert one.method == "Spørg ██████-████."
    [file] = one.files.all()
    kept = storage.read(file.file.fingerprint)
    assert (file.file.content_type, "██████-████".encode() in kept, b"710190" in kept) == (
        "text/plain",
        True,
        False,
    )
    assert "Intet er ændret." in read(odd, "--black-out-cpr")[1]


def test_a_project_with_one_municipality_takes_any(world: World, file: Path) -> None:
    odd = written(file, municipality="Assens Kommune")
    code, told, error = run(import_description_command, odd, "--project", "Deres projekt")
    assert code == 0
    assert "er oprettet." in told
    assert error == "kvinder.docx: Advarsel: I filen står der Assens Kommune.\n"


def test_a_folder_with_broken_files_among_them(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "ind"
    (folder / "under").mkdir(parents=True)
    for number in range(1, 12):
        written(folder / f"{number:02}.docx", name=f"Indsats {number}")
    written(folder / "under" / "12.docx", name="Indsats 12")
    (folder / "13.docx").write_bytes(description_file()[:3000])
    (folder / "14.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (folder / "15.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    written(folder / "16.docx", name="INDSATS 1", method="Noget andet.")
    (folder / "noter.txt").write_text("ikke med")
    (folder / "~$01.docx").write_bytes(b"x")
    code, told, error = read(folder, "--json")
    lines = [json.loads(line) for line in told.splitlines()]
    assert (code, len(lines), made().count()) == (1, 16, 12)
    assert [list(one) for one in lines].count(KEYS) == 12
    broken = [one for one in lines if "error" in one]
    assert [Path(one["file"]).name for one in broken] == ["13.docx", "14.docx", "15.doc", "16.docx"]
    assert "4 filer kunne ikke læses ind:" in error
    assert f"{folder / '13.docx'}: Filen er beskadiget" in error
    assert "Den beskriver den samme indsats som 01.docx." in error
    assert "16 af 16 filer" in error


def test_what_cannot_be_asked(world: World, tmp_path: Path, file: Path) -> None:
    code, _, error = run(import_description_command, file, "--project", "Intet")
    assert (code, "Intet" in error) == (1, True)
    assert read(tmp_path / "mangler.docx")[0] == 1
    (tmp_path / "tom").mkdir()
    assert "Der er ingen Word-filer i mappen" in read(tmp_path / "tom")[2]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_the_samples(world: World) -> None:
    for sample in sorted(SAMPLES.glob("*.docx")):
        code, told, _ = read(sample, "--dry-run", "--json")
        found = json.loads(told)
        assert (code, list(found)) == (0, KEYS)
        missing = [key for key in KEYS if found[key] is None]
        assert set(missing) <= {Field.ECONOMY.value, *(key for key in KEYS if key.startswith("observations"))}


def test_a_description_is_written_as_word_and_pdf_and_read_back(file: Path, tmp_path: Path) -> None:
    before = json.loads(read(file, "--json")[1])
    for ending, first in (("docx", b"PK"), ("pdf", b"%PDF")):
        out = tmp_path / f"ud.{ending}"
        name = "kvinder i GANG, Holstebro Kommune"
        code, told, _ = run(description_command, name, "--project", PROJECT, "--output", out)
        assert (code, told) == (0, f"Skrevet: {out}\n")
        assert out.read_bytes().startswith(first)
    again = json.loads(read(tmp_path / "ud.docx", "--dry-run", "--json")[1])
    assert again == before


@pytest.mark.parametrize(
    ("name", "output", "said"),
    [
        ("Kvinder i gang", "ud.txt", "Filnavnet ud.txt skal ende på .docx eller .pdf."),
        (
            "Noget andet",
            "ud.pdf",
            "Projektet har ingen indsats, der hedder “Noget andet”.\nDet har:\n  Indsats i",
        ),
        (
            "Hold",
            "ud.pdf",
            "Flere indsatser hedder “Hold”.\nSkriv et af disse:\n  Hold, Holstebro Kommune, 01.01",
        ),
    ],
)
def test_a_description_that_cannot_be_written(
    world: World, tmp_path: Path, file: Path, name: str, output: str, said: str
) -> None:
    for number in (1, 2):
        read(written(tmp_path / f"hold{number}.docx", name="Hold", start_date=f"1. januar 202{number}"))
    read(file)
    code, told, error = run(description_command, name, "--project", PROJECT, "--output", tmp_path / output)
    assert (code, told) == (1, "")
    assert error.startswith(said)
