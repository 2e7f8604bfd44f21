"""Fixtures every test may use: who is who in a small world of organisations and projects."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from hypothesis import HealthCheck, settings

from virkning.rooms.access.scope import Scope, system_scope
from world import World, build_world

settings.register_profile(
    "virkning",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("virkning")


#: A test that asks for one of these, itself or through another fixture, meets the database.
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database", action="store_true", help="leave out tests that never meet the database"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Slow files first, so that no worker is left alone with one. On a second engine only what meets it is run."""
    slow = {item.path for item in items if any(map(item.get_closest_marker, ("slow", "browser")))}
    items.sort(key=lambda item: item.path not in slow)
    if not config.getoption("--only-database"):
        return
    kept = [item for item in items if meets_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What tests measured, such as clicks, is told at the end: `record_property("measured", "…")`."""
    for report in terminalreporter.stats.get("passed", []):
        for name, words in getattr(report, "user_properties", ()):
            if name == "measured":
                terminalreporter.write_line(f"measured: {words}")


def meets_the_database(item: pytest.Item) -> bool:
    """Whether the test is marked for the database or asks for a fixture that opens it."""
    fixtures = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def migrated(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Path | None:
    """The suite's own database as a file, for sites and programs that need one fresh from its migrations.

    None on PostgreSQL, and where no test that is run asks for the database, so that nobody has set it up.
    """
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite" or not connection.introspection.table_names():
            return None
        file = tmp_path_factory.mktemp("migrated") / "virkning.sqlite3"
        with closing(sqlite3.connect(file)) as beside:
            connection.connection.backup(beside)
    return file


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """A file's world, built once. A file that needs more in it overrides this with `built(built)`."""
    with django_db_blocker.unblock(), transaction.atomic():
        with system_scope("test"):
            made = build_world()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def world(db: None, built: World) -> Iterator[World]:
    """The world, as it was before each test: what a test changes is taken back."""
    with transaction.atomic():
        yield built
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """The sign-in rate limit counts in the cache: what one test tried must not stop the next."""
    cache.clear()


@pytest.fixture
def everything() -> Iterator[Scope]:
    """Look through a system's eyes: for setting up and for checking what is really there."""
    with system_scope("test") as scope:
        yield scope
