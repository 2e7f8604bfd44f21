"""Reading a municipality's own file: the original form in several layouts, our print edited by hand, and surprises."""

import io
import re
import time
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from plans_examples import DRAFT
from rooms.plan_papers import (
    add_list,
    edited,
    fields,
    fill,
    form,
    numbered,
    saved,
    tracked,
    write,
)
from rooms.test_plan_on_paper import written
from virkning.figures.planning import PlanTerm
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.plans.reading import opening
from virkning.rooms.plans.reading.items import Item, _label_of
from virkning.rooms.plans.reading.proposal import ProposedGroup, Sure, Why
from virkning.rooms.plans.reading.schemas import read_plan
from virkning.rooms.plans.reading.terms import propose_term
from virkning.rooms.plans.reading.ties import results_of, steps_of

SHORT, LONG = PlanTerm.SHORT, PlanTerm.LONG
ORIGINAL = Path(__file__).parents[3] / "shared/domain/beskaeftigelsesplan-skema-1-5.txt"


def groups(content: bytes) -> dict[str, ProposedGroup]:
    return {one.number: one for one in read_plan(content).groups()}


def told(
    group: ProposedGroup,
) -> tuple[str, list[tuple[int, str, PlanTerm]], list[tuple[str, tuple[int, ...]]]]:
    return (
        group.title,
        [(one.number, one.text, one.term) for one in group.results],
        [(one.text, one.leads_to) for one in group.steps],
    )


# The original form ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["paragraphs", "breaks", "apart"])
def test_the_form_is_read_whatever_its_layout(layout: str) -> None:
    read = read_plan(form(layout=layout))
    [goal] = read.goals
    assert (goal.number, goal.title, goal.sure) == ("1", "Færre ledige i mere end tre måneder", Sure.LABEL)
    [overall] = goal.overall
    assert (overall.letter, overall.title) == ("A", "Jobklare med under 3 måneders ledighed")
    first, second = overall.groups
    assert told(first) == ("Nyuddannede akademikere", [(1, "Ordinært job", LONG)], [("Mentor", (1,))])
    assert told(second) == (
        "Ufaglærte",
        [(1, "Opkvalificeret", SHORT), (2, "Ordinært job", LONG)],
        [("Kursus", (1,)), ("Jobsøgning", (2,))],
    )
    assert (first.sure, first.why) == (Sure.GUESS, Why.WAS_EXAMPLE)
    assert second.sure is Sure.LABEL
    assert not read.not_understood


def test_terms_and_ties_of_the_form_are_proposals() -> None:
    """The form marks neither: a person confirms."""
    group = groups(form())["A2"]
    assert [one.term_sure for one in group.results] == [Sure.GUESS, Sure.GUESS]
    assert [(one.tie, one.tie_why, one.is_sure) for one in group.steps] == [
        (Sure.LABEL, Why.SAME_NUMBER, False)
    ] * 2


def test_blank_numbered_lines_are_counted() -> None:
    rows = (("Målgruppe A1: Unge", "1.\n2. Ordinært job", "1.\n2. Mentor\n3. Jobsøgning"),)
    assert told(groups(form(rows))["A1"]) == (
        "Unge",
        [(2, "Ordinært job", LONG)],
        [("Mentor", (2,)), ("Jobsøgning", (2,))],
    )


def test_an_empty_form_is_its_goals_and_overall_groups() -> None:
    rows = (("Målgruppe A1:", "1.\n2..", "1.\n2.."), ("Målgruppe A2:\n", "", ""), ("Osv….", "", ""))
    read = read_plan(form(rows))
    assert [[one.letter for one in goal.overall] for goal in read.goals] == [["A"]]
    assert list(read.groups()) == []
    assert read.left_out == ("2 tomme målgrupper er sprunget over.",)


