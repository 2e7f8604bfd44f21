"""What stands around a section's fields: the template's questions, comments at them, lines with their buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.numbers import danish_number
from virkning.pages.moments import moment_words
from virkning.rooms.interventions.form import Field, Section
from virkning.rooms.interventions.models import FieldComment

from .columns import ListOf
from .sectionform import SectionForm
from .standing import field_name, rows_name
from .texts import HELP, PARTS, question_of


@dataclass(frozen=True)
class Said:
    """A comment at a field. `box`: the check box that says it has been seen to."""

    text: str
    who: str
    is_reason: bool
    box: Any


@dataclass(frozen=True)
class LinePart:
    """A line of a list, with its fields; `folded`: those that are seldom filled in."""

    name: str
    title: str
    value: str
    fields: tuple[Any, ...]
    folded: tuple[Any, ...]
    is_folded_open: bool
    first: bool
    last: bool


@dataclass(frozen=True)
class ListPart:
    """A list with its lines. `rows`: the field that holds their order; `sum` in words, blank where nothing adds up."""

    slug: str
    rows: str
    order: str
    add: str
    lines: tuple[LinePart, ...]
    many: bool
    sum: str = ""


@dataclass(frozen=True)
class Question:
    """What the template asks: a field, or a list of lines, or both. `title` blank: the field's label says it."""

    anchor: str
    title: str
    help: str
    field: Any
    lists: tuple[ListPart, ...]
    comments: tuple[Said, ...]


class Parts:
    """The questions of a section, made when the template has the form."""

    def __init__(self, section: Section) -> None:
        self.section = section

    def of(self, form: SectionForm) -> dict[str, Any]:
        questions = tuple(
            self._question(form, asked.field)
            for asked in PARTS[self.section].fields
            if asked.field is not Field.MUNICIPALITY
        )
        part = PARTS[self.section]
        return {"questions": questions, "lead": str(part.lead).rstrip(":") if self._shows_lead() else ""}

    def _shows_lead(self) -> bool:
        """A lead stands over several questions; over one it is the question itself."""
        part = PARTS[self.section]
        return part.lead is not None and len(part.fields) > 1

    def _question(self, form: SectionForm, asked: Field) -> Question:
        single = asked.value if asked.value in form.fields else ""
        lists = tuple(_list_part(form, one) for one in form.lists if one.field is asked)
        return Question(
            anchor=asked.value,
            title="" if single else question_of(asked),
            help="" if single else str(HELP.get(asked, "")),
            field=form[single] if single else None,
            lists=lists,
            comments=tuple(_said(form, one) for one in form.standing.comments if one.field == asked.value),
        )


def _said(form: SectionForm, comment: FieldComment) -> Said:
    when = moment_words(comment.written_at, timezone.localdate())
    return Said(
        comment.text, f"{comment.written_by}, {when}", comment.is_reason, form[f"settled_{comment.pk}"]
    )


def _list_part(form: SectionForm, one: ListOf) -> ListPart:
    rows = form.rows[one.slug]
    return ListPart(
        slug=one.slug,
        rows=rows_name(one),
        order=",".join(rows),
        add=str(one.add),
        lines=tuple(_line(form, one, row, place, len(rows)) for place, row in enumerate(rows)),
        many=len(one.columns) > 1,
        sum=_sum(form, one, rows),
    )


def _line(form: SectionForm, one: ListOf, row: str, place: int, of: int) -> LinePart:
    bound = [(column, form[field_name(column.name, one, row)]) for column in one.columns]
    folded = tuple(field for column, field in bound if column.folded)
    return LinePart(
        name=row,
        title=f"{one.line} {place + 1}",
        value=f"{one.slug}-{row}",
        fields=tuple(field for column, field in bound if not column.folded),
        folded=folded,
        is_folded_open=_stands_alone(form, one, row, folded),
        first=place == 0,
        last=place == of - 1,
    )


def _stands_alone(form: SectionForm, one: ListOf, row: str, folded: Sequence[Any]) -> bool:
    """A track that is none of the catalogue's: its own number and title are shown."""
    if not folded:
        return False
    if not form.standing.records.get("track"):
        return True
    chosen = form[field_name("track", one, row)].value()
    return any(field.errors for field in folded) or (not chosen and any(field.value() for field in folded))


def _sum(form: SectionForm, one: ListOf, rows: Sequence[str]) -> str:
    """`I alt 12.500 kr.`, of the amounts that can be read."""
    if not any(column.name == "amount" for column in one.columns):
        return ""
    amounts = []
    for row in rows:
        bound = form[field_name("amount", one, row)]
        try:
            value = bound.field.clean(bound.value())
        except ValidationError:
            continue
        if value is not None:
            amounts.append(value)
    if not amounts:
        return ""
    return _("I alt %(sum)s kr.") % {"sum": danish_number(sum(amounts, Decimal(0)))}
