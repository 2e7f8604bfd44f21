"""One form for an activity's milestones in a period: status, value, comment, with last time's beside each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from virkning.design.markup import light_tag
from virkning.figures.entries import status_doubts
from virkning.figures.lights import milestone_light
from virkning.figures.milestones import MilestoneKind, MilestoneStatus, StatusEntry, standing
from virkning.figures.periods import Period
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import LongTextField, NumberField, SegmentsField, TextField
from virkning.pages.forms.flow import Doubt
from virkning.pages.telling.cells import light_name
from virkning.pages.telling.phrasing import milestone_aim
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.reports.facts.judgements import CellState, milestone_cell
from virkning.rooms.reports.facts.project import ActivityFacts, MilestoneFacts, ProjectFacts

STATUSES = [("", _("Ikke angivet")), *((one.value, lazystr(one.phrase)) for one in MilestoneStatus)]
#: The form's field → the report's column. `sum`: what `counted` came to when the form was shown.
PARTS = ("status", "value", "numerator", "denominator", "value_text", "comment", "counted", "sum", "version")
#: Those that a person fills in.
TYPED = PARTS[:-3]
#: What a milestone of each kind is asked for, beside its status and comment.
_ASKED = {
    MilestoneKind.YES_NO: (),
    MilestoneKind.COUNT: ("value",),
    MilestoneKind.PERCENT: ("value", "numerator", "denominator"),
    MilestoneKind.TEXT: ("value_text",),
}


class StatusForm(HouseForm):
    """Fields named `status_12` for milestone 12, and so on: those its kind has, and those that are filled all the same.

    What a cell of a grid, a workbook or another program has written must be seen where it stands: a form that did not
    show it would send it back empty.
    """

    def __init__(
        self, *args: Any, milestones: Sequence[MilestoneFacts], period: Period, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.milestones = milestones
        for one in milestones:
            self._add(one, own_entry(one, period))

    def _add(self, facts: MilestoneFacts, entry: StatusEntry | None) -> None:
        kind, fields = facts.milestone.kind, self.fields
        parts = [
            part
            for part in PARTS[1:5]
            if part in _ASKED[kind] or getattr(entry, part, None) not in (None, "")
        ]
        fields[f"status_{facts.id}"] = SegmentsField(
            label=gettext("Status"), choices=STATUSES, required=False
        )
        if "value" in parts:
            label = gettext("Værdi i pct.") if kind is MilestoneKind.PERCENT else gettext("Værdi")
            fields[f"value_{facts.id}"] = NumberField(label=label, required=False)
        if "numerator" in parts or "denominator" in parts:
            fields[f"numerator_{facts.id}"] = NumberField(label=gettext("Tæller"), required=False)
            fields[f"denominator_{facts.id}"] = NumberField(label=gettext("Nævner"), required=False)
        if "value_text" in parts:
            fields[f"value_text_{facts.id}"] = LongTextField(
                label=gettext("Hvor langt er I, i ord"), required=False, max_length=2000, rows=2
            )
        fields[f"comment_{facts.id}"] = LongTextField(label=gettext("Kommentar"), required=False)
        counted = TextField(
            label=gettext("Værdien tælles op af"), required=False, max_length=60, widget=forms.HiddenInput
        )
        fields[f"counted_{facts.id}"] = counted
        # Without a label: nobody's to choose in a conflict.
        fields[f"sum_{facts.id}"] = NumberField(label="", required=False, widget=forms.HiddenInput)
        fields[f"version_{facts.id}"] = TextField(label="", required=False, widget=forms.HiddenInput)
        if len(self.milestones) > 1:
            title = f"{facts.number}. {facts.statement}"
            self.whose |= {name: title for name in fields if name.endswith(f"_{facts.id}")}

    def given(self, milestone: int) -> dict[str, Any]:
        """What the form says of one milestone, by the report's columns."""
        data = self.cleaned_data
        status = data.get(f"status_{milestone}") or None
        return {
            "status": MilestoneStatus(status) if status else None,
            "value": data.get(f"value_{milestone}"),
            "value_text": data.get(f"value_text_{milestone}") or "",
            "numerator": data.get(f"numerator_{milestone}"),
            "denominator": data.get(f"denominator_{milestone}"),
            "comment": data.get(f"comment_{milestone}") or "",
            "counted_kind": self.linked(milestone),
        }

    def linked(self, milestone: int) -> str:
        """The kind of registrations the value follows; blank where a person has written another number over the sum.

        The number is compared with the sum that stood on the form: others may have registered more meanwhile.
        """
        data = self.cleaned_data
        value, counted = data.get(f"value_{milestone}"), data.get(f"counted_{milestone}") or ""
        return counted if value is not None and value == data.get(f"sum_{milestone}") else ""

    def version_of(self, milestone: int) -> int | None:
        """The version of the report that was read; None where there was none."""
        written = str(self.cleaned_data.get(f"version_{milestone}") or "")
        return int(written) if written.isdecimal() and len(written) < 10 else None

    def changed(self, milestone: int) -> bool:
        """Whether anything of the milestone differs from what the form began with."""
        begun, linked = self.begun, self.linked(milestone)
        for part in (*TYPED, "counted"):
            name = f"{part}_{milestone}"
            if name not in self.fields or (part == "value" and linked):
                continue  # a sum that has grown is nothing that this person changed
            before = begun.get(name, "") if begun else self.initial.get(name)
            now = linked if part == "counted" else self.data.get(name, "")
            if self.fields[name].has_changed(before, now):
                return True
        return False


