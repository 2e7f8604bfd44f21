"""A theory's drawing: boxes never overlap, arrows never run through a box, and everything is there to be read."""

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from virkning.charts.definitions import ChartError
from virkning.charts.theorydrawing import LEAST_POINTS, fitted, parts_for, theory_png, theory_svg
from virkning.charts.theorylayout import HEADS, Layout, Placed, Routed, layout
from virkning.charts.theorymap import TheoryArrow, TheoryBox, TheoryMap
from virkning.charts.theoryorder import Node, chains_of, crossings, ordered

COLUMNS = ("Aktiviteter", "Kort sigt", "Mellemlangt sigt", "Langt sigt")
WORDS = st.text(st.sampled_from("abcdefgh mnæøå"), max_size=120)


def theory(boxes: list[TheoryBox], arrows: list[TheoryArrow]) -> TheoryMap:
    return TheoryMap("Forandringsteori", "Otte kasser.", COLUMNS, tuple(boxes), tuple(arrows))


@st.composite
def theories(draw: st.DrawFn) -> TheoryMap:
    """Any: boxes alone, circles, arrows back in time, endless words."""
    columns = draw(st.lists(st.integers(0, 3), min_size=1, max_size=16))
    boxes = [
        TheoryBox(
            f"b{number}",
            column,
            str(number),
            draw(WORDS),
            state=draw(st.sampled_from(["", "Grøn", "Måles ikke"])),
            light=draw(st.sampled_from(["green", "yellow", "red", "none"])),
            value=draw(WORDS),
            muted=draw(st.booleans()),
        )
        for number, column in enumerate(columns)
    ]
    keys = st.sampled_from([one.key for one in boxes])
    pairs = draw(st.lists(st.tuples(keys, keys).filter(lambda pair: pair[0] != pair[1]), max_size=30))
    return theory(boxes, [TheoryArrow(*pair, evidence=draw(st.booleans())) for pair in dict.fromkeys(pairs)])


