"""The address of the guide."""

from django.urls import path

from . import views

urlpatterns = [path("", views.user_guide, name="user_guide")]
