"""What was read in a file: goals, groups, results and steps as proposed, each with how sure it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from virkning.figures.phrases import P
from virkning.figures.planning import PlanTerm
from virkning.figures.worded import Worded

from ..facts import GoalFacts, GroupFacts, OverallFacts, PlannedFacts, labelled


class Sure(Worded):
    """What a reading builds on."""

    TAG = "tag", P("Læst i feltet")
    LABEL = "label", P("Læst af skemaets egne ord")
    GUESS = "guess", P("Forslag")


class Why(Worded):
    """Why a proposal is as it is; said where a person is asked to look."""

    NOTHING = "", P("")
    LONG_WORDS = "long_words", P("Teksten ligner et endeligt resultat.")
    LAST = "last", P("Det er det sidste af flere resultater.")
    ON_THE_WAY = "on_the_way", P("Et senere resultat bygger videre på det.")
    NO_LONG_WORDS = "no_long_words", P("Intet i teksten peger på lang sigt.")
    SAME_NUMBER = "same_number", P("Trinnet har resultatets nummer.")
    SAME_LETTER = "same_letter", P("Trinnet har et bogstav efter resultatets plads.")
    SAME_ROW = "same_row", P("De står i samme række.")
    NOT_SERVED = "not_served", P("Det er det sidste resultat, der ikke havde et trin.")
    NEXT_NOT_SERVED = "next_not_served", P("Det er det næste resultat, der ikke havde et trin.")
    LAST_RESULT = "last_result", P("Alle resultater har trin; det er det sidste af dem.")
    ADDED = "added", P("Linjen er skrevet til uden nummer.")
    WRITTEN_BESIDE = "written_beside", P("Noget af teksten stod ved siden af feltet.")
    RENUMBERED = "renumbered", P("Nummeret stod der i forvejen eller kunne ikke bruges.")
    WAS_EXAMPLE = "was_example", P("Teksten stod som eksempel i skemaet (“F.eks.”).")
    NO_LABEL = "no_label", P("Rækken begynder ikke med “Målgruppe” og et nummer.")
    NOT_NAMED = "not_named", P("Filen siger ikke, hvad det hedder.")


@dataclass(frozen=True, slots=True)
class ProposedStep:
    """A step. `leads_to`: the numbers of its results, its own first; `tie`: how sure those are."""

    text: str
    leads_to: tuple[int, ...]
    sure: Sure = Sure.TAG
    tie: Sure = Sure.TAG
    why: Why = Why.NOTHING
    tie_why: Why = Why.NOTHING
    source: str = ""

    @property
    def is_tied_surely(self) -> bool:
        """The original's numbers only hint at what a step leads to, so nothing but our own tags is sure."""
        return self.tie is Sure.TAG

    @property
    def is_sure(self) -> bool:
        """Nobody needs to look."""
        return self.sure is not Sure.GUESS and self.is_tied_surely


@dataclass(frozen=True, slots=True)
class ProposedResult:
    """A result. `term_sure`: how sure its term is."""

    number: int
    text: str
    term: PlanTerm
    sure: Sure = Sure.TAG
    term_sure: Sure = Sure.TAG
    why: Why = Why.NOTHING
    term_why: Why = Why.NOTHING
    source: str = ""

    @property
    def is_sure(self) -> bool:
        """Nobody needs to look."""
        return Sure.GUESS not in (self.sure, self.term_sure)


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """A target group with its results and steps."""

    number: str
    title: str
    results: tuple[ProposedResult, ...] = ()
    steps: tuple[ProposedStep, ...] = ()
    sure: Sure = Sure.TAG
    why: Why = Why.NOTHING
    source: str = ""

    @property
    def is_sure(self) -> bool:
        """Nobody needs to look at it, nor at anything in it."""
        return self.sure is not Sure.GUESS and not self.unsure

    @property
    def unsure(self) -> tuple[ProposedResult | ProposedStep, ...]:
        """The results and steps somebody is to look at."""
        parts: tuple[ProposedResult | ProposedStep, ...] = (*self.results, *self.steps)
        return tuple(one for one in parts if not one.is_sure)


@dataclass(frozen=True, slots=True)
class ProposedOverall:
    """An overall target group."""

    letter: str
    title: str
    groups: tuple[ProposedGroup, ...] = ()
    sure: Sure = Sure.TAG
    why: Why = Why.NOTHING


@dataclass(frozen=True, slots=True)
class ProposedGoal:
    """A goal."""

    number: str
    title: str
    overall: tuple[ProposedOverall, ...] = ()
    sure: Sure = Sure.TAG
    why: Why = Why.NOTHING

    def groups(self) -> Iterator[tuple[ProposedOverall, ProposedGroup]]:
        """Every group with the overall one it stands under."""
        for overall in self.overall:
            for group in overall.groups:
                yield overall, group


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Words of the file that are in no proposal. `where` they stand, `why` they could not be placed, in words."""

    text: str
    where: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole file. `left_out`: sentences on what was understood and is not read in."""

    goals: tuple[ProposedGoal, ...]
    not_understood: tuple[NotUnderstood, ...] = ()
    left_out: tuple[str, ...] = ()
    municipality: str = ""
    year: int | None = None

    def groups(self) -> Iterator[ProposedGroup]:
        """Every target group."""
        for goal in self.goals:
            for _overall, group in goal.groups():
                yield group

    @property
    def guesses(self) -> int:
        """How many parts a person is to look at: a result with its words and its term is one."""
        count = sum(one.sure is Sure.GUESS for one in self.goals)
        count += sum(one.sure is Sure.GUESS for goal in self.goals for one in goal.overall)
        return count + sum((one.sure is Sure.GUESS) + len(one.unsure) for one in self.groups())


def as_goals(proposal: Proposal) -> tuple[GoalFacts, ...]:
    """What the file proposes, as the facts of a plan: the proposals as they are."""
    return tuple(
        GoalFacts(
            goal.number,
            goal.title,
            tuple(
                OverallFacts(one.letter, one.title, tuple(map(_group, one.groups))) for one in goal.overall
            ),
        )
        for goal in proposal.goals
    )


def _group(group: ProposedGroup) -> GroupFacts:
    return GroupFacts(
        group.number,
        group.title,
        tuple(PlannedFacts(one.number, one.text, one.term) for one in group.results),
        labelled([(one.text, one.leads_to, 0, 1) for one in group.steps]),
    )
