"""A document with every block in it, and what is needed to read documents back."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import struct
import subprocess
import tempfile
import zipfile
import zlib
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

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
from virkning.documents.pdf import write_pdf
from virkning.documents.word import write_word

FONT_DIRS = [Path(__file__).parents[2] / "node_modules/dkfds/src/fonts/IBMPlexSans/complete/ttf"]
CREATED = dt.date(2013, 11, 22)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="40" height="20"/></svg>'


def png(width: int = 6, height: int = 3) -> bytes:
    """A grey picture of a given size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


MILESTONES = Table(
    ("Aktivitet og milepæle", "Status", "Kommentarer"),
    (
        Row((Cell(("Rekruttering",)),), "group"),
        Row(
            (
                "1. 100 forældre er inviteret",
                Cell(("Ja (101)",), light=LightMark.GREEN),
                Cell(((Run("Status 2010:", bold=True), Run(" 60 forældre.")), "Status 2011: 101 forældre.")),
            )
        ),
        Row(("2. Kurset er holdt", Cell(("Nej",), light=LightMark.RED), "-")),
        Row(("I alt", Cell(("101",), align="right"), Cell(())), "total"),
    ),
    (5, 2, 8),
    "Milepæle for aktivitet 2.4",
)
RESULTS = Table(
    ("Forventede resultater på kort sigt", "Baseline (2010)", "2011", "2012", "2013"),
    (Row(("Læser på niveau", "32 pct.", "67,33 pct.", Cell(("25 pct.",), light=LightMark.YELLOW), "-")),),
    numeric=(1, 2, 3, 4),
    compact=True,
)
EVERYTHING = Document(
    "Statusnotat 2013",
    CREATED,
    (
        Paragraph("Notatet gør status for partnerskabet.", "lead"),
        Facts((("Projekt", "Ungestrategier"), ("Kommune", (Run("Holstebro"), Run(" (alene)", muted=True))))),
        Contents("Indhold"),
        PageBreak(),
        Heading("1 Sammenfatning", 1, numbered=True, anchor="sammenfatning"),
        Paragraph("Af tre milepæle er én gennemført."),
        Bullets(("Første punkt", (Run("Andet", italic=True), Run(" punkt")))),
        Callout("Tallene kan ikke sammenlignes.", "warning"),
        Heading("2.4 Status for kurser", 2, numbered=True),
        MILESTONES,
        RESULTS,
        Paragraph("Målet er ikke nået.", "note"),
        Picture(SVG, png(), "Linjediagram: 32 pct. i 2010", "Elever på niveau", 8),
        Paragraph("Vurdering", "label"),
        Paragraph("Første linje\nAnden linje"),
    ),
    subtitle="Holstebro Kommune",
    author="Sekretariatet",
    subject="Status for 2013",
    header_text="Statusnotat 2013",
    footer_text="Ungestrategier",
)


def document(*blocks: object, title: str = "Prøve") -> Document:
    """A small document of some blocks."""
    return Document(title, CREATED, blocks)  # type: ignore[arg-type]


def as_word(given: Document) -> WordDocument:
    """The document written as Word and read again by python-docx."""
    return docx.Document(io.BytesIO(write_word(given)))


def part(data: bytes, name: str) -> etree._Element:
    """One part of a .docx."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def word_text(data: bytes) -> str:
    """All text of the body in order; a line break counts as a space."""
    body = part(data, "word/document.xml")
    words = {qn("w:t"): lambda e: e.text or "", qn("w:br"): lambda _: " ", qn("w:p"): lambda _: " "}
    return "".join(words[element.tag](element) for element in body.iter(*words))


def pdf_text(data: bytes) -> str | None:
    """All text of a PDF in order, or None where poppler is not installed."""
    tool = shutil.which("pdftotext")
    if tool is None:
        return None
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        done = subprocess.run([tool, "-raw", file.name, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def squeezed(text: str) -> str:
    """Text without what breaking it into lines may add or take away."""
    return re.sub(r"[\s\u00ad\u2010\-\u200b]", "", text)


def as_pdf(given: Document) -> bytes:
    """The document as PDF, in the fonts of the house where they are installed."""
    return write_pdf(given, font_dirs=FONT_DIRS)
