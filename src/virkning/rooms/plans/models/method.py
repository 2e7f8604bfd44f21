"""A project's method description: three phases × core, workflow, roles and tools, in versions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from virkning.figures.planning import MethodPart
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.files.models import StoredFile
from virkning.rooms.programmes.models import InProject, Project


class MethodDescription(InProject, Versioned, Removable):
    """One version of how the project works. The highest number holds; the others are kept as they were."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="method_descriptions", verbose_name=_("projekt")
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    title = models.CharField(_("metodens navn"), max_length=200)
    note = models.TextField(_("hvad der er ændret"), blank=True)
    decided_on = models.DateField(_("besluttet"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "-number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                condition=Q(removed_at__isnull=True),
                name="method_version_once_a_project",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class MethodPhase(InProject, Versioned):
    """A phase of the method, in its order."""

    project_path = "description__project"

    description = models.ForeignKey(
        MethodDescription, models.CASCADE, related_name="phases", verbose_name=_("metodebeskrivelse")
    )
    title = models.CharField(_("fase"), max_length=120)
    starts_on = models.DateField(_("fra"), null=True, blank=True)
    ends_on = models.DateField(_("til"), null=True, blank=True)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["description", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="method_phase_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MethodCell(InProject, Versioned):
    """What is said of one part of the method in one phase."""

    project_path = "phase__description__project"

    phase = models.ForeignKey(MethodPhase, models.CASCADE, related_name="cells", verbose_name=_("fase"))
    part = models.CharField(_("del"), max_length=8, choices=[(one.value, one.danish) for one in MethodPart])
    text = models.TextField(_("beskrivelse"), blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["phase", "id"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "part"], name="method_cell_once_a_phase"),
        ]

    def __str__(self) -> str:
        return f"{self.phase}: {MethodPart(self.part).danish}"


class MethodTool(InProject, Removable, Versioned):
    """A tool used in a phase, with its file where there is one."""

    project_path = "phase__description__project"

    phase = models.ForeignKey(MethodPhase, models.CASCADE, related_name="tools", verbose_name=_("fase"))
    title = models.CharField(_("redskab"), max_length=200)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fil")
    )
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["phase", "position", "id"]

    def __str__(self) -> str:
        return self.title


class CoreElement(InProject, Removable, Versioned):
    """What the method holds to be essential."""

    project_path = "description__project"

    description = models.ForeignKey(
        MethodDescription, models.CASCADE, related_name="core_elements", verbose_name=_("metodebeskrivelse")
    )
    text = models.CharField(_("kerneelement"), max_length=300)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["description", "position", "id"]

    def __str__(self) -> str:
        return self.text
