"""Change tracks as they are read: every agency's catalogue in order, one track's versions, what was done to them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from virkning.figures.catalogues import natural_key
from virkning.figures.collation import danish_key
from virkning.figures.folding import folded_words
from virkning.rooms.access.folding import holds
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import IN_ORGANISATION
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.queries.rows import among_kinds
from virkning.rooms.organisations.models import Membership, Organisation, OrganisationKind

from ..models import ChangeTrack

_KEEPERS = [role.value for role, given in IN_ORGANISATION.items() if Permission.EDIT_PLAN in given]


def tracks(*, on: date | None = None, search: str = "") -> list[ChangeTrack]:
    """Every agency's tracks, agency by agency in Danish order, each in its catalogue's own. One query.

    `on`: only those that hold that day. `search`: every word must be found in number, title, description or agency.
    """
    rows: QuerySet[ChangeTrack] = ChangeTrack.objects.select_related("organisation").order_by("pk")
    if on is not None:
        rows = rows.filter(_holding(on))
    for word in folded_words(search):
        rows = rows.filter(
            holds(F("number"), word)
            | holds(F("title"), word)
            | holds(F("description"), word)
            | holds(F("organisation__name"), word)
        )
    ordered = in_order(rows)
    return sorted(ordered, key=lambda one: (danish_key(one.organisation.name), one.organisation_id))


def tracks_of(organisation: Organisation) -> list[ChangeTrack]:
    """The agency's catalogue with every version, in order. One query."""
    return in_order(ChangeTrack.objects.filter(organisation=organisation).order_by("pk"))


def versions_of(track: ChangeTrack) -> list[ChangeTrack]:
    """Every version of the track, itself among them, the oldest first. One query."""
    same = ChangeTrack.objects.filter(organisation_id=track.organisation_id, number=track.number)
    return in_order(same.order_by("pk"))


def in_order(rows: Iterable[ChangeTrack]) -> list[ChangeTrack]:
    """By the place they were given; side by side by number (1, 2, 10), and of one number the oldest first."""
    return sorted(rows, key=lambda one: (one.position, natural_key(one.number), one.number, one.days.start))


def catalogues_kept(scope: Scope) -> list[Organisation]:
    """The agencies whose catalogue the scope's person keeps, by name. One query."""
    kept = Membership._base_manager.filter(
        person_id=scope.person_id or 0,
        person__is_active=True,
        ended_at__isnull=True,
        role__in=_KEEPERS,
        organisation__kind=OrganisationKind.AGENCY,
        organisation__removed_at__isnull=True,
    )
    found = {
        one.organisation_id: one.organisation for one in kept.select_related("organisation").order_by("pk")
    }
    return sorted(found.values(), key=lambda one: danish_key(one.name))


def catalogue_entries(organisation: Organisation) -> QuerySet[AuditEntry]:
    """What has been done to the agency's catalogue, newest first. The caller has found that it may be read."""
    # Without a project, which also is what the log has an index for.
    own = AuditEntry._base_manager.filter(project_id__isnull=True, organisation_id=organisation.pk)
    rows = own.order_by("-at", "-id")
    return rows.filter(Q(object_kind="changetrack") | among_kinds(["changetrack"]))


def _holding(day: date) -> Q:
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )
