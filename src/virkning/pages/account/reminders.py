"""How one is reminded: by mail or not; and the secret address one's calendar program fetches deadlines from."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import SegmentsField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.sessions import signed_in
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.organisations.actions.calendars import close_feed, open_feed
from virkning.rooms.organisations.actions.people import choose_digest
from virkning.rooms.organisations.post import site_address
from virkning.rooms.organisations.queries import feed_of

from .profile import crumbs

#: Where a new address waits for the one page that shows it.
_NEW = "new_calendar_address"


class DigestForm(HouseForm):
    """On or off."""

    wanted = SegmentsField(
        label=gettext_lazy("Daglig påmindelse på mail"),
        choices=[("on", gettext_lazy("Slået til")), ("off", gettext_lazy("Slået fra"))],
        help_text=gettext_lazy(
            "Mailen siger, hvor meget der haster, og har et link til Min dag. Den har aldrig navne eller indhold."
        ),
    )


@requires(Permission.SEE_OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def digest(request: HttpRequest) -> HttpResponse:
    """Switch the mail on or off."""
    person = signed_in(request)

    def save(form: DigestForm) -> Saved:
        wanted = form.cleaned_data["wanted"] == "on"
        choose_digest(person, wanted=wanted, by=person.author)
        words = _("Påmindelsen på mail er slået til.") if wanted else _("Påmindelsen på mail er slået fra.")
        return Saved(reverse("account"), words)

    page = FormPage(
        form=DigestForm,
        title=_("Påmindelse på mail"),
        save=save,
        initial={"wanted": "on" if person.wants_digest else "off"},
        back=reverse("account"),
        breadcrumbs=crumbs(_("Påmindelse på mail")),
        template="account/digest.html",
    )
    return answer_form(request, page)


@requires(Permission.SEE_OWN_PAGES)
@require_safe
@never_cache
def calendar(request: HttpRequest) -> HttpResponse:
    """Whether there is an address, and what it shows; a new one's text once."""
    context = {
        "feed": feed_of(signed_in(request)),
        "new": request.session.pop(_NEW, "") if request.method == "GET" else "",
        "breadcrumbs": crumbs(_("Frister i din kalender")),
    }
    return render(request, "account/calendar.html", context)


@requires(Permission.SEE_OWN_PAGES)
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Make the address, or another one instead of it."""
    _feed, secret = open_feed(signed_in(request), by=author_of(request))
    request.session[_NEW] = site_address(reverse("calendar_feed", args=(secret,)))
    return redirect("account_calendar")


@requires(Permission.SEE_OWN_PAGES)
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the address."""
    request.session.pop(_NEW, None)
    if close_feed(signed_in(request), by=author_of(request)):
        messages.success(request, _("Adressen er lukket. Kalendere, der bruger den, får ikke flere frister."))
    return redirect("account_calendar")
