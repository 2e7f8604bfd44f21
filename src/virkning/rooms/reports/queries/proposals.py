"""Loads what has been proposed for a project's milestones and results."""

from ..facts.proposals import ProposalFacts


def load_proposals(project_id: int) -> tuple[ProposalFacts, ...]:
    """All of the project's, in the order in which they were made."""
    return ()
