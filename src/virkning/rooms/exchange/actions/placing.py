"""Where a workbook belongs: its municipalities' organisations, its programme, and the project it is about."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from django.utils.translation import gettext as _

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.writes import Batch
from virkning.rooms.organisations.models import Municipality, Organisation, OrganisationKind
from virkning.rooms.programmes.actions.leaving import left_behind
from virkning.rooms.programmes.models import Party, Programme, Project

from ..book import Book, ProjectRow, Rows
from ..findings import BookRefused, Found
from ..sheets import PROJECT


class May(Enum):
    """What an import may make beside rows of the project."""

    EVERYTHING = auto()  # organisations, programme and project: the command line
    PROJECT = auto()  # the project alone: an organisation's page
    NOTHING = auto()  # a project's page


@dataclass(frozen=True)
class Place:
    """What the caller allows; see `import_project`. `lead` is the organisation that must lead a new project."""

    into: Project | None
    may: May
    lead: Organisation | None = None


@dataclass
class FoundPlace:
    """The project (None: to be made), its programme, and the municipalities' organisations, lead first.

    `parties`: who leads it and its partners now. `made` tells, for the audit entry, what was made on the way.
    """

    project: Project | None
    programme: Programme | None
    organisations: list[Organisation]
    parties: list[Party] = field(default_factory=list)
    made: dict[str, list[str]] = field(default_factory=dict)

    @property
    def created(self) -> bool:
        return self.project is None

    @property
    def is_led_elsewhere(self) -> bool:
        """Whether no municipality leads the project, but another organisation: then the file tells its partners."""
        return _is_led_elsewhere(self.parties)


def find_place(book: Book, place: Place, act: Batch) -> tuple[Book, FoundPlace]:
    """Find, or make as far as allowed, what the book names; the book with names as they are written in the database.

    Locks the municipalities, so that two imports of one new project do not both make it. Raises `BookRefused`.
    """
    head, found = book.head, Found()
    lines = book.project.columns
    municipalities = {
        one.code: one
        for one in Municipality.objects.select_for_update()
        .filter(code__in=head.municipalities)
        .order_by("code")
    }
    known = {one.municipality_id: one for one in _organisations(head)}
    missing = [code for code in head.municipalities if code not in known]
    for code in missing if place.may is not May.EVERYTHING else []:
        message = _("%(name)s er ikke oprettet i Virkning. En administrator skal oprette kommunen først")
        found.error(
            PROJECT.place, lines["municipalities"], 1, message % {"name": municipalities[code].official_name}
        )
    parties = _parties(place.into)
    project = _project(head, place.into, parties)
    if place.into is not None and (project is None or project.pk != place.into.pk):
        message = _(
            'filen er om et andet projekt: "%(file)s" er ikke "%(page)s" med samme ansvarlige kommune'
        )
        if _is_led_elsewhere(parties):
            message = _('filen er om et andet projekt: "%(file)s" er ikke "%(page)s"')
        texts = {"file": head.name, "page": place.into.name}
        found.error(PROJECT.place, lines["name"], 1, message % texts)
    elif project is None and place.may is May.NOTHING:
        message = _('der er ikke noget projekt, der hedder "%(name)s", med samme ansvarlige kommune')
        found.error(PROJECT.place, lines["name"], 1, message % {"name": head.name})
    if place.may is May.PROJECT:
        _check_new(book, place, found)
    elif project is None and place.may is May.EVERYTHING:
        _check_not_led_elsewhere(book, found)
    elif project is not None and place.into in (None, project):
        parties = parties if place.into is not None else _parties(project)
        _check_leaving(book, parties, known, found)
    programme = _programme(book, project, place, found)
    if found.errors:
        raise BookRefused(found.errors)
    result = FoundPlace(project, programme, [], parties)
    _make_organisations([municipalities[code] for code in missing], known, result, act)
    if programme is None and head.programme:
        result.programme = act.create(Programme, [Programme(name=head.programme)])[0]
        result.made["programmes"] = [head.programme]
    result.organisations = [known[code] for code in head.municipalities]
    return _as_written(book, result.programme), result


def _check_new(book: Book, place: Place, found: Found) -> None:
    """A new project is led by the organisation whose page it is made on, and is not there already."""
    head, lines = book.head, book.project.columns
    lead = place.lead
    if lead is not None and lead.municipality_id is None:
        message = _(
            "et projektark kan kun oprette et projekt, som en kommune er ansvarlig for, og %(name)s er ikke en "
            "kommune. Opret projektet her i Virkning, og læs så filen ind på dets side"
        )
        found.error(PROJECT.place, lines["municipalities"], 1, message % {"name": lead.name})
    elif lead is None or lead.municipality_id != head.municipalities[0]:
        message = _("den første kommune er den ansvarlige og skal her være %(name)s")
        found.error(
            PROJECT.place,
            lines["municipalities"],
            1,
            message % {"name": lead.name if lead is not None else ""},
        )
    elif _is_taken(head):
        message = _(
            '%(organisation)s har allerede et projekt, der hedder "%(name)s". Læs filen ind på dets side'
        )
        found.error(PROJECT.place, lines["name"], 1, message % {"organisation": lead.name, "name": head.name})


def _is_taken(head: ProjectRow) -> bool:
    """Whether the lead has a project of that name, also one the importer does not see."""
    names = Project._base_manager.filter(
        removed_at__isnull=True,
        parties__role=PartyRole.LEAD,
        parties__organisation__municipality_id=head.municipalities[0],
    ).values_list("name", flat=True)
    return any(_folded(name) == _folded(head.name) for name in names.order_by("pk"))


def _organisations(head: ProjectRow) -> list[Organisation]:
    # A party's organisation is read through the project it takes part in, whoever imports.
    return list(
        Organisation._base_manager.filter(
            municipality_id__in=head.municipalities, removed_at__isnull=True
        ).order_by("id")
    )


def _make_organisations(
    missing: list[Municipality], known: dict[str | None, Organisation], result: FoundPlace, act: Batch
) -> None:
    organisations = [
        Organisation(name=one.official_name, kind=OrganisationKind.MUNICIPALITY, municipality=one)
        for one in missing
    ]
    for made in act.create(Organisation, organisations):
        known[made.municipality_id] = made
        result.made.setdefault("organisations", []).append(made.name)


def _parties(project: Project | None) -> list[Party]:
    """Who leads the project, and its partners, with their organisations."""
    if project is None:
        return []
    rows = Party._base_manager.filter(project=project, role__in=[PartyRole.LEAD, PartyRole.PARTNER])
    return list(rows.select_related("organisation").order_by("position", "pk"))


def _is_led_elsewhere(parties: list[Party]) -> bool:
    leads = [one for one in parties if one.role == PartyRole.LEAD]
    return any(one.organisation.municipality_id is None for one in leads)


def _project(head: ProjectRow, into: Project | None, parties: list[Party]) -> Project | None:
    """The project with the book's name and lead municipality.

    A project that another organisation leads has no lead municipality: on its own page it is known by its name.
    """
    if into is not None and _is_led_elsewhere(parties):
        return into if _folded(into.name) == _folded(head.name) else None
    if not head.municipalities:
        return None
    rows = Project.objects.select_related("programme").filter(
        parties__role=PartyRole.LEAD, parties__organisation__municipality_id=head.municipalities[0]
    )
    return next((row for row in rows.order_by("id") if _folded(row.name) == _folded(head.name)), None)


def _check_leaving(
    book: Book, parties: list[Party], known: Mapping[str | None, Organisation], found: Found
) -> None:
    """Nobody is left with a role in a project their municipality no longer takes part in; as on the parties' page."""
    wanted = book.head.municipalities
    lost = [
        one
        for one in parties
        if one.role == PartyRole.PARTNER and one.organisation.municipality_id not in (None, *wanted)
    ]
    entering = [known[code].pk for code in wanted if code in known]
    for said in left_behind(lost, entering) if lost else ():
        found.error(PROJECT.place, book.project.columns["municipalities"], 1, said)


