"""Addresses of a project's action plan."""

from django.urls import path

from . import actionpage, actions, challenges, outline, overview, statuses

_PLAN = "projekter/<int:project_id>/handleplan/"
_CHALLENGE = _PLAN + "udfordringer/<int:challenge_id>/"
_ACTION = _PLAN + "handlinger/<int:action_id>/"

urlpatterns = [
    path(_PLAN, overview.action_plan, name="action_plan"),
    path(_PLAN + "rediger/", outline.action_plan_outline, name="action_plan_outline"),
    path(_PLAN + "flyt/", outline.action_plan_move, name="action_plan_move"),
    path(_PLAN + "hent/", outline.action_plan_restore, name="action_plan_restore"),
    path(_PLAN + "status/<str:period>/", statuses.action_plan_status, name="action_plan_status"),
    path(_PLAN + "status/<str:period>/farver/", statuses.action_plan_lights, name="action_plan_lights"),
    path(_PLAN + "udfordringer/ny/", challenges.challenge_new, name="challenge_new"),
    path(_CHALLENGE, challenges.challenge_edit, name="challenge_edit"),
    path(_CHALLENGE + "fjern/", challenges.challenge_remove, name="challenge_remove"),
    path(_CHALLENGE + "ny-handling/", actions.planned_action_new, name="planned_action_new"),
    path(_ACTION, actionpage.planned_action, name="planned_action"),
    path(_ACTION + "rediger/", actions.planned_action_edit, name="planned_action_edit"),
    path(_ACTION + "fjern/", actions.planned_action_remove, name="planned_action_remove"),
]