def test_the_schema_for_local_goals_untouched_is_no_goal() -> None:
    rows = (("Målgruppe K1:", "1.\n\n2.", "1.\n\n2."),)
    goal = "Beskrivelse af indsatsen for at opfylde Mål 5: Her indsættes evt. lokale mål"
    read = read_plan(form(rows, goal=goal, overall="Overordnet målgruppe:\n\nK. xxx"))
    assert read.goals == ()
    assert read.left_out == ("Skema 5 er tomt.",)


def test_five_schemas_in_one_file() -> None:
    document = docx.Document()
    for number in range(1, 6):
        goal = f"Beskrivelse af indsatsen for at opfylde Mål {number}: Mål nummer {number}"
        letter = "ABCDE"[number - 1]
        rows = ((f"Målgruppe {letter}1: Gruppe", "1. Ordinært job", "1. Mentor"),)
        form(rows, goal=goal, overall=f"Overordnet målgruppe: {letter}. Alle", document=document)
    read = read_plan(saved(document))
    assert [(one.number, one.overall[0].letter, one.overall[0].groups[0].number) for one in read.goals] == [
        ("1", "A", "A1"),
        ("2", "B", "B1"),
        ("3", "C", "C1"),
        ("4", "D", "D1"),
        ("5", "E", "E1"),
    ]


def test_the_title_may_stand_under_its_label() -> None:
    document = docx.Document()
    document.add_paragraph("Mål 1:")
    document.add_paragraph("Flere i job")
    table = document.add_table(2, 3)
    fill(table.cell(0, 0).merge(table.cell(0, 2)), "Overordnet målgruppe:")
    across = table.add_row().cells
    fill(across[0].merge(across[2]), "A. Alle")
    cells = table.add_row().cells
    for cell, words in zip(
        cells, ("Målgruppe A1:\nUnge\nuden job", "1. Ordinært job", "1. Mentor"), strict=True
    ):
        fill(cell, words)
    [goal] = read_plan(saved(document)).goals
    assert (goal.title, goal.overall[0].letter, goal.overall[0].title) == ("Flere i job", "A", "Alle")
    assert goal.overall[0].groups[0].title == "Unge uden job"


def test_a_group_merged_over_several_rows_ties_row_by_row() -> None:
    document = docx.Document(io.BytesIO(form(())))
    table = document.tables[0]
    pairs = [("Opkvalificeret", "Kursus"), ("Ordinært job", "Jobsøgning"), ("", "Mentor")]
    start = len(table.rows)
    for _pair in pairs:
        table.add_row()
    fill(table.cell(start, 0).merge(table.cell(start + 2, 0)), "Målgruppe A1: Unge")
    for place, (result, step) in enumerate(pairs):
        fill(table.cell(start + place, 1), result)
        fill(table.cell(start + place, 2), step)
    group = groups(saved(document))["A1"]
    assert told(group)[1:] == (
        [(1, "Opkvalificeret", SHORT), (2, "Ordinært job", LONG)],
        [("Kursus", (1,)), ("Jobsøgning", (2,)), ("Mentor", (2,))],
    )
    assert [one.tie_why for one in group.steps] == [Why.SAME_ROW, Why.SAME_ROW, Why.LAST_RESULT]


@pytest.mark.parametrize(
    "restarts", [True, False], ids=["each cell its own list", "one list through the table"]
)
def test_words_own_numbers_are_worked_out(restarts: bool) -> None:
    document = docx.Document(io.BytesIO(form(())))
    table = document.tables[0]
    for name, results, steps in (
        ("Målgruppe A1: Unge", ["Opkvalificeret", "Ordinært job"], ["Kursus", "Jobsøgning"]),
        ("Målgruppe A2: Ældre", ["Afklaret", "Jobklar"], ["Samtale", "Mentor"]),
    ):
        cells = table.add_row().cells
        fill(cells[0], name)
        for cell, lines in ((cells[1], results), (cells[2], steps)):
            fill(cell, "\n".join(lines))
            number = add_list(document, restarts=restarts)
            for paragraph in cell.paragraphs:
                numbered(document, paragraph, number)
    found = groups(saved(document))
    assert told(found["A2"])[1:] == (
        [(1, "Afklaret", SHORT), (2, "Jobklar", LONG)],
        [("Samtale", (1,)), ("Mentor", (2,))],
    )
    # A list that goes on from the cell before is counted from one, and said to be a guess.
    assert found["A2"].results[0].sure is (Sure.LABEL if restarts else Sure.GUESS)


