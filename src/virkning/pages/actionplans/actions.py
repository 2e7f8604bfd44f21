"""Making, changing and removing an action."""

from collections.abc import Mapping, Sequence
from functools import partial
from textwrap import shorten
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.figures.planning import Theme
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import RecordField
from virkning.pages.forms.fields import DayField, LongTextField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.organisations.models import Person
from virkning.rooms.plans.actions.plannedactions import change_action, create_action, remove_action
from virkning.rooms.plans.models import Challenge, PlannedAction

from .challenges import RemovalForm
from .ways import Form, edit_crumbs, outline_address, people_of

#: So much of a challenge is read in a list to choose from.
_IN_A_LIST = 80


class ActionForm(HouseForm):
    """An action. `challenge` is where it stands."""

    text = LongTextField(
        label=gettext_lazy("Handling"),
        max_length=2000,
        help_text=gettext_lazy("Hvad vil I gøre? Skriv det, så man kan se, hvornår det er gjort."),
    )
    challenge = RecordField(label=gettext_lazy("Udfordring"))
    responsible = TextField(
        label=gettext_lazy("Ansvarlig enhed"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("En rolle eller enhed, for eksempel Jobcentret. Det står i statusnotatet."),
    )
    lead = RecordField(
        label=gettext_lazy("Ansvarlig person"),
        required=False,
        help_text=gettext_lazy(
            "Handlingen kommer på personens Min dag, når fristen er nær. Uden en person kommer den på projektlederens."
        ),
    )
    deadline = DayField(
        label=gettext_lazy("Frist"), required=False, help_text=gettext_lazy("En dato som 31.12.2014.")
    )

    def __init__(
        self, *args: Any, challenges: Sequence[Challenge], people: Sequence[Person], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.fields["challenge"].offer(challenges, _in_a_list)  # type: ignore[attr-defined]
        self.fields["lead"].offer(people, lambda one: one.name, _("Ingen bestemt"))  # type: ignore[attr-defined]


def _in_a_list(challenge: Challenge) -> str:
    said = shorten(challenge.text, _IN_A_LIST, placeholder=" …") or challenge.text[:_IN_A_LIST]
    return f"{Theme(challenge.theme).shown}: {said}"


def _form(project_id: int, lead: Person | None = None) -> Any:
    challenges = list(Challenge.objects.filter(project_id=project_id).order_by("position", "id"))
    order = list(Theme)
    challenges.sort(key=lambda one: order.index(Theme(one.theme)))
    return partial(ActionForm, challenges=challenges, people=people_of(project_id, lead))


@requires(Permission.EDIT_PROJECT, Challenge, pk="challenge_id", project="project_id")
@Form
def planned_action_new(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """A new action, last under the challenge."""

    def save(form: ActionForm) -> Saved:
        made = create_action(by=author_of(request), **form.cleaned_data)
        return Saved(outline_address(challenge.project_id, made), _("Handlingen er oprettet."), made)

    page = FormPage(
        form=_form(challenge.project_id),
        title=_("Ny handling"),
        under=challenge.text,
        save=save,
        submit=_("Opret handling"),
        initial={"challenge": challenge},
        back=outline_address(challenge.project_id, challenge),
        breadcrumbs=edit_crumbs(challenge.project, _("Ny handling")),
        draft=f"handling-ny:{challenge.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, PlannedAction, pk="action_id", challenge__project="project_id")
@Form
def planned_action_edit(request: HttpRequest, action: PlannedAction) -> HttpResponse:
    """Change an action, or move it to another challenge."""
    project = action.challenge.project

    def initial(record: PlannedAction) -> Mapping[str, Any]:
        return {
            "text": record.text,
            "challenge": str(record.challenge_id),
            "responsible": record.responsible,
            "lead": str(record.lead_id or ""),
            "deadline": record.deadline,
        }

    def save(form: ActionForm) -> Saved:
        done = change_action(action, by=author_of(request), version=form.version, **form.cleaned_data)
        return Saved(outline_address(project.pk, done), _("Handlingen er rettet."), done)

    page = FormPage(
        form=_form(project.pk, action.lead),
        title=_("Ret handlingen"),
        under=project.name,
        save=save,
        initial=initial,
        record=action,
        back=outline_address(project.pk, action),
        breadcrumbs=edit_crumbs(project, _("Ret handlingen")),
        draft=f"handling:{action.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, PlannedAction, pk="action_id", challenge__project="project_id")
@Form
def planned_action_remove(request: HttpRequest, action: PlannedAction) -> HttpResponse:
    """Ask first, then remove it with what was said of it."""
    project = action.challenge.project

    def save(form: RemovalForm) -> Saved:
        done = remove_action(
            action, by=author_of(request), reason=form.cleaned_data["reason"], version=form.version
        )
        return Saved(outline_address(project.pk), _("Handlingen er fjernet."), done)

    page = FormPage(
        form=RemovalForm,
        title=_("Fjern handlingen?"),
        under=action.text,
        save=save,
        submit=_("Fjern"),
        record=action,
        back=outline_address(project.pk, action),
        breadcrumbs=edit_crumbs(project, _("Fjern")),
        template="actionplans/remove.html",
        context={"along": ()},
    )
    return answer_form(request, page)
