"""A project's people: who has which role, who sees it and by which way, and giving and ending roles."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import EmailAddressField, SegmentsField, SelectField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.access.roles import ASSIGNMENT_ROLES, AssignmentRole, PartyRole
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.organisations.models import Person
from virkning.rooms.organisations.queries import active_person
from virkning.rooms.programmes.actions.assignments import end_role, give_role, not_within_reach
from virkning.rooms.programmes.models import Assignment, Project
from virkning.rooms.programmes.queries.people import (
    ROLES_OF_PARTY,
    Reach,
    assigned_people,
    people_within,
    reach_in,
    who_sees,
)
from virkning.rooms.programmes.queries.permissions import parties_of

from .choices import people_as_choices, set_choices
from .rolewords import choices_of, project_roles


class RoleInProjectForm(HouseForm):
    """Whom to give a role: from the list of one's own, or by e-mail where one may reach the other parties."""

    person = SelectField(label=gettext_lazy("Person i din organisation"), required=False)
    email = EmailAddressField(
        label=gettext_lazy("Eller e-mail på en person hos en anden part"),
        required=False,
        help_text=gettext_lazy(
            "Personen skal have adgang gennem en af projektets parter. Skriv hele e-mailen."
        ),
    )
    role = SegmentsField(label=gettext_lazy("Rolle i projektet"))

    def __init__(
        self, *args: Any, people: list[Person], roles: list[tuple[str, str]], by_email: bool, **given: Any
    ):
        super().__init__(*args, **given)
        set_choices(self, "person", people_as_choices(people))
        set_choices(self, "role", roles)
        if not by_email:
            del self.fields["email"]
            self.fields["person"].required = True

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "email" in self.fields and not self.errors:
            chosen, written = self.cleaned_data.get("person"), self.cleaned_data.get("email")
            if not chosen and not written:
                self.add_error("person", _("Vælg en person på listen, eller skriv en e-mail."))
            elif chosen and written:
                self.add_error(
                    "email", _("Vælg enten en person på listen eller skriv en e-mail, ikke begge.")
                )
        return cleaned


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def people(request: HttpRequest, project: Project) -> HttpResponse:
    """Who has which role, and who sees the project: open to everybody who sees it."""
    manages = Permission.MANAGE_PEOPLE in project.permissions_of(current_scope())
    reach = reach_in(project, current_scope()) if manages else None
    onlookers = who_sees(project)
    context = {
        "project": project,
        "assigned": assigned_people(project, reach),
        "onlookers": onlookers,
        "count": len({one.person_id for one in onlookers}),
        "manages": manages,
        "breadcrumbs": _crumbs(project),
    }
    return render(request, "people/project.html", context)


@requires(Permission.MANAGE_PEOPLE, Project, pk="project_id")
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, project: Project) -> HttpResponse:
    """Give somebody a role in the project."""
    reach = reach_in(project, current_scope())
    parties = _parties_within(project, reach)
    within = people_within(project, reach)
    roles = choices_of(role for party in parties for role in ROLES_OF_PARTY[party])
    back = reverse("project_people", args=(project.pk,))

    def save(form: RoleInProjectForm) -> Saved:
        given = form.cleaned_data
        if given.get("person"):
            person = next(one for one in within if str(one.pk) == given["person"])
        else:
            person = _by_email(given["email"])
        role = AssignmentRole(given["role"])
        try:
            give_role(project=project, person=person, role=role, by=author_of(request))
        except Refused as refused:
            if given.get("person") and "email" in refused.errors:
                raise Refused({"person": refused.errors["email"]}) from refused
            raise
        words = _("%(name)s er nu %(role)s i projektet.") % {
            "name": person.name,
            "role": ASSIGNMENT_ROLES[role].name.lower(),
        }
        return Saved(back, words)

    page = FormPage(
        form=lambda *args, **more: RoleInProjectForm(
            *args, people=within, roles=roles, by_email=reach.everybody, **more
        ),
        title=_("Giv en rolle"),
        under=project.name,
        submit=_("Giv rollen"),
        save=save,
        back=back,
        breadcrumbs=_crumbs(project, _("Giv en rolle")),
        template="people/give.html",
        context={"parties": project_roles(parties)},
    )
    return answer_form(request, page)


@requires(Permission.MANAGE_PEOPLE, Project, pk="project_id")
@require_POST
def end(request: HttpRequest, project: Project, assignment_id: int) -> HttpResponse:
    """End somebody's role in the project."""
    rows = Assignment.objects.filter(project=project, ended_at__isnull=True).select_related(
        "person", "project"
    )
    found = rows.filter(pk=assignment_id).first() if assignment_id < 2**63 else None
    if found is None:
        raise NotVisible
    try:
        end_role(found, by=author_of(request))
        words = _("%(name)s er ikke længere %(role)s i projektet.") % {
            "name": found.person.name,
            "role": ASSIGNMENT_ROLES[AssignmentRole(found.role)].name.lower(),
        }
        messages.success(request, words)
    except (Refused, Conflict) as refused:
        messages.error(request, str(refused))
    # Whoever has ended their own way in no longer sees the project.
    still = Project.objects.filter(pk=project.pk).exists()
    return redirect("project_people", project.pk) if still else redirect("project_list")


def _by_email(email: str) -> Person:
    person = active_person(email)
    if person is None:
        raise Refused({"email": not_within_reach()})
    return person


def _parties_within(project: Project, reach: Reach) -> list[PartyRole]:
    """The parts whose people somebody may give roles, in the project's order."""
    within = [
        PartyRole(one.role)
        for one in parties_of(project)
        if reach.everybody or one.organisation_id in reach.organisations
    ]
    return list(dict.fromkeys(within))


def _crumbs(project: Project, here: str = "") -> list[tuple[str, str]]:
    own = reverse("project_people", args=(project.pk,)) if here else ""
    crumbs = [
        (_("Projekter"), reverse("project_list")),
        (project.name, reverse("project", args=(project.pk,))),
        (_("Personer"), own),
    ]
    return [*crumbs, (here, "")] if here else crumbs
