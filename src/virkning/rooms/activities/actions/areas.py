"""Focus areas."""

from django.db.models import Max
from django.utils.translation import gettext as _

from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.programmes.actions.acts import act
from virkning.rooms.programmes.models import Project

from ..models import FocusArea
from .belonging import check_text


def create_area(*, project: Project, number: str, title: str, by: Author) -> FocusArea:
    """Make an area, after the others. Raises `Refused`; IntegrityError where the number is taken."""
    check_text(number=number, title=title)
    last = FocusArea.objects.filter(project=project).aggregate(last=Max("position"))["last"]
    area = FocusArea(project=project, number=number, title=title, position=0 if last is None else last + 1)
    with act(by=by, project_id=project.pk) as making:
        making.about = making.create(area, tell=True)
        making.words = _("Området %(area)s er oprettet.") % {"area": area}
    return area


def change_area(
    area: FocusArea, *, number: str, title: str, by: Author, version: int | None = None
) -> FocusArea:
    """Rename or renumber an area. Raises `Refused`, `Conflict`; IntegrityError where the number is taken."""
    check_text(number=number, title=title)
    words = _("Området %(area)s er rettet.") % {"area": FocusArea(number=number, title=title)}
    return writes.change(area, by=by, words=words, version=version, number=number, title=title)
