"""How things go on after the project, what was learned, and who gains what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from virkning.figures.continuing import Continuation, Lesson
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.programmes.models import InProject, Project, ProjectPeriod


class Embedding(InProject, Versioned, Removable):
    """How an activity goes on after the project, as it stood in one period."""

    project_path = "activity__project"

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="embeddings", verbose_name=_("aktivitet")
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    continuation = models.CharField(
        _("hvordan går det videre?"),
        max_length=20,
        choices=[(one.value, one.danish) for one in Continuation],
    )
    responsible = models.CharField(
        _("ansvarlig efter projektet"),
        max_length=200,
        blank=True,
        help_text=_("En rolle eller enhed, ikke en person."),
    )
    secured_until = models.DateField(_("penge sikret til"), null=True, blank=True)
    money = models.CharField(_("hvilke penge"), max_length=200, blank=True)
    risk = models.TextField(_("risiko"), blank=True)
    text = models.TextField(_("uddybning"), blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["activity", "period__start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "period"],
                condition=Q(removed_at__isnull=True),
                name="embedding_once_a_period",
            ),
        ]

    def __str__(self) -> str:
        return Continuation(self.continuation).danish


class Experience(InProject, Versioned, Removable):
    """Something learned, good or less good, written down for those who come after."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="experiences", verbose_name=_("projekt")
    )
    activity = models.ForeignKey(
        Activity,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="experiences",
        verbose_name=_("aktivitet"),
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    lesson = models.CharField(_("slags"), max_length=12, choices=[(one.value, one.danish) for one in Lesson])
    text = models.TextField(_("erfaring"))
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "period__start", "position", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class BenefitBody(InProject, Versioned, Removable):
    """A row of the benefit table: somebody who may gain something."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="benefit_bodies", verbose_name=_("projekt")
    )
    name = models.CharField(_("hvem"), max_length=200)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"],
                condition=Q(removed_at__isnull=True),
                name="benefit_body_once_a_project",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PossibleBenefit(InProject, Versioned, Removable):
    """A column of the benefit table: something that may be gained."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="possible_benefits", verbose_name=_("projekt")
    )
    name = models.CharField(_("gevinst"), max_length=200)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"],
                condition=Q(removed_at__isnull=True),
                name="benefit_once_a_project",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BenefitGain(InProject, Versioned, Removable):
    """A cell of the benefit table: what one body gains of one benefit, in words."""

    project_path = "body__project"

    body = models.ForeignKey(BenefitBody, models.CASCADE, related_name="gains", verbose_name=_("hvem"))
    benefit = models.ForeignKey(
        PossibleBenefit, models.CASCADE, related_name="gains", verbose_name=_("gevinst")
    )
    text = models.TextField(_("hvordan"))

    objects = ScopedManager()

    class Meta:
        ordering = ["body", "benefit__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "benefit"],
                condition=Q(removed_at__isnull=True),
                name="gain_once_a_cell",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
