"""Goals, overall groups and target groups: forms, buttons, and what goes along when one is removed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.planning import next_goal_number, next_group_letter, next_group_number
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import RecordField
from virkning.pages.forms.fields import KeyField, TextField
from virkning.pages.forms.flow import FormPage, Saved
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.plans.actions import goals as goal_actions
from virkning.rooms.plans.actions import groups as actions
from virkning.rooms.plans.limits import LONGEST_LETTER, LONGEST_NUMBER, LONGEST_TITLE
from virkning.rooms.plans.models import (
    EmploymentPlan,
    OverallGroup,
    PlanGoal,
    PlannedResult,
    PlannedStep,
    TargetGroup,
)
from virkning.rooms.plans.queries.hanging import Part, under

from .editing import (
    AT_GROUP,
    ButtonForm,
    answer_in_group,
    answer_on,
    back_to,
    done,
    in_place_saved,
    saved,
    steps_up_or_down,
    ways_to_move,
)
from .ways import Form, crumbs, focused_address, in_place, part_in, part_words, plan_address, plan_name


class GoalForm(HouseForm):
    """A local goal."""

    number = KeyField(label=gettext_lazy("Nr."), max_length=LONGEST_NUMBER)
    title = TextField(label=gettext_lazy("Mål"), max_length=LONGEST_TITLE)


class OverallForm(HouseForm):
    """A local overall group."""

    letter = KeyField(label=gettext_lazy("Bogstav"), max_length=LONGEST_LETTER)
    title = TextField(label=gettext_lazy("Overordnet målgruppe"), max_length=LONGEST_TITLE)


class GroupForm(HouseForm):
    """A target group."""

    number = KeyField(label=gettext_lazy("Nr."), max_length=LONGEST_NUMBER)
    title = TextField(label=gettext_lazy("Målgruppe"), max_length=LONGEST_TITLE)

    def __init__(self, *args: Any, under: OverallGroup, **given: Any) -> None:
        super().__init__(*args, **given)
        self.under = under

    def clean(self) -> dict[str, Any]:
        """A number that is written begins with the letter it stands under; one that stands so already may stay."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        letter = (cleaned.get("overall") or self.under).letter
        number = cleaned.get("number", "")
        if number and "number" in self.changed_data and not number.upper().startswith(letter.upper()):
            said = _(
                "Nummeret skal begynde med den overordnede målgruppes bogstav, for eksempel %(letter)s1."
            )
            self.add_error("number", said % {"letter": letter})
        return cleaned


class GroupEditForm(GroupForm):
    """A target group, which may be moved to another overall group."""

    overall = RecordField(label=gettext_lazy("Hører under"))

    def __init__(self, *args: Any, plan: EmploymentPlan, **given: Any) -> None:
        super().__init__(*args, **given)
        rows = OverallGroup.objects.filter(goal__plan=plan, goal__removed_at__isnull=True)
        self.fields["overall"].offer(rows.order_by("goal__position", "position", "id"))  # type: ignore[attr-defined]


# Goals


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_goal_new(request: HttpRequest, plan: EmploymentPlan) -> HttpResponse:
    """A new local goal."""

    def save(form: GoalForm) -> Saved:
        made = goal_actions.add_goal(plan, by=author_of(request), **form.cleaned_data)
        return saved(plan, plan_address(plan, made), _("Målet er tilføjet."))

    taken = PlanGoal.objects.filter(plan=plan).order_by("id").values_list("number", flat=True)
    page = FormPage(
        form=GoalForm,
        title=_("Nyt lokalt mål"),
        under=plan_name(plan),
        save=save,
        submit=_("Tilføj målet"),
        initial={"number": next_goal_number(taken)},
        back=plan_address(plan),
        breadcrumbs=crumbs(plan, (_("Nyt mål"), "")),
        draft=f"planmaal-nyt:{plan.pk}",
    )
    return answer_on(request, plan, page)


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_goal_edit(request: HttpRequest, plan: EmploymentPlan, goal_id: int) -> HttpResponse:
    """Reword a local goal."""
    goal = part_in(plan, PlanGoal, goal_id)

    def save(form: GoalForm) -> Saved:
        goal_actions.change_goal(goal, by=author_of(request), version=form.version, **form.cleaned_data)
        return saved(plan, plan_address(plan, goal), _("Målet er rettet."))

    page = FormPage(
        form=GoalForm,
        title=_("Ret målet"),
        under=plan_name(plan),
        save=save,
        initial={"number": goal.number, "title": goal.title},
        record=goal,
        back=plan_address(plan, goal),
        breadcrumbs=crumbs(plan, (_("Ret målet"), "")),
        draft=f"planmaal:{goal.pk}",
    )
    return answer_on(request, plan, page)


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_goal_remove(request: HttpRequest, plan: EmploymentPlan, goal_id: int) -> HttpResponse:
    """Ask first: what goes along with a local goal."""
    goal = part_in(plan, PlanGoal, goal_id)
    title = _("Fjern mål %(number)s?") % {"number": goal.number}
    act = partial(goal_actions.remove_goal, goal)
    return _removal(request, plan, goal, title, act, plan_address(plan), _("Målet er fjernet."))