def test_runs_may_be_broken_anywhere_and_changes_tracked() -> None:
    def edit(document: Any) -> None:
        cell = document.tables[0].rows[2].cells[1]
        paragraph = cell.paragraphs[0]
        paragraph.runs[-1].text = "1"
        for part in (". Ordi", "nært", " job"):
            paragraph.add_run(part)
        tracked(paragraph, "ins", " i butik")
        tracked(paragraph, "del", " måske")

    assert groups(edited(form(), edit))["A1"].results[0].text == "Ordinært job i butik"


def test_a_row_taken_out_with_changes_tracked_is_gone() -> None:
    def edit(document: Any) -> None:
        row = document.tables[0].rows[2]._tr
        row.get_or_add_trPr().append(OxmlElement("w:del"))

    assert list(groups(edited(form(), edit))) == ["A2"]


def test_footnote_marks_are_nothing_and_other_footnotes_are_kept() -> None:
    def edit(document: Any) -> None:
        run = document.tables[0].rows[0].cells[1].paragraphs[0].add_run()
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), "2")
        run._r.append(mark)
        document.add_paragraph("Tallene i resultatkolonnen (kolonne 2) er eksempler.")

    assert read_plan(edited(form(), edit)).not_understood == ()


def test_what_is_not_understood_is_kept_with_its_place() -> None:
    def edit(document: Any) -> None:
        document.paragraphs[0].insert_paragraph_before("Kære udvalg, her er planen.")
        document.add_paragraph("Planen følges hvert kvartal.")

    read = read_plan(edited(form(), edit))
    assert [(one.text, one.where) for one in read.not_understood] == [
        ("Kære udvalg, her er planen.", "før det første skema"),
        ("Planen følges hvert kvartal.", "ved målgruppe A2"),
    ]


def test_steps_without_a_result_are_kept_and_said_to_have_no_place() -> None:
    read = read_plan(form((("Målgruppe A1: Unge", "1.", "1. Mentor"),)))
    assert [(one.text, one.where, one.why) for one in read.not_understood] == [
        ("1. Mentor", "Målgruppe A1, trin", "Målgruppen har intet resultat, og et trin skal føre til et.")
    ]


def test_a_text_box_is_kept() -> None:
    def edit(document: Any) -> None:
        run = document.paragraphs[0].add_run()
        box, paragraph, words = OxmlElement("w:txbxContent"), OxmlElement("w:p"), OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "Husk tilskuddet"
        words.append(text)
        paragraph.append(words)
        box.append(paragraph)
        picture = OxmlElement("w:pict")
        picture.append(box)
        run._r.append(picture)

    read = read_plan(edited(form(), edit))
    assert [(one.text, one.where) for one in read.not_understood] == [("Husk tilskuddet", "i en tekstboks")]


