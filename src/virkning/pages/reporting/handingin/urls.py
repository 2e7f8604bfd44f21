"""Addresses of one activity in a status round, under the rounds."""

from django.urls import path

from . import checking, filing, views

_ACTIVITY = "<int:round_id>/aktiviteter/<int:activity_id>/"

urlpatterns = [
    path(_ACTIVITY, views.round_report, name="round_report"),
    path(f"{_ACTIVITY}laeser/", views.round_preview, name="round_preview"),
    path(f"{_ACTIVITY}tjek/", checking.round_check, name="round_check"),
    path(f"{_ACTIVITY}kvittering/", checking.round_receipt, name="round_receipt"),
    path(f"{_ACTIVITY}fil/", filing.round_file, name="round_file"),
    path(f"{_ACTIVITY}traek-tilbage/", checking.round_take_back, name="round_take_back"),
]
