"""What a call is about, found among a project's facts."""

from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.reports.facts.project import MilestoneFacts, ProjectFacts, ResultFacts

#: How a milestone and a result are looked up by an address.
OF_MILESTONE = {"pk": "milestone_id", "activity__project": "project_id"}
OF_RESULT = {"pk": "result_id", "project": "project_id"}


def milestone_in(facts: ProjectFacts, key: int) -> MilestoneFacts:
    """The milestone. Raises `NotVisible` where it has gone with its activity."""
    found = next((one for one in facts.milestones() if one.id == key), None)
    if found is None:
        raise NotVisible
    return found


def result_in(facts: ProjectFacts, key: int) -> ResultFacts:
    """The result. Raises `NotVisible` where it has been removed since it was looked up."""
    found = next((one for one in facts.all_results() if one.id == key), None)
    if found is None:
        raise NotVisible
    return found
