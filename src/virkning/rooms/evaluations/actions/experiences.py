"""Experiences: what was learned, good and less good, written down for those who come after."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from virkning.figures.continuing import Lesson
from virkning.rooms.activities.actions.belonging import check_belongs, check_text
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.programmes.models import Project, ProjectPeriod

from ..models import Experience
from .naming import first_words


def write_experience(
    *,
    project: Project,
    period: ProjectPeriod,
    lesson: Lesson,
    text: str,
    by: Author,
    activity: Activity | None = None,
) -> Experience:
    """Write an experience down, after the others. `activity` None: of the whole project. Raises `Refused`."""
    values = _checked(project.pk, period, lesson, text, activity)
    last = Experience.objects.filter(project=project).aggregate(last=Max("position"))["last"]
    made = Experience(project=project, position=0 if last is None else last + 1, **values)
    words = _("Erfaringen “%(text)s” er skrevet.") % {"text": first_words(made.text)}
    return writes.create(made, by=by, words=words)


def change_experience(
    experience: Experience,
    *,
    period: ProjectPeriod,
    lesson: Lesson,
    text: str,
    by: Author,
    activity: Activity | None = None,
    version: int | None = None,
) -> Experience:
    """Correct an experience. Raises `Refused`, `Conflict`."""
    values = _checked(experience.project_id, period, lesson, text, activity)
    words = _("Erfaringen “%(text)s” er rettet.") % {"text": first_words(experience.text)}
    return writes.change(experience, by=by, words=words, version=version, **values)


def remove_experience(experience: Experience, *, by: Author, version: int | None = None) -> Experience:
    """Take an experience away; it can be brought back. Raises `Conflict`."""
    words = _("Erfaringen “%(text)s” er fjernet.") % {"text": first_words(experience.text)}
    return writes.remove(experience, by=by, words=words, version=version)


def _checked(
    project_id: int, period: ProjectPeriod, lesson: Lesson, text: str, activity: Activity | None
) -> dict[str, Any]:
    check_belongs(project_id, period=period, activity=activity)
    check_text(text=text)
    return {"period": period, "lesson": lesson.value, "text": text.strip(), "activity": activity}