def test_groups_by_other_names() -> None:
    rows = (
        ("A1: Unge", "Ordinært job", "Mentor"),
        ("Enlige forsørgere", "På kort sigt:\nAfklaret\nPå lang sigt:\nI job", "1.a Samtale\nb) Praktik"),
        ("målgruppe a3 Ældre", "1) Jobklar (kort sigt)\nLang sigt: Ordinært job", "1. og 2. Forløb"),
    )
    read = read_plan(form(rows))
    first, second, third = read.groups()
    assert [one.number for one in (first, second, third)] == ["A1", "A2", "A3"]
    assert (second.sure, second.why) == (Sure.GUESS, Why.NO_LABEL)
    assert told(second)[1:] == (
        [(1, "Afklaret", SHORT), (2, "I job", LONG)],
        [("Samtale", (1,)), ("Praktik", (2,))],
    )
    assert [one.term_sure for one in (*second.results, *third.results)] == [Sure.LABEL] * 4
    assert told(third) == (
        "Ældre",
        [(1, "Jobklar", SHORT), (2, "Ordinært job", LONG)],
        [("Forløb", (1, 2))],
    )


def test_numbers_that_are_taken_are_numbered_anew() -> None:
    rows = (
        ("Målgruppe A1: Unge", "1. Afklaret\n1. Ordinært job", ""),
        ("Målgruppe A1: Ældre", "1. I job", ""),
    )
    read = read_plan(form(rows))
    first, second = read.groups()
    assert [(one.number, one.sure) for one in first.results] == [(1, Sure.LABEL), (2, Sure.GUESS)]
    assert (second.number, second.title, second.why) == ("A2", "Ældre", Why.RENUMBERED)


def test_a_heading_repeated_on_the_next_page_begins_nothing_new() -> None:
    document = docx.Document(io.BytesIO(form()))
    form((("Målgruppe A3: Ældre", "1. I job", "1. Mentor"),), document=document)
    [goal] = read_plan(saved(document)).goals
    assert [[group.number for group in one.groups] for one in goal.overall] == [["A1", "A2", "A3"]]


def test_a_table_without_anything_around_it_is_still_read() -> None:
    document = docx.Document()
    table = document.add_table(1, 3)
    for cell, words in zip(table.rows[0].cells, ("Målgruppe C1: Unge", "1. I job", "1. Mentor"), strict=True):
        fill(cell, words)
    [goal] = read_plan(saved(document)).goals
    assert (goal.number, goal.sure, goal.why) == ("1", Sure.GUESS, Why.NOT_NAMED)
    assert (goal.overall[0].letter, goal.overall[0].groups[0].number) == ("C", "C1")


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the documents are not here")
def test_the_original_itself() -> None:
    """All five schemas, as they were published: the examples, and nothing that was not understood."""
    read = read_plan(_original(ORIGINAL.read_text(encoding="utf-8")))
    assert [one.number for one in read.goals] == ["1", "2", "3", "4"]
    assert "".join(one.letter for goal in read.goals for one in goal.overall) == "ABCDEFGHIJ"
    found = {one.number: one for one in read.groups()}
    with_results = {number for number, one in found.items() if one.results}
    assert with_results == {"A1", "A2", "C1", "C2", "C3", "E1", "H1", "I1"}
    assert [(one.number, one.term) for one in found["C3"].results] == [
        *((1, SHORT), (2, SHORT), (3, LONG), (4, LONG))
    ]
    assert (found["F1"].results, found["F1"].steps) == ((), ())
    assert found["I1"].title == "Nydanskere med læse-stave vanskeligheder"
    assert not read.not_understood
    assert "Skema 5 er tomt." in read.left_out


def _original(text: str) -> bytes:
    """The text of the original as the table it was: a tab begins a cell, three cells are a row."""
    document = docx.Document()
    text = re.split(r"^\ufffd", text, maxsplit=1, flags=re.MULTILINE)[0]
    for schema in re.split(r"(?m)^(?=Skema \d)", text):
        head, *cells = re.split(r"\n\t", schema)
        for line in head.split("\n"):
            document.add_paragraph(line)
        table = document.add_table(0, 3)
        waiting: list[str] = []
        for cell in (one.rstrip("\n") for one in cells):
            if not waiting and cell.startswith(("Overordnet", "Osv")):
                across = table.add_row().cells
                fill(across[0].merge(across[2]), cell)
                continue
            waiting.append(cell)
            if len(waiting) == 3 or (len(waiting) == 1 and cell.startswith(("Målgruppe B", "Målgruppe K2x"))):
                row = table.add_row().cells
                for target, words in zip(row, waiting, strict=False):
                    fill(target, words)
                waiting = []
    return saved(document)


