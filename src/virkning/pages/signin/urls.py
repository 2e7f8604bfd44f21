"""Addresses of sign-in. The names are allauth's where allauth looks them up."""

from django.urls import path

from . import views

urlpatterns = [
    path("log-ind/", views.sign_in, name="account_login"),
    path("log-af/", views.sign_out, name="account_logout"),
    path("log-ind/demo/<int:person_id>/", views.sign_in_as, name="sign_in_as"),
]
