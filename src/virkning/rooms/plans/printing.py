"""An employment plan as a file: Word, to be written on and read back, or PDF."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from virkning.documents.blocks import Document
from virkning.documents.pdf import write_pdf
from virkning.documents.word import write_word_anyway
from virkning.rooms.files.bases import base_failed, base_of
from virkning.rooms.files.checking import KINDS

from .facts import PlanFacts
from .models import EmploymentPlan
from .queries.whole import load_plan
from .sections import plan_blocks, plan_title


class PlanFormat(StrEnum):
    """The formats a plan comes in; the value is the file ending."""

    WORD = "docx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class PrintedPlan:
    """A finished file."""

    name: str
    content: bytes
    content_type: str


def printed_plan(plan: EmploymentPlan, kind: PlanFormat, *, made_at: datetime | None = None) -> PrintedPlan:
    """A plan as a file, in Danish whatever language the screen is in. Eight queries at most.

    Word looks as the organisation's own base says, where it has one.
    """
    facts = load_plan(plan)
    base = base_of([plan.organisation_id]) if kind is PlanFormat.WORD else None
    with translation.override("da"):
        return PrintedPlan(
            name=f"{plan_title(facts)} - {facts.municipality}.{kind.value}",
            content=write_plan(
                facts, kind, made_at=made_at or timezone.now().replace(microsecond=0), base=base
            ),
            content_type=KINDS[f".{kind.value}"].content_type,
        )


def write_plan(plan: PlanFacts, kind: PlanFormat, *, made_at: datetime, base: bytes | None = None) -> bytes:
    """The plan written out, in the language that is active; `base` is a .docx to write it into (Word only)."""
    document = plan_document(plan, made_at)
    match kind:
        case PlanFormat.WORD:
            return write_word_anyway(document, base=base, notice=base_failed())
        case PlanFormat.PDF:
            return write_pdf(document, font_dirs=settings.FONT_DIRS)
        case _:
            assert_never(kind)


def plan_document(plan: PlanFacts, made_at: datetime) -> Document:
    """The document a plan makes, on its side: three columns of text need the width."""
    return Document(
        title=plan_title(plan),
        subtitle=plan.municipality,
        created=made_at,
        author=plan.municipality,
        subject=_("Beskæftigelsesplan"),
        header_text=f"{plan_title(plan)}, {plan.municipality}",
        footer_text=plan_title(plan),
        landscape=True,
        blocks=tuple(plan_blocks(plan)),
    )