# The rules ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "count", "term"),
    [
        ("Ordinært job", 0, 1, LONG),
        ("Den unge påbegynder en ordinær uddannelse", 1, 2, LONG),
        ("Borgeren er jobklar", 1, 3, LONG),
        ("Borgeren er afklaret og kan starte i løntilskud", 0, 3, SHORT),
        ("Afklaret ift. uddannelse eller ordinært job", 0, 2, SHORT),
        ("Sproget er styrket", 0, 1, SHORT),
        ("Sproget er styrket", 1, 2, LONG),
        ("Kan raskmeldes delvis", 0, 3, SHORT),
    ],
)
def test_the_term_is_proposed_by_words_and_place(text: str, place: int, count: int, term: PlanTerm) -> None:
    assert propose_term(text, place=place, count=count)[0] is term


@pytest.mark.parametrize(
    ("numbers", "ties"),
    [
        ([(1,), (2,), (3,)], [(1,), (2,), (3,)]),
        ([(2,), (2,), ()], [(2,), (2,), (3,)]),  # the last one not served
        ([(), (), ()], [(1,), (2,), (3,)]),  # in order, where none has a number
        ([(3,), ()], [(3,), (2,)]),  # nothing after: the last one not served
        ([(4,)], [(3,)]),  # no result has the number
        ([(1, 3), (9,), (9,)], [(1, 3), (2,), (3,)]),
    ],
)
def test_a_step_is_tied_by_number_else_in_order_or_to_the_last_result_not_served(
    numbers: list[tuple[int, ...]], ties: list[tuple[int, ...]]
) -> None:
    results = results_of([Item(f"Resultat {number}", (number,)) for number in (1, 2, 3)])
    steps = steps_of([Item("Trin", one) for one in numbers], results, [0, 0, 0])
    assert [one.leads_to for one in steps] == ties


# Our own print, edited ------------------------------------------------------------------------------------------------


def test_what_is_typed_in_a_field_counts() -> None:
    def edit(document: Any) -> None:
        write(fields(document, "plan.gruppe")[1], "Ufaglærte over 50")
        write(fields(document, "plan.resultat")[1], "Alle er opkvalificeret")
        write(fields(document, "plan.sigt")[1], "(lang sigt)")
        write(fields(document, "plan.trin.nr")[1], "2.")

    read = read_plan(edited(written(DRAFT), edit))
    group = next(one for one in read.groups() if one.number == "A2")
    assert group.title == "Ufaglærte over 50"
    assert (group.results[0].text, group.results[0].term) == ("Alle er opkvalificeret", LONG)
    assert group.steps[0].leads_to == (2,)
    assert read.guesses == 0


def test_lines_added_without_fields_are_proposals() -> None:
    def edit(document: Any) -> None:
        cells = document.tables[0].rows[3].cells
        cells[1].add_paragraph("3. Fast arbejde")
        cells[2].add_paragraph("Nyt trin")

    read = read_plan(edited(written(DRAFT), edit))
    group = next(one for one in read.groups() if one.number == "A2")
    assert [(one.number, one.text, one.term, one.term_sure) for one in group.results[2:]] == [
        (3, "Fast arbejde", LONG, Sure.GUESS)
    ]
    assert [(one.text, one.leads_to, one.sure, one.tie) for one in group.steps[3:]] == [
        ("Nyt trin", (3,), Sure.GUESS, Sure.GUESS)
    ]
    assert all(one.is_sure for one in (*group.results[:2], *group.steps[:3]))
    assert read.guesses == 2


