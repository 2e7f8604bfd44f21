"""Fields that choose among a project's own records. What is not on the list does not exist."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from virkning.pages.forms.fields import SelectField, SeveralField
from virkning.rooms.programmes.models import ProjectPeriod


class RecordField(SelectField):
    """One record of a list, or none."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.records: dict[str, Any] = {}

    def offer(self, records: Iterable[Any], label: Callable[[Any], str] = str, none: Any = "–") -> None:
        """What can be chosen; `none` is what choosing nothing is called, where that is allowed."""
        self.records = {str(one.pk): one for one in records}
        nothing = [] if self.required and none == "–" else [("", none)]
        self.choices = [*nothing, *((key, label(one)) for key, one in self.records.items())]

    def prepare_value(self, value: Any) -> Any:
        return str(value.pk) if isinstance(value, Model) else value

    def clean(self, value: Any) -> Any:
        return self.records.get(str(super().clean(value)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


class PeriodChoiceField(RecordField):
    """One of the project's periods."""

    def offer_periods(self, periods: Iterable[ProjectPeriod], none: Any = "–") -> None:
        """The project's periods, in order."""
        self.offer(periods, lambda one: one.period.shown, none)


class RecordsField(SeveralField):
    """Any number of records of a list."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.records: dict[str, Any] = {}

    def offer(self, records: Iterable[Any], label: Callable[[Any], str] = str) -> None:
        """What can be chosen."""
        self.records = {str(one.pk): one for one in records}
        self.choices = [(key, label(one)) for key, one in self.records.items()]

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [str(one.pk) if isinstance(one, Model) else one for one in value]
        return value

    def clean(self, value: Any) -> list[Any]:
        return [self.records[key] for key in super().clean(value)]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {str(one) for one in self.prepare_value(initial) or []} != {str(one) for one in data or []}


NONE_CHOSEN = _("Ingen")
