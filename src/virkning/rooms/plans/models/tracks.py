"""The catalogue of change tracks an agency keeps."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from virkning.figures.catalogues import Days
from virkning.figures.dates import date_words
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.organisations.owned import InOrganisation


class ChangeTrack(InOrganisation, Versioned, Removable):
    """A numbered kind of change, for the days it holds. Everybody signed in reads it; its agency's planners keep it."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="change_tracks", verbose_name=_("styrelse")
    )
    number = models.CharField(_("nr."), max_length=20)
    title = models.CharField(_("titel"), max_length=200)
    description = models.TextField(_("beskrivelse"), blank=True)
    valid_from = models.DateField(_("gælder fra"), null=True, blank=True)
    valid_to = models.DateField(_("gælder til"), null=True, blank=True)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["organisation", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number", "valid_from"],
                condition=Q(removed_at__isnull=True, valid_from__isnull=False),
                name="change_track_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["organisation", "number"],
                condition=Q(removed_at__isnull=True, valid_from__isnull=True),
                name="one_change_track_from_the_first",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="change_track_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def days(self) -> Days:
        """The days it holds."""
        return Days(self.valid_from, self.valid_to)

    @property
    def days_told(self) -> str:
        """`fra 1. januar 2026`, `1. januar 2024 – 31. december 2025`, `altid`; in the reader's language."""
        first = date_words(self.valid_from) if self.valid_from else ""
        last = date_words(self.valid_to) if self.valid_to else ""
        if first and last:
            return f"{first} – {last}"
        if first:
            return gettext("fra %(day)s") % {"day": first}
        return gettext("til og med %(day)s") % {"day": last} if last else gettext("altid")

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """Everybody who is signed in: municipalities choose from it."""
        return Q(pk__in=[]) if scope.is_nobody else Q()

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        return super().permissions_of(scope) | {Permission.SEE_PLAN}
