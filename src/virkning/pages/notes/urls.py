"""Addresses of the note and of the base it is written on."""

from django.urls import path

from . import bases, charts, frozen, views

_NOTE = "projekter/<int:project_id>/statusnotat/"
_SNAPSHOT = "runder/oejebliksbilleder/<int:snapshot_id>/"
_BASE = "organisationer/<int:organisation_id>/skabelon/"

urlpatterns = [
    path(_NOTE, views.note, name="note"),
    path(_NOTE + "afsnit/<int:activity_id>/", views.note_section, name="note_section"),
    path(_NOTE + "figur/<int:result_id>.svg", charts.note_chart, name="note_chart"),
    path(_NOTE + "lav/", views.note_order, name="note_order"),
    path(_SNAPSHOT + "<str:kind>/", frozen.snapshot_file, name="snapshot_file"),
    path(_SNAPSHOT + "figur/<int:result_id>.svg", frozen.snapshot_chart, name="snapshot_chart"),
    path(_BASE, bases.document_base, name="document_base"),
    path(_BASE + "fil.docx", bases.document_base_file, name="document_base_file"),
    path(_BASE + "proeve.docx", bases.document_base_sample, name="document_base_sample"),
    path(_BASE + "fjern/", bases.document_base_remove, name="document_base_remove"),
]
