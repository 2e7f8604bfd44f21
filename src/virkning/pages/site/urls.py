"""Addresses about the site itself."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("was/", views.accessibility, name="accessibility"),
    path("dele/", views.component_gallery, name="component_gallery"),
    path("sundhed/", views.health, name="health"),
]
