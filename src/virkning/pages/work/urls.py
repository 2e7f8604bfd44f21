"""Addresses of long work."""

from django.urls import path

from . import views

urlpatterns = [
    path("<int:job_id>/", views.job, name="job"),
    path("<int:job_id>/fil/", views.job_file, name="job_file"),
    path("<int:job_id>/igen/", views.job_again, name="job_again"),
]