def test_steps_without_numbers_stand_in_the_order_of_the_results() -> None:
    rows = (("Målgruppe A1: Unge", "1. Kan læse\n2) I job", "- Læsehold\n- Mentor"),)
    assert told(groups(form(rows))["A1"])[2] == [("Læsehold", (1,)), ("Mentor", (2,))]


def _own_table(*rows: tuple[str, ...]) -> bytes:
    """A table of the municipality's own making."""
    document = docx.Document()
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            fill(cell, words)
    return saved(document)


def test_a_table_with_other_headings_is_read_by_them() -> None:
    """What stands under a heading that no plan has is told of, never taken for the follow-up."""
    read = read_plan(
        _own_table(
            ("Målgruppe", "Mål", "Indsats", "Ansvarlig"),
            ("Unge uden job", "1. Ordinært job", "1. Mentor", "Jobcentret"),
        )
    )
    [group] = read.groups()
    assert told(group) == ("Unge uden job", [(1, "Ordinært job", LONG)], [("Mentor", (1,))])
    assert [(one.text, one.where, one.why) for one in read.not_understood] == [
        ("Jobcentret", "ved målgruppe A1", "Planen har ingen kolonne “Ansvarlig”.")
    ]
    assert read.left_out == ()


def test_what_an_adopted_plan_says_of_an_overall_group_without_groups_is_no_group() -> None:
    read = read_plan(form((("Ingen målgrupper.", "", ""),)))
    assert [[one.groups for one in goal.overall] for goal in read.goals] == [[()]]
    assert read.not_understood == ()


def test_a_row_that_only_begins_like_headings_is_no_heading() -> None:
    rows = (("Målgruppe A1: Unge", "Resultater", "Aktiviteter på værksted"),)
    assert told(groups(form(rows))["A1"])[1:] == (
        [(1, "Resultater", SHORT)],
        [("Aktiviteter på værksted", (1,))],
    )


def test_a_row_copied_in_word_is_a_new_group() -> None:
    def edit(document: Any) -> None:
        row = document.tables[0].rows[3]._tr
        copy = deepcopy(row)
        row.addnext(copy)
        held = [one for one in fields(document, "plan.gruppe.nr") if copy in list(one.iterancestors())]
        write(held[0], "A3")

    numbers = [one.number for one in read_plan(edited(written(DRAFT), edit)).groups()]
    assert numbers == ["A1", "A2", "A3", "C1", "F1"]


def test_words_over_what_was_missing_are_a_result() -> None:
    def edit(document: Any) -> None:
        write(fields(document, "plan.mangler")[1], "Ordinær uddannelse")

    read = read_plan(edited(written(DRAFT), edit))
    group = next(one for one in read.groups() if one.number == "F1")
    assert [(one.number, one.text, one.sure) for one in group.results] == [
        (1, "Ordinær uddannelse", Sure.GUESS)
    ]


def test_a_field_emptied_is_taken_out_and_words_beside_a_field_are_kept() -> None:
    def edit(document: Any) -> None:
        write(fields(document, "plan.trin")[1], "")
        fields(document, "plan.trin")[2].addnext(
            deepcopy(fields(document, "plan.trin")[2].find(f".//{qn('w:r')}"))
        )
        document.tables[0].rows[1].cells[0].paragraphs[0].add_run(" (kun mænd)")

    read = read_plan(edited(written(DRAFT), edit))
    group = next(one for one in read.groups() if one.number == "A2")
    assert [one.text for one in group.steps] == [
        "Virksomhedspraktik Virksomhedspraktik",
        "Jobsøgning med vejleder",
    ]
    assert (group.steps[0].sure, group.steps[0].why) == (Sure.GUESS, Why.WRITTEN_BESIDE)
    assert [one.text for one in read.not_understood] == ["(kun mænd)"]


# Files that are not what they say -------------------------------------------------------------------------------------


