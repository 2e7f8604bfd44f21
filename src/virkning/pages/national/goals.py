"""The ministry's goals with their overall target groups, as they hold in a year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from virkning.figures.periods import FIRST_YEAR, LAST_YEAR
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.plans.queries import national


@requires(Permission.SEE_PLAN)
@require_safe
def national_goals(request: HttpRequest) -> HttpResponse:
    """The goals of this year, or of the one the address names (`?aar=2012`)."""
    this_year = timezone.localdate().year
    year = _year(request.GET.get("aar", ""), this_year)
    context = {
        "year": str(year),
        "years": [str(one) for one in national.years_with_goals(this_year)],
        "goals": national.goals_of_year(year),
    }
    return render(request, "national/goals.html", context)


def _year(written: str, this_year: int) -> int:
    year = int(written) if written.isdecimal() and len(written) == 4 else this_year
    return year if FIRST_YEAR <= year <= LAST_YEAR else this_year
