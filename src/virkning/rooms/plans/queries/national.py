"""The ministry's goals and overall target groups, as they hold on a day."""

from datetime import date

from django.db.models import Q

from ..models import NationalGoal, NationalGroup


def national_goals(day: date) -> list[tuple[NationalGoal, list[NationalGroup]]]:
    """The goals that hold on the day, in their order, each with its overall groups. Two queries."""
    holds = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    groups: dict[int, list[NationalGroup]] = {}
    for group in NationalGroup.objects.filter(holds).order_by("letter", "id"):
        groups.setdefault(group.goal_id, []).append(group)
    goals = NationalGoal.objects.filter(holds).order_by("number", "id")
    return [(one, groups.get(one.pk, [])) for one in sorted(goals, key=_order)]


def years_with_goals(until: int) -> list[int]:
    """The years some goal holds in, the newest first; one without a last day holds until that year. One query."""
    years: set[int] = set()
    for first, last in NationalGoal.objects.order_by("pk").values_list("valid_from", "valid_to"):
        years |= set(range(first.year, max(first.year, last.year if last else until) + 1))
    return sorted(years, reverse=True)


def _order(goal: NationalGoal) -> tuple[int, str]:
    """Goal 10 after goal 9."""
    return (int(goal.number), "") if goal.number.isdecimal() else (10**6, goal.number)
