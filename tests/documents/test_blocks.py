"""Blocks no reader could make sense of are refused when they are built."""

import datetime as dt

import pytest

from virkning.documents.blocks import (
    Document,
    Heading,
    LightMark,
    MalformedBlock,
    Paragraph,
    Picture,
    Row,
    Table,
)
from virkning.documents.cleaning import clean
from virkning.documents.outline import read_outline, stays_whole
from virkning.documents.text import plain_text

from .examples import CREATED, EVERYTHING, document


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (lambda: Table(()), "mindst én kolonne"),
        (lambda: Table(("a", "b"), (Row(("kun én",)),)), "Række 1 har 1 celler; hovedet har 2"),
        (lambda: Table(("a", "b"), (Row(("1", "2", "3")),)), "Række 1 har 3 celler"),
        (lambda: Table(("a", "b"), widths=(1,)), "lige så mange bredder"),
        (lambda: Table(("a", "b"), widths=(1, 0)), "over nul"),
        (lambda: Picture(None, None, "  "), "alt"),
        (lambda: Picture(None, b"GIF89a", "Et billede"), "PNG"),
        (lambda: Picture("<svg/>", None, "Et billede", width_cm=0), "over 0 cm"),
    ],
)
def test_malformed_blocks_are_refused_in_words(build, says):
    with pytest.raises(MalformedBlock, match=says):
        build()


def test_a_group_row_may_span_the_table():
    assert Table(("a", "b"), (Row(("Gruppe",), "group"),)).rows[0].kind == "group"


@pytest.mark.parametrize(
    ("light", "word"), [(LightMark.GREEN, "Grøn"), (LightMark.YELLOW, "Gul"), (LightMark.RED, "Rød")]
)
def test_a_light_can_be_read_on_its_shade(light, word):
    def brightness(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert light.word == word
    assert (brightness(light.fill) + 0.05) / (brightness(light.ink) + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("created", "moment"),
    [
        (dt.date(2013, 11, 22), "2013-11-22T00:00:00+00:00"),
        (dt.datetime(2013, 11, 22, 9, 30), "2013-11-22T09:30:00+00:00"),  # noqa: DTZ001
        (
            dt.datetime(2013, 11, 22, 9, tzinfo=dt.timezone(dt.timedelta(hours=1))),
            "2013-11-22T08:00:00+00:00",
        ),
    ],
)
def test_created_is_a_moment_in_utc(created, moment):
    assert Document("T", created).created_at.isoformat() == moment


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("nul\x00 og \x1b[31m", "nul og [31m"),
        ("halv\ud83d", "halv\ufffd"),
        ("\ufffe\uffff\x85slut", "\nslut"),
        ("almindelig – tekst, æøå", "almindelig – tekst, æøå"),
    ],
)
def test_text_is_cleaned_of_what_no_file_can_hold(typed, printed):
    assert clean(typed) == printed


def test_headings_begin_at_one_and_skip_no_level():
    given = document(Heading("a", 3), Heading("b", 4), Heading("c", 4), Heading("d", 2), Heading("e", 4))
    assert [title.level for title in read_outline(given).titles.values()] == [1, 2, 3, 2, 3]


def test_a_heading_without_words_is_left_out():
    given = document(Heading("\x00 \u200b"), Heading("b", 2))
    assert plain_text(given) == ["Prøve", "b"]
    assert [title.level for title in read_outline(given).titles.values()] == [1]


def test_anchors_are_names_word_accepts_and_differ():
    given = document(Heading("a", anchor="æøå og 1"), Heading("b", anchor="æøå og 1"), Heading("c"))
    anchors = [title.anchor for title in read_outline(given).titles.values()]
    assert len(set(anchors)) == 3
    assert all(
        len(anchor) <= 40 and anchor.replace("_", "").isalnum() and anchor.isascii() for anchor in anchors
    )


def test_captions_are_numbered_within_their_kind():
    picture, table = Picture("<svg/>", None, "x", "Kurve"), Table(("a",), caption="Tal")
    given = document(table, picture, Table(("a",)), table)
    assert [caption.line for caption in read_outline(given).captions.values()] == [
        "Tabel 1. Tal",
        "Figur 1. Kurve",
        "Tabel 2. Tal",
    ]


def test_short_rows_stay_whole_and_long_ones_may_break():
    assert stays_whole(Row(("kort", "tekst")), (1, 1))
    assert stays_whole(Row(("kort", "lang " * 60)), (1, 1))
    assert not stays_whole(Row(("kort", "lang " * 60)), (9, 1))
    assert not stays_whole(Row(("kort", "linje\n" * 30)), (1, 1))
    assert stays_whole(Row(("lang " * 60,), "group"), (1, 9))


def test_plain_text_says_everything_in_order():
    lines = plain_text(EVERYTHING)
    assert lines[:4] == [
        "Statusnotat 2013",
        "Holstebro Kommune",
        "Notatet gør status for partnerskabet.",
        "Projekt",
    ]
    assert lines[lines.index("Ja (101)") + 1] == "Grøn"
    assert "Tabel 1. Milepæle for aktivitet 2.4" in lines
    assert lines[-2:] == ["Første linje", "Anden linje"]


def test_an_empty_document_says_nothing():
    assert plain_text(Document("", CREATED)) == []
    assert plain_text(document(Paragraph(""), title="")) == []
