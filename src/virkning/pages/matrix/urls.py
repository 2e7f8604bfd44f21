"""Addresses of the target-group matrix."""

from django.urls import path

from . import counting, downloads, groups, overview

_MATRIX = "projekter/<int:project_id>/maalgruppematrix"
_GROUP = _MATRIX + "/grupper/<int:matrix_group_id>/"

urlpatterns = [
    path(_MATRIX + "/", overview.matrix, name="matrix"),
    path(_MATRIX + ".<str:kind>", downloads.matrix_file, name="matrix_file"),
    path(_MATRIX + "/grupper/ny/", groups.group_new, name="matrix_group_new"),
    path(_GROUP, groups.group_edit, name="matrix_group_edit"),
    path(_GROUP + "flyt/", groups.group_move, name="matrix_group_move"),
    path(_GROUP + "fjern/", groups.group_remove, name="matrix_group_remove"),
    path(_MATRIX + "/optaelling/", counting.counting, name="matrix_counting"),
]
