"""Addresses of embedding, comments, experiences and benefits."""

from django.urls import path

from . import benefits, comments, embedding, experiences, overview

_PROJECT = "projekter/<int:project_id>/"
_ACTIVITY = _PROJECT + "aktiviteter/<int:activity_id>/"
_EXPERIENCE = _PROJECT + "erfaringer/<int:experience_id>/"

urlpatterns = [
    path(_PROJECT + "forankring/", overview.continuing, name="continuing"),
    path(_ACTIVITY + "forankring/<str:period>/", embedding.embedding, name="embedding"),
    path(
        _PROJECT + "forankring/<int:embedding_id>/fjern/", embedding.embedding_remove, name="embedding_remove"
    ),
    path(_ACTIVITY + "kommentar/<str:period>/", comments.activity_comment, name="activity_comment"),
    path(_PROJECT + "erfaringer/ny/", experiences.experience_new, name="experience_new"),
    path(_EXPERIENCE, experiences.experience_edit, name="experience_edit"),
    path(_EXPERIENCE + "fjern/", experiences.experience_remove, name="experience_remove"),
    path(_PROJECT + "gevinster/", benefits.benefit_table, name="benefit_table"),
]
