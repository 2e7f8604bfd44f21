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


class LookUp(models.Model):
    """One look at a person's details, by another person. Told to the one who was looked at."""

    at = models.DateTimeField(_("tidspunkt"), default=timezone.now)
    author_id = models.BigIntegerField(_("person"), null=True, blank=True)
    author_name = models.CharField(_("hvem"), max_length=200)
    object_kind = models.CharField(_("slags"), max_length=40)
    object_id = models.BigIntegerField(_("nummer"))
    where = models.CharField(_("hvor"), max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["object_kind", "object_id", "-at"], name="look_ups_by_object")]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.object_kind} {self.object_id}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """Looks at oneself, and one's own looks."""
        return Q(object_kind="person", object_id=scope.person_id or 0) | Q(author_id=scope.person_id or 0)


class Draft(models.Model):
    """What somebody has typed into a form and not yet handed in. Only its author sees it."""

    person_id = models.BigIntegerField(_("person"))
    name = models.CharField(_("formular"), max_length=120)
    page = models.CharField(_("side"), max_length=300, blank=True)
    values = models.JSONField(_("værdier"), default=dict)
    saved_at = models.DateTimeField(_("gemt"), default=timezone.now)

    objects = ScopedManager()

    class Meta:
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person_id", "name"], name="one_draft_a_person_and_form")
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """One's own."""
        return Q(person_id=scope.person_id or 0)


class FormAnswer(models.Model):
    """The answer to a form that was sent: the same form sent again gets the same answer and changes nothing."""

    key = models.CharField(_("nøgle"), max_length=36)
    person_id = models.BigIntegerField(_("person"))
    address = models.CharField(_("adresse"), max_length=500, blank=True)
    at = models.DateTimeField(_("tidspunkt"), default=timezone.now, db_index=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person_id", "key"], name="one_answer_a_person_and_key")
        ]

    def __str__(self) -> str:
        return self.key

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """One's own."""
        return Q(person_id=scope.person_id or 0)


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
