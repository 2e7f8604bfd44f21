"""What may be written as a status, a measurement or a target, and what is asked about first."""

from decimal import Decimal
from typing import Any

import pytest

from virkning.figures.entries import (
    measurement_doubts,
    measurement_problems,
    status_doubts,
    status_problems,
    target_doubts,
    target_problems,
)
from virkning.figures.indicators import Answer, IndicatorKind
from virkning.figures.milestones import MilestoneKind, MilestoneStatus
from virkning.figures.rules import TargetRule
from virkning.figures.units import Unit


def number(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


STATUS_PROBLEMS = [
    # type | status | value | words | numerator | denominator | fields that are wrong
    ("count", "yes", "101", "", None, None, []),
    ("yes_no", "yes", "101", "", None, None, []),
    ("count", None, "0", "", None, None, []),
    ("count", None, None, "mange", None, None, ["value_text"]),
    ("text", None, None, "mange", None, None, []),
    ("text", None, "3", "", None, None, ["value"]),
    ("percent", None, None, "", "58", "58", []),
    ("percent", None, None, "", "58", "0", ["denominator"]),
    ("percent", None, None, "", "58", "-1", ["denominator"]),
    ("percent", None, None, "", "58", None, ["denominator"]),
    ("percent", None, None, "", None, "58", ["numerator"]),
    ("percent", None, "40", "", None, "58", []),
    ("count", None, "1234567890123456", "", None, None, ["value"]),
    ("count", None, "NaN", "", None, None, ["value"]),
]


@pytest.mark.parametrize(("kind", "status", "value", "words", "top", "bottom", "wrong"), STATUS_PROBLEMS)
def test_status_problems(
    kind: str, status: Any, value: Any, words: str, top: Any, bottom: Any, wrong: list[str]
) -> None:
    given = MilestoneStatus(status) if status else None
    found = status_problems(MilestoneKind(kind), given, number(value), words, number(top), number(bottom))
    assert sorted(found) == wrong
    assert all(str(phrase).endswith(".") for phrase in found.values())


MEASUREMENT_PROBLEMS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("number", {"value": Decimal(3)}, []),
    ("number", {"answer": Answer.NOT_APPLICABLE}, []),
    ("number", {"answer": Answer.YES}, ["answer"]),
    ("number", {"value": Decimal(3), "answer": Answer.NOT_APPLICABLE}, ["answer"]),
    ("number", {}, ["value"]),
    ("number", {"break_reason": "ny metode"}, []),
    ("number", {"numerator": Decimal(3), "denominator": Decimal(4)}, []),
    ("number", {"numerator": Decimal(3)}, ["denominator"]),
    ("distribution", {"answer": Answer.NO}, ["answer"]),
    ("yes_no", {"answer": Answer.NO}, []),
    ("yes_no", {"value": Decimal(1)}, ["value"]),
    ("yes_no", {"numerator": Decimal(1), "denominator": Decimal(2)}, ["answer"]),
    ("yes_no", {"text": "kun ord"}, []),
    ("text", {"text": "God"}, []),
    ("text", {}, ["text"]),
    ("text", {"text": "God", "value": Decimal(1)}, ["value"]),
    ("text", {"text": "God", "answer": Answer.YES}, ["answer"]),
    ("text", {"answer": Answer.NOT_APPLICABLE}, []),
    ("number", {"text": "En note", "is_note": True}, []),
    ("number", {"text": "En note", "value": Decimal(1), "is_note": True}, ["value"]),
    ("number", {"text": "En note", "break_reason": "x", "is_note": True}, ["break_reason"]),
]


@pytest.mark.parametrize(("kind", "given", "wrong"), MEASUREMENT_PROBLEMS)
def test_measurement_problems(kind: str, given: dict[str, Any], wrong: list[str]) -> None:
    assert sorted(measurement_problems(IndicatorKind(kind), **given)) == wrong


TARGET_PROBLEMS = [
    # rule | amount | has a reference | fields that are wrong
    (None, None, False, []),
    (None, "3", False, ["rule"]),
    ("mindst", "75", False, []),
    ("mindst", None, False, ["amount"]),
    ("lig reference", "3", True, ["amount"]),
    ("lig reference", None, True, []),
    ("lig reference", None, False, ["reference_series"]),
    ("højst over reference", None, False, ["amount", "reference_series"]),
    ("ja", None, False, []),
    ("mindst", "1234567890123456", False, ["amount"]),
]


