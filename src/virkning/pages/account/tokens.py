"""Keys for programs: made with a name, an end and what they may; shown once; closed at any time."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from virkning.pages.authors import author_of
from virkning.pages.forms.fields import SegmentsField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.passwords import OwnPasswordForm
from virkning.pages.sessions import signed_in
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.organisations.actions.tokens import create_token, revoke_token
from virkning.rooms.organisations.models import ApiToken
from virkning.rooms.organisations.queries import tokens_of

from .profile import crumbs

#: Where a new key waits for the one page that shows it.
_NEW = "new_api_token"
#: What a choice gives. Nothing can be written without being read.
SCOPES = {"read": ("read",), "write": ("read", "write")}


class TokenForm(OwnPasswordForm):
    """What the key is for, what it may, and for how long."""

    name = TextField(
        label=gettext_lazy("Hvad skal nøglen bruges til?"),
        max_length=80,
        help_text=gettext_lazy("Så du kan kende den igen. For eksempel: Ugentligt udtræk til Excel."),
    )
    scope = SegmentsField(
        label=gettext_lazy("Hvad må programmet?"),
        choices=[("read", gettext_lazy("Læse")), ("write", gettext_lazy("Læse og skrive"))],
        initial="read",
        help_text=gettext_lazy("Aldrig mere, end du selv må. Skrive er status, målinger og registreringer."),
    )
    days = SegmentsField(
        label=gettext_lazy("Hvor længe?"),
        choices=[
            ("30", gettext_lazy("30 dage")),
            ("90", gettext_lazy("90 dage")),
            ("365", gettext_lazy("Et år")),
        ],
        initial="90",
    )
    field_order = ["name", "scope", "days", "old_password"]


@requires(Permission.SEE_OWN_PAGES)
@require_safe
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """One's keys; a new one's text once."""
    context = {
        "tokens": tokens_of(signed_in(request)),
        "now": timezone.now(),
        "new": request.session.pop(_NEW, None) if request.method == "GET" else None,
        "breadcrumbs": crumbs(_("Nøgler til programmer")),
    }
    return render(request, "account/tokens.html", context)


@requires(Permission.SEE_OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Make a key."""

    def save(form: TokenForm) -> Saved:
        given = form.cleaned_data
        token, raw = create_token(
            person=signed_in(request),
            name=given["name"],
            scopes=SCOPES[given["scope"]],
            days=int(given["days"]),
            by=author_of(request),
        )
        request.session[_NEW] = {"name": token.name, "text": raw}
        return Saved(reverse("account_tokens"))

    def asking(*args: Any, **given: Any) -> TokenForm:
        return TokenForm(*args, request=request, **given)

    page = FormPage(
        form=asking,
        title=_("Ny nøgle til et program"),
        under=_("Et program med nøglen ser og gør det samme som du."),
        submit=_("Lav nøglen"),
        save=save,
        initial={"scope": "read", "days": "90"},
        back=reverse("account_tokens"),
        breadcrumbs=crumbs(_("Ny nøgle")),
    )
    return answer_form(request, page)


@requires(Permission.SEE_OWN_PAGES)
@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Close one of one's keys."""
    own = ApiToken.objects.filter(person=signed_in(request))
    token = own.filter(pk=token_id).first() if token_id < 2**63 else None
    if token is None:
        raise NotVisible
    revoke_token(token, by=author_of(request))
    messages.success(request, _("Nøglen “%(name)s” er lukket og virker ikke mere.") % {"name": token.name})
    return redirect("account_tokens")
