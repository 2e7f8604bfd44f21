"""A day as it is written on the command line."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from .output import Failed


def day_of(written: str) -> date:
    """The day `2026-01-31` names. Raises `Failed`."""
    try:
        return datetime.strptime(written, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError as error:
        problem = _("“%(text)s” er ikke en dag. Skriv den som 2026-01-31.")
        raise Failed(problem % {"text": written}) from error
