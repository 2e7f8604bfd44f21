"""A proposal as plain values, for other programs."""

from collections.abc import Mapping
from typing import Any

from .proposal import Proposal, ProposedGoal, ProposedGroup, ProposedResult, ProposedStep, Sure


def plain(proposal: Proposal) -> dict[str, Any]:
    """The proposal for JSON. `sure`: nobody needs to look; `read_by`: what it builds on (`tag`, `label`, `guess`).

    Of a result both are about its term, of a step about the results it leads to, which no original form says.
    """
    return {
        "municipality": proposal.municipality or None,
        "year": proposal.year,
        "goals": [_goal(one) for one in proposal.goals],
        "not_understood": [
            {"text": one.text, "where": one.where, "why": one.why} for one in proposal.not_understood
        ],
        "left_out": list(proposal.left_out),
        "guesses": proposal.guesses,
    }


def _goal(goal: ProposedGoal) -> dict[str, Any]:
    return {
        "number": goal.number,
        "title": goal.title,
        **_read(goal.sure),
        "overall": [{"letter": one.letter, "title": one.title, **_read(one.sure)} for one in goal.overall],
        "groups": [{"overall": overall.letter, **_group(group)} for overall, group in goal.groups()],
    }


def _group(group: ProposedGroup) -> dict[str, Any]:
    return {
        "number": group.number,
        "title": group.title,
        **_read(group.sure),
        "results": [_result(one) for one in group.results],
        "steps": [_step(one) for one in group.steps],
    }


def _result(result: ProposedResult) -> dict[str, Any]:
    return {
        "number": result.number,
        "text": result.text,
        "term": result.term.value,
        "sure": result.is_sure,
        "read_by": result.term_sure.value,
        "text_read_by": result.sure.value,
        "why": result.term_why.danish,
    }


def _step(step: ProposedStep) -> dict[str, Any]:
    return {
        "text": step.text,
        "results": list(step.leads_to),
        "sure": step.is_sure,
        "read_by": step.tie.value,
        "text_read_by": step.sure.value,
        "why": step.tie_why.danish,
    }


def _read(sure: Sure) -> Mapping[str, Any]:
    return {"sure": sure is not Sure.GUESS, "read_by": sure.value}
