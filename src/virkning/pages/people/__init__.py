"""Who is who: an organisation's people, a project's people, invitations."""
