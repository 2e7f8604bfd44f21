"""One form for all of a plan's actions in a period: degree, light, comment, with last time's beside each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from virkning.design.markup import light_tag
from virkning.figures.actionplans import Action, ActionEntry, action_standing, looked_from, stood_before
from virkning.figures.cpr import masked
from virkning.figures.dates import date_words
from virkning.figures.milestones import Light
from virkning.figures.periods import Period
from virkning.figures.planning import Degree
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import LongTextField, SegmentsField, TextField
from virkning.pages.telling.actionplans import action_lights, degree_words
from virkning.pages.telling.cells import light_name
from virkning.rooms.plans.models import ActionStatus
from virkning.rooms.reports.facts.actionplan import ActionPlan, PlannedActionFacts

from .overview import overdue_since

DEGREES = [("", _("Ikke angivet")), *((one.value, lazystr(one.phrase)) for one in Degree)]
LIGHTS = [("", _("Som beregnet")), *((one.value, lazystr(one.phrase)) for one in Light)]
#: What a person fills in of each action.
TYPED = ("degree", "light", "comment")
#: The button that fills in what stood last time, and its value for all that is empty yet.
FETCH, EVERYTHING = "hent", "alt"
_COMMENT = re.compile(r"comment_[0-9]{1,18}")


class StatusForm(HouseForm):
    """Fields named `degree_12` for action 12, and so on."""

    def __init__(self, *args: Any, actions: Sequence[PlannedActionFacts], **given: Any) -> None:
        super().__init__(*args, **given)
        self.actions = actions
        for one in actions:
            self._add(one)

    def _add(self, facts: PlannedActionFacts) -> None:
        key, fields = facts.id, self.fields
        fields[f"degree_{key}"] = SegmentsField(label=gettext("Gennemført"), choices=DEGREES, required=False)
        fields[f"light_{key}"] = SegmentsField(label=gettext("Farve"), choices=LIGHTS, required=False)
        fields[f"comment_{key}"] = LongTextField(label=gettext("Kommentar"), required=False, rows=2)
        fields[f"version_{key}"] = TextField(label="", required=False, widget=forms.HiddenInput)
        if len(self.actions) > 1:
            self.whose |= {name: facts.text for name in fields if name.endswith(f"_{key}")}

    def clean(self) -> dict[str, Any]:
        """What somebody has typed about an action that another has removed meanwhile is told, not lost."""
        begun = self.begun
        lost = [
            str(self.data[name]).strip()
            for name in self.data
            if _COMMENT.fullmatch(name)
            and name not in self.fields
            and str(self.data[name]).strip()
            and str(self.data[name]).replace("\r\n", "\n") != str(begun.get(name, "")).replace("\r\n", "\n")
        ]
        if lost:
            said = gettext(
                "En anden har fjernet en handling, du skrev om. Den kan hentes tilbage under Rediger handleplanen. "
                "Det stod der: %(texts)s"
            )
            self.add_error(None, said % {"texts": " · ".join(f"“{masked(text)}”" for text in lost)})
        return self.cleaned_data

    def changed(self, key: int) -> bool:
        """Whether anything of the action differs from what the form began with."""
        begun = self.begun
        for name in (f"{part}_{key}" for part in TYPED):
            before = begun.get(name, "") if begun else self.initial.get(name)
            if self.fields[name].has_changed(before, self.data.get(name, "")):
                return True
        return False

    def given(self, key: int) -> dict[str, Any]:
        """What the form says of one action, with the version that was read."""
        degree, light, comment, version = (
            str(self.cleaned_data.get(f"{part}_{key}") or "") for part in (*TYPED, "version")
        )
        return {
            "degree": Degree(degree) if degree else None,
            "light": Light(light) if light else None,
            "comment": comment,
            "version": int(version) if version.isdecimal() and len(version) < 10 else None,
        }


def statuses_in(project_id: int, period_id: int) -> dict[int, ActionStatus]:
    """The period's statuses by action. One query."""
    rows = ActionStatus.objects.filter(action__challenge__project_id=project_id, period_id=period_id)
    return {one.action_id: one for one in rows.order_by("id")}


