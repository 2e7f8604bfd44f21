"""Addresses of employment plans."""

from django.urls import include, path

from . import (
    followlinks,
    followup,
    followwrite,
    groups,
    historypage,
    listpage,
    making,
    planpage,
    results,
    stages,
    steps,
)

_PLAN = "<int:plan_id>/"
_GOAL = _PLAN + "maal/<int:goal_id>/"
_OVERALL = _PLAN + "overordnede/<int:overall_id>/"
_GROUP = _PLAN + "maalgrupper/<int:group_id>/"
_RESULT = _PLAN + "resultater/<int:planned_id>/"
_STEP = _PLAN + "trin/<int:step_id>/"

urlpatterns = [
    path("", listpage.plans, name="plans"),
    path("", include("virkning.pages.plans.importurls")),
    path("ny/<int:organisation_id>/", making.plan_new, name="plan_new"),
    path(_PLAN, planpage.plan, name="plan"),
    path(_PLAN + "fjern/", making.plan_remove, name="plan_remove"),
    path(_PLAN + "skift/<str:move>/", stages.plan_move, name="plan_move"),
    path(_PLAN + "historik/", historypage.plan_history, name="plan_history"),
    path(_PLAN + "opfoelgning/", followup.plan_follow_up, name="plan_follow_up"),
    path(_PLAN + "maal/nyt/", groups.plan_goal_new, name="plan_goal_new"),
    path(_GOAL, groups.plan_goal_edit, name="plan_goal_edit"),
    path(_GOAL + "fjern/", groups.plan_goal_remove, name="plan_goal_remove"),
    path(_GOAL + "overordnede/ny/", groups.plan_overall_new, name="plan_overall_new"),
    path(_OVERALL, groups.plan_overall_edit, name="plan_overall_edit"),
    path(_OVERALL + "fjern/", groups.plan_overall_remove, name="plan_overall_remove"),
    path(_OVERALL + "maalgrupper/ny/", groups.plan_group_new, name="plan_group_new"),
    path(_GROUP, planpage.plan_group, name="plan_group"),
    path(_GROUP + "ret/", groups.plan_group_edit, name="plan_group_edit"),
    path(_GROUP + "flyt/", groups.plan_group_move, name="plan_group_move"),
    path(_GROUP + "opfoelgning/", followwrite.plan_follow_up_group, name="plan_follow_up_group"),
    path(_GROUP + "fjern/", groups.plan_group_remove, name="plan_group_remove"),
    path(_GROUP + "resultater/nyt/", results.planned_new, name="planned_new"),
    path(_GROUP + "trin/nyt/", steps.plan_step_new, name="plan_step_new"),
    path(_RESULT, results.planned_edit, name="planned_edit"),
    path(_RESULT + "vis/", planpage.planned, name="planned"),
    path(_RESULT + "flyt/", results.planned_move, name="planned_move"),
    path(_RESULT + "maalgruppe/", results.planned_group, name="planned_group"),
    path(_RESULT + "udgaa/", results.planned_retire, name="planned_retire"),
    path(_RESULT + "gaelder-igen/", results.planned_again, name="planned_again"),
    path(_RESULT + "fjern/", results.planned_remove, name="planned_remove"),
    path(_RESULT + "maales/", followlinks.planned_followed, name="planned_followed"),
    path(_STEP, steps.plan_step_edit, name="plan_step_edit"),
    path(_STEP + "flyt/", steps.plan_step_move, name="plan_step_move"),
    path(_STEP + "udgaa/", steps.plan_step_retire, name="plan_step_retire"),
    path(_STEP + "gaelder-igen/", steps.plan_step_again, name="plan_step_again"),
    path(_STEP + "fjern/", steps.plan_step_remove, name="plan_step_remove"),
]
