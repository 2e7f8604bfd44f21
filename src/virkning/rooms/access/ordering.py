"""The one way to sort by a Danish text in the database."""

from typing import Any

from django.db.models import F
from django.db.models.functions import Collate


class InDanish(Collate):
    """`order_by(InDanish("name"))`: Æ, Ø, Å last, Aa as Å, on PostgreSQL and SQLite alike."""

    def __init__(self, expression: Any) -> None:
        super().__init__(F(expression) if isinstance(expression, str) else expression, "da")

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, collation=connection.ops.quote_name("da-x-icu"), **context)
