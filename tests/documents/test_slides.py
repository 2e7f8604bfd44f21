"""A slide of boxes and connectors: native shapes with title, places and alternative texts."""

import io
from datetime import UTC, datetime
from typing import Any

from pptx import Presentation
from pptx.util import Cm

from virkning.documents.slides import Slide, SlideArrow, SlideBox, SlideRun, write_slide


def box(key: str, x: float, y: float, **given: Any) -> SlideBox:
    lines = ((SlideRun("1.1 ", bold=True), SlideRun("Mentorer")), (SlideRun("● Grøn", "2b6a00"),))
    return SlideBox(key, x, y, 6, 2, lines, 11, f"Kassen {key}", **given)


def slide(*arrows: SlideArrow) -> Slide:
    boxes = (box("a", 1, 3), box("b", 12, 4), box("c", 12, 9, dashed=True))
    made = datetime(2014, 1, 1, tzinfo=UTC)
    return Slide("Forandringsteori", made, boxes, arrows, foot="Stiplet er en antagelse.", author="Holstebro")


def read(content: bytes) -> Any:
    [shown] = Presentation(io.BytesIO(content)).slides
    return shown


ARROWS = (SlideArrow("a", "b", "a fører til b"), SlideArrow("b", "c", "b fører til c", dashed=True))


def test_boxes_stand_where_they_should_with_their_words() -> None:
    shapes = {one.name: one for one in read(write_slide(slide())).shapes}
    assert shapes["a"].left == Cm(1)
    assert shapes["c"].top == Cm(9)
    assert [one.text for one in shapes["b"].text_frame.paragraphs] == ["1.1 Mentorer", "● Grøn"]
    assert read(write_slide(slide())).shapes.title.text == "Forandringsteori"


def test_connectors_hang_on_their_boxes_and_lie_under_them() -> None:
    shown = read(write_slide(slide(*ARROWS)))
    names = [one.name for one in shown.shapes]
    assert max(names.index("a → b"), names.index("b → c")) < min(names.index(key) for key in "abc")
    keys = {one.shape_id: one.name for one in shown.shapes}
    [first] = [one for one in shown.shapes if one.name == "a → b"]
    begun, ended = (first._element.xpath(f".//a:{name}")[0] for name in ("stCxn", "endCxn"))
    assert (keys[int(begun.get("id"))], begun.get("idx")) == ("a", "3")
    assert (keys[int(ended.get("id"))], ended.get("idx")) == ("b", "1")
    assert first._element.xpath(".//a:tailEnd")


def test_an_arrow_with_a_way_of_its_own_runs_there_under_the_boxes() -> None:
    way = ((7.0, 4.0), (9.0, 4.0), (10.0, 2.5), (12.0, 2.5), (14.0, 2.5), (15.0, 8.0), (18.0, 8.0))
    shown = read(write_slide(slide(SlideArrow("a", "b", "a fører til b", dashed=True, way=way))))
    [line] = [one for one in shown.shapes if one.name == "a → b"]
    assert [one.name for one in shown.shapes].index("a → b") == 1
    assert (line.left, line.top) == (Cm(7), Cm(2.5))
    assert (line.width, line.height) == (Cm(11), Cm(5.5))
    places = [
        (Cm(7) + int(one.get("x")), Cm(2.5) + int(one.get("y"))) for one in line._element.xpath(".//a:pt")
    ]
    assert places == [(Cm(x), Cm(y)) for x, y in way]
    assert len(line._element.xpath(".//a:cubicBezTo")) == 2
    assert line._element.xpath(".//a:ln/a:tailEnd")
    assert line._element.xpath(".//p:spPr/a:noFill")


def test_nothing_takes_the_themes_shadow() -> None:
    for one in read(write_slide(slide(*ARROWS))).shapes:
        assert not one._element.xpath(".//p:style")
        assert not one._element.xpath(".//a:effectLst/*")


def test_every_shape_has_its_alternative_text() -> None:
    for one in read(write_slide(slide(*ARROWS))).shapes:
        if not one.is_placeholder:
            assert one._element.xpath(".//p:cNvPr")[0].get("descr")


def test_the_same_slide_is_the_same_bytes() -> None:
    assert write_slide(slide(*ARROWS)) == write_slide(slide(*ARROWS))


def test_a_slide_of_nothing_and_of_odd_words() -> None:
    made = datetime(2014, 1, 1, tzinfo=UTC)
    assert len(read(write_slide(Slide("", made, (), ()))).shapes) == 1
    odd = SlideBox("a", 1, 1, 5, 2, ((SlideRun("a\x00b\x0b\ud800"),),), 11, "\x00x\n")
    shown = read(write_slide(Slide("T\x00", made, (odd,), ())))
    assert shown.shapes.title.text == "T"
