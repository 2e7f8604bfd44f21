"""Stored files, and the origin every figure carries."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.access.scope import Scope


class StoredFile(models.Model):
    """One file as it was received or made. The bytes are never changed; see `storage`."""

    name = models.CharField(_("filnavn"), max_length=255)
    fingerprint = models.CharField(_("fingeraftryk (SHA-256)"), max_length=64, db_index=True)
    size = models.BigIntegerField(_("størrelse i bytes"))
    content_type = models.CharField(_("filtype"), max_length=120)
    stored_at = models.DateTimeField(_("gemt"), default=timezone.now)
    stored_by = models.CharField(_("gemt af"), max_length=200)

    objects = ScopedManager()

    class Meta:
        ordering = ["-stored_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """Nothing by itself: a person reaches a file through the record that holds it."""
        return Q(pk__in=[])


class OriginKind(models.TextChoices):
    """The ways a figure comes into the house."""

    TYPED = "typed", _("indtastet")
    FILE = "file", _("indlæst fra fil")
    REGISTRATIONS = "counted", _("talt op fra registreringer")
    REGISTER_RUN = "run", _("beregnet i en registerkørsel")


class Traced(models.Model):
    """A record that holds figures and says where they come from."""

    origin_kind = models.CharField(_("oprindelse"), max_length=10, choices=OriginKind.choices)
    origin_by = models.CharField(_("af"), max_length=200)
    origin_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fil")
    )
    origin_cell = models.CharField(_("celle"), max_length=60, blank=True)
    origin_at = models.DateTimeField(_("tidspunkt"), default=timezone.now)
    # Doubts a person has answered: code → {"by", "at", "reason"}.
    confirmed = models.JSONField(_("bekræftede advarsler"), default=dict, blank=True)

    class Meta:
        abstract = True


# Tables of their own in a module of their own; Django finds them here.
from .documents import DocumentBase, Job, JobKind, JobState  # noqa: E402

__all__ = ["DocumentBase", "Job", "JobKind", "JobState", "OriginKind", "StoredFile", "Traced"]
