"""`national-goals`, as a person at a terminal meets it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from rooms.test_national_goals import HEAD, NEXT
from virkning.cli.national import national_goals_command

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> tuple[int, str, str]:
    ended = CliRunner().invoke(national_goals_command, [str(one) for one in arguments])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    return ended.exit_code, ended.stdout, ended.stderr


def test_they_are_shown_tried_and_loaded_from_a_terminal(tmp_path: Path) -> None:
    file = tmp_path / "maal.csv"
    file.write_text(NEXT, encoding="utf-8-sig")
    assert run("--date", "2013-01-01")[1].count("\n") == 14
    assert run("--date", "1999-01-01")[1] == "Ingen mål gælder den dag.\n"
    assert run("--import", file, "--dry-run")[1].endswith("Det er kun en prøve. Intet er indlæst.\n")
    assert "Mål 2 gælder fra 1. januar 2013" in run("--import", file)[1]
    assert run("--import", file)[1] == "Intet er ændret.\n"
    file.write_bytes(b"\xff\xfe")
    assert "ikke gemt som UTF-8" in run("--import", file)[2]
    file.write_text(HEAD + "2;x;C\n")
    assert run("--import", file) == (1, "", "Linje 2: der skal være 6 kolonner\nIntet er indlæst.\n")
