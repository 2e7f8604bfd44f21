"""The kinds of target (`Måltype`), as a table: what is compared with what, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from virkning.figures.phrases import P, Phrase
from virkning.figures.units import PERCENT, PERCENTAGE_POINT, Unit
from virkning.figures.words import find_word


class TargetRule(StrEnum):
    """One member per `Måltype` of the workbook."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RISES_BY_PERCENT = "rises_by_percent"
    FALLS_BY_PERCENT = "falls_by_percent"
    RISES_BY_POINTS = "rises_by_points"
    FALLS_BY_POINTS = "falls_by_points"
    AT_MOST_OVER_REFERENCE = "at_most_over_reference"
    AT_LEAST_UNDER_REFERENCE = "at_least_under_reference"
    EQUALS_REFERENCE = "equals_reference"
    YES = "yes"

    @classmethod
    def parse(cls, written: str) -> "TargetRule | None":
        """The rule written in the sheet, whatever its case and spaces; None for blank (no target)."""
        return find_word(written, {rule: row.sheet for rule, row in RULES.items()}, P("en måltype"))

    @property
    def row(self) -> "RuleRow":
        return RULES[self]

    @property
    def danish(self) -> str:
        """The sheet's text: `mindst`, `stiger med pct.` …"""
        return self.row.sheet

    @property
    def phrase(self) -> Phrase:
        return _RULE_WORDS[self]

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)


_RULE_WORDS = {
    TargetRule.AT_LEAST: P("mindst"),
    TargetRule.AT_MOST: P("højst"),
    TargetRule.RISES_BY_PERCENT: P("stiger med pct."),
    TargetRule.FALLS_BY_PERCENT: P("falder med pct."),
    TargetRule.RISES_BY_POINTS: P("stiger med procentpoint"),
    TargetRule.FALLS_BY_POINTS: P("falder med procentpoint"),
    TargetRule.AT_MOST_OVER_REFERENCE: P("højst over reference"),
    TargetRule.AT_LEAST_UNDER_REFERENCE: P("mindst under reference"),
    TargetRule.EQUALS_REFERENCE: P("lig reference"),
    TargetRule.YES: P("ja"),
}


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    ANSWER = "answer"


class RelativeTo(StrEnum):
    """What the amount is counted from."""

    NOTHING = "nothing"
    BASELINE = "baseline"
    REFERENCE = "reference"


class AmountIs(StrEnum):
    """What the `Måltal` is measured in."""

    VALUE = "value"  # the result's unit
    PERCENT_OF_BASELINE = "percent_of_baseline"
    POINTS = "points"  # percentage points, only on results in per cent (or in percentage points)
    DIFFERENCE = "difference"  # percentage points on a result in per cent, else the result's unit
    ABSENT = "absent"


@dataclass(frozen=True)
class RuleRow:
    """One row of the table; `sign` is the way the amount moves the threshold from what it is counted from."""

    sheet: str
    direction: Direction
    relative_to: RelativeTo
    amount: AmountIs
    sign: int
    words: Phrase
    words_with_threshold: Phrase


# sheet text | better | counted from | Måltal is | sign | words | words where the threshold can be computed
RULES: Mapping[TargetRule, RuleRow] = {
    TargetRule.AT_LEAST: RuleRow(
        "mindst",
        Direction.UP,
        RelativeTo.NOTHING,
        AmountIs.VALUE,
        +1,
        P("mindst %(amount)s"),
        P("mindst %(amount)s"),
    ),
    TargetRule.AT_MOST: RuleRow(
        "højst",
        Direction.DOWN,
        RelativeTo.NOTHING,
        AmountIs.VALUE,
        +1,
        P("højst %(amount)s"),
        P("højst %(amount)s"),
    ),
    TargetRule.RISES_BY_PERCENT: RuleRow(
        "stiger med pct.",
        Direction.UP,
        RelativeTo.BASELINE,
        AmountIs.PERCENT_OF_BASELINE,
        +1,
        P("en stigning på %(amount)s fra baseline"),
        P("en stigning på %(amount)s fra baseline (til %(threshold)s)"),
    ),
    TargetRule.FALLS_BY_PERCENT: RuleRow(
        "falder med pct.",
        Direction.DOWN,
        RelativeTo.BASELINE,
        AmountIs.PERCENT_OF_BASELINE,
        -1,
        P("et fald på %(amount)s fra baseline"),
        P("et fald på %(amount)s fra baseline (til %(threshold)s)"),
    ),
    TargetRule.RISES_BY_POINTS: RuleRow(
        "stiger med procentpoint",
        Direction.UP,
        RelativeTo.BASELINE,
        AmountIs.POINTS,
        +1,
        P("en stigning på %(amount)s fra baseline"),
        P("en stigning på %(amount)s fra baseline (til %(threshold)s)"),
    ),
    TargetRule.FALLS_BY_POINTS: RuleRow(
        "falder med procentpoint",
        Direction.DOWN,
        RelativeTo.BASELINE,
        AmountIs.POINTS,
        -1,
        P("et fald på %(amount)s fra baseline"),
        P("et fald på %(amount)s fra baseline (til %(threshold)s)"),
    ),
    TargetRule.AT_MOST_OVER_REFERENCE: RuleRow(
        "højst over reference",
        Direction.DOWN,
        RelativeTo.REFERENCE,
        AmountIs.DIFFERENCE,
        +1,
        P("højst %(amount)s over referencen"),
        P("højst %(amount)s over referencen (højst %(threshold)s)"),
    ),
    TargetRule.AT_LEAST_UNDER_REFERENCE: RuleRow(
        "mindst under reference",
        Direction.DOWN,
        RelativeTo.REFERENCE,
        AmountIs.DIFFERENCE,
        -1,
        P("mindst %(amount)s under referencen"),
        P("mindst %(amount)s under referencen (højst %(threshold)s)"),
    ),
    TargetRule.EQUALS_REFERENCE: RuleRow(
        "lig reference",
        Direction.SAME,
        RelativeTo.REFERENCE,
        AmountIs.ABSENT,
        +1,
        P("det samme som referencen"),
        P("det samme som referencen (%(threshold)s)"),
    ),
    TargetRule.YES: RuleRow(
        "ja",
        Direction.ANSWER,
        RelativeTo.NOTHING,
        AmountIs.ABSENT,
        +1,
        P("svaret Ja"),
        P("svaret Ja"),
    ),
}


def rule_words(
    rule: TargetRule, amount: Decimal | None, unit: Unit, threshold: Decimal | None = None
) -> Phrase:
    """`mindst 75 pct.`, `en stigning på 25 pct. fra baseline (til 93,75 pct.)`, `svaret Ja`.

    `amount` is the `Måltal`, `unit` the result's unit, `threshold` the value it comes to, where it is known.
    """
    row = rule.row
    words = row.words if threshold is None else row.words_with_threshold
    return words.filled(
        {
            "amount": P("(måltallet mangler)") if amount is None else format_amount(rule, amount, unit),
            "threshold": "" if threshold is None else unit.format(threshold),
        }
    )


def format_amount(rule: TargetRule, amount: Decimal, unit: Unit) -> str:
    """The `Måltal` with the unit it is measured in under this rule."""
    if rule.row.amount is AmountIs.PERCENT_OF_BASELINE:
        return PERCENT.format(amount)
    if rule.row.amount is AmountIs.POINTS:
        return PERCENTAGE_POINT.format(amount)
    if rule.row.amount is AmountIs.DIFFERENCE:
        return unit.format_difference(amount)
    return unit.format(amount)
