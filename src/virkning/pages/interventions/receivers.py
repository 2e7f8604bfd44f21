"""Who receives a description that is sent in: said before it is sent, and on the receipt."""

from django.db.models import Q
from django.utils.translation import gettext as _

from virkning.rooms.access.ordering import InDanish
from virkning.rooms.access.roles import AssignmentRole
from virkning.rooms.programmes.models import Assignment, Project

#: More are only counted.
_NAMED = 3


def receivers_words(project: Project) -> str:
    """`Koordinator i styrelsen` by name, or that nobody has been given the role yet. One query."""
    mine = Q(project_id=project.pk)
    if project.programme_id is not None:
        mine |= Q(programme_id=project.programme_id)
    rows = Assignment._base_manager.filter(
        mine, role=AssignmentRole.COORDINATOR.value, ended_at__isnull=True, person__is_active=True
    )
    names = list(
        dict.fromkeys(rows.order_by(InDanish("person__name"), "id").values_list("person__name", flat=True))
    )
    if not names:
        return _("Ingen er koordinator for projektet endnu. Beskrivelsen venter, til en er tildelt.")
    if len(names) > _NAMED:
        return _("Beskrivelsen sendes til projektets %(n)s koordinatorer.") % {"n": len(names)}
    *first, last = names
    who = _(" og ").join(part for part in (", ".join(first), last) if part)
    return _("Beskrivelsen sendes til koordinatoren: %(who)s.") % {"who": who}
