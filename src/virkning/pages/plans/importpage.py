"""What was read in a plan's file, told for the page: group by group, what a person is asked about first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.rooms.plans.actions.importing import Preview
from virkning.rooms.plans.reading.differences import Difference
from virkning.rooms.plans.reading.matching import Fate
from virkning.rooms.plans.reading.proposal import (
    Proposal,
    ProposedGoal,
    ProposedGroup,
    ProposedResult,
    ProposedStep,
    Sure,
    Why,
)

from .importforms import ConfirmForm

#: Differences listed of each kind; the rest are counted.
MOST = 100


@dataclass(frozen=True)
class Part:
    """One line of the file: its own words, the fields where a person is asked, else how it was read."""

    name: str
    source: str
    fields: tuple[Any, ...] = ()
    why: tuple[str, ...] = ()
    read: str = ""

    @property
    def is_asked(self) -> bool:
        return bool(self.fields)


@dataclass(frozen=True)
class ReadGroup:
    """A target group as it was read, with where it stands."""

    anchor: str
    title: str
    under: str
    asked: int
    parts: tuple[Part, ...]

    @property
    def asked_words(self) -> str:
        words = ngettext("%(n)s forslag at se på", "%(n)s forslag at se på", self.asked)
        return words % {"n": self.asked}


@dataclass(frozen=True)
class Listed:
    """Differences of one kind; `more`: how many are not listed."""

    rows: tuple[Difference, ...]
    more: int

    @property
    def count(self) -> int:
        return len(self.rows) + self.more


@dataclass(frozen=True)
class ReadPage:
    """The whole page. `names`: goals and overall groups a person is asked about."""

    names: tuple[Part, ...]
    asked: tuple[ReadGroup, ...]
    sure: tuple[ReadGroup, ...]
    not_understood: tuple[Any, ...]
    left_out: tuple[str, ...]
    guesses: int
    added: int
    changed: Listed
    unchanged: int
    missing: Listed
    kept: tuple[Difference, ...]
    is_new: bool


class ToldForm(ConfirmForm):
    """The form with the page it stands on: what is shown beside each field."""

    def __init__(self, *args: Any, proposal: Proposal, preview: Preview, **given: Any) -> None:
        super().__init__(*args, proposal=proposal, may_prune=preview.plan is not None, **given)
        self.preview = preview

    @property
    def told(self) -> ReadPage:
        return read_page(self.proposal, self.preview, self)


def read_page(proposal: Proposal, preview: Preview, form: ConfirmForm) -> ReadPage:
    """The page of a file that waits for a yes."""
    groups = list(_groups(proposal, form))
    names, found = tuple(_names(proposal, form)), preview.differences
    return ReadPage(
        names=names,
        asked=tuple(one for one in groups if one.asked),
        sure=tuple(one for one in groups if not one.asked),
        not_understood=proposal.not_understood,
        left_out=proposal.left_out,
        guesses=proposal.guesses,
        added=found.count(Fate.ADDED),
        changed=_listed(found.of(Fate.CHANGED)),
        unchanged=found.count(Fate.UNCHANGED),
        missing=_listed(found.of(Fate.NOT_IN_FILE)),
        kept=tuple(one for one in found.parts if one.kept),
        is_new=preview.plan is None,
    )


def _listed(rows: tuple[Difference, ...]) -> Listed:
    return Listed(rows[:MOST], max(0, len(rows) - MOST))


def _names(proposal: Proposal, form: ConfirmForm) -> Iterator[Part]:
    for at, goal in enumerate(proposal.goals):
        if goal.sure is Sure.GUESS:
            yield Part("", goal.title, (form[f"m{at}"],), _whys(goal.why))
        for beside, overall in enumerate(goal.overall):
            if overall.sure is Sure.GUESS:
                yield Part("", overall.title, (form[f"o{at}-{beside}"],), _whys(overall.why))


def _groups(proposal: Proposal, form: ConfirmForm) -> Iterator[ReadGroup]:
    at = 0
    for goal in proposal.goals:
        for overall, group in goal.groups():
            parts = tuple(_parts(at, group, form))
            yield ReadGroup(
                anchor=f"laest-{at}",
                title=_("Målgruppe %(number)s: %(title)s") % {"number": group.number, "title": group.title},
                under=_place(goal, overall.letter, overall.title),
                asked=sum(one.is_asked for one in parts),
                parts=parts,
            )
            at += 1


def _place(goal: ProposedGoal, letter: str, title: str) -> str:
    return _("Mål %(number)s, overordnet målgruppe %(letter)s. %(title)s") % {
        "number": goal.number,
        "letter": letter,
        "title": title,
    }


def _parts(at: int, group: ProposedGroup, form: ConfirmForm) -> Iterator[Part]:
    if group.sure is Sure.GUESS:
        yield Part(_("Målgruppe"), group.source, (form[f"g{at}"],), _whys(group.why))
    for place, result in enumerate(group.results):
        yield _result(f"r{at}-{place}", result, form)
    for place, step in enumerate(group.steps):
        yield _step(f"s{at}-{place}", step, form)


def _result(name: str, result: ProposedResult, form: ConfirmForm) -> Part:
    label = _("Resultat %(number)s") % {"number": result.number}
    if result.is_sure:
        return Part(label, result.source, read=f"{result.text} ({result.term.shown})")
    return Part(
        label, result.source, tuple(_fields(form, name, f"{name}-sigt")), _whys(result.why, result.term_why)
    )


def _step(name: str, step: ProposedStep, form: ConfirmForm) -> Part:
    if step.is_sure:
        numbers = ", ".join(map(str, sorted(step.leads_to)))
        read = _("%(step)s (til resultat %(numbers)s)") % {"step": step.text, "numbers": numbers}
        return Part(_("Trin"), step.source, read=read)
    return Part(
        _("Trin"), step.source, tuple(_fields(form, name, f"{name}-til")), _whys(step.why, step.tie_why)
    )


def _fields(form: ConfirmForm, *names: str) -> Iterator[Any]:
    return (form[one] for one in names if one in form.fields)


def _whys(*whys: Why) -> tuple[str, ...]:
    return tuple(one.shown for one in whys if one is not Why.NOTHING)
