"""Status rounds, submissions and snapshots, as the API tells them."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from virkning.figures.rounds import RoundStage, SubmissionStage
from virkning.rooms.access.scope import Scope
from virkning.rooms.statusrounds.models import Snapshot, StatusRound
from virkning.rooms.statusrounds.queries.ask import Ask
from virkning.rooms.statusrounds.queries.standing import RoundCounts, late_since

from ..schemas import rounds as schemas

#: The endings of a snapshot's files, as in their addresses. The facts have none: they are not handed out.
_ENDINGS = {
    schemas.FileKind.WORD: "docx",
    schemas.FileKind.PDF: "pdf",
    schemas.FileKind.WORKBOOK: "xlsx",
}


def round_in_list(row: StatusRound) -> schemas.RoundInList:
    """A round with its days and moments."""
    return schemas.RoundInList(
        id=row.pk,
        project_id=row.project_id,
        programme_id=row.programme_id,
        owner=row.owner.name,
        period=row.period.canonical,
        stage=RoundStage(row.stage),
        opens_on=row.opens_on,
        report_by=row.report_by,
        approve_by=row.approve_by,
        close_by=row.close_by,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        reopened_reason=row.reopened_reason,
        version=row.version,
    )


def whole_round(row: StatusRound, projects: int, counts: RoundCounts, scope: Scope) -> schemas.Round:
    """The same with how far it has come."""
    stages = {stage.value: counts.of(stage) for stage in SubmissionStage}
    return schemas.Round(
        **round_in_list(row).model_dump(),
        guidance=row.guidance,
        projects=projects,
        activities=schemas.RoundCounts(
            **stages,
            left_out=counts.left_out,
            changed=counts.changed,
            late=counts.late,
            unassessed=counts.unassessed,
            unsettled=counts.unsettled,
        ),
        may=sorted(row.permissions_of(scope), key=lambda one: one.value),
    )


def submission(row: StatusRound, ask: Ask, project: str, today: date) -> schemas.Submission:
    """An activity in the round."""
    handed = ask.handed
    return schemas.Submission(
        project_id=ask.project_id,
        project=project,
        activity_id=ask.activity_id,
        number=ask.number,
        title=ask.title,
        area=ask.area,
        responsible=ask.responsible,
        stage=ask.stage,
        left_out=ask.is_excepted,
        changed=ask.changed,
        assessed=ask.assessed,
        missing=ask.missing,
        of=ask.of,
        late_since=late_since(row, ask, today),
        receipt=handed.receipt if handed and handed.submitted_at else None,
        submitted_by=handed.submitted_by if handed else "",
        submitted_at=handed.submitted_at if handed else None,
        returned_by=handed.returned_by if handed else "",
        returned_at=handed.returned_at if handed else None,
        returned_reason=handed.returned_reason if handed else "",
        approved_by=handed.approved_by if handed else "",
        approved_at=handed.approved_at if handed else None,
        left_out_by=handed.excepted_by if handed else "",
        left_out_at=handed.excepted_at if handed else None,
        left_out_reason=handed.excepted_reason if handed else "",
        gone=ask.gone,
        reported=ask.fingerprint,
        version=handed.version if handed else None,
    )


def snapshot(row: Snapshot) -> schemas.Snapshot:
    """What a closing froze of a project, without its bytes."""
    return schemas.Snapshot(
        id=row.pk,
        project_id=row.project_id,
        project=row.project.name,
        edition=row.number,
        taken_at=row.taken_at,
        closed_by=row.closed_by,
        format=row.format,
        files=list(_files(row)),
    )


def _files(row: Snapshot) -> Iterator[schemas.SnapshotFile]:
    kept = {
        schemas.FileKind.FACTS: row.facts,
        schemas.FileKind.WORD: row.word,
        schemas.FileKind.PDF: row.pdf,
        schemas.FileKind.WORKBOOK: row.workbook,
    }
    for kind, file in kept.items():
        ending = _ENDINGS.get(kind)
        yield schemas.SnapshotFile(
            kind=kind,
            name=file.name,
            size=file.size,
            sha256=file.fingerprint,
            content_type=file.content_type,
            path=reverse("api_snapshot_file", args=(row.pk, ending)) if ending else None,
        )
