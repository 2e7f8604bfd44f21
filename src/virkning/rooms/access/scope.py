"""Whose eyes the program looks through right now.

A scope is set for the length of a request, a job, a command or an API call. It is carried in a context variable, so
threads and async tasks never see each other's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


class NoActiveScope(RuntimeError):
    """A scoped model was queried although nobody said on whose behalf."""


@dataclass(frozen=True)
class Scope:
    """A person's, a named system's, or nobody's view of the data."""

    person_id: int | None = None
    system: str = ""

    @property
    def sees_everything(self) -> bool:
        """True for a named system (command line, job, migration), never for a person."""
        return bool(self.system)

    @property
    def is_nobody(self) -> bool:
        """True where nobody is signed in: such a scope sees nothing."""
        return self.person_id is None and not self.system


NOBODY = Scope()

_active: ContextVar[Scope | None] = ContextVar("virkning_scope", default=None)


def current_scope() -> Scope:
    """The active scope. Raises `NoActiveScope` where none has been set."""
    scope = _active.get()
    if scope is None:
        raise NoActiveScope(
            "No scope is active: wrap the code in use_scope(Scope(person_id=…)) or system_scope(…)."
        )
    return scope


@contextmanager
def use_scope(scope: Scope) -> Iterator[Scope]:
    """Look through `scope` inside the block; the scope before it comes back afterwards."""
    token = _active.set(scope)
    try:
        yield scope
    finally:
        _active.reset(token)


@contextmanager
def system_scope(name: str) -> Iterator[Scope]:
    """See everything, as the named system. For commands, jobs and set-up; never for a request."""
    with use_scope(Scope(system=name)) as scope:
        yield scope
