"""The form of a follow-up: how much of each result of a target group was reached, in words."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext as _

from virkning.figures.cpr import masked
from virkning.figures.planning import Reached
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import LongTextField, SegmentsField, TextField
from virkning.rooms.plans.actions import following as actions
from virkning.rooms.plans.facts import GroupFacts
from virkning.rooms.plans.models import PlannedResult

_SAID = re.compile(r"(comment|reached)_[0-9]{1,18}")


class FollowUpForm(HouseForm):
    """How much of each result of a target group was reached. `seen`: the versions that were read, `12:3;14:1`."""

    def __init__(self, *args: Any, group: GroupFacts, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["seen"] = TextField(
            label="", required=False, max_length=100_000, widget=forms.HiddenInput
        )
        for one in group.counting:
            self.fields[f"reached_{one.id}"] = SegmentsField(
                label=_("Opnået"),
                required=False,
                choices=[("", _("Ikke sagt")), *((each.value, lazystr(each.phrase)) for each in Reached)],
            )
            self.fields[f"comment_{one.id}"] = LongTextField(
                label=_("Kommentar"), required=False, rows=2, max_length=actions.LONGEST_COMMENT
            )
            whose = f"{group.number}, {one.number}. {one.text}"
            self.whose |= {f"reached_{one.id}": whose, f"comment_{one.id}": whose}

    def clean(self) -> dict[str, Any]:
        """What somebody has said of a result that another has taken out of use meanwhile is told, not lost."""
        typed = {
            name: str(self.data[name]).replace("\r\n", "\n").strip()
            for name in self.data
            if _SAID.fullmatch(name) and name not in self.fields
        }
        changed = {
            name: text
            for name, text in typed.items()
            if text and text != str(self.begun.get(name, "")).strip()
        }
        chosen = {one.value: one.shown for one in Reached}
        lost = [
            chosen.get(text, text) if name.startswith("reached_") else text for name, text in changed.items()
        ]
        if lost:
            said = _(
                "Et resultat, du skrev om, er udgået eller fjernet imens. Det, du skrev om det, er ikke gemt: %(texts)s"
            )
            self.add_error(None, said % {"texts": " · ".join(f"“{masked(text)}”" for text in lost)})
        return self.cleaned_data

    @property
    def versions(self) -> dict[int, int]:
        """The versions the person read."""
        pairs = (one.partition(":") for one in self.cleaned_data["seen"].split(";"))
        short = [(key, version) for key, _colon, version in pairs if len(key) < 19 and len(version) < 10]
        return {int(key): int(version) for key, version in short if key.isdecimal() and version.isdecimal()}

    def said(self, planned: Mapping[int, PlannedResult]) -> list[actions.Said]:
        """What the person changed, for the actions: the rest stays as others may have written it meanwhile."""
        begun, versions, found = self.begun, self.versions, []
        for key, one in planned.items():
            names = (f"reached_{key}", f"comment_{key}")
            if f"reached_{key}" not in self.fields or not any(name in self.data for name in names):
                continue  # what was not sent is not blank
            now = {name: str(self.data.get(name, "")).replace("\r\n", "\n") for name in names}
            if begun and all(now[name] == str(begun.get(name, "")) for name in names):
                continue
            chosen = self.cleaned_data[names[0]]
            reached = Reached(chosen) if chosen else None
            comment = self.cleaned_data[names[1]]
            found.append(actions.Said(one, reached, comment, versions.get(key)))
        return found
