"""Addresses of status rounds."""

from django.urls import path

from . import calendars, deciding, review, running, views

_ROUND = "runder/<int:round_id>/"
_REVIEW = _ROUND + "gennemse/<int:activity_id>/"
_PROJECT = "projekter/<int:project_id>/statuskalender/"
_PROGRAMME = "programmer/<int:programme_id>/statuskalender/"

urlpatterns = [
    path("runder/", views.rounds, name="rounds"),
    path(_ROUND, views.status_round, name="round"),
    path(_ROUND + "aabn/", running.round_open, name="round_open"),
    path(_ROUND + "ret/", running.round_edit, name="round_edit"),
    path(_ROUND + "luk/", running.round_close, name="round_close"),
    path(_ROUND + "genaabn/", running.round_reopen, name="round_reopen"),
    path(_ROUND + "fjern/", running.round_remove, name="round_remove"),
    path(
        _ROUND + "projekter/<int:project_id>/godkend/", deciding.round_approve_many, name="round_approve_many"
    ),
    path(_REVIEW, review.round_review, name="round_review"),
    path(_REVIEW + "godkend/", deciding.round_approve, name="round_approve"),
    path(_REVIEW + "returner/", deciding.round_return, name="round_return"),
    path(_REVIEW + "undtag/", deciding.round_leave_out, name="round_leave_out"),
    path(_REVIEW + "tag-med/", deciding.round_take_in, name="round_take_in"),
    path(_PROJECT, calendars.project_calendar, name="project_calendar"),
    path(_PROJECT + "ny-runde/", calendars.project_round_new, name="project_round_new"),
    path(_PROGRAMME, calendars.programme_calendar, name="programme_calendar"),
    path(_PROGRAMME + "ny-runde/", calendars.programme_round_new, name="programme_round_new"),
]
