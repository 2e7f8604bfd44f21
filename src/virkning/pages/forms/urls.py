"""Addresses that every form uses."""

from django.urls import path

from . import views

urlpatterns = [
    path("kladde/", views.keep_draft, name="keep_draft"),
    path("kladde/kasser/", views.discard_draft, name="discard_draft"),
    path("tal/", views.read_number, name="read_number"),
]
