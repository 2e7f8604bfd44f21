"""An organisation's own Word document as base, and long work under way with the file that comes of it."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import Versioned
from virkning.rooms.organisations.models import Membership, Organisation, Person


class DocumentBase(Versioned):
    """The .docx an organisation wants its documents to look like: styles, page, header, footer and logo from it.

    `found` holds what the check at the upload found, by name; see `virkning.documents.word_check`.
    """

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="document_base", verbose_name=_("organisation")
    )
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", verbose_name=_("fil"))
    found = models.JSONField(_("fundet i filen"), default=dict)
    checked_at = models.DateTimeField(_("gennemset"), default=timezone.now)
    stored_by = models.CharField(_("lagt op af"), max_length=200)

    objects = ScopedManager()

    class Meta:
        ordering = ["organisation", "id"]

    def __str__(self) -> str:
        return self.file.name

    @property
    def owning_organisation_id(self) -> int:
        return self.organisation_id

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """That of organisations one administers. Documents are written on it without its being shown."""
        return Q(organisation_id__in=Membership.active_organisations(scope, administrator=True))

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """As on its organisation."""
        return self.organisation.permissions_of(scope)


class JobKind(models.TextChoices):
    """The kinds of work that may take long."""

    NOTE = "note", _("statusnotat")
    WORKBOOK = "workbook", _("indlæsning af projektark")
    ROUND = "round", _("lukning af statusrunde")
    DESCRIPTIONS = "wordfiles", _("læsning af indsatsbeskrivelser")
    DELIVERY = "delivery", _("læsning af leverance")
    MEASURES = "measures", _("kørsel af opgørelser")


class JobState(models.TextChoices):
    """How far a job has come."""

    WAITING = "waiting", _("venter")
    RUNNING = "running", _("i gang")
    DONE = "done", _("færdigt")
    FAILED = "failed", _("gik ikke")


class Job(models.Model):
    """Long work a person has set going: how far it is, and what came of it. Seen by that person alone.

    `wish` holds what was asked for, so that it can be tried again. `beat_at` is when its worker was last alive.
    """

    #: A worker says that it is alive far oftener than this; one that has not is gone.
    SILENT_FOR: ClassVar[timedelta] = timedelta(minutes=2)
    #: An import is one transaction, and what is written in it nobody else sees until it ends: no sign of life comes out
    #: of it. (A second connection could give one on PostgreSQL; on SQLite it would wait for the import itself.) The
    #: largest workbook an upload takes is imported in a few minutes; one that has not ended after this is gone.
    SILENT_IN_ONE_GO: ClassVar[timedelta] = timedelta(minutes=30)

    kind = models.CharField(_("slags"), max_length=10, choices=JobKind.choices)
    person = models.ForeignKey(Person, models.CASCADE, related_name="jobs", verbose_name=_("person"))
    words = models.CharField(_("i ord"), max_length=300)
    wish = models.JSONField(_("bestilt"), default=dict)
    state = models.CharField(_("tilstand"), max_length=10, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveIntegerField(_("nået"), default=0)
    total = models.PositiveIntegerField(_("i alt"), default=0)
    asked_at = models.DateTimeField(_("bestilt kl."), default=timezone.now)
    started_at = models.DateTimeField(_("begyndt"), null=True, blank=True)
    beat_at = models.DateTimeField(_("livstegn"), default=timezone.now)
    finished_at = models.DateTimeField(_("slut"), null=True, blank=True)
    result = models.ForeignKey(
        "files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("fil")
    )
    outcome = models.JSONField(_("udfald"), default=dict)
    error = models.TextField(_("fejl"), blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """One's own."""
        return Q(person_id=scope.person_id)

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """Whoever sees a job has asked for it."""
        return frozenset({Permission.SEE_OWN_PAGES})

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (JobState.DONE, JobState.FAILED)

    @property
    def is_lost(self) -> bool:
        """Whether its worker is gone: neither at an end, nor a sign of life for long."""
        in_one_go = self.state == JobState.RUNNING and self.kind == JobKind.WORKBOOK
        patience = self.SILENT_IN_ONE_GO if in_one_go else self.SILENT_FOR
        return not self.is_over and timezone.now() - self.beat_at > patience

    @property
    def percent(self) -> int | None:
        """How far, from 0 to 100; None where nobody knows."""
        return min(100, 100 * self.done // self.total) if self.total else None
