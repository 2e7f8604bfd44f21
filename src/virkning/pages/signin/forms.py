"""The sign-in form in our words."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import EmailAddressField


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail and password. Wrong e-mail and wrong password get the same answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["password"].label = _("Adgangskode")
        self.fields.pop("remember", None)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


#: Seconds a code can be typed in: its own half minute, and one on either side for clocks that are off.
_CODE_LIVES = 90


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code of the second factor, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Kode")
        self.fields["code"].widget.attrs.pop("placeholder", None)

    def clean_code(self) -> str:
        """A code works once, as long as the clock would still let it in: the library forgets it after half a minute.

        However it is written: the library reads `123-456` as `123456`, and so must the memory of what was used.
        """
        code = str(super().clean_code())
        used = f"second-factor:{self.user.pk}:{normalize_user_code(code)}"
        if not cache.add(used, "used", timeout=_CODE_LIVES):
            raise get_adapter().validation_error("incorrect_code")
        return code


class ForgottenForm(HouseForm):
    """The e-mail somebody signs in with."""

    email = EmailAddressField(
        label=_("E-mail"), help_text=_("Den, du logger ind med. Vi sender et link til den.")
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["email"].widget.attrs["autocomplete"] = "email"
