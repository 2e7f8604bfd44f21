"""Later targets of a milestone and of a result: from a period on, with the reason."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.milestones import MilestoneKind
from virkning.figures.rules import TargetRule
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import PeriodChoiceField
from virkning.pages.forms.fields import DeadlineField, LongTextField, NumberField, SelectField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.actions.milestones import (
    Aim,
    add_milestone_target,
    change_milestone_target,
    remove_milestone_target,
)
from virkning.rooms.activities.models import Milestone, MilestoneTarget
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.evaluations.models import Proposal
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of
from virkning.rooms.results.actions.targets import (
    LaterTarget,
    add_target_version,
    change_target_version,
    remove_target_version,
)
from virkning.rooms.results.models import Result, TargetVersion

from .milestones import aim_initial, deadline_of
from .proposed import followed_proposal, revising, said_over
from .results import RULES
from .ways import Form, crumbs


class LaterForm(HouseForm):
    """What every later target has: from when, by when, and why."""

    valid_from = PeriodChoiceField(label=gettext_lazy("Gælder fra"))
    amount = NumberField(
        label=gettext_lazy("Måltal"), required=False, help_text=gettext_lazy("Tomt: som før.")
    )
    deadline = DeadlineField(
        label=gettext_lazy("Frist"),
        required=False,
        help_text=gettext_lazy("En dato som 31.12.2013, eller en periode som 2013K3. Tom: som før."),
    )
    reason = LongTextField(
        label=gettext_lazy("Begrundelse"),
        rows=2,
        help_text=gettext_lazy("Hvorfor målet er ændret. Den vises ved målet."),
    )

    def __init__(self, *args: Any, periods: Sequence[ProjectPeriod], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["valid_from"].offer_periods(periods)  # type: ignore[attr-defined]


class LaterMilestoneForm(LaterForm):
    """A milestone's later target."""

    text = TextField(label=gettext_lazy("Mål i ord"), max_length=2000, required=False)
    field_order = ["valid_from", "amount", "text", "deadline", "reason"]

    def __init__(self, *args: Any, kind: MilestoneKind, **given: Any) -> None:
        super().__init__(*args, **given)
        del self.fields["amount" if kind is MilestoneKind.TEXT else "text"]

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        aim = Aim(data.get("amount"), data.get("text", ""), data["deadline"])
        return {"valid_from": data["valid_from"], "aim": aim, "reason": data["reason"]}


class LaterResultForm(LaterForm):
    """A result's later target."""

    rule = SelectField(
        label=gettext_lazy("Måltype"),
        choices=[("", gettext_lazy("Som før (kun ny frist)")), *RULES[1:]],
        required=False,
    )
    field_order = ["valid_from", "rule", "amount", "deadline", "reason"]

    def target(self) -> LaterTarget:
        """What the actions take."""
        data = self.cleaned_data
        rule = TargetRule(data["rule"]) if data["rule"] else None
        return LaterTarget(data["valid_from"], data["reason"], rule, data["amount"], data["deadline"])


def _back(kind: str, project_id: int, key: int) -> str:
    return f"{reverse(kind, args=(project_id, key))}#senere"


def _following(followed: Proposal | None) -> dict[str, Any]:
    """What the page of a new target begins with where it carries out a proposal."""
    return {"under": said_over(followed), "initial": revising(followed)} if followed is not None else {}


def _milestone_page(milestone: Milestone, **given: Any) -> FormPage:
    project = milestone.activity.project
    back = _back("milestone_edit", project.pk, milestone.pk)
    return FormPage(
        form=partial(LaterMilestoneForm, periods=periods_of(project), kind=MilestoneKind(milestone.kind)),
        **{"under": str(milestone)[:200], **given},
        back=back,
        breadcrumbs=crumbs(project, (str(milestone)[:80], back), (_("Måltal"), "")),
    )


@requires(Permission.EDIT_PROJECT, Milestone, pk="milestone_id", activity__project="project_id")
@Form
def milestone_target_new(request: HttpRequest, milestone: Milestone) -> HttpResponse:
    """Another target of the milestone from a period on."""
    back = _back("milestone_edit", milestone.activity.project_id, milestone.pk)

    def save(form: LaterMilestoneForm) -> Saved:
        made = add_milestone_target(milestone=milestone, by=author_of(request), **form.given())
        return Saved(back, _("Måltallet er skrevet."), made)

    page = _milestone_page(
        milestone,
        title=_("Nyt måltal for milepælen"),
        save=save,
        draft=f"milepael-maal-ny:{milestone.pk}",
        **_following(followed_proposal(request, milestone)),
    )
    return answer_form(request, page)


