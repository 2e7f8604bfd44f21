"""The project itself: its own columns, its parties and its periods."""

from typing import Any

from django.utils.translation import gettext as _

from virkning.figures.periods import Period
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.audit.writes import Batch
from virkning.rooms.programmes.models import Party, Programme, Project, ProjectPeriod

from ..book import Book, ProjectRow
from ..findings import BookRefused, Found
from ..sheets import PROJECT
from ..stored import Stored
from .placing import FoundPlace


def write_project(act: Batch, head: ProjectRow, place: FoundPlace) -> Project:
    """The project with name, programme, dates and parties as the file says."""
    wanted = {
        "name": head.name,
        "programme_id": place.programme.pk if place.programme is not None else None,
        "starts_on": head.starts_on,
        "ends_on": head.ends_on,
    }
    project, before = place.project, None
    if project is None:
        project = act.create(Project, [Project(**wanted)])[0]
    else:
        before = project.programme if project.programme_id != wanted["programme_id"] else None
        changed = [name for name, value in wanted.items() if getattr(project, name) != value]
        for name in changed:
            setattr(project, name, wanted[name])
        act.update(Project, [project] if changed else [], changed)
    _write_parties(act, project, place)
    _write_funder(act, project, place.programme, before)
    return project


def _write_parties(act: Batch, project: Project, place: FoundPlace) -> None:
    """The municipalities as the file lists them: the first leads, unless another organisation does; the others partner.

    A municipality no longer listed is no longer a partner. Partners of other sorts are none of the workbook's.
    """
    municipal = [one for one in place.parties if one.organisation.municipality_id is not None]
    in_order = sorted(municipal, key=lambda one: one.role != PartyRole.LEAD)
    if place.parties and [one.organisation_id for one in in_order] == [one.pk for one in place.organisations]:
        return
    now: dict[tuple[str, int], Party] = {(one.role, one.organisation_id): one for one in municipal}
    missing, moved = [], []
    for position, organisation in enumerate(place.organisations, start=int(place.is_led_elsewhere)):
        role = PartyRole.PARTNER if position else PartyRole.LEAD
        party = now.pop((role, organisation.pk), None)
        if party is None:
            missing.append(Party(project=project, organisation=organisation, role=role, position=position))
        elif party.position != position:
            party.position = position
            moved.append(party)
    act.unlink(Party, [one.pk for one in now.values()])
    act.update(Party, moved, ["position"])
    act.create(Party, missing)


def _write_funder(
    act: Batch, project: Project, programme: Programme | None, before: Programme | None
) -> None:
    """The programme's owner funds the project; the owner of a programme it has left no longer does."""
    if before is not None and before.owner_id is not None:
        left = Party.objects.filter(project=project, organisation_id=before.owner_id, role=PartyRole.FUNDER)
        act.unlink(Party, list(left.order_by("pk").values_list("pk", flat=True)))
    if programme is None or programme.owner_id is None:
        return
    funder: dict[str, Any] = {
        "project": project,
        "organisation_id": programme.owner_id,
        "role": PartyRole.FUNDER,
    }
    if not Party.objects.filter(**funder).exists():
        position = Party.objects.filter(project=project).count()
        act.create(Party, [Party(**funder, position=position)])


def write_periods(act: Batch, project: Project, head: ProjectRow, stored: Stored) -> dict[str, int]:
    """The file's periods, those that were there and new ones: canonical text → key. Sets the baseline."""
    keys = dict(stored.periods)
    missing = [text for text in head.periods if text not in keys]
    rows = []
    for text in missing:
        period = Period.parse(text)
        rows.append(ProjectPeriod(project=project, kind=period.kind, start=period.start))
    made = act.create(ProjectPeriod, rows)
    keys |= {text: row.pk for text, row in zip(missing, made, strict=True)}
    before = stored.book.head.baseline if stored.book.project.items else ""
    if before != head.baseline:
        act.set(ProjectPeriod, [keys[before]] if before else [], is_baseline=False)
        act.set(ProjectPeriod, [keys[head.baseline]], is_baseline=True)
    return keys


def remove_periods(act: Batch, book: Book, stored: Stored) -> None:
    """Take periods the file no longer lists out of the project. Raises `BookRefused` where one is still in use."""
    gone = {text: key for text, key in stored.periods.items() if text not in book.head.periods}
    if not gone:
        return
    found = Found()
    for text, key in gone.items():
        used = _uses(key)
        if used:
            message = _(
                'perioden "%(period)s" kan ikke fjernes: den bruges stadig i projektet eller dets historik (%(used)s)'
            )
            texts = {"period": text, "used": ", ".join(used)}
            found.error(PROJECT.place, book.project.columns["periods"], 1, message % texts)
    if found.errors:
        raise BookRefused(found.errors)
    act.unlink(ProjectPeriod, list(gone.values()))


#: The model that points to a period → the sheet where a person finds it.
_SHEETS = {
    "activity": "Aktiviteter",
    "milestone": "Milepæle",
    "milestonetarget": "Målversioner",
    "statusreport": "Milepælsstatus",
    "result": "Resultater",
    "targetversion": "Målversioner",
    "measurement": "Målinger",
    "assessment": "Vurderinger",
}


def _uses(key: int) -> list[str]:
    """The sheets that still point to a period; also with what is removed or superseded, for that stays readable."""
    used = set()
    for relation in ProjectPeriod._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.auto_created:
            model: Any = relation.related_model
            if model._base_manager.filter(**{relation.field.name: key}).exists():  # type: ignore[union-attr]
                used.add(_SHEETS.get(model._meta.model_name, str(model._meta.verbose_name)))
    return sorted(used)
