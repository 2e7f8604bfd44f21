"""What an evaluator proposes for milestones and results, and what the project decides."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from virkning.figures.continuing import Decision, ProposalKind
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.activities.models import Milestone
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.programmes.models import InProject, Project, ProjectPeriod
from virkning.rooms.results.models import Result


class Proposal(InProject, Versioned, Removable):
    """A proposal on one milestone or one result, with the project's decision; both are shown."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="proposals", verbose_name=_("projekt"))
    milestone = models.ForeignKey(
        Milestone,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("milepæl"),
    )
    result = models.ForeignKey(
        Result, models.CASCADE, null=True, blank=True, related_name="proposals", verbose_name=_("resultat")
    )
    period = models.ForeignKey(ProjectPeriod, models.PROTECT, related_name="+", verbose_name=_("periode"))
    kind = models.CharField(
        _("forslag"), max_length=12, choices=[(one.value, one.danish) for one in ProposalKind]
    )
    text = models.TextField(_("hvad der foreslås"), blank=True)
    reason = models.TextField(_("begrundelse"))
    decision = models.CharField(
        _("beslutning"), max_length=10, blank=True, choices=[(one.value, one.danish) for one in Decision]
    )
    decision_reason = models.TextField(_("begrundelse for beslutningen"), blank=True)
    decided_by = models.CharField(_("besluttet af"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("besluttet"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "period__start", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(milestone__isnull=False, result__isnull=True)
                | Q(milestone__isnull=True, result__isnull=False),
                name="proposal_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="a_decision_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.REJECTED) | ~Q(decision_reason=""),
                name="a_proposal_is_rejected_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{ProposalKind(self.kind).danish}: {self.milestone or self.result}"
