"""What stands behind the judgements of one activity or one result, as its own page tells it."""

from dataclasses import dataclass

from virkning.figures.continuing import EvidenceKind
from virkning.figures.periods import Period
from virkning.rooms.reports.facts.evidence import (
    EvidenceFacts,
    ExplanationFacts,
    PortraitFacts,
    UnexpectedFacts,
    explanations_by,
)
from virkning.rooms.reports.queries.background import (
    load_evidence,
    load_explanations,
    load_portraits,
    load_unexpected,
)
from virkning.rooms.reports.status_note.background import portrait_parts


@dataclass(frozen=True)
class Portrayed:
    """An annex with its parts by their titles."""

    facts: PortraitFacts
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Beside:
    """Of an activity, the newest first: what came unexpected, who was asked and which files there are, its annexes."""

    unexpected: tuple[UnexpectedFacts, ...]
    asked: tuple[EvidenceFacts, ...]
    files: tuple[EvidenceFacts, ...]
    portraits: tuple[Portrayed, ...]


def beside_activity(project_id: int, activity_id: int) -> Beside:
    """Of all periods. Three queries."""
    own = {"activity_id": activity_id}
    evidence = load_evidence(project_id, **own)[::-1]
    return Beside(
        unexpected=load_unexpected(project_id, **own)[::-1],
        asked=tuple(one for one in evidence if one.kind is not EvidenceKind.FILE),
        files=tuple(one for one in evidence if one.kind is EvidenceKind.FILE),
        portraits=tuple(
            Portrayed(one, tuple(portrait_parts(one))) for one in load_portraits(project_id, **own)[::-1]
        ),
    )


def explanations_of(project_id: int, result_id: int, period: Period) -> tuple[ExplanationFacts, ...]:
    """Other explanations of a result up to the period, as the status note tells them. One query."""
    return explanations_by(load_explanations(project_id, result_id=result_id), result_id, period)
