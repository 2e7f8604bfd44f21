"""What stands on a milestone: asked before its meaning is changed."""

from django.db.models import Q

from ..models import Milestone, MilestoneTarget, StatusReport


def reported_values(milestone: Milestone) -> int:
    """How many of its statuses hold a number, or follow one that is counted. One query."""
    has_number = Q(value__isnull=False) | Q(numerator__isnull=False) | ~Q(counted_kind="")
    return StatusReport.objects.filter(has_number, milestone=milestone).count()


def has_later_amount(milestone: Milestone) -> bool:
    """Whether a later target holds a number. One query."""
    later = MilestoneTarget.objects.filter(milestone=milestone, valid_from__isnull=False)
    return later.filter(amount__isnull=False).exists()