_TARGET = {"pk": "target_id", "milestone": "milestone_id", "milestone__activity__project": "project_id"}


@requires(Permission.EDIT_PROJECT, MilestoneTarget, **_TARGET)
@Form
def milestone_target_edit(request: HttpRequest, target: MilestoneTarget) -> HttpResponse:
    """Correct a later target of a milestone. The first one is corrected on the milestone itself."""
    milestone = target.milestone
    back = _back("milestone_edit", milestone.activity.project_id, milestone.pk)
    if target.valid_from_id is None:
        return redirect(back)

    def initial(record: MilestoneTarget) -> Mapping[str, Any]:
        return {"valid_from": str(record.valid_from_id), "reason": record.reason, **aim_initial(record)}

    def save(form: LaterMilestoneForm) -> Saved:
        done = change_milestone_target(target, by=author_of(request), version=form.version, **form.given())
        return Saved(back, _("Måltallet er rettet."), done)

    page = _milestone_page(
        milestone,
        title=_("Ret måltal for milepælen"),
        save=save,
        initial=initial,
        record=target,
        draft=f"milepael-maal:{target.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, MilestoneTarget, **_TARGET)
@require_POST
def milestone_target_remove(request: HttpRequest, target: MilestoneTarget) -> HttpResponse:
    """Take a later target away."""
    milestone = target.milestone
    if target.valid_from_id is not None:
        _say(request, remove_milestone_target(target, by=author_of(request)))
    return redirect(_back("milestone_edit", milestone.activity.project_id, milestone.pk))


def _say(request: HttpRequest, removed: Any) -> None:
    entry = latest_entry(removed)
    messages.success(request, _("Måltallet er fjernet."), extra_tags=f"undo-{entry.pk}" if entry else "")


def _result_page(result: Result, **given: Any) -> FormPage:
    project = result.project
    back = _back("result_edit", project.pk, result.pk)
    return FormPage(
        form=partial(LaterResultForm, periods=periods_of(project)),
        **{"under": str(result)[:200], **given},
        back=back,
        breadcrumbs=crumbs(project, (str(result)[:80], back), (_("Måltal"), "")),
    )


@requires(Permission.EDIT_PROJECT, Result, pk="result_id", project="project_id")
@Form
def target_version_new(request: HttpRequest, result: Result) -> HttpResponse:
    """Another target of the result from a period on."""
    back = _back("result_edit", result.project_id, result.pk)

    def save(form: LaterResultForm) -> Saved:
        made = add_target_version(result=result, target=form.target(), by=author_of(request))
        return Saved(back, _("Måltallet er skrevet."), made)

    page = _result_page(
        result,
        title=_("Nyt måltal for resultatet"),
        save=save,
        draft=f"resultat-maal-ny:{result.pk}",
        **_following(followed_proposal(request, result)),
    )
    return answer_form(request, page)


_VERSION = {"pk": "version_id", "result": "result_id", "result__project": "project_id"}


@requires(Permission.EDIT_PROJECT, TargetVersion, **_VERSION)
@Form
def target_version_edit(request: HttpRequest, version: TargetVersion) -> HttpResponse:
    """Correct a later target of a result. The first one is corrected on the result itself."""
    back = _back("result_edit", version.result.project_id, version.result_id)
    if version.valid_from_id is None:
        return redirect(back)

    def initial(record: TargetVersion) -> Mapping[str, Any]:
        return {
            "valid_from": str(record.valid_from_id),
            "rule": record.rule,
            "amount": record.amount,
            "deadline": deadline_of(record),
            "reason": record.reason,
        }

    def save(form: LaterResultForm) -> Saved:
        done = change_target_version(
            version, target=form.target(), by=author_of(request), version=form.version
        )
        return Saved(back, _("Måltallet er rettet."), done)

    page = _result_page(
        version.result,
        title=_("Ret måltal for resultatet"),
        save=save,
        initial=initial,
        record=version,
        draft=f"resultat-maal:{version.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, TargetVersion, **_VERSION)
@require_POST
def target_version_remove(request: HttpRequest, version: TargetVersion) -> HttpResponse:
    """Take a later target away."""
    if version.valid_from_id is not None:
        _say(request, remove_target_version(version, by=author_of(request)))
    return redirect(_back("result_edit", version.result.project_id, version.result_id))
