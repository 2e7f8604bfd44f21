"""Reading the template as people's files have it: a rule a test, on files with little else in them."""

from datetime import date
from decimal import Decimal
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement

from rooms.description_papers import DESCRIBED, element, filled_layouts, lines, run, saved, table
from rooms.plan_papers import add_list, numbered, tracked
from virkning.documents.word_reading import Line, Paper, Piece, read_paper
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.reading.composing import as_values
from virkning.rooms.interventions.reading.proposal import DescriptionFile, Sure
from virkning.rooms.interventions.reading.reading import read_description
from virkning.rooms.interventions.reading.telling import file_told
from virkning.rooms.interventions.reading.values import Track, read_day, read_number, read_tick, read_tracks

F = Field


def read(content: bytes) -> DescriptionFile:
    return read_description(read_paper(content, boxes_in_place=True))


def said(*texts: str) -> DescriptionFile:
    return read(lines(*texts))


def found(file: DescriptionFile) -> dict[Field, Any]:
    return {field: one.value for field, one in file.fields.items() if one.value is not None}


def unread(file: DescriptionFile) -> list[str]:
    return [one.text for one in file.unread]


# Where the answer stands ---------------------------------------------------------------------------------------------

NAME, ROLE = {F.NAME: "Job først"}, {F.AMBASSADOR_ROLE: "Jeg leder holdet."}


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (lines("Navn på indsatsen: Job først"), NAME),
        (lines("Navn på indsatsen:", "Job først"), NAME),
        (lines("Navn på indsatsen", "", "Job først"), NAME),
        (lines("Navn på indsatsen:\tJob først"), NAME),
        (lines("Navn på indsatsen:\nJob først"), NAME),
        (lines("NAVN PÅ INDSATSEN: Job først"), NAME),
        (lines("2. Navn på indsatsen: Job først"), NAME),
        (lines("Navn på indsasten: Job først"), NAME),
        (lines("Kommune: Køge Navn på indsatsen: Job først"), NAME | {F.MUNICIPALITY: "Køge"}),
        (table(("Navn på indsatsen:", "Job først")), NAME),
        (table(("Navn på indsatsen: Job først",)), NAME),
        (table(("Navn på indsatsen:\nJob først",)), NAME),
        (table(("Navn på indsatsen:",), ("Job først",)), NAME),
        (table(("Spørgsmål", "Svar"), ("Navn på indsatsen:", "Job først")), NAME),
        (
            table(
                ("Nr.", "Spørgsmål", "Svar"),
                *(
                    ("1", "Kommune:", ""),
                    ("2", "Navn på indsatsen:", "Job først"),
                    ("3", "Opstartsdato:", ""),
                ),
            ),
            NAME,
        ),
        (
            table(("Kommune", "Navn på indsatsen", "Opstartsdato"), ("Køge", "Job først", "15. januar 2018")),
            NAME | {F.MUNICIPALITY: "Køge", F.START_DATE: date(2018, 1, 15)},
        ),
        (
            table(("Kommune:\nNavn på indsatsen:\nOpstartsdato:", "Køge\nJob først\n15. januar 2018")),
            NAME | {F.MUNICIPALITY: "Køge", F.START_DATE: date(2018, 1, 15)},
        ),
        (lines("Hvad er din rolle som ambassadør i indsatsen?", "Beskriv:", "Jeg leder holdet."), ROLE),
        (lines("Hvad er din rolle som ambassadør i indsatsen?", "Beskriv: Jeg leder holdet."), ROLE),
        (lines("Hvad er din rolle som ambassadør i indsatsen? Jeg leder holdet."), ROLE),
        (lines("Hvad er din rolle som ambassadør i indsatsen?\tJeg leder holdet."), ROLE),
        (table(("Hvad er din rolle som ambassadør i indsatsen?\nBeskriv:", "Jeg leder holdet.")), ROLE),
        (table(("Hvad er din rolle som ambassadør i indsatsen?",), ("Beskriv:\nJeg leder holdet.",)), ROLE),
        (
            lines("Integrations- og beskæftigelsesambassadørens rolle", "Jeg leder holdet."),
            ROLE,
        ),
    ],
)
def test_an_answer_is_found_wherever_it_stands(content: bytes, wanted: dict[Field, Any]) -> None:
    file = read(content)
    assert found(file) == wanted
    assert not file.unread


def test_a_table_in_a_cell_is_read_with_it() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Korte fakta om indsatsen"
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Navn på indsatsen:", "Job først"
    assert found(read(saved(document))) == NAME


