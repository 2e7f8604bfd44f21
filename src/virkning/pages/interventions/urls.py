"""Addresses of interventions and their descriptions."""

from django.urls import include, path

from . import comparing, copying, ending, handing, listpage, overview, planning, reading, sections

_LIST = "projekter/<int:project_id>/indsatser/"
_ONE = "indsatser/<int:intervention_id>"

urlpatterns = [
    path("", include("virkning.pages.interventions.bringingurls")),
    path("", include("virkning.pages.interventions.decidingurls")),
    path(_LIST, listpage.interventions, name="interventions"),
    path(_LIST + "beslut/", planning.interventions_decide, name="interventions_decide"),
    path(_LIST + "kopi/", copying.interventions_copy, name="interventions_copy"),
    path(_LIST + "flyt/", listpage.interventions_move, name="interventions_move"),
    path(_LIST + "hent/", listpage.interventions_restore, name="interventions_restore"),
    path(_ONE + "/", overview.intervention, name="intervention"),
    path(_ONE + "/ret/", planning.intervention_edit, name="intervention_edit"),
    path(_ONE + "/fjern/", planning.intervention_remove, name="intervention_remove"),
    path(_ONE + "/kopier/", copying.intervention_fill, name="intervention_fill"),
    path(_ONE + "/afsnit/<str:section>/", sections.intervention_section, name="intervention_section"),
    path(_ONE + "/tjek/", handing.intervention_check, name="intervention_check"),
    path(_ONE + "/traek-tilbage/", handing.intervention_take_back, name="intervention_take_back"),
    path(_ONE + "/kvitteringer/<int:receipt_id>/", handing.intervention_receipt, name="intervention_receipt"),
    path(_ONE + "/afslut/", ending.intervention_end, name="intervention_end"),
    path(_ONE + "/aabn/", ending.intervention_reopen, name="intervention_reopen"),
    path(_ONE + "/laes/", reading.intervention_read, name="intervention_read"),
    path(_ONE + "/beskrivelse.<str:kind>", reading.intervention_file, name="intervention_file"),
    path(_ONE + "/lignende/", reading.intervention_similar, name="intervention_similar"),
    path(_ONE + "/sammenlign/", comparing.intervention_compare_choose, name="intervention_compare_choose"),
    path(_ONE + "/sammenlign/<int:other_id>/", comparing.intervention_compare, name="intervention_compare"),
    path("indsatser/kommentarer/<int:comment_id>/", overview.comment_settle, name="comment_settle"),
]
