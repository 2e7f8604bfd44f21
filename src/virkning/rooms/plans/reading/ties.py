"""Results numbered, and each step tied to its results: as the file says, or by a small table of rules.

The original's numbers only hint: step 2 goes with result 2 where there is one. A step whose number is no result's goes
with the last result that no step leads to yet. One without a number goes with the next of them after the step before
it: they stand in order. Each such tie is a proposal.
"""

from collections.abc import Sequence

from .items import LARGEST_NUMBER, Item
from .proposal import ProposedResult, ProposedStep, Sure, Why
from .terms import propose_term


def results_of(items: Sequence[Item]) -> tuple[ProposedResult, ...]:
    """A group's results. Blank numbered lines are none, and take their number all the same."""
    count = sum(bool(one.text) for one in items)
    taken: set[int] = set()
    found: list[ProposedResult] = []
    last = 0
    for item in items:
        number = item.numbers[0] if item.numbers else (item.letter or last + 1)
        if not item.text:
            last = number
            continue
        fits = number not in taken and 0 < number <= LARGEST_NUMBER
        last = number if fits else next(one for one in range(1, LARGEST_NUMBER) if one not in taken)
        taken.add(last)
        term, term_why = item.term, Why.NOTHING
        if term is None:
            term, term_why = propose_term(item.text, place=len(found), count=count)
        found.append(
            ProposedResult(
                last,
                item.text,
                term,
                sure=item.sure if fits else Sure.GUESS,
                term_sure=item.term_sure,
                why=item.why if fits else Why.RENUMBERED,
                term_why=term_why,
                source=item.source,
            )
        )
    return tuple(found)


def steps_of(
    items: Sequence[Item], results: Sequence[ProposedResult], rows: Sequence[int]
) -> tuple[ProposedStep, ...]:
    """A group's steps. `rows`: the table row each result stands in. There is at least one result."""
    known = [one.number for one in results]
    steps = [one for one in items if one.text]
    served: set[int] = set()
    ties: list[tuple[tuple[int, ...], Sure, Why] | None] = []
    for item in steps:
        tie = _told(item, known) or _beside(item, known, rows)
        served |= set(tie[0]) if tie else set()
        ties.append(tie)
    found: list[ProposedStep] = []
    for item, tie in zip(steps, ties, strict=True):
        before = found[-1].leads_to[0] if found else None
        leads_to, sure, why = tie or _next(item, known, served, before) or _left(known, served)
        served |= set(leads_to)
        found.append(ProposedStep(item.text, leads_to, item.sure, sure, item.why, why, item.source))
    return tuple(found)


def _told(item: Item, known: Sequence[int]) -> tuple[tuple[int, ...], Sure, Why] | None:
    """By the step's own numbers, or its letter."""
    numbers = tuple(one for one in item.numbers if one in known)
    if numbers:
        own = item.own if item.own in numbers else numbers[0]
        ordered = (own, *sorted(set(numbers) - {own}))
        is_field = item.sure is Sure.TAG and len(numbers) == len(item.numbers)
        return ordered, Sure.TAG if is_field else Sure.LABEL, Why.NOTHING if is_field else Why.SAME_NUMBER
    if item.letter is not None and 0 < item.letter <= len(known):
        return (known[item.letter - 1],), Sure.LABEL, Why.SAME_LETTER
    return None


def _beside(
    item: Item, known: Sequence[int], rows: Sequence[int]
) -> tuple[tuple[int, ...], Sure, Why] | None:
    """By the row, where the group has several and this one has one result."""
    here = [number for number, row in zip(known, rows, strict=True) if row == item.row]
    if len(set(rows)) > 1 and len(here) == 1 and not item.numbers:
        return (here[0],), Sure.GUESS, Why.SAME_ROW
    return None


def _next(
    item: Item, known: Sequence[int], served: set[int], before: int | None
) -> tuple[tuple[int, ...], Sure, Why] | None:
    """In order, where the step says no number: the next result after the one the step before leads to."""
    passed = 0 if before is None else known.index(before) + 1
    later = [one for one in known[passed:] if one not in served]
    if later and not item.numbers:
        return (later[0],), Sure.GUESS, Why.NEXT_NOT_SERVED
    return None


def _left(known: Sequence[int], served: set[int]) -> tuple[tuple[int, ...], Sure, Why]:
    unserved = [one for one in known if one not in served]
    if unserved:
        return (unserved[-1],), Sure.GUESS, Why.NOT_SERVED
    return (known[-1],), Sure.GUESS, Why.LAST_RESULT
