"""The answers, read through once more before they are handed in; then the receipt; and regretting it."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from virkning.figures.dates import date_words
from virkning.figures.rounds import SubmissionAct, SubmissionStage, is_late
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm, posted_key
from virkning.pages.forms.fields import TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.once import AnsweredBefore, answer_before, once
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit import drafts
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.statusrounds.actions.submissions import submit, take_back

from ..about import Form
from .about import InRound, beside, in_round
from .standing import approvers_words
from .told import missing_words, told_groups
from .views import page_context


class CheckForm(HouseForm):
    """Nothing to fill in: what was on the page when it was read (a fingerprint), and the version of the submission."""

    read = TextField(label="", required=False, widget=forms.HiddenInput, max_length=64)
    seen = TextField(label="", required=False, widget=forms.HiddenInput, max_length=10)

    @property
    def seen_version(self) -> int | None:
        """The version of the submission that was read; None where there was none."""
        written = str(self.cleaned_data.get("seen") or "")
        return int(written) if written.isdecimal() else None


@requires(Permission.REPORT_STATUS, Activity, pk="activity_id")
@Form
def round_check(request: HttpRequest, activity: Activity, round_id: int) -> HttpResponse:
    """What will be handed in, what is missing of it, and who approves it."""
    about = in_round(request, activity, round_id)
    handed = about.ask.handed
    if request.method != "POST" and not about.may_report:
        done = about.ask.stage in (SubmissionStage.SUBMITTED, SubmissionStage.APPROVED)
        return redirect(about.address("round_receipt" if done else "round_report"))
    groups = told_groups(about, beside(about)) if about.when is not None else ()

    def save(form: CheckForm) -> Saved:
        try:
            submit(
                status_round=about.round,
                activity=activity,
                by=author_of(request),
                version=form.seen_version or 0,
                fingerprint=form.cleaned_data["read"],
            )
        except Conflict as conflict:
            raise Refused(moved_words()) from conflict
        return Saved(about.address("round_receipt"))

    page = FormPage(
        form=CheckForm,
        title=_("Tjek svar: %(activity)s") % {"activity": about.title},
        under=_("%(project)s, statusrunde %(period)s")
        % {"project": about.facts.name, "period": about.period.shown},
        submit=_("Indsend"),
        save=save,
        breadcrumbs=about.crumbs(_("Tjek svar")),
        initial={"read": about.ask.fingerprint, "seen": str(handed.version) if handed else ""},
        template="reporting/round/check.html",
        context=page_context(request, about)
        | {
            "groups": groups,
            "lacking": missing_words(groups),
            "approvers": approvers_words(about),
            "unsaved": drafts.find_draft(person_id=int(request.user.pk or 0), name=about.draft),
            # Whatever was sent, the next press hands in what is read now.
            "fresh": {"read": about.ask.fingerprint, "seen": str(handed.version) if handed else ""},
        },
    )
    return answer_form(request, page)


@requires(Permission.REPORT_STATUS, Activity, pk="activity_id")
@require_safe
def round_receipt(request: HttpRequest, activity: Activity, round_id: int) -> HttpResponse:
    """That it has been handed in: number, time, and what happens next."""
    about = in_round(request, activity, round_id)
    handed = about.ask.handed
    done = about.ask.stage in (SubmissionStage.SUBMITTED, SubmissionStage.APPROVED)
    if handed is None or handed.submitted_at is None or not done:
        return redirect(about.address("round_report"))
    received = timezone.localtime(handed.submitted_at)
    context: dict[str, Any] = page_context(request, about) | {
        "title": _("Kvittering: %(activity)s") % {"activity": about.title},
        "under": _("%(project)s, statusrunde %(period)s")
        % {"project": about.facts.name, "period": about.period.shown},
        "breadcrumbs": about.crumbs(_("Kvittering")),
        "number": handed.receipt,
        "at": _("%(day)s kl. %(time)s")
        % {"day": date_words(received.date()), "time": f"{received.hour}.{received:%M}"},
        "handed_in": handed,
        "was_late": is_late(handed.submitted_at, about.round.report_by),
        "may_take_back": about.may(SubmissionAct.TAKE_BACK),
        "key": str(uuid.uuid4()),
        "lacking": missing_words(told_groups(about, beside(about))) if about.when is not None else (),
    }
    return render(request, "reporting/round/receipt.html", context)


@requires(Permission.REPORT_STATUS, Activity, pk="activity_id")
@require_POST
def round_take_back(request: HttpRequest, activity: Activity, round_id: int) -> HttpResponse:
    """Regret having handed in, to correct it."""
    about = in_round(request, activity, round_id)
    key, person = posted_key(request.POST), int(request.user.pk or 0)
    written = str(request.POST.get("udgave", ""))
    version = int(written) if written.isdecimal() and len(written) < 10 else 0
    address = about.address("round_report")
    before = answer_before(key=key, person_id=person)
    if before:
        return redirect(before)
    try:
        once(
            key=key,
            person_id=person,
            act=lambda: _take_back(about, version, request),
            address=lambda _done: address,
        )
        messages.success(request, _("Indsendelsen er trukket tilbage. Ret, og indsend igen."))
    except AnsweredBefore as answered:
        return redirect(answered.address)
    except Refused as refused:
        messages.error(request, str(refused))
    except Conflict:
        messages.error(request, moved_words())
    return redirect(address)


def moved_words() -> str:
    """Somebody was first."""
    return _("En anden har lige gjort noget ved aktiviteten i runden. Se, hvordan den står nu.")


def _take_back(about: InRound, version: int | None, request: HttpRequest) -> Any:
    return take_back(
        status_round=about.round, activity=about.activity, by=author_of(request), version=version
    )
