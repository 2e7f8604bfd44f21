"""Entries by what stands among their rows: an act on many records is about one thing and changes others.

Only acts are asked, and only after the project's index has found them: an import's changes are long, and hold no rows.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat

from ..models import AuditEntry

#: The acts whose changes hold `rows`: `kind:key` → what was done to that record.
ACTS = (
    *("arrange", "report", "measure", "benefits", "plan", "plan_status", "method", "catalogue", "arrow"),
    *("describe", "decide_description", "description_way", "description_comment"),
)
#: What an act on a block writes, where its entry is about the project: the act's word → the log's kind.
BLOCKS = {
    "report": "statusreport",
    "measure": "measurement",
    "benefits": "benefitgain",
    "plan_status": "actionstatus",
    "plan": "employmentplan",
}
#: Such an entry: it says nothing of the project itself.
BLOCK = Q(object_kind="project", action__in=BLOCKS)


class HoldsRow(Func):
    """Whether one of an entry's rows is of one of the kinds, or one of the keys (`kind:key`).

    A row that was only given another place among its like does not count: whoever moves one thing moves its neighbours.
    """

    output_field = BooleanField()

    def __init__(self, changes: Any, *sought: Any, of: str = "key") -> None:
        super().__init__(changes, *sought)
        self.of = of

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, tuple[Any, ...]]:
        return self._sql(
            compiler,
            "JSON_EACH({changes}, '$.rows')",
            {"key": "named.key", "kind": "SUBSTR(named.key, 1, INSTR(named.key, ':') - 1)"},
            "JSON_TYPE(named.value, '$.changes.position') IS NULL"
            " OR (SELECT COUNT(*) FROM JSON_EACH(named.value, '$.changes')) > 1",
        )

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, tuple[Any, ...]]:
        return self._sql(
            compiler,
            "JSONB_EACH(CASE WHEN JSONB_TYPEOF({changes} -> 'rows') = 'object' THEN {changes} -> 'rows' END)",
            {"key": "named.key", "kind": "SPLIT_PART(named.key, ':', 1)"},
            "named.value #> '{{changes,position}}' IS NULL"
            " OR (named.value -> 'changes') - 'position' <> '{{}}'::jsonb",
        )

    def _sql(
        self, compiler: Any, each: str, sides: dict[str, str], counts: str
    ) -> tuple[str, tuple[Any, ...]]:
        column, *sought = self.get_source_expressions()
        changes, params = compiler.compile(column)
        compiled = [compiler.compile(one) for one in sought]
        values = [value for _text, given in compiled for value in given]
        told = each.format(changes=changes)
        where = f"{sides[self.of]} IN ({', '.join(text for text, _given in compiled)})"
        return (
            f"EXISTS (SELECT 1 FROM {told} AS named WHERE {where} AND ({counts.format()}))",  # noqa: S608 - no value in it
            (*params, *values),
        )


def among(things: Iterable[tuple[str, Sequence[int]]]) -> Q:
    """Acts among whose rows one of the things stands: kinds with keys."""
    keys = [Value(f"{kind}:{key}") for kind, own in things for key in own]
    return Q(action__in=ACTS) & Q(HoldsRow(F("changes"), *keys)) if keys else Q(pk__in=[])


def among_kinds(kinds: Iterable[str]) -> Q:
    """Acts among whose rows something of the kinds stands."""
    return Q(action__in=ACTS) & Q(HoldsRow(F("changes"), *map(Value, kinds), of="kind"))


def newest_of(entries: Sequence[AuditEntry]) -> set[int]:
    """The keys of those after which nothing has been done to the same thing, by itself or in an act. One query."""
    later = AuditEntry._base_manager.filter(project_id=OuterRef("project_id")).filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    )
    about = later.filter(object_kind=OuterRef("object_kind"), object_id=OuterRef("object_id")).exclude(BLOCK)
    name = Concat(
        OuterRef("object_kind"),
        Value(":"),
        Cast(OuterRef("object_id"), TextField()),
        output_field=TextField(),
    )
    in_an_act = later.filter(Q(action__in=ACTS), HoldsRow(F("changes"), name))
    here = AuditEntry._base_manager.filter(pk__in=[one.pk for one in entries]).order_by("pk")
    return set(here.filter(~Exists(about), ~Exists(in_an_act)).values_list("pk", flat=True))
