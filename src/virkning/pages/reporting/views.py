"""Status of an activity's milestones in a period."""

from collections.abc import Mapping
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
    form = partial(statusform.StatusForm, milestones=about.milestones)
    counted = _counted(request, about)

    def initial(_record: Any) -> Mapping[str, Any]:
        return about.fresh() | counted

    page = FormPage(
        form=form,
        title=_("%(activity)s: status %(period)s")
        % {"activity": f"{about.told.number} {about.told.title}", "period": about.period.period.shown},
        under=about.facts.name,
        submit=_("Gem status"),
        save=partial(_save_statuses, about, author_of(request)),
        initial=initial,
        history_of=activity,
        back=about.back,
        breadcrumbs=about.crumbs,
        draft=f"status:{activity.pk}:{about.period.pk}",
        template="reporting/status.html",
        doubts=lambda given: statusform.doubts_of(given, about.period.period),
        context={"about": about, "sections_of": _Sections(about), "periods": _neighbours(about)},
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


def _counted(request: HttpRequest, about: Reporting) -> dict[str, Any]:
    """`?talt=kontakter&milepael=12`: a sum of registrations taken over as the milestone's value."""
    kind, wanted = request.GET.get("talt", "")[:60], request.GET.get("milepael", "")
    sums = sums_until(about.activity.pk, about.period.period.end) if kind else {}
    if kind not in sums or not wanted.isdecimal():
        return {}
    key = int(wanted[:18])
    if key not in {one.id for one in about.milestones}:
        return {}
    return {f"counted_{key}": kind, f"value_{key}": Decimal(sums[kind])}


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
    given = form.given(facts.id)
    total = None
    if given["counted_kind"]:
        total = sums_until(about.activity.pk, about.period.period.end).get(given["counted_kind"])
        if total is None or given["value"] != Decimal(total):
            given["counted_kind"] = ""  # another number was written: it is that person's, not the sum
    if given["counted_kind"]:
        given["value"] = None
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
        **given,
    )


@requires(Permission.REPORT_STATUS, Activity, pk="activity_id", project="project_id")
@require_POST
def preview_lights(request: HttpRequest, activity: Activity, period: str) -> HttpResponse:
    """The lights the milestones would have with what is typed now."""
    about = reporting(activity, period)
    form = statusform.StatusForm(data=request.POST, milestones=about.milestones)
    form.judged = False
    found = [
        (one.id, *statusform.computed(about.facts, one, about.period.period, typed))
        for one in about.milestones
        for typed in [statusform.typed(form, one, about.period.period)]
    ]
    return render(request, "reporting/lights.html", {"lights": found})
