"""`tracks` and `import-tracks`, as a person at a terminal meets them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from exchange.test_track_files import HEAD, xlsx
from virkning.cli.tracks import import_tracks_command, tracks_command
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.plans.actions.tracks import revise_track
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.plans.queries.tracks import tracks
from world import World

pytestmark = pytest.mark.django_db

NEW_YEAR = date(2027, 1, 1)


def run(command: Any, *arguments: object) -> tuple[int, str, str]:
    ended = CliRunner().invoke(command, [str(one) for one in arguments])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    return ended.exit_code, ended.stdout, ended.stderr


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Ends number 1 with a new version, and adds number 2."""
    path = tmp_path / "spor.xlsx"
    path.write_bytes(xlsx(HEAD, ("1", "Vejen til varigt job", "", NEW_YEAR), ("2", "Fra praktik")))
    return path


def titles() -> list[str]:
    with system_scope("test"):
        return [one.title for one in tracks()]


def test_tracks_are_listed_by_agency(world: World) -> None:
    with system_scope("test"):
        revise_track(ChangeTrack.objects.get(), title="Nyt", valid_from=NEW_YEAR, by=COMMAND_LINE)
    assert run(tracks_command)[1].splitlines() == [
        "Styrelsen",
        "  1  Vejen til job  (til og med 31. december 2026)",
        "  1  Nyt  (fra 1. januar 2027)",
    ]
    [told] = json.loads(run(tracks_command, "--date", "2027-01-01", "--json")[1])
    assert (told["agency"], told["number"], told["title"], told["valid_from"], told["valid_to"]) == (
        "Styrelsen",
        "1",
        "Nyt",
        "2027-01-01",
        None,
    )


def test_without_any_it_is_said(world: World) -> None:
    with system_scope("test"):
        ChangeTrack.objects.all().delete()
    assert run(tracks_command) == (0, "Der er ingen forandringsspor.\n", "")
    assert run(tracks_command, "--json")[1] == "[]\n"


def test_a_dry_run_tells_and_writes_nothing(world: World, file: Path) -> None:
    code, told, _ = run(import_tracks_command, file, "--organisation", "styrelsen", "--dry-run")
    assert (code, told.splitlines()) == (
        0,
        [
            "Række 2: 1 Vejen til job afsluttes 31. december 2026",
            "Række 2: 1 Vejen til varigt job tilføjes",
            "Række 3: 2 Fra praktik tilføjes",
            "Det er kun en prøve. Intet er indlæst.",
        ],
    )
    assert titles() == ["Vejen til job"]


def test_it_is_written_once(world: World, file: Path) -> None:
    told = run(import_tracks_command, file, "--organisation", "Styrelsen")[1]
    assert told.splitlines()[-1] == "2 tilføjet, 0 ændret, 1 afsluttet."
    assert titles() == ["Vejen til job", "Vejen til varigt job", "Fra praktik"]
    assert run(import_tracks_command, file, "--organisation", "Styrelsen")[1] == "Intet er ændret.\n"


def test_programs_are_told_in_json(world: World, file: Path) -> None:
    told = json.loads(run(import_tracks_command, file, "--organisation", "Styrelsen", "--json")[1])
    assert {name: told[name] for name in ("added", "changed", "ended", "unchanged", "left", "dry_run")} == {
        "added": 2,
        "changed": 0,
        "ended": 1,
        "unchanged": 0,
        "left": 0,
        "dry_run": False,
    }
    assert told["rows"][0] == {
        "row": 2,
        "outcome": "ended",
        "number": "1",
        "title": "Vejen til job",
        "valid_from": None,
        "valid_to": "2026-12-31",
        "fields": ["valid_to"],
    }


def test_what_is_wrong_ends_with_words_and_nothing_written(world: World, tmp_path: Path, file: Path) -> None:
    wrong = tmp_path / "forkert.xlsx"
    wrong.write_bytes(xlsx(HEAD, ("2", "", "x"), ("", "Tre")))
    for arguments, expected in (
        ((wrong, "--organisation", "Styrelsen"), "Ark1!B2: Titel skal udfyldes"),
        ((file, "--organisation", "Findes Ikke"), "Styrelserne er: Styrelsen."),
        ((file, "--organisation", world.organisations["lead"].name), "Det er kun styrelser"),
        ((tmp_path / "intet.xlsx", "--organisation", "Styrelsen"), "kan ikke læses"),
    ):
        code, told, error = run(import_tracks_command, *arguments)
        assert (code, told) == (1, "")
        assert expected in error
    assert titles() == ["Vejen til job"]
