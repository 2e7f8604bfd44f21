"""Loads what has been proposed for projects' milestones and results."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q

from virkning.figures.continuing import Decision, ProposalKind
from virkning.figures.periods import Period, PeriodKind
from virkning.rooms.evaluations.models import Proposal

from ..facts.proposals import ProposalFacts

#: What stands in something removed is not told of.
_THERE = Q(result__isnull=False, result__removed_at__isnull=True) | Q(
    milestone__isnull=False,
    milestone__removed_at__isnull=True,
    milestone__activity__removed_at__isnull=True,
)


def load_proposals(project_id: int) -> tuple[ProposalFacts, ...]:
    """All of the project's, in the order in which they were made. One query."""
    return tuple(proposals_in([project_id])[project_id])


def proposals_in(project_ids: Sequence[int]) -> Mapping[int, list[ProposalFacts]]:
    """The proposals of each project. One query."""
    rows = Proposal.objects.filter(_THERE, project_id__in=project_ids)
    found: dict[int, list[ProposalFacts]] = defaultdict(list)
    for project, key, kind, start, proposed, milestone, result, decision, *told in rows.order_by(
        "period__start", "id"
    ).values_list(
        *("project_id", "id", "period__kind", "period__start", "kind", "milestone_id", "result_id"),
        *("decision", "text", "reason", "decision_reason", "decided_by", "decided_at"),
    ):
        text, reason, decision_reason, decided_by, decided_at = told
        found[project].append(
            ProposalFacts(
                period=Period(PeriodKind(kind), start),
                kind=ProposalKind(proposed),
                milestone_id=milestone,
                result_id=result,
                text=text,
                reason=reason,
                decision=Decision(decision) if decision else None,
                decision_reason=decision_reason,
                decided_by=decided_by,
                decided_at=decided_at,
                id=key,
            )
        )
    return found
