"""Buttons that fill fields in: last time's values and texts, and sums of registrations. Nothing is saved by them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from virkning.figures.milestones import MilestoneKind, StatusEntry
from virkning.rooms.reports.facts.project import MilestoneFacts

from .. import statusform
from .about import EMBEDDING, Beside, InRound
from .form import RoundForm

#: The buttons' names. `alt` of the first is everything of the milestones that is empty yet.
FETCH, USE = "hent", "brug"
EVERYTHING = "alt"
#: What of a milestone a report holds beside its comment.
_FIGURES = ("status", "value", "numerator", "denominator", "value_text")


def is_asked(data: Mapping[str, Any]) -> bool:
    """Whether a button that only fills in was pressed."""
    return FETCH in data or USE in data


class Carrying:
    """What last time's values are, by the form's fields."""

    def __init__(self, about: InRound, around: Beside, sums: Mapping[str, Decimal]) -> None:
        self.about, self.around, self.sums = about, around, sums

    def values(self, data: Mapping[str, Any], form: RoundForm) -> dict[str, Any]:
        """What the pressed button lays over what was typed."""
        wanted = str(data.get(FETCH, ""))
        if USE in data:
            return self._sum(str(data.get(USE, "")))
        if wanted == EVERYTHING:
            found: dict[str, Any] = {}
            for one in self.about.milestones:
                found |= self._figures(one) | self._comment(one)
            return {name: value for name, value in found.items() if _is_empty(form, name)}
        if wanted == "forankring":
            return {name: value for name, value in self._embedding().items() if _is_empty(form, name)}
        what, _dash, number = wanted.partition("-")
        milestone = next((one for one in self.about.milestones if str(one.id) == number), None)
        if what == "status" and milestone is not None:
            return self._figures(milestone)
        if what == "tekst" and milestone is not None:
            return _added(form, self._comment(milestone))
        return _added(form, self._text(wanted))

    def _figures(self, facts: MilestoneFacts) -> dict[str, Any]:
        entry = self._entry(facts)
        if entry is None:
            return {}
        told = {name: getattr(entry, name) for name in _FIGURES}
        told["status"] = entry.status.value if entry.status is not None else ""
        return {f"{name}_{facts.id}": value for name, value in told.items() if value not in (None, "")}

    def _comment(self, facts: MilestoneFacts) -> dict[str, str]:
        entry = self._entry(facts)
        return {f"comment_{facts.id}": entry.comment} if entry is not None and entry.comment else {}

    def _entry(self, facts: MilestoneFacts) -> StatusEntry | None:
        before = statusform.before_of(self.about.facts, facts, self.about.period)
        if before is None:
            return None
        return next((one for one in facts.milestone.entries if one.period == before.when), None)

    def _embedding(self) -> dict[str, Any]:
        before = self.around.embedding.before
        if before is None:
            return {}
        values = {f"embedding_{name}": getattr(before, name) for name in EMBEDDING}
        return {name: value for name, value in values.items() if value not in (None, "")}

    def _text(self, wanted: str) -> dict[str, str]:
        """The comment on the whole, or a result's."""
        if wanted == "overall":
            before = self.around.comment.before
            return {"overall": before.text} if before is not None else {}
        for one in self.about.results:
            if wanted == f"r{one.id}-note":
                said = note_before(self.about, one)
                return {wanted: said[1]} if said else {}
        return {}

    def _sum(self, wanted: str) -> dict[str, Any]:
        """`12:kontakter`: the sum of what is counted as the milestone's value."""
        key, _colon, kind = wanted.partition(":")
        facts = next((one for one in self.about.milestones if str(one.id) == key), None)
        if facts is None or kind not in self.sums or facts.milestone.kind is not MilestoneKind.COUNT:
            return {}
        total = self.sums[kind]
        return {f"counted_{key}": kind, f"value_{key}": total, f"sum_{key}": total}


def note_before(about: InRound, result: Any) -> tuple[str, str] | None:
    """The comment on the result the last time there was one: the period in words, and the text."""
    notes = [
        one for one in result.indicator.readings if one.is_note and one.period < about.period and one.text
    ]
    latest = max(notes, key=lambda one: one.period, default=None)
    return (latest.period.shown, latest.text) if latest else None


def _is_empty(form: RoundForm, name: str) -> bool:
    return name in form.fields and not str(form.data.get(name, "")).strip()


def _added(form: RoundForm, values: Mapping[str, str]) -> dict[str, str]:
    """The texts after what is typed already; as the script does it."""
    found = {}
    for name, text in values.items():
        typed = str(form.data.get(name, "")).strip()
        found[name] = typed if text in typed else f"{typed}\n{text}".strip()
    return found
