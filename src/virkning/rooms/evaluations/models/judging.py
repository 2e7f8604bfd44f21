"""Assessments; recommendations and how they were followed up."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from virkning.figures.following import FollowUpState
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.activities.models import LIGHTS, Activity, FocusArea
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.programmes.models import InProject, Project, ProjectPeriod
from virkning.rooms.results.models import Result


class Assessment(InProject, Versioned, Removable):
    """An evaluator's judgement of an activity, an area, a result or (none of them) the whole project in one period."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="assessments", verbose_name=_("projekt")
    )
    activity = models.ForeignKey(
        Activity,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("aktivitet"),
    )
    area = models.ForeignKey(
        FocusArea,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("indsatsområde"),
    )
    result = models.ForeignKey(
        Result, models.CASCADE, null=True, blank=True, related_name="assessments", verbose_name=_("resultat")
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    heading = models.CharField(_("overskrift"), max_length=300, blank=True)
    text = models.TextField(_("tekst"), blank=True)
    light = models.CharField(_("farve"), max_length=10, blank=True, choices=LIGHTS)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "period__start", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=True, area__isnull=True)
                | Q(activity__isnull=True, result__isnull=True)
                | Q(area__isnull=True, result__isnull=True),
                name="assessment_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(light="") | Q(result__isnull=False), name="only_a_result_is_judged_with_a_light"
            ),
        ]

    def __str__(self) -> str:
        return self.heading or self.text[:60]


class Recommendation(InProject, Versioned, Removable):
    """An evaluator's advice, given in a period to somebody named by role, and followed up in the periods after it."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="recommendations", verbose_name=_("projekt")
    )
    activity = models.ForeignKey(
        Activity,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("aktivitet"),
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    text = models.TextField(_("anbefaling"))
    addressee = models.CharField(
        _("rettet til"), max_length=200, help_text=_("En rolle eller enhed, ikke en person.")
    )
    deadline = models.DateField(_("frist"), null=True, blank=True)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "period__start", "position", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class FollowUp(InProject, Versioned, Removable):
    """What became of a recommendation, as the project told it in one period."""

    project_path = "recommendation__project"

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, related_name="follow_ups", verbose_name=_("anbefaling")
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    state = models.CharField(
        _("status"),
        max_length=10,
        choices=[(state.value, state.danish) for state in FollowUpState],
    )
    comment = models.TextField(_("kommentar"), blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["recommendation", "period__start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "period"],
                condition=Q(removed_at__isnull=True),
                name="followed_up_once_a_period",
            ),
            models.CheckConstraint(
                condition=~Q(state=FollowUpState.REJECTED) | ~Q(comment=""),
                name="rejected_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{FollowUpState(self.state).danish}: {self.recommendation}"
