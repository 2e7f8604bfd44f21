"""`virkning register ingest`, as a person at a terminal meets it."""

import json
from pathlib import Path

from click.testing import CliRunner

from registers.deliveries import PLAIN, files_in, person_rows, wide_rows
from virkning.cli.registers import register_group

WIDE = PLAIN.bytes_of(wide_rows([("1", ["700", "700", "x", "", "", "456"])]))
PERSONS = PLAIN.bytes_of(person_rows(("1", "101")))


def run(folder: Path, *more: str, wide: bytes = WIDE) -> tuple[int, str, str]:
    given = files_in(folder, wide, PERSONS)
    arguments = ["ingest", "--wide", str(given.wide), "--persons", str(given.persons), *more]
    ended = CliRunner().invoke(register_group, [*arguments, "--out", str(folder / "out")])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    return ended.exit_code, ended.stdout, ended.stderr


def test_it_tells_what_was_found_and_where_it_is(tmp_path: Path) -> None:
    code, told, aside = run(tmp_path)
    assert code == 0
    assert told.splitlines()[:6] == [
        "wide (wide.csv). Rækker: 1, brugt: 1.",
        "  1 × celler, der ikke kan læses (hverken tomme eller et til tre cifre)",
        "    linje 2, kolonne y_1553",
        "persons (persons.csv). Rækker: 1, brugt: 1.",
        "Uger: y_1551–y_1603.",
        "Koden 456 er ikke i kodelisten (celler: 1, personer: 1). Den er beholdt.",
    ]
    assert told.splitlines()[6].startswith(
        f"Registret ligger i {tmp_path / 'out'}. Personer: 1, heraf med uger: 1. Forløbsperioder: 3. "
    )
    assert "MB læst" in aside
    assert (tmp_path / "out" / "data-000001" / "report.txt").read_text().splitlines() == told.splitlines()[:6]


def test_programs_are_told_in_json(tmp_path: Path) -> None:
    code, told, _aside = run(tmp_path, "--json")
    found = json.loads(told)
    assert (code, found["counts"]["spells"], found["path"]) == (0, 3, "lists")
    assert found["report"]["files"]["wide"]["findings"] == [
        {"kind": "unreadable-cell", "count": 1, "listed": [{"line": 2, "column": "y_1553"}]}
    ]


def test_what_is_wrong_is_said_with_what_to_do(tmp_path: Path) -> None:
    code, told, aside = run(tmp_path, wide=b"person,y_1654\n1,700\n")
    assert (code, told) == (1, "")
    assert aside == (
        f"Filen {tmp_path / 'wide.csv'} har kolonnen y_1654, som ikke er en uge. En uge skrives y_ÅÅUU, fra y_9132; "
        "uge 53 findes kun i nogle år. Intet er ændret.\n"
    )
    assert run(tmp_path, "--residence", str(tmp_path / "nix.csv"))[2].startswith("Filen ")
    (tmp_path / "out" / ".lock").unlink()
    (tmp_path / "out").rmdir()
    (tmp_path / "out").write_text("en fil")
    assert "Registret kan ikke skrives" in run(tmp_path)[2]
