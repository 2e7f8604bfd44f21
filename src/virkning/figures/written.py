"""What a person writes in one cell of a grid, read and written: `Ja (101)`, `På vej 20`, `58 af 58`, `67,3`.

The words are the ones the cells show, so what is copied out of a grid can be pasted into it again.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from virkning.figures.cpr import find_cpr, refuse_cpr
from virkning.figures.indicators import Answer, IndicatorKind
from virkning.figures.milestones import MilestoneKind, MilestoneStatus
from virkning.figures.numbers import danish_number, parse_number
from virkning.figures.phrases import FigureError, P

_STATUS = re.compile(
    r"(?P<status>ja|nej|på\s+vej|n\s*/\s*a|na)\b[\s:,;]*(?:\((?P<inside>.*)\)|(?P<after>.*))",
    re.IGNORECASE | re.DOTALL,
)
_FRACTION = re.compile(r"(?P<top>[^()]+?)\s+af\s+(?P<bottom>[^()]+)", re.IGNORECASE)
_NOTHING = {"", "-", "–", "—"}


@dataclass(frozen=True)
class WrittenStatus:
    """What a status cell says; all of it empty for an empty cell."""

    status: MilestoneStatus | None = None
    value: Decimal | None = None
    value_text: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class WrittenValue:
    """What a result's cell says."""

    value: Decimal | None = None
    answer: Answer | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str = ""


def read_status(kind: MilestoneKind, written: str) -> WrittenStatus:
    """The cell of a milestone of that kind. Raises `FigureError` saying what was expected."""
    text = " ".join(written.split())
    refuse_cpr(written if kind is MilestoneKind.TEXT else text)
    if text in _NOTHING:
        return WrittenStatus()
    # Words keep their line breaks; everything else is one line however it was pasted.
    told = written.strip() if kind is MilestoneKind.TEXT else text
    match = _STATUS.fullmatch(told)
    status, rest = None, told
    if match is not None:
        status = _status(match["status"])
        rest = (match["inside"] if match["inside"] is not None else match["after"] or "").strip()
    if kind is MilestoneKind.TEXT:
        return WrittenStatus(status, value_text=rest)
    if not rest:
        return WrittenStatus(status)
    if kind is MilestoneKind.YES_NO:
        if status is None:
            raise FigureError(P("“%(text)s” er ikke en status. Skriv Ja, Nej, På vej eller N/A.", text=text))
        raise FigureError(
            P("Milepælen besvares med Ja, Nej, På vej eller N/A alene. Skriv resten i kommentaren.")
        )
    fraction = _FRACTION.fullmatch(rest)
    if fraction is not None:
        top, bottom = parse_number(fraction["top"]).value, parse_number(fraction["bottom"]).value
        return WrittenStatus(status, numerator=top, denominator=bottom)
    return WrittenStatus(status, value=_number(rest, status))


def _number(rest: str, status: MilestoneStatus | None) -> Decimal:
    try:
        return parse_number(rest).value
    except FigureError as error:
        if status is None and not any(letter.isdigit() for letter in rest):
            raise FigureError(
                P(
                    "“%(text)s” er hverken en status eller et tal. "
                    "Skriv Ja, Nej, På vej eller N/A, et tal, eller begge dele: På vej (20).",
                    text=rest,
                )
            ) from error
        raise


def _status(word: str) -> MilestoneStatus:
    folded = " ".join(word.lower().replace(" / ", "/").split())
    if folded.startswith("n") and folded != "nej":
        return MilestoneStatus.NOT_APPLICABLE
    return {
        "ja": MilestoneStatus.YES,
        "nej": MilestoneStatus.NO,
        "på vej": MilestoneStatus.UNDER_WAY,
    }[folded]


def write_number(value: Decimal) -> str:
    """The number as a field shows it: without dots, except where it would look like a CPR number and be refused."""
    plain = danish_number(value, grouping=False)
    return danish_number(value) if find_cpr(plain) else plain


def write_status(written: WrittenStatus) -> str:
    """The cell as text; `read_status` reads it back."""
    word = written.status.danish if written.status is not None else ""
    rest = written.value_text
    if written.value is not None:
        rest = write_number(written.value)
    elif written.numerator is not None and written.denominator is not None:
        top = write_number(written.numerator)
        rest = f"{top} af {write_number(written.denominator)}"
    if word and rest:
        return f"{word} ({rest})"
    return word or rest


def read_value(kind: IndicatorKind, written: str) -> WrittenValue:
    """The cell of a series of a result of that kind. Raises `FigureError` saying what was expected."""
    text = " ".join(written.split())
    refuse_cpr(written if kind is IndicatorKind.TEXT else text)
    if kind is IndicatorKind.TEXT:
        return WrittenValue(text=written.strip())
    if text in _NOTHING:
        return WrittenValue()
    if kind is IndicatorKind.NONE:
        raise FigureError(P("Resultatet måles ikke, så her kan ikke skrives noget."))
    if text.casefold().replace(" ", "") in ("n/a", "na"):
        return WrittenValue(answer=Answer.NOT_APPLICABLE)
    if kind is IndicatorKind.YES_NO:
        return WrittenValue(answer=Answer.parse(text))
    fraction = _FRACTION.fullmatch(text)
    if fraction is not None:
        top, bottom = parse_number(fraction["top"]).value, parse_number(fraction["bottom"]).value
        return WrittenValue(numerator=top, denominator=bottom)
    return WrittenValue(value=parse_number(text).value)


def write_value(written: WrittenValue) -> str:
    """The cell as text; `read_value` reads it back."""
    if written.value is not None:
        return write_number(written.value)
    if written.answer is not None:
        return written.answer.danish
    if written.numerator is not None and written.denominator is not None:
        top = write_number(written.numerator)
        return f"{top} af {write_number(written.denominator)}"
    return written.text