def _check_not_led_elsewhere(book: Book, found: Found) -> None:
    """A file from a project another organisation leads would make a second one, led by its first partner."""
    head = book.head
    partners = Party._base_manager.filter(
        role=PartyRole.PARTNER, organisation__municipality_id=head.municipalities[0]
    )
    leads = Party._base_manager.filter(
        role=PartyRole.LEAD,
        organisation__municipality__isnull=True,
        project__removed_at__isnull=True,
        project_id__in=partners.values("project_id"),
    )
    for lead in leads.select_related("project", "organisation").order_by("pk"):
        if _folded(lead.project.name) == _folded(head.name):
            message = _(
                'projektet "%(name)s" har %(organisation)s som ansvarlig, som ikke er en kommune. '
                "Læs filen ind på projektets side i Virkning"
            )
            texts = {"name": head.name, "organisation": lead.organisation.name}
            found.error(PROJECT.place, book.project.columns["municipalities"], 1, message % texts)


def _programme(book: Book, project: Project | None, place: Place, found: Found) -> Programme | None:
    """The programme the project shall be in; None for none, or for one that is to be made."""
    now = project.programme if project is not None else None
    line = book.project.columns.get("programme")
    if line is None:
        return now
    wanted = book.head.programme
    if _folded(wanted) == _folded(now.name if now is not None else ""):
        return now
    if place.may is May.NOTHING:
        message = (
            _('projektet er i programmet "%(now)s"; det kan ikke skiftes her. Skriv "%(now)s"')
            if now is not None
            else _("projektet er ikke i et program; det kan ikke skiftes her. Lad cellen være tom")
        )
        found.error(PROJECT.place, line, 1, message % {"now": now.name if now is not None else ""})
        return None
    named = [
        one
        for one in Programme.objects.select_related("owner").order_by("id")
        if wanted and _folded(one.name) == _folded(wanted)
    ]
    if len(named) > 1:
        owners = ", ".join(one.owner.name if one.owner is not None else _("uden ejer") for one in named)
        message = _('der er flere programmer med navnet "%(name)s" (%(owners)s). Giv dem hver sit navn først')
        found.error(PROJECT.place, line, 1, message % {"name": wanted, "owners": owners})
    if wanted and place.may is May.PROJECT and not _is_own(named):
        message = _(
            'programmet "%(name)s" kan ikke vælges her. Lad cellen være tom; programmets ejer kan tage projektet med'
        )
        found.error(PROJECT.place, line, 1, message % {"name": wanted})
    return named[0] if named else None


def _is_own(named: list[Programme]) -> bool:
    """Whether the programme is there, and whoever imports may edit it: nobody joins another's programme by a file."""
    return bool(named) and Permission.EDIT_PROGRAMME in named[0].permissions_of(current_scope())


def _as_written(book: Book, programme: Programme | None) -> Book:
    """The book with the programme's name as the database writes it, so that case alone is no difference."""
    if programme is None or "programme" not in book.project.columns:
        return book
    head = book.head._replace(programme=programme.name)
    rows = Rows([head], book.project.lines, book.project.columns)
    return Book(rows, *(book.rows(name) for name in list(Book.__dataclass_fields__)[1:]))  # type: ignore[arg-type]


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
