"""Assessments."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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
