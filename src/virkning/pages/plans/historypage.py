"""A plan's history: everything that was done in it, newest first."""

from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.pages.moments import day_words
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.queries.history import entries_about
from virkning.rooms.audit.queries.telling import FieldChange, tell
from virkning.rooms.plans.models import EmploymentPlan

from .ways import crumbs, plan_name

ON_A_PAGE = 30


@dataclass(frozen=True)
class ActRow:
    """An act; `parts`: what it changed, by what each record is called. What was made or removed has its words."""

    entry: AuditEntry
    parts: tuple[tuple[str, tuple[FieldChange, ...]], ...]


@requires(Permission.SEE_PLAN, EmploymentPlan, pk="plan_id")
@require_safe
def plan_history(request: HttpRequest, plan: EmploymentPlan) -> HttpResponse:
    """The entries about the plan, in words, with what was changed before and after."""
    page = Paginator(entries_about(plan), ON_A_PAGE).get_page(request.GET.get("side"))
    told = tell(list(page.object_list))
    today = timezone.localdate()
    rows = [ActRow(one.entry, tuple(part for part in one.rows if part[1])) for one in told]
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
