"""Addresses of descriptions' files: in from Word."""

from django.urls import path

from . import bringing, bringingnumbers, unread

urlpatterns = [
    path(
        "projekter/<int:project_id>/indsatser/fra-word/", bringing.description_bring, name="description_bring"
    ),
    path("indsatser/fra-word/<int:file_id>/", bringing.description_confirm, name="description_confirm"),
    path(
        "indsatser/fra-word/<int:file_id>/cpr/",
        bringingnumbers.description_numbers,
        name="description_numbers",
    ),
    path("indsatser/fra-word/<int:file_id>/rest/", unread.description_unread, name="description_unread"),
    path(
        "indsatser/fra-word/<int:file_id>/kasser/", bringing.description_dismiss, name="description_dismiss"
    ),
]
