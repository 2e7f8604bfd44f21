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


def goals_of_year(year: int) -> list[tuple[NationalGoal, list[NationalGroup]]]:
    """The goals of a year: those that hold on its first day, as `national_goals`.

    A plan for a year is written and adopted before the year begins, on what the ministry has set for it by then. A goal
    that begins within the year is the next year's: no plan of this one was built on it. A goal that ends within the
    year is still one the plans answer. So plans, files and the page of goals all ask by 1 January.
    """
    return national_goals(first_day(year))


def first_day(year: int) -> date:
    """The day that says which goals a year has."""
    return date(year, 1, 1)


def years_with_goals(until: int) -> list[int]:
    """The years that have goals, the newest first; one without a last day goes on until that year. One query."""
    years: set[int] = set()
    for first, last in NationalGoal.objects.order_by("pk").values_list("valid_from", "valid_to"):
        begins = first.year if first == first_day(first.year) else first.year + 1
        years |= set(range(begins, (last.year if last else max(begins, until)) + 1))
    return sorted(years, reverse=True)


def _order(goal: NationalGoal) -> tuple[int, str]:
    """Goal 10 after goal 9."""
    return (int(goal.number), "") if goal.number.isdecimal() else (10**6, goal.number)
