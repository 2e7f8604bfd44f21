"""The log, and the three abstract kinds of record whose rules the write helper enforces."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.access.scope import Scope

from .authors import AuthorKind


class AuditEntry(models.Model):
    """One change told in words, with its fields before and after. Nothing in the product changes or deletes one."""

    at = models.DateTimeField(_("tidspunkt"), default=timezone.now, db_index=True)
    author_kind = models.CharField(
        _("art"), max_length=10, choices=[(kind.value, kind.value) for kind in AuthorKind]
    )
    author_id = models.BigIntegerField(_("person"), null=True, blank=True)
    author_name = models.CharField(_("hvem"), max_length=200)
    action = models.CharField(_("handling"), max_length=40)
    object_kind = models.CharField(_("slags"), max_length=40)
    object_id = models.BigIntegerField(_("nummer"), null=True, blank=True)
    object_label = models.CharField(_("hvad"), max_length=300)
    project_id = models.BigIntegerField(_("projekt"), null=True, blank=True)
    organisation_id = models.BigIntegerField(_("organisation"), null=True, blank=True)
    words = models.TextField(_("i ord"))
    changes = models.JSONField(_("ændringer"), default=dict)

    objects = ScopedManager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["project_id", "-at"], name="audit_by_project"),
            models.Index(fields=["object_kind", "object_id", "-at"], name="audit_by_object"),
        ]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """A person's own entries only. Project pages read history through a query that has checked the project."""
        return Q(author_id=scope.person_id, author_kind=AuthorKind.PERSON)


class Versioned(models.Model):
    """A record that two people may edit at once: the version says whether one has moved since the other read it."""

    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        abstract = True


class Removable(models.Model):
    """A record that is removed softly, so that removal can be undone and old reports still find it."""

    removed_at = models.DateTimeField(_("fjernet"), null=True, blank=True)
    removed_by = models.CharField(_("fjernet af"), max_length=200, blank=True)
    removed_reason = models.TextField(_("begrundelse for fjernelse"), blank=True)

    class Meta:
        abstract = True
