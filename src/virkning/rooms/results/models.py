"""Results with their indicator, series, target versions and measurements."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from virkning.figures.indicators import Answer, IndicatorKind, Term
from virkning.figures.rules import TargetRule
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.activities.models import DEADLINE_KINDS, Activity, FocusArea
from virkning.rooms.audit.fields import WrittenDecimalField
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.files.models import Traced
from virkning.rooms.programmes.models import InProject, Project, ProjectPeriod
from virkning.rooms.registerruns.models import Register, Run

ANSWERS = [(answer.value, answer.danish) for answer in Answer]


class Result(InProject, Versioned, Removable):
    """A change expected in the target group, and the one indicator that measures it.

    Belongs to activities, or to an area, or (neither) to the whole project. A retired result stays, with its reason.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="results", verbose_name=_("projekt"))
    number = models.CharField(_("nr."), max_length=20)
    statement = models.TextField(_("resultat"))
    term = models.CharField(_("sigt"), max_length=10, choices=[(term.value, term.danish) for term in Term])
    area = models.ForeignKey(
        FocusArea,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
        verbose_name=_("indsatsområde"),
    )
    activities: models.ManyToManyField[Activity, "ResultActivity"] = models.ManyToManyField(
        Activity, through="ResultActivity", related_name="results", verbose_name=_("aktiviteter")
    )
    kind = models.CharField(
        _("type"), max_length=12, choices=[(kind.value, kind.danish) for kind in IndicatorKind]
    )
    unit = models.CharField(_("enhed"), max_length=60, blank=True)
    baseline = models.ForeignKey(
        ProjectPeriod,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("baselineperiode"),
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
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("erstattes af")
    )
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                condition=Q(removed_at__isnull=True),
                name="result_number_once_a_project",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="result_not_replaced_by_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.statement}"


class ResultActivity(InProject):
    """An activity a result belongs to."""

    project_path = "result__project"

    result = models.ForeignKey(
        Result, models.CASCADE, related_name="activity_links", verbose_name=_("resultat")
    )
    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="result_links", verbose_name=_("aktivitet")
    )
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["result", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["result", "activity"], name="result_once_an_activity"),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} – {self.activity_id}"


class Series(InProject):
    """One line of a result: a group, a category, or (without a name) the result itself."""

    project_path = "result__project"

    result = models.ForeignKey(Result, models.CASCADE, related_name="series", verbose_name=_("resultat"))
    name = models.CharField(_("serie"), max_length=200, blank=True)
    is_target = models.BooleanField(_("målet gælder denne serie"), default=False)
    reference_rank = models.PositiveIntegerField(
        _("rang som reference"), null=True, blank=True, help_text=_("1 er den første reference, der bruges.")
    )
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["result", "position", "id"]
        verbose_name_plural = _("serier")
        constraints = [
            models.UniqueConstraint(fields=["result", "name"], name="series_name_once_a_result"),
        ]

    def __str__(self) -> str:
        return self.name or "–"


class TargetVersion(InProject, Versioned, Removable):
    """What a result aims at from a period on. The first version has no `valid_from`."""

    project_path = "result__project"

    result = models.ForeignKey(Result, models.CASCADE, related_name="targets", verbose_name=_("resultat"))
    valid_from = models.ForeignKey(
        ProjectPeriod, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("gælder fra")
    )
    rule = models.CharField(
        _("måltype"), max_length=30, blank=True, choices=[(rule.value, rule.danish) for rule in TargetRule]
    )
    amount = WrittenDecimalField(_("måltal"), null=True, blank=True)
    deadline = models.DateField(_("frist"), null=True, blank=True)
    deadline_kind = models.CharField(_("fristens slags"), max_length=10, choices=DEADLINE_KINDS, blank=True)
    reason = models.TextField(_("begrundelse"), blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["result", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "valid_from"],
                condition=Q(removed_at__isnull=True, valid_from__isnull=False),
                name="target_version_once_a_period",
            ),
            models.UniqueConstraint(
                fields=["result"],
                condition=Q(removed_at__isnull=True, valid_from__isnull=True),
                name="one_first_target_version",
            ),
        ]

    def __str__(self) -> str:
        return f"Måltal for resultat {self.result_id}"


