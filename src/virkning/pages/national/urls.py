"""The address of the ministry's goals."""

from django.urls import path

from . import goals

urlpatterns = [path("ministerens-maal/", goals.national_goals, name="national_goals")]
