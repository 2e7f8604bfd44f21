"""An employment plan: goal → overall target group → target group → planned result → step (schemas 1-5)."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from virkning.figures.planning import PlanStage, PlanTerm, Reached
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.organisations.owned import InOrganisation
from virkning.rooms.results.models import Result

FIRST_YEAR, LAST_YEAR = 2000, 2100


class NationalGoal(models.Model):
    """A goal the ministry has set, for the years it holds. Reference data, the same for everybody, so not scoped."""

    number = models.CharField(_("nr."), max_length=10)
    title = models.TextField(_("mål"))
    valid_from = models.DateField(_("gælder fra"))
    valid_to = models.DateField(_("gælder til"), null=True, blank=True)

    objects: ClassVar[models.Manager["NationalGoal"]] = models.Manager()

    class Meta:
        ordering = ["number", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["number", "valid_from"], name="national_goal_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"Mål {self.number}: {self.title}"


class NationalGroup(models.Model):
    """An overall target group of a national goal, for the years it holds. Reference data, so not scoped."""

    goal = models.ForeignKey(NationalGoal, models.CASCADE, related_name="groups", verbose_name=_("mål"))
    letter = models.CharField(_("bogstav"), max_length=3)
    title = models.TextField(_("overordnet målgruppe"))
    valid_from = models.DateField(_("gælder fra"))
    valid_to = models.DateField(_("gælder til"), null=True, blank=True)

    objects: ClassVar[models.Manager["NationalGroup"]] = models.Manager()

    class Meta:
        ordering = ["letter", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "letter", "valid_from"], name="national_group_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}. {self.title}"


class EmploymentPlan(InOrganisation, Versioned, Removable):
    """A municipality's plan for one year. `carried_from`: last year's, where this one was begun from it."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="employment_plans", verbose_name=_("kommune")
    )
    year = models.PositiveSmallIntegerField(
        _("år"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    stage = models.CharField(
        _("trin"),
        max_length=12,
        default=PlanStage.DRAFT.value,
        choices=[(one.value, one.danish) for one in PlanStage],
    )
    adopted_on = models.DateField(_("vedtaget"), null=True, blank=True)
    adopted_by = models.CharField(_("vedtaget af"), max_length=200, blank=True)
    reopened_reason = models.TextField(_("hvorfor åbnet igen"), blank=True)
    followed_up_at = models.DateTimeField(_("fulgt op"), null=True, blank=True)
    followed_up_by = models.CharField(_("fulgt op af"), max_length=200, blank=True)
    carried_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name=_("begyndt fra"),
    )

    objects = ScopedManager()
    with_removed = ScopedManager(with_removed=True)

    class Meta:
        ordering = ["organisation", "-year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=Q(removed_at__isnull=True),
                name="one_employment_plan_a_year",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="employment_plan_of_a_year"
            ),
            models.CheckConstraint(
                condition=Q(stage=PlanStage.DRAFT.value, adopted_on__isnull=True)
                | (~Q(stage=PlanStage.DRAFT.value) & Q(adopted_on__isnull=False)),
                name="an_adopted_plan_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Beskæftigelsesplan {self.year}"


class InPlan(InOrganisation):
    """A part of an employment plan. `plan_path` is the ORM path to the plan."""

    plan_path: ClassVar[str] = "plan"

    class Meta:
        abstract = True

    @classmethod
    def organisation_lookup(cls) -> str:
        return f"{cls.plan_path}__organisation"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """As its plan: nobody sees a part of one that is removed."""
        return super().visible_to(scope) & Q(**{f"{cls.plan_path}__removed_at__isnull": True})

    @property
    def owning_plan(self) -> EmploymentPlan:
        """The plan the part belongs to."""
        owner: Any = self
        for step in self.plan_path.split("__"):
            owner = getattr(owner, step)
        plan: EmploymentPlan = owner
        return plan

    @property
    def owning_organisation(self) -> Organisation:
        return self.owning_plan.organisation

    @property
    def owning_organisation_id(self) -> int:
        return self.owning_plan.organisation_id


class PlanGoal(InPlan, Versioned, Removable):
    """A goal in a plan: one of the ministry's, with its words as they were when the plan was begun, or a local one."""

    plan = models.ForeignKey(EmploymentPlan, models.CASCADE, related_name="goals", verbose_name=_("plan"))
    number = models.CharField(_("nr."), max_length=10)
    title = models.TextField(_("mål"))
    national = models.ForeignKey(
        NationalGoal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ministerens mål"),
    )
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()
    with_removed = ScopedManager(with_removed=True)

    class Meta:
        ordering = ["plan", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                condition=Q(removed_at__isnull=True),
                name="goal_number_once_a_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"Mål {self.number}: {self.title}"


class OverallGroup(InPlan, Versioned, Removable):
    """An overall target group (A-L) under a goal."""

    plan_path = "goal__plan"

    goal = models.ForeignKey(PlanGoal, models.CASCADE, related_name="groups", verbose_name=_("mål"))
    letter = models.CharField(_("bogstav"), max_length=3)
    title = models.TextField(_("overordnet målgruppe"))
    national = models.ForeignKey(
        NationalGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ministeriets målgruppe"),
    )
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()
    with_removed = ScopedManager(with_removed=True)

    class Meta:
        ordering = ["goal", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "letter"],
                condition=Q(removed_at__isnull=True),
                name="overall_group_once_a_goal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}. {self.title}"


class TargetGroup(InPlan, Versioned, Removable):
    """A target group (A1, A2 …) under an overall one."""

    plan_path = "overall__goal__plan"

    overall = models.ForeignKey(
        OverallGroup, models.CASCADE, related_name="target_groups", verbose_name=_("overordnet målgruppe")
    )
    number = models.CharField(_("nr."), max_length=10)
    title = models.TextField(_("målgruppe"))
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()
    with_removed = ScopedManager(with_removed=True)

    class Meta:
        ordering = ["overall", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["overall", "number"],
                condition=Q(removed_at__isnull=True),
                name="target_group_once_an_overall_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"


class PlannedResult(InPlan, Versioned, Removable):
    """A result a plan expects of a target group.

    A retired one stays in the plan with its reason; a removed one does not. No step that counts hangs on either: the
    database refuses it (migration 0002). `reached` is written at the follow-up; where `followed` measures it in
    projects, their values are shown beside. `carried_from`: last year's result it goes on from.
    """

    plan_path = "group__overall__goal__plan"

    group = models.ForeignKey(
        TargetGroup, models.CASCADE, related_name="results", verbose_name=_("målgruppe")
    )
    number = models.PositiveSmallIntegerField(_("nr."))
    text = models.CharField(_("resultat"), max_length=500)
    term = models.CharField(_("sigt"), max_length=5, choices=[(one.value, one.danish) for one in PlanTerm])
    retired_on = models.DateField(_("udgået"), null=True, blank=True)
    retired_reason = models.TextField(_("hvorfor udgået"), blank=True)
    reached = models.CharField(
        _("opnået"), max_length=6, blank=True, choices=[(one.value, one.danish) for one in Reached]
    )
    reached_comment = models.TextField(_("kommentar til opfølgningen"), blank=True)
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("går videre fra")
    )
    followed: models.ManyToManyField[Result, "ResultFollowed"] = models.ManyToManyField(
        Result, through="ResultFollowed", related_name="planned", verbose_name=_("måles i projekter")
    )

    objects = ScopedManager()
    with_removed = ScopedManager(with_removed=True)

    class Meta:
        ordering = ["group", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "number"],
                condition=Q(removed_at__isnull=True),
                name="planned_result_number_once_a_group",
            ),
            models.CheckConstraint(
                condition=Q(retired_on__isnull=True) | ~Q(retired_reason=""),
                name="a_planned_result_retires_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="planned_result_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class PlannedStep(InPlan, Versioned, Removable):
    """A step on the way to a result. It may lead to other results of the same group too (`StepAlsoFor`).

    `retired_along`: it went out of use with its result, and comes back with it; else it went by itself.
    """

    plan_path = "result__group__overall__goal__plan"

    result = models.ForeignKey(
        PlannedResult, models.PROTECT, related_name="steps", verbose_name=_("resultat")
    )
    text = models.CharField(_("trin"), max_length=500)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)
    retired_on = models.DateField(_("udgået"), null=True, blank=True)
    retired_along = models.BooleanField(_("udgået sammen med resultatet"), default=False)

    objects = ScopedManager()
    with_removed = ScopedManager(with_removed=True)

    class Meta:
        ordering = ["result", "position", "id"]

    def __str__(self) -> str:
        return self.text


class StepAlsoFor(InPlan):
    """One more result a step leads to."""

    plan_path = "step__result__group__overall__goal__plan"

    step = models.ForeignKey(PlannedStep, models.CASCADE, related_name="also_for", verbose_name=_("trin"))
    result = models.ForeignKey(
        PlannedResult, models.CASCADE, related_name="also_steps", verbose_name=_("resultat")
    )

    objects = ScopedManager()

    class Meta:
        ordering = ["step", "result__number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["step", "result"], name="step_also_for_a_result_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step} → {self.result}"


class ResultFollowed(InPlan):
    """A project's result that measures a planned one. Its values are shown to those who see the project."""

    plan_path = "planned__group__overall__goal__plan"

    planned = models.ForeignKey(
        PlannedResult, models.CASCADE, related_name="follows", verbose_name=_("planlagt resultat")
    )
    result = models.ForeignKey(
        Result, models.CASCADE, related_name="followed_by", verbose_name=_("projektets resultat")
    )

    objects = ScopedManager()

    class Meta:
        ordering = ["planned", "id"]
        constraints = [
            models.UniqueConstraint(fields=["planned", "result"], name="result_followed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.planned} ← {self.result}"
