"""The answers, read through once more before they are sent in; then the receipt; and regretting it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from virkning.figures.cpr import find_cpr
from virkning.figures.dates import date_words
from virkning.figures.interventions import Way
from virkning.figures.personal import address_doubts
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.removing import seen_version
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit import drafts
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.interventions.actions.accepting import Making, what_it_makes
from virkning.rooms.interventions.actions.moves import may_move, submit, take_back
from virkning.rooms.interventions.answers import Answers, kept, kept_again
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.missing import missing_in
from virkning.rooms.interventions.models import Intervention, Receipt
from virkning.rooms.interventions.queries.answers import fingerprint_of, load_answers
from virkning.rooms.interventions.queries.listing import open_comments

from .head import head_of, latest_receipt
from .receivers import receivers_words
from .texts import heading_of
from .told import ToldSection, told_sections
from .ways import (
    SECTIONS,
    Form,
    address,
    crumbs,
    may_describe,
    reading_address,
    section_address,
    under_of,
    with_its_project,
)


class CheckForm(HouseForm):
    """Nothing to fill in: the fingerprint of the answers that stood on the page."""

    read = TextField(label="", required=False, widget=forms.HiddenInput, max_length=64)


@requires(Permission.DESCRIBE, Intervention, pk="intervention_id")
@Form
def intervention_check(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """Everything that will be sent, what is missing, who gets it, and what comes of it when it is accepted."""
    with_its_project(intervention)
    if request.method != "POST" and not may_move(intervention, Way.SUBMIT, request.user.pk):
        return redirect(address(intervention.pk))
    answers = load_answers(intervention)
    today = timezone.localdate()
    missing = missing_in(answers)
    read = fingerprint_of(answers)

    def save(form: CheckForm) -> Saved:
        try:
            receipt = submit(intervention, by=author_of(request), fingerprint=form.cleaned_data["read"])
        except Refused as refused:
            raise Refused(_on_the_page(refused)) from refused
        return Saved(reverse("intervention_receipt", args=(intervention.pk, receipt.pk)))

    lacking = {one.field for one in missing}
    page = FormPage(
        form=CheckForm,
        title=_("Tjek svar"),
        under=f"{intervention.name}, {under_of(intervention)}",
        submit=_("Indsend beskrivelsen"),
        save=save,
        breadcrumbs=crumbs(intervention, _("Tjek svar")),
        initial={"read": read},
        template="interventions/check.html",
        context={
            "intervention": intervention,
            "head": head_of(intervention, latest_receipt(intervention), today),
            "sections": _with_forms(intervention, answers, lacking, today),
            "lacking": [
                (str(one.phrase), f"{section_address(intervention.pk, one.section)}#id_{one.field.value}")
                for one in missing
            ],
            "making": _making(intervention) if not missing else None,
            "receivers": receivers_words(intervention.project),
            "found": _found(answers),
            "unsaved": _unsaved(request, intervention),
            "read": read,
        },
    )
    return answer_form(request, page)


def _on_the_page(refused: Refused) -> dict[str, str]:
    """What is missing is told on top: the page has no fields to tell it at."""
    return {"": " ".join(dict.fromkeys(refused.errors.values()))}


def _with_forms(
    intervention: Intervention, answers: Answers, lacking: set[Field], today: Any
) -> list[tuple[Any, str]]:
    sections = told_sections(answers, open_comments(intervention), lacking, today)
    return [(one, section_address(intervention.pk, one.section)) for one in sections]


def _making(intervention: Intervention) -> Making:
    return what_it_makes(intervention)


def _texts(answers: Answers) -> dict[str, str]:
    """Every text of it, by the field it answers: what leaves when it is sent."""
    found: dict[str, list[str]] = {}
    for name, value in kept(answers).items():
        found[name] = list(_strings(value))
    return {name: "\n".join(texts) for name, texts in found.items() if texts}


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _strings(one)]
    if isinstance(value, list):
        return [text for one in value for text in _strings(one)]
    return []


def _found(answers: Answers) -> str:
    """What stands in it that may be about a person: told before it is sent."""
    texts = _texts(answers)
    numbers = sum(len(find_cpr(text)) for text in texts.values())
    addresses = len(address_doubts(texts))
    if numbers:
        return _("Der er fundet et CPR-nummer. Slet det, før du indsender.")
    if addresses:
        return _("Der er ikke fundet CPR-numre. Der står en e-mailadresse, som kan være en borgers.")
    return _("Der er hverken fundet CPR-numre eller private e-mailadresser.")


def _unsaved(request: HttpRequest, intervention: Intervention) -> list[tuple[str, str]]:
    """Sections this person has typed in and not saved: heading and form. One query."""
    beginning = f"indsats:{intervention.pk}:"
    there = drafts.drafts_named(person_id=int(request.user.pk or 0), beginning=beginning)
    found = (SECTIONS.get(one.name.removeprefix(beginning)) for one in there)
    return [(heading_of(one), section_address(intervention.pk, one)) for one in found if one is not None]


@requires(Permission.SEE_PROJECT, Receipt, pk="receipt_id", intervention="intervention_id")
@require_safe
def intervention_receipt(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """That it has been received: number, time, checksum, in time or not, and what happens now."""
    intervention = with_its_project(receipt.intervention)
    received = timezone.localtime(receipt.made_at)
    is_latest = not Receipt.objects.filter(intervention=intervention, pk__gt=receipt.pk).exists()
    context: dict[str, Any] = {
        "intervention": intervention,
        "title": _("Kvittering"),
        "under": f"{intervention.name}, {under_of(intervention)}",
        "breadcrumbs": crumbs(intervention, _("Kvittering")),
        "receipt": receipt,
        "at": _("%(day)s kl. %(time)s")
        % {"day": date_words(received.date()), "time": f"{received.hour}.{received:%M.%S}"},
        "due": date_words(receipt.due) if receipt.due else "",
        "sections": _sent(receipt),
        "is_latest": is_latest,
        "receivers": receivers_words(intervention.project),
        "may_describe": may_describe(intervention),
        "may_take_back": is_latest
        and may_describe(intervention)
        and may_move(intervention, Way.TAKE_BACK, request.user.pk),
        "reading": reading_address(intervention.pk),
    }
    return render(request, "interventions/receipt.html", context)


def _sent(receipt: Receipt) -> tuple[ToldSection, ...]:
    """The answers as they were sent; none where they were kept in a form of which nothing is known any more."""
    try:
        return told_sections(kept_again(receipt.answers))
    except (KeyError, TypeError, ValueError):
        return ()


@requires(Permission.DESCRIBE, Intervention, pk="intervention_id")
@require_POST
def intervention_take_back(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """Regret having sent it, to correct it. The receipt stays; the first one still says whether it was in time."""
    try:
        take_back(intervention, by=author_of(request), version=seen_version(request))
        messages.success(
            request, _("Indsendelsen er trukket tilbage. Ret beskrivelsen, og indsend den igen.")
        )
    except Refused as refused:
        messages.warning(request, str(refused))
    except Conflict:
        messages.warning(request, _("En anden har lige gjort noget ved indsatsen. Se, hvordan den står nu."))
    return redirect(address(intervention.pk))
