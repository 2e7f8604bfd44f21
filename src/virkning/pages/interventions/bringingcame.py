"""What came of many files that were read at once: how many are in, and each that is not, with its reason."""

from dataclasses import dataclass

from virkning.rooms.files.models import Job, JobKind
from virkning.rooms.interventions.actions.many import Came
from virkning.rooms.programmes.models import Project


@dataclass(frozen=True)
class CameOf:
    """How many were read, those that were refused (name and why), and the names of those that were there before."""

    read: int
    of: int
    refused: tuple[tuple[str, str], ...]
    again: tuple[str, ...]


def came_of(project: Project, written: str) -> CameOf | None:
    """Of the job an address names, where it is this person's and the project's. One query, or none."""
    if not (written.isdecimal() and len(written) < 18):
        return None
    rows = Job.objects.filter(pk=int(written), kind=JobKind.DESCRIPTIONS, wish__project=project.pk)
    job = rows.order_by("pk").first()
    if job is None:
        return None
    files = job.outcome.get("files", [])
    return CameOf(
        read=sum(one["came"] == Came.READ for one in files),
        of=len(job.wish["files"]),
        refused=tuple((one["name"], one["said"]) for one in files if one["came"] == Came.REFUSED),
        again=tuple(one["name"] for one in files if one["came"] == Came.AGAIN),
    )