@pytest.mark.parametrize("blank", ["…………", "______", "Klik her for at skrive tekst.", "[Skriv her]", ".", ""])
def test_room_to_write_in_is_no_answer(blank: str) -> None:
    assert found(said("Metode", "Beskriv:", blank, "Økonomi", f"Notér: {blank}")) == {}


def test_somebodys_own_words_are_no_room_to_write_in() -> None:
    assert found(said("Metode", "Klik her virker ikke for alle deltagere.")) == {
        F.METHOD: "Klik her virker ikke for alle deltagere."
    }


# The template's own help ---------------------------------------------------------------------------------------------

HELP = "F.eks.: Alder, køn, oprindelsesland, uddannelse, erhvervserfaring, antal børn, job-/aktivitetsparat, helbred"
WHO = "Hvem skal modtage indsatsen, og hvad karakteriserer målgruppen?"


@pytest.mark.parametrize(
    "texts",
    [
        (WHO, HELP, "Beskrivelse:", "Kvinder"),
        (WHO, HELP, "Kvinder"),
        (WHO, f"({HELP})", "Beskrivelse: Kvinder"),
        (f"{WHO}\n{HELP}", "Kvinder"),
        (f"{WHO} {HELP}", "Beskrivelse:", "Kvinder"),
        (WHO, HELP[:60], HELP[60:], "Kvinder"),
        (WHO, "Beskrivelse:", "Kvinder"),
        (WHO, "Kvinder"),
    ],
)
def test_help_is_passed_over_where_it_stands(texts: tuple[str, ...]) -> None:
    assert found(said("Målgruppe", *texts)) == {F.TARGET_GROUP: "Kvinder"}


def test_examples_of_ones_own_are_kept() -> None:
    text = "F.eks. Alder og køn er blandet, men alle har børn."
    assert found(said("Målgruppe", WHO, text)) == {F.TARGET_GROUP: text}


def test_what_the_template_says_of_sending_it_in_is_no_answer() -> None:
    file = said(
        *("Ved slutningen af forløbet / indsatsen", "Notér:", "Godt forløb."),
        *("Procedure for indsendelse af beskrivelsen til SIRI", "Indsatsbeskrivelsen indsendes til jeres"),
        "koordinator i SIRI senest 3 måneder efter at den konkrete indsats er påbegyndt.",
    )
    assert found(file) == {F.OBSERVATIONS_END: "Godt forløb."}
    assert not file.unread


def test_a_list_of_contents_is_passed_over() -> None:
    contents = (
        f"{one}........{page}"
        for page, one in enumerate(("Målgruppe", "Metode", "Økonomi", "Forventet effekt"))
    )
    assert found(said("Indhold", *contents, "Metode", "Samtaler")) == {F.METHOD: "Samtaler"}


# Several -------------------------------------------------------------------------------------------------------------

BOTH = ("Samtaler hver uge", "Praktik")


@pytest.mark.parametrize(
    "texts",
    [
        (
            "Aktivitet 1",
            "Beskrivelse: Samtaler hver uge",
            "Aktivitet 2",
            "Beskrivelse: Praktik",
            "Aktivitet 3",
        ),
        ("Aktivitet 1: Samtaler hver uge", "Aktivitet 2: Praktik"),
        ("Aktivitet 1 Samtaler hver uge", "Aktivitet 2 Praktik"),
        ("Aktivitet:", "Samtaler hver uge", "Aktivitet:", "Praktik"),
        ("1. aktivitet", "Samtaler hver uge", "2. aktivitet", "Praktik"),
        ("1) Samtaler hver uge", "2) Praktik"),
        ("- Samtaler hver uge", "- Praktik"),
        ("Samtaler hver uge", "Praktik"),
        ("Aktivitet 1", "Samtaler hver uge", "Indsæt flere numre for yderligere aktiviteter …….", "Praktik"),
    ],
)
def test_activities_are_told_apart(texts: tuple[str, ...]) -> None:
    file = said("Beskrivelse af indsatsen", *texts)
    assert file.value(F.ACTIVITIES) == BOTH
    assert not file.unread


def test_words_own_lists_are_told_apart() -> None:
    document = docx.Document()
    document.add_paragraph("Beskrivelse af indsatsen")
    number = add_list(document, restarts=True)
    for text in BOTH:
        numbered(document, document.add_paragraph(text), number)
    document.add_paragraph("og den er lønnet")
    assert read(saved(document)).value(F.ACTIVITIES) == (BOTH[0], "Praktik\nog den er lønnet")


