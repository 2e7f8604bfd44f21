"""The plans one may see, by municipality and year, and where a new one is begun."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from virkning.design.markup import stage_tag
from virkning.figures.collation import danish_key
from virkning.figures.dates import date_words
from virkning.figures.planning import PlanStage
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.models import EmploymentPlan
from virkning.rooms.plans.queries.standing import (
    Lacking,
    lacking_by_plan,
    plans_seen,
    writable_municipalities,
)

from .rows import STAGE_LOOKS, lacking_words


@dataclass(frozen=True)
class PlanRow:
    """A plan in the list."""

    address: str
    year: int
    stage: Any
    groups: int
    missing: str
    adopted: str


@dataclass(frozen=True)
class MunicipalityPlans:
    """A municipality's plans; `new`: where one more is begun, `bring`: from a file; blank for those who only read."""

    name: str
    anchor: str
    new: str
    bring: str
    rows: tuple[PlanRow, ...]


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The list. The same number of queries however many plans there are."""
    writable = writable_municipalities()
    there = plans_seen()
    lacking = lacking_by_plan([one.pk for one in there])
    told = {
        one.pk: _municipality(one, list(rows), lacking, writable)
        for one, rows in groupby(there, key=lambda plan: plan.organisation)
    }
    for one in writable:
        told.setdefault(one.pk, _municipality(one, [], lacking, writable))
    ordered = sorted(told.values(), key=lambda one: danish_key(one.name))
    context = {"municipalities": ordered, "may_write": bool(writable)}
    return render(request, "plans/plans.html", context)


def _municipality(
    one: Organisation,
    rows: list[EmploymentPlan],
    lacking: dict[int, Lacking],
    writable: list[Organisation],
) -> MunicipalityPlans:
    new, bring = (
        reverse(name, args=(one.pk,)) if one in writable else "" for name in ("plan_new", "plan_import")
    )
    told = tuple(_row(plan, lacking.get(plan.pk, Lacking())) for plan in rows)
    return MunicipalityPlans(one.name, f"kommune-{one.pk}", new, bring, told)


def _row(plan: EmploymentPlan, lacking: Lacking) -> PlanRow:
    stage = PlanStage(plan.stage)
    return PlanRow(
        address=reverse("plan", args=(plan.pk,)),
        year=plan.year,
        stage=stage_tag(STAGE_LOOKS[stage], stage.shown),
        groups=lacking.groups,
        missing=lacking_words(lacking) if stage is PlanStage.DRAFT else "",
        adopted=date_words(plan.adopted_on) if plan.adopted_on else "",
    )
