"""The manager that refuses by default: every query on a scoped model is cut to what the active scope may see."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol, TypeVar, cast

from django.db import models
from django.db.models import Q, QuerySet

from .scope import Scope, current_scope

M = TypeVar("M", bound=models.Model)


class SaysWhoSees(Protocol):
    """A model that says, once, which of its rows a scope may see."""

    @classmethod
    def visible_to(cls, scope: Scope) -> Q: ...


class ScopedManager(models.Manager[M]):
    """Rows the active scope may see; removed rows only where `with_removed` is set."""

    use_in_migrations = False

    def __init__(self, *, with_removed: bool = False) -> None:
        super().__init__()
        self.with_removed = with_removed

    def get_queryset(self) -> QuerySet[M]:
        scope = current_scope()
        said = None if scope.sees_everything else cast("type[SaysWhoSees]", self.model).visible_to
        rows = super().get_queryset()
        # The rule itself is part of the key, so that a model with another rule is asked anew.
        rows.query = _seen(self.model, self.with_removed, scope, getattr(said, "__func__", None)).chain()
        return rows


@lru_cache(maxsize=2048)
def _seen(model: Any, with_removed: bool, scope: Scope, _rule: Callable[..., Q] | None) -> Any:
    """The question, not its answer: every query of a request asks it, and putting it together costs more than asking.

    A rule may say who, never when: what it says of a scope must hold as long as the process lives.
    """
    rows: QuerySet[Any] = QuerySet(model)
    if not with_removed and any(field.name == "removed_at" for field in model._meta.concrete_fields):
        rows = rows.filter(removed_at__isnull=True)
    if not scope.sees_everything:
        rows = rows.filter(model.visible_to(scope))
    return rows.query