def test_a_list_in_a_table_is_a_row_each() -> None:
    rows = (("Nr.", "Aktivitet", "Beskrivelse"), ("1", "Samtaler", "hver uge"), ("2", "Praktik", ""))
    document = docx.Document()
    document.add_paragraph("Beskrivelse af indsatsen")
    assert read(table(*rows, document=document)).value(F.ACTIVITIES) == ("Samtaler\nhver uge", "Praktik")


def test_actors_with_their_whole_label_and_help() -> None:
    file = said(
        "Aktører / undervisere",
        "Aktørtype 1 og vedkommendes titel/rolle/opgave mv.",
        "Beskriv kort: Sygeplejerske, holder oplæg",
        "Aktørtype 2 og vedkommendes titel/rolle/opgave mv. (fortsæt gerne aktørrækken, hvis der er flere aktører, "
        "der er relevante at skrive om)",
        "Beskriv kort:",
        "Mentor",
    )
    assert file.value(F.ACTORS) == ("Sygeplejerske, holder oplæg", "Mentor")
    assert not file.unread


@pytest.mark.parametrize(
    ("texts", "tracks"),
    [
        (("Indsatsspor (nr. og overskrift): 3. Sundhed",), [("3", "Sundhed", "")]),
        (("Indsatsspor (nr. og overskrift):", "3 Sundhed"), [("3", "Sundhed", "")]),
        (("Spor nr. 3: Sundhed", "Spor nr. 7: Praktik"), [("3", "Sundhed", ""), ("7", "Praktik", "")]),
        (("Forandringsspor 3 – Sundhed",), [("3", "Sundhed", "")]),
        (("Sundhed",), [("", "Sundhed", "")]),
        (("3. Sundhed", "Flere går til lægen"), [("3", "Sundhed", "Flere går til lægen")]),
        (("3. Sundhed og 7. Praktik",), [("3", "Sundhed", ""), ("7", "Praktik", "")]),
    ],
)
def test_tracks(texts: tuple[str, ...], tracks: list[tuple[str, str, str]]) -> None:
    assert said("Forandringsspor", *texts).value(F.CHANGE_TRACKS) == tuple(Track(*one) for one in tracks)


def test_a_comma_in_a_tracks_title_is_its_own() -> None:
    assert read_tracks("3. Sundhed, kost og motion") == (Track("3", "Sundhed, kost og motion"),)


# Whose words they are ------------------------------------------------------------------------------------------------


def test_label_words_in_an_answer_stay_in_it() -> None:
    text = "På kort sigt forventer vi flere i praktik. Metode: hyppige samtaler. Økonomi er ikke en barriere."
    file = said("Metode", "IPS", "Forventet effekt", "Beskriv:", text, "Økonomi", "Ingen")
    assert file.value(F.EXPECTED_EFFECT) == text
    assert (file.value(F.METHOD), file.value(F.ECONOMY)) == ("IPS", "Ingen")


def test_sections_in_another_order_are_found() -> None:
    file = said(
        *(
            "Økonomi",
            "Notér:",
            "3.000 kr.",
            "Metode",
            "Hvilke erfaringer / metoder bygger indsatsen på?",
            "IPS",
        ),
        *("Målgruppe", WHO, "Kvinder"),
    )
    assert found(file) == {F.ECONOMY: "3.000 kr.", F.METHOD: "IPS", F.TARGET_GROUP: "Kvinder"}


def test_a_section_somebody_has_added_is_unread_and_not_the_answer_above_it() -> None:
    document = docx.Document()
    for heading, text in (
        *(("Målgruppe", "Kvinder"), ("Metode", "IPS"), ("Samarbejde med frivillige", "Røde Kors er med.")),
        *(("Forventet effekt", "Job"), ("Økonomi", "Ingen")),
    ):
        document.add_heading(heading, 2)
        document.add_paragraph(text)
    file = read(saved(document))
    assert file.value(F.METHOD) == "IPS"
    assert unread(file) == ["Samarbejde med frivillige\nRøde Kors er med."]


def test_what_stands_before_the_first_label_is_unread_but_the_title() -> None:
    file = said(
        *("Skabelon til indsatsbeskrivelse på", "Integrations- og beskæftigelsesambassadørprojektet"),
        *("Bilag til byrådet", "Kommune: Køge"),
    )
    assert unread(file) == ["Bilag til byrådet"]


