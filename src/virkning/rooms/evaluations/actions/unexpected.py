"""Unexpected results: what came of the work and nobody had put down as a result."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from virkning.figures.continuing import Surprise
from virkning.rooms.activities.actions.belonging import check_belongs, check_text
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.programmes.models import Project, ProjectPeriod

from ..models import UnexpectedResult
from .naming import first_words


def tell_unexpected(
    *,
    project: Project,
    period: ProjectPeriod,
    text: str,
    surprise: Surprise,
    by: Author,
    activity: Activity | None = None,
) -> UnexpectedResult:
    """Write down an unexpected result, after the others of the project. Raises `Refused`."""
    values = _checked(project.pk, period, text, surprise, activity)
    last = UnexpectedResult.objects.filter(project=project).aggregate(last=Max("position"))["last"]
    made = UnexpectedResult(project=project, position=0 if last is None else last + 1, **values)
    words = _("Det uventede resultat “%(text)s” er skrevet.") % {"text": first_words(made.text)}
    return writes.create(made, by=by, words=words)


def change_unexpected(
    unexpected: UnexpectedResult,
    *,
    period: ProjectPeriod,
    text: str,
    surprise: Surprise,
    by: Author,
    activity: Activity | None = None,
    version: int | None = None,
) -> UnexpectedResult:
    """Correct an unexpected result. Raises `Refused`, `Conflict`."""
    values = _checked(unexpected.project_id, period, text, surprise, activity)
    words = _("Det uventede resultat “%(text)s” er rettet.") % {"text": first_words(unexpected.text)}
    return writes.change(unexpected, by=by, words=words, version=version, **values)


def remove_unexpected(
    unexpected: UnexpectedResult, *, by: Author, version: int | None = None
) -> UnexpectedResult:
    """Take an unexpected result away; it can be brought back. Raises `Conflict`."""
    words = _("Det uventede resultat “%(text)s” er fjernet.") % {"text": first_words(unexpected.text)}
    return writes.remove(unexpected, by=by, words=words, version=version)


def _checked(
    project_id: int, period: ProjectPeriod, text: str, surprise: Surprise, activity: Activity | None
) -> dict[str, Any]:
    check_belongs(project_id, period=period, activity=activity)
    check_text(text=text)
    return {"period": period, "text": text.strip(), "surprise": surprise, "activity": activity}
