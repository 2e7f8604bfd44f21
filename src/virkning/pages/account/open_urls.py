"""The address of one's calendar: no one is signed in there, and a program asks."""

from django.urls import path

from . import feed

urlpatterns = [path("kalender/<str:secret>/frister.ics", feed.calendar_feed, name="calendar_feed")]
