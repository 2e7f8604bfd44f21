"""Focus areas, activities, milestones, their target versions and their status per period."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from virkning.figures.milestones import Light, MilestoneKind, MilestoneStatus
from virkning.figures.periods import PeriodKind
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.audit.fields import WrittenDecimalField
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.files.models import Traced
from virkning.rooms.organisations.models import Person
from virkning.rooms.programmes.models import InProject, Project, ProjectPeriod

LIGHTS = [(light.value, light.danish) for light in Light]
DEADLINE_KINDS = [("", _("dato")), *((kind.value, kind.value) for kind in PeriodKind)]


class FocusArea(InProject, Versioned, Removable):
    """A chapter of a project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="areas", verbose_name=_("projekt"))
    number = models.CharField(_("nr."), max_length=20)
    title = models.CharField(_("titel"), max_length=300)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                condition=Q(removed_at__isnull=True),
                name="area_number_once_a_project",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Activity(InProject, Versioned, Removable):
    """Something done that can be followed. Closing it stops neither its history nor its results."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="activities", verbose_name=_("projekt"))
    area = models.ForeignKey(
        FocusArea, models.PROTECT, related_name="activities", verbose_name=_("indsatsområde")
    )
    number = models.CharField(_("nr."), max_length=20)
    title = models.CharField(_("titel"), max_length=300)
    responsible = models.CharField(
        _("ansvarlig"), max_length=200, blank=True, help_text=_("En rolle eller enhed, ikke en person.")
    )
    closed_in = models.ForeignKey(
        ProjectPeriod, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lukket i")
    )
    closed_reason = models.TextField(_("begrundelse"), blank=True)
    # Why it is open again; blank where it has never been closed, or is closed now.
    reopened_reason = models.TextField(_("hvorfor åbnet igen"), blank=True)
    remark = models.TextField(_("bemærkning"), blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("lagt sammen med"),
    )
    # Who reports on it. Reading is decided by the project's assignments; this only says whose desk it lies on.
    lead = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_activities",
        verbose_name=_("aktivitetsansvarlig"),
    )
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                condition=Q(removed_at__isnull=True),
                name="activity_number_once_a_project",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="activity_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(closed_in__isnull=False),
                name="a_merged_activity_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Milestone(InProject, Versioned, Removable):
    """A state an activity shall reach. What it aims at stands in its target versions."""

    project_path = "activity__project"

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="milestones", verbose_name=_("aktivitet")
    )
    number = models.CharField(_("nr."), max_length=20)
    statement = models.TextField(_("milepæl"))
    kind = models.CharField(
        _("type"), max_length=10, choices=[(kind.value, kind.danish) for kind in MilestoneKind]
    )
    expected_from = models.ForeignKey(
        ProjectPeriod,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("forventet fra"),
    )
    added_in = models.ForeignKey(
        ProjectPeriod, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tilføjet i")
    )
    retired_in = models.ForeignKey(
        ProjectPeriod, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("udgået i")
    )
    reason = models.TextField(_("begrundelse"), blank=True)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["activity", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "number"],
                condition=Q(removed_at__isnull=True),
                name="milestone_number_once_an_activity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.statement}"


class MilestoneTarget(InProject, Versioned, Removable):
    """What a milestone aims at from a period on. The first version has no `valid_from`."""

    project_path = "milestone__activity__project"

    milestone = models.ForeignKey(
        Milestone, models.CASCADE, related_name="targets", verbose_name=_("milepæl")
    )
    valid_from = models.ForeignKey(
        ProjectPeriod, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("gælder fra")
    )
    amount = WrittenDecimalField(_("måltal"), null=True, blank=True)
    text = models.TextField(_("mål i ord"), blank=True)
    deadline = models.DateField(_("frist"), null=True, blank=True)
    deadline_kind = models.CharField(_("fristens slags"), max_length=10, choices=DEADLINE_KINDS, blank=True)
    reason = models.TextField(_("begrundelse"), blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["milestone", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "valid_from"],
                condition=Q(removed_at__isnull=True, valid_from__isnull=False),
                name="milestone_target_once_a_period",
            ),
            models.UniqueConstraint(
                fields=["milestone"],
                condition=Q(removed_at__isnull=True, valid_from__isnull=True),
                name="one_first_milestone_target",
            ),
        ]

    def __str__(self) -> str:
        return f"Måltal for milepæl {self.milestone_id}"


class StatusReport(InProject, Versioned, Removable, Traced):
    """What was reported on a milestone in one period: status, value, judged light and comment."""

    project_path = "milestone__activity__project"

    milestone = models.ForeignKey(
        Milestone, models.CASCADE, related_name="reports", verbose_name=_("milepæl")
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    status = models.CharField(
        _("status"),
        max_length=12,
        blank=True,
        choices=[(status.value, status.danish) for status in MilestoneStatus],
    )
    value = WrittenDecimalField(_("værdi"), null=True, blank=True)
    value_text = models.TextField(_("værdi i ord"), blank=True)
    numerator = WrittenDecimalField(_("tæller"), null=True, blank=True)
    denominator = WrittenDecimalField(_("nævner"), null=True, blank=True)
    judged = models.CharField(_("farve"), max_length=10, blank=True, choices=LIGHTS)
    # Why the light is judged otherwise than it is computed.
    judged_reason = models.TextField(_("hvorfor den farve"), blank=True)
    comment = models.TextField(_("kommentar"), blank=True)
    # The kind of registrations the value is the sum of; `value` is then empty and computed on read.
    counted_kind = models.CharField(_("talt op fra"), max_length=60, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["milestone", "period__start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "period"],
                condition=Q(removed_at__isnull=True),
                name="status_once_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"Status for milepæl {self.milestone_id}"


class Registration(InProject, Versioned, Removable):
    """A dated count on an activity. Counts of one kind add up to a milestone's value; sums are never stored."""

    project_path = "activity__project"

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="registrations", verbose_name=_("aktivitet")
    )
    day = models.DateField(_("dato"))
    kind = models.CharField(_("hvad der tælles"), max_length=60)
    count = models.PositiveIntegerField(_("antal"))
    men = models.PositiveIntegerField(_("heraf mænd"), null=True, blank=True)
    women = models.PositiveIntegerField(_("heraf kvinder"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    registered_by = models.CharField(_("registreret af"), max_length=200)
    registered_at = models.DateTimeField(_("registreret"), default=timezone.now)

    objects = ScopedManager()

    class Meta:
        ordering = ["activity", "-day", "-id"]
        indexes = [models.Index(fields=["activity", "kind", "day"], name="registrations_by_kind_and_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(men__isnull=True) | Q(men__lte=F("count")), name="no_more_men_than_counted"
            ),
            models.CheckConstraint(
                condition=Q(women__isnull=True) | Q(women__lte=F("count")), name="no_more_women_than_counted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.count} {self.kind}"


class ActivityComment(InProject, Versioned, Removable):
    """What is told of an activity as a whole in one period, beside its milestones and results."""

    project_path = "activity__project"

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="comments", verbose_name=_("aktivitet")
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    text = models.TextField(_("samlet kommentar"))

    objects = ScopedManager()

    class Meta:
        ordering = ["activity", "period__start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "period"],
                condition=Q(removed_at__isnull=True),
                name="activity_comment_once_a_period",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