# Overall groups


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_overall_new(request: HttpRequest, plan: EmploymentPlan, goal_id: int) -> HttpResponse:
    """A new local overall group under a goal."""
    goal = part_in(plan, PlanGoal, goal_id)

    def save(form: OverallForm) -> Saved:
        made = actions.add_overall(goal, by=author_of(request), **form.cleaned_data)
        return saved(plan, plan_address(plan, made), _("Den overordnede målgruppe er tilføjet."))

    rows = OverallGroup.objects.filter(goal__plan=plan, goal__removed_at__isnull=True)
    page = FormPage(
        form=OverallForm,
        title=_("Ny overordnet målgruppe"),
        under=part_words(goal),
        save=save,
        submit=_("Tilføj målgruppen"),
        initial={"letter": next_group_letter(rows.order_by("id").values_list("letter", flat=True))},
        back=plan_address(plan, goal),
        breadcrumbs=crumbs(plan, (_("Ny overordnet målgruppe"), "")),
        draft=f"planoverordnet-ny:{goal.pk}",
    )
    return answer_on(request, plan, page)


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_overall_edit(request: HttpRequest, plan: EmploymentPlan, overall_id: int) -> HttpResponse:
    """Reword a local overall group."""
    overall = part_in(plan, OverallGroup, overall_id)

    def save(form: OverallForm) -> Saved:
        actions.change_overall(overall, by=author_of(request), version=form.version, **form.cleaned_data)
        return saved(plan, plan_address(plan, overall), _("Den overordnede målgruppe er rettet."))

    page = FormPage(
        form=OverallForm,
        title=_("Ret den overordnede målgruppe"),
        under=plan_name(plan),
        save=save,
        initial={"letter": overall.letter, "title": overall.title},
        record=overall,
        back=plan_address(plan, overall),
        breadcrumbs=crumbs(plan, (_("Ret den overordnede målgruppe"), "")),
        draft=f"planoverordnet:{overall.pk}",
    )
    return answer_on(request, plan, page)


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_overall_remove(request: HttpRequest, plan: EmploymentPlan, overall_id: int) -> HttpResponse:
    """Ask first: what goes along with a local overall group."""
    overall = part_in(plan, OverallGroup, overall_id)
    title = _("Fjern den overordnede målgruppe %(letter)s?") % {"letter": overall.letter}
    act = partial(actions.remove_overall, overall)
    address = plan_address(plan, overall.goal)
    return _removal(request, plan, overall, title, act, address, _("Den overordnede målgruppe er fjernet."))


