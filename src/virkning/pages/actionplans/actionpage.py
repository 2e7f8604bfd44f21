"""One action: what it is, who answers for it, and what was said of it in every period."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.figures.actionplans import Action, action_standing, looked_from
from virkning.figures.dates import date_words
from virkning.figures.periods import Period, PeriodKind
from virkning.figures.planning import Theme
from virkning.pages.addresses import history_address
from virkning.pages.telling.actionplans import action_lights, degree_words
from virkning.pages.telling.periods import PeriodChoice
from virkning.pages.telling.phrasing import day_of
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.plans.models import ActionStatus, PlannedAction
from virkning.rooms.reports.facts.actionplan import PlannedActionFacts
from virkning.rooms.reports.queries.actionplan import load_action_plan

from .overview import overdue_since
from .ways import choose, crumbs


@dataclass(frozen=True)
class StatusRow:
    """One period: the degree, the light with its reason, the comment, and who wrote it when."""

    period: str
    is_open: bool
    degree: str
    muted: bool
    light: SafeString
    reason: str
    comment: str
    by: str
    at: str
    write: str


@requires(Permission.SEE_PROJECT, PlannedAction, pk="action_id", challenge__project="project_id")
@require_safe
def planned_action(request: HttpRequest, action: PlannedAction) -> HttpResponse:
    """The action with its statuses, the latest first."""
    project, today = action.challenge.project, timezone.localdate()
    facts = next((one for one in load_action_plan(project.pk).actions() if one.id == action.pk), None)
    if facts is None:  # it has gone with its challenge
        raise NotVisible
    choice = choose(project, request.GET.get("periode", ""), "", today)
    periods = [Period.parse(one.value) for one in choice.links] if choice else []
    may = action.permissions_of(current_scope())
    may_report = Permission.REPORT_STATUS in may
    context = {
        "action": action,
        "theme": Theme(action.challenge.theme).shown,
        "deadline": date_words(action.deadline) if action.deadline else "",
        "overdue": _overdue(facts, choice, today),
        "now": _now(facts, choice.period, today) if choice else None,
        "period": choice.period.shown if choice else "",
        "rows": _rows(action, facts.action, periods, choice.period if choice else None, today, may_report),
        "write": reverse("action_plan_status", args=(project.pk, choice.value)) + f"#handling-{action.pk}"
        if choice and may_report
        else "",
        "may_edit": Permission.EDIT_PROJECT in may,
        "history": history_address(action),
        "project": project,
        "breadcrumbs": crumbs(project, (_("Handling"), "")),
    }
    return render(request, "actionplans/action.html", context)


def _overdue(facts: PlannedActionFacts, choice: PeriodChoice | None, today: date) -> str:
    if choice is None:  # nothing can have been said without periods
        return overdue_since(facts, Period.containing(PeriodKind.QUARTER, today), today)
    return overdue_since(facts, choice.period, looked_from(choice.period, today))


def _now(facts: PlannedActionFacts, period: Period, today: date) -> dict[str, object]:
    stand = action_standing(facts.action, period, today)
    return {
        "degree": degree_words(stand.degree),
        "light": action_lights(stand),
        "reason": stand.computed.reason.translated(_),
    }


def _rows(
    action: PlannedAction,
    told: Action,
    periods: list[Period],
    chosen: Period | None,
    today: date,
    may_report: bool,
) -> list[StatusRow]:
    """Every period in which something was said, or that is looked at; the latest first. One query."""
    rows = ActionStatus.objects.filter(action=action).select_related("period").order_by("id")
    said = {one.period.period: one for one in rows}
    found = []
    for period in sorted({*said, *([chosen] if chosen else [])}, reverse=True):
        one, stand = said.get(period), action_standing(told, period, today)
        degree = degree_words(stand.degree)
        if stand.is_carried_on:
            degree = _("Uændret: %(words)s") % {"words": degree}
        found.append(
            StatusRow(
                period=period.shown,
                is_open=period == chosen,
                degree=degree if stand.degree is not None else _("Mangler"),
                muted=not stand.is_told,
                light=action_lights(stand, quiet=not stand.is_told),
                reason=stand.computed.reason.translated(_),
                comment=one.comment if one else "",
                by=one.reported_by if one else "",
                at=day_of(one.reported_at) if one and one.reported_at else "",
                write=reverse("action_plan_status", args=(action.challenge.project_id, period.canonical))
                + f"#handling-{action.pk}"
                if may_report and period in periods
                else "",
            )
        )
    return found
