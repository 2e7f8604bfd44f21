"""Short or long term, where a file does not say: a small table of words, and a result's place among the others."""

import re

from virkning.figures.planning import PlanTerm

from .proposal import Why

#: Words of a result that the effort ends with.
LONG_WORDS = (
    r"ordinær\w*\s+(?:job|beskæftigelse|arbejde|ansættelse|uddannelse)",
    r"(?:i|fast|varigt?|ustøttet)\s+(?:job|arbejde|beskæftigelse)\b",
    r"selvforsørg\w*",
    r"raskmeld(?:t|es|ing)\b(?!\s+delvis)",
    r"(?:gennemført|færdiggjort|fuldført|bestået)\s+\w*\s*uddannelse",
    r"fleksjob\b",
    r"jobklar\w*",
)
#: Words of a result on the way, also where one of the above stands beside them.
SHORT_WORDS = (
    r"afklare\w*",
    r"løntilskud\w*",
    r"praktik\w*",
    r"delvis\w*",
    r"klar til\b",
    r"opkvalificere\w*",
    r"styrke[tr]?\b",
    r"overvundet",
)
_LONG = re.compile(rf"\b(?:{'|'.join(LONG_WORDS)})", re.IGNORECASE)
_SHORT = re.compile(rf"\b(?:{'|'.join(SHORT_WORDS)})", re.IGNORECASE)


def propose_term(text: str, *, place: int, count: int) -> tuple[PlanTerm, Why]:
    """The term of the result at `place` (from zero) of `count` in its group, and why."""
    last = place == count - 1
    if _LONG.search(text) and not _SHORT.search(text):
        return PlanTerm.LONG, Why.LONG_WORDS
    if last and count > 1:
        return PlanTerm.LONG, Why.LAST
    return PlanTerm.SHORT, Why.NO_LONG_WORDS if last else Why.ON_THE_WAY
