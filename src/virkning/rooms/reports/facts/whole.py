"""Everything a status note tells of a project, in one value: what a closed round freezes."""

from dataclasses import dataclass, field

from .continuing import Continuing
from .evidence import Background
from .project import ProjectFacts
from .proposals import ProposalFacts
from .recommendations import RecommendationFacts


@dataclass(frozen=True, slots=True)
class WholeFacts:
    """A project with what is said beside its figures."""

    project: ProjectFacts
    recommendations: tuple[RecommendationFacts, ...] = ()
    background: Background = field(default_factory=Background)
    continuing: Continuing = field(default_factory=Continuing)
    proposals: tuple[ProposalFacts, ...] = ()
