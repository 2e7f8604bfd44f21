"""The label of the family: `account` alone is the sign-in library's."""

from django.apps import AppConfig


class OwnAccount(AppConfig):
    """One's own account."""

    name = "virkning.pages.account"
    label = "own_account"