def sums_anew(
    milestones: Sequence[MilestoneFacts], typed: Mapping[str, Any], sums: Mapping[str, Decimal]
) -> dict[str, Any]:
    """Of a draft's values (by field): the sums it has, as they are counted now."""
    values: dict[str, Any] = {}
    for facts in milestones:
        kind, value, old = (_first(typed.get(f"{part}_{facts.id}")) for part in ("counted", "value", "sum"))
        if kind in sums and value and value == old:
            values |= {f"value_{facts.id}": sums[kind], f"sum_{facts.id}": sums[kind]}
    return values


def _first(value: Any) -> str:
    """A field's value of a draft, which keeps every field as a list."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value or "")


def reported(activity_id: int, period_id: int) -> dict[int, StatusReport]:
    """The period's reports by milestone. One query."""
    rows = StatusReport.objects.filter(milestone__activity_id=activity_id, period_id=period_id)
    return {one.milestone_id: one for one in rows.order_by("id")}


def initial_of(
    milestones: Sequence[MilestoneFacts], reports: Mapping[int, StatusReport], period: Period
) -> dict[str, Any]:
    """What the form begins with: the period's own reports. A counted value stands as it is counted now."""
    values: dict[str, Any] = {}
    for facts in milestones:
        one = reports.get(facts.id)
        if one is None:
            continue
        entry = next((told for told in facts.milestone.entries if told.period == period), None)
        value = entry.value if entry is not None and one.counted_kind else one.value
        values |= {
            f"status_{facts.id}": one.status,
            f"value_{facts.id}": value,
            f"numerator_{facts.id}": one.numerator,
            f"denominator_{facts.id}": one.denominator,
            f"value_text_{facts.id}": one.value_text,
            f"comment_{facts.id}": one.comment,
            f"counted_{facts.id}": one.counted_kind,
            f"sum_{facts.id}": value if one.counted_kind else None,
            f"version_{facts.id}": str(one.version),
        }
    return values


def doubts_of(form: StatusForm, period: Period) -> list[Doubt]:
    """What looks wrong and may be right, of the milestones that were changed."""
    found = []
    for facts in form.milestones:
        if not form.changed(facts.id):
            continue
        given = form.given(facts.id)
        for one in status_doubts(
            facts.milestone.kind,
            value=given["value"],
            numerator=given["numerator"],
            denominator=given["denominator"],
            before=value_before(facts, period),
        ):
            words = f"{facts.number}. {facts.statement}: {one.phrase.translated(gettext)}"
            found.append(Doubt(f"{one.code}-{facts.id}", f"{one.field}_{facts.id}", words))
    return found


