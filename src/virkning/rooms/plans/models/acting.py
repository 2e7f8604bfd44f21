"""A project's action plan: challenge → planned action, with how far it has come each quarter."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from virkning.figures.milestones import Light
from virkning.figures.planning import Degree, Theme
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.organisations.models import Person
from virkning.rooms.programmes.models import InProject, Project, ProjectPeriod


class Challenge(InProject, Versioned, Removable):
    """Something that stands in the way, under one of the five themes."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="challenges", verbose_name=_("projekt"))
    theme = models.CharField(_("tema"), max_length=12, choices=[(one.value, one.danish) for one in Theme])
    text = models.TextField(_("udfordring"))
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "position", "id"]

    def __str__(self) -> str:
        return self.text


class PlannedAction(InProject, Versioned, Removable):
    """What will be done about a challenge, by whom and by when. `lead`: the person here whose desk it lies on."""

    project_path = "challenge__project"

    challenge = models.ForeignKey(
        Challenge, models.CASCADE, related_name="actions", verbose_name=_("udfordring")
    )
    text = models.TextField(_("handling"))
    responsible = models.CharField(_("ansvarlig"), max_length=200, blank=True)
    lead = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ansvarlig her")
    )
    deadline = models.DateField(_("frist"), null=True, blank=True)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["challenge", "position", "id"]

    def __str__(self) -> str:
        return self.text


class ActionStatus(InProject, Versioned):
    """How far an action has come in one period, with a light and a comment."""

    project_path = "action__challenge__project"

    action = models.ForeignKey(
        PlannedAction, models.CASCADE, related_name="statuses", verbose_name=_("handling")
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    degree = models.CharField(
        _("gennemført"), max_length=6, blank=True, choices=[(one.value, one.danish) for one in Degree]
    )
    light = models.CharField(
        _("farve"), max_length=8, blank=True, choices=[(one.value, one.danish) for one in Light]
    )
    comment = models.TextField(_("kommentar"), blank=True)
    reported_by = models.CharField(_("skrevet af"), max_length=200, blank=True)
    reported_at = models.DateTimeField(_("skrevet"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["action", "period__start", "id"]
        constraints = [
            models.UniqueConstraint(fields=["action", "period"], name="action_status_once_a_period"),
            models.CheckConstraint(
                condition=~Q(degree="") | ~Q(light="") | ~Q(comment=""),
                name="an_action_status_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.period}"
