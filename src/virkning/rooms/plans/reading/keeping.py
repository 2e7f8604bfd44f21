"""A proposal kept between the reading of a file and a person's yes: as plain values and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from virkning.figures.planning import PlanTerm

from .proposal import (
    NotUnderstood,
    Proposal,
    ProposedGoal,
    ProposedGroup,
    ProposedOverall,
    ProposedResult,
    ProposedStep,
    Sure,
    Why,
)

_KINDS: Mapping[str, type[Sure] | type[Why] | type[PlanTerm]] = {
    **dict.fromkeys(("sure", "term_sure", "tie"), Sure),
    **dict.fromkeys(("why", "term_why", "tie_why"), Why),
    "term": PlanTerm,
}


def kept(proposal: Proposal) -> dict[str, Any]:
    """Plain values that JSON can hold."""
    values: dict[str, Any] = asdict(proposal)
    return values


def kept_again(values: Mapping[str, Any]) -> Proposal:
    """What `kept` was given. Raises KeyError, TypeError or ValueError for anything else."""
    return Proposal(
        goals=tuple(map(_goal, values["goals"])),
        not_understood=tuple(NotUnderstood(**one) for one in values["not_understood"]),
        left_out=tuple(values["left_out"]),
        municipality=values["municipality"],
        year=values["year"],
    )


def _goal(values: Mapping[str, Any]) -> ProposedGoal:
    return ProposedGoal(**_plain(values) | {"overall": tuple(map(_overall, values["overall"]))})


def _overall(values: Mapping[str, Any]) -> ProposedOverall:
    return ProposedOverall(**_plain(values) | {"groups": tuple(map(_group, values["groups"]))})


def _group(values: Mapping[str, Any]) -> ProposedGroup:
    results = tuple(ProposedResult(**_plain(one)) for one in values["results"])
    steps = tuple(
        ProposedStep(**_plain(one) | {"leads_to": tuple(one["leads_to"])}) for one in values["steps"]
    )
    return ProposedGroup(**_plain(values) | {"results": results, "steps": steps})


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _KINDS[name](value) if name in _KINDS else value for name, value in values.items()}
