"""Sending a description back: the reasons written at its fields, read through once more, and then sent as one."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.interventions import InterventionStage, Way
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import LongTextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form, answer_with
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.interventions.actions.moves import may_move, send_back
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.limits import LONGEST_TEXT
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.interventions.queries.answers import load_answers
from virkning.rooms.interventions.queries.handedin import handed_in

from .head import head_of
from .reasons import draft_name, reason_name
from .texts import short_of
from .told import ToldField, told_sections
from .ways import Form, programme_of_crumbs, review_address, under_of, with_its_project

ADD, FIELD = "tilfoej", "felt"


class ReturnForm(HouseForm):
    """A box for each of the template's fields; those nobody has opened are blank."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for field in Field:
            name = reason_name(field)
            self.fields[name] = LongTextField(
                label=_("Hvad skal rettes?"), required=False, max_length=LONGEST_TEXT
            )
            self.whose[name] = short_of(field)

    def reasons(self) -> dict[Field, str]:
        """What was written, by field."""
        told = {field: self.cleaned_data.get(reason_name(field), "") for field in Field}
        return {field: text for field, text in told.items() if text}


@dataclass(frozen=True)
class Asked:
    """A field that is to be corrected: what it says, and the box for the reason."""

    told: ToldField
    box: Any


class _Asked:
    """The fields with a reason, and those that may be given one; made when the template has the form."""

    def __init__(self, told: dict[str, ToldField], chosen: str) -> None:
        self.told, self.chosen = told, chosen

    def of(self, form: ReturnForm) -> dict[str, Any]:
        opened = [field for field in Field if self._is_open(form, field)]
        return {
            "asked": [Asked(self.told[field.value], form[reason_name(field)]) for field in opened],
            "others": [(field.value, short_of(field)) for field in Field if field not in opened],
        }

    def _is_open(self, form: ReturnForm, field: Field) -> bool:
        name = reason_name(field)
        return field.value == self.chosen or name in form.data


@requires(Permission.DECIDE_DESCRIPTION, Intervention, pk="intervention_id")
@Form
def intervention_return(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """Every reason, who reads them, and the button. Nothing is sent before it is pressed."""
    with_its_project(intervention)
    if request.method != "POST" and not may_move(intervention, Way.RETURN, request.user.pk):
        return redirect(review_address(intervention.pk))
    handed = handed_in(intervention)
    answers = handed.answers if handed is not None else load_answers(intervention)
    told = {one.anchor: one for part in told_sections(answers) for one in part.fields}

    def save(form: ReturnForm) -> Saved:
        reasons = form.reasons()
        try:
            send_back(intervention, reasons=reasons, by=author_of(request), version=form.version)
        except Conflict as conflict:
            raise Refused(moved_words(conflict)) from conflict
        words = _("Beskrivelsen er sendt tilbage. Kommunen ser grundene ved felterne.")
        return Saved(review_address(intervention.pk), words)

    page = FormPage(
        form=ReturnForm,
        title=_("Send beskrivelsen tilbage"),
        under=f"{intervention.name}, {under_of(intervention)}",
        save=save,
        submit=_("Send tilbage"),
        record=intervention,
        back=review_address(intervention.pk),
        breadcrumbs=programme_of_crumbs(intervention, _("Send tilbage")),
        draft=draft_name(intervention),
        template="interventions/send_back.html",
        context={
            "intervention": intervention,
            "head": head_of(intervention, handed.receipt if handed else None, timezone.localdate()),
            "asked_of": _Asked(told, request.GET.get(FIELD, "")),
            "was_accepted": InterventionStage(intervention.stage).is_accepted,
            "municipality": intervention.municipality.name,
        },
    )
    if request.method == "POST" and ADD in request.POST:
        wanted = request.POST.get(FIELD, "")
        return answer_with(request, page, lambda _form: _one_more(wanted))
    return answer_form(request, page)


def _one_more(wanted: str) -> dict[str, str]:
    return {reason_name(Field(wanted)): ""} if wanted in set(Field) else {}


def moved_words(conflict: Conflict) -> str:
    """What to say where somebody moved it meanwhile: most often the municipality took it back."""
    now: Any = conflict.current
    if InterventionStage(now.stage).is_written:
        return _(
            "Kommunen har trukket beskrivelsen tilbage imens, så der er intet at afgøre nu. "
            "Det, du har skrevet, er gemt som kladde, til den bliver indsendt igen."
        )
    return _("En anden har ændret noget ved indsatsen imens. Læs den igennem igen, og afgør den så.")