def initial_of(rows: Mapping[int, ActionStatus]) -> dict[str, Any]:
    """What the form begins with."""
    values: dict[str, Any] = {}
    for key, one in rows.items():
        values |= {f"{part}_{key}": getattr(one, part) for part in TYPED}
        values[f"version_{key}"] = str(one.version)
    return values


def carried(plan: ActionPlan, period: Period, wanted: str, form: StatusForm) -> dict[str, Any]:
    """What the pressed button lays over what was typed: last time's degree and comment.

    Of one action whatever is typed there is replaced; of all of them only what is empty yet is filled.
    """
    found: dict[str, Any] = {}
    for one in plan.actions():
        if wanted not in (EVERYTHING, str(one.id)):
            continue
        stood = stood_before(one.action, period)
        if stood is None:
            continue
        said = {
            f"degree_{one.id}": stood.degree.value if stood.degree else "",
            f"comment_{one.id}": stood.comment,
        }
        for name, value in said.items():
            if value and (wanted != EVERYTHING or not str(form[name].value() or "").strip()):
                found[name] = value
    return found


@dataclass(frozen=True)
class Before:
    """How it stood last time: which period, the degree in words, the light, the comment."""

    period: str
    words: str
    light: SafeString
    comment: str


@dataclass(frozen=True)
class ActionFields:
    """An action on the form."""

    id: int
    text: str
    under: str
    overdue: str
    before: Before | None
    degree: Any
    judged: Any
    comment: Any
    light: SafeString
    reason: str


@dataclass(frozen=True)
class ChallengeFields:
    """A challenge's actions on the form; `theme` is told where it begins."""

    theme: str
    text: str
    actions: tuple[ActionFields, ...]


def sections(form: StatusForm, plan: ActionPlan, period: Period, today: date) -> Iterator[ChallengeFields]:
    """The plan's challenges that have actions, each action with its fields."""
    theme = None
    for challenge in plan.challenges:
        if not challenge.actions:
            continue
        fields = tuple(_fields(form, one, period, today) for one in challenge.actions)
        begins = challenge.theme is not theme
        theme = challenge.theme
        yield ChallengeFields(theme.shown if begins else "", challenge.text, fields)


def _fields(form: StatusForm, facts: PlannedActionFacts, period: Period, today: date) -> ActionFields:
    light, reason = computed(form, facts, period, today)
    deadline = facts.action.deadline
    told = [facts.responsible, _frist(deadline)]
    return ActionFields(
        id=facts.id,
        text=facts.text,
        under=" · ".join(one for one in told if one),
        overdue=overdue_since(facts, period, looked_from(period, today)),
        before=_before(facts.action, period, today),
        degree=form[f"degree_{facts.id}"],
        judged=form[f"light_{facts.id}"],
        comment=form[f"comment_{facts.id}"],
        light=light,
        reason=reason,
    )


def _frist(deadline: date | None) -> str:
    if deadline is None:
        return gettext("ingen frist")
    return gettext("frist %(day)s") % {"day": date_words(deadline)}


def _before(action: Action, period: Period, today: date) -> Before | None:
    stood = stood_before(action, period)
    if stood is None:
        return None
    stand = action_standing(action, stood.period, today)
    return Before(
        stood.period.shown, degree_words(stood.degree), action_lights(stand, quiet=True), stood.comment
    )


def computed(
    form: StatusForm, facts: PlannedActionFacts, period: Period, today: date
) -> tuple[SafeString, str]:
    """The light the action would have with what is typed, and why."""
    typed = str(form[f"degree_{facts.id}"].value() or "")
    others = tuple(one for one in facts.action.entries if one.period != period)
    if typed in set(Degree):
        others = (*others, ActionEntry(period, Degree(typed)))
    found = action_standing(replace(facts.action, entries=others), period, today).computed
    return light_tag(light_name(found.light)), found.reason.translated(gettext)
