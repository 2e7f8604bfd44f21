"""A small world, and programs that call the API with somebody's token."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from virkning.rooms.access.scope import system_scope
from virkning.rooms.organisations.actions.tokens import create_token
from virkning.rooms.organisations.models import ApiToken, Person
from world import World

#: One for all: the API sets no cookies, and making one loads every middleware.
CLIENT = Client(raise_request_exception=False)


@dataclass(frozen=True)
class Program:
    """Calls with one token: `program.get("/me")`. A body is sent as JSON."""

    token: str = ""

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        given: dict[str, Any] = {"headers": dict(headers)}
        if self.token:
            given["headers"]["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            given |= {"data": body, "content_type": "application/json"}
        return getattr(CLIENT, method.lower())(f"/api/v1{path}", **given)

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        return self.call("PUT", path, body, **headers)


def token_for(person: Person, *scopes: str) -> str:
    """A token that has just been used, so that a call does not note it once more."""
    with system_scope("test"):
        token, raw = create_token(person=person, name="Prøve", scopes=scopes, days=30, by=person.author)
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=timezone.now() - timedelta(minutes=1))
    return raw


@pytest.fixture(scope="module")
def tokens(built: World) -> dict[str, str]:
    """A reading and writing token of everybody."""
    return {who: token_for(person, "read", "write") for who, person in built.people.items()}


@pytest.fixture
def program(tokens: dict[str, str], db: None) -> Callable[[str], Program]:
    """A program that calls as the named persona."""
    return lambda who: Program(tokens[who])


@pytest.fixture
def at(world: World) -> str:
    """Where our project stands."""
    return f"/projects/{world.ours.project.pk}"
