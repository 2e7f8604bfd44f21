"""What a person changes about themselves: name, title, language, password; and leaving an organisation."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import SegmentsField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.passwords import NewPasswordForm, OwnPasswordForm
from virkning.pages.sessions import keep, signed_in
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.organisations.actions.access import set_password
from virkning.rooms.organisations.actions.memberships import end_membership
from virkning.rooms.organisations.actions.people import change_profile
from virkning.rooms.organisations.models import Person
from virkning.rooms.organisations.queries import memberships_of
from virkning.rooms.programmes.queries.people import assignments_of


class ProfileForm(HouseForm):
    """What one says of oneself."""

    name = TextField(
        label=gettext_lazy("Navn"),
        max_length=120,
        help_text=gettext_lazy("Ses af dem, du arbejder sammen med, og står ved det, du skriver."),
    )
    title = TextField(
        label=gettext_lazy("Titel"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For eksempel projektleder."),
    )
    language = SegmentsField(
        label=gettext_lazy("Sprog"), choices=Person._meta.get_field("language").choices or ()
    )


class PasswordForm(OwnPasswordForm, NewPasswordForm):
    """The password of today, and a new one twice."""

    field_order = ["old_password", "password", "again"]

    def __init__(self, *args: Any, request: HttpRequest, **given: Any) -> None:
        super().__init__(*args, request=request, person=signed_in(request), **given)


class LeaveForm(HouseForm):
    """Nothing to fill in: the page says what ends."""


@requires(Permission.SEE_OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Change one's profile."""
    person = signed_in(request)

    def save(form: ProfileForm) -> Saved:
        change_profile(person, by=person.author, **form.cleaned_data)
        return Saved(reverse("account"), _("Profilen er rettet."))

    initial = {"name": person.name, "title": person.title, "language": person.language}
    page = FormPage(
        form=ProfileForm,
        title=_("Ret profil"),
        save=save,
        initial=initial,
        back=reverse("account"),
        breadcrumbs=crumbs(_("Ret profil")),
    )
    return answer_form(request, page)


@requires(Permission.SEE_OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password. Every other session ends."""
    person = signed_in(request)

    def save(form: PasswordForm) -> Saved:
        set_password(person, password=form.cleaned_data["password"], by=person.author)
        update_session_auth_hash(request, person)
        keep(request)
        return Saved(reverse("account"), _("Adgangskoden er ændret. Du er logget af alle andre steder."))

    page = FormPage(
        form=lambda *args, **given: PasswordForm(*args, request=request, **given),
        title=_("Skift adgangskode"),
        under=_("Du bliver logget af alle andre steder end her."),
        save=save,
        back=reverse("account"),
        breadcrumbs=crumbs(_("Skift adgangskode")),
    )
    return answer_form(request, page)


@requires(Permission.SEE_OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Leave an organisation, after being told what ends."""
    person = signed_in(request)
    membership = next((row for row in memberships_of(person) if row.pk == membership_id), None)
    if membership is None:
        raise NotVisible

    def save(form: LeaveForm) -> Saved:
        end_membership(membership, by=person.author, version=form.version)
        words = _("Du har forladt %(organisation)s.") % {"organisation": membership.organisation.name}
        return Saved(reverse("front_door"), words)

    page = FormPage(
        form=LeaveForm,
        title=_("Forlad %(organisation)s") % {"organisation": membership.organisation.name},
        submit=_("Forlad organisationen"),
        save=save,
        record=membership,
        back=reverse("account"),
        breadcrumbs=crumbs(_("Forlad organisationen")),
        template="account/leave.html",
        context={
            "organisation": membership.organisation,
            "work": assignments_of(person, membership.organisation),
            "only": len(memberships_of(person)) == 1,
        },
    )
    return answer_form(request, page)


def crumbs(here: str) -> list[tuple[str, str]]:
    """The way to a page of one's account."""
    return [(_("Indstillinger"), reverse("account")), (here, "")]
