"""A paper as a file. It lies down, so Word is written in the house's look: an organisation's own base stands up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from django.conf import settings

from virkning.documents.blocks import Block, Document
from virkning.documents.pdf import write_pdf
from virkning.documents.word import write_word

from ..status_note.document import moment_of
from ..status_note.files import CONTENT_TYPES, NoteFormat, RenderedFile


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands in it. `about`: the project with its lead; `lead` alone is the author."""

    title: str
    about: str
    lead: str
    blocks: Sequence[Block]


def paper_file(paper: Paper, kind: NoteFormat, made_on: date) -> RenderedFile:
    """The paper written out, in the language that is active: documents are Danish."""
    document = Document(
        title=paper.title,
        subtitle=paper.about,
        created=moment_of(made_on),
        author=paper.lead,
        header_text=paper.about,
        footer_text=paper.title,
        landscape=True,
        blocks=tuple(paper.blocks),
    )
    return RenderedFile(_file_name(paper, kind), _written(document, kind), CONTENT_TYPES[kind])


def _written(document: Document, kind: NoteFormat) -> bytes:
    match kind:
        case NoteFormat.WORD:
            return write_word(document)
        case NoteFormat.PDF:
            return write_pdf(document, font_dirs=settings.FONT_DIRS)
        case _:
            assert_never(kind)


def _file_name(paper: Paper, kind: NoteFormat) -> str:
    """`Målgruppematrix - Brobygning til job, Viborg.docx`, without what file systems refuse."""
    whole = f"{paper.title} - {paper.about}"
    name = "".join(" " if letter in '\\/:*?"<>|' else letter for letter in whole)
    return f"{' '.join(name.split())[:120]}.{kind.value}"
