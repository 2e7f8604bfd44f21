"""Columns for figures, kept exactly as written."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_DIGITS = 15


class WrittenDecimalField(models.Field):  # type: ignore[type-arg]
    """A number of at most 15 digits with its decimals as written: `71,70` stays `71,70`.

    `numeric` without a scale on PostgreSQL, text on SQLite, which would otherwise make it a float. Hence it is never
    summed or compared in SQL (ADR 0003): sums run in `figures`.
    """

    def db_type(self, connection: Any) -> str:
        return "numeric" if connection.vendor == "postgresql" else "text"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except ArithmeticError as error:
            raise ValidationError(_("Skriv et tal."), code="invalid") from error

    def get_prep_value(self, value: Any) -> Decimal | None:
        number = self.to_python(value)
        if number is not None and (not number.is_finite() or len(number.as_tuple().digits) > MAX_DIGITS):
            raise ValueError(f"{number} is not a finite number of at most {MAX_DIGITS} digits")
        return number

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        number = value if prepared else self.get_prep_value(value)
        if number is None:
            return None
        return number if connection.vendor == "postgresql" else format(number, "f")

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull` is meaningful in SQL on both databases."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
