"""What stands behind a judgement: evidence, unexpected results, other explanations, one activity in depth."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from virkning.figures.continuing import EvidenceKind, Surprise
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.programmes.models import InProject, Project, ProjectPeriod
from virkning.rooms.results.models import Result


class Evidence(InProject, Versioned, Removable):
    """An interview, a questionnaire or a file behind a judgement.

    People are told of by role. Documents print role, activity, day and method; `notes` stay inside.
    """

    #: For those who assess, and for nobody else: neither on pages nor in the history.
    INSIDE: ClassVar[frozenset[str]] = frozenset({"notes"})

    project = models.ForeignKey(Project, models.CASCADE, related_name="evidence", verbose_name=_("projekt"))
    activity = models.ForeignKey(
        Activity,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("aktivitet"),
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    kind = models.CharField(
        _("slags"), max_length=16, choices=[(kind.value, kind.danish) for kind in EvidenceKind]
    )
    # Of a file: its title.
    role = models.CharField(
        _("rolle"), max_length=200, help_text=_("En rolle, for eksempel aktivitetsansvarlig. Aldrig et navn.")
    )
    method = models.CharField(_("metode"), max_length=200, blank=True)
    held_on = models.DateField(_("dato"), null=True, blank=True)
    people = models.PositiveIntegerField(_("antal personer"), null=True, blank=True)
    notes = models.TextField(_("noter"), blank=True)
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fil")
    )

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "period__start", "held_on", "id"]
        verbose_name_plural = _("belæg")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=EvidenceKind.FILE) | Q(file__isnull=False), name="a_file_is_there"
            ),
        ]

    def __str__(self) -> str:
        return f"{EvidenceKind(self.kind).danish}: {self.role}"


class UnexpectedResult(InProject, Versioned, Removable):
    """Something that came of the work and that nobody had put down as a result."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="unexpected_results", verbose_name=_("projekt")
    )
    activity = models.ForeignKey(
        Activity,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="unexpected_results",
        verbose_name=_("aktivitet"),
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    text = models.TextField(_("hvad der skete"))
    surprise = models.CharField(
        _("til hvilken side"), max_length=10, choices=[(one.value, one.danish) for one in Surprise]
    )
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "period__start", "position", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class OtherExplanation(InProject, Versioned, Removable):
    """Something else than the project that may lie behind a result: a reform, a school merger."""

    project_path = "result__project"

    result = models.ForeignKey(
        Result, models.CASCADE, related_name="other_explanations", verbose_name=_("resultat")
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    text = models.TextField(_("anden forklaring"))
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["result", "period__start", "position", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class ActivityPortrait(InProject, Versioned, Removable):
    """One activity in depth in one period: the annex of a status note."""

    project_path = "activity__project"

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="portraits", verbose_name=_("aktivitet")
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    target_group = models.TextField(_("målgruppe"), blank=True)
    results = models.TextField(_("resultater"), blank=True)
    referral = models.TextField(_("henvisning"), blank=True)
    methods = models.TextField(_("metoder"), blank=True)
    difficulties = models.TextField(_("vanskeligheder"), blank=True)
    embedding = models.TextField(_("forankring"), blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["activity", "period__start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "period"],
                condition=Q(removed_at__isnull=True),
                name="portrayed_once_a_period",
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)