def repacked(content: bytes, changes: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            if name not in changes:
                after.writestr(name, before.read(name))
        for name, data in changes.items():
            after.writestr(name, data)
    return out.getvalue()


BODY = "word/document.xml"
DTD = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document/>'
LINKS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="http://example.test/x.dotm" TargetMode="External"/></Relationships>'
)


def bomb() -> bytes:
    return repacked(form(), {"word/media/x.xml": b" " * (200 * 1024 * 1024)})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: b"", "Filen er tom"),
        (lambda: b"%PDF-1.7 nej", "ikke en Word-fil"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ikke en Word-fil"),
        (
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "beskyttet med adgangskode",
        ),
        (lambda: form()[:2000], "beskadiget"),
        (lambda: repacked(form(), {BODY: b"<w:document"}), "beskadiget"),
        (lambda: repacked(form(), {BODY: DTD}), "eksterne henvisninger"),
        (lambda: repacked(form(), {"word/vbaProject.bin": b"x"}), "makroer"),
        (lambda: repacked(form(), {"word/_rels/settings.xml.rels": LINKS}), "fra nettet"),
        (bomb, "fylder for meget"),
        (lambda: form((("Målgruppe A1: Jens 010190-1234", "", ""),)), "CPR-nummer (010190-••••)"),
        (lambda: saved(docx.Document()), "ligner ikke en beskæftigelsesplan"),
        (lambda: repacked(form(), {BODY: b"<a>" * 5000 + b"</a>" * 5000}), "beskadiget"),
    ],
    ids=[
        *(
            "empty",
            "pdf",
            "old word",
            "locked",
            "cut off",
            "no xml",
            "entities",
            "macros",
            "template outside",
        ),
        *("bomb", "cpr", "no plan", "deep"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: Any, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read_plan(content())
    assert words in refused.value.errors["file"]


def test_a_file_longer_than_any_plan_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_LINES", 5)
    with pytest.raises(Refused, match="for lang"):
        read_plan(form())


def test_much_markup_without_words_is_refused_at_once() -> None:
    body = b"<w:p/>" * 4_000_000
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    content = repacked(form(), {BODY: head + body + b"</w:body></w:document>"})
    begun = time.monotonic()
    with pytest.raises(Refused, match="for lang"):
        read_plan(content)
    assert time.monotonic() - begun < 3


def test_a_huge_span_costs_nothing() -> None:
    def edit(document: Any) -> None:
        span = document.tables[0].rows[1].cells[0]._tc.get_or_add_tcPr().find(qn("w:gridSpan"))
        span.set(qn("w:val"), "999999999999")

    assert list(groups(edited(form(), edit))) == ["A1", "A2"]


def test_proposals_are_the_same_each_time() -> None:
    first, second = read_plan(form()), read_plan(form())
    assert first == second
    assert first.guesses == 7


@pytest.mark.parametrize(
    ("written", "numbers", "text"),
    [
        ("1. Ugentlige samtaler", (1,), "Ugentlige samtaler"),
        ("1. Månedlig opfølgning", (1,), "Månedlig opfølgning"),
        ("2) årlig samtale", (2,), "årlig samtale"),
        ("1. Gangtræning", (1,), "Gangtræning"),
        ("1. kvartal: samtaler", (), "1. kvartal: samtaler"),
        ("1. januar begynder holdet", (), "1. januar begynder holdet"),
        ("1.Kursus", (1,), "Kursus"),
        ("2)Praktik", (2,), "Praktik"),
        ("1.a Kursus", (1,), "Kursus"),
        ("1.a, 2. Kursus", (1, 2), "Kursus"),
        ("1.000 borgere", (), "1.000 borgere"),
        ("3 samtaler", (), "3 samtaler"),
    ],
)
def test_a_number_is_told_from_an_ordinal_and_from_an_amount(
    written: str, numbers: tuple[int, ...], text: str
) -> None:
    found, _letter, words = _label_of(written)
    assert (found, words) == (numbers, text)
