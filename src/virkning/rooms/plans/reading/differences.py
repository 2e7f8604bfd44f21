"""What a file changes in a plan, counted and in words, before anything is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from ..facts import GoalFacts, OverallFacts, PlanFacts, PlannedFacts
from .matching import Fate, GoalPair, GroupPair, Pair


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a plan. `what` it is ("Resultat 2 i målgruppe A1"), its words `before` and `after`.

    `kept`: the file words it otherwise, and the ministry's words stay.
    """

    fate: Fate
    what: str
    before: str = ""
    after: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Differences:
    """Every part, in the order of the print."""

    parts: tuple[Difference, ...]

    def count(self, fate: Fate) -> int:
        """How many parts have that fate."""
        return sum(one.fate is fate for one in self.parts)

    def of(self, fate: Fate) -> tuple[Difference, ...]:
        """The parts with that fate."""
        return tuple(one for one in self.parts if one.fate is fate)

    @property
    def changes_anything(self) -> bool:
        """Whether importing without removing writes anything."""
        return any(one.fate in (Fate.ADDED, Fate.CHANGED) for one in self.parts)


def differences(pairs: Iterable[GoalPair]) -> Differences:
    """What the pairs come to."""
    return Differences(tuple(_all(pairs)))


def fingerprint(plan: PlanFacts | None) -> str:
    """Changes with everything in the plan that a file could change; of no plan it is blank."""
    return (
        ""
        if plan is None
        else sha256(repr((plan.id, plan.version, plan.stage, plan.goals)).encode()).hexdigest()
    )


def _all(pairs: Iterable[GoalPair]) -> Iterator[Difference]:
    for goal in pairs:
        yield _titled(goal, _("Mål %(number)s") % {"number": goal.here.number})
        for overall in goal.overall:
            what = _("Overordnet målgruppe %(letter)s") % {"letter": overall.here.letter}
            yield _titled(overall, what)
            for group in overall.groups:
                yield _group(group)
                yield from _results(group)
                yield from _steps(group)


def _titled(pair: Pair[GoalFacts] | Pair[OverallFacts], what: str) -> Difference:
    wanted, stored = pair.wanted, pair.stored
    if wanted is None and stored is not None and stored.is_national:
        return Difference(Fate.UNCHANGED, what, stored.title, stored.title)
    if wanted is None or stored is None:
        return _difference(
            what,
            before=None if stored is None else stored.title,
            after=None if wanted is None else wanted.title,
        )
    if stored.is_national and wanted.title != stored.title:
        return Difference(Fate.UNCHANGED, what, stored.title, wanted.title, kept=True)
    return _difference(what, before=stored.title, after=wanted.title)


def _group(pair: GroupPair) -> Difference:
    told = [None if one is None else f"{one.number}: {one.title}" for one in (pair.stored, pair.wanted)]
    return _difference(
        _("Målgruppe %(number)s") % {"number": pair.here.number}, before=told[0], after=told[1]
    )


def _results(group: GroupPair) -> Iterator[Difference]:
    for number, pair in enumerate(group.results, start=1):
        if pair.stored is not None and not pair.stored.counts and pair.wanted is None:
            continue
        before = None if pair.stored is None else _result(pair.stored.number, pair.stored)
        after = None if pair.wanted is None else _result(number, pair.wanted)
        words = {"number": number, "group": group.here.number}
        yield _difference(_("Resultat %(number)s i målgruppe %(group)s") % words, before=before, after=after)


def _result(number: int, result: PlannedFacts) -> str:
    return f"{number}. {result.text} ({result.term.shown})"


def _steps(group: GroupPair) -> Iterator[Difference]:
    of_file, of_plan = group.numbers()
    for pair in group.steps:
        before = after = None
        if pair.stored is not None:
            before = _led(pair.stored.text, [of_plan.get(one, one) for one in pair.stored.leads_to])
        if pair.wanted is not None:
            after = _led(pair.wanted.text, [of_file.get(one, one) for one in pair.wanted.leads_to])
        yield _difference(
            _("Trin i målgruppe %(group)s") % {"group": group.here.number}, before=before, after=after
        )


def _led(text: str, leads_to: list[int]) -> str:
    """`Kursus (til resultat 1 og 2)`; the own one first."""
    own, *also = leads_to
    numbers = ", ".join(map(str, [own, *sorted(also)]))
    return _("%(step)s (til resultat %(numbers)s)") % {"step": text, "numbers": numbers}


def _difference(what: str, *, before: str | None, after: str | None) -> Difference:
    if before is None:
        return Difference(Fate.ADDED, what, after=after or "")
    if after is None:
        return Difference(Fate.NOT_IN_FILE, what, before=before)
    return Difference(Fate.UNCHANGED if before == after else Fate.CHANGED, what, before, after)
