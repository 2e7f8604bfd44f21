"""Exact elimination: which unknowns do the equations alone settle, and what do they come to."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

#: The place of the right-hand side among the unknowns of a row.
CONSTANT = -1

Row = dict[int, Fraction]


class Elimination:
    """Equations in reduced form (Gauss-Jordan), in fractions: no rounding can make two rows one, or one two.

    An equation is `{unknown: factor, …, CONSTANT: right-hand side}`.
    """

    def __init__(self, equations: Iterable[Mapping[int, int]] = ()) -> None:
        self._rows: dict[int, Row] = {}
        self._using: dict[int, set[int]] = {}
        for equation in equations:
            self.add(equation)

    def add(self, equation: Mapping[int, int]) -> None:
        """One equation more; one that follows from the others changes nothing."""
        row = self._reduced(equation)
        pivot = min((one for one in row if one != CONSTANT), default=None)
        if pivot is None:
            return
        factor = row[pivot]
        row = {one: value / factor for one, value in row.items()}
        for other in sorted(self._using.get(pivot, ())):
            self._subtract(other, row, self._rows[other][pivot])
        self._rows[pivot] = row
        for one in row:
            self._using.setdefault(one, set()).add(pivot)

    def settled(self) -> dict[int, Fraction]:
        """Every unknown the equations settle, with its value."""
        return {
            pivot: row.get(CONSTANT, Fraction(0))
            for pivot, row in self._rows.items()
            if all(one in (pivot, CONSTANT) for one in row)
        }

    def settles(self, combination: Mapping[int, int]) -> bool:
        """The equations settle this sum of unknowns, though perhaps none of its terms."""
        return all(one == CONSTANT for one in self._reduced(combination))

    def _reduced(self, equation: Mapping[int, int]) -> Row:
        row = {one: Fraction(value) for one, value in equation.items() if value}
        for pivot in [one for one in row if one in self._rows]:
            factor = row[pivot]
            for one, value in self._rows[pivot].items():
                left = row.get(one, Fraction(0)) - factor * value
                if left:
                    row[one] = left
                else:
                    row.pop(one, None)
        return row

    def _subtract(self, number: int, row: Row, factor: Fraction) -> None:
        target = self._rows[number]
        for one, value in row.items():
            left = target.get(one, Fraction(0)) - factor * value
            if left:
                target[one] = left
                self._using.setdefault(one, set()).add(number)
            elif one in target:
                del target[one]
                self._using[one].discard(number)
