"""A described intervention, and the template's files as people have them, built rule by rule."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from virkning.figures.dates import danish_date
from virkning.figures.indicators import Term
from virkning.rooms.interventions.answers import (
    ActorAnswer,
    Answers,
    CostAnswer,
    EffectAnswer,
    TrackAnswer,
)
from virkning.rooms.interventions.form import ASKED, Field
from virkning.rooms.interventions.reading.composing import as_values
from virkning.rooms.interventions.reading.values import Track
from virkning.rooms.interventions.tags import Tag

#: What a reader could take for something else.
LABEL_LIKE = (
    *("Kommune:", "Aktivitet 2", "Aktivitet 3: x", "På kort sigt", "Metode", "Beskriv:", "Ja: x Nej:", "☒"),
    *("F.eks.: Alder, køn", "Indsatsspor (nr. og overskrift):", "Ikke udfyldt", "- punkt", "1. punkt", "x"),
    *("Procedure for indsendelse af beskrivelsen til SIRI", "Kilder:", "Type: a", "(kort sigt)", "500 kr."),
    *(
        "Skriv kommunens navn her",
        "<w:t>&amp;",
        "a\tb",
        "  to  ord  ",
        "\u00a0",
        "\u00adblød",
        "é",
        "e\u0301",
    ),
)
DESCRIBED = Answers(
    municipality="Køge Kommune",
    name="Job først",
    start_date=date(2018, 1, 15),
    summary="Et forløb for kvinder uden for arbejdsmarkedet.\nPraktik fra dag ét.",
    new_type=True,
    hours_per_week=Decimal(20),
    weeks_per_participant=Decimal(13),
    participants_at_a_time=12,
    intake="rolling",
    target_group="Kvinder mellem 30 og 60 år.\nDe fleste har børn.",
    selection_criteria="Motiveret for arbejde",
    purposes_short=("At styrke viden om arbejdsmarkedet", "At træne mødestabilitet"),
    purposes_long=("At komme i arbejde",),
    elements=("Samtaler hver uge", "Praktik tre dage om ugen"),
    actors=(
        ActorAnswer(
            *("Sygeplejerske", "Sundhedsvejleder", "Underviser i kost", 2, "Viden om egen krop"),
            *("Ti års erfaring", "Introduktion til målgruppen", "Uge 2 til 6"),
        ),
        ActorAnswer("Rollemodel", task="Fortæller om sin egen vej i job"),
    ),
    ambassador_role="Jeg leder holdet.",
    successor="En kollega fra jobcentret",
    method="Bygger på erfaringer med hyppige samtaler.",
    sources=("Evaluering fra 2016", "Egne erfaringer"),
    tracks=(TrackAnswer("3", "Virksomhedsrettet", "Flere kommer i praktik"), TrackAnswer("7", "Sundhed")),
    effects=(EffectAnswer("Deltagerne møder hver dag", Term.SHORT), EffectAnswer("Bedre dansk")),
    costs=(CostAnswer("Materialer", Decimal(3000)), CostAnswer("Transport efter behov")),
    observations_start="God stemning.",
    observations_middle="Flere skal i praktik.",
    observations_end="Vi gør det igen.",
)


def paragraph_of(field: Any) -> Any:
    """The paragraph a content control stands in."""
    here = field
    while here.tag != qn("w:p"):
        here = here.getparent()
    return here


def control(paragraph: Any, tag: Tag) -> Any:
    """The content control of a tag in a paragraph."""
    return next(
        one
        for one in paragraph.iter(qn("w:sdt"))
        if one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == tag.key
    )


def saved(document: Any) -> bytes:
    """The document's bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def lines(*texts: str) -> bytes:
    """A file with a paragraph a text."""
    document = docx.Document()
    for one in texts:
        document.add_paragraph(one)
    return saved(document)


def table(*rows: Sequence[str], document: Any = None) -> bytes:
    """A file with a table: a paragraph a line in each cell."""
    document = document or docx.Document()
    made = document.add_table(0, max(map(len, rows)))
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=False):
            first, *others = text.split("\n")
            cell.text = first
            for one in others:
                cell.add_paragraph(one)
    return saved(document)


def run(paragraph: Any, *elements: Any) -> None:
    """A run of elements at the paragraph's end."""
    made = OxmlElement("w:r")
    for one in elements:
        made.append(one)
    paragraph._p.append(made)


def element(name: str, text: str = "", **attributes: str) -> Any:
    """An element by its name in WordprocessingML."""
    made = OxmlElement(f"w:{name}")
    if text:
        made.text = text
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def filled_layouts() -> list[tuple[str, bytes]]:
    """A filled template in the plainest layouts: labels as paragraphs, tables of two columns and of one, our own."""
    pairs = _pairs()
    flat = [line for label, answer in pairs for line in (label, *answer.split("\n"))]
    return [
        ("paragraphs", lines(*flat)),
        (
            "same line",
            lines(
                *(
                    f"{label} {answer}" if label.endswith(":") else f"{label}\n{answer}"
                    for label, answer in pairs
                )
            ),
        ),
        ("two columns", table(*pairs)),
        ("one column", table(*((f"{label}\n{answer}",) for label, answer in pairs))),
    ]


def _pairs() -> list[tuple[str, str]]:
    """Each question and its answer in the template's order, as `DESCRIBED` has them."""
    values = as_values(DESCRIBED)
    told = []
    for asked in ASKED.values():
        value = values[asked.field]
        several = value if isinstance(value, tuple) else (value,)
        numbered = "%(number)s" in asked.question.template
        for number, one in enumerate(several, start=1) if numbered else [(1, several)]:
            label = asked.question.filled({"number": str(number)}).danish
            told.append((label, _shown(asked.field, one)))
    return told


def _shown(field: Field, value: Any) -> str:
    if field is Field.NEW_TYPE:
        return "Ja: x Nej:"
    if field is Field.INTAKE:
        return "Løbende optag: x Fælles start:"
    if isinstance(value, tuple):
        return "\n".join(_shown(field, one) for one in value)
    if isinstance(value, Track):
        return "\n".join(part for part in (f"{value.number}. {value.title}", value.change) if part)
    if isinstance(value, date):
        return danish_date(value)
    return str(value)
