"""How the log calls a challenge or an action: by the beginning of its own words."""

from textwrap import shorten

from ..models import Challenge, PlannedAction

_LONGEST = 100


def shortly(part: Challenge | PlannedAction) -> str:
    """`“Uddan mentorer i alle afdelinger …”`."""
    return f"“{shorten(part.text, _LONGEST, placeholder=' …') or part.text[:_LONGEST]}”"
