"""Addresses about the site itself."""

from django.urls import path

from . import language, views

urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("was/", views.accessibility, name="accessibility"),
    path("dele/", views.component_gallery, name="component_gallery"),
    path("sprog/", language.set_language, name="set_language"),
    path("sundhed/", views.health, name="health"),
]
