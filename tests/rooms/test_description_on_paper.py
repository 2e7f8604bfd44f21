"""A description written as Word and read back is the same description, also after it has been filled on in Word."""

import dataclasses
import re
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import hypothesis.strategies as st
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given

from documents.examples import part
from rooms.description_papers import DESCRIBED, LABEL_LIKE, control, paragraph_of
from rooms.plan_papers import edited, fields, through_libreoffice, write
from virkning.documents.word_reading import read_paper
from virkning.figures.indicators import Term
from virkning.rooms.interventions.answers import (
    ActorAnswer,
    Answers,
    CostAnswer,
    EffectAnswer,
    TrackAnswer,
)
from virkning.rooms.interventions.form import ASKED, TEMPLATE, Field
from virkning.rooms.interventions.printing import (
    DescriptionFacts,
    DescriptionFormat,
    description_document,
    write_description,
)
from virkning.rooms.interventions.reading.answering import to_answers
from virkning.rooms.interventions.reading.proposal import DescriptionFile, Sure
from virkning.rooms.interventions.reading.reading import read_description
from virkning.rooms.interventions.sections import Head
from virkning.rooms.interventions.tags import Tag
from virkning.rooms.interventions.tidying import tidied

MADE = datetime(2018, 4, 3, tzinfo=UTC)
HEAD = Head({"Projekt": "Ungestrategier", "Trin": "Kladde", "Frist": "", "Kvittering": "2018-0012"})

LETTERS = st.characters(exclude_categories=["Cs", "Cn"])
WORDS = st.one_of(st.sampled_from(LABEL_LIKE), st.text(LETTERS, max_size=30))
TEXT = st.lists(WORDS, max_size=3).map("\n".join)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
NUMBER = st.one_of(st.none(), st.decimals(0, 99999, places=2), st.integers(0, 10**9).map(Decimal))
ACTORS = st.builds(
    ActorAnswer, TEXT, TEXT, TEXT, st.one_of(st.none(), st.integers(1, 99)), TEXT, TEXT, TEXT, TEXT
)
EFFECTS = st.builds(EffectAnswer, TEXT, st.one_of(st.none(), st.sampled_from(Term)))
ANSWERS = st.builds(
    Answers,
    municipality=TEXT,
    name=TEXT,
    start_date=st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2199, 12, 31))),
    summary=TEXT,
    new_type=st.sampled_from([None, True, False]),
    hours_per_week=NUMBER,
    weeks_per_participant=NUMBER,
    participants_at_a_time=st.one_of(st.none(), st.integers(0, 10**6)),
    intake=st.sampled_from(["", "rolling", "common"]),
    target_group=TEXT,
    selection_criteria=TEXT,
    purposes_short=TEXTS,
    purposes_long=TEXTS,
    elements=TEXTS,
    actors=st.lists(ACTORS, max_size=3).map(tuple),
    ambassador_role=TEXT,
    successor=TEXT,
    method=TEXT,
    sources=TEXTS,
    tracks=st.lists(st.builds(TrackAnswer, TEXT, TEXT, TEXT), max_size=3).map(tuple),
    effects=st.lists(EFFECTS, max_size=3).map(tuple),
    costs=st.lists(st.builds(CostAnswer, TEXT, NUMBER), max_size=3).map(tuple),
    observations_start=TEXT,
    observations_middle=TEXT,
    observations_end=TEXT,
)


def written(answers: Answers, head: Head = HEAD) -> bytes:
    return write_description(DescriptionFacts(answers, head), DescriptionFormat.WORD, made_at=MADE)


def read(content: bytes) -> DescriptionFile:
    return read_description(read_paper(content, boxes_in_place=True))


def after(edit: Callable[[Any], None], answers: Answers = DESCRIBED) -> DescriptionFile:
    return read(edited(written(answers), edit))


# There and back ----------------------------------------------------------------------------------------------------


@given(ANSWERS)
def test_word_to_answers_to_word_is_the_identity(answers: Answers) -> None:
    file = read(written(answers))
    assert to_answers(file) == tidied(answers)
    assert not file.unread
    assert all(one.sure in (Sure.CERTAIN, Sure.MISSING) for one in file.fields.values())


