"""Status of an activity's milestones in a period."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from virkning.figures.milestones import MilestoneKind
from virkning.pages.authors import author_of
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.actions.statuses import report_status
from virkning.rooms.activities.models import Activity, Milestone
from virkning.rooms.activities.queries.registrations import sums_until
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.reports.facts.project import MilestoneFacts

from . import statusform
from .about import Form, Reporting, reporting


@requires(Permission.REPORT_STATUS, Activity, pk="activity_id", project="project_id")
@Form
def report_activity(request: HttpRequest, activity: Activity, period: str) -> HttpResponse:
    """Status of every milestone of an activity in a period."""
    about = reporting(activity, period)
    form = partial(statusform.StatusForm, milestones=about.milestones, period=about.period.period)
    sections = _Sections(about)
    taken = _taken_over(request, about, sections.sums)

    def initial(_record: Any) -> Mapping[str, Any]:
        return about.fresh()

    def proposed(typed: Mapping[str, Any]) -> Mapping[str, Any]:
        anew = statusform.sums_anew(about.milestones, typed, sections.sums)
        return {**anew, **(taken.values if taken else {})}

    page = FormPage(
        form=form,
        title=_("%(activity)s: status %(period)s")
        % {"activity": f"{about.told.number} {about.told.title}", "period": about.period.period.shown},
        under=about.facts.name,
        submit=_("Gem status"),
        save=partial(_save_statuses, about, author_of(request)),
        initial=initial,
        proposed=proposed,
        history_of=activity,
        back=about.back,
        breadcrumbs=about.crumbs,
        draft=f"status:{activity.pk}:{about.period.pk}",
        template="reporting/status.html",
        doubts=lambda given: statusform.doubts_of(given, about.period.period),
        context={
            "about": about,
            "sections_of": sections,
            "periods": _neighbours(about),
            "taken": taken if request.method == "GET" else None,
        },
    )
    return answer_form(request, page)


class _Sections:
    """The form's sections, made when the template has the form."""

    def __init__(self, about: Reporting) -> None:
        self.about = about
        self.sums: dict[str, Decimal] = {
            kind: Decimal(count)
            for kind, count in sums_until(about.activity.pk, about.period.period.end).items()
        }

    def of(self, form: statusform.StatusForm) -> list[statusform.Section]:
        about = self.about
        return list(statusform.sections(form, about.facts, about.told, about.period.period, self.sums))


def _neighbours(about: Reporting) -> list[dict[str, Any]]:
    """The project's periods as links to the same form."""
    return [
        {
            "words": one.shown,
            "address": reverse("report_activity", args=(about.facts.id, about.activity.pk, one.canonical)),
            "chosen": one == about.period.period,
        }
        for one in about.facts.horizon.periods
    ]


@dataclass(frozen=True)
class TakenOver:
    """A sum of registrations on its way to be a milestone's value: which, where it may stand, where it stands now.

    `values`: what the form shows for it, by field. `choices` where nobody has said which milestone.
    """

    kind: str = ""
    total: Decimal = Decimal(0)
    values: Mapping[str, Any] = field(default_factory=dict)
    into: MilestoneFacts | None = None
    choices: tuple[MilestoneFacts, ...] = ()


def _taken_over(request: HttpRequest, about: Reporting, sums: Mapping[str, Decimal]) -> TakenOver | None:
    """`?talt=kontakter&milepael=12`; without a milestone the only one that is a count, else a choice of them."""
    kind, wanted = request.GET.get("talt", "")[:60], request.GET.get("milepael", "")
    if kind not in sums:
        return None
    counts = tuple(one for one in about.milestones if one.milestone.kind is MilestoneKind.COUNT)
    into = next((one for one in counts if str(one.id) == wanted or (not wanted and len(counts) == 1)), None)
    if into is None:
        return TakenOver(kind, sums[kind], choices=counts)
    total = sums[kind]
    values = {f"counted_{into.id}": kind, f"value_{into.id}": total, f"sum_{into.id}": total}
    return TakenOver(kind, total, values, into)


def _save_statuses(about: Reporting, by: Any, form: statusform.StatusForm) -> Saved:
    changed, errors, last = 0, dict[str, str](), None
    with transaction.atomic():
        for facts in form.milestones:
            if not form.changed(facts.id):
                continue
            try:
                last = _save_status(about, by, form, facts)
                changed += 1
            except Refused as refused:
                errors |= {f"{name}_{facts.id}": said for name, said in refused.errors.items()}
        if errors:
            raise Refused(errors)
    words = (
        ngettext("Status for %(n)d milepæl er gemt.", "Status for %(n)d milepæle er gemt.", changed)
        if changed
        else _("Intet var ændret.")
    )
    return Saved(about.back, words % {"n": changed}, last if changed == 1 else None)


def _save_status(about: Reporting, by: Any, form: statusform.StatusForm, facts: MilestoneFacts) -> Any:
    confirmed = {
        code.removesuffix(f"-{facts.id}"): why
        for code, why in form.confirmed.items()
        if code.endswith(f"-{facts.id}")
    }
    milestone = Milestone.objects.get(pk=facts.id)
    return report_status(
        milestone=milestone,
        period=about.period,
        by=by,
        confirmed=confirmed,
        version=form.version_of(facts.id),
        **form.given(facts.id),
    )


@requires(Permission.REPORT_STATUS, Activity, pk="activity_id", project="project_id")
@require_POST
def preview_lights(request: HttpRequest, activity: Activity, period: str) -> HttpResponse:
    """The lights the milestones would have with what is typed now."""
    about = reporting(activity, period)
    form = statusform.StatusForm(data=request.POST, milestones=about.milestones, period=about.period.period)
    form.judged = False
    found = [
        (one.id, *statusform.computed(about.facts, one, about.period.period, typed))
        for one in about.milestones
        for typed in [statusform.typed(form, one, about.period.period)]
    ]
    return render(request, "reporting/lights.html", {"lights": found})
