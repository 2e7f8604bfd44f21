"""Addresses of reporting, under a project."""

from django.urls import path

from . import gridviews, judging, measuring, pasting, views

urlpatterns = [
    path(
        "<int:project_id>/aktiviteter/<int:activity_id>/status/<str:period>/",
        views.report_activity,
        name="report_activity",
    ),
    path(
        "<int:project_id>/aktiviteter/<int:activity_id>/status/<str:period>/farver/",
        views.preview_lights,
        name="preview_lights",
    ),
    path(
        "<int:project_id>/aktiviteter/<int:activity_id>/farver/<str:period>/",
        judging.judge_activity,
        name="judge_activity",
    ),
    path(
        "<int:project_id>/resultater/<int:result_id>/maaling/<str:period>/",
        measuring.report_result,
        name="report_result",
    ),
    path("<int:project_id>/skema/milepaele/", gridviews.status_grid, name="status_grid"),
    path("<int:project_id>/skema/resultater/", gridviews.value_grid, name="value_grid"),
    path(
        "<int:project_id>/skema/milepaele/<int:milestone_id>/<str:period>/",
        gridviews.status_cell,
        name="status_cell",
    ),
    path(
        "<int:project_id>/skema/resultater/<int:result_id>/<int:series>/<str:period>/",
        gridviews.value_cell,
        name="value_cell",
    ),
    path("<int:project_id>/skema/milepaele/indsaet/", pasting.paste_statuses, name="paste_statuses"),
    path("<int:project_id>/skema/resultater/indsaet/", pasting.paste_values, name="paste_values"),
]
