"""The policy on small numbers: what may be shown of counts of people. Short, so that its owner can read it.

Counts of 1-4 are hidden: whoever knows the place recognises the people behind them. 0 is shown: there is
nobody to recognise. It holds for a numerator, for its denominator and for those of the denominator who are
not in the numerator: "58 of 60" tells of the two who are left as plainly as "2 of 60".

Statistics Denmark asks for groups of at least 3, the ministry of education hides cells below 5; the data
owner sets both limits, and may not set them lower than the former.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from .phrases import FigureError, P

LEAST_ALLOWED = 3
#: A share is a fraction with so many decimals.
SHARE_DECIMALS = 6

_DIVISION = Context(prec=40, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """`smallest_shown`: counts from 1 to the one below it are hidden. `least_denominator`: no share below it.

    Raises `FigureError` for a limit below what any owner may set.
    """

    smallest_shown: int = 5
    least_denominator: int = 5

    def __post_init__(self) -> None:
        if self.smallest_shown < LEAST_ALLOWED or self.least_denominator < 1:
            raise FigureError(
                P(
                    "Grænserne for små tal er %(shown)s og %(denominator)s. "
                    "Det mindste antal, der vises, skal være mindst 3, og den mindste nævner for en andel mindst 1.",
                    shown=str(self.smallest_shown),
                    denominator=str(self.least_denominator),
                )
            )

    def is_small(self, count: int) -> bool:
        """The count is hidden by itself."""
        return 0 < count < self.smallest_shown

    def allows_share(self, denominator: int) -> bool:
        """A share of so many may be shown, as far as this limit goes."""
        return denominator > 0 and denominator >= self.least_denominator


DEFAULT = SmallNumbers()


def share_of(
    numerator: int | None, denominator: int | None, policy: SmallNumbers, decimals: int = SHARE_DECIMALS
) -> Decimal | None:
    """The share as a fraction, half rounded up; None when a count is hidden or the denominator is too small."""
    if numerator is None or denominator is None or not policy.allows_share(denominator):
        return None
    return _DIVISION.divide(Decimal(numerator), Decimal(denominator)).quantize(
        Decimal(1).scaleb(-decimals), context=_DIVISION
    )
