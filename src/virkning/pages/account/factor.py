"""The second factor: on with an app and a first code, recovery codes shown once, off with the password."""

from typing import Any

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from virkning.pages import secondfactor
from virkning.pages.forms.fields import TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.passwords import OwnPasswordForm
from virkning.pages.sessions import signed_in
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires

from .profile import crumbs

#: Where recovery codes wait for the one page that shows them, and whether it has: no codes are lost unseen.
_CODES = "recovery_codes"
_SHOWN = "recovery_codes_shown"


class FirstCodeForm(OwnPasswordForm):
    """The first code, which shows that the secret has reached the phone; and one's password."""

    code = TextField(
        label=gettext_lazy("Kode fra appen"),
        max_length=20,
        help_text=gettext_lazy("De seks cifre, appen viser nu."),
    )
    field_order = ["code", "old_password"]

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "data-short": "1"}

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if not ratelimit.consume(self.request, action="change_password", user=self.request.user):
            raise ValidationError(_("Der er prøvet for mange gange. Vent et minut, og prøv igen."))
        if not secondfactor.fits(secondfactor.waiting_secret(self.request), code):
            raise ValidationError(
                _(
                    "Koden passer ikke. Vent, til appen viser en ny, og se efter, om telefonens ur går rigtigt."
                )
            )
        return code


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def factor(request: HttpRequest) -> HttpResponse:
    """Whether it is on, since when, and what one can do."""
    since = secondfactor.on_since(signed_in(request))
    if since is not None and request.session.get(_CODES) and not request.session.get(_SHOWN):
        return redirect("account_codes")
    if request.session.get(_CODES):
        _keep(request, None)  # whoever comes back has seen them
    context = {
        "since": since,
        "left": secondfactor.codes_left(signed_in(request)),
        "breadcrumbs": crumbs(_("Totrinslogin")),
    }
    return render(request, "account/factor.html", context)


@requires(Permission.SEE_OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def switch_on(request: HttpRequest) -> HttpResponse:
    """Show the secret, ask for the first code."""
    person = signed_in(request)
    if secondfactor.is_on(person):  # or a second click on the button that has just switched it on
        return redirect("account_codes" if request.session.get(_CODES) else "account_factor")
    secret = secondfactor.waiting_secret(request)

    def save(_form: FirstCodeForm) -> Saved:
        _keep(request, secondfactor.switch_on(request, person))
        return Saved(reverse("account_codes"), _("Totrinslogin er slået til."))

    page = FormPage(
        form=_asking(FirstCodeForm, request),
        title=_("Slå totrinslogin til"),
        under=_("Så kan ingen logge ind med din adgangskode alene."),
        submit=_("Slå til"),
        save=save,
        back=reverse("account_factor"),
        breadcrumbs=crumbs(_("Slå totrinslogin til")),
        template="account/factor_on.html",
        context={
            "drawing": secondfactor.drawing(person, secret, _("QR-kode til appen")),
            "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        },
    )
    return answer_form(request, page)


@requires(Permission.SEE_OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes just made: shown once. POST takes the same codes home as a file."""
    shown = request.session.get(_CODES)
    if not shown:
        return redirect("account_factor")
    if request.method == "POST":
        text = _("Nødkoder til Virkning. Hver virker én gang.") + "\n\n" + "\n".join(shown) + "\n"
        answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
        answer.headers["Content-Disposition"] = 'attachment; filename="virkning-noedkoder.txt"'
        return answer
    if request.method == "GET":
        request.session[_SHOWN] = True
    context = {"codes": shown, "breadcrumbs": crumbs(_("Nødkoder"))}
    return render(request, "account/codes.html", context)


@requires(Permission.SEE_OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def new_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes; the old ones stop working."""
    if not secondfactor.is_on(signed_in(request)):
        return redirect("account_factor")

    def save(_form: OwnPasswordForm) -> Saved:
        _keep(request, secondfactor.renew_codes(request, signed_in(request)))
        return Saved(reverse("account_codes"))

    page = FormPage(
        form=_asking(OwnPasswordForm, request),
        title=_("Lav nye nødkoder"),
        under=_("De gamle nødkoder virker ikke mere, når de nye er lavet."),
        submit=_("Lav nye nødkoder"),
        save=save,
        back=reverse("account_factor"),
        breadcrumbs=crumbs(_("Nye nødkoder")),
    )
    return answer_form(request, page)


@requires(Permission.SEE_OWN_PAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def switch_off(request: HttpRequest) -> HttpResponse:
    """Switch the second factor off."""
    person = signed_in(request)
    if not secondfactor.is_on(person):
        return redirect("account_factor")

    def save(_form: OwnPasswordForm) -> Saved:
        secondfactor.switch_off(request, person, by=person.author)
        return Saved(reverse("account_factor"), _("Totrinslogin er slået fra."))

    page = FormPage(
        form=_asking(OwnPasswordForm, request),
        title=_("Slå totrinslogin fra"),
        under=_("Derefter er adgangskoden nok til at logge ind. Nødkoderne virker ikke mere."),
        submit=_("Slå fra"),
        save=save,
        back=reverse("account_factor"),
        breadcrumbs=crumbs(_("Slå totrinslogin fra")),
    )
    return answer_form(request, page)


def _keep(request: HttpRequest, codes: list[str] | None) -> None:
    """Let codes wait, not seen yet; None: they wait no longer."""
    request.session.pop(_SHOWN, None)
    if codes is None:
        request.session.pop(_CODES, None)
    else:
        request.session[_CODES] = codes


def _asking(form: type[OwnPasswordForm], request: HttpRequest) -> Any:
    """The form, knowing whose password it asks for."""
    return lambda *args, **given: form(*args, request=request, **given)