@given(ANSWERS)
def test_tidying_twice_is_tidying_once(answers: Answers) -> None:
    assert tidied(tidied(answers)) == tidied(answers)


def test_the_same_description_is_the_same_bytes() -> None:
    assert written(DESCRIBED) == written(DESCRIBED)


def test_decimals_stay_as_written() -> None:
    answers = dataclasses.replace(DESCRIBED, hours_per_week=Decimal("37.50"))
    assert str(to_answers(read(written(answers))).hours_per_week) == "37.50"


# How it looks ------------------------------------------------------------------------------------------------------


def test_the_template_stands_in_its_order_and_words() -> None:
    lines = [line.text for line in read_paper(written(DESCRIBED)).lines()]
    wanted = ["Skabelon til indsatsbeskrivelse", "Integrations- og beskæftigelsesambassadørprojektet"]
    for one in TEMPLATE:
        wanted.append(one.heading.danish)
        for asked in one.fields:
            wanted.append(asked.question.filled({"number": "1"}).danish)
    places = [lines.index(one) for one in wanted]
    assert places == sorted(places)


def test_every_field_is_a_control_also_when_it_is_empty() -> None:
    tags = {
        str(one.get(qn("w:val"))) for one in part(written(Answers()), "word/document.xml").iter(qn("w:tag"))
    }
    assert tags | {Tag.HEAD.key} == {one.key for one in Tag}


def test_an_empty_form_has_room_as_the_template() -> None:
    root = part(written(Answers()), "word/document.xml")
    tags = [one.get(qn("w:val")) for one in root.iter(qn("w:tag"))]
    assert (tags.count(Tag.ELEMENT.key), tags.count(Tag.TRACK_TITLE.key)) == (4, 3)
    assert read(written(Answers())).own == Answers()


def test_a_tick_can_be_clicked_on() -> None:
    root = part(written(DESCRIBED), "word/document.xml")
    boxes = [one for one in root.iter() if str(one.tag).endswith("}checkbox")]
    assert [one[0].get(one[0].keys()[0]) for one in boxes] == ["1", "0", "1", "0"]


def test_a_pdf_says_what_is_not_answered_and_has_no_room_to_fill() -> None:
    document = description_document(DescriptionFacts(Answers(name="Job først")), MADE, to_fill=False)
    said = str(document.blocks)
    assert "Ikke udfyldt" in said
    assert "Kopiér" not in said


@pytest.mark.parametrize("answers", [Answers(), DESCRIBED], ids=["empty", "filled"])
def test_a_pdf_is_tagged(answers: Answers) -> None:
    content = write_description(DescriptionFacts(answers, HEAD), DescriptionFormat.PDF, made_at=MADE)
    assert content.startswith(b"%PDF-")
    assert b"/MarkInfo" in content
    assert b"/StructTreeRoot" in content


# Filled on in Word -------------------------------------------------------------------------------------------------


def copied(document: Any, tag: Tag, words: str, *, at: int = 0) -> None:
    """Copy the line a field stands in, and write over the copy."""
    line = paragraph_of(fields(document, tag.key)[at])
    copy = deepcopy(line)
    line.addnext(copy)
    write(control(copy, tag), words)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        (Tag.PURPOSE_SHORT, "purposes_short"),
        (Tag.PURPOSE_LONG, "purposes_long"),
        (Tag.ELEMENT, "elements"),
        (Tag.SOURCE, "sources"),
    ],
)
def test_a_line_copied_is_a_new_item(tag: Tag, name: str) -> None:
    own = to_answers(after(lambda document: copied(document, tag, "Nyt")))
    before = getattr(DESCRIBED, name)
    assert getattr(own, name) == (before[0], "Nyt", *before[1:])


def test_an_effect_and_a_cost_copied_are_new_ones() -> None:
    def edit(document: Any) -> None:
        copied(document, Tag.EFFECT, "Ny effekt")
        copied(document, Tag.COST, "Ny udgift")

    own = to_answers(after(edit))
    assert own.effects[:2] == (DESCRIBED.effects[0], EffectAnswer("Ny effekt", DESCRIBED.effects[0].term))
    assert own.costs[1] == CostAnswer("Ny udgift", DESCRIBED.costs[0].amount)


