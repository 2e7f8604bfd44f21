"""What a table, a page or a letter around the template does to its reading: a rule a test."""

from io import BytesIO
from typing import Any

import docx
import pytest

from rooms.description_papers import element, filled_layouts, lines, run, saved, table
from rooms.test_description_reading import F, found, read, said, unread
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.interventions.actions.bringing import read_file
from virkning.rooms.interventions.reading.telling import file_told

NEW, INTAKE = "Er der tale om en ny type indsats? (sæt kryds)", "Løbende optag/fælles start"


# Ticks ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([(NEW, "Ja", "x", "Nej", "")], {F.NEW_TYPE: True}),
        ([(NEW, "", "Ja", "X", "Nej")], {F.NEW_TYPE: False}),
        ([("", "Ja", "Nej"), (NEW, "", "x")], {F.NEW_TYPE: False}),
        ([(NEW, "X\tJa\n\tNej")], {F.NEW_TYPE: True}),
        ([(NEW, "\tJa\nX\tNej")], {F.NEW_TYPE: False}),
        ([(NEW, "Ja √ Nej")], {F.NEW_TYPE: True}),
        ([(NEW, "__Nej__")], {F.NEW_TYPE: False}),
        ([(INTAKE, "Fælles")], {F.INTAKE: "common"}),
        ([(INTAKE, "Der er løbende optag")], {F.INTAKE: "rolling"}),
        ([(INTAKE, "Der er ikke løbende optag")], {}),
    ],
)
def test_ticks_are_told_by_their_place(rows: list[tuple[str, ...]], wanted: dict[F, Any]) -> None:
    assert found(read(table(*rows))) == wanted


def test_a_way_is_chosen_by_its_look() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(f"{NEW} Ja / ")
    paragraph.add_run("Nej").underline = True
    file = read(saved(document))
    assert (file.value(F.NEW_TYPE), unread(file)) == (False, [])


def test_an_old_list_says_what_is_chosen() -> None:
    document = docx.Document()
    data, choices = element("ffData"), element("ddList")
    choices.append(element("result", val="1"))
    choices.extend(element("listEntry", val=one) for one in ("Ja", "Nej"))
    data.append(choices)
    begin = element("fldChar", fldCharType="begin")
    begin.append(data)
    run(document.add_paragraph(f"{NEW} "), begin)
    assert read(saved(document)).value(F.NEW_TYPE) is False


# Tables --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [("Nr.", "Beskrivelse"), ("1", "Samtaler"), ("2", "Økonomi: budget")],
            ("Samtaler", "Økonomi: budget"),
        ),
        ([("1", "Samtaler"), ("2", "Praktik\ni tre dage")], ("Samtaler", "Praktik\ni tre dage")),
    ],
)
def test_a_numbered_list_is_a_row_each(rows: list[tuple[str, ...]], told: tuple[str, ...]) -> None:
    document = docx.Document()
    document.add_paragraph("Beskrivelse af indsatsen")
    assert read(table(*rows, document=document)).value(F.ACTIVITIES) == told
    outer = docx.Document()
    cell = outer.add_table(1, 2).rows[0].cells
    cell[0].text = "Aktiviteter"
    inner = cell[1].add_table(0, 2)
    for row in rows:
        for place, text in zip(inner.add_row().cells, row, strict=True):
            place.text = text
    assert read(saved(outer)).value(F.ACTIVITIES) == told


def test_a_list_says_by_its_columns_what_it_lists() -> None:
    rows = (("Aktørtype", "Titel/rolle", "Opgave"), ("Mentor", "Underviser", "Følger i praktik"))
    assert found(read(table(*rows))) == {F.ACTORS: ("Mentor\nUnderviser\nFølger i praktik",)}


def test_an_answer_under_a_row_of_labels_may_begin_as_one() -> None:
    rows = (("Midtvejs", "Ved slutningen"), ("Observationer: flere taler dansk", "Godt"))
    assert found(read(table(*rows))) == {
        F.OBSERVATIONS_MIDDLE: "Observationer: flere taler dansk",
        F.OBSERVATIONS_END: "Godt",
    }


# Lines ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prompt", ["Beskriv – ", "Beskriv:\t", "Beskriv\t", "Beskriv "])
def test_a_prompt_before_the_answer_is_not_of_it(prompt: str) -> None:
    assert found(said("Metode", f"{prompt}Samtaler")) == {F.METHOD: "Samtaler"}


