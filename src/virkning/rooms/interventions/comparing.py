"""Two descriptions side by side, field by field in the template's order."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from virkning.figures.dates import date_words
from virkning.figures.folding import fold
from virkning.figures.indicators import Term
from virkning.figures.numbers import danish_number
from virkning.figures.phrases import P, Phrase, text

from .answers import ActorAnswer, Answers, CostAnswer, EffectAnswer, TrackAnswer
from .form import TEMPLATE, Field
from .missing import attributes_of


@dataclass(frozen=True, slots=True)
class FieldPair:
    """A field of two descriptions, each as the lines it is told in. `differs`: they do not say the same."""

    field: Field
    question: Phrase
    one: tuple[Phrase, ...]
    other: tuple[Phrase, ...]
    differs: bool


_INTAKES = {"rolling": P("Løbende optag"), "common": P("Fælles start")}


def compare(one: Answers, other: Answers) -> tuple[FieldPair, ...]:
    """Every field of both."""
    return tuple(
        _pair(asked.field, asked.prompt if asked.question.values else asked.question, one, other)
        for part in TEMPLATE
        for asked in part.fields
    )


def _pair(field: Field, question: Phrase | None, one: Answers, other: Answers) -> FieldPair:
    mine, theirs = told(field, one), told(field, other)
    return FieldPair(field, question or text(field.value), mine, theirs, _plain(mine) != _plain(theirs))


def told(field: Field, answers: Answers) -> tuple[Phrase, ...]:
    """A field's answer as lines to be read; none where it is not answered."""
    found: list[Phrase] = []
    for name in attributes_of(field):
        value = getattr(answers, name)
        parts: Sequence[Any] = value if isinstance(value, tuple) else (value,)
        found += [line for part in parts if (line := _line(part, field)) is not None]
    return tuple(found)


def _line(value: Any, field: Field) -> Phrase | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return P("Ja") if value else P("Nej")
    if field is Field.INTAKE:
        return _INTAKES.get(value, text(value))
    if isinstance(value, date):
        return text(date_words(value))
    if isinstance(value, int | Decimal):
        return text(danish_number(Decimal(value)))
    if isinstance(value, str):
        return text(value)
    return _of_several(value)


def _of_several(value: Any) -> Phrase | None:
    if isinstance(value, TrackAnswer):
        return text(": ".join(filter(None, (f"{value.number} {value.title}".strip(), value.change))))
    if isinstance(value, EffectAnswer):
        if value.term is None:
            return text(value.text)
        return P("%(text)s (%(term)s sigt)", text=value.text, term=Term(value.term).phrase)
    if isinstance(value, CostAnswer):
        if value.amount is None:
            return text(value.text)
        return P("%(text)s: %(amount)s kr.", text=value.text, amount=danish_number(value.amount))
    if isinstance(value, ActorAnswer):
        words = [str(getattr(value, one.name)) for one in fields(value) if one.name != "element"]
        said = text(". ".join(word.rstrip(".") for word in words if word))
        if value.element is None:
            return said
        return P("%(actor)s (aktivitet %(number)s)", actor=said, number=str(value.element))
    raise TypeError(value)


def _plain(lines: Sequence[Phrase]) -> list[str]:
    """What two ways of writing the same thing have in common."""
    return [" ".join(fold(line.danish).split()) for line in lines]
