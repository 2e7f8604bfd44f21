"""When a project or a programme asks for status, and the phases a project itself says it went through."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from virkning.figures.rounds import Rhythm
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import Removable, Versioned

from .models import InProject, Programme, Project


class OfProjectOrProgramme(models.Model):
    """A record of a project or of a whole programme, seen by those who see either."""

    project: Any
    programme: Any
    project_id: int | None
    programme_id: int | None

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """As the project, or the programme."""
        # Twice the same key in two subqueries: a join would make one row several.
        programmes = Programme._base_manager.filter(removed_at__isnull=True).filter(
            Programme.visible_to(scope)
        )
        return Q(project_id__in=Project.visible_ids(scope).values("pk")) | Q(
            programme_id__in=programmes.values("pk")
        )

    @property
    def owner(self) -> Any:
        """The project, or the programme."""
        return self.project if self.project_id is not None else self.programme

    @property
    def owning_project_id(self) -> int | None:
        return self.project_id

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """As on the project, or the programme."""
        found: frozenset[Permission] = self.owner.permissions_of(scope)
        return found


class StatusCalendar(OfProjectOrProgramme, Versioned):
    """How often status is asked for, and how many working days each part of a round takes.

    `opens_after` counts from the period's last day and may be negative: a year may be asked about in its autumn.
    """

    project = models.OneToOneField(
        Project,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="status_calendar",
        verbose_name=_("projekt"),
    )
    programme = models.OneToOneField(
        Programme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="status_calendar",
        verbose_name=_("program"),
    )
    rhythm = models.CharField(
        _("hvor ofte"), max_length=12, choices=[(one.value, one.danish) for one in Rhythm]
    )
    opens_after = models.SmallIntegerField(_("åbner, hverdage efter periodens sidste dag"), default=1)
    report_within = models.PositiveSmallIntegerField(_("hverdage til at indberette"), default=15)
    approve_within = models.PositiveSmallIntegerField(_("hverdage til at godkende"), default=5)
    close_within = models.PositiveSmallIntegerField(_("hverdage til at vurdere og lukke"), default=10)

    objects = ScopedManager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, programme__isnull=True)
                | Q(project__isnull=True, programme__isnull=False),
                name="calendar_of_a_project_or_a_programme",
            ),
        ]

    def __str__(self) -> str:
        return Rhythm(self.rhythm).danish


class Phase(InProject, Versioned, Removable):
    """A dated part of a project's course, as those who were there tell it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="phases", verbose_name=_("projekt"))
    title = models.CharField(_("titel"), max_length=200)
    starts_on = models.DateField(_("begynder"))
    ends_on = models.DateField(_("slutter"), null=True, blank=True)
    text = models.TextField(_("hvad der skete"), blank=True)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "starts_on", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="phase_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title