def apart(one: Placed, other: Placed) -> bool:
    return (
        one.right <= other.x
        or other.right <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


def points_of(arrow: Routed) -> list[tuple[float, float]]:
    """The arrow's line, point by point."""
    found, begin = [], arrow.start
    for one, other, end in arrow.curves:
        for step in range(21):
            t = step / 20
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            found.append(
                tuple(
                    sum(w * p[axis] for w, p in zip(weights, (begin, one, other, end), strict=True))
                    for axis in (0, 1)
                )
            )
        begin = end
    return found  # type: ignore[return-value]


def inside(box: Placed, point: tuple[float, float]) -> bool:
    x, y = point
    return box.x + 0.5 < x < box.right - 0.5 and box.y + 0.5 < y < box.y + box.height - 0.5


@settings(max_examples=80, deadline=None)
@given(theories(), st.sampled_from([720, 1280]))
def test_boxes_never_overlap_and_no_arrow_runs_through_one(drawing: TheoryMap, width: int) -> None:
    found = layout(drawing, width)
    assert len(found.boxes) == len(drawing.boxes)
    assert len(found.arrows) == len(drawing.arrows)
    for number, box in enumerate(found.boxes):
        assert box.x >= 0
        assert box.right <= width + 0.01
        assert box.y + box.height <= found.height
        assert all(apart(box, other) for other in found.boxes[:number])
    for arrow in found.arrows:
        for point in points_of(arrow):
            assert not any(inside(box, point) for box in found.boxes)


@settings(max_examples=40, deadline=None)
@given(theories())
def test_an_arrow_touches_the_edges_of_its_two_boxes(drawing: TheoryMap) -> None:
    found = layout(drawing, 1280)
    boxes = {one.box.key: one for one in found.boxes}
    for one in found.arrows:
        arrow = drawing.arrows[one.arrow]
        for key, (x, y) in ((arrow.start, one.start), (arrow.end, one.curves[-1][2])):
            box = boxes[key]
            assert min(abs(x - box.x), abs(x - box.right)) < 0.01
            assert box.y < y < box.y + box.height


@settings(max_examples=40, deadline=None)
@given(theories())
def test_the_order_has_no_more_crossings_than_the_one_it_came_in(drawing: TheoryMap) -> None:
    chains = chains_of(drawing)
    right: dict[object, list[object]] = {}
    for chain in chains:
        if not chain.is_within:
            for one, other in zip(chain.nodes, chain.nodes[1:], strict=False):
                right.setdefault(one, []).append(other)
    begun = [[] for _head in COLUMNS]  # type: ignore[var-annotated]
    for chain in chains:
        for node, column in zip(chain.nodes[1:-1], chain.columns[1:-1], strict=True):
            begun[column].append(node)
    came = [[Node(b.key) for b in drawing.boxes if b.column == number] for number in range(4)]
    came = [boxes + lanes for boxes, lanes in zip(came, begun, strict=True)]
    assert crossings(ordered(drawing, chains), right) <= crossings(came, right)  # type: ignore[arg-type]


def test_the_same_theory_always_looks_the_same() -> None:
    assert theory_svg(small()) == theory_svg(small())


def test_activities_keep_their_order_where_another_does_not_pay() -> None:
    found = layout(small(), 1280)
    first = sorted((one for one in found.boxes if one.box.column == 0), key=lambda one: one.y)
    assert [one.box.number for one in first] == ["1.1", "1.2"]


def small(*, chosen: bool = False) -> TheoryMap:
    return theory(
        [
            TheoryBox("aktivitet-1", 0, "1.1", "Mentorer & kurser", "Grøn", "green", href="?valgt=aktivitet-1",
                      words="1.1 Mentorer & kurser. Grøn", chosen=chosen, on_path=chosen),
            TheoryBox("aktivitet-2", 0, "1.2", "Kurser", "Rød", "red", muted=True, href="?valgt=aktivitet-2"),
            TheoryBox("resultat-1", 1, "1.", "Flere møder", "Gul", "yellow", "72 pct.", href="?valgt=resultat-1"),
            TheoryBox("resultat-2", 3, "2.", "Flere i job", "Måles ikke", href="?valgt=resultat-2"),
        ],
        [
            TheoryArrow("aktivitet-1", "resultat-1", evidence=True, on_path=chosen),
            TheoryArrow("aktivitet-2", "resultat-2"),
            TheoryArrow("resultat-1", "resultat-2"),
        ],
    )  # fmt: skip


def test_on_a_page_each_box_is_a_link_with_words() -> None:
    svg = theory_svg(small(chosen=True), links=True)
    root = fromstring(svg)
    assert root.get("role") == "group"
    assert root.get("aria-labelledby") == "teori-title teori-desc"
    links = [one for one in root if one.tag.endswith("}a")]
    assert links[0].get("href") == "?valgt=aktivitet-1"
    assert links[0].get("aria-label") == "1.1 Mentorer & kurser. Grøn"
    assert links[0].get("aria-current") == "true"
    assert len(links) == 4
    assert svg.count('stroke="#0b4a57"') == 2  # the chosen box and its arrow
    assert "style=" not in svg
    assert "<script" not in svg


def test_without_links_it_is_one_picture() -> None:
    svg = theory_svg(small())
    assert fromstring(svg).get("role") == "img"
    assert "<a " not in svg


def test_assumptions_and_what_is_closed_are_dashed() -> None:
    svg = theory_svg(small())
    assert svg.count('stroke-dasharray="6 4"') == 2
    assert svg.count('stroke-dasharray="4 3"') == 1


def test_every_word_a_box_has_room_for_is_there() -> None:
    words = "".join(fromstring(theory_svg(small())).itertext())
    for part in (*COLUMNS, "Mentorer & kurser", "Flere møder", "Gul · 72 pct.", "Måles ikke"):
        assert part in words


def test_characters_that_break_a_drawing_are_left_out() -> None:
    box = TheoryBox("a", 0, "1", 'Skole\x00 <b>&"', "\x0bGrøn", href='?x="><script>', words="\x00<i>")
    fromstring(theory_svg(theory([box], []), links=True))


def large() -> TheoryMap:
    """60 boxes and 120 arrows: as large as a theory may be."""
    boxes = [TheoryBox(f"b{n}", n % 4, f"{n}", "Skolerne bruger handleplanerne", "Grøn") for n in range(60)]
    pairs = [(n, m) for n in range(60) for m in range(60) if n % 4 < m % 4 and (n * 7 + m * 11) % 11 == 0]
    return theory(boxes, [TheoryArrow(f"b{n}", f"b{m}") for n, m in pairs[:120]])


def test_a_large_theory_is_read_on_as_many_pages_as_it_takes() -> None:
    drawing = large()
    assert (len(drawing.boxes), len(drawing.arrows)) == (60, 120)
    assert fitted(drawing, across=16.8, down=20).points < LEAST_POINTS
    parts = parts_for(drawing, across=16.8, down=20)
    assert len(parts) == 2
    for part in parts:
        width, height = (float(fromstring(part.svg).get(name, "0")) for name in ("width", "height"))
        assert part.width_cm / width * 14 * 28.35 >= LEAST_POINTS - 0.01
        assert part.width_cm * height / width <= 20.01
        assert all(head in "".join(fromstring(part.svg).itertext()) for head in COLUMNS)


@settings(max_examples=40, deadline=None)
@given(theories(), st.floats(3, 12))
def test_every_box_stands_whole_in_one_of_the_parts(drawing: TheoryMap, down: float) -> None:
    parts = parts_for(drawing, across=16.8, down=down)
    windows = []
    for part in parts:
        _x, y, _width, height = (float(one) for one in fromstring(part.svg).get("viewBox", "").split())
        windows.append((y + HEADS - 0.1, y + height + 0.1))
    place = layout(drawing, float(fromstring(parts[0].svg).get("width", "0")))
    for box in place.boxes:
        if box.height < (windows[0][1] - windows[0][0]) / 2 - 9:
            assert any(top <= box.y and box.y + box.height <= end for top, end in windows)


def test_a_small_theory_is_one_part() -> None:
    assert len(parts_for(small(), across=16.8, down=20)) == 1


def test_a_picture_of_it() -> None:
    png = theory_png(theory_svg(small()), scale=1)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 1280


@pytest.mark.parametrize(
    ("boxes", "arrows"),
    [
        ([TheoryBox("a", 4, "1", "")], []),
        ([TheoryBox("a", 0, "1", ""), TheoryBox("a", 1, "2", "")], []),
        ([TheoryBox("a", 0, "1", "")], [TheoryArrow("a", "b")]),
        ([TheoryBox("a", 0, "1", "")], [TheoryArrow("a", "a")]),
    ],
)
def test_what_cannot_be_drawn_is_refused(boxes: list[TheoryBox], arrows: list[TheoryArrow]) -> None:
    with pytest.raises(ChartError):
        theory(boxes, arrows)


def test_nothing_at_all() -> None:
    found: Layout = layout(theory([], []), 1280)
    assert found.boxes == found.arrows == ()
