"""The registers one may see, and one of them with its deliveries and runs."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.registerruns.models import Delivery, Register, Run
from virkning.rooms.registerruns.queries.deliveries import deliveries_of
from virkning.rooms.registerruns.queries.registers import keeping_organisations, registers_seen
from virkning.rooms.registerruns.queries.runs import published_runs, runs_of
from virkning.rooms.registerruns.stages import WITH_DATA, DeliveryStage

from .rows import count_words, delivery_row, run_rows, today, weeks_words
from .ways import crumbs, register_address

ON_A_PAGE = 50


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """The registers of one's organisations; empty for whoever keeps none."""
    rows = [
        (one, register_address(one.register.pk), count_words(one.current.persons if one.current else None))
        for one in registers_seen()
    ]
    context = {"rows": rows, "keeping": keeping_organisations(current_scope()), "breadcrumbs": crumbs()[:1]}
    return render(request, "registers/list.html", context)


@requires(Permission.SEE_REGISTER, Register, pk="register_id")
@require_safe
def register(request: HttpRequest, register: Register) -> HttpResponse:
    """What has been delivered, what has been counted on it, and what others see of that."""
    now, may = today(), register.permissions_of(current_scope())
    deliveries = list(deliveries_of(register))
    side: Page[Run] = Paginator(runs_of(register), ON_A_PAGE).get_page(request.GET.get("side", ""))
    runs = list(side.object_list)
    current = next((one for one in deliveries if one.stage == DeliveryStage.READY), None)
    context = {
        "register": register,
        "current": delivery_row(current, now) if current else None,
        "fingerprint": current.fingerprint if current else "",
        "weeks": weeks_words(current) if current else "",
        "deliveries": [delivery_row(one, now) for one in deliveries],
        "runs": run_rows(runs, published_runs(runs), now),
        "page": side,
        "may_keep": Permission.KEEP_REGISTERS in may,
        "may_run": Permission.RUN_MEASURES in may and _can_be_run(deliveries),
        "breadcrumbs": crumbs(register),
    }
    return render(request, "registers/register.html", context)


def _can_be_run(deliveries: list[Delivery]) -> bool:
    return any(one.stage in WITH_DATA for one in deliveries)
