"""A forgotten password: ask for a link, choose a new one. The answers tell nobody who has an access."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from virkning.pages.letters import new_password_letter, send_in_background
from virkning.pages.passwords import NewPasswordForm, forget_failed_attempts
from virkning.pages.secretlinks import behind_secret_link, just_used, remember_used
from virkning.rooms.access.requirements import open_to_all
from virkning.rooms.organisations.actions.access import set_password
from virkning.rooms.organisations.models import Person
from virkning.rooms.organisations.queries import active_person

from .forms import ForgottenForm


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the link. The same answer, as fast, whether or not there is somebody with the e-mail."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "signin/forgotten.html", {"form": form}, status=status)
    email = form.cleaned_data["email"]
    if not ratelimit.consume(request, action="reset_password", key=email.casefold()):
        return render(request, "429.html", status=429)
    person = active_person(email)
    if person is not None:
        send_in_background(new_password_letter(to=person.email, path=_link(person), hours=_hours()))
    return redirect("forgotten_password_sent")


@open_to_all
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What happens now, without saying to whom."""
    return render(request, "signin/forgotten_sent.html", {"hours": _hours()})


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@behind_secret_link
def choose(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose a new password with the link. It works once: the new password makes the old link wrong."""
    if just_used(request.path):
        return _chosen(request)
    person = _person(uid)
    if person is None or not default_token_generator.check_token(person, token):
        return render(request, "signin/new_password_gone.html", status=404)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, person=person)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "signin/new_password.html", {"form": form}, status=status)
    set_password(person, password=form.cleaned_data["password"], by=person.author)
    forget_failed_attempts(request, person)
    remember_used(request.path)
    return _chosen(request)


def _chosen(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Adgangskoden er ændret. Log ind med den nye."))
    return redirect("account_login")


def _hours() -> int:
    return int(settings.PASSWORD_RESET_TIMEOUT) // 3600


def _link(person: Person) -> str:
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("new_password", args=(uid, default_token_generator.make_token(person)))


def _person(uid: str) -> Person | None:
    """The person a link is for; None where it is for nobody who may sign in."""
    try:
        key = int(urlsafe_base64_decode(uid).decode())
    except (ValueError, UnicodeDecodeError):
        return None
    return Person.objects.filter(pk=key, is_active=True).first() if 0 < key < 2**63 else None
