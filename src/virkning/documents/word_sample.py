"""A document with every block in it: what an organisation's base is tried with before it is kept."""

from __future__ import annotations

import base64
import datetime as dt

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

#: One grey dot.
_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)

EVERY_BLOCK = Document(
    title="Prøve",
    subtitle="Alt, hvad et notat kan have i sig",
    created=dt.date(2013, 1, 1),
    blocks=(
        Facts((("Projekt", "Prøve"), ("Periode", "2013"))),
        Contents(),
        PageBreak(),
        *(Heading(f"Overskrift {level}", level) for level in (1, 2, 3, 4)),
        Heading("1 Overskrift med nummer", 1, numbered=True),
        *(Paragraph("Tekst", style) for style in ("body", "lead", "note", "label")),
        Paragraph((Run("Fed", bold=True), Run(" skrå", italic=True), Run(" dæmpet", muted=True))),
        Bullets(("Et punkt", "Et til")),
        Callout("En bemærkning", "warning"),
        Table(
            ("Milepæl", "Status"),
            (
                Row((Cell(("Aktivitet",)),), "group"),
                Row(("1. Milepæl", Cell(("Ja (40)",), light=LightMark.GREEN))),
                Row(("I alt", "40"), "total"),
            ),
            widths=(2, 1),
            caption="En tabel",
            numeric=(1,),
        ),
        Table(("2012", "2013"), (Row(("1", "2")),), compact=True),
        Picture(None, _DOT, "En prik", "Et billede"),
    ),
)
