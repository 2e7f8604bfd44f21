"""The requirement on a view: one line above it that says what it takes, and hands it the object it is about.

    @requires(Permission.SEE_PROJECT, Project, pk="project_id")
    def show_project(request, project): …

The object is looked up through the active scope, so what is invisible is not found (404); what is visible but not
permitted is forbidden (403). The requirement is kept on the view, where route ledger and permission matrix read it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from .permissions import Permission
from .scope import Scope, current_scope


class NotSignedIn(Exception):
    """Nobody is signed in, and the view needs somebody."""


class NotVisible(Exception):
    """The object does not exist for this person. Says nothing about whether it exists for others."""


class Forbidden(Exception):
    """The object is visible, but the person lacks the permission."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(permission.words)
        self.permission = permission


@dataclass(frozen=True)
class Requirement:
    """What a view demands: a permission (None = open to all) on an object of a model (None = on nothing)."""

    permission: Permission | None
    model: Any = None


View = Callable[..., Any]

#: No key is larger (a signed 64-bit number); asking a database for one would be an error, not an empty answer.
_LARGEST_KEY = 2**63 - 1


def requires(permission: Permission, model: Any = None, **lookups: str) -> Callable[[View], View]:
    """Demand `permission` on the object of `model` found by `lookups` (ORM lookup → URL keyword).

    The view is called with the object in place of the keywords used to find it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: Any, *args: Any, **kwargs: Any) -> Any:
            scope = current_scope()
            if scope.is_nobody:
                raise NotSignedIn
            if model is None:
                return view(request, *args, **kwargs)
            found = find(model, permission, scope, {path: kwargs.pop(name) for path, name in lookups.items()})
            return view(request, found, *args, **kwargs)

        checked.requirement = Requirement(permission, model)  # type: ignore[attr-defined]
        return checked

    return decorate


def find(model: Any, permission: Permission, scope: Scope, lookups: dict[str, Any]) -> Any:
    """The one object of `model` that `lookups` name, if `scope` sees it and has `permission` on it.

    Raises `NotVisible` or `Forbidden`.
    """
    if any(isinstance(value, int) and value > _LARGEST_KEY for value in lookups.values()):
        raise NotVisible
    found = model.objects.filter(**lookups).first()
    if found is None:
        raise NotVisible
    if permission not in found.permissions_of(scope):
        raise Forbidden(permission)
    return found


def open_to_all(view: View) -> View:
    """Mark a view that anybody may call, signed in or not (sign-in page, accessibility statement)."""
    view.requirement = Requirement(None)  # type: ignore[attr-defined]
    return view
