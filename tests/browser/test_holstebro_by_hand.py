"""The whole Holstebro project typed in by the people who would do it; its note equals the one from the workbook.

An administrator makes the project, a project manager pastes statuses and values from Excel and writes the rest, an
evaluator assesses. Every kind of form is filled in once in the browser, with real clicks and keys; where a form comes
again, the same person's session sends the fields of the page's own form (`Typist`): it is the same door.
"""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from browser.by_hand import (
    Row,
    Typist,
    block,
    choose,
    milestone_fields,
    read_sheets,
    result_fields,
    status_words,
)
from browser.conftest import Visit
from browser.hands import Hand
from browser.two_notes import lines_of, pictures_of, shades_of, tables_of

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

#: A page asks why a light is judged otherwise than it is computed; the workbook has no room for it.
REASON = "Sådan ser vi det."
CHIEF, MANAGER, EVALUATOR = "Administrator i Holstebro", "Projektleder i Holstebro", "Evaluator"
PERIODS = ("2010", "2011", "2012", "2013")
LIGHTS = {"grøn": "Grøn", "gul": "Gul", "rød": "Rød", "": "Ikke vurderet"}


@dataclass
class Typed:
    """What has been typed so far: the project and the keys of its parts by their numbers in the workbook."""

    address: str
    chromium: Browser
    sheets: dict[str, list[Row]]
    project: int = 0
    areas: dict[str, int] = field(default_factory=dict)
    activities: dict[str, int] = field(default_factory=dict)
    milestones: dict[tuple[str, str], int] = field(default_factory=dict)
    results: dict[str, int] = field(default_factory=dict)

    @property
    def own(self) -> str:
        return f"/projekter/{self.project}/"

    def typist(self, person: str) -> Typist:
        return Typist(Hand(self.address, person))

    @contextmanager
    def browser_of(self, person: str) -> Iterator[Page]:
        context = self.chromium.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
        context.set_default_timeout(10_000)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=self.address)
        yield Visit(context, context.new_page(), self.address).sign_in(person).page
        context.close()

    def made(self, page: Page) -> int:
        """The key of what the browser has just made: the outline opens at it."""
        page.wait_for_url(re.compile(r"#\w+-\d+$"))
        return int(page.url.rpartition("-")[2])


def head(sheets: dict[str, list[Row]]) -> dict[str, str]:
    return {row["Felt"]: row["Værdi"] for row in sheets["Projekt"]}


def make_way(address: str) -> None:
    """The name free for another: the demo's project is called something else."""
    Typist(Hand(address, CHIEF)).fill("/projekter/1/stamdata/", {"name": "Den fra demoen"})


def note_of_the_workbook(name: str, folder: Path) -> bytes:
    """The note where nothing but the workbook has been read in: the demo tells more of the project than it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("VIRKNING_")}
    environment = kept | {"VIRKNING_MODE": "local", "VIRKNING_DATA": str(folder / "data"), "DATABASE_URL": ""}
    book, note = str(files("virkning.demo").joinpath(name)), folder / "expected.docx"
    (folder / "data").mkdir()
    for command in (
        ["migrate"],
        ["import-project", book],
        ["status-note", head(read_sheets(name))["Projekt"], "--period", "2013", "--output", str(note)],
    ):
        run = [sys.executable, "-m", "virkning.cli.main", *command]
        subprocess.run(run, env=environment, check=True, capture_output=True)
    return note.read_bytes()


def note_of(address: str, project: int) -> bytes:
    """The status note for 2013, as the link on the project's page gives it."""
    hand = Hand(address, CHIEF)
    with hand.opener.open(f"{address}/projekter/{project}/statusnotat-2013.docx", timeout=60) as answer:
        content: bytes = answer.read()
    return content


# --- The administrator: the project and its structure.


