"""The drawn charts: safe in a page with a strict policy, readable by all, the same every time."""

import re
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from charts.examples import BARS, EVERY_KIND, HOLSTEBRO, HOSTILE, LIGHTS, STACKED, bars, chart, line
from virkning.charts import (
    BarChart,
    BreakMark,
    Chart,
    LightRow,
    LightsByArea,
    StackedBars,
    TargetLine,
    to_png,
    to_svg,
)
from virkning.charts.cleaning import clean
from virkning.charts.lines import line_spec
from virkning.charts.render import spec_of

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "g", "path", "line", "rect", "text", "tspan"}


def unsafe(svg: str) -> list[str]:
    """Everything in the SVG that a strict content security policy or a careful reader would object to."""
    found = []
    for element in fromstring(svg).iter():
        name = element.tag.removeprefix(SVG)
        found += [name] if name not in ALLOWED else []
        found += [
            f"{name}@{key}"
            for key, value in element.items()
            if key in ("style", "href", "class") or key.startswith("on") or "url(" in value or "{" in key
        ]
    return found


def words(svg: str) -> list[str]:
    return [element.text or "" for element in fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("drawn", EVERY_KIND, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("width", [640, 358])
def test_a_chart_is_a_described_picture_without_style_or_script(drawn: Chart, width: int) -> None:
    svg = to_svg(drawn, width=width, prefix="resultat-3")
    root = fromstring(svg)
    assert unsafe(svg) == []
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "resultat-3-title resultat-3-desc"
    assert [(root[at].get("id"), root[at].text) for at in (0, 1)] == [
        ("resultat-3-title", drawn.title),
        ("resultat-3-desc", drawn.description),
    ]
    assert root[2].get("aria-hidden") == "true"
    assert root[2].get("font-family") == "IBM Plex Sans, Arial, sans-serif"
    assert (root.get("viewBox") or "").startswith(f"0 0 {width} ")
    assert svg.count("id=") == 2


def test_the_holstebro_chart() -> None:
    svg = to_svg(HOLSTEBRO)
    assert {"0", "25", "50", "75", "100", "67,33", "71,7", "Databrud 2012", "Pct. af eleverne"} <= {
        *words(svg)
    }
    curves = re.findall(r'<path d="(M[^"]+)" stroke="#0b4a57"', svg)
    assert [curve.count("L") for curve in curves] == [1, 1]
    assert svg.count('fill="#0b4a57"') == 1
    assert svg.count('fill="#ffffff" stroke="#0b4a57"') == 3
    assert 'stroke="#1a1a1a" stroke-width="1.5" stroke-dasharray="5,3"' in svg
    assert 'stroke-dasharray="1.5,3.5"' in svg


def test_axis_numbers_are_danish() -> None:
    found = words(to_svg(chart(line(-2500, 1000.5), is_share=False)))
    assert {"−3.000", "−2.000", "0", "2.000"} <= {*found}


def hostile_charts() -> list[Chart]:
    bad = HOSTILE
    return [
        chart(
            line(1, 2, name=bad),
            line(3, 4, name=bad + "2"),
            target=TargetLine(3, bad),
            breaks=(BreakMark(1, bad),),
            x_labels=(bad, "2"),
        ),
        BarChart(bad, bad, bad, (bad,), (bars(bad, (1,)), bars(bad, (2,)))),
        StackedBars(bad, bad, bad, (bad,), (bars(bad, (1,)),)),
        LightsByArea(bad, bad, (LightRow(bad, 1, 2, 3, 4),), bad),
    ]


@pytest.mark.parametrize("drawn", hostile_charts(), ids=lambda each: type(each).__name__)
def test_hostile_labels_are_only_words(drawn: Chart) -> None:
    svg = to_svg(drawn)
    assert unsafe(svg) == []
    assert "<script" not in svg
    assert "\x00" not in svg


@pytest.mark.parametrize("prefix", ["", "1a", 'a" onload="x', "a b", "<a>"])
def test_ids_are_built_from_plain_prefixes_only(prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        to_svg(HOLSTEBRO, prefix=prefix)


def test_only_known_elements_and_attributes_come_through() -> None:
    dirty = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<style>x</style><script>x</script><foreignObject/><a xlink:href="javascript:x"><text>i</text></a>'
        '<g id="a" class="b" style="c" onclick="d"><text fill="#000" style="x">&lt;b&gt;</text></g></svg>'
    )
    assert clean(dirty) == (
        '<g aria-hidden="true" font-family="IBM Plex Sans, Arial, sans-serif">'
        '<text fill="#000">&lt;b&gt;</text></g>'
    )


def test_the_same_definition_gives_the_same_bytes() -> None:
    fresh = clean_of(HOLSTEBRO)
    assert fresh == clean_of(HOLSTEBRO)
    assert fresh in to_svg(HOLSTEBRO)
    assert to_png(LIGHTS, width=300, scale=1) == to_png(LIGHTS, width=300, scale=1)


def clean_of(drawn: Chart) -> str:
    """Drawn anew, past the cache."""
    from virkning.charts.render import _drawing

    return _drawing.__wrapped__(drawn, 640, None)[0]


def test_threads_may_draw_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda _: clean_of(BARS), range(6)))
    assert len(set(drawn)) == 1


def test_a_png_has_the_asked_size_and_needs_no_fonts(tmp_path: Path) -> None:
    png = to_png(HOLSTEBRO, width=300, height=250, scale=2, font_dir=tmp_path / "missing")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (600, 500)
    assert png.endswith(b"IEND\xaeB`\x82")


def test_a_chart_too_narrow_to_read_is_refused() -> None:
    with pytest.raises(ValueError, match="sparkline"):
        to_svg(HOLSTEBRO, width=120)


def test_no_numbers_at_all_still_draws() -> None:
    svg = to_svg(chart(line(None, None, name="Tom")))
    assert unsafe(svg) == []


def test_the_phone_is_drawn_anew_and_not_shrunk() -> None:
    wide, narrow = line_spec(HOLSTEBRO, 640, None), line_spec(HOLSTEBRO, 358, None)
    assert narrow["width"] + narrow["padding"]["left"] + narrow["padding"]["right"] == pytest.approx(358)
    sizes = [{value["size"] for value in spec["layer"][-1]["data"]["values"]} for spec in (wide, narrow)]
    assert sizes == [{14.0, 16.0}, {14.0, 15.0}]


def test_stacked_parts_end_where_the_next_begins() -> None:
    rects = spec_of(STACKED, 640, None)["layer"][0]["data"]["values"]
    assert [(rect["y"], rect["y2"]) for rect in rects[:3]] == [(0.0, 10.0), (10.0, 30.0), (30.0, 100.0)]


def test_every_light_has_shape_word_and_count() -> None:
    found = words(to_svg(LIGHTS))
    assert {"Grøn", "Gul", "Rød", "Ingen farve", "12", "1", "2", "18", "4", "3"} <= {*found}
    shapes = spec_of(LIGHTS, 640, None)["layer"][1]["data"]["values"]
    assert len({value["shape"] for value in shapes}) == 3  # circle, triangle, square; the ring is hollow
    assert {value["fill"] for value in shapes} == {"#2b6a00", "#7a4f00", "#b30000", "#ffffff"}
