"""What an administrator changes for one person: role, access, assignments, a lost phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from virkning.pages import secondfactor
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import SegmentsField, SelectField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.letters import second_factor_off_letter, send_in_background
from virkning.pages.sessions import signed_in
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.roles import MEMBERSHIP_ROLES, MembershipRole
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.organisations.actions.memberships import change_role, end_membership, reopen_membership
from virkning.rooms.organisations.models import Membership, Organisation, Person
from virkning.rooms.organisations.queries import elsewhere, members_of
from virkning.rooms.programmes.actions.assignments import take_over
from virkning.rooms.programmes.queries.people import to_hand_on

from .choices import people_as_choices, set_choices
from .organisation import crumbs, guards_elsewhere, member_in, work, work_of
from .rolewords import membership_roles


class RoleForm(HouseForm):
    """Another role in the organisation."""

    role = SegmentsField(
        label=gettext_lazy("Rolle i organisationen"),
        choices=[(key.value, gettext_lazy(role.danish)) for key, role in MEMBERSHIP_ROLES.items()],
    )


class TakeOverForm(HouseForm):
    """Who takes over."""

    person = SelectField(
        label=gettext_lazy("Hvem overtager?"),
        help_text=gettext_lazy(
            "De, der har adgang gennem organisationen. De får de samme roller de samme steder."
        ),
    )

    def __init__(self, *args: Any, people: list[Person], **given: Any) -> None:
        super().__init__(*args, **given)
        set_choices(self, "person", people_as_choices(people))


class ConfirmForm(HouseForm):
    """Nothing to fill in: the page says what will happen, and the button does it."""


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, organisation: Organisation, membership_id: int) -> HttpResponse:
    """Change somebody's role in the organisation."""
    membership = member_in(organisation, membership_id)

    def save(form: RoleForm) -> Saved:
        changed = change_role(
            membership,
            role=MembershipRole(form.cleaned_data["role"]),
            by=author_of(request),
            version=form.version,
        )
        words = _("%(name)s er nu %(role)s.") % {
            "name": membership.person.name,
            "role": MEMBERSHIP_ROLES[MembershipRole(changed.role)].name.lower(),
        }
        # Whoever takes the role from themselves no longer sees the page.
        return Saved(_page_of(request, membership), words)

    page = FormPage(
        form=RoleForm,
        title=_("Skift rolle"),
        under=membership.person.name,
        save=save,
        initial={"role": membership.role},
        record=membership,
        back=_address(membership),
        breadcrumbs=_crumbs(membership, _("Skift rolle")),
        template="people/role.html",
        context={"roles": membership_roles()},
    )
    return answer_form(request, page)


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, organisation: Organisation, membership_id: int) -> HttpResponse:
    """Close somebody's access through the organisation, after saying what ends."""
    membership = member_in(organisation, membership_id)
    if membership.ended_at is not None:
        return redirect(_address(membership))

    def save(form: ConfirmForm) -> Saved:
        end_membership(membership, by=author_of(request), version=form.version)
        words = _("Adgangen er lukket for %(name)s.") % {"name": membership.person.name}
        return Saved(_page_of(request, membership), words)

    page = FormPage(
        form=ConfirmForm,
        title=_("Luk adgangen for %(name)s") % {"name": membership.person.name},
        submit=_("Luk adgangen"),
        save=save,
        record=membership,
        back=_address(membership),
        breadcrumbs=_crumbs(membership, _("Luk adgangen")),
        template="people/close.html",
        context={
            "organisation": organisation,
            "work": work_of(membership.person, organisation),
            "elsewhere": elsewhere(membership.person, organisation),
            "hand_on": reverse("membership_take_over", args=(organisation.pk, membership.pk)),
        },
    )
    return answer_form(request, page)


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_POST
def reopen(request: HttpRequest, organisation: Organisation, membership_id: int) -> HttpResponse:
    """Let somebody in again."""
    membership = member_in(organisation, membership_id)
    try:
        if membership.ended_at is not None:
            reopen_membership(membership, by=author_of(request))
        words = _("%(name)s har igen adgang.") % {"name": membership.person.name}
        messages.success(request, words)
    except (Refused, Conflict) as refused:
        messages.error(request, str(refused))
    return redirect(_address(membership))


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_http_methods(["GET", "HEAD", "POST"])
def hand_on(request: HttpRequest, organisation: Organisation, membership_id: int) -> HttpResponse:
    """Give all of somebody's assignments to another."""
    membership = member_in(organisation, membership_id)
    handed = to_hand_on(membership.person, organisation)
    others = [
        row.person
        for row in members_of(organisation)
        if row.ended_at is None and row.person.is_active and row.person_id != membership.person_id
    ]

    def save(form: TakeOverForm) -> Saved:
        to = next(one for one in others if str(one.pk) == form.cleaned_data["person"])
        count = take_over(organisation=organisation, of=membership.person, to=to, by=author_of(request))
        words = _("%(to)s har overtaget %(count)s fra %(of)s.") % {
            "to": to.name,
            "count": _("én tildeling") if count == 1 else _("%(n)d tildelinger") % {"n": count},
            "of": membership.person.name,
        }
        return Saved(_address(membership), words)

    page = FormPage(
        form=lambda *args, **given: TakeOverForm(*args, people=others, **given),
        title=_("Overdrag tildelinger"),
        under=_("Fra %(name)s") % {"name": membership.person.name},
        submit=_("Overdrag"),
        save=save,
        back=_address(membership),
        breadcrumbs=_crumbs(membership, _("Overdrag tildelinger")),
        template="people/hand_on.html",
        context={
            "work": [work(one) for one in handed],
            "stays": len(work_of(membership.person, organisation)) > len(handed),
        },
    )
    return answer_form(request, page)


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_POST
def second_factor_off(request: HttpRequest, organisation: Organisation, membership_id: int) -> HttpResponse:
    """Help in somebody who has lost their phone and their recovery codes. It stands in the log."""
    membership = member_in(organisation, membership_id)
    person = membership.person
    if membership.ended_at is not None or not secondfactor.is_on(person):
        return redirect(_address(membership))
    if elsewhere(person, organisation):
        messages.error(request, guards_elsewhere(person))
        return redirect(_address(membership))
    secondfactor.switch_off(request, person, by=author_of(request))
    send_in_background(second_factor_off_letter(to=person.email))
    words = _("Totrinslogin er slået fra for %(name)s, som kan slå det til igen under Indstillinger.")
    messages.success(request, words % {"name": person.name})
    return redirect(_address(membership))


def _address(membership: Membership) -> str:
    return reverse("organisation_person", args=(membership.organisation_id, membership.pk))


def _page_of(request: HttpRequest, membership: Membership) -> str:
    """Where to go next: an administrator who is one no longer may not see the organisation's people."""
    own = membership.person_id == signed_in(request).pk
    return reverse("account") if own else _address(membership)


def _crumbs(membership: Membership, here: str) -> list[tuple[str, str]]:
    return crumbs(membership.organisation, (membership.person.name, _address(membership)), (here, ""))
