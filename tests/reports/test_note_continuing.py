"""What the note says of how things go on: under each activity, and in chapters of their own."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reports.building import activity, p, plain, project, row_words
from virkning.documents.blocks import Bullets, Heading, Paragraph, Table
from virkning.figures.continuing import Continuation, Lesson
from virkning.rooms.reports.facts.continuing import (
    BenefitTable,
    CommentFacts,
    Continuing,
    EmbeddingFacts,
    ExperienceFacts,
)
from virkning.rooms.reports.facts.whole import WholeFacts
from virkning.rooms.reports.status_note.document import note_blocks
from virkning.rooms.reports.status_note.note import status_note


def said(period: str = "2013", **given: Any) -> EmbeddingFacts:
    values: dict[str, Any] = {
        "continuation": Continuation.ORDINARY,
        "responsible": "Skolen",
        "secured_until": date(2014, 12, 31),
        "money": "Eget budget",
        "risk": "Færre timer",
        "text": "",
        **given,
    }
    return EmbeddingFacts(activity_id=1, activity="1.1 Kurser", period=p(period), **values)


def learned(period: str, text: str, lesson: Lesson = Lesson.GOOD, about: str = "") -> ExperienceFacts:
    return ExperienceFacts(p(period), lesson, text, 1 if about else None, about)


def blocks(told: Continuing, period: str = "2013", **given: Any) -> list[Any]:
    whole = WholeFacts(project(activity(**given)), continuing=told)
    return list(note_blocks(status_note(whole, p(period), date(2014, 1, 1), charts=False)))


def sentences(told: Continuing, period: str = "2013") -> list[str]:
    return [plain(one.text) for one in blocks(told, period) if isinstance(one, Paragraph)]


def headings(told: Continuing, period: str = "2013") -> list[str]:
    return [one.text for one in blocks(told, period) if isinstance(one, Heading)]


def table(found: list[Any], header: str) -> Table:
    return next(one for one in found if isinstance(one, Table) and one.header[0] == header)


def test_nothing_said_is_no_chapter() -> None:
    assert not {"Forankring", "Erfaringer", "Gevinstskema"} & set(headings(Continuing()))


def test_the_chapters_stand_before_the_sources_in_this_order() -> None:
    told = Continuing(
        (said(),), (learned("2013", "Mød dem"),), (), BenefitTable(("Skoler",), ("Metode",), (("Ja",),))
    )
    found = headings(told)
    assert found[-5:] == ["Forankring", "Erfaringer", "Gode erfaringer", "Gevinstskema", "Kilder"]


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (
            said(),
            "Forankring: Fortsætter i almindelig drift. Ansvarlig: Skolen. "
            "Penge sikret til 31. december 2014. Risiko: Færre timer.",
        ),
        (
            said("2011", responsible="", secured_until=None, risk=""),
            "Forankring: Fortsætter i almindelig drift. Sagt i 2011.",
        ),
        (
            said(continuation=Continuation.ENDS, responsible="", secured_until=None, risk=""),
            "Forankring: Stopper.",
        ),
    ],
)
def test_an_activity_tells_its_embedding_in_one_paragraph(one: EmbeddingFacts, sentence: str) -> None:
    assert sentence in sentences(Continuing((one,)))


def test_an_activity_tells_the_comment_of_the_period_only() -> None:
    told = Continuing(comments=(CommentFacts(1, p("2012"), "Før"), CommentFacts(1, p("2013"), "Nu\nogså")))
    found = sentences(told)
    place = found.index("Samlet kommentar 2013")
    assert found[place + 1 : place + 3] == ["Nu", "også"]
    assert "Før" not in found


def test_the_table_tells_the_latest_by_the_period_and_what_is_missing() -> None:
    told = Continuing((said("2011"), said("2013", continuation=Continuation.ENDS)))
    [row] = table(blocks(told, "2012"), "Aktivitet").rows
    assert row_words(row) == [
        "1.1 Kurser",
        "Fortsætter i almindelig drift\nSagt i 2011",
        "Skolen",
        "31. december 2014\nEget budget",
        "Færre timer",
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [({}, "Ikke oplyst"), ({"closed_in": "2012"}, "-")],
)
def test_an_activity_nobody_has_said_anything_of(given: dict[str, Any], words: str) -> None:
    facts = project(activity(**given))
    other = EmbeddingFacts(2, "1.2", p("2012"), Continuation.ENDS, "", None, "", "", "")
    two = Continuing((other, said("2014")))
    # Of another activity something has been said, so the chapter is there.
    area = facts.areas[0]
    with_two = replace(
        facts, areas=(replace(area, activities=(*area.activities, replace(area.activities[0], id=2))),)
    )
    note = status_note(WholeFacts(with_two, continuing=two), p("2013"), date(2014, 1, 1), charts=False)
    first, _second = table(list(note_blocks(note)), "Aktivitet").rows
    assert row_words(first)[1] == words


def test_who_is_missing_is_told_where_it_goes_on() -> None:
    [row] = table(blocks(Continuing((said(responsible=""),))), "Aktivitet").rows
    assert row_words(row)[2] == "Ikke oplyst"


def test_experiences_stand_good_and_less_good_up_to_the_period() -> None:
    told = Continuing(
        experiences=(
            learned("2012", "Mød dem", about="1.1 Kurser"),
            learned("2013", "For sent", Lesson.BAD),
            learned("2014", "Senere"),
        )
    )
    found = [plain(item) for one in blocks(told) if isinstance(one, Bullets) for item in one.items]
    assert "Mød dem (1.1 Kurser, 2012)" in found
    assert "For sent (2013)" in found
    assert not any("Senere" in one for one in found)


@pytest.mark.parametrize(
    ("columns", "widths"), [(1, [1]), (4, [4]), (5, [3, 2]), (6, [3, 3]), (9, [3, 3, 3]), (12, [4, 4, 4])]
)
def test_a_wide_benefit_table_becomes_several_that_fit(columns: int, widths: list[int]) -> None:
    names = tuple(f"G{number}" for number in range(columns))
    cells = tuple(f"ord {name}" for name in names[:-1])
    told = Continuing(benefits=BenefitTable(("Skoler",), names, ((*cells, ""),)))
    tables = [one for one in blocks(told) if isinstance(one, Table) and one.header[0] == "Hvem"]
    assert [len(one.header) - 1 for one in tables] == widths
    assert [name for one in tables for name in one.header[1:]] == list(names)
    assert row_words(tables[-1].rows[0])[-1] == "-"
