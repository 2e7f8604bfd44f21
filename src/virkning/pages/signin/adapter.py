"""What allauth may and may not do here, and what it says."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from virkning.pages.sessions import keep
from virkning.rooms.organisations.models import Person

logger = logging.getLogger("virkning.signin")

#: What the person's sessions were held against when the password was right, until the code is right too.
_BEGUN = "sign_in_begun"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: people are invited by their organisation. Every message says what to do."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "E-mail og adgangskode passer ikke sammen. Se efter, om begge er skrevet rigtigt, og prøv igen."
        ),
        "account_inactive": _("Adgangen er lukket. Bed din organisations administrator om at åbne den igen."),
        "too_many_login_attempts": _(
            "Der er prøvet for mange gange. Vent fem minutter, og prøv igen, eller vælg en ny adgangskode under "
            "“Glemt adgangskoden?”."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Whoever's access is closed gets the same answer as to a wrong password: nobody learns that it was right."""
        person: Person | None = super().authenticate(request, **credentials)
        if person is not None and not person.is_active:
            logger.warning("Sign-in refused: person %s is not active", person.pk)
            return None
        return person

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        """Access was closed between the password and the code."""
        return redirect("account_login")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A failed attempt leaves a trace: from where, never with what."""
        logger.warning("Sign-in failed from %s", self.get_client_ip(request))
        super().authentication_failed(request, **credentials)

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """The password was right. What it was is remembered while the code is asked for."""
        request.session[_BEGUN] = user.get_session_auth_hash()
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def login(self, request: HttpRequest, user: Person) -> None:
        """A sign-in begun with a password that is no longer the person's, or before sessions were ended, ends too."""
        begun = request.session.pop(_BEGUN, "")
        if not constant_time_compare(begun, user.get_session_auth_hash()):
            logger.warning("Sign-in refused: the password of person %s was changed meanwhile", user.pk)
            words = _("Adgangskoden er ændret, siden du begyndte at logge ind. Log ind med den nye.")
            messages.error(request, words)
            raise ImmediateHttpResponse(redirect("account_login"))
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> Any:
        """So does a successful one."""
        logger.info("Person %s signed in from %s", user.pk, self.get_client_ip(request))
        answer = super().post_login(request, user, **kwargs)
        keep(request)
        return answer

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing of one's own sign-in and sign-out: the page that follows shows it."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor: what the phone calls us, and what a wrong code is answered with."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "Koden passer ikke. Skriv den, der står i appen nu, eller en nødkode, du ikke har brugt før."
        ),
    }

    def get_totp_issuer(self) -> str:
        return "Virkning"
