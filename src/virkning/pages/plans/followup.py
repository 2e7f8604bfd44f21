"""The follow-up: beside each planned result what the projects measured, and how much of it was reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from virkning.figures.planning import WORK_IN, PlanStage, PlanWork
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import RecordsField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.telling.cells import result_light
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.plans.actions import following as actions
from virkning.rooms.plans.facts import GoalFacts, PlannedFacts
from virkning.rooms.plans.models import EmploymentPlan, PlanGoal, PlannedResult, ResultFollowed
from virkning.rooms.plans.queries.whole import load_plan
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.judgements import attainment_of, result_cell
from virkning.rooms.reports.facts.project import ProjectFacts, ResultFacts
from virkning.rooms.reports.queries.projects import load_projects
from virkning.rooms.results.models import Result

from .editing import saved
from .followform import FollowUpForm
from .rows import before_words
from .ways import Form, crumbs, goal_key, may_write, part_in, plan_name


@dataclass(frozen=True)
class Measured:
    """A project's result as it stands: its latest value in words, its light and the computed sentence."""

    address: str
    statement: str
    project: str
    when: str
    values: tuple[str, ...]
    light: SafeString
    sentence: str


@dataclass(frozen=True)
class FollowedRow:
    """A planned result at the follow-up. `field`, `comment`: its fields, on the form."""

    id: int
    name: str
    number: int
    text: str
    term: str
    retired: bool
    measured: tuple[Measured, ...]
    hidden: str
    reached: str
    said: str
    before: str
    follow: str
    retire: str
    again: str
    field: Any = None
    comment: Any = None


@dataclass(frozen=True)
class FollowedGroup:
    """A target group with its results."""

    title: str
    rows: tuple[FollowedRow, ...]


@dataclass(frozen=True)
class GoalTab:
    """A goal in the strip, with how many of its results are not followed up."""

    address: str
    words: str
    chosen: bool


Measures = Mapping[int, Measured]


def measures_of(keys: Sequence[int]) -> dict[int, Measured]:
    """The projects' results with these keys that the reader sees, as they stand. Eleven queries, or one for none."""
    seen = Result.objects.filter(pk__in=keys).order_by("id").values_list("pk", "project_id")
    wanted = dict(seen)
    if not wanted:
        return {}
    projects = Project.objects.filter(pk__in=set(wanted.values())).order_by("id")
    found: dict[int, Measured] = {}
    for facts in load_projects(projects).values():
        found |= {one.id: _measured(facts, one) for one in facts.all_results() if one.id in wanted}
    return found


def _measured(project: ProjectFacts, result: ResultFacts) -> Measured:
    """As the project's own page judges it, in the latest period anything was measured in."""
    told = [one.reading.period for one in result.measurements]
    period = max(told) if told else project.latest_period()
    address = reverse("result", args=(project.id, result.id))
    if period is None:
        nothing = _("Projektet har ingen perioder endnu.")
        return Measured(address, result.statement, project.name, "", (), SafeString(), nothing)
    cell = result_cell(result, period, project.horizon)
    attained = attainment_of(result, period, project.horizon)
    return Measured(
        address=f"{address}?periode={period.canonical}",
        statement=result.statement,
        project=project.name,
        when=period.shown,
        values=cell.lines or cell.texts,
        light=SafeString(result_light(cell)),
        sentence=str(attained.sentence) if attained else str(cell.computed_reason),
    )


