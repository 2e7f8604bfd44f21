"""The theory in the note and by itself: a drawing with its links, of the note's own period, kept by a closed round."""

import io
from dataclasses import replace
from datetime import date

import docx
import pikepdf
import pytest
from pptx import Presentation

from reports import building as b
from virkning.documents.blocks import Heading, Table
from virkning.figures.indicators import IndicatorKind, Term
from virkning.figures.rules import TargetRule
from virkning.figures.theory import Basis
from virkning.rooms.reports.facts.frozen import freeze, thaw
from virkning.rooms.reports.facts.project import ProjectFacts
from virkning.rooms.reports.facts.theory import ArrowFacts, theory_map, theory_of
from virkning.rooms.reports.facts.whole import WholeFacts
from virkning.rooms.reports.papers.theory import TheoryFormat, theory_file_of, theory_slide
from virkning.rooms.reports.status_note.files import NoteFormat, whole_note_file
from virkning.rooms.reports.status_note.maps import MapBlock
from virkning.rooms.reports.status_note.theory import theory_chapter

MADE_ON = date(2014, 1, 1)


def project() -> ProjectFacts:
    short = b.result(b.reading("2012", "60"), b.reading("2013", "80"), rule=TargetRule.AT_LEAST, amount="75")
    long = replace(b.result(number="2", term=Term.LONG, kind=IndicatorKind.NONE, statement="I job"), id=2)
    activity = replace(b.project(b.activity()).areas[0].activities[0], id=5, results=(short, long))
    return b.project(activity)


def arrow(start: int, end: int, **given: object) -> ArrowFacts:
    """From an activity (5) or a result."""
    values = {"basis": Basis.ASSUMPTION, "reason": "", "other_explanations": "", **given}
    is_activity = start == 5
    return ArrowFacts(
        start * 10 + end,
        start if is_activity else None,
        None if is_activity else start,
        end,
        **values,  # type: ignore[arg-type]
    )


def whole(*arrows: ArrowFacts) -> WholeFacts:
    return WholeFacts(project(), arrows=arrows)


BOTH = (arrow(5, 1, basis=Basis.EVIDENCE, reason="Det ved vi"), arrow(1, 2, other_explanations="En reform"))


def test_no_arrows_no_chapter() -> None:
    assert list(theory_chapter(whole(), b.p("2013"))) == []


@pytest.mark.parametrize(("period", "light"), [("2012", "yellow"), ("2013", "green")])
def test_the_chapter_shows_the_notes_own_period(period: str, light: str) -> None:
    heading, _words, drawing, _key, table = theory_chapter(whole(*BOTH), b.p(period))
    assert isinstance(heading, Heading)
    assert isinstance(drawing, MapBlock)
    assert isinstance(table, Table)
    [box] = [one for one in drawing.drawing.boxes if one.key == "resultat-1"]
    assert box.light == light
    assert not any(one.href for one in drawing.drawing.boxes)
    rows = [repr(row) for row in table.rows]
    assert "Det ved vi" in rows[0]
    assert "Anden forklaring: En reform" in rows[1]


def test_a_closed_round_keeps_it_and_older_ones_have_none() -> None:
    facts = whole(*BOTH)
    assert thaw(freeze(facts)) == facts
    assert WholeFacts(project()).arrows == ()


@pytest.mark.parametrize("kind", NoteFormat)
def test_the_note_is_written_with_it(kind: NoteFormat) -> None:
    made = whole_note_file(whole(*BOTH), b.p("2013"), kind, MADE_ON)
    if kind is NoteFormat.WORD:
        document = docx.Document(io.BytesIO(made.content))
        described = [one._inline.docPr.get("descr") for one in document.inline_shapes]
        assert any(words.startswith("Forandringsteori for") for words in described)
    else:
        assert len(pikepdf.open(io.BytesIO(made.content)).pages) > 1


@pytest.mark.parametrize("kind", TheoryFormat)
def test_it_is_written_by_itself(kind: TheoryFormat) -> None:
    facts = project()
    theory = theory_of(facts, BOTH, b.p("2013"))
    made = theory_file_of(facts, theory, kind, MADE_ON)
    assert made.name.startswith("Forandringsteori 2013 - ")
    assert made.name.endswith(f".{kind.value}")
    again = theory_file_of(facts, theory, kind, MADE_ON)
    assert made.content == again.content


def test_gaps_are_told_by_itself() -> None:
    facts = project()
    made = theory_file_of(facts, theory_of(facts, BOTH[:1], b.p("2013")), TheoryFormat.WORD, MADE_ON)
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(made.content)).paragraphs)
    assert "Huller i teorien" in text
    assert "2. I job: har ingen indikator" in text


def test_the_slides_boxes_never_overlap() -> None:
    facts = project()
    theory = theory_of(facts, BOTH, b.p("2013"))
    boxes = theory_slide(facts, theory, theory_map(theory), MADE_ON).boxes
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            assert (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            ), (one.key, other.key)
    made = theory_file_of(facts, theory, TheoryFormat.SLIDE, MADE_ON)
    assert len(Presentation(io.BytesIO(made.content)).slides) == 1
