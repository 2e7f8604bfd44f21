"""Addresses of the theory of change."""

from django.urls import path

from . import arrows, downloads, overview

_THEORY = "projekter/<int:project_id>/forandringsteori/"
_ARROW = _THEORY + "pile/<int:arrow_id>/"

urlpatterns = [
    path(_THEORY, overview.theory, name="theory"),
    path(_THEORY + "ny-pil/", arrows.arrow_new, name="arrow_new"),
    path(_ARROW, arrows.arrow_edit, name="arrow_edit"),
    path(_ARROW + "fjern/", arrows.arrow_remove, name="arrow_remove"),
    path(_THEORY + "hent/<str:kind>/", downloads.theory_file, name="theory_file"),
    path(_THEORY + "billede/<str:kind>/", downloads.theory_picture, name="theory_picture"),
]
