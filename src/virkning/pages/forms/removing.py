"""A button beside a form that takes away what the form is of: it sends the version that was read, as the form does."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from virkning.rooms.audit.queries.history import entries_about
from virkning.rooms.audit.writes import Conflict

from .base import VERSION
from .flow import FormPage, refuse_unread


def seen_version(request: HttpRequest) -> int | None:
    """The version of what the person saw when they pressed a button."""
    written = request.POST.get(VERSION, "")
    return int(written) if written.isdecimal() and len(written) < 10 else None


def overtaken(request: HttpRequest, page: FormPage, conflict: Conflict) -> HttpResponse:
    """Somebody was first, and nothing was taken away: the form as it stands now, and who left it so."""
    now = conflict.current
    if getattr(now, "removed_at", None) is not None:
        messages.warning(request, _("Det er allerede fjernet."))
        return HttpResponseRedirect(page.back)
    words = _("Det er ikke fjernet, for det er rettet, siden du så det.")
    last = (page.last_told or (lambda record: entries_about(record).first()))(now)
    if last is not None:
        words = _("Det er ikke fjernet, for %(who)s har rettet det, siden du så det.")
        words %= {"who": last.author_name}
    asked = _("Se, hvad der står nu, og fjern det, hvis det stadig skal væk.")
    told: dict[str, str] = {NON_FIELD_ERRORS: f"{words} {asked}"}
    return refuse_unread(request, replace(page, record=now), lambda _form: told, status=409)
