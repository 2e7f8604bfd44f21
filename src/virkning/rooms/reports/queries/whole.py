"""Loads everything a status note tells of a project."""

from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.programmes.models import Project

from ..facts.whole import WholeFacts
from .actionplan import load_action_plan
from .background import load_background
from .continuing import load_continuing
from .interventions import load_interventions
from .matrix import load_matrix
from .projects import load_project
from .proposals import load_proposals
from .recommendations import load_recommendations
from .theory import load_arrows


def load_whole(project: Project) -> WholeFacts:
    """One project, as it is at one moment."""
    with one_moment():
        return WholeFacts(
            project=load_project(project),
            recommendations=load_recommendations(project.pk),
            background=load_background(project.pk),
            continuing=load_continuing(project.pk),
            proposals=load_proposals(project.pk),
            arrows=load_arrows(project.pk),
            matrix=load_matrix(project.pk),
            action_plan=load_action_plan(project.pk),
            interventions=load_interventions(project.pk),
        )
