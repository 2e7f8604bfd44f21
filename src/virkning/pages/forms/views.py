"""What forms ask for while somebody types: keep the draft, discard it, say how a number was read."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from virkning.figures.numbers import danish_number, parse_number
from virkning.figures.phrases import FigureError
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit import drafts
from virkning.rooms.exchange.cells import clean

from .base import kept_values
from .returning import local_path

_NAME = re.compile(r"[a-z0-9][a-z0-9:._-]{0,118}")
#: A draft is text: a form larger than this is a mistake, or an attack.
LARGEST_DRAFT = 300_000
MOST_FIELDS = 1000


@requires(Permission.SEE_OWN_PAGES)
@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Save what is typed so far; answers when it is safely there, with the time in words."""
    name = request.POST.get("kladde", "")
    values = kept_values(request.POST, frozenset({"kladde", "side"}))
    size = sum(len(name) + sum(len(one) for one in many) for name, many in values.items())
    if not _NAME.fullmatch(name) or size > LARGEST_DRAFT or len(values) > MOST_FIELDS:
        return JsonResponse({"words": _("Kladden kunne ikke gemmes. Gem formularen i stedet.")}, status=422)
    page = local_path(request, request.POST.get("side", ""))
    kept = drafts.save_draft(person_id=int(request.user.pk or 0), name=name, page=page, values=values)
    at = timezone.localtime(kept.saved_at)
    words = _("Kladde gemt kl. %(time)s. Kun du kan se den.") % {"time": f"{at.hour}.{at.minute:02}"}
    return JsonResponse({"words": words})


@requires(Permission.SEE_OWN_PAGES)
@require_POST
def discard_draft(request: HttpRequest) -> HttpResponse:
    """Forget one's draft, and show the form as it stands."""
    name = request.POST.get("kladde", "")
    if _NAME.fullmatch(name):
        drafts.discard_draft(person_id=int(request.user.pk or 0), name=name)
    return HttpResponseRedirect(local_path(request, request.POST.get("side", "")) or reverse("front_door"))


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def read_number(request: HttpRequest) -> HttpResponse:
    """How a number is read: `Læst som 1.234`, or what is wrong with it."""
    written = clean(request.GET.get("tal", ""))[:100]
    if not written:
        return HttpResponse("")
    try:
        number = parse_number(written)
    except FigureError as error:
        from django.utils.translation import gettext

        return HttpResponse(escape(error.phrase.translated(gettext)))
    words = _("Læst som %(number)s") % {"number": f"{danish_number(number.value)} {number.unit}".strip()}
    return HttpResponse(escape(words))
