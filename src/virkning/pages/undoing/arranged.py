"""Acts on parts of a project, which the log calls by one word: each is taken back by what knows the parts."""

from collections.abc import Callable
from typing import Any

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.plans.actions.plannedactions import take_back_in_action_plan
from virkning.rooms.results.actions.undo import take_back_arranged
from virkning.rooms.theory.actions.arrows import take_back_arrow

#: An act on these kinds of part only → how it is taken back. Arrows had no word of their own at first.
_OF_KINDS: tuple[tuple[frozenset[str], Callable[[AuditEntry, Author], Any]], ...] = (
    (frozenset({"arrow"}), take_back_arrow),
    (frozenset({"challenge", "plannedaction"}), take_back_in_action_plan),
)


def take_back_parts(entry: AuditEntry, by: Author) -> None:
    """Undo an act on parts of a project as a whole. Raises `Refused`, IntegrityError."""
    touched = {name.partition(":")[0] for name in entry.changes.get("rows", {})}
    for kinds, take_back in _OF_KINDS:
        if touched and touched <= kinds:
            take_back(entry, by)
            return
    take_back_arranged(entry, by)
