"""Imports: which file changed what in a project, and who brought it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.files.models import StoredFile
from virkning.rooms.programmes.models import InProject, Project


class WorkbookImport(InProject):
    """One imported workbook. Append-only; what changed stands in the audit entry written with it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="imports", verbose_name=_("projekt"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("fil"))
    imported_at = models.DateTimeField(_("indlæst"), default=timezone.now)
    imported_by = models.CharField(_("indlæst af"), max_length=200)
    added = models.PositiveIntegerField(_("tilføjet"), default=0)
    changed = models.PositiveIntegerField(_("ændret"), default=0)
    removed = models.PositiveIntegerField(_("fjernet"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["-imported_at", "-id"]

    def __str__(self) -> str:
        return f"Indlæsning af {self.file.name}"
