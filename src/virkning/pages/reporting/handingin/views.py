"""The report of an activity in a round: everything due on it on one page."""

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from virkning.design.markup import safe
from virkning.figures.rounds import SubmissionAct
from virkning.pages.addresses import history_address
from virkning.pages.authors import author_of
from virkning.pages.forms.flow import FormPage, Saved, answer_form, answer_with
from virkning.pages.telling.actionplans import plan_line
from virkning.pages.telling.frozen import frozen_section
from virkning.pages.telling.phrasing import day_of, latest_origin
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit import drafts
from virkning.rooms.reports.queries.whole import load_whole

from .. import statusform
from ..about import Form
from .about import Beside, InRound, beside, in_round, standing_values
from .carrying import Carrying, is_asked
from .form import RoundForm, doubts_of
from .links import Links
from .parts import PartsOf, typed_light
from .reader import typed_section
from .saving import save_all
from .standing import standing_of
from .told import told_groups

#: The name of the second button: save, and go back to the round.
LATER = "senere"


@requires(Permission.REPORT_STATUS, Activity, pk="activity_id")
@Form
def round_report(request: HttpRequest, activity: Activity, round_id: int) -> HttpResponse:
    """Everything due on the activity in the round; to be read where it cannot be written."""
    about = in_round(request, activity, round_id)
    if about.when is None or (request.method != "POST" and not about.may_report):
        return render(request, "reporting/round/read.html", reading(request, about))
    around = beside(about)
    parts = PartsOf(about, around, timezone.localdate())
    page = report_page(request, about, around, parts)
    if request.method == "POST" and is_asked(request.POST):
        carrying = Carrying(about, around, parts.sums)
        return answer_with(request, page, lambda typed: carrying.values(request.POST, typed))  # type: ignore[arg-type]
    return answer_form(request, page)


def report_page(request: HttpRequest, about: InRound, around: Beside, parts: PartsOf) -> FormPage:
    """The form on its page."""
    form = form_of(about, around)

    def initial(_record: Any) -> Mapping[str, Any]:
        return standing_values(about, around)

    def save(given: RoundForm) -> Saved:
        saving = save_all(about, given, author_of(request))
        later = LATER in given.data
        address = about.round_address if later else about.address("round_check")
        words = saving.words if later or saving.entries else ""
        return Saved(address, words, entry=saving.only_entry)

    return FormPage(
        form=form,
        title=_("%(activity)s: status %(period)s") % {"activity": about.title, "period": about.period.shown},
        under=about.facts.name,
        submit=_("Tjek svar og indsend"),
        save=save,
        initial=initial,
        proposed=lambda typed: statusform.sums_anew(about.milestones, typed, parts.sums),
        history_of=about.activity,
        breadcrumbs=about.crumbs(),
        draft=about.draft,
        template="reporting/round/report.html",
        doubts=lambda given: doubts_of(given, about.period),
        context=page_context(request, about)
        | {
            "parts_of": parts,
            "links_of": Links(about, around),
            "evidence": around.evidence,
            "later": LATER,
            "paste": reverse("paste_values", args=(about.facts.id,)),
            "preview": about.address("round_preview"),
            "registrations": reverse("registrations", args=(about.facts.id, about.activity.pk)),
            "shared": [f"{one.number}. {one.statement}" for one in about.told.shared_results],
        },
    )


@requires(Permission.REPORT_STATUS, Activity, pk="activity_id")
@require_POST
def round_preview(request: HttpRequest, activity: Activity, round_id: int) -> HttpResponse:
    """The lights and the reader's section as they would be with what is typed."""
    about = in_round(request, activity, round_id)
    around = beside(about)
    form = form_of(about, around)(data=request.POST)
    form.judged = False
    lights: list[tuple[int | str, SafeString, str]] = [
        (one.id, *statusform.computed(about.facts, one, about.period, entry))
        for one in about.milestones
        for entry in [statusform.typed(form, one, about.period)]
    ]
    lights += [(f"r{fields.facts.id}", *typed_light(about, form, fields)) for fields in form.results]
    section = typed_section(about, load_whole(activity.project), form)
    context = {"lights": lights, "body": safe(section), "links": Links(about, around).of(form)}
    return render(request, "reporting/round/preview.html", context)


def form_of(about: InRound, around: Beside) -> partial[RoundForm]:
    """The form, but for what is in it."""
    return partial(
        RoundForm,
        milestones=about.milestones,
        period=about.period,
        results=[(one, around.lines[one.id]) for one in about.results],
        advice=around.advice,
    )


def page_context(request: HttpRequest, about: InRound) -> dict[str, Any]:
    """What the head of each of the activity's pages in the round tells."""
    origins = [one for facts in about.told.milestones for one in facts.origins.values()]
    origins += [one.origin for facts in about.told.results for one in facts.measurements]
    changed = latest_origin(origins)
    lead = about.activity.lead if about.activity.lead_id else None
    return {
        "about": about,
        "standing": standing_of(about, timezone.localdate()),
        "changed": day_of(changed.at) if changed else "",
        "lead": lead.name if lead is not None else "",
        "history": history_address(about.activity),
        "plan": plan_line(about.facts.id, about.period, timezone.localdate())
        if about.when is not None and about.round.is_under_way
        else None,
    }


def reading(request: HttpRequest, about: InRound) -> dict[str, Any]:
    """The page where nothing can be written: what stands there, or stood there when the round was closed, and why."""
    frozen = frozen_section(about.round, about.activity, current_scope())
    is_live = frozen is None and about.when is not None
    draft = drafts.find_draft(person_id=int(request.user.pk or 0), name=about.draft)
    return page_context(request, about) | {
        "title": _("%(activity)s: status %(period)s")
        % {"activity": about.title, "period": about.period.shown},
        "under": about.facts.name,
        "breadcrumbs": about.crumbs(),
        "frozen": frozen,
        "groups": told_groups(about, beside(about)) if is_live else (),
        "draft": draft,
        "key": str(uuid.uuid4()),
        "may_take_back": about.may(SubmissionAct.TAKE_BACK),
    }
