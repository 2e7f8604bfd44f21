"""Writing the differences: sheet by sheet, because a later one points to records of an earlier one."""

from django.utils import timezone

from virkning.rooms.audit.writes import Batch
from virkning.rooms.files.models import StoredFile
from virkning.rooms.programmes.models import Project

from ..book import Book
from ..differences import Differences
from ..stored import Stored
from .placing import FoundPlace
from .projects import remove_periods, write_periods, write_project
from .records import Work
from .structure import (
    write_activities,
    write_areas,
    write_assessments,
    write_milestones,
    write_results,
    write_versions,
)
from .values import write_measurements, write_statuses


def apply(
    act: Batch, book: Book, stored: Stored, differences: Differences, file: StoredFile, place: FoundPlace
) -> Project:
    """Write it all; the project as it is afterwards. Raises `BookRefused` where a period is removed that is in use."""
    project = write_project(act, book.head, place)
    keys = write_periods(act, project, book.head, stored)
    work = Work(act, book, stored, differences, file, timezone.now(), project, {"": None, **keys})
    write_areas(work)
    write_activities(work)
    write_milestones(work)
    write_statuses(work)
    write_results(work)
    write_measurements(work)
    write_versions(work)
    write_assessments(work)
    remove_periods(act, book, stored)
    return project