@requires(Permission.SEE_PLAN, EmploymentPlan, pk="plan_id")
@require_safe
def plan_follow_up(request: HttpRequest, plan: EmploymentPlan) -> HttpResponse:
    """The follow-up under the goal the address names (`maal`), or the first."""
    wanted = request.GET.get("maal", "")
    facts = load_plan(plan)
    goals = [one for one in facts.goals if any(group.results for group in one.groups())]
    goal = next((one for one in goals if str(one.id) == wanted), goals[0] if goals else None)
    context: dict[str, Any] = {
        "plan": plan,
        "title": _("Opfølgning på beskæftigelsesplan %(year)s") % {"year": plan.year},
        "goal": goal,
        "tabs": [_tab(plan, one, chosen=one is goal) for one in goals],
        "may_follow": may_write(plan) and PlanStage(plan.stage) in WORK_IN[PlanWork.FOLLOW],
        "is_draft": plan.stage == PlanStage.DRAFT,
        "breadcrumbs": crumbs(plan, (_("Opfølgning"), "")),
    }
    if goal is not None:
        context["groups"] = _groups(plan, goal, _measures(goal))
    return render(request, "plans/followup.html", context)


def _tab(plan: EmploymentPlan, goal: GoalFacts, *, chosen: bool) -> GoalTab:
    address = f"{reverse('plan_follow_up', args=(plan.pk,))}?maal={goal.id}"
    left = sum(one.reached is None for group in goal.groups() for one in group.counting)
    words = _("Mål %(number)s") % {"number": goal.number}
    if left:
        words = ngettext("%(goal)s (%(n)d mangler)", "%(goal)s (%(n)d mangler)", left) % {
            "goal": words,
            "n": left,
        }
    return GoalTab(address, words, chosen)


def _measures(goal: GoalFacts) -> Measures:
    keys = {key for group in goal.groups() for one in group.results for key in one.follows}
    return measures_of(sorted(keys)) if keys else {}


def _groups(
    plan: EmploymentPlan, goal: GoalFacts, measures: Measures, form: HouseForm | None = None
) -> tuple[FollowedGroup, ...]:
    links = may_write(plan) and PlanStage(plan.stage) in WORK_IN[PlanWork.LINK]
    return tuple(
        FollowedGroup(
            f"{group.number} {group.title}",
            tuple(
                _row(plan, one, measures, form, links=links)
                for one in group.results
                if form is None or one.counts
            ),
        )
        for group in goal.groups()
        if group.results
    )


@dataclass(frozen=True)
class _Rows:
    """The rows with their fields, made when the template has the form in hand."""

    plan: EmploymentPlan
    goal: GoalFacts
    measures: Measures

    def of(self, form: HouseForm) -> tuple[FollowedGroup, ...]:
        """Those that count."""
        return _groups(self.plan, self.goal, self.measures, form)


def _row(
    plan: EmploymentPlan, one: PlannedFacts, measures: Measures, form: HouseForm | None, *, links: bool
) -> FollowedRow:
    seen = [measures[key] for key in one.follows if key in measures]
    hidden = len(one.follows) - len(seen)
    words = ngettext(
        "Måles også i 1 resultat i et projekt, du ikke kan se.",
        "Måles også i %(n)d resultater i projekter, du ikke kan se.",
        hidden,
    )
    here = (plan.pk, one.id)
    return FollowedRow(
        id=one.id,
        name=f"resultat-{one.id}",
        number=one.number,
        text=one.text,
        term=one.term.shown,
        retired=not one.counts,
        measured=tuple(seen),
        hidden=words % {"n": hidden} if hidden else "",
        reached=one.reached.shown if one.reached else "",
        said=one.reached_comment,
        before=before_words(one.before) if one.before else "",
        follow=reverse("planned_followed", args=here) if links and one.counts else "",
        retire=reverse("planned_retire", args=here) if links and one.counts else "",
        again=reverse("planned_again", args=here) if links and not one.counts else "",
        field=form[f"reached_{one.id}"] if form else None,
        comment=form[f"comment_{one.id}"] if form else None,
    )


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_follow_up_goal(request: HttpRequest, plan: EmploymentPlan, goal_id: int) -> HttpResponse:
    """Write how much of each result under a goal was reached; beside it what the projects measured."""
    goal = _goal(plan, part_in(plan, PlanGoal, goal_id).pk)

    def initial(_record: Any) -> Mapping[str, Any]:
        return _begin_with(_goal(plan, goal.id))

    def save(form: FollowUpForm) -> Saved:
        rows = PlannedResult.objects.filter(group__overall__goal=goal.id, group__removed_at__isnull=True)
        planned = {one.pk: one for one in rows.select_related("group__overall__goal__plan").order_by("pk")}
        is_new = actions.follow_up(plan, form.said(planned), by=author_of(request))
        address = f"{reverse('plan_follow_up', args=(plan.pk,))}?maal={goal.id}"
        return saved(plan, address, _("Opfølgningen er gemt.")) if is_new else Saved(address)

    form = partial(FollowUpForm, goal=goal)
    measures = _measures(goal)
    page = FormPage(
        form=form,
        title=_("Opfølgning på mål %(number)s") % {"number": goal.number},
        under=f"{plan_name(plan)}, {plan.organisation.name}",
        save=save,
        submit=_("Gem opfølgningen"),
        initial=initial,
        back=f"{reverse('plan_follow_up', args=(plan.pk,))}?maal={goal.id}",
        breadcrumbs=crumbs(
            plan,
            (_("Opfølgning"), reverse("plan_follow_up", args=(plan.pk,))),
            (_("Mål %(number)s") % {"number": goal.number}, ""),
        ),
        draft=f"plan-opfoelgning:{goal.id}",
        template="plans/followup_form.html",
        context={"rows_of": _Rows(plan, goal, measures), "goal": goal},
    )
    return answer_form(request, page)


