"""A description as a file: Word, to be filled on and read back, or PDF."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from django.conf import settings
from django.utils import timezone, translation

from virkning.documents.blocks import Document
from virkning.documents.pdf import write_pdf
from virkning.documents.word import write_word_anyway
from virkning.figures.dates import danish_date
from virkning.figures.interventions import InterventionStage
from virkning.figures.phrases import P
from virkning.rooms.files.bases import base_failed, base_of
from virkning.rooms.files.checking import KINDS

from .answers import Answers
from .form import TITLE
from .models import Intervention
from .queries.answers import load_answers
from .sections import SUBTITLE, Head, description_blocks

TITLE_OF_FILE = P("Indsatsbeskrivelse")


class DescriptionFormat(StrEnum):
    """The formats a description comes in; the value is the file ending."""

    WORD = "docx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class DescriptionFacts:
    """A description as it is printed: its answers, and what is said above them."""

    answers: Answers
    head: Head = field(default_factory=Head)


@dataclass(frozen=True, slots=True)
class PrintedDescription:
    """A finished file."""

    name: str
    content: bytes
    content_type: str


def printed_description(
    intervention: Intervention, kind: DescriptionFormat, *, made_at: datetime | None = None
) -> PrintedDescription:
    """A description as a file, in Danish whatever language the screen is in. Twelve queries at most.

    Word looks as the municipality's own base says, where it has one.
    """
    answers = load_answers(intervention)
    base = base_of([intervention.municipality_id]) if kind is DescriptionFormat.WORD else None
    with translation.override("da"):
        content = write_description(
            DescriptionFacts(answers, head_of(intervention)),
            kind,
            made_at=made_at or timezone.now().replace(microsecond=0),
            base=base,
        )
    return PrintedDescription(
        name=f"{TITLE_OF_FILE.danish} - {answers.name} - {answers.municipality}.{kind.value}",
        content=content,
        content_type=KINDS[f".{kind.value}"].content_type,
    )


def head_of(intervention: Intervention) -> Head:
    """What is said above a description: whose it is, how far it has come, by when, and its latest receipt."""
    due = intervention.due.day
    receipt = intervention.receipts.order_by("made_at", "id").last()
    return Head(
        {
            P("Projekt").danish: intervention.project.name,
            P("Trin").danish: InterventionStage(intervention.stage).danish,
            P("Frist").danish: "" if due is None else danish_date(due),
            P("Kvittering").danish: "" if receipt is None else receipt.number,
        }
    )


def write_description(
    facts: DescriptionFacts, kind: DescriptionFormat, *, made_at: datetime, base: bytes | None = None
) -> bytes:
    """The description written out, in Danish; `base` is a .docx to write it into (Word only)."""
    document = description_document(facts, made_at, to_fill=kind is DescriptionFormat.WORD)
    match kind:
        case DescriptionFormat.WORD:
            return write_word_anyway(document, base=base, notice=base_failed())
        case DescriptionFormat.PDF:
            return write_pdf(document, font_dirs=settings.FONT_DIRS)
        case _:
            assert_never(kind)


def description_document(facts: DescriptionFacts, made_at: datetime, *, to_fill: bool) -> Document:
    """The document a description makes. `to_fill`: with room for what is not answered yet."""
    answers = facts.answers
    running = ", ".join(one for one in (answers.name, answers.municipality) if one)
    return Document(
        title=TITLE.danish,
        subtitle=SUBTITLE.danish,
        created=made_at,
        author=answers.municipality,
        subject=answers.name,
        header_text=running,
        footer_text=running or TITLE.danish,
        blocks=tuple(description_blocks(answers, facts.head, to_fill=to_fill)),
    )