@pytest.mark.parametrize(("rule", "amount", "has_reference", "wrong"), TARGET_PROBLEMS)
def test_target_problems(rule: str | None, amount: str | None, has_reference: bool, wrong: list[str]) -> None:
    chosen = TargetRule.parse(rule) if rule else None
    found = target_problems(chosen, number(amount), IndicatorKind.NUMBER, Unit.parse("pct."), has_reference)
    assert sorted(found) == wrong


def test_a_target_that_can_never_be_judged_is_doubted() -> None:
    rule = TargetRule.parse("stiger med procentpoint")
    [doubt] = target_doubts(rule, Decimal(10), IndicatorKind.NUMBER, Unit.parse("personer"))
    assert (doubt.code, doubt.field) == ("cannot_be_judged", "rule")
    assert str(doubt.phrase).startswith("Målet kan ikke afgøres: ")
    assert target_doubts(rule, Decimal(10), IndicatorKind.NUMBER, Unit.parse("pct.")) == []


MEASUREMENT_DOUBTS = [
    # unit | before | value | numerator | denominator | doubts
    ("pct.", None, "71.7", None, None, []),
    ("pct.", "32", "67.33", None, None, ["jump"]),
    ("pct.", "67.33", "71.7", None, None, []),
    ("pct.", "67.33", "25", None, None, ["jump"]),
    ("pct.", "2", "5", None, None, []),  # three procentpoint
    ("pct.", "0", "50", None, None, []),  # nothing to compare with
    ("pct.", None, "101", None, None, ["over_hundred"]),
    ("pct.", None, None, "60", "58", ["numerator_above"]),
    ("pct.", None, "50", "29", "58", []),
    ("pct.", None, "33", "1", "3", ["below_five"]),
    ("pct.", None, "40", "29", "58", ["fraction_differs"]),
    ("pct.", None, "33.3", "10", "30", []),
    ("pct.", None, "3", None, None, []),  # a share, not a count
    ("", None, "4", None, None, ["below_five"]),
    ("personer", None, "1", None, None, ["below_five"]),
    ("personer", None, "0", None, None, []),
    ("personer", None, "5", None, None, []),
    ("", None, "4.0", None, None, []),  # an average is written with a decimal
    ("kr.", None, "3", None, None, []),
    ("procentpoint", None, "3", None, None, []),
    ("", "6", "12", None, None, []),  # doubled, not more than doubled
    ("", "6", "13", None, None, ["jump"]),
    ("", "1", "3", None, None, ["below_five"]),
    ("", "30", "-20", None, None, ["jump"]),
]


@pytest.mark.parametrize(("unit", "before", "value", "top", "bottom", "codes"), MEASUREMENT_DOUBTS)
def test_measurement_doubts(
    unit: str, before: Any, value: Any, top: Any, bottom: Any, codes: list[str]
) -> None:
    found = measurement_doubts(
        IndicatorKind.NUMBER,
        Unit.parse(unit),
        value=number(value),
        numerator=number(top),
        denominator=number(bottom),
        before=number(before),
    )
    assert [doubt.code for doubt in found] == codes
    assert all(str(doubt.phrase).endswith(".") for doubt in found)


def test_a_break_says_already_why_it_jumps() -> None:
    found = measurement_doubts(
        IndicatorKind.NUMBER,
        Unit.parse("pct."),
        value=Decimal(90),
        before=Decimal(10),
        break_reason="ny test",
    )
    assert found == []


STATUS_DOUBTS = [
    # type | before | value | doubts
    ("count", "20", "101", ["jump"]),
    ("count", "20", "100", []),
    ("count", "101", "20", ["jump"]),
    ("count", "1", "8", []),
    ("count", None, "3", ["below_five"]),
    ("yes_no", None, "3", []),
    ("percent", "100", "90", ["jump"]),
    ("percent", None, "120", ["over_hundred"]),
    ("text", None, None, []),
]


@pytest.mark.parametrize(("kind", "before", "value", "codes"), STATUS_DOUBTS)
def test_status_doubts(kind: str, before: Any, value: Any, codes: list[str]) -> None:
    found = status_doubts(MilestoneKind(kind), value=number(value), before=number(before))
    assert [doubt.code for doubt in found] == codes
