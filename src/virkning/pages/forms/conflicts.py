"""Two people on one record: which fields both changed, and the form as it is when that is settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.forms.boundfield import BoundField
from django.http import QueryDict

from .base import HouseForm


@dataclass(frozen=True)
class ConflictedField:
    """A field both changed: what I wrote, what they wrote, as the page shows it."""

    name: str
    label: str
    mine: str
    theirs: str
    mine_values: tuple[str, ...]
    their_values: tuple[str, ...]


def conflicts_between(form: HouseForm, theirs: Mapping[str, Any]) -> list[ConflictedField]:
    """The fields that I changed and that differ from what stands there now."""
    begun = form.begun
    found = []
    for bound in form:
        if not bound.label:
            continue  # a hidden field that follows from the others: nobody's to choose
        mine = _values(form.data, bound.html_name)
        other = _listed(theirs.get(bound.name))
        began = _listed(begun.get(bound.name)) if begun else None
        if _same(bound, mine, other) or (began is not None and _same(bound, mine, began)):
            continue
        if began is not None and _same(bound, other, began):
            continue  # only I changed it
        label = " – ".join(filter(None, (form.whose.get(bound.name), str(bound.label))))
        found.append(
            ConflictedField(bound.name, label, _words(bound, mine), _words(bound, other), mine, other)
        )
    return found


def merged(form: HouseForm, theirs: Mapping[str, Any], both: Sequence[ConflictedField]) -> QueryDict:
    """What the form holds after the conflict: theirs where I changed nothing, mine where I did."""
    data = cast(QueryDict, form.data).copy()
    begun = form.begun
    open_fields = {one.name for one in both}
    for bound in form:
        if bound.name in open_fields:
            continue
        mine, other = _values(form.data, bound.html_name), _listed(theirs.get(bound.name))
        if begun and _same(bound, mine, _listed(begun.get(bound.name))):
            data.setlist(bound.html_name, list(other))
    return data


def _values(data: Any, name: str) -> tuple[str, ...]:
    many = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
    return tuple(str(one).replace("\r\n", "\n") for one in many)


def _listed(value: Any) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(str(one) for one in value)
    return (str(value).replace("\r\n", "\n"),) if value not in (None, "") else ()


def _same(bound: BoundField, one: Sequence[str], other: Sequence[str]) -> bool:
    """Two ways to write the same are the same: `1/2-26` and `01.02.2026`."""
    plain = [part for part in one if part.strip()], [part for part in other if part.strip()]
    if sorted(plain[0]) == sorted(plain[1]):
        return True
    if len(plain[0]) > 1 or len(plain[1]) > 1:
        return False
    first, second = (part[0] if part else "" for part in plain)
    try:
        return bool(bound.field.clean(first) == bound.field.clean(second))
    except Exception:
        return False


def _words(bound: BoundField, values: Sequence[str]) -> str:
    """The value as a person reads it: a choice by its words."""
    choices = {str(key): str(words) for key, words in getattr(bound.field, "choices", ())}
    return ", ".join(choices.get(one, one) for one in values if one)
