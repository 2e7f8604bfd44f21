"""The period a call is about: one of the project's."""

from django.utils.translation import gettext as _

from virkning.figures.periods import Period
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.reports.facts.judgements import is_there
from virkning.rooms.reports.facts.project import ProjectFacts


def row_of(project: Project, written: str) -> ProjectPeriod | None:
    """The project's period with that canonical text. One query; the text itself never reaches the database."""
    rows = ProjectPeriod.objects.filter(project=project).order_by("start", "id")
    return next((one for one in rows if one.period.canonical == written), None)


def row_in_address(project: Project, written: str) -> ProjectPeriod:
    """As `row_of`, where the period is part of the address. Raises `NotVisible`."""
    found = row_of(project, written)
    if found is None:
        raise NotVisible
    return found


def row_in_body(project: Project, written: str) -> ProjectPeriod:
    """As `row_of`, where the period is a field. Raises `Refused`."""
    found = row_of(project, written)
    if found is None:
        raise Refused({"period": _("Projektet følges ikke i den periode. Vælg en af projektets perioder.")})
    return found


def asked_for(facts: ProjectFacts, written: str) -> Period | None:
    """The period the query names; without one the same as on the project's page. None in a project without periods.

    Raises `Refused` for one the project does not have.
    """
    if not written:
        return facts.latest_period()
    found = next((one for one in facts.horizon.periods if one.canonical == written), None)
    if found is None:
        raise Refused({"period": _("Projektet følges ikke i den periode. Vælg en af projektets perioder.")})
    return found


def check_open(added_in: Period | None, retired_in: Period | None, period: Period) -> None:
    """What is not there yet, or was retired before the period, takes nothing. Raises `Refused`."""
    if not is_there(added_in, period):
        raise Refused({"period": _("Det er først tilføjet senere, så der kan ikke skrives for perioden.")})
    if retired_in is not None and period.starts_after(retired_in):
        raise Refused({"period": _("Det er udgået før perioden, så der kan ikke skrives for den.")})