def begin(typed: Typed) -> None:
    """In the browser, one of each: project, party, roles, area, activity, milestone, result."""
    told = head(typed.sheets)
    with typed.browser_of(CHIEF) as page:
        page.goto(f"{typed.address}/konto/")
        page.get_by_role("link", name="Nyt projekt", exact=True).click()
        page.get_by_label("Projektets navn").fill(told["Projekt"])
        page.get_by_label("Program").select_option(told["Program"])
        page.get_by_label("Startdato").fill("1/1-10")
        page.get_by_label("Slutdato").fill("31.12.2013")
        page.get_by_label("Eller skriv perioderne selv").fill(told["Perioder"])
        page.get_by_label("Baseline").fill(told["Baselineperiode"])
        page.get_by_role("button", name="Opret projekt").click()
        typed.project = int(re.search(r"/projekter/(\d+)/rediger/", page.url)[1])  # type: ignore[index]
        add_people(page)
        page.get_by_role("link", name="Nyt område").click()
        first = typed.sheets["Områder"][0]
        page.get_by_label("Nr.").fill(first["Nr"])
        page.get_by_label("Titel").fill(first["Titel"])
        page.get_by_role("button", name="Opret område").click()
        typed.areas[first["Nr"]] = typed.made(page)
        begin_activity(typed, page)


def add_people(page: Page) -> None:
    """The evaluator's organisation as a party; the project manager and the evaluator in their roles."""
    page.get_by_role("link", name="Parter").click()
    page.get_by_label("Kommune eller organisation").fill("Evaluator A/S (demo)")
    page.get_by_label("Evaluator", exact=True).check()
    page.get_by_role("button", name="Tilføj part").click()
    expect(page.get_by_text("Evaluator A/S (demo) er nu part i projektet.")).to_be_visible()
    page.get_by_role("link", name="Annuller").click()
    page.get_by_role("link", name="Personer").first.click()
    for words, fill in ((MANAGER, "Projektleder"), ("evaluator@demo.invalid", "Evaluator")):
        page.get_by_role("link", name="Giv en rolle").click()
        if "@" in words:
            page.get_by_label("Eller e-mail på en person hos en anden part").fill(words)
        else:
            page.get_by_label("Person i din organisation").select_option(f"{words}, Projektleder")
        page.get_by_label(fill, exact=True).check()
        page.get_by_role("button", name="Giv rollen").click()
    page.goto(page.url.replace("personer", "rediger"))


def begin_activity(typed: Typed, page: Page) -> None:
    """The first activity with its first milestone and its result."""
    activity, milestone = typed.sheets["Aktiviteter"][0], typed.sheets["Milepæle"][0]
    page.get_by_role("link", name=f"Aktivitet i område {activity['Område']}").click()
    page.get_by_label("Nr.").fill(activity["Nr"])
    page.get_by_label("Titel").fill(activity["Titel"])
    page.get_by_label("Ansvarlig enhed").fill(activity["Ansvarlig"])
    page.get_by_role("button", name="Opret aktivitet").click()
    typed.activities[activity["Nr"]] = typed.made(page)
    page.get_by_role("link", name=f"Milepæl til {activity['Nr']}").click()
    page.get_by_label("Milepæl", exact=True).fill(milestone["Milepæl"])
    page.get_by_label(milestone["Type"], exact=True).check()
    page.get_by_label("Frist").fill(milestone["Frist"])
    page.get_by_role("button", name="Opret milepæl").click()
    typed.milestones[activity["Nr"], milestone["Nr"]] = typed.made(page)
    result = typed.sheets["Resultater"][0]
    page.get_by_role("link", name=f"Resultat til {activity['Nr']}").click()
    page.get_by_label("Forventet resultat").fill(result["Resultat"])
    page.get_by_label(result["Sigt"], exact=True).check()
    page.get_by_label(result["Type"], exact=True).check()
    page.get_by_text("Flere felter: perioder").click()
    page.get_by_label("Forventet fra").select_option(result["Forventet fra"])
    page.get_by_role("button", name="Opret resultat").click()
    typed.results[result["Nr"]] = typed.made(page)


