"""Addresses of sign-in. The names are allauth's where allauth looks them up."""

from django.urls import path

from . import forgotten, views

urlpatterns = [
    path("log-ind/", views.sign_in, name="account_login"),
    path("log-ind/kode/", views.second_factor, name="mfa_authenticate"),
    path("log-ind/glemt/", forgotten.ask, name="forgotten_password"),
    path("log-ind/glemt/sendt/", forgotten.asked, name="forgotten_password_sent"),
    path("log-ind/glemt/<str:uid>/<str:token>/", forgotten.choose, name="new_password"),
    path("log-af/", views.sign_out, name="account_logout"),
    path("log-ind/demo/<int:person_id>/", views.sign_in_as, name="sign_in_as"),
]
