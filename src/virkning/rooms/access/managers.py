"""The manager that refuses by default: every query on a scoped model is cut to what the active scope may see."""

from typing import Protocol, TypeVar, cast

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
        rows = super().get_queryset()
        if not self.with_removed and any(
            field.name == "removed_at" for field in self.model._meta.concrete_fields
        ):
            rows = rows.filter(removed_at__isnull=True)
        if not scope.sees_everything:
            model = cast("type[SaysWhoSees]", self.model)
            rows = rows.filter(model.visible_to(scope))
        return rows
