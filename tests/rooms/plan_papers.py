"""The original form's .docx files as municipalities have them, built in several layouts; and files with surprises."""

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

HEADINGS = (
    "1. Udpegning af særlige målgrupper",
    "2. Hvilke kortsigtede og langsigtede\n\nresultater skal opnås?",
    "3. Hvilken trinvis indsats skal iværksættes\n\nfor at nå resultaterne?",
)
GOAL = "Beskrivelse af indsatsen for at opfylde Mål 1: Færre ledige i mere end tre måneder"
OVERALL = "Overordnet målgruppe:\n\nA. Jobklare med under 3 måneders ledighed"
#: (group, results, steps): a line feed is a new paragraph.
ROWS = (
    ("Målgruppe A1:\nF.eks. Nyuddannede akademikere", "1. Ordinært job", "1. Mentor\n"),
    ("Målgruppe A2:\nUfaglærte", "1. Opkvalificeret\n2. Ordinært job", "1. Kursus\n2. Jobsøgning"),
    ("Osv…", "", ""),
)

Row = Sequence[str]


def saved(document: Any) -> bytes:
    """The document's bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def fill(cell: Any, text: str, *, breaks: bool = False) -> None:
    """Write text into a cell, a paragraph a line, or (`breaks`) all in one with line breaks."""
    cell.text = ""
    lines = [text] if breaks else text.split("\n")
    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.add_run(line)


def form(
    rows: Sequence[Row] = ROWS,
    *,
    overall: str = OVERALL,
    goal: str = GOAL,
    layout: str = "paragraphs",
    document: Any = None,
) -> bytes:
    """One schema. `layout`: paragraphs, breaks, or apart (headings and full-width rows as tables of their own)."""
    document = document or docx.Document()
    document.add_paragraph("Skema 1")
    document.add_paragraph(".")
    document.add_paragraph(goal)
    table = document.add_table(0, 3)
    head = table.add_row().cells
    for cell, words in zip(head, HEADINGS, strict=True):
        fill(cell, words)
    if layout == "apart":
        wide = document.add_table(1, 1)
        fill(wide.cell(0, 0), overall)
        document.add_paragraph("")
        table = document.add_table(0, 3)
    else:
        across = table.add_row().cells
        fill(across[0].merge(across[2]), overall)
    for row in rows:
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            fill(cell, words, breaks=layout == "breaks")
    return saved(document)


def edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    """The file as somebody would have it after an edit in Word."""
    document = docx.Document(io.BytesIO(content))
    edit(document)
    return saved(document)


def fields(document: Any, tag: str) -> list[Any]:
    """The content controls of a tag."""
    return [
        one
        for one in document.element.body.iter(qn("w:sdt"))
        if one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == tag
    ]


def write(field: Any, words: str) -> None:
    """Type over what stands in a content control."""
    texts = list(field.iter(qn("w:t")))
    texts[0].text = words
    for one in texts[1:]:
        one.text = ""


def tracked(paragraph: Any, kind: str, words: str) -> None:
    """A tracked insertion or deletion at the end of a paragraph."""
    change, run = OxmlElement(f"w:{kind}"), OxmlElement("w:r")
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "x")
    text = OxmlElement("w:delText" if kind == "del" else "w:t")
    text.text = words
    run.append(text)
    change.append(run)
    paragraph._p.append(change)


def numbered(document: Any, paragraph: Any, number: int) -> None:
    """Put a paragraph in one of Word's own lists."""
    properties = paragraph._p.get_or_add_pPr()
    listed = OxmlElement("w:numPr")
    for name, value in (("ilvl", "0"), ("numId", str(number))):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), value)
        listed.append(element)
    properties.append(listed)


def add_list(document: Any, *, restarts: bool) -> int:
    """A numbered list of its own definition (`1.`, `2.` …); its number. `restarts`: a new definition each time."""
    numbering = document.part.numbering_part.element
    abstracts = numbering.findall(qn("w:abstractNum"))
    key = "900" if not restarts else str(901 + len(abstracts))
    if not any(one.get(qn("w:abstractNumId")) == key for one in abstracts):
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), key)
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), "0")
        for name, value in (("start", "1"), ("numFmt", "decimal"), ("lvlText", "%1.")):
            element = OxmlElement(f"w:{name}")
            element.set(qn("w:val"), value)
            level.append(element)
        abstract.append(level)
        numbering.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), str(900 + len(numbering.findall(qn("w:num")))))
    points = OxmlElement("w:abstractNumId")
    points.set(qn("w:val"), key)
    number.append(points)
    numbering.append(number)
    return int(number.get(qn("w:numId")))


def through_libreoffice(content: bytes) -> bytes:
    """The file as LibreOffice saves it again; skips where it is not installed."""
    tool = shutil.which("soffice")
    if tool is None:
        pytest.skip("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as folder:
        before = Path(folder, "plan.docx")
        before.write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [
            tool,
            profile,
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            f"{folder}/saved",
            str(before),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return Path(folder, "saved", "plan.docx").read_bytes()
