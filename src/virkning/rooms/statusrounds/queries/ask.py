"""One activity in one round, as a value: how far it has come, and what somebody has done about it."""

from dataclasses import dataclass
from datetime import datetime

from virkning.figures.rounds import SubmissionStage

from ..models import Submission


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one activity, as it is stored. Moments and names are empty where it has not happened."""

    id: int
    version: int
    stage: str
    fingerprint: str
    receipt: str
    submitter_id: int | None
    submitted_by: str
    submitted_at: datetime | None
    returned_by: str
    returned_at: datetime | None
    returned_reason: str
    approved_by: str
    approved_at: datetime | None
    excepted_by: str
    excepted_at: datetime | None
    excepted_reason: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One activity in one round. `missing`: how many milestones and results still lack something in the period.

    `changed`: it is approved, and something was reported after that. `assessed`: in the period, itself or its area.
    `followed`: its project is followed in the round's period.
    `gone`: of a closed round, and its project has the activity no longer: only the round's files tell of it.
    """

    project_id: int
    activity_id: int
    number: str
    title: str
    area: str
    responsible: str
    lead_id: int | None
    stage: SubmissionStage
    missing: int
    of: int
    fingerprint: str
    handed: Handed | None = None
    assessed: bool = False
    followed: bool = True
    gone: bool = False

    @property
    def changed(self) -> bool:
        approved = self.stage is SubmissionStage.APPROVED and self.handed is not None
        return approved and self.handed is not None and self.handed.fingerprint != self.fingerprint

    @property
    def is_excepted(self) -> bool:
        """Left out of the round, with a reason."""
        return self.handed is not None and self.handed.excepted_at is not None

    @property
    def is_settled(self) -> bool:
        """Nothing of it stands in the way of closing."""
        return self.is_excepted or (self.stage is SubmissionStage.APPROVED and not self.changed)


def handed_of(row: Submission) -> Handed:
    """A submission as a value."""
    return Handed(
        id=row.pk,
        version=row.version,
        stage=row.stage,
        fingerprint=row.fingerprint,
        receipt=row.receipt,
        submitter_id=row.submitter_id,
        submitted_by=row.submitted_by,
        submitted_at=row.submitted_at,
        returned_by=row.returned_by,
        returned_at=row.returned_at,
        returned_reason=row.returned_reason,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        excepted_by=row.excepted_by,
        excepted_at=row.excepted_at,
        excepted_reason=row.excepted_reason,
    )
