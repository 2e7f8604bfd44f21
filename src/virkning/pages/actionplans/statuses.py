"""Status of all of a plan's actions in a period, on one form."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from virkning.figures.actionplans import stood_before
from virkning.pages.authors import author_of
from virkning.pages.forms.flow import FormPage, Saved, answer_form, answer_with
from virkning.pages.telling.periods import FEW
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.plans.actions.actionstatuses import ActionSaid, say_of_actions
from virkning.rooms.plans.models import PlannedAction
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of
from virkning.rooms.reports.facts.actionplan import ActionPlan
from virkning.rooms.reports.queries.actionplan import load_action_plan

from . import statusform
from .ways import Form, crumbs, period_of, plan_address


class _Sections:
    """The form's sections, made when the template has the form."""

    def __init__(self, plan: ActionPlan, when: ProjectPeriod) -> None:
        self.plan, self.when, self.today = plan, when, timezone.localdate()

    def of(self, form: statusform.StatusForm) -> list[statusform.ChallengeFields]:
        return list(statusform.sections(form, self.plan, self.when.period, self.today))


@requires(Permission.REPORT_STATUS, Project, pk="project_id")
@Form
def action_plan_status(request: HttpRequest, project: Project, period: str) -> HttpResponse:
    """Degree, light and comment of every action in the period."""
    when, plan = period_of(project, period), load_action_plan(project.pk)
    actions = tuple(plan.actions())
    back = plan_address(project.pk, when.period)

    def initial(_record: Any) -> Mapping[str, Any]:
        return statusform.initial_of(statusform.statuses_in(project.pk, when.pk))

    page = FormPage(
        form=partial(statusform.StatusForm, actions=actions),
        title=_("Handleplan: status %(period)s") % {"period": when.period.shown},
        under=project.name,
        save=lambda form: _save(request, project, when, form),
        submit=_("Gem status"),
        initial=initial,
        history_of=project,
        back=back,
        breadcrumbs=crumbs(project, (_("Status %(period)s") % {"period": when.period.shown}, "")),
        draft=f"handleplan:{project.pk}:{when.pk}",
        template="actionplans/status.html",
        context={
            "actions": actions,
            "sections_of": _Sections(plan, when),
            "periods": _neighbours(project, when),
            "fetch_all": any(stood_before(one.action, when.period) for one in actions),
            "preview": reverse("action_plan_lights", args=(project.pk, when.period.canonical)),
        },
    )
    if request.method == "POST" and statusform.FETCH in request.POST:
        wanted = str(request.POST[statusform.FETCH])
        return answer_with(
            request,
            page,
            lambda typed: statusform.carried(plan, when.period, wanted, typed),  # type: ignore[arg-type]
        )
    return answer_form(request, page)


@requires(Permission.REPORT_STATUS, Project, pk="project_id")
@require_POST
def action_plan_lights(request: HttpRequest, project: Project, period: str) -> HttpResponse:
    """The lights the actions would have with what is typed now."""
    when, plan = period_of(project, period), load_action_plan(project.pk)
    form = statusform.StatusForm(data=request.POST, actions=tuple(plan.actions()))
    form.judged = False
    today = timezone.localdate()
    found = [(one.id, *statusform.computed(form, one, when.period, today)) for one in form.actions]
    return render(request, "actionplans/lights.html", {"lights": found})


def _neighbours(project: Project, when: ProjectPeriod) -> list[dict[str, Any]]:
    """The periods around this one as links to the same form; the others are reached from the plan."""
    periods = list(periods_of(project))
    here = next(place for place, one in enumerate(periods) if one.pk == when.pk)
    first = max(0, min(here - FEW // 2, len(periods) - FEW))
    return [
        {
            "words": one.period.shown,
            "address": reverse("action_plan_status", args=(project.pk, one.period.canonical)),
            "chosen": one.pk == when.pk,
        }
        for one in periods[first : first + FEW]
    ]


def _save(request: HttpRequest, project: Project, when: ProjectPeriod, form: statusform.StatusForm) -> Saved:
    back = plan_address(project.pk, when.period)
    changed = [one.id for one in form.actions if form.changed(one.id)]
    rows = {
        one.pk: one
        for one in PlannedAction.objects.filter(pk__in=changed).select_related("challenge").order_by("id")
    }
    said = [ActionSaid(rows[key], **form.given(key)) for key in changed if key in rows]
    told = say_of_actions(
        project=project, period=when, said=said, by=author_of(request), today=timezone.localdate()
    )
    if told is None:
        return Saved(back, _("Intet var ændret."))
    words = ngettext("Status for %(n)d handling er gemt.", "Status for %(n)d handlinger er gemt.", len(said))
    return Saved(back, words % {"n": len(said)}, told)