def type_structure(typed: Typed) -> None:
    """The rest of the areas, activities, milestones and results, by the same forms."""
    chief, sheets, own = typed.typist(CHIEF), typed.sheets, typed.own
    for row in sheets["Områder"][1:]:
        given = {"number": row["Nr"], "title": row["Titel"]}
        typed.areas[row["Nr"]] = chief.make(f"{own}omraader/nyt/", given)
    for row in sheets["Aktiviteter"][1:]:
        given = {
            "number": row["Nr"],
            "title": row["Titel"],
            "responsible": row["Ansvarlig"],
            "remark": row["Bemærkning"],
        }
        form = f"{own}omraader/{typed.areas[row['Område']]}/ny-aktivitet/"
        typed.activities[row["Nr"]] = chief.make(form, given)
        if row["Lukket i"]:
            closing = {"closed_in": choose(row["Lukket i"]), "closed_reason": row["Begrundelse"]}
            chief.fill(f"{own}aktiviteter/{typed.activities[row['Nr']]}/luk/", closing)
    for row in sheets["Milepæle"][1:]:
        form = f"{own}aktiviteter/{typed.activities[row['Aktivitet']]}/ny-milepael/"
        typed.milestones[row["Aktivitet"], row["Nr"]] = chief.make(form, milestone_fields(row))
    for row in sheets["Resultater"][1:]:
        typed.results[row["Nr"]] = chief.make(f"{own}resultater/nyt/", result_fields(row, typed.results))
    for row in sheets["Resultater"]:
        if row["Erstattes af"] and row["Erstattes af"] not in list(typed.results)[: int(row["Nr"])]:
            form = f"{own}resultater/{typed.results[row['Nr']]}/rediger/"
            chief.fill(form, {"replaced_by": choose(row["Erstattes af"])})
    type_later_targets(typed, chief)


def type_later_targets(typed: Typed, chief: Typist) -> None:
    for row in typed.sheets["Målversioner"]:
        given = {"valid_from": choose(row["Gælder fra"]), "reason": row["Begrundelse"]}
        given |= {
            name: row[head] for name, head in (("amount", "Måltal"), ("deadline", "Frist")) if row[head]
        }
        if row["Resultat"]:
            form = f"{typed.own}resultater/{typed.results[row['Resultat']]}/maaltal/nyt/"
            given |= {"rule": choose(row["Måltype"])}
        else:
            form = f"{typed.own}milepaele/{typed.milestones[row['Aktivitet'], row['Milepæl']]}/maaltal/nyt/"
        chief.fill(form, given)


# --- The project manager: statuses and values from Excel, and the words around them.


def paste(page: Page, rows: list[tuple[str, ...]]) -> None:
    """Stand in the grid's first cell and paste, as from Excel; see what changes; save."""
    page.evaluate("text => navigator.clipboard.writeText(text)", block(rows))
    page.locator("[data-grid] [data-cell]").first.focus()
    page.keyboard.press("Control+v")
    page.get_by_role("button", name=re.compile(r"^Gem \d+ celler$")).click()
    expect(page.get_by_text("celler er skrevet.")).to_be_visible()


def report_in_the_browser(typed: Typed) -> None:
    """Two blocks pasted, and one status with its comment."""
    told = {(row["Aktivitet"], row["Milepæl"], row["Periode"]): row for row in typed.sheets["Milepælsstatus"]}
    words = [
        tuple(status_words(told[*key, one]) if (*key, one) in told else "" for one in PERIODS)
        for key in typed.milestones
    ]
    with typed.browser_of(MANAGER) as page:
        page.goto(f"{typed.address}{typed.own}")
        page.get_by_role("link", name="Udfyld skema").click()
        paste(page, words)
        page.get_by_role("link", name="Resultater", exact=True).click()
        paste(page, value_block(typed, page))
        first = next(row for row in typed.sheets["Milepælsstatus"] if row["Kommentar"])
        page.goto(
            f"{typed.address}{typed.own}aktiviteter/{typed.activities[first['Aktivitet']]}/?periode=2010"
        )
        page.get_by_role("link", name="Skriv status 2010").click()
        key = typed.milestones[first["Aktivitet"], first["Milepæl"]]
        page.locator(f"[name=comment_{key}]").fill(first["Kommentar"])
        page.get_by_role("button", name="Gem status").click()
        expect(page.get_by_text("Status for 1 milepæl er gemt.")).to_be_visible()


