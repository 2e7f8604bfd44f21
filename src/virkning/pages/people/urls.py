"""Addresses of an organisation's people, a project's people, and invitations."""

from django.urls import path

from . import accepting, inviting, members, organisation, project

_HOME = "organisationer/<int:organisation_id>/"
_MEMBER = _HOME + "personer/<int:membership_id>/"
_PROJECT = "projekter/<int:project_id>/personer/"

urlpatterns = [
    path(_HOME + "personer/", organisation.people, name="organisation_people"),
    path(_HOME + "personer/inviter/", inviting.invite_person, name="invitation_new"),
    path(_HOME + "invitationer/<int:invitation_id>/send/", inviting.resend, name="invitation_resend"),
    path(
        _HOME + "invitationer/<int:invitation_id>/traek-tilbage/",
        inviting.withdraw,
        name="invitation_withdraw",
    ),
    path(_MEMBER, organisation.person, name="organisation_person"),
    path(_MEMBER + "rolle/", members.role, name="membership_role"),
    path(_MEMBER + "luk/", members.close, name="membership_end"),
    path(_MEMBER + "aabn/", members.reopen, name="membership_reopen"),
    path(_MEMBER + "overdrag/", members.hand_on, name="membership_take_over"),
    path(_MEMBER + "totrinslogin/", members.second_factor_off, name="membership_second_factor_off"),
    path(_PROJECT, project.people, name="project_people"),
    path(_PROJECT + "ny/", project.give, name="project_role_new"),
    path(_PROJECT + "<int:assignment_id>/fjern/", project.end, name="project_role_end"),
    path("invitation/<str:secret>/", accepting.accept, name="invitation"),
]
