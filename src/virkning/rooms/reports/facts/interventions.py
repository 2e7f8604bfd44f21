"""A project's interventions as a status note tells them: where each stands, and what has been seen along the way."""

from dataclasses import dataclass
from datetime import date

from virkning.figures.interventions import InterventionStage
from virkning.figures.periods import Period


@dataclass(frozen=True, slots=True)
class InterventionFacts:
    """An intervention. `stage` as it is stored: whether it runs is asked of a day."""

    name: str
    municipality: str
    stage: InterventionStage
    start: date | None = None
    ended_on: date | None = None
    observations_start: str = ""
    observations_middle: str = ""
    observations_end: str = ""
    id: int = 0

    @property
    def is_observed(self) -> bool:
        """Somebody has written what they saw."""
        return bool(self.observations_start or self.observations_middle or self.observations_end)


def interventions_in(
    interventions: tuple[InterventionFacts, ...], period: Period
) -> tuple[InterventionFacts, ...]:
    """Those the period tells of: accepted or observed, begun by its end, and not over before it began."""
    return tuple(
        one
        for one in interventions
        if (one.stage.is_accepted or one.is_observed)
        and (one.start is None or one.start <= period.end)
        and (one.ended_on is None or one.ended_on >= period.start)
    )
