"""Fixtures every test may use: who is who in a small world of organisations and projects."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from virkning.rooms.access.scope import Scope, system_scope

settings.register_profile(
    "virkning",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("virkning")


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """The sign-in rate limit counts in the cache: what one test tried must not stop the next."""
    cache.clear()


@pytest.fixture
def everything() -> Iterator[Scope]:
    """Look through a system's eyes: for setting up and for checking what is really there."""
    with system_scope("test") as scope:
        yield scope