# Target groups


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_group_new(request: HttpRequest, plan: EmploymentPlan, overall_id: int) -> HttpResponse:
    """A new target group; in place the form goes on to its first result."""
    overall = part_in(plan, OverallGroup, overall_id)

    def save(form: GroupForm) -> Saved:
        made = actions.add_group(overall, by=author_of(request), **form.cleaned_data)
        address = plan_address(plan, made)
        if in_place(request):
            address = in_place_saved("planned_new", plan, made, "ny=1")
        return saved(plan, address, _("Målgruppen er tilføjet."))

    numbers = [one.number for one in actions.groups_in(overall)]
    page = FormPage(
        form=partial(GroupForm, under=overall),
        title=_("Ny målgruppe"),
        under=str(overall),
        save=save,
        submit=_("Tilføj målgruppen"),
        initial={"number": next_group_number(overall.letter, numbers)},
        back=plan_address(plan, overall),
        breadcrumbs=crumbs(plan, (_("Ny målgruppe"), "")),
        draft=f"planmaalgruppe-ny:{overall.pk}",
        template="plans/group_new.html" if in_place(request) else "forms/form.html",
        context={"here": request.get_full_path(), "overall_id": overall.pk},
    )
    return answer_on(request, plan, page)


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_group_edit(request: HttpRequest, plan: EmploymentPlan, group_id: int) -> HttpResponse:
    """Reword a target group, or move it under another overall group."""
    group = part_in(plan, TargetGroup, group_id)

    def save(form: GroupEditForm) -> Saved:
        changed = actions.change_group(
            group, by=author_of(request), version=form.version, **form.cleaned_data
        )
        if changed.overall_id == group.overall_id:
            return saved(plan, back_to(request, plan, group, group), _("Målgruppen er rettet."))
        # It stands under another heading now, on this page or another goal's: the whole page is shown.
        address = focused_address(plan, part_in(plan, TargetGroup, group.pk))
        return saved(plan, address, _("Målgruppen er flyttet."))

    def initial(record: TargetGroup) -> Mapping[str, Any]:
        return {"number": record.number, "title": record.title, "overall": str(record.overall_id)}

    page = FormPage(
        form=partial(GroupEditForm, plan=plan, under=group.overall),
        title=_("Ret målgruppen"),
        under=str(group.overall),
        save=save,
        initial=initial,
        record=group,
        back=plan_address(plan, group),
        breadcrumbs=crumbs(plan, (_("Ret målgruppen"), "")),
        draft=f"planmaalgruppe:{group.pk}",
    )
    here = reverse("plan_group_move", args=(plan.pk, group.pk))
    tools = {
        **ways_to_move(here, [one.pk for one in actions.groups_in(group.overall)], group.pk),
        "remove": reverse("plan_group_remove", args=(plan.pk, group.pk)),
    }
    return answer_in_group(request, page, group, AT_GROUP, context={"tools": tools})


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@require_POST
def plan_group_move(request: HttpRequest, plan: EmploymentPlan, group_id: int) -> HttpResponse:
    """Move a target group one place up (`op`) or down. Its neighbours change too, so the whole page is shown."""
    group = part_in(plan, TargetGroup, group_id)
    keys = [one.pk for one in actions.groups_in(group.overall)]
    to = steps_up_or_down(request, keys.index(group.pk))
    act = partial(actions.place_group, group, to=to, by=author_of(request))
    return done(request, plan, act, _("Målgruppen er flyttet."), focused_address(plan, group))


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_group_remove(request: HttpRequest, plan: EmploymentPlan, group_id: int) -> HttpResponse:
    """Ask first: what goes along with a target group."""
    group = part_in(plan, TargetGroup, group_id)
    title = _("Fjern målgruppe %(number)s?") % {"number": group.number}
    act = partial(actions.remove_group, group)
    address = plan_address(plan, group.overall)
    return _removal(request, plan, group, title, act, address, _("Målgruppen er fjernet."))


def _removal(
    request: HttpRequest,
    plan: EmploymentPlan,
    part: Part,
    title: str,
    act: Any,
    address: str,
    words: str,
) -> HttpResponse:
    """The page that asks, with everything that goes along."""

    def save(form: ButtonForm) -> Saved:
        act(by=author_of(request), version=form.version)
        return saved(plan, address, words)

    along = under(part)
    told = {
        "groups": [one for one in along if isinstance(one, TargetGroup)],
        "results": [one for one in along if isinstance(one, PlannedResult)],
        "steps": [one for one in along if isinstance(one, PlannedStep)],
    }
    page = FormPage(
        form=ButtonForm,
        title=title,
        under=part_words(part),
        save=save,
        submit=_("Fjern"),
        record=part,
        back=plan_address(plan, part),
        breadcrumbs=crumbs(plan, (_("Fjern"), "")),
        template="plans/remove.html",
        context={"along": told},
    )
    return answer_on(request, plan, page)
