"""Status rounds, what was handed in in them, and the snapshots of those that were closed."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel

from virkning.figures.rounds import RoundStage, SubmissionStage

from .programmes import PermissionName
from .values import Given, Line, Text, Version


class RoundInList(BaseModel):
    """A status round of a project or of a whole programme: one of the two ids is null.

    `report_by`, `approve_by` and `close_by` are the last day that is in time.
    """

    id: int
    project_id: int | None
    programme_id: int | None
    owner: str
    period: str
    stage: RoundStage
    opens_on: date
    report_by: date
    approve_by: date
    close_by: date
    opened_at: datetime | None
    closed_at: datetime | None
    closed_by: str
    reopened_reason: str
    version: int


class RoundCounts(BaseModel):
    """The activities you see in the round, counted. Those left out are in no stage.

    `changed`: approved, and something was reported after that. `late`: a deadline has passed. `unassessed`: without an
    assessment in the period. `unsettled`: stands in the way of closing.
    """

    not_started: int
    in_progress: int
    submitted: int
    returned: int
    approved: int
    left_out: int
    changed: int
    late: int
    unassessed: int
    unsettled: int


class Round(RoundInList):
    """A round with how far it has come. `may`: what the token's person may do with it, whatever the token gives."""

    guidance: str
    projects: int
    activities: RoundCounts
    may: list[PermissionName]


class Submission(BaseModel):
    """One activity in a round. The first two stages are computed on read.

    `missing`: how many of its milestones and results (`of`) lack something in the period. `left_out`: the round can be
    closed without it. `late_since`: the deadline it has passed. `gone`: of a closed round, and the project has it no
    longer: only the round's files tell of it. `reported`: fingerprint of what is reported, to be sent along by whoever
    hands it in or approves it. `version`: null until somebody has done something.
    """

    project_id: int
    project: str
    activity_id: int
    number: str
    title: str
    area: str
    responsible: str
    stage: SubmissionStage
    left_out: bool
    changed: bool
    assessed: bool
    missing: int
    of: int
    late_since: date | None
    receipt: str | None
    submitted_by: str
    submitted_at: datetime | None
    returned_by: str
    returned_at: datetime | None
    returned_reason: str
    approved_by: str
    approved_at: datetime | None
    left_out_by: str
    left_out_at: datetime | None
    left_out_reason: str
    gone: bool
    reported: str
    version: int | None


class SubmissionGiven(Given):
    """An act on an activity in a round. `version`: of the submission you read; null or left out where it had none."""

    version: Version | None = None


class ReadGiven(SubmissionGiven):
    """Handing it in or approving it. `reported`: of what you read; sent along, nothing newer than that is taken."""

    reported: Line | None = None


class ReturnGiven(SubmissionGiven):
    """Sending it back, with the reason that whoever handed it in reads."""

    reason: Text


class FileKind(StrEnum):
    """What a file of a snapshot is."""

    FACTS = "facts"
    WORD = "word"
    PDF = "pdf"
    WORKBOOK = "workbook"


class SnapshotFile(BaseModel):
    """A file as it was kept. `sha256`: its fingerprint. `path`: where to get it; null for the facts."""

    kind: FileKind
    name: str
    size: int
    sha256: str
    content_type: str
    path: str | None


class Snapshot(BaseModel):
    """What one closing of the round froze of one project. `edition` counts the closings, `format` is the facts'."""

    id: int
    project_id: int
    project: str
    edition: int
    taken_at: datetime
    closed_by: str
    format: int
    files: list[SnapshotFile]
