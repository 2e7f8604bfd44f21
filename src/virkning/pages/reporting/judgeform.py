"""An evaluator's lights: one form for an activity's milestones in a period."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from virkning.figures.milestones import Light
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import LongTextField, SegmentsField, TextField
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.reports.facts.project import MilestoneFacts

LIGHTS = [("", _("Ikke vurderet")), *((one.value, lazystr(one.phrase)) for one in Light)]


class JudgeForm(HouseForm):
    """Fields named `light_12` and `reason_12` for milestone 12."""

    def __init__(self, *args: Any, milestones: Sequence[MilestoneFacts], **given: Any) -> None:
        super().__init__(*args, **given)
        self.milestones = milestones
        for one in milestones:
            self.fields[f"light_{one.id}"] = SegmentsField(
                label=gettext("Farve: %(what)s") % {"what": one.statement}, choices=LIGHTS, required=False
            )
            if len(milestones) > 1:
                self.whose[f"reason_{one.id}"] = f"{one.number}. {one.statement}"
            self.fields[f"reason_{one.id}"] = LongTextField(
                label=gettext("Hvorfor den farve?"),
                required=False,
                rows=2,
                max_length=2000,
                help_text=gettext("Skal skrives, når din farve er en anden end den beregnede."),
            )
            self.fields[f"version_{one.id}"] = TextField(required=False, widget=forms.HiddenInput)

    def light(self, milestone: int) -> Light | None:
        """The light chosen; None for not judged."""
        chosen = self.cleaned_data.get(f"light_{milestone}")
        return Light(chosen) if chosen else None

    def reason(self, milestone: int) -> str:
        """Why that light."""
        return str(self.cleaned_data.get(f"reason_{milestone}") or "")

    def changed(self, milestone: int) -> bool:
        """The light or its reason differs from what the form began with."""
        return any(
            self.fields[name].has_changed(self.begun.get(name, ""), self.data.get(name, ""))
            for name in (f"light_{milestone}", f"reason_{milestone}")
        )

    def version_of(self, milestone: int) -> int | None:
        """The version of the report that was read; None where there was none."""
        written = str(self.cleaned_data.get(f"version_{milestone}") or "")
        return int(written) if written.isdecimal() and len(written) < 10 else None


def judged_initial(reports: Mapping[int, StatusReport]) -> dict[str, Any]:
    """The lights as they are judged now, with their reasons."""
    values: dict[str, Any] = {}
    for key, one in reports.items():
        values |= {
            f"light_{key}": one.judged,
            f"reason_{key}": one.judged_reason,
            f"version_{key}": str(one.version),
        }
    return values
