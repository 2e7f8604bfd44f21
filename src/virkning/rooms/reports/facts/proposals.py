"""What evaluators have proposed for milestones and results, and what the project decided."""

from dataclasses import dataclass
from datetime import datetime

from virkning.figures.continuing import Decision, ProposalKind
from virkning.figures.periods import Period


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """One proposal, on a milestone or on a result (the other key is None), with the decision where there is one."""

    period: Period
    kind: ProposalKind
    milestone_id: int | None
    result_id: int | None
    text: str
    reason: str
    decision: Decision | None
    decision_reason: str
    decided_by: str
    decided_at: datetime | None
    id: int = 0
