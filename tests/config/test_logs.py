"""The log never holds the secret of a link: whoever reads it could use one that still works."""

import io
import logging
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from virkning.config.logs import BEFORE_SECRETS, HideSecretLinks, without_secrets
from virkning.rooms.access.roles import MembershipRole
from virkning.rooms.access.scope import system_scope
from virkning.rooms.organisations.actions.invitations import invite
from virkning.rooms.organisations.models import Person
from world import World

SHORT = {"name": "", "password": "kort", "again": "kort"}


def beginnings(resolver: URLResolver, before: str = "/") -> set[str]:
    """What stands before the first variable part of each address with a part that is a secret."""
    found: set[str] = set()
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            found |= beginnings(one, route)
        elif {"secret", "token"} & set(one.pattern.regex.groupindex):
            found.add(route.partition("<")[0])
    return found


def test_every_address_with_a_secret_in_it_is_known() -> None:
    assert beginnings(get_resolver()) == set(BEFORE_SECRETS)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Unprocessable Entity: /invitation/hemmelig-1/", "Unprocessable Entity: /invitation/…"),
        ("Not Found: /Invitation/hemmelig-1/mere", "Not Found: /Invitation/…"),
        (
            '"POST /log-ind/glemt/MQ/d0-abc/ HTTP/1.1" 422 "https://x.dk/invitation/abc/"',
            '"POST /log-ind/glemt/… HTTP/1.1" 422 "https://x.dk/invitation/…"',
        ),
        ("Not Found: /organisationer/1/invitationer/2/send/", None),
        ('"GET /soeg/?q=610190-1234&side=2 HTTP/1.1" 200', '"GET /soeg/?q=…&side=2 HTTP/1.1" 200'),
        (
            '"GET /projekter/?side=2&q=610190%201234 HTTP/1.1" 200',
            '"GET /projekter/?side=2&q=… HTTP/1.1" 200',
        ),
        ("Noget gik galt med 610190-1234", "Noget gik galt med 610190-••••"),
        ("Not Found: /log-ind/glemt/", None),
        ("100% af %s", None),
    ],
)
def test_what_follows_the_beginning_is_left_out(said: str, kept: str | None) -> None:
    assert without_secrets(said) == (kept or said)


def test_a_line_with_values_and_a_traceback_is_hidden_whole() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(HideSecretLinks())
    logger = logging.getLogger("virkning.prøve")
    logger.addHandler(handler)
    try:
        try:
            raise ValueError("no view at /invitation/hemmelig/")
        except ValueError:
            logger.exception("%s of 100%%: %s", "Error", "/invitation/hemmelig/")
        logger.error("%s is told as before", "A line")
    finally:
        logger.removeHandler(handler)
    assert "hemmelig" not in out.getvalue()
    assert out.getvalue().startswith("Error of 100%: /invitation/…\nTraceback")
    assert out.getvalue().endswith("A line is told as before\n")


@pytest.mark.django_db
def test_a_refused_new_password_leaves_no_live_link_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    person = Person.objects.create(email="anna@example.test", name="Anna")
    uid, token = urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)
    path = reverse("new_password", args=(uid, token))
    with caplog.at_level(logging.INFO):
        assert Client().post(path, SHORT).status_code == 422
        assert Client(enforce_csrf_checks=True).post(path, SHORT).status_code == 403
    assert token not in caplog.text
    assert caplog.text.count("/log-ind/glemt/…") == 2


@pytest.mark.django_db
def test_a_refused_welcome_leaves_no_open_invitation_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with system_scope("test"):
        _invitation, secret = invite(
            organisation=world.organisations["lead"],
            email="kommende@example.test",
            name="Kommende",
            role=MembershipRole.EMPLOYEE,
            by=world.people["lead administrator"].author,
            days=7,
        )
    with caplog.at_level(logging.INFO):
        answer: Any = Client().post(reverse("invitation", args=(secret,)), SHORT)
    assert answer.status_code == 422
    assert secret not in caplog.text
    assert "/invitation/…" in caplog.text


def test_the_web_servers_own_log_is_hidden_too() -> None:
    code = (
        "import logging\nlogger = logging.getLogger('gunicorn.access')\nlogger.addHandler(logging.StreamHandler())"
        "\nlogger.setLevel('INFO')\nimport virkning.config.wsgi\nlogger.info('%(r)s', {'r': 'GET /invitation/abc/'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.endswith("GET /invitation/…\n")
