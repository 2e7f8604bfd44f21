"""Addresses of whoever decides on descriptions, and of the lists over many projects."""

from django.urls import path

from . import approving, fieldcomments, programmelist, review, sendingback, yearpage

_PROGRAMME = "programmer/<int:programme_id>/indsatser"
_ONE = "indsatser/<int:intervention_id>"
_COMMENT = "indsatser/kommentarer/<int:comment_id>"

urlpatterns = [
    path("indsatser/", programmelist.interventions_all, name="interventions_all"),
    path(_PROGRAMME + "/", programmelist.programme_interventions, name="programme_interventions"),
    path(
        _PROGRAMME + ".xlsx", programmelist.programme_interventions_file, name="programme_interventions_file"
    ),
    path(_PROGRAMME + "/aar/", yearpage.programme_interventions_year, name="programme_interventions_year"),
    path(_ONE + "/afgoer/", review.intervention_review, name="intervention_review"),
    path(_ONE + "/felter/<str:slug>/", fieldcomments.intervention_field, name="intervention_field"),
    path(_ONE + "/send-tilbage/", sendingback.intervention_return, name="intervention_return"),
    path(_ONE + "/godkend/", approving.intervention_accept, name="intervention_accept"),
    path(_COMMENT + "/ret/", fieldcomments.comment_edit, name="comment_edit"),
    path(_COMMENT + "/fjern/", fieldcomments.comment_remove, name="comment_remove"),
    path(_COMMENT + "/loest/", fieldcomments.comment_close, name="comment_close"),
]
