"""Everything a status note tells of a project, in one value: what a closed round freezes."""

from dataclasses import dataclass, field

from .actionplan import ActionPlan
from .continuing import Continuing
from .evidence import Background
from .interventions import InterventionFacts
from .matrix import MatrixFacts
from .project import ProjectFacts
from .proposals import ProposalFacts
from .recommendations import RecommendationFacts
from .theory import ArrowFacts


@dataclass(frozen=True, slots=True)
class WholeFacts:
    """A project with what is said beside its figures."""

    project: ProjectFacts
    recommendations: tuple[RecommendationFacts, ...] = ()
    background: Background = field(default_factory=Background)
    continuing: Continuing = field(default_factory=Continuing)
    proposals: tuple[ProposalFacts, ...] = ()
    arrows: tuple[ArrowFacts, ...] = ()
    action_plan: ActionPlan = field(default_factory=ActionPlan)
    matrix: MatrixFacts = field(default_factory=MatrixFacts)
    interventions: tuple[InterventionFacts, ...] = ()
