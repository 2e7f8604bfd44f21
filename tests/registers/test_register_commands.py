"""`register measure` and `register explain`, as a person at a terminal meets them."""

import csv
import io
import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from registers.making import some_register, write_lists
from virkning.cli.registers import register_group
from virkning.figures.disclosure import audit
from virkning.figures.suppression import suppress
from virkning.registers.measures import load
from virkning.registers.store import Register
from virkning.registers.tables import periods_written, shown, whole_table

pytestmark = pytest.mark.once
ANY = """
name = "alle"
title = "Alle"
definition = "Andelen af alle, der er uden ydelse i kvartalets sidste uge."
period = "quarter"
unit = "last week"
status = "approximation"
source = "DREAM"
groups = ["sex"]
[population]
[numerator]
codes = { blank = true }
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return some_register(tmp_path_factory.mktemp("register"), random.Random(3), people=80)


@pytest.fixture
def measure(tmp_path: Path) -> Path:
    write_lists(tmp_path)
    file = tmp_path / "alle.toml"
    file.write_text(ANY)
    return file


def run(*arguments: object) -> tuple[int, str, str]:
    ended = CliRunner().invoke(register_group, [str(one) for one in arguments])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    return ended.exit_code, ended.stdout, ended.stderr


def table(register: Register, measure: object, *more: str) -> list[dict[str, str]]:
    output = register.folder / "out.csv"
    code, told, error = run(
        "measure",
        register.folder,
        "--measure",
        measure,
        "--periods",
        "2016K1:2016K2",
        "--output",
        output,
        *more,
    )
    assert code == 0, error
    assert str(output) in told
    return list(csv.DictReader(io.StringIO(output.read_text(encoding="utf-8"))))


def test_a_table_has_every_municipality_the_country_and_the_project(
    register: Register, measure: Path
) -> None:
    rows = table(register, measure, "--internal", "--project", "101,420")
    assert list(rows[0]) == [
        *("measure", "period", "municipality", "numerator", "denominator", "share", "suppressed")
    ]
    assert [row["municipality"] for row in rows] == ["101", "420", "751", "landet", "projekt"] * 2
    first = {row["municipality"]: int(row["denominator"]) for row in rows[:5]}
    assert first["projekt"] == first["101"] + first["420"]
    assert first["landet"] > first["projekt"] + first["751"]  # those whose municipality nobody knows
    assert {row["suppressed"] for row in rows} == {"false"}
    assert rows[0]["share"] == f"{int(rows[0]['numerator']) / int(rows[0]['denominator']):.6f}"


def test_it_is_split_by_sex(register: Register, measure: Path) -> None:
    rows = table(register, measure, "--internal", "--by", "sex")
    assert list(rows[0])[2:5] == ["municipality", "sex", "numerator"]
    assert [row["sex"] for row in rows[:3]] == ["k", "m", "ukendt"]
    whole = table(register, measure, "--internal")
    assert sum(int(row["denominator"]) for row in rows[:3]) == int(whole[0]["denominator"])


def test_every_engine_writes_the_same(register: Register, measure: Path) -> None:
    assert table(register, measure, "--engine", "plain") == table(register, measure)


def test_small_numbers_are_hidden_whatever_is_asked_for(register: Register, measure: Path) -> None:
    plain = {
        (row["period"], row["municipality"]): row for row in table(register, measure, "--project", "101,420")
    }
    true = {(row["period"], row["municipality"]): row for row in table(register, measure, "--internal")}
    hidden = [key for key, row in plain.items() if row["suppressed"] == "true"]
    for row in plain.values():
        if row["suppressed"] == "true":
            assert "" in (row["numerator"], row["denominator"])
            assert row["share"] == ""
    for key, row in true.items():
        if 0 < int(row["numerator"]) < 5:
            assert key in hidden
    one = table(register, measure, "--periods", "2016K2")  # the last one given counts
    assert one == [row for (period, place), row in plain.items() if period == "2016K2" and place != "projekt"]


@pytest.mark.parametrize("name", ["selvforsoergelse", "selvforsoergelse-i-uddannelse"])
def test_a_plain_table_is_the_same_beside_its_groups(register: Register, name: str) -> None:
    """`shown` works out only what comes first; suppressing everything at once hides the same."""
    whole = whole_table(register, load(name), periods_written("2015K3:2016K4"), project=("101", "420"))
    everything = {row.key: row for row in suppress(whole.rows, whole.structure).rows}
    plain = shown(whole)
    assert any(row.suppressed for row in plain)
    assert plain == tuple(everything[row.key] for row in plain)


def test_nothing_hidden_can_be_solved_for(register: Register) -> None:
    """The whole family, everybody and each sex, held together."""
    whole = whole_table(register, load("selvforsoergelse"), periods_written("2016K4"), project=("101", "420"))
    rows = [row for by in ((), ("sex",)) for row in shown(whole, by=by)]
    assert any(row.suppressed for row in rows)
    assert audit(rows, whole.structure).recovered == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"--periods": "2016-01"}, "opgøres pr. kvartal"),
        ({"--periods": "2019K1"}, "Det kan opgøres for 2014K4:2016K4"),
        ({"--periods": "2016K4:2016K1"}, "slutter, før det begynder"),
        ({"--periods": "i går"}, "er ikke en periode"),
        ({"--measure": "ukendt"}, "Opgørelsen “ukendt” findes ikke"),
        ({"--measure": "ukendt.toml"}, "findes ikke"),
        ({"--project": "Assens"}, "er ikke en kommunekode"),
    ],
)
def test_what_cannot_be_done_is_said(register: Register, arguments: dict[str, str], said: str) -> None:
    output = register.folder / "ikke.csv"
    asked: dict[str, Any] = {
        "--measure": "selvforsoergelse",
        "--periods": "2016K1",
        "--output": output,
        **arguments,
    }
    code, told, error = run("measure", register.folder, *(one for pair in asked.items() for one in pair))
    assert (code, told) == (1, "")
    assert said in error
    assert not output.exists()


def test_a_folder_without_a_register_is_refused(tmp_path: Path) -> None:
    code, _told, error = run(
        "measure", tmp_path, "--measure", "jobparat", "--periods", "2016-01", "--output", tmp_path / "x.csv"
    )
    assert code == 1
    assert "ikke et helt register" in error


def test_a_measure_is_explained(register: Register) -> None:
    code, told, _ = run("explain", register.folder, "--measure", "selvforsoergelse", "--periods", "2015K4")
    assert code == 0
    assert "Kodeliste ude-af-befolkningen" in told
    assert "2015K4: uge y_1553 til y_1553, bedømt torsdag 2015-12-31" in told
    assert f"fingeraftryk {register.fingerprint}" in told
    assert "Landet 2015K4: tæller" in told
    assert "code NOT IN (100, 651, 652)" in told
    found = json.loads(run("explain", "--measure", "jobparat", "--json", "--spark")[1])
    assert found["lists"][0]["name"] == "integrationsydelse"
    assert found["status"] == "approximation"
    assert "DATEDIFF(DAY" in found["sql"]
