"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("virkning.pages.site.urls")),
    path("", include("virkning.pages.signin.urls")),
    path("projekter/", include("virkning.pages.projects.urls")),
]

handler400 = "virkning.pages.site.views.bad_request"
handler403 = "virkning.pages.site.views.forbidden"
handler404 = "virkning.pages.site.views.not_found"
handler500 = "virkning.pages.site.views.server_error"