def test_nothing_of_a_file_without_labels_is_lost() -> None:
    file = said("Kære alle", "Hermed referatet.")
    assert found(file) == {}
    assert unread(file) == ["Kære alle", "Hermed referatet."]


# How it was written in Word ------------------------------------------------------------------------------------------


def test_runs_broken_anywhere_are_one() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for one in "Navn på indsatsen: Job først":
        paragraph.add_run(one)
    assert found(read(saved(document))) == NAME


def test_tracked_changes_are_read_as_accepted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Navn på indsatsen: Job ")
    tracked(paragraph, "del", "sidst")
    tracked(paragraph, "ins", "først")
    assert found(read(saved(document))) == NAME


def test_struck_words_are_no_answer_and_not_lost() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Navn på indsatsen: ")
    paragraph.add_run("Job sidst").font.strike = True
    paragraph.add_run("Job først")
    file = read(saved(document))
    assert found(file) == NAME
    assert unread(file) == ["Job sidst"]


def test_a_way_struck_out_leaves_the_other() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Er der tale om en ny type indsats? (sæt kryds) ")
    paragraph.add_run("Ja").font.strike = True
    paragraph.add_run(" Nej")
    file = read(saved(document))
    assert file.value(F.NEW_TYPE) is False
    assert not file.unread


def test_a_text_box_is_read_where_it_hangs() -> None:
    document = docx.Document()
    document.add_paragraph("Metode")
    holder = document.add_paragraph("")
    box = OxmlElement("w:txbxContent")
    inside = element("p")
    piece = element("r")
    piece.append(element("t", "Hyppige samtaler"))
    inside.append(piece)
    box.append(inside)
    picture = OxmlElement("w:pict")
    picture.append(box)
    run(holder, picture)
    document.add_paragraph("Økonomi")
    document.add_paragraph("Ingen")
    assert found(read(saved(document))) == {F.METHOD: "Hyppige samtaler", F.ECONOMY: "Ingen"}


def test_a_footnote_is_unread() -> None:
    blocks = read_paper(lines("Metode", "IPS")).blocks
    file = read_description(Paper(blocks, notes=(Line((Piece("Se rapporten"),)),)))
    assert unread(file) == ["Se rapporten"]


# Ticks ---------------------------------------------------------------------------------------------------------------

NEW = "Er der tale om en ny type indsats? (sæt kryds) "


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Ja: x Nej:", True),
        ("Ja: X Nej: ", True),
        ("Ja: Nej: x", False),
        ("Ja: ☒ Nej: ☐", True),
        ("☐ Ja ☒ Nej", False),
        ("☑ Ja ☐ Nej", True),
        ("(x) Ja ( ) Nej", True),
        ("[ ] Ja [X] Nej", False),
        ("Ja (x) Nej ( )", True),
        ("Ja: __ Nej: _x_", False),
        ("Ja", True),
        ("nej.", False),
        ("Ja: ja Nej:", True),
        ("Ja: Nej:", None),
        ("Ja: x Nej: x", None),
        ("Ja: ☐ Nej: ☐", None),
    ],
)
def test_ticks_of_every_kind(written: str, value: bool | None) -> None:
    assert said(NEW + written).value(F.NEW_TYPE) is value
    assert said(NEW, written).value(F.NEW_TYPE) is value
    assert read(table((NEW, written))).value(F.NEW_TYPE) is value


def test_both_ticked_is_kept_unread() -> None:
    assert unread(said(NEW, "Ja: x Nej: x")) == ["Ja: x Nej: x"]


def test_an_old_form_field_is_a_tick() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(NEW + "Ja ")
    for checked in ("1", "0"):
        data, box = element("ffData"), element("checkBox")
        box.append(element("checked", val=checked))
        data.append(box)
        begin = element("fldChar", fldCharType="begin")
        begin.append(data)
        run(paragraph, begin)
        run(paragraph, element("instrText", " FORMCHECKBOX "))
        run(paragraph, element("fldChar", fldCharType="end"))
        if checked == "1":
            paragraph.add_run(" Nej ")
    assert read(saved(document)).value(F.NEW_TYPE) is True


