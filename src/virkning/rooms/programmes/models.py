"""Programmes, projects, their periods, parties and assignments; and which projects a scope sees."""

from functools import lru_cache
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from virkning.figures.periods import Period, PeriodKind
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import (
    ASSIGNMENT_ROLES,
    PARTY_NAMES,
    AssignmentRole,
    MembershipRole,
    PartyRole,
)
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.organisations.models import Membership, Organisation, Person


class Programme(Versioned, Removable):
    """A national frame with an owner, a period and participants."""

    name = models.CharField(_("navn"), max_length=200)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="programmes", verbose_name=_("ejer")
    )

    objects = ScopedManager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(removed_at__isnull=True, owner__isnull=False),
                name="programme_name_once_an_owner",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(removed_at__isnull=True, owner__isnull=True),
                name="programme_name_once_without_an_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owning_organisation_id(self) -> int | None:
        return self.owner_id

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """Programmes one is assigned to, one's organisation owns (administrators), or a visible project is in."""
        return (
            Q(pk__in=Assignment.of_person(scope).filter(programme__isnull=False).values("programme_id"))
            | Q(owner_id__in=Membership.active_organisations(scope, administrator=True))
            | Q(pk__in=Project.visible_ids(scope).filter(programme__isnull=False).values("programme_id"))
        )

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """Whoever sees it reads it; its owner's administrators edit it, and with its coordinators run its rounds.

        At most two queries, remembered.
        """
        remembered: dict[Scope, frozenset[Permission]] = self.__dict__.setdefault("_permissions", {})
        if scope not in remembered:
            remembered[scope] = self._permissions_for(scope)
        return remembered[scope]

    def _permissions_for(self, scope: Scope) -> frozenset[Permission]:
        if scope.sees_everything:
            return frozenset(Permission)
        mine = Membership.active_organisations(scope).filter(organisation_id=self.owner_id or 0)
        roles = set(mine.order_by("pk").values_list("role", flat=True))
        if MembershipRole.ADMINISTRATOR in roles:
            return frozenset({Permission.SEE_PROGRAMME, Permission.EDIT_PROGRAMME, Permission.RUN_ROUNDS})
        coordinates = Assignment.of_person(scope).filter(
            programme_id=self.pk, role=AssignmentRole.COORDINATOR.value
        )
        # A coordinator who has left the owning organisation coordinates nothing.
        runs = bool(roles) and coordinates.exists()
        return frozenset({Permission.SEE_PROGRAMME, *([Permission.RUN_ROUNDS] if runs else [])})


class Project(Versioned, Removable):
    """One or more municipalities' work. Known by its name together with its lead municipality."""

    name = models.CharField(_("navn"), max_length=200)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("program")
    )
    starts_on = models.DateField(_("startdato"))
    ends_on = models.DateField(_("slutdato"))

    objects = ScopedManager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="project_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owning_project_id(self) -> int:
        return self.pk

    @classmethod
    @lru_cache(maxsize=1024)  # every query of a request asks; the queryset is only ever put into others
    def visible_ids(cls, scope: Scope) -> Any:
        """Projects the scope's person sees, as a queryset to be used as a subquery.

        The one definition: an administrator sees the projects their organisation is a party to; anybody sees those
        assigned to them, directly or through the programme, as long as they belong to one of the project's parties.
        """
        mine = Party._base_manager.filter(organisation_id__in=Membership.active_organisations(scope))
        administered = Party._base_manager.filter(
            organisation_id__in=Membership.active_organisations(scope, administrator=True)
        )
        assigned = Assignment.of_person(scope)
        return cls._base_manager.filter(removed_at__isnull=True).filter(
            Q(pk__in=administered.values("project_id"))
            | Q(pk__in=mine.values("project_id"))
            & (
                Q(pk__in=assigned.filter(project__isnull=False).values("project_id"))
                | Q(programme_id__in=assigned.filter(programme__isnull=False).values("programme_id"))
            )
        )

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """See `visible_ids`."""
        return Q(pk__in=cls.visible_ids(scope).values("pk"))

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """What the scope may do in this project (two queries the first time, then remembered on the object)."""
        from .queries.permissions import permissions_on_project

        remembered: dict[Scope, frozenset[Permission]] = self.__dict__.setdefault("_permissions", {})
        if scope not in remembered:
            remembered[scope] = permissions_on_project(scope, self)
        return remembered[scope]


