"""The address of a project's history."""

from django.urls import path

from . import views

urlpatterns = [path("<int:project_id>/historik/", views.project_history, name="project_history")]