def is_value(row: Row, sheets: dict[str, list[Row]]) -> bool:
    """A row without a series that has words alone is a note to the cell, unless the result itself is told in words."""
    in_words = any(one["Nr"] == row["Resultat"] and one["Type"] == "tekst" for one in sheets["Resultater"])
    return bool(in_words or row["Serie"] or row["Værdi"] or row["Tæller"])


def add_series(typed: Typed) -> None:
    """The first value of every named series, in the sheet's order; one that is not there yet is added by its name."""
    manager = typed.typist(MANAGER)
    told = [row for row in typed.sheets["Målinger"] if row["Serie"]]
    for number, name in dict.fromkeys((row["Resultat"], row["Serie"]) for row in told):
        row = next(one for one in told if (one["Resultat"], one["Serie"]) == (number, name))

        def first(page: str, row: Row = row) -> dict[str, Any]:
            key = series_key(page, row["Serie"])
            return {f"value_{key}": row["Værdi"]} | ({"name_new": row["Serie"]} if key == "new" else {})

        manager.fill(f"{typed.own}resultater/{typed.results[number]}/maaling/{row['Periode']}/", first)


def value_block(typed: Typed, page: Page) -> list[tuple[str, ...]]:
    """The values in the order of the grid's rows: what somebody with the workbook open would copy."""
    values = {
        (typed.results[row["Resultat"]], row["Serie"], row["Periode"]): row["Værdi"] or row["Tekst"]
        for row in typed.sheets["Målinger"]
        if is_value(row, typed.sheets)
    }
    add_series(typed)
    page.reload()
    rows = page.locator("[data-grid] tr[data-row]").evaluate_all(
        "rows => rows.map((row) => [row.dataset.row, row.querySelector('th').firstChild.textContent.trim()])"
    )
    return [
        tuple(
            values.get((int(key.partition("-")[0]), "" if name == "Værdi" else name, one), "")
            for one in PERIODS
        )
        for key, name in rows
    ]


def type_words(typed: Typed) -> None:
    """Comments, fractions, breaks, sources and notes, each on the form where its number stands."""
    manager = typed.typist(MANAGER)
    forms: dict[str, dict[str, Any]] = {}
    for row in typed.sheets["Milepælsstatus"]:
        key = typed.milestones[row["Aktivitet"], row["Milepæl"]]
        form = f"{typed.own}aktiviteter/{typed.activities[row['Aktivitet']]}/status/{row['Periode']}/"
        given = {"comment": row["Kommentar"], "numerator": row["Tæller"], "denominator": row["Nævner"]}
        forms.setdefault(form, {}).update({f"{name}_{key}": text for name, text in given.items() if text})
    for form, told in forms.items():
        if told:
            manager.fill(form, told)
    measured: dict[str, list[Row]] = {}
    for row in typed.sheets["Målinger"]:
        form = f"{typed.own}resultater/{typed.results[row['Resultat']]}/maaling/{row['Periode']}/"
        measured.setdefault(form, []).append(row)
    for form, rows in measured.items():
        manager.fill(form, partial(value_fields, typed, rows))


def value_fields(typed: Typed, rows: list[Row], page: str) -> dict[str, str]:
    """What stands beside the numbers of one result in one period, as the form's fields."""
    heads = {
        "text": "Tekst",
        "break_reason": "Brud",
        "source": "Kilde",
        "numerator": "Tæller",
        "denominator": "Nævner",
    }
    fields: dict[str, str] = {}
    for row in rows:
        if is_value(row, typed.sheets):
            key = series_key(page, row["Serie"])
            fields |= {f"{name}_{key}": row[head] for name, head in heads.items() if row[head]}
        else:
            fields["note"] = row["Tekst"]
    return fields


def series_key(page: str, name: str) -> str:
    """The key of a series' fields, by the heading they stand under; a nameless one's is the form's first."""
    if name and f">{name}</h2>" not in page:
        return "new"
    found = re.search(r'name="source_(\d+)"', page[page.index(f">{name}</h2>") if name else 0 :])
    assert found
    return found[1]


