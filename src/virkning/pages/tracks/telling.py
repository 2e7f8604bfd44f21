"""How a version of a track stands today, in words."""

from datetime import date

from django.utils.translation import gettext as _

from virkning.rooms.plans.models import ChangeTrack

_SPACE = "\N{NO-BREAK SPACE}"


def standing(track: ChangeTrack, today: date) -> str:
    """`Gælder ikke endnu`, `Gælder ikke længere`; blank for a version that holds."""
    if track.days.has(today):
        return ""
    if track.valid_from is not None and track.valid_from > today:
        return _("Gælder ikke endnu")
    return _("Gælder ikke længere")


def days_words(track: ChangeTrack) -> str:
    """The days it holds, as they stand by themselves: `Fra 1. januar 2026`. Broken at the dash only."""
    told = track.days_told.replace(" ", _SPACE).replace(f"–{_SPACE}", "– ")
    return told[:1].upper() + told[1:]
