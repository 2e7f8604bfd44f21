"""The address of an undo."""

from django.urls import path

from . import views

urlpatterns = [path("<int:entry_id>/", views.undo_entry, name="undo_entry")]