def value_before(facts: MilestoneFacts, period: Period) -> Decimal | None:
    """The value of the latest period before this one that has one."""
    earlier = [one for one in facts.milestone.entries if one.period < period and one.value is not None]
    return max(earlier, key=lambda one: one.period).value if earlier else None


@dataclass(frozen=True)
class Before:
    """How it stood last time: which period, the words, its light and its comment."""

    period: str
    words: str
    light: SafeString
    comment: str
    when: Period


@dataclass(frozen=True)
class Section:
    """A milestone on the form."""

    id: int
    title: str
    asked: str
    before: Before | None
    status: Any
    values: tuple[Any, ...]
    comment: Any
    light: SafeString
    reason: str
    counted: tuple[tuple[str, Decimal], ...]
    counted_kind: str


def sections(
    form: StatusForm,
    facts: ProjectFacts,
    activity: ActivityFacts,
    period: Period,
    sums: Mapping[str, Decimal],
) -> Iterator[Section]:
    """The milestones that are there in the period, each with what stood last time and the computed light."""
    for one in form.milestones:
        values = [form[f"{part}_{one.id}"] for part in PARTS[1:5] if f"{part}_{one.id}" in form.fields]
        light, reason = computed(facts, one, period, typed(form, one, period))
        is_count = one.milestone.kind is MilestoneKind.COUNT
        yield Section(
            id=one.id,
            title=f"{one.number}. {one.statement}",
            asked=milestone_aim(one, period),
            before=before_of(facts, one, period),
            status=form[f"status_{one.id}"],
            values=tuple(values),
            comment=form[f"comment_{one.id}"],
            light=light,
            reason=reason,
            counted=tuple(sums.items()) if is_count else (),
            counted_kind=str(form[f"counted_{one.id}"].value() or ""),
        )


def typed(form: StatusForm, facts: MilestoneFacts, period: Period) -> StatusEntry | None:
    """What is typed as an entry, as far as it can be read; None where nothing is."""

    def read(part: str) -> Any:
        name = f"{part}_{facts.id}"
        if name not in form.fields:
            return None
        try:
            return form.fields[name].clean(form[name].value())
        except forms.ValidationError:
            return None

    status = read("status")
    entry = StatusEntry(
        period=period,
        status=MilestoneStatus(status) if status else None,
        value=read("value"),
        value_text=read("value_text") or "",
        numerator=read("numerator"),
        denominator=read("denominator"),
    )
    return entry if entry.status is not None or entry.has_value else None


def computed(
    facts: ProjectFacts, milestone: MilestoneFacts, period: Period, entry: StatusEntry | None
) -> tuple[SafeString, str]:
    """The light the milestone would have with this entry, and why."""
    others = tuple(one for one in milestone.milestone.entries if one.period != period)
    told = replace(milestone.milestone, entries=(*others, entry) if entry else others)
    found = milestone_light(told, period, facts.horizon, standing(told, period))
    return light_tag(light_name(found.light)), found.reason.translated(gettext)


def own_entry(milestone: MilestoneFacts, period: Period) -> StatusEntry | None:
    """What is reported in the period itself, without the judgement."""
    found = next((one for one in milestone.milestone.entries if one.period == period), None)
    return replace(found, judged=None) if found else None


def before_of(facts: ProjectFacts, milestone: MilestoneFacts, period: Period) -> Before | None:
    """How it stood the last time anything was told of it before the period."""
    earlier = [one for one in facts.horizon.periods if one < period]
    for one in reversed(earlier):
        cell = milestone_cell(milestone, one, facts.horizon)
        if cell.state is CellState.REPORTED or cell.comment:
            light = light_tag(light_name(cell.light), quiet=True)
            return Before(one.shown, cell.words, light, cell.comment, one)
    return None