# --- The evaluator: lights on milestones, assessments of all sorts.


def without_reasons(tables: Any) -> Any:
    """Tables or lines without what tells why a light was judged, and without the pages that moves things to."""
    if isinstance(tables, str):
        lines = (re.sub(r"\t\d+$", "", line) for line in tables.split("\n"))
        return "\n".join(line for line in lines if REASON not in line)
    return [without_reasons(one) for one in tables if one != REASON]


def assess_in_the_browser(typed: Typed) -> None:
    """One light, and one assessment of the whole project."""
    told = typed.sheets["Vurderinger"][0]
    with typed.browser_of(EVALUATOR) as page:
        activity = typed.activities["2.1"]
        page.goto(f"{typed.address}{typed.own}aktiviteter/{activity}/?periode=2010")
        page.get_by_role("link", name="Sæt farver 2010").click()
        page.get_by_role("group", name="Farve: Kurset er sat i gang").get_by_label("Grøn").check()
        page.get_by_role("button", name="Gem farver").click()
        expect(page.get_by_text("1 farve er sat.")).to_be_visible()
        page.goto(f"{typed.address}{typed.own}?periode={told['Periode']}")
        page.get_by_role("link", name="Skriv vurdering").click()
        page.get_by_label("Overskrift").fill(told["Overskrift"])
        page.get_by_role("textbox", name=re.compile("^Vurdering")).fill(told["Tekst"])
        page.get_by_role("button", name="Gem vurderingen").click()
        expect(page.get_by_text("Vurderingen er skrevet.")).to_be_visible()


def type_assessments(typed: Typed) -> None:
    """The rest of the lights and assessments."""
    evaluator = typed.typist(EVALUATOR)
    forms: dict[str, dict[str, Any]] = {}
    for row in typed.sheets["Milepælsstatus"]:
        if row["Farve"]:
            key = typed.milestones[row["Aktivitet"], row["Milepæl"]]
            form = f"{typed.own}aktiviteter/{typed.activities[row['Aktivitet']]}/farver/{row['Periode']}/"
            lights = forms.setdefault(form, {})
            lights[f"light_{key}"] = choose(LIGHTS[row["Farve"]])
            lights[f"reason_{key}"] = REASON
    for form, lights in forms.items():
        evaluator.fill(form, lights)
    about = (("Aktivitet", "aktivitet", typed.activities), ("Område", "omraade", typed.areas))
    for row in typed.sheets["Vurderinger"][1:]:
        asked = [
            (*one, row[one[0]]) for one in (*about, ("Resultat", "resultat", typed.results)) if row[one[0]]
        ]
        query = "&".join(f"{name}={keys[number]}" for _head, name, keys, number in asked)
        given = {"period": choose(row["Periode"]), "heading": row["Overskrift"], "text": row["Tekst"]}
        if row["Farve"]:
            given["light"] = choose(LIGHTS[row["Farve"]])
            given["text"] = row["Tekst"] or REASON
        evaluator.fill(f"{typed.own}vurderinger/ny/?{query}", given)


def test_the_note_typed_by_hand_equals_the_note_of_the_workbook(
    office: str, chromium: Browser, tmp_path: Path
) -> None:
    typed = Typed(office, chromium, read_sheets("holstebro.xlsx"))
    expected = note_of_the_workbook("holstebro.xlsx", tmp_path)
    make_way(office)
    begin(typed)
    type_structure(typed)
    report_in_the_browser(typed)
    type_words(typed)
    assess_in_the_browser(typed)
    type_assessments(typed)
    made = note_of(office, typed.project)
    (tmp_path / "made.docx").write_bytes(made)
    one, other = docx.Document(io.BytesIO(made)), docx.Document(io.BytesIO(expected))
    told, expected_lines = (list(filter(None, without_reasons(lines_of(each)))) for each in (one, other))
    assert told == expected_lines
    assert without_reasons(tables_of(one)) == without_reasons(tables_of(other))
    assert shades_of(one) == shades_of(other)
    assert pictures_of(made) == pictures_of(expected)