def test_a_box_of_a_font_of_signs_is_a_tick() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(NEW + "Ja ")
    run(paragraph, element("sym", font="Wingdings", char="F0A8"))
    paragraph.add_run(" Nej ")
    run(paragraph, element("sym", font="Wingdings", char="F0FE"))
    assert read(saved(document)).value(F.NEW_TYPE) is False


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Løbende optag: x Fælles start:", "rolling"),
        ("Løbende optag: Fælles start: X", "common"),
        ("Løbende optag ☒ Fælles start ☐", "rolling"),
        ("☐ Løbende optag ☒ Fælles start", "common"),
        ("Løbende optag: ja Fælles start: nej", "rolling"),
        ("Løbende", "rolling"),
        ("Fælles start", "common"),
        ("Løbende optag: Fælles start:", None),
    ],
)
def test_intake(written: str, value: str | None) -> None:
    question = "Er der løbende optag eller fælles start? (sæt kryds)"
    assert said(question, written).value(F.INTAKE) == value
    assert read(table((question, written))).value(F.INTAKE) == value


def test_a_remark_beside_a_tick_makes_it_less_sure() -> None:
    meant = read_tick("Ja: x (for os)", {"ja": "ja", "nej": "nej"}, words_tick=False)
    assert (meant.value, meant.sure) == ("ja", False)


# Days and numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value", "sure"),
    [
        ("15. januar 2018", date(2018, 1, 15), True),
        ("15.01.2018", date(2018, 1, 15), True),
        ("15/1-18", date(2018, 1, 15), True),
        ("d. 15/1 2018", date(2018, 1, 15), True),
        ("mandag den 15. januar 2018", date(2018, 1, 15), True),
        ("2018-01-15", date(2018, 1, 15), True),
        ("15.1.2018 (uge 3)", date(2018, 1, 15), False),
        ("januar 2018", None, False),
        ("uge 3", None, False),
        ("15.1.2018 eller 22.1.2018", None, False),
        ("31. februar 2018", None, False),
    ],
)
def test_days(written: str, value: date | None, sure: bool) -> None:
    meant = read_day(written)
    assert (meant.value, meant.sure) == (value, sure)


@pytest.mark.parametrize(
    ("written", "value", "sure"),
    [
        ("20", "20", True),
        ("37,5 timer pr. uge", "37.5", True),
        ("1.200", "1200", True),
        ("12 deltagere ad gangen", "12", True),
        ("otte", "8", True),
        ("7½", "7.5", True),
        ("ca. 20 timer", "20", False),
        ("op til 12 deltagere", "12", False),
        ("13 uger, men det kan forlænges", "13", False),
        ("8-10", None, False),
        ("mellem 8 og 10", None, False),
        ("20 timer i 13 uger", None, False),
        ("efter behov", None, False),
    ],
)
def test_numbers(written: str, value: str | None, sure: bool) -> None:
    meant = read_number(written)
    assert (meant.value, meant.sure) == (None if value is None else Decimal(value), sure)


def test_a_range_is_kept_unread_at_its_field() -> None:
    file = said("Antal deltagere: 8-10")
    assert found(file) == {}
    assert [(one.text, one.near) for one in file.unread] == [("8-10", F.PARTICIPANTS_AT_A_TIME)]


def test_how_sure_a_reading_is() -> None:
    file = said("Antal timer pr. uge: ca. 20", "Metode", "IPS", "Opstartsdato: 15. januar 2018")
    assert file.fields[F.HOURS_PER_WEEK].sure is Sure.LIKELY
    assert file.fields[F.HOURS_PER_WEEK].said == "ca. 20"
    assert file.fields[F.NAME].sure is Sure.MISSING


# As JSON -------------------------------------------------------------------------------------------------------------


def test_a_file_as_json() -> None:
    told = file_told(
        said(
            *(
                "Kommune: Køge",
                "Opstartsdato: 15. januar 2018",
                "Antal timer pr. uge: 37,5",
                "Antal deltagere: 12",
            ),
            *("På kort sigt", "- Viden", "- Mod", "Aktivitet 1: Samtaler", "Indsatsspor: 3. Sundhed"),
        )
    )
    assert {key: value for key, value in told.items() if value not in (None, [])} == {
        "municipality": "Køge",
        "start_date": "2018-01-15",
        "hours_per_week": 37.5,
        "participants_at_a_time": 12,
        "purpose_short": "Viden\nMod",
        "activities": ["Samtaler"],
        "change_tracks": [{"number": 3, "title": "Sundhed"}],
    }
    assert list(told) == [*(field.value for field in Field), "unread"]


# A whole template ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [one[1] for one in filled_layouts()], ids=[one[0] for one in filled_layouts()]
)
def test_a_whole_template_filled(content: bytes) -> None:
    file = read(content)
    wanted = as_values(DESCRIBED)
    wrong = {field for field in Field if file.value(field) != wanted[field]}
    assert wrong == set()
    assert not file.unread