def test_an_actors_lines_copied_are_a_new_actor() -> None:
    def edit(document: Any) -> None:
        first = [paragraph_of(fields(document, tag.key)[0]) for tag in Tag if tag.name.startswith("ACTOR_")]
        place = first[-1]
        for line in first:
            copy = deepcopy(line)
            place.addnext(copy)
            place = copy
        write(fields(document, Tag.ACTOR_KIND.key)[1], "Tolk")

    own = to_answers(after(edit))
    assert own.actors == (
        DESCRIBED.actors[0],
        dataclasses.replace(DESCRIBED.actors[0], kind="Tolk"),
        *DESCRIBED.actors[1:],
    )


def test_an_actor_without_a_line_for_its_kind_is_still_its_own() -> None:
    def edit(document: Any) -> None:
        line = paragraph_of(fields(document, Tag.ACTOR_KIND.key)[1])
        line.getparent().remove(line)

    own = to_answers(after(edit))
    assert own.actors == (DESCRIBED.actors[0], dataclasses.replace(DESCRIBED.actors[1], kind=""))


def test_a_field_emptied_is_blank() -> None:
    def edit(document: Any) -> None:
        for tag in (Tag.METHOD, Tag.START_DATE, Tag.HOURS, Tag.ELEMENT):
            write(fields(document, tag.key)[0], "")

    file = after(edit)
    own = to_answers(file)
    assert (own.method, own.start_date, own.hours_per_week) == ("", None, None)
    assert own.elements == DESCRIBED.elements[1:]
    assert not file.unread


def test_a_field_that_shows_its_name_is_blank_whatever_it_says() -> None:
    def edit(document: Any) -> None:
        field = fields(document, Tag.METHOD.key)[0]
        field.find(qn("w:sdtPr")).append(OxmlElement("w:showingPlcHdr"))

    assert to_answers(after(edit)).method == ""


def test_an_empty_field_filled_is_its_answer() -> None:
    def edit(document: Any) -> None:
        for tag, words in (
            (Tag.NAME, "Job først"),
            (Tag.START_DATE, "mandag d. 15/1-18"),
            (Tag.HOURS, "37,5 timer"),
            (Tag.TRACK_NUMBER, "3"),
            (Tag.COST_AMOUNT, "3000 kr"),
            (Tag.COST, "Materialer"),
            (Tag.EFFECT, "Flere i job"),
            (Tag.EFFECT_TERM, "lang sigt"),
            (Tag.ACTOR_ELEMENT, "2"),
            (Tag.IS_NOT_NEW, "x"),
        ):
            field = fields(document, tag.key)[0]
            if (shows := field.find(f".//{qn('w:showingPlcHdr')}")) is not None:
                shows.getparent().remove(shows)
            write(field, words)

    own = to_answers(after(edit, Answers()))
    assert own == Answers(
        name="Job først",
        start_date=date(2018, 1, 15),
        new_type=False,
        hours_per_week=Decimal("37.5"),
        tracks=(TrackAnswer("3"),),
        effects=(EffectAnswer("Flere i job", Term.LONG),),
        costs=(CostAnswer("Materialer", Decimal(3000)),),
        actors=(ActorAnswer(element=2),),
    )


def test_a_field_over_several_paragraphs_is_one_answer() -> None:
    """Word makes a field of a paragraph into one around paragraphs when somebody presses Enter in it."""

    def edit(document: Any) -> None:
        field = fields(document, Tag.METHOD.key)[0]
        line = paragraph_of(field)
        content = field.find(qn("w:sdtContent"))
        runs = list(content)
        for one in runs:
            content.remove(one)
        for words in ("Først", "", "Siden"):
            paragraph, run, text = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
            text.text = words
            run.append(text)
            paragraph.append(run)
            content.append(paragraph)
        line.addnext(field)
        line.getparent().remove(line)

    assert to_answers(after(edit)).method == "Først\n\nSiden"


