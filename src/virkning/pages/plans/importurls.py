"""Addresses of a plan's files: out as Word and PDF, in from Word."""

from django.urls import path

from . import importing

urlpatterns = [
    path("<int:plan_id>/plan.docx", importing.plan_word, name="plan_word"),
    path("<int:plan_id>/plan.pdf", importing.plan_pdf, name="plan_pdf"),
    path("fra-word/<int:organisation_id>/", importing.plan_import, name="plan_import"),
    path(
        "fra-word/<int:organisation_id>/<int:year>/",
        importing.plan_import_confirm,
        name="plan_import_confirm",
    ),
]
