"""Whatever blocks and texts there are, no writer crashes and both say everything, in order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from virkning.documents.blocks import (
    Bullets,
    Callout,
    Cell,
    Contents,
    Document,
    Facts,
    Heading,
    LightMark,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
)
from virkning.documents.text import plain_text
from virkning.documents.word import write_word

from .examples import CREATED, SVG, as_pdf, pdf_text, png, squeezed, word_text

WORDS = st.lists(
    st.sampled_from(
        [
            "milepæl",
            "67,33 pct.",
            "Østre Å",
            "#import",
            "<b>",
            "$x$",
            "=1+1",
            "\n",
            "\x00",
            "lang" * 9,
            "–",
            "&",
            '"',
        ]
    ),
    max_size=6,
).map(" ".join)
ANY_TEXT = st.one_of(WORDS, st.text(max_size=12))


def texts(words):
    run = st.builds(Run, words, st.booleans(), st.booleans(), st.booleans())
    return st.one_of(words, st.lists(run, max_size=3).map(tuple))


def tables(words):
    cell = st.one_of(
        words,
        st.builds(
            Cell,
            st.lists(texts(words), max_size=3).map(tuple),
            st.sampled_from([None, *LightMark]),
            st.sampled_from(["left", "right"]),
            st.booleans(),
            st.booleans(),
        ),
    )

    @st.composite
    def build(draw):
        columns = draw(st.integers(1, 4))
        whole = st.lists(cell, min_size=columns, max_size=columns).map(tuple)
        row = st.one_of(
            st.builds(Row, whole, st.sampled_from(["body", "group", "total"])),
            st.builds(Row, st.tuples(cell), st.just("group")),
        )
        return Table(
            draw(whole),
            tuple(draw(st.lists(row, max_size=4))),
            draw(st.sampled_from([(), tuple(range(1, columns + 1))])),
            draw(words),
            draw(st.sampled_from([(), (0,), (columns - 1,)])),
            draw(st.booleans()),
        )

    return build()


def documents(words):
    items = st.lists(texts(words), max_size=3).map(tuple)
    block = st.one_of(
        st.builds(Heading, words, st.integers(1, 4), st.booleans(), words),
        st.builds(Paragraph, texts(words), st.sampled_from(["body", "lead", "note", "label"])),
        st.builds(Bullets, items),
        st.builds(Facts, st.lists(st.tuples(words, texts(words)), max_size=3).map(tuple)),
        st.builds(Callout, texts(words), st.sampled_from(["note", "warning", "error"])),
        st.builds(Contents, words),
        st.just(PageBreak()),
        tables(words),
        st.builds(
            Picture,
            st.sampled_from([SVG, None]),
            st.sampled_from([png(), None]),
            words.map(lambda w: f"Alt {w}"),
            words,
        ),
    )
    return st.builds(Document, words, st.just(CREATED), st.lists(block, max_size=6).map(tuple), words)


def assert_all_said(given_document, text):
    """Each word is found after the one before it: a footer may stand between two of them, nothing else is lost.

    Contents repeat headings earlier, which does no harm.
    """
    place = 0
    for word in " ".join(plain_text(given_document)).split():
        wanted = squeezed(word)
        found = text.find(wanted, place)
        assert found >= 0, word
        place = found + len(wanted)


@settings(max_examples=40)
@given(documents(ANY_TEXT))
def test_word_says_everything_in_order(given_document):
    # A picture without a PNG is its words in Word only, so the expected order knows nothing of them.
    assert_all_said(given_document, squeezed(word_text(write_word(given_document))))


@settings(max_examples=25)
@given(documents(ANY_TEXT))
def test_pdf_never_crashes(given_document):
    assert as_pdf(given_document).startswith(b"%PDF")


@settings(max_examples=20)
@given(documents(WORDS))
def test_pdf_says_everything_in_order(given_document):
    text = pdf_text(as_pdf(given_document))
    if text is not None:
        assert_all_said(given_document, squeezed(text))
