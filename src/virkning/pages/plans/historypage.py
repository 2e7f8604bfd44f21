"""A plan's history: everything that was done in it, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.figures.planning import WORK_IN, PlanStage, PlanWork
from virkning.pages.addresses import possible
from virkning.pages.moments import day_words
from virkning.pages.takingback import not_overtaken, takes
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.queries.history import entries_about
from virkning.rooms.audit.queries.telling import FieldChange, tell
from virkning.rooms.plans.actions.arranging import WORK
from virkning.rooms.plans.models import EmploymentPlan

from .ways import crumbs, may_write, plan_name

ON_A_PAGE = 30


@dataclass(frozen=True)
class ActRow:
    """An act; `parts`: what it changed, by what each record is called. What was made or removed has its words.

    `undo`: where it is taken back; blank where it cannot be.
    """

    entry: AuditEntry
    parts: tuple[tuple[str, tuple[FieldChange, ...]], ...]
    undo: str


@requires(Permission.SEE_PLAN, EmploymentPlan, pk="plan_id")
@require_safe
def plan_history(request: HttpRequest, plan: EmploymentPlan) -> HttpResponse:
    """The entries about the plan, in words, with what was changed before and after."""
    page = Paginator(entries_about(plan), ON_A_PAGE).get_page(request.GET.get("side"))
    entries = list(page.object_list)
    # Of earlier pages' entries somebody has nearly always written on since; the newest are on the first.
    undone = _to_take_back(plan, entries) if page.number == 1 and may_write(plan) else {}
    told = tell(entries)
    today = timezone.localdate()
    rows = [
        ActRow(one.entry, tuple(part for part in one.rows if part[1]), undone.get(one.entry.pk, ""))
        for one in told
    ]
    days = [
        (day_words(day, today), list(own))
        for day, own in groupby(rows, key=lambda one: timezone.localtime(one.entry.at).date())
    ]
    context = {
        "title": _("Historik"),
        "under": f"{plan_name(plan)}, {plan.organisation.name}",
        "days": days,
        "page": page,
        "breadcrumbs": crumbs(plan, (_("Historik"), "")),
    }
    return render(request, "plans/history.html", context)


def _to_take_back(plan: EmploymentPlan, newest: Sequence[AuditEntry]) -> dict[int, str]:
    """Entry → where it is taken back, of the plan's newest: acts that nothing done since stands in the way of.

    What moved the plan to another stage is opened again with a reason, and a plan is removed on its own page.
    """
    may = plan.permissions_of(current_scope())
    stage = PlanStage(plan.stage)
    works = {work.value for work in PlanWork if stage in WORK_IN[work]}

    def is_open(entry: AuditEntry) -> bool:
        if entry.changes.get(WORK) not in works or f"employmentplan:{plan.pk}" in entry.changes.get(
            "rows", {}
        ):
            return False
        return takes(entry, may=may) <= may

    return {one.pk: possible("undo_entry", one.pk) for one in not_overtaken(newest, is_open)}
