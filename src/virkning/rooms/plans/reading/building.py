"""What has been read so far: built upon line by line while the rest of the file is read, a proposal at the end."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from django.utils.translation import gettext as _

from .items import Item
from .proposal import (
    NotUnderstood,
    ProposedGoal,
    ProposedGroup,
    ProposedOverall,
    ProposedResult,
    ProposedStep,
    Sure,
    Why,
)
from .ties import results_of, steps_of
from .words import EXAMPLE, TO_BE_REPLACED, one_line


@dataclass
class Named:
    """Something with a number (or letter) and a title."""

    number: str
    title: str
    sure: Sure
    why: Why = Why.NOTHING
    source: str = ""

    def name(self, written: str) -> None:
        """Give it its title, without the form's `F.eks.`; what stands to be replaced is none."""
        words = one_line(written)
        if self.sure is not Sure.TAG:
            if TO_BE_REPLACED.fullmatch(words):
                words = ""
            elif EXAMPLE.match(words):
                words = EXAMPLE.sub("", words, count=1)
                self.sure, self.why = Sure.GUESS, Why.WAS_EXAMPLE
        self.title = words


@dataclass
class Group(Named):
    """A target group under way."""

    results: list[Item] = field(default_factory=list)
    steps: list[Item] = field(default_factory=list)
    row: int = 0

    @property
    def is_blank(self) -> bool:
        """An empty row of the form."""
        return self.sure is not Sure.TAG and not (
            self.title or any(one.text for one in (*self.results, *self.steps))
        )


@dataclass
class Overall(Named):
    """An overall target group under way."""

    groups: list[Group] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """As the empty form has it: without a name, and without groups."""
        return self.sure is not Sure.TAG and not self.title and all(one.is_blank for one in self.groups)


@dataclass
class Goal(Named):
    """A goal under way."""

    overall: list[Overall] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """As the empty form has it: without a name, and without groups."""
        return self.sure is not Sure.TAG and not self.title and all(one.is_blank for one in self.overall)


@dataclass
class Finished:
    """Makes proposals of what was built, and notes what became none."""

    not_understood: list[NotUnderstood] = field(default_factory=list)
    blank_groups: int = 0
    blank_schemas: list[str] = field(default_factory=list)

    def goals(self, goals: Iterable[Goal]) -> Iterator[ProposedGoal]:
        """Every goal that says something."""
        for goal in goals:
            if goal.is_blank:
                self.blank_schemas.append(goal.number)
                continue
            title, sure, why = _named(goal, _("Mål %(number)s") % {"number": goal.number})
            overall = tuple(self._overall(goal))
            yield ProposedGoal(goal.number, title, overall, sure, why)

    def _overall(self, goal: Goal) -> Iterator[ProposedOverall]:
        for one in goal.overall:
            if one.is_blank:
                self.blank_groups += 1
                continue
            words = _("Overordnet målgruppe %(letter)s") % {"letter": one.number}
            title, sure, why = _named(one, words)
            groups = tuple(self._groups(one))
            yield ProposedOverall(one.number, title, groups, sure, why)

    def _groups(self, overall: Overall) -> Iterator[ProposedGroup]:
        for one in overall.groups:
            if one.is_blank:
                self.blank_groups += 1
                continue
            title, sure, why = _named(one, _("Målgruppe %(number)s") % {"number": one.number})
            results = results_of(one.results)
            steps = self._steps(one, results)
            yield ProposedGroup(one.number, title, results, steps, sure, why, one.source)

    def _steps(self, group: Group, results: tuple[ProposedResult, ...]) -> tuple[ProposedStep, ...]:
        if results:
            rows = [one.row for one in group.results if one.text]
            return steps_of(group.steps, results, rows)
        where = _("Målgruppe %(number)s, trin") % {"number": group.number}
        why = _("Målgruppen har intet resultat, og et trin skal føre til et.")
        self.not_understood += [NotUnderstood(one.source, where, why) for one in group.steps if one.text]
        return ()


def _named(named: Named, otherwise: str) -> tuple[str, Sure, Why]:
    """Its title; where the file has none, what it is called until somebody writes one."""
    if named.title:
        return named.title, named.sure, named.why
    return otherwise, Sure.GUESS, Why.NOT_NAMED


_LETTERS = [*map(chr, range(ord("A"), ord("Z") + 1)), "Æ", "Ø", "Å"]


def numbered(
    written: str, sure: Sure, taken: Collection[str], candidates: Iterable[str], longest: int = 10
) -> tuple[str, Sure, Why]:
    """A number as it is written; where it is none, too long or taken, the first candidate that is free."""
    number = one_line(written)
    if number and len(number) <= longest and number not in taken:
        return number, sure, Why.NOTHING
    free = next((one for one in candidates if one not in taken), "")
    return free, Sure.GUESS, Why.RENUMBERED if number else Why.NOTHING


def letters(elsewhere: Collection[str]) -> Iterator[str]:
    """Letters for an overall group: those no other goal has, A first; then any, in twos at last."""
    yield from (one for one in _LETTERS if one not in elsewhere)
    yield from _LETTERS
    yield from (f"{first}{second}" for first in _LETTERS for second in _LETTERS)


def counted(before: str = "") -> Iterator[str]:
    """`A1`, `A2` …"""
    return (f"{before[:3]}{number}" for number in count(1))
