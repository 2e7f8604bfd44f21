"""What may be written as a status, a measurement or a target, and what looks wrong but may be meant.

A problem is refused; a doubt is shown, and a person says that it is right. The rules are those of an imported
workbook, so that a project written on pages can be exported and imported again.

Decisions on doubts, where nothing is prescribed:

- `jump`, of a measurement: more than doubled, more than halved, or on the other side of 0, seen against the value
  before; and by at least 10 procentpoint for a percentage, or with one of the two at least 10 for other units, for
  from 1 to 3 is no jump anybody would look for. From 0 nothing can be said.
- `jump`, of a milestone's value, which is the state reached: any fall, and more than five times the value before,
  which is what a digit too many gives.
- `below_five`: a whole number from 1 to 4, not kroner and not a percentage, or such a numerator.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from virkning.figures.indicators import Answer, IndicatorKind
from virkning.figures.milestones import MilestoneKind, MilestoneStatus
from virkning.figures.numbers import check_digits, danish_number
from virkning.figures.periods import Period, PeriodKind, periods_between
from virkning.figures.phrases import FigureError, P, Phrase
from virkning.figures.rules import AmountIs, RelativeTo, TargetRule
from virkning.figures.sums import decimals_of, difference, product, share
from virkning.figures.targets import rule_problem
from virkning.figures.units import PERCENT, PLAIN, Unit

Problems = dict[str, Phrase]

_HUNDRED = Decimal(100)
_SMALL = (Decimal(1), Decimal(4))
_WORTH_SAYING = Decimal(10)


@dataclass(frozen=True)
class Doubt:
    """Something that looks wrong and may be right: a stable `code`, the field it is seen in, and why."""

    code: str
    field: str
    phrase: Phrase


def status_problems(
    kind: MilestoneKind,
    status: MilestoneStatus | None,
    value: Decimal | None,
    text: str,
    numerator: Decimal | None,
    denominator: Decimal | None,
) -> Problems:
    """Field (`value`, `value_text`, `numerator`, `denominator`) → why it cannot be written on such a milestone."""
    found: Problems = {}
    if kind is MilestoneKind.TEXT and value is not None:
        found["value"] = P(
            "Milepælen besvares med ord, så her kan ikke stå et tal. Skriv det i feltet med ord."
        )
    if kind is not MilestoneKind.TEXT and text.strip():
        found["value_text"] = P("Milepælen besvares med et tal. Skriv ordene i kommentaren.")
    has_value = value is not None or bool(text.strip())
    return _too_long(value, numerator, denominator) | _fraction(numerator, denominator, has_value) | found


def measurement_problems(
    kind: IndicatorKind,
    *,
    value: Decimal | None = None,
    answer: Answer | None = None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    text: str = "",
    break_reason: str = "",
    is_note: bool = False,
) -> Problems:
    """Field → why it cannot be written on such a result. `is_note`: words about the cell, of no series."""
    figures = {"value": value, "answer": answer, "numerator": numerator, "denominator": denominator}
    filled = [name for name, given in figures.items() if given is not None]
    if kind is IndicatorKind.NONE:
        texts = {"text": text, "break_reason": break_reason}
        filled += [name for name, given in texts.items() if given.strip()]
        return dict.fromkeys(filled or ["value"], P("Resultatet måles ikke, så her kan ikke skrives noget."))
    if is_note:
        says = P("En note har kun tekst. Vælg en serie, hvis der skal stå et tal.")
        return dict.fromkeys([*filled, *(["break_reason"] if break_reason.strip() else [])], says)
    if not filled and not text.strip() and not break_reason.strip():
        return {"text" if kind is IndicatorKind.TEXT else "value": _empty(kind)}
    found = _too_long(value, numerator, denominator)
    found |= _fraction(numerator, denominator, value is not None or answer is not None)
    return found | _of_kind(kind, value, answer, numerator, denominator)


def _empty(kind: IndicatorKind) -> Phrase:
    if kind is IndicatorKind.TEXT:
        return P("Der står ikke noget. Skriv resultatet med ord.")
    return P("Der står ikke noget. Skriv en værdi, tæller og nævner, en tekst eller et databrud.")


def _of_kind(
    kind: IndicatorKind,
    value: Decimal | None,
    answer: Answer | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
) -> Problems:
    is_word = answer in (Answer.YES, Answer.NO)
    if kind is IndicatorKind.TEXT:
        says = P("Resultatet beskrives med ord. Slet tallet, og skriv i tekstfeltet.")
        written = {"value": value, "numerator": numerator, "denominator": denominator}
        refused = [name for name, number in written.items() if number is not None]
        return dict.fromkeys([*refused, *(["answer"] if is_word else [])], says)
    if kind is IndicatorKind.YES_NO:
        if value is not None:
            return {"value": P("Resultatet besvares med Ja, Nej eller N/A, ikke med et tal.")}
        if answer is None and (numerator is not None or denominator is not None):
            return {"answer": P("Resultatet besvares med Ja, Nej eller N/A. Vælg svaret.")}
        return {}
    if is_word and answer is not None:
        says = P("Resultatet er et tal, så “%(answer)s” kan ikke stå her. Skriv et tal eller N/A.")
        return {"answer": says.filled({"answer": answer.phrase})}
    if answer is not None and value is not None:
        return {"answer": P("Der står både et tal og N/A. Slet det ene.")}
    return {}


def _fraction(numerator: Decimal | None, denominator: Decimal | None, has_value: bool) -> Problems:
    if numerator is None and denominator is None:
        return {}
    if denominator is not None and denominator <= 0:
        return {"denominator": P("Nævneren skal være større end 0.")}
    if denominator is None and not has_value:
        return {"denominator": P("Nævneren mangler. Skriv den, eller skriv en værdi.")}
    if numerator is None and not has_value:
        return {"numerator": P("Tælleren mangler. Skriv den, eller skriv en værdi.")}
    return {}


def _too_long(value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None) -> Problems:
    found: Problems = {}
    for name, number in (("value", value), ("numerator", numerator), ("denominator", denominator)):
        try:
            if number is not None:
                check_digits(number)
        except FigureError as error:
            found[name] = error.phrase
    return found


def target_problems(
    rule: TargetRule | None,
    amount: Decimal | None,
    kind: IndicatorKind,
    unit: Unit,
    has_reference: bool,
) -> Problems:
    """Field (`rule`, `amount`, `reference_series`) → why a result cannot have such a target."""
    found = {name: said for name, said in _too_long(amount, None, None).items() if name == "value"}
    if found:
        return {"amount": found["value"]}
    if kind is IndicatorKind.NONE:
        says = P("Resultatet måles ikke og kan derfor ikke have et mål. Vælg “Intet mål”, og slet måltallet.")
        return {} if rule is None and amount is None else {"rule": says}
    if rule is None:
        return {} if amount is None else {"rule": P("Vælg en måltype til måltallet, eller slet måltallet.")}
    if rule.row.amount is AmountIs.ABSENT and amount is not None:
        found["amount"] = P("Måltypen “%(rule)s” har intet måltal. Slet tallet.", rule=rule.danish)
    elif rule.row.amount is not AmountIs.ABSENT and amount is None:
        found["amount"] = P("Måltypen “%(rule)s” kræver et måltal. Skriv det.", rule=rule.danish)
    if rule.row.relative_to is RelativeTo.REFERENCE and not has_reference:
        found["reference_series"] = P(
            "Måltypen “%(rule)s” kræver en referenceserie at måle op imod. Skriv, hvilken serie det er.",
            rule=rule.danish,
        )
    return found


def target_doubts(
    rule: TargetRule | None, amount: Decimal | None, kind: IndicatorKind, unit: Unit
) -> list[Doubt]:
    """`cannot_be_judged`: a target that can never be decided, whatever is measured."""
    problem = None if rule is None else rule_problem(rule, amount, kind, unit)
    if problem is None:
        return []
    return [Doubt("cannot_be_judged", "rule", P("Målet kan ikke afgøres: %(why)s.", why=problem))]


def status_doubts(
    kind: MilestoneKind,
    *,
    value: Decimal | None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    before: Decimal | None = None,
) -> list[Doubt]:
    """What looks wrong about a milestone's value. `before`: the value of the latest period before this one."""
    unit = PERCENT if kind is MilestoneKind.PERCENT else PLAIN
    return [
        *_fallen_or_jumped(unit, value, before),
        *_of_whole(unit, value, numerator, denominator),
        *_small(unit, value if kind is MilestoneKind.COUNT else None, numerator),
    ]


