"""Addresses of projects."""

from django.urls import path

from . import downloads, views

urlpatterns = [
    path("", views.project_list, name="project_list"),
    path("<int:project_id>/", views.project, name="project"),
    path("<int:project_id>/aktiviteter/<int:activity_id>/", views.activity, name="activity"),
    path("<int:project_id>/resultater/<int:result_id>/", views.result, name="result"),
    path(
        "<int:project_id>/resultater/<int:result_id>/figur.<str:kind>",
        downloads.result_chart,
        name="result_chart",
    ),
    path(
        "<int:project_id>/resultater/<int:result_id>/tal.xlsx",
        downloads.result_numbers,
        name="result_numbers",
    ),
    path("<int:project_id>/projektark.xlsx", downloads.project_workbook, name="project_workbook"),
    path("<int:project_id>/statusnotat-<str:period>.<str:kind>", downloads.status_note, name="status_note"),
]
