"""Addresses of change tracks."""

from django.urls import path

from . import catalogues, editing, files, history, keeping, trackpage

_OWN = "organisationer/<int:organisation_id>/forandringsspor/"
_TRACK = _OWN + "<int:track_id>/"
_FILE = _OWN + "indlaes/"

urlpatterns = [
    path("forandringsspor/", catalogues.change_tracks, name="change_tracks"),
    path("forandringsspor/<int:track_id>/", trackpage.change_track, name="change_track"),
    path(_OWN, keeping.track_catalogue, name="track_catalogue"),
    path(_OWN + "nyt/", editing.track_new, name="track_new"),
    path(_OWN + "efter-nummer/", keeping.tracks_by_number, name="tracks_by_number"),
    path(_OWN + "historik/", history.tracks_history, name="tracks_history"),
    path(_OWN + "forandringsspor.xlsx", files.tracks_file, name="tracks_file"),
    path(_FILE, files.tracks_import, name="tracks_import"),
    path(_FILE + "<int:upload_id>/", files.tracks_preview, name="tracks_preview"),
    path(_FILE + "<int:upload_id>/kasser/", files.tracks_drop, name="tracks_drop"),
    path(_TRACK + "ret/", editing.track_edit, name="track_edit"),
    path(_TRACK + "ny-udgave/", editing.track_revise, name="track_revise"),
    path(_TRACK + "afslut/", editing.track_end, name="track_end"),
    path(_TRACK + "fjern/", editing.track_remove, name="track_remove"),
    path(_TRACK + "flyt/", keeping.track_move, name="track_move"),
]
