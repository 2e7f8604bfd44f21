"""Status rounds, what each activity hands in, and the snapshots of rounds that were closed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from virkning.figures.periods import Period, PeriodKind
from virkning.figures.rounds import RoundStage, SubmissionStage
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.files.models import StoredFile
from virkning.rooms.organisations.models import Person
from virkning.rooms.programmes.models import InProject, OfProjectOrProgramme, Programme, Project

#: The stages a submission is stored in; the others are computed on read.
STORED_STAGES = (SubmissionStage.SUBMITTED, SubmissionStage.RETURNED, SubmissionStage.APPROVED)


class StatusRound(OfProjectOrProgramme, Versioned, Removable):
    """One period in which a project, or every project of a programme, is asked for status.

    Which activities are asked is computed on read; see `queries.asks`.
    """

    project = models.ForeignKey(
        Project,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="status_rounds",
        verbose_name=_("projekt"),
    )
    programme = models.ForeignKey(
        Programme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="status_rounds",
        verbose_name=_("program"),
    )
    kind = models.CharField(
        _("slags"), max_length=10, choices=[(kind.value, kind.value) for kind in PeriodKind]
    )
    start = models.DateField(_("første dag"))
    opens_on = models.DateField(_("åbner"))
    report_by = models.DateField(_("indberettes senest"))
    approve_by = models.DateField(_("godkendes senest"))
    close_by = models.DateField(_("lukkes senest"))
    guidance = models.TextField(_("vejledning til dem, der indberetter"), blank=True)
    stage = models.CharField(
        _("trin"),
        max_length=10,
        choices=[(stage.value, stage.danish) for stage in RoundStage],
        default=RoundStage.PLANNED,
    )
    opened_at = models.DateTimeField(_("åbnet"), null=True, blank=True)
    closed_at = models.DateTimeField(_("lukket"), null=True, blank=True)
    closed_by = models.CharField(_("lukket af"), max_length=200, blank=True)
    reopened_reason = models.TextField(_("hvorfor genåbnet"), blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-start", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, programme__isnull=True)
                | Q(project__isnull=True, programme__isnull=False),
                name="round_of_a_project_or_a_programme",
            ),
            models.CheckConstraint(
                condition=Q(report_by__gte=F("opens_on"))
                & Q(approve_by__gte=F("report_by"))
                & Q(close_by__gte=F("approve_by")),
                name="round_days_follow_each_other",
            ),
            models.CheckConstraint(
                condition=~Q(stage=RoundStage.REOPENED) | ~Q(reopened_reason=""),
                name="reopened_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["project", "kind", "start"],
                condition=Q(removed_at__isnull=True, project__isnull=False),
                name="round_once_a_project_and_period",
            ),
            models.UniqueConstraint(
                fields=["programme", "kind", "start"],
                condition=Q(removed_at__isnull=True, programme__isnull=False),
                name="round_once_a_programme_and_period",
            ),
        ]

    def __str__(self) -> str:
        return f"Statusrunde {self.period.danish}"

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """As on its project or its programme.

        Seeing a round is a permission of its own, for its page is one address whichever of the two it is of: a page
        that took SEE_PROJECT would refuse a programme's round, and one that took SEE_PROGRAMME a project's.
        """
        given = super().permissions_of(scope)
        sees = given & {Permission.SEE_PROJECT, Permission.SEE_PROGRAMME}
        return given | {Permission.SEE_ROUND} if sees else given

    @property
    def period(self) -> Period:
        """The period asked about, as a value."""
        return Period(PeriodKind(self.kind), self.start)

    @property
    def is_under_way(self) -> bool:
        """People report in it now."""
        return RoundStage(self.stage).asks


class Submission(InProject, Versioned):
    """What became of one activity in one round: submitted, returned, approved, or left out with a reason.

    There is none until somebody does one of these. `fingerprint` is that of what was reported when the stage was set
    (`reports.facts.reported`): where the report has another now, something has been changed since.
    """

    project_path: ClassVar[str] = "activity__project"

    round = models.ForeignKey(
        StatusRound, models.CASCADE, related_name="submissions", verbose_name=_("statusrunde")
    )
    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="submissions", verbose_name=_("aktivitet")
    )
    # Blank where the activity is only left out.
    stage = models.CharField(
        _("trin"),
        max_length=12,
        blank=True,
        choices=[(stage.value, stage.danish) for stage in STORED_STAGES],
    )
    fingerprint = models.CharField(_("fingeraftryk af det indberettede"), max_length=64, blank=True)
    submitted_at = models.DateTimeField(_("indsendt"), null=True, blank=True)
    submitted_by = models.CharField(_("indsendt af"), max_length=200, blank=True)
    submitter = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("indsender")
    )
    returned_at = models.DateTimeField(_("returneret"), null=True, blank=True)
    returned_by = models.CharField(_("returneret af"), max_length=200, blank=True)
    returned_reason = models.TextField(_("hvorfor returneret"), blank=True)
    approved_at = models.DateTimeField(_("godkendt"), null=True, blank=True)
    approved_by = models.CharField(_("godkendt af"), max_length=200, blank=True)
    excepted_at = models.DateTimeField(_("undtaget"), null=True, blank=True)
    excepted_by = models.CharField(_("undtaget af"), max_length=200, blank=True)
    excepted_reason = models.TextField(_("hvorfor undtaget"), blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["round", "activity__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "activity"], name="submitted_once_a_round"),
            models.CheckConstraint(
                condition=~Q(stage=SubmissionStage.RETURNED) | ~Q(returned_reason=""),
                name="returned_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(excepted_at__isnull=True) | ~Q(excepted_reason=""),
                name="left_out_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Indberetning for {self.activity}"

    @property
    def receipt(self) -> str:
        """The number on the receipt."""
        return f"I-{self.round_id}-{self.pk}"


class Snapshot(InProject):
    """A closed round's facts and files for one project. Never changed; another closing makes another one.

    Held by the write helper, and by the database itself (migration 0002).
    """

    never_changed: ClassVar[bool] = True

    round = models.ForeignKey(
        StatusRound, models.PROTECT, related_name="snapshots", verbose_name=_("statusrunde")
    )
    project = models.ForeignKey(Project, models.PROTECT, related_name="snapshots", verbose_name=_("projekt"))
    number = models.PositiveIntegerField(_("udgave"))
    taken_at = models.DateTimeField(_("øjeblik"), default=timezone.now)
    closed_by = models.CharField(_("lukket af"), max_length=200)
    # The version of the facts' format; see `reports.facts.frozen`.
    format = models.PositiveIntegerField(_("format"))
    facts = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("tal og tekst"))
    word = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("Word"))
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("PDF"))
    workbook = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("projektark"))
    # Who handed in and approved what, as it stood: names of activities included.
    signed = models.JSONField(_("indsendt og godkendt"), default=list)

    objects = ScopedManager()

    class Meta:
        ordering = ["round", "project", "-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "project", "number"], name="snapshot_once_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.round} ({self.number})"
