"""Addresses of one's own account."""

from django.urls import path

from . import factor, overview, profile, reminders, sessions, tokens

urlpatterns = [
    path("", overview.account, name="account"),
    path("profil/", profile.edit, name="account_profile"),
    path("adgangskode/", profile.password, name="account_password"),
    path("forlad/<int:membership_id>/", profile.leave, name="account_leave"),
    path("totrinslogin/", factor.factor, name="account_factor"),
    path("totrinslogin/til/", factor.switch_on, name="account_factor_on"),
    path("totrinslogin/noedkoder/", factor.codes, name="account_codes"),
    path("totrinslogin/noedkoder/nye/", factor.new_codes, name="account_codes_new"),
    path("totrinslogin/fra/", factor.switch_off, name="account_factor_off"),
    path("steder/", sessions.sessions, name="account_sessions"),
    path("steder/log-af/", sessions.end_others, name="account_sessions_end"),
    path("paamindelser/", reminders.digest, name="account_reminders"),
    path("kalenderadresse/", reminders.calendar, name="account_calendar"),
    path("kalenderadresse/ny/", reminders.renew, name="account_calendar_new"),
    path("kalenderadresse/luk/", reminders.close, name="account_calendar_close"),
    path("noegler/", tokens.tokens, name="account_tokens"),
    path("noegler/ny/", tokens.create, name="account_token_new"),
    path("noegler/<int:token_id>/luk/", tokens.revoke, name="account_token_revoke"),
]
