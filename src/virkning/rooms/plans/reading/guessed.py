"""What was guessed in a file, a line each: for who has no page to confirm it on."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .proposal import Proposal, ProposedGoal, ProposedGroup, ProposedResult, ProposedStep, Sure, Why


def guessed_lines(proposal: Proposal) -> tuple[str, ...]:
    """`Målgruppe A1, resultat 2: Ordinært job (lang sigt). Det er det sidste …`; as many as `proposal.guesses`."""
    return tuple(line for goal in proposal.goals for line in _goal(goal))


def _goal(goal: ProposedGoal) -> Iterator[str]:
    if goal.sure is Sure.GUESS:
        yield _line(_("Mål %(number)s") % {"number": goal.number}, goal.title, goal.why)
    for overall in goal.overall:
        if overall.sure is Sure.GUESS:
            words = _("Overordnet målgruppe %(letter)s") % {"letter": overall.letter}
            yield _line(words, overall.title, overall.why)
        for group in overall.groups:
            yield from _group(group)


def _group(group: ProposedGroup) -> Iterator[str]:
    name = _("Målgruppe %(number)s") % {"number": group.number}
    if group.sure is Sure.GUESS:
        yield _line(name, group.title, group.why)
    for part in group.unsure:
        yield _result(name, part) if isinstance(part, ProposedResult) else _step(name, part)


def _result(name: str, result: ProposedResult) -> str:
    where = _("%(group)s, resultat %(number)s") % {"group": name, "number": result.number}
    return _line(where, f"{result.text} ({result.term.shown})", result.why, result.term_why)


def _step(name: str, step: ProposedStep) -> str:
    where = _("%(group)s, trin") % {"group": name}
    numbers = ", ".join(map(str, sorted(step.leads_to)))
    read = _("%(step)s (til resultat %(numbers)s)") % {"step": step.text, "numbers": numbers}
    return _line(where, read, step.why, step.tie_why)


def _line(where: str, read: str, *whys: Why) -> str:
    said = " ".join(one.shown for one in whys if one is not Why.NOTHING)
    return f"{where}: {read}. {said}".rstrip() if said else f"{where}: {read}"
