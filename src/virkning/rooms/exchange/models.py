"""Imports: which file changed what in a project, and who brought it; and files on their way in."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.files.models import StoredFile
from virkning.rooms.organisations.models import Membership, Organisation
from virkning.rooms.programmes.models import InProject, Project


class WorkbookImport(InProject):
    """One imported workbook; what changed stands in the audit entry written with it.

    `ledger` holds what it takes to undo it (see `ledger`), and is empty where it cannot be undone.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="imports", verbose_name=_("projekt"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("fil"))
    imported_at = models.DateTimeField(_("indlæst"), default=timezone.now)
    imported_by = models.CharField(_("indlæst af"), max_length=200)
    added = models.PositiveIntegerField(_("tilføjet"), default=0)
    changed = models.PositiveIntegerField(_("ændret"), default=0)
    removed = models.PositiveIntegerField(_("fjernet"), default=0)
    made_project = models.BooleanField(_("oprettede projektet"), default=False)
    ledger = models.BinaryField(_("det, der skal til for at fortryde"), default=bytes, editable=False)
    undone_at = models.DateTimeField(_("fortrudt"), null=True, blank=True)
    undone_by = models.CharField(_("fortrudt af"), max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-imported_at", "-id"]

    def __str__(self) -> str:
        return f"Indlæsning af {self.file.name}"


class UploadState(models.TextChoices):
    """How far an uploaded workbook has come."""

    WAITING = "waiting", _("venter på bekræftelse")
    IMPORTED = "imported", _("indlæst")
    DROPPED = "dropped", _("kasseret")


class UploadHolds(models.TextChoices):
    """What an uploaded workbook tells of."""

    PROJECT = "project", _("et projekt")
    TRACKS = "tracks", _("forandringsspor")


class WorkbookUpload(models.Model):
    """A workbook somebody has uploaded and not yet confirmed.

    Into a project; or an organisation's, for a new project or for its catalogue of change tracks.
    """

    project = models.ForeignKey(
        Project, models.CASCADE, null=True, blank=True, related_name="uploads", verbose_name=_("projekt")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="uploads",
        verbose_name=_("organisation"),
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("fil"))
    uploaded_at = models.DateTimeField(_("lagt op"), default=timezone.now)
    uploaded_by = models.CharField(_("lagt op af"), max_length=200)
    uploader_id = models.BigIntegerField(_("person"), null=True, blank=True)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=UploadState.choices, default=UploadState.WAITING
    )
    holds = models.CharField(
        _("handler om"), max_length=10, choices=UploadHolds.choices, default=UploadHolds.PROJECT
    )
    became = models.ForeignKey(
        WorkbookImport,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("blev til indlæsningen"),
    )

    objects = ScopedManager()

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, organisation__isnull=True)
                | Q(project__isnull=True, organisation__isnull=False),
                name="uploaded_into_a_project_or_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(holds="project") | Q(organisation__isnull=False),
                name="tracks_are_uploaded_into_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.file.name

    @property
    def owning_project_id(self) -> int | None:
        return self.project_id

    @property
    def owning_organisation_id(self) -> int | None:
        return self.organisation_id

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """Those of projects one sees, of organisations one administers, and of one's own organisation's catalogue."""
        administered: Any = Membership.active_organisations(scope, administrator=True)
        own: Any = Membership.active_organisations(scope)
        return (
            Q(project_id__in=Project.visible_ids(scope).values("pk"))
            | Q(organisation_id__in=administered)
            | Q(holds="tracks", organisation_id__in=own)
        )

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """As on its project, or its organisation."""
        owner: Any = self.project if self.project is not None else self.organisation
        permissions: frozenset[Permission] = owner.permissions_of(scope)
        return permissions