def measurement_doubts(
    kind: IndicatorKind,
    unit: Unit,
    *,
    value: Decimal | None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    before: Decimal | None = None,
    break_reason: str = "",
) -> list[Doubt]:
    """What looks wrong about a measurement. `before`: the series' value in the latest period before this one.

    A break says already why the value cannot be compared, so with one there is no `jump`.
    """
    if kind in (IndicatorKind.TEXT, IndicatorKind.YES_NO, IndicatorKind.NONE):
        return []
    jump = [] if break_reason.strip() else _jumped(unit, value, before)
    return [*jump, *_of_whole(unit, value, numerator, denominator), *_small(unit, value, numerator)]


def _fallen_or_jumped(unit: Unit, value: Decimal | None, before: Decimal | None) -> list[Doubt]:
    if value is None or before is None or before <= 0:
        return []
    texts = {"value": unit.format(value), "before": unit.format(before)}
    if value < before:
        said = P(
            "Værdien er faldet fra %(before)s til %(value)s. En milepæls værdi er det, der er nået i alt, "
            "så den plejer ikke at falde."
        )
        return [Doubt("jump", "value", said.filled(texts))]
    if value > product(before, Decimal(5)) and value >= _WORTH_SAYING:
        said = P("Værdien er mere end fem gange så stor som sidst: %(before)s før, %(value)s nu.")
        return [Doubt("jump", "value", said.filled(texts))]
    return []