def _goal(plan: EmploymentPlan, key: int) -> GoalFacts:
    return next(one for one in load_plan(plan, goal=key).goals if one.id == key)


def _begin_with(goal: GoalFacts) -> dict[str, Any]:
    values: dict[str, Any] = {}
    seen = []
    for group in goal.groups():
        for one in group.counting:
            values |= {
                f"reached_{one.id}": one.reached.value if one.reached else "",
                f"comment_{one.id}": one.reached_comment,
            }
            seen.append(f"{one.id}:{one.version}")
    return {**values, "seen": ";".join(seen)}


class LinksForm(HouseForm):
    """Which results of projects measure a planned one."""

    results = RecordsField(
        label=gettext_lazy("Resultater i projekter"),
        required=False,
        help_text=gettext_lazy("Kun projekter, som kommunen er med i, og som du kan se."),
    )

    def __init__(self, *args: Any, offered: Sequence[Result], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["results"].offer(offered, _named)  # type: ignore[attr-defined]


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def planned_followed(request: HttpRequest, plan: EmploymentPlan, planned_id: int) -> HttpResponse:
    """Choose the projects' results that measure a planned one."""
    result = part_in(plan, PlannedResult, planned_id)
    offered = actions.may_be_followed(plan)

    def save(form: LinksForm) -> Saved:
        keys = [one.pk for one in form.cleaned_data["results"]]
        actions.follow_results(result, results=keys, version=form.version, by=author_of(request))
        return saved(plan, back, _("Det er gemt, hvor resultatet måles."))

    back = f"{reverse('plan_follow_up', args=(plan.pk,))}?maal={goal_key(result)}#resultat-{result.pk}"
    page = FormPage(
        form=partial(LinksForm, offered=offered),
        title=_("Hvor måles resultatet?"),
        under=f"{result.group}: {result}",
        save=save,
        initial=lambda record: {"results": _linked(record, offered)},
        record=result,
        back=back,
        breadcrumbs=crumbs(plan, (_("Måles i projekter"), "")),
        template="plans/links.html",
        context={"offered": len(offered)},
    )
    return answer_form(request, page)


def _linked(planned: PlannedResult, offered: Sequence[Result]) -> list[str]:
    links = ResultFollowed.objects.filter(planned=planned, result__in=[one.pk for one in offered])
    return [str(key) for key in links.order_by("id").values_list("result_id", flat=True)]


def _named(result: Result) -> str:
    return f"{result.project.name}: {result.number} {result.statement}"
