"""A button that does something at once to what is shown: it sends the version that was read, as a form does."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.queries.history import entries_about
from virkning.rooms.audit.writes import Conflict

from .base import VERSION


def seen_version(request: HttpRequest) -> int | None:
    """The version of what the person saw when they pressed a button."""
    written = request.POST.get(VERSION, "")
    return int(written) if written.isdecimal() and len(written) < 10 else None


def overtaken(
    request: HttpRequest,
    conflict: Conflict,
    *,
    form: str,
    back: str,
    last_told: Callable[[Any], AuditEntry | None] | None = None,
    removing: bool = True,
) -> HttpResponse:
    """Somebody was first, and nothing was done: who left it so, and on to the form, or the row, as it stands now.

    `form`: its own address. Drawn in answer to the button, it would send what is typed in it to where the button does.
    `back`: where to go where it has been removed. `last_told`: as of a `FormPage`.
    `removing`: what the button would have done was to take it away.
    """
    now = conflict.current
    if getattr(now, "removed_at", None) is not None:
        messages.warning(request, _("Det er allerede fjernet."))
        return HttpResponseRedirect(back)
    last = (last_told or (lambda record: entries_about(record).first()))(now)
    messages.warning(request, _not_done(last, removing=removing))
    return HttpResponseRedirect(form)


def _not_done(last: AuditEntry | None, *, removing: bool) -> str:
    words = _(
        "Det er ikke sket, for %(who)s har ændret det, siden du så det. "
        "Se, hvad der står nu, og gør det igen, hvis det stadig skal ske."
    )
    if removing:
        words = _(
            "Det er ikke fjernet, for %(who)s har ændret det, siden du så det. "
            "Se, hvad der står nu, og fjern det, hvis det stadig skal væk."
        )
    return words % {"who": last.author_name if last is not None else _("en anden")}
