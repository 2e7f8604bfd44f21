"""Sign-in and sign-out: e-mail and password through allauth, rate limited; on the demo, one click a person."""
