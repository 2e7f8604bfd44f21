"""Projects: made for an organisation, and changed."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from virkning.figures.periods import Period
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.actions.organisations import municipality_organisation
from virkning.rooms.organisations.models import Municipality, Organisation

from ..models import Party, Programme, Project, ProjectPeriod
from .acts import Act, act


@dataclass(frozen=True)
class Head:
    """What a project is called, which programme it is in, and when it runs."""

    name: str
    starts_on: date
    ends_on: date
    programme: Programme | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """As `Project` keeps it."""
        return {
            "name": self.name,
            "programme_id": self.programme.pk if self.programme else None,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
        }


def create_project(
    *,
    organisation: Organisation,
    head: Head,
    periods: Sequence[Period],
    baseline: Period,
    partners: Sequence[Municipality] = (),
    by: Author,
) -> Project:
    """Make a project that the organisation leads, with its periods and its partners' municipalities.

    A partner that is not here yet is made: municipalities are known to everybody. The programme's owner becomes the
    funder. Raises `Refused`.
    """
    _check(head, organisation)
    if not periods:
        raise Refused({"periods": _("Skriv de perioder, projektet følges i, for eksempel 2026; 2027; 2028.")})
    if baseline not in periods:
        raise Refused({"baseline": _("Baseline skal være en af projektets perioder.")})
    project = Project(**head.columns)
    with act(by=by, project_id=0) as making:
        making.create(project, tell=True)
        making.create(Party(project=project, organisation=organisation, role=PartyRole.LEAD))
        others = [municipality_organisation(municipality=one, by=by) for one in partners]
        wanted = {one.pk: one for one in others if one.pk != organisation.pk}
        for place, partner in enumerate(wanted.values(), start=1):
            making.create(
                Party(project=project, organisation=partner, role=PartyRole.PARTNER, position=place)
            )
        _fund(making, project, head.programme, 1 + len(wanted))
        for period in sorted(set(periods)):
            is_baseline = period == baseline
            making.create(
                ProjectPeriod(project=project, kind=period.kind, start=period.start, is_baseline=is_baseline)
            )
        making.about = project
        making.project_id = project.pk
        making.words = _("Projektet %(name)s er oprettet.") % {"name": project.name}
    return project


def change_project(
    project: Project, *, head: Head, by: Author, version: int | None = None, why: str = ""
) -> Project:
    """Change what a project is called, its programme and its dates. Raises `Refused`, `Conflict`.

    `why`: what the person said of it where it looked wrong.

    The owner of a programme it leaves is no longer its funder; the owner of the one it enters is.
    """
    lead = Party.objects.filter(project=project, role=PartyRole.LEAD).select_related("organisation").first()
    if lead is not None:
        _check(head, lead.organisation, but=project)
    before = project.programme
    with act(by=by, project_id=project.pk) as changing:
        changing.change(project, version=version, tell=True, **head.columns)
        changing.explain(why)
        if (before.pk if before else None) != head.columns["programme_id"]:
            if before is not None and before.owner_id is not None:
                left = Party.objects.filter(
                    project=project, organisation_id=before.owner_id, role=PartyRole.FUNDER
                )
                changing.unlink(left.order_by("id"))
            _fund(changing, project, head.programme, Party.objects.filter(project=project).count())
        changing.about = project
        changing.words = _("Projektets stamdata er rettet.")
    return project


def _fund(writing: Act, project: Project, programme: Programme | None, position: int) -> None:
    if programme is None or programme.owner_id is None:
        return
    funder: dict[str, Any] = {
        "project": project,
        "organisation_id": programme.owner_id,
        "role": PartyRole.FUNDER,
    }
    if not Party._base_manager.filter(**funder).exists():
        writing.create(Party(**funder, position=position))


def _check(head: Head, lead: Organisation, but: Project | None = None) -> None:
    problems = {}
    if not head.name.strip():
        problems["name"] = _("Feltet skal udfyldes.")
    if head.ends_on < head.starts_on:
        problems["ends_on"] = _("Slutdatoen ligger før startdatoen. Ret en af dem.")
    # A project is known by its name together with its lead: two of one name could not be told apart in a workbook.
    names = Project._base_manager.filter(
        removed_at__isnull=True, parties__role=PartyRole.LEAD, parties__organisation=lead
    ).order_by("id")
    others = names.exclude(pk=but.pk) if but is not None else names
    if _folded(head.name) in {_folded(name) for name in others.values_list("name", flat=True)}:
        said = _("%(organisation)s har allerede et projekt, der hedder det. Vælg et andet navn.")
        problems["name"] = said % {"organisation": lead.name}
    if problems:
        raise Refused(problems)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
