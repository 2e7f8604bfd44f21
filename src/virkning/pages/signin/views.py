"""Sign in, sign out, and the demo's one-click sign-in."""

from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from virkning.pages.sessions import sign_in as begin_session
from virkning.rooms.access.requirements import open_to_all
from virkning.rooms.organisations.models import Person
from virkning.rooms.organisations.queries import demo_people


class SignInView(LoginView):  # type: ignore[misc]
    """The sign-in page; on the demo it lists the demo people too."""

    template_name = "signin/sign_in.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        context["demo_people"] = demo_people() if settings.DEMO else []
        return dict(context)


_form = require_http_methods(["GET", "HEAD", "POST"])
sign_in = open_to_all(_form(SignInView.as_view()))
second_factor = open_to_all(_form(AuthenticateView.as_view(template_name="signin/code.html")))
sign_out = open_to_all(_form(LogoutView.as_view(template_name="signin/sign_out.html")))


@open_to_all
@require_POST
def sign_in_as(request: HttpRequest, person_id: int) -> HttpResponse:
    """Sign in as a demo person. Exists only on the demo; elsewhere it is not found."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(Person, pk=person_id, is_active=True, email__endswith="@demo.invalid")
    begin_session(request, person)
    return redirect(settings.LOGIN_REDIRECT_URL)
