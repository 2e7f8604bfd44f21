"""Passwords in forms: one to check, or a new one typed twice."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from virkning.pages.sessions import signed_in
from virkning.rooms.organisations.models import Person

from .forms.base import HouseForm

#: Longer than anybody types; a limit, so that nobody sends a megabyte to be hashed.
LONGEST = 200


class PasswordField(forms.CharField):
    """A password: never trimmed, never shown again."""

    def __init__(self, *, new: bool = False, **given: Any) -> None:
        fills = "new-password" if new else "current-password"
        given.setdefault("widget", forms.PasswordInput(attrs={"autocomplete": fills}))
        given["error_messages"] = {"required": _("Skriv adgangskoden.")}
        super().__init__(strip=False, max_length=LONGEST, **given)


class NewPasswordForm(HouseForm):
    """A new password, typed twice. `person`: whose it will be, so that it cannot be their name."""

    password = PasswordField(
        new=True,
        label=_("Ny adgangskode"),
        help_text=_(
            "Mindst 12 tegn. Flere almindelige ord efter hinanden er let at huske og svært at gætte."
        ),
    )
    again = PasswordField(new=True, label=_("Skriv den igen"))

    def __init__(self, *args: Any, person: Person, **given: Any) -> None:
        super().__init__(*args, **given)
        self.person = person

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        password, again = self.cleaned_data.get("password"), self.cleaned_data.get("again")
        if password and again and password != again:
            self.add_error("again", gettext("De to adgangskoder er ikke ens. Skriv den samme begge steder."))
        return cleaned


class OwnPasswordForm(HouseForm):
    """Asks for one's own password before something that opens or closes the door. Guessing is limited."""

    old_password = PasswordField(
        label=_("Din adgangskode"), help_text=_("For at vi ved, at det er dig, der sidder ved skærmen.")
    )

    def __init__(self, *args: Any, request: HttpRequest, **given: Any) -> None:
        super().__init__(*args, **given)
        self.request = request
        if not signed_in(request).has_usable_password():
            del self.fields["old_password"]  # a demo person has none

    def clean_old_password(self) -> str:
        password = str(self.cleaned_data["old_password"])
        if not ratelimit.consume(self.request, action="change_password", user=self.request.user):
            raise ValidationError(gettext("Der er prøvet for mange gange. Vent et minut, og prøv igen."))
        if not signed_in(self.request).check_password(password):
            raise ValidationError(gettext("Adgangskoden passer ikke. Skriv den, du logger ind med i dag."))
        return password


def forget_failed_attempts(request: HttpRequest, person: Person) -> None:
    """Whoever has just set a new password is not kept waiting for the wrong ones they tried before."""
    get_adapter(request)._delete_login_attempts_cached_email(request, email=person.email)
