"""Making, changing and removing a challenge."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.figures.planning import Theme
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import LongTextField, SelectField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.plans.actions.challenges import change_challenge, create_challenge, remove_challenge
from virkning.rooms.plans.models import Challenge, PlannedAction
from virkning.rooms.programmes.models import Project

from .ways import Form, edit_crumbs, outline_address


class ChallengeForm(HouseForm):
    """A challenge: which theme, and what stands in the way."""

    theme = SelectField(
        label=gettext_lazy("Tema"),
        choices=[(one.value, lazystr(one.phrase)) for one in Theme],
        help_text=gettext_lazy("Handleplanen er delt op i fem temaer."),
    )
    text = LongTextField(
        label=gettext_lazy("Udfordring"),
        max_length=2000,
        help_text=gettext_lazy("Hvad står i vejen? Står i statusnotatet. Skriv ingen navne på personer."),
    )

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        return {**self.cleaned_data, "theme": Theme(self.cleaned_data["theme"])}


class RemovalForm(HouseForm):
    """Why something is removed, where somebody wants to say so."""

    reason = LongTextField(label=gettext_lazy("Begrundelse"), required=False, rows=2, max_length=2000)


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def challenge_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new challenge, of the theme the address names (`tema`)."""
    wanted = request.GET.get("tema", "")

    def save(form: ChallengeForm) -> Saved:
        made = create_challenge(project=project, by=author_of(request), **form.given())
        words = _("Udfordringen er oprettet. Tilføj det, I vil gøre ved den.")
        return Saved(outline_address(project.pk, made), words, made)

    page = FormPage(
        form=ChallengeForm,
        title=_("Ny udfordring"),
        under=_("Skriv først, hvad der står i vejen. Bagefter tilføjer I handlingerne."),
        save=save,
        submit=_("Opret udfordring"),
        initial={"theme": wanted if wanted in set(Theme) else Theme.ORGANISATION.value},
        back=outline_address(project.pk),
        breadcrumbs=edit_crumbs(project, _("Ny udfordring")),
        draft=f"udfordring-ny:{project.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, Challenge, pk="challenge_id", project="project_id")
@Form
def challenge_edit(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Change what a challenge says, or its theme."""

    def initial(record: Challenge) -> Mapping[str, Any]:
        return {"theme": record.theme, "text": record.text}

    def save(form: ChallengeForm) -> Saved:
        done = change_challenge(challenge, by=author_of(request), version=form.version, **form.given())
        return Saved(outline_address(challenge.project_id, done), _("Udfordringen er rettet."), done)

    page = FormPage(
        form=ChallengeForm,
        title=_("Ret udfordringen"),
        under=challenge.project.name,
        save=save,
        initial=initial,
        record=challenge,
        back=outline_address(challenge.project_id, challenge),
        breadcrumbs=edit_crumbs(challenge.project, _("Ret udfordringen")),
        draft=f"udfordring:{challenge.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, Challenge, pk="challenge_id", project="project_id")
@Form
def challenge_remove(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Ask first: which actions go along. Then remove it all in one act."""
    along = list(PlannedAction.objects.filter(challenge=challenge).order_by("position", "id"))

    def save(form: RemovalForm) -> Saved:
        done = remove_challenge(
            challenge, by=author_of(request), reason=form.cleaned_data["reason"], version=form.version
        )
        return Saved(outline_address(challenge.project_id), _("Udfordringen er fjernet."), done)

    page = FormPage(
        form=RemovalForm,
        title=_("Fjern udfordringen?"),
        under=challenge.text,
        save=save,
        submit=_("Fjern"),
        record=challenge,
        back=outline_address(challenge.project_id, challenge),
        breadcrumbs=edit_crumbs(challenge.project, _("Fjern")),
        template="actionplans/remove.html",
        context={"along": along},
    )
    return answer_form(request, page)
