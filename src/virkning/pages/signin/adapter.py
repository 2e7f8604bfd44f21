"""What allauth may and may not do here, and what it says."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: people are invited by their organisation. Every message says what to do."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "E-mail og adgangskode passer ikke sammen. Se efter, om begge er skrevet rigtigt, og prøv igen."
        ),
        "account_inactive": _("Adgangen er lukket. Bed din organisations administrator om at åbne den igen."),
        "too_many_login_attempts": _(
            "Der er prøvet for mange gange. Vent fem minutter, og prøv igen, eller bed din organisations administrator "
            "om en ny adgangskode."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing of one's own sign-in and sign-out: the page that follows shows it."""