def _jumped(unit: Unit, value: Decimal | None, before: Decimal | None) -> list[Doubt]:
    if value is None or before is None or not before:
        return []
    moved = difference(value, before).copy_abs()
    worth = moved if unit.is_percent else max(value.copy_abs(), before.copy_abs())
    other_side = bool(value) and (value > 0) is not (before > 0)
    larger, smaller = value.copy_abs(), before.copy_abs()
    grown, shrunk = larger > product(smaller, Decimal(2)), product(larger, Decimal(2)) < smaller
    if worth < _WORTH_SAYING or not (other_side or grown or shrunk):
        return []
    texts = {"value": unit.format(value), "before": unit.format(before)}
    if other_side:
        said = P("Værdien er gået fra %(before)s til %(value)s, altså på den anden side af 0.")
    elif grown:
        said = P("Værdien er mere end fordoblet: %(before)s før, %(value)s nu.")
    else:
        said = P("Værdien er mere end halveret: %(before)s før, %(value)s nu.")
    return [Doubt("jump", "value", said.filled(texts))]


def _of_whole(
    unit: Unit, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None
) -> list[Doubt]:
    """`over_hundred`, `numerator_above` and `fraction_differs`, which mean something for percentages only."""
    if not unit.is_percent:
        return []
    found = []
    if value is not None and value > _HUNDRED:
        said = P("Værdien er over 100 pct.: %(value)s.", value=danish_number(value))
        found.append(Doubt("over_hundred", "value", said))
    if numerator is None or denominator is None:
        return found
    top, bottom = danish_number(numerator), danish_number(denominator)
    if numerator > denominator:
        said = P("Tælleren (%(top)s) er større end nævneren (%(bottom)s).", top=top, bottom=bottom)
        found.append(Doubt("numerator_above", "numerator", said))
    exact = share(numerator, denominator, 15)
    if value is None or exact is None:
        return found
    if difference(exact, value).copy_abs() > Decimal(5).scaleb(-decimals_of(value) - 1):
        rounded = share(numerator, denominator, max(decimals_of(value), 1))
        said = P(
            "Værdien er %(value)s, men %(top)s af %(bottom)s er %(share)s pct.",
            value=danish_number(value),
            top=top,
            bottom=bottom,
            share=danish_number(rounded) if rounded is not None else "",
        )
        found.append(Doubt("fraction_differs", "value", said))
    return found


def _small(unit: Unit, value: Decimal | None, numerator: Decimal | None) -> list[Doubt]:
    counted = not unit.is_percent and not unit.is_percentage_point and unit.word != "kr."
    for field, number in (("value", value if counted else None), ("numerator", numerator)):
        if number is not None and _SMALL[0] <= number <= _SMALL[1] and not decimals_of(number):
            said = P(
                "Tallet er %(value)s. Er det personer, kan så få måske genkendes af andre, der læser det.",
                value=danish_number(number),
            )
            return [Doubt("below_five", field, said)]
    return []


#: More periods than a project has in ten years of weeks are a mistake.
MOST_PERIODS = 530

_BETWEEN = re.compile(r"\s*[;,\n]\s*")
_RANGE = re.compile(r"(?P<first>[0-9]{4}\S*)\s*(?:-|–|—|\.\.|til)\s*(?P<last>[0-9]{4}\S*)", re.IGNORECASE)


def read_periods(written: str) -> tuple[Period, ...]:
    """The periods a person lists: `2010; 2011; 2012`, `2010 til 2013`, `2013K1 – 2014K4`; in order, each once.

    Raises `FigureError` for what is no period, for a range that runs backwards or mixes kinds, and for too many.
    """
    found: dict[Period, None] = {}
    for part in filter(None, _BETWEEN.split(written.strip())):
        ends = _RANGE.fullmatch(part)
        if ends is None:
            periods: tuple[Period, ...] = (Period.parse(part),)
        else:
            first, last = Period.parse(ends["first"]), Period.parse(ends["last"])
            if last < first:
                raise FigureError(
                    P("“%(text)s” begynder efter, den slutter. Byt om på perioderne.", text=part)
                )
            periods = periods_between(first, last)
        found |= dict.fromkeys(periods)
        if len(found) > MOST_PERIODS:
            raise FigureError(P("Det er for mange perioder. Vælg længere perioder, for eksempel kvartaler."))
    return tuple(sorted(found))


def periods_within(kind: PeriodKind, first: date, last: date) -> tuple[Period, ...]:
    """Every period of that kind from the one with the first day to the one with the last. Raises `FigureError`."""
    if (last - first).days // 6 > MOST_PERIODS and kind is PeriodKind.WEEK:
        raise FigureError(P("Det er for mange perioder. Vælg længere perioder, for eksempel kvartaler."))
    return periods_between(Period.containing(kind, first), Period.containing(kind, last))
