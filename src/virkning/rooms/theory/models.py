"""The arrows of a theory of change, and the groups of a target-group matrix with their counts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from virkning.figures.theory import Basis, Quadrant
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.plans.models import TargetGroup
from virkning.rooms.programmes.models import InProject, Project
from virkning.rooms.results.models import Result


class Arrow(InProject, Versioned):
    """An activity or a result that leads to a result, what that builds on, and what else may explain it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="arrows", verbose_name=_("projekt"))
    from_activity = models.ForeignKey(
        Activity,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="arrows",
        verbose_name=_("fra aktivitet"),
    )
    from_result = models.ForeignKey(
        Result,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="arrows_out",
        verbose_name=_("fra resultat"),
    )
    to_result = models.ForeignKey(
        Result, models.CASCADE, related_name="arrows_in", verbose_name=_("til resultat")
    )
    basis = models.CharField(
        _("bygger på"),
        max_length=10,
        default=Basis.ASSUMPTION.value,
        choices=[(one.value, one.danish) for one in Basis],
    )
    reason = models.TextField(_("begrundelse"), blank=True)
    other_explanations = models.TextField(_("andre forklaringer"), blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_activity__isnull=False, from_result__isnull=True)
                | Q(from_activity__isnull=True, from_result__isnull=False),
                name="an_arrow_has_one_beginning",
            ),
            models.CheckConstraint(
                condition=Q(from_result__isnull=True) | ~Q(from_result=F("to_result")),
                name="an_arrow_leads_elsewhere",
            ),
            models.UniqueConstraint(
                fields=["from_activity", "to_result"],
                condition=Q(from_activity__isnull=False),
                name="one_arrow_from_an_activity",
            ),
            models.UniqueConstraint(
                fields=["from_result", "to_result"],
                condition=Q(from_result__isnull=False),
                name="one_arrow_from_a_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_activity or self.from_result} → {self.to_result}"


class MatrixGroup(InProject, Versioned, Removable):
    """A group of people in one quadrant of the target-group matrix. `target_group`: the plan's group it belongs to."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="matrix_groups", verbose_name=_("projekt")
    )
    quadrant = models.CharField(
        _("felt"), max_length=16, choices=[(one.value, one.danish) for one in Quadrant]
    )
    title = models.CharField(_("gruppe"), max_length=200)
    description = models.TextField(_("beskrivelse"), blank=True)
    target_group = models.ForeignKey(
        TargetGroup,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("målgruppe i planen"),
    )
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "position", "id"]

    def __str__(self) -> str:
        return self.title


class MatrixCount(InProject, Versioned):
    """How many a group counted on a day. Zero is a count; no row is none."""

    project_path = "group__project"

    group = models.ForeignKey(MatrixGroup, models.CASCADE, related_name="counts", verbose_name=_("gruppe"))
    counted_on = models.DateField(_("optalt"))
    count = models.PositiveIntegerField(_("antal"))
    counted_by = models.CharField(_("optalt af"), max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["group", "counted_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["group", "counted_on"], name="group_counted_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.count}"