class InProject(models.Model):
    """A record of a project: seen by exactly those who see the project. `project_path` is the ORM path to it."""

    project_path: ClassVar[str] = "project"

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """Rows whose project the scope sees."""
        return Q(**{f"{cls.project_path}__in": Project.visible_ids(scope).values("pk")})

    @property
    def owning_project(self) -> Project:
        """The project the record belongs to."""
        owner: Any = self
        for step in self.project_path.split("__"):
            owner = getattr(owner, step)
        project: Project = owner
        return project

    @property
    def owning_project_id(self) -> int:
        """The key of the project, without loading it where the record itself points to it."""
        owner: Any = self
        *steps, last = self.project_path.split("__")
        for step in steps:
            owner = getattr(owner, step)
        return int(getattr(owner, f"{last}_id"))

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """As on its project."""
        return self.owning_project.permissions_of(scope)


class ProjectPeriod(InProject):
    """One of the periods a project is followed in. Everything dated in the project points to one of these."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="periods", verbose_name=_("projekt"))
    kind = models.CharField(
        _("slags"), max_length=10, choices=[(kind.value, kind.value) for kind in PeriodKind]
    )
    start = models.DateField(_("første dag"))
    is_baseline = models.BooleanField(_("baseline"), default=False)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "start", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "start"], name="period_once_a_project"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(is_baseline=True), name="one_baseline_period_a_project"
            ),
        ]

    def __str__(self) -> str:
        return self.period.canonical

    @property
    def period(self) -> Period:
        """The period as a value."""
        return Period(PeriodKind(self.kind), self.start)


class Party(InProject):
    """An organisation's part in a project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="parties", verbose_name=_("projekt"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="parties", verbose_name=_("organisation")
    )
    role = models.CharField(
        _("part som"), max_length=20, choices=[(key.value, _(name)) for key, name in PARTY_NAMES.items()]
    )
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation", "role"], name="party_once_a_role"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(role=PartyRole.LEAD.value), name="one_lead_a_project"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({PARTY_NAMES[PartyRole(self.role)]})"


class Assignment(Versioned):
    """A person's role in a project or a programme, until it ends."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="assignments", verbose_name=_("person"))
    project = models.ForeignKey(
        Project, models.CASCADE, null=True, blank=True, related_name="assignments", verbose_name=_("projekt")
    )
    programme = models.ForeignKey(
        Programme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("program"),
    )
    role = models.CharField(
        _("rolle"),
        max_length=20,
        choices=[(key.value, _(role.danish)) for key, role in ASSIGNMENT_ROLES.items()],
    )
    ended_at = models.DateTimeField(_("ophørt"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["person", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, programme__isnull=True)
                | Q(project__isnull=True, programme__isnull=False),
                name="assigned_to_a_project_or_a_programme",
            ),
            models.UniqueConstraint(
                fields=["person", "project", "role"],
                condition=Q(ended_at__isnull=True, project__isnull=False),
                name="assigned_once_a_project_role",
            ),
            models.UniqueConstraint(
                fields=["person", "programme", "role"],
                condition=Q(ended_at__isnull=True, programme__isnull=False),
                name="assigned_once_a_programme_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {ASSIGNMENT_ROLES[AssignmentRole(self.role)].name}"

    @property
    def owning_project_id(self) -> int | None:
        return self.project_id

    @classmethod
    def of_person(cls, scope: Scope) -> Any:
        """The scope's person's own assignments that have not ended, for use in subqueries."""
        return cls._base_manager.filter(
            person_id=scope.person_id or 0, ended_at__isnull=True, programme__removed_at__isnull=True
        )

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """One's own, and those in projects one sees."""
        return Q(person_id=scope.person_id) | Q(project_id__in=Project.visible_ids(scope).values("pk"))


# Tables of their own in a module of their own; Django finds them here.
from .calendar import OfProjectOrProgramme, Phase, StatusCalendar  # noqa: E402

__all__ = [
    "Assignment",
    "InProject",
    "OfProjectOrProgramme",
    "Party",
    "Phase",
    "Programme",
    "Project",
    "ProjectPeriod",
    "StatusCalendar",
]