@pytest.mark.parametrize("line", ["Kommune ........ Køge", "Kommune: ____Køge____", "Kommune:\t\tKøge"])
def test_room_up_to_the_answer_is_not_of_it(line: str) -> None:
    assert found(said(line)) == {F.MUNICIPALITY: "Køge"}


def test_a_label_and_help_broken_over_lines_are_one() -> None:
    file = said(
        *("Hvad er kriterierne for at blive udvalgt", "til deltagelse?", "Ledig i et år", "Metode"),
        *(
            "Bygger den på",
            "tidligere erfaringer, eller ved I, at der er",
            "evidens for brug af metoden?",
            "Samtaler",
        ),
    )
    assert found(file) == {F.SELECTION_CRITERIA: "Ledig i et år", F.METHOD: "Samtaler"}


def test_what_somebody_wrote_within_the_help_is_kept() -> None:
    written = "F.eks.: Materialeforbrug 2.000 kr., transport 500 kr., medarbejderforbrug"
    assert found(said("Økonomi", written)) == {F.ECONOMY: written}


def test_a_prompt_or_an_answer_in_bold_as_the_headings_are_is_no_section_of_its_own() -> None:
    document = docx.Document()
    told = (
        "Målgruppe",
        "Kvinder",
        "Metode",
        "Beskriv:",
        "Samtaler",
        "Forventet effekt",
        "Job",
        "Økonomi",
        "Ingen",
    )
    for text in told:
        document.add_paragraph().add_run(text).bold = text not in ("Kvinder", "Samtaler", "Ingen")
    wanted = {F.TARGET_GROUP: "Kvinder", F.METHOD: "Samtaler", F.EXPECTED_EFFECT: "Job", F.ECONOMY: "Ingen"}
    assert found(read(saved(document))) == wanted


def test_activities_under_titles_in_bold() -> None:
    document = docx.Document()
    document.add_paragraph("Aktiviteter")
    for title, text in (("Samtaler", "Hver uge."), ("Praktik", "Tre dage.")):
        document.add_paragraph().add_run(title).bold = True
        document.add_paragraph(text)
    assert read(saved(document)).value(F.ACTIVITIES) == ("Samtaler\nHver uge.", "Praktik\nTre dage.")


# Around the form -----------------------------------------------------------------------------------------------------


def test_the_municipality_is_read_in_the_header_where_the_form_says_none() -> None:
    document = docx.Document(BytesIO(lines("Navn på indsatsen: Job først")))
    document.sections[0].header.paragraphs[0].text = "Lyngby-Taarbæk Kommune · Jobcentret"
    assert read(saved(document)).value(F.MUNICIPALITY) == "Lyngby-Taarbæk Kommune"
    assert said("Indsatsbeskrivelse, Køge Kommune", "Metode: IPS").value(F.MUNICIPALITY) == "Køge Kommune"
    assert said("Fra Køge Kommune til Greve Kommune", "Metode: IPS").value(F.MUNICIPALITY) is None


def test_a_letters_greeting_and_a_pages_number_are_unread() -> None:
    file = said("Metode", "Side 2 af 3", "IPS", "Med venlig hilsen", "Jobcentret")
    assert (found(file), unread(file)) == (
        {F.METHOD: "IPS"},
        ["Med venlig hilsen", "Jobcentret", "Side 2 af 3"],
    )


@pytest.mark.parametrize(
    ("written", "number", "beside"),
    [
        ("15 deltagere fra Syrien", 15, ["15 deltagere fra Syrien"]),
        ("Der er plads til 10 ad gangen", 10, ["Der er plads til 10 ad gangen"]),
        ("ca. 15 kvinder", 15, []),
        ("2 hold", None, ["2 hold"]),
        ("3 familier", None, ["3 familier"]),
        ("fra uge 7", None, ["fra uge 7"]),
    ],
)
def test_one_number_among_words(written: str, number: int | None, beside: list[str]) -> None:
    told = file_told(said("Hvor mange deltager i indsatsen ad gangen?", written))
    assert (told["participants_at_a_time"], told["unread"]) == (number, beside)


def test_two_filled_forms_in_one_file_are_refused_and_an_empty_one_after_is_not() -> None:
    texts = [one.text for one in docx.Document(BytesIO(dict(filled_layouts())["paragraphs"])).paragraphs]
    labels = [
        one for one in texts if one.endswith(("?", ":")) or one.startswith(("På ", "Aktivitet", "Metode"))
    ]
    read_file(lines(*texts))
    read_file(lines(*texts, *labels))
    with pytest.raises(Refused) as refused:
        read_file(lines(*texts, *texts))
    assert "mere end én" in refused.value.errors["file"]
