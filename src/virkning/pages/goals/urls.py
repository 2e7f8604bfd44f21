"""Addresses of a programme's goals, and of a run's tables before they are published."""

from django.urls import path

from . import linking, published, tried

_GOALS = "programmer/<int:programme_id>/maal/"
_GOAL = _GOALS + "<slug:measure>/"
_RUN = "registre/<int:register_id>/koersler/<int:run_id>/<slug:measure>/"
_LINKS = "projekter/<int:project_id>/resultater/<int:result_id>/registeropgoerelser/"

urlpatterns = [
    path(_GOALS, published.programme_goals, name="programme_goals"),
    path(_GOAL, published.programme_goal, name="programme_goal"),
    path(_GOAL + "saadan/", published.programme_goal_how, name="programme_goal_how"),
    path(_GOAL + "tal.<str:kind>", published.programme_goal_file, name="programme_goal_file"),
    path(_LINKS, linking.measure_link_new, name="measure_link_new"),
    path(_LINKS + "<int:link_id>/fjern/", linking.measure_link_remove, name="measure_link_remove"),
    path(_RUN, tried.run_goal, name="run_goal"),
    path(_RUN + "saadan/", tried.run_goal_how, name="run_goal_how"),
    path(_RUN + "tal.<str:kind>", tried.run_goal_file, name="run_goal_file"),
]
