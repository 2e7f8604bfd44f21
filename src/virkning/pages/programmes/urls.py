"""Addresses of programmes."""

from django.urls import path

from . import edit, views

urlpatterns = [
    path("", views.programme_list, name="programme_list"),
    path("<int:programme_id>/", views.programme, name="programme"),
    path("<int:programme_id>/for-sent/", views.programme_late, name="programme_late"),
    path("<int:programme_id>/tal.xlsx", views.programme_numbers, name="programme_numbers"),
    path("<int:programme_id>/ret/", edit.programme_edit, name="programme_edit"),
]
