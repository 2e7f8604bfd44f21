"""Addresses of a project's structure, and of registrations; and of a new project."""

from django.urls import path

from . import (
    activities,
    areas,
    milestones,
    parties,
    periods,
    phases,
    projects,
    redefinitions,
    registrations,
    results,
    targets,
    views,
)

_PROJECT = "projekter/<int:project_id>/"
_ACTIVITY = _PROJECT + "aktiviteter/<int:activity_id>/"
_MILESTONE = _PROJECT + "milepaele/<int:milestone_id>/"
_RESULT = _PROJECT + "resultater/<int:result_id>/"
_COUNT = _ACTIVITY + "registreringer/"

urlpatterns = [
    path(_PROJECT + "rediger/", views.structure_outline, name="structure_outline"),
    path(_PROJECT + "rediger/flyt/", views.part_move, name="part_move"),
    path(_PROJECT + "rediger/fjern/<str:part>/<int:part_id>/", views.part_remove, name="part_remove"),
    path(_PROJECT + "rediger/hent/<str:part>/<int:part_id>/", views.part_restore, name="part_restore"),
    path(_PROJECT + "omraader/nyt/", areas.area_new, name="area_new"),
    path(_PROJECT + "omraader/<int:area_id>/rediger/", areas.area_edit, name="area_edit"),
    path(_PROJECT + "omraader/<int:area_id>/ny-aktivitet/", activities.activity_new, name="activity_new"),
    path(_ACTIVITY + "rediger/", activities.activity_edit, name="activity_edit"),
    path(_ACTIVITY + "luk/", activities.activity_close, name="activity_close"),
    path(_ACTIVITY + "aabn/", activities.activity_reopen, name="activity_reopen"),
    path(_ACTIVITY + "laeg-sammen/", activities.activity_merge, name="activity_merge"),
    path(_ACTIVITY + "ny-milepael/", milestones.milestone_new, name="milestone_new"),
    path(_MILESTONE + "rediger/", milestones.milestone_edit, name="milestone_edit"),
    path(_MILESTONE + "maaltal/nyt/", targets.milestone_target_new, name="milestone_target_new"),
    path(
        _MILESTONE + "maaltal/<int:target_id>/", targets.milestone_target_edit, name="milestone_target_edit"
    ),
    path(
        _MILESTONE + "maaltal/<int:target_id>/fjern/",
        targets.milestone_target_remove,
        name="milestone_target_remove",
    ),
    path(_PROJECT + "resultater/nyt/", results.result_new, name="result_new"),
    path(_RESULT + "rediger/", results.result_edit, name="result_edit"),
    path(_RESULT + "maaltal/nyt/", targets.target_version_new, name="target_version_new"),
    path(_RESULT + "maaltal/<int:version_id>/", targets.target_version_edit, name="target_version_edit"),
    path(
        _RESULT + "maaltal/<int:version_id>/fjern/",
        targets.target_version_remove,
        name="target_version_remove",
    ),
    path(_RESULT + "omdefinering/ny/", redefinitions.redefinition_new, name="redefinition_new"),
    path(
        _RESULT + "omdefinering/<int:redefinition_id>/",
        redefinitions.redefinition_edit,
        name="redefinition_edit",
    ),
    path(
        _RESULT + "omdefinering/<int:redefinition_id>/fjern/",
        redefinitions.redefinition_remove,
        name="redefinition_remove",
    ),
    path(_PROJECT + "stamdata/", projects.project_head, name="project_head"),
    path(_PROJECT + "perioder/", periods.project_periods, name="project_periods"),
    path(_PROJECT + "perioder/<int:period_id>/fjern/", periods.period_remove, name="period_remove"),
    path(_PROJECT + "perioder/<int:period_id>/baseline/", periods.period_baseline, name="period_baseline"),
    path(_PROJECT + "faser/ny/", phases.phase_new, name="phase_new"),
    path(_PROJECT + "faser/<int:phase_id>/", phases.phase_edit, name="phase_edit"),
    path(_PROJECT + "faser/<int:phase_id>/fjern/", phases.phase_remove, name="phase_remove"),
    path(_PROJECT + "parter/", parties.project_parties, name="project_parties"),
    path(_PROJECT + "parter/<int:party_id>/fjern/", parties.party_remove, name="party_remove"),
    path(_COUNT, registrations.registrations, name="registrations"),
    path(_COUNT + "<int:registration_id>/", registrations.registration_edit, name="registration_edit"),
    path(
        _COUNT + "<int:registration_id>/fjern/",
        registrations.registration_remove,
        name="registration_remove",
    ),
    path("organisationer/<int:organisation_id>/nyt-projekt/", projects.project_new, name="project_new"),
]