class Redefinition(InProject, Versioned, Removable):
    """From a period on a result is understood or measured otherwise than before: a break in all of its series."""

    project_path = "result__project"

    result = models.ForeignKey(
        Result, models.CASCADE, related_name="redefinitions", verbose_name=_("resultat")
    )
    valid_from = models.ForeignKey(
        ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("gælder fra")
    )
    before = models.TextField(_("som det lød før"))
    after = models.TextField(_("som det lyder nu"))
    reason = models.TextField(_("begrundelse"))

    objects = ScopedManager()

    class Meta:
        ordering = ["result", "valid_from__start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "valid_from"],
                condition=Q(removed_at__isnull=True),
                name="redefined_once_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"Omdefinering af resultat {self.result_id}"


class Measurement(InProject, Traced):
    """One value of one series in one period, or (without a series) a note to the period's cell.

    Never edited: a new value supersedes the old one, which stays. `superseded_at` without a successor means withdrawn.
    """

    project_path = "result__project"

    result = models.ForeignKey(
        Result, models.CASCADE, related_name="measurements", verbose_name=_("resultat")
    )
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="measurements", verbose_name=_("serie")
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    value = WrittenDecimalField(_("værdi"), null=True, blank=True)
    answer = models.CharField(_("svar"), max_length=5, blank=True, choices=ANSWERS)
    numerator = WrittenDecimalField(_("tæller"), null=True, blank=True)
    denominator = WrittenDecimalField(_("nævner"), null=True, blank=True)
    text = models.TextField(_("tekst"), blank=True)
    break_reason = models.TextField(_("databrud"), blank=True)
    source = models.TextField(_("kilde"), blank=True)
    # Where it was counted, when no person typed it.
    origin_run = models.ForeignKey(
        Run, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("registerkørsel")
    )
    superseded_at = models.DateTimeField(_("erstattet"), null=True, blank=True)
    superseded_by = models.CharField(_("erstattet af"), max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["result", "period__start", "series__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "period"],
                condition=Q(superseded_at__isnull=True, series__isnull=False),
                name="one_current_value_a_series_and_period",
            ),
            models.UniqueConstraint(
                fields=["result", "period"],
                condition=Q(superseded_at__isnull=True, series__isnull=True),
                name="one_current_note_a_result_and_period",
            ),
        ]

    def __str__(self) -> str:
        return f"Måling for resultat {self.result_id}"


class LinkedPlace(models.TextChoices):
    """Whose figure a linked result takes from a run."""

    MUNICIPALITY = "municipality", _("en af projektets kommuner")
    PROJECT = "project", _("projektets kommuner tilsammen")
    COUNTRY = "country", _("hele landet")


class MeasureLink(InProject, Versioned, Removable):
    """A result's series that follows a measure: each published run supersedes its measurements.

    Without a register, runs of whichever register are published in the project's programme.
    """

    project_path = "result__project"

    result = models.ForeignKey(
        Result, models.CASCADE, related_name="measure_links", verbose_name=_("resultat")
    )
    series = models.CharField(_("serie"), max_length=200, blank=True)
    measure = models.CharField(_("opgørelse"), max_length=80)
    register = models.ForeignKey(
        Register, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("register")
    )
    place = models.CharField(_("hvis tal"), max_length=12, choices=LinkedPlace.choices)
    municipality = models.CharField(_("kommune"), max_length=3, blank=True)
    group = models.CharField(_("gruppe"), max_length=60, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["result", "series", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "series"],
                condition=Q(removed_at__isnull=True),
                name="series_follows_one_measure",
            ),
            models.CheckConstraint(
                condition=Q(place=LinkedPlace.MUNICIPALITY) & ~Q(municipality="")
                | ~Q(place=LinkedPlace.MUNICIPALITY) & Q(municipality=""),
                name="linked_municipality_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} – {self.measure}"


def withdrawn_now(by: str) -> dict[str, object]:
    """The columns that take a measurement out of use, for the write helper."""
    return {"superseded_at": timezone.now(), "superseded_by": by}
