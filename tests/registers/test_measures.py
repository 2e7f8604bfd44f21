"""Measures are read strictly, and their versions follow what they say."""

from pathlib import Path

import pytest

from virkning.registers.codelists import CodeList, ListedCode, load_list
from virkning.registers.explain import explain, in_words
from virkning.registers.measures import family, load, names, read_measure
from virkning.registers.measures.definition import Unit
from virkning.registers.refused import RegisterRefused

GOOD = """
name = "en-proeve"
title = "Prøve"
definition = "Andelen af alle."
period = "quarter"
unit = "any week"
status = "approximation"
source = "DREAM"
[population]
age = { from = 18 }
[numerator]
codes = { lists = ["integrationsydelse"] }
"""


def test_the_house_has_the_three_goals_and_the_parts_of_the_first() -> None:
    assert names() == (
        "jobparat",
        "selvforsoergelse",
        "selvforsoergelse-i-uddannelse",
        "selvforsoergelse-uden-ydelse",
        "virksomhedsrettet",
    )
    assert [load(name).unit for name in names()] == [*[Unit.LAST_WEEK] * 4, Unit.ANY_WEEK]
    assert [one.name for one in family(load("selvforsoergelse-i-uddannelse"))] == list(names()[1:4])
    assert [one.name for one in family(load("jobparat"))] == ["jobparat"]


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ('unit = "any week"', "", "unit mangler. Skriv en af disse: last week, any week, weeks."),
        ('unit = "any week"', 'unit = "week"', "unit: “week” er ikke en af disse"),
        ("age = { from = 18 }", "alder = 18", "population.alder kendes ikke. Her kan stå: origin, age"),
        ("age = { from = 18 }", "age = { from = 65, below = 18 }", "below skal være større end from."),
        ("age = { from = 18 }", 'origin = ["svensk"]', "“svensk” er ikke en af disse: dansk, vestlig"),
        ("age = { from = 18 }", "in_programme = 1", "population.in_programme: skriv true eller false."),
        ('lists = ["integrationsydelse"]', 'lists = ["ukendt"]', "Kodelisten “ukendt” findes ikke."),
        ('lists = ["integrationsydelse"]', 'lists = ["../x"]', "er ikke navnet på en kodeliste"),
        ('codes = { lists = ["integrationsydelse"] }', "", "numerator: skriv codes eller readiness"),
        ("[numerator]", "[taeller]", "Afsnittet [numerator] mangler."),
        ('name = "en-proeve"', 'name = "En prøve"', "skal skrives med a-z"),
        ("[population]", "[population", "er ikke gyldig TOML"),
    ],
)
def test_what_is_wrong_is_said(line: str, instead: str, said: str) -> None:
    with pytest.raises(RegisterRefused) as refused:
        read_measure(GOOD.replace(line, instead), file="min.toml")
    assert "min.toml" in str(refused.value)
    assert said in str(refused.value)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    wrong = GOOD.replace('"any week"', '"uge"').replace('"quarter"', '"uge"')
    with pytest.raises(RegisterRefused, match=r"(?s)unit:.*period:"):
        read_measure(wrong)


def test_a_version_is_of_what_is_said_not_of_how() -> None:
    version = read_measure(GOOD).version
    assert read_measure("# En note\n" + GOOD.replace(" = ", "=")).version == version
    assert read_measure(GOOD.replace("from = 18", "from = 19")).version != version


def test_a_part_is_counted_as_its_whole() -> None:
    part = read_measure(GOOD.replace("title", 'part_of = "jobparat"\ntitle', 1))
    with pytest.raises(RegisterRefused, match="forskellige i: unit, period, population"):
        family(part)


def test_a_list_of_ones_own_lies_beside_the_measure(tmp_path: Path) -> None:
    (tmp_path / "min.csv").write_text(
        "code;name;valid_from;valid_to\n700;En;2016-01-01;\n701;To;;2016-06-30\n"
    )
    found = load_list("min", tmp_path)
    assert [(one.code, str(one.valid_from), str(one.valid_to)) for one in found.codes] == [
        (700, "2016-01-01", "None"),
        (701, "None", "2016-06-30"),
    ]
    turned = CodeList("min", tuple(reversed(found.codes)))
    assert turned.version == found.version != CodeList("min", (ListedCode(700, "En"),)).version


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("code,name\n700,En\n", "mangler kolonnerne valid_from, valid_to"),
        ("code,name,valid_from,valid_to\n", "er tom"),
        ("code,name,valid_from,valid_to\nx,En,,\n", "linje 2: “x” er ikke en kode"),
        ("code,name,valid_from,valid_to\n7,En,2016-13-01,\n", "“2016-13-01” er ikke en dato"),
        ("code,name,valid_from,valid_to\n7,En,2017-01-01,2016-01-01\n", "til før den gælder fra"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "min.csv").write_text(content)
    with pytest.raises(RegisterRefused, match=said):
        load_list("min", tmp_path)


def test_a_measure_is_told_in_words() -> None:
    assert [str(line) for line in in_words(load("selvforsoergelse"))][2:6] == [
        "Population: oprindelse ikke-vestlig, alder mindst 18 og under 65 fyldte år og tid siden programmets "
        "start mindst 0 og under 36 måneder.",
        "Ude er: en kode på listen “Ude af befolkningen: udvandret, folkepension eller død” i periodens sidste uge.",
        "Nævner: hele populationen.",
        "Tæller: blank (uden ydelse), en kode på listen “Beskæftigelse” eller en kode på listen "
        "“Ordinær uddannelse på SU”.",
    ]


def test_the_sql_names_the_codes_that_count() -> None:
    told = explain(load("virksomhedsrettet"))
    assert "code IN (705, 706, 707, 708)" in told.sql
    assert "code IN (997, 998, 999)" in told.sql
    assert told.sql.count("FROM spells") == 1
