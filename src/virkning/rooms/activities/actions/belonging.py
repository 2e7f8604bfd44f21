"""What an action is given belongs to the project it acts on: a door may have been handed anything."""

from django.utils.translation import gettext as _

from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import InProject


def check_belongs(project_id: int, **given: InProject | None) -> None:
    """Raises `Refused` for everything given that is another project's. Field → record, or None."""
    strange = [
        name
        for name, record in given.items()
        if record is not None and record.owning_project_id != project_id
    ]
    if strange:
        raise Refused(dict.fromkeys(strange, _("Vælg noget, der hører til projektet.")))


def check_text(**given: str) -> None:
    """Raises `Refused` for every text that is blank."""
    blank = [name for name, text in given.items() if not text.strip()]
    if blank:
        raise Refused(dict.fromkeys(blank, _("Feltet skal udfyldes.")))
