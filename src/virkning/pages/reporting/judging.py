"""An evaluator's lights on an activity's milestones in a period."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.pages.authors import author_of
from virkning.pages.forms.flow import Doubt, FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.actions.statuses import judge_milestone
from virkning.rooms.activities.models import Activity, Milestone, StatusReport
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.reports.facts.judgements import CellState, milestone_cell

from . import judgeform, statusform
from .about import Form, Reporting, reporting


@requires(Permission.ASSESS, Activity, pk="activity_id", project="project_id")
@Form
def judge_activity(request: HttpRequest, activity: Activity, period: str) -> HttpResponse:
    """An evaluator's lights on the milestones of an activity in a period."""
    about = reporting(activity, period)

    def initial(_record: Any) -> Mapping[str, Any]:
        return judgeform.judged_initial(statusform.reported(activity.pk, about.period.pk))

    def save(form: judgeform.JudgeForm) -> Saved:
        changed, last = _judge(about, author_of(request), form)
        words = (
            ngettext("%(n)d farve er sat.", "%(n)d farver er sat.", changed)
            if changed
            else _("Intet var ændret.")
        )
        return Saved(about.back, words % {"n": changed}, last if changed == 1 else None)

    page = FormPage(
        form=partial(judgeform.JudgeForm, milestones=about.milestones),
        title=_("%(activity)s: farver %(period)s")
        % {"activity": f"{about.told.number} {about.told.title}", "period": about.period.period.shown},
        under=about.facts.name,
        submit=_("Gem farver"),
        save=save,
        initial=initial,
        history_of=activity,
        back=about.back,
        breadcrumbs=about.crumbs,
        draft=f"farver:{activity.pk}:{about.period.pk}",
        doubts=partial(_doubts, about),
        template="reporting/judge.html",
        context={"about": about, "rows_of": _Judged(about)},
    )
    return answer_form(request, page)


def _judge(about: Reporting, by: Author, form: judgeform.JudgeForm) -> tuple[int, StatusReport | None]:
    """Write every light that was changed, all of them or none; how many, and the last. Raises `Refused`, `Conflict`."""
    changed, errors, last = 0, dict[str, str](), None
    with transaction.atomic():
        for facts in form.milestones:
            if not form.changed(facts.id):
                continue
            try:
                last = judge_milestone(
                    milestone=Milestone.objects.get(pk=facts.id),
                    period=about.period,
                    by=by,
                    light=form.light(facts.id),
                    reason=form.reason(facts.id),
                    computed=milestone_cell(facts, about.period.period, about.facts.horizon).computed,
                    version=form.version_of(facts.id),
                )
                changed += 1
            except Refused as refused:
                fields = {"judged": "light", "judged_reason": "reason"}
                errors |= {
                    f"{fields.get(name, name)}_{facts.id}": said for name, said in refused.errors.items()
                }
        if errors:
            raise Refused(errors)
    return changed, last


def _doubts(about: Reporting, form: judgeform.JudgeForm) -> list[Doubt]:
    """A light where nothing is expected: everybody else sees it grey there."""
    period = about.period.period
    found = []
    for facts in form.milestones:
        light = form.light(facts.id)
        if light is None or not form.changed(facts.id):
            continue
        cell = milestone_cell(facts, period, about.facts.horizon)
        if cell.state in (CellState.NOT_EXPECTED, CellState.RETIRED):
            words = _("%(what)s: %(why)s Farven vises alligevel, hvis du gemmer den.") % {
                "what": f"{facts.number}. {facts.statement}",
                "why": str(cell.computed_reason),
            }
            found.append(Doubt(f"not_expected-{facts.id}", f"light_{facts.id}", words))
    return found


class _Judged:
    """A milestone's field beside what was reported and computed."""

    def __init__(self, about: Reporting) -> None:
        self.about = about

    def of(self, form: judgeform.JudgeForm) -> list[dict[str, Any]]:
        rows = []
        for one in form.milestones:
            cell = milestone_cell(one, self.about.period.period, self.about.facts.horizon)
            light, reason = statusform.computed(
                self.about.facts,
                one,
                self.about.period.period,
                statusform.own_entry(one, self.about.period.period),
            )
            rows.append(
                {
                    "id": one.id,
                    "title": f"{one.number}. {one.statement}",
                    "words": cell.words or _("Intet indberettet"),
                    "comment": cell.comment,
                    "light": light,
                    "reason": reason,
                    "field": form[f"light_{one.id}"],
                    "why": form[f"reason_{one.id}"],
                }
            )
        return rows
