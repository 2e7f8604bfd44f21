"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("virkning.pages.site.urls")),
    path("", include("virkning.pages.signin.urls")),
    path("", include("virkning.pages.forms.urls")),
    path("fortryd/", include("virkning.pages.undoing.urls")),
    path("", include("virkning.pages.people.urls")),
    path("konto/", include("virkning.pages.account.urls")),
    path("", include("virkning.pages.account.open_urls")),
    path("min-dag/", include("virkning.pages.myday.urls")),
    path("hjaelp/", include("virkning.pages.help.urls")),
    path("soeg/", include("virkning.pages.finding.urls")),
    path("projekter/", include("virkning.pages.history.urls")),
    path("programmer/", include("virkning.pages.programmes.urls")),
    path("", include("virkning.pages.structure.urls")),
    path("", include("virkning.pages.evaluating.urls")),
    path("", include("virkning.pages.continuing.urls")),
    path("", include("virkning.pages.tracks.urls")),
    path("", include("virkning.pages.national.urls")),
    path("", include("virkning.pages.actionplans.urls")),
    path("", include("virkning.pages.matrix.urls")),
    path("", include("virkning.pages.methods.urls")),
    path("", include("virkning.pages.theories.urls")),
    path("", include("virkning.pages.interventions.urls")),
    path("", include("virkning.pages.registers.urls")),
    path("", include("virkning.pages.goals.urls")),
    path("planer/", include("virkning.pages.plans.urls")),
    path("projekter/", include("virkning.pages.projects.urls")),
    path("projekter/", include("virkning.pages.reporting.urls")),
    path("", include("virkning.pages.rounds.urls")),
    path("runder/", include("virkning.pages.reporting.handingin.urls")),
    path("api/v1/", include("virkning.api.urls")),
    path("", include("virkning.pages.workbooks.urls")),
    path("", include("virkning.pages.notes.urls")),
    path("arbejde/", include("virkning.pages.work.urls")),
]

handler400 = "virkning.pages.site.views.bad_request"
handler403 = "virkning.pages.site.views.forbidden"
handler404 = "virkning.pages.site.views.not_found"
handler500 = "virkning.pages.site.views.server_error"