def test_broken_runs_and_tracked_changes_in_a_field_are_read_as_they_look() -> None:
    def edit(document: Any) -> None:
        content = fields(document, Tag.METHOD.key)[0].find(qn("w:sdtContent"))
        for kind, words in (("w:ins", " til"), ("w:del", " fra")):
            change, run = OxmlElement(kind), OxmlElement("w:r")
            text = OxmlElement("w:t" if kind == "w:ins" else "w:delText")
            text.set(qn("xml:space"), "preserve")
            text.text = words
            run.append(text)
            change.append(run)
            content.append(change)

    assert to_answers(after(edit)).method == f"{DESCRIBED.method} til"


def test_both_ticks_on_are_no_answer_and_said() -> None:
    file = after(lambda document: write(fields(document, Tag.IS_NOT_NEW.key)[0], "☒"))
    assert file.fields[Field.NEW_TYPE].sure is Sure.MISSING
    assert [one.near for one in file.unread] == [Field.NEW_TYPE]


def test_what_is_no_such_answer_is_kept_unread() -> None:
    def edit(document: Any) -> None:
        write(fields(document, Tag.START_DATE.key)[0], "uge 3")
        write(fields(document, Tag.PARTICIPANTS.key)[0], "8-10")
        write(fields(document, Tag.COST_AMOUNT.key)[0], "efter aftale")

    file = after(edit)
    assert {(one.text, one.near) for one in file.unread} == {
        ("uge 3", Field.START_DATE),
        ("8-10", Field.PARTICIPANTS_AT_A_TIME),
        ("efter aftale", Field.ECONOMY),
    }


def test_what_stands_outside_the_fields_is_unread() -> None:
    def edit(document: Any) -> None:
        paragraph_of(fields(document, Tag.METHOD.key)[0]).addnext(new_line("Se også bilaget"))
        line = paragraph_of(fields(document, Tag.TRACK_CHANGE.key)[0])
        line.find(qn("w:r")).find(qn("w:t")).text = "Forventet forandring: hele holdet "
        cell = document.tables[0].rows[1].cells[1]
        cell.paragraphs[0].add_run(" og Greve")

    file = after(edit)
    assert to_answers(file) == DESCRIBED
    assert {(one.text, one.near) for one in file.unread} == {
        ("Se også bilaget", Field.METHOD),
        ("hele holdet", Field.CHANGE_TRACKS),
        ("og Greve", Field.MUNICIPALITY),
    }


def new_line(words: str) -> Any:
    paragraph, run, text = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
    text.text = words
    run.append(text)
    paragraph.append(run)
    return paragraph


def test_a_field_for_one_answer_copied_keeps_the_first_and_says_the_other() -> None:
    file = after(lambda document: copied(document, Tag.METHOD, "Noget andet"))
    assert to_answers(file).method == DESCRIBED.method
    assert [(one.text, one.near) for one in file.unread] == [("Noget andet", Field.METHOD)]


# When the tags are lost --------------------------------------------------------------------------------------------


def without_tags(content: bytes) -> bytes:
    """The file as programs save it that do not know fields: what stands in them as text."""

    def edit(document: Any) -> None:
        for field in list(document.element.body.iter(qn("w:sdt"))):
            for child in list(field.find(qn("w:sdtContent"))):
                field.addprevious(child)
            field.getparent().remove(field)

    return edited(content, edit)


def test_without_its_tags_a_plain_description_is_read_by_its_words() -> None:
    file = read(without_tags(written(DESCRIBED, Head())))
    assert file.own is None
    assert to_answers(file) == DESCRIBED
    assert not file.unread


def test_without_its_tags_an_empty_form_is_empty() -> None:
    file = read(without_tags(written(Answers(), Head())))
    assert to_answers(file) == Answers()
    assert not file.unread


@pytest.mark.thorough
def test_libreoffice_saves_the_same_description() -> None:
    assert to_answers(read(through_libreoffice(written(DESCRIBED, Head())))) == DESCRIBED


def test_every_field_of_the_form_is_told() -> None:
    assert set(read(written(DESCRIBED)).fields) == set(ASKED)
    assert re.fullmatch(r"[a-z.]+", "".join(one.key for one in Tag))
