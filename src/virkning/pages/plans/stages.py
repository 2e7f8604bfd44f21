"""Taking a plan from one stage to the next: adopting, ending the follow-up, opening again with a reason."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.figures.planning import PLAN_MOVES, PlanAct, PlanStage
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import CheckField, DayField, LongTextField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.plans.actions.plans import move_plan
from virkning.rooms.plans.models import EmploymentPlan, TargetGroup
from virkning.rooms.plans.queries.standing import lacking_by_plan, unfollowed

from .heading import MOVES
from .ways import Form, crumbs, plan_address, plan_name


class AdoptForm(HouseForm):
    """When a plan was adopted, and by whom."""

    on = DayField(label=gettext_lazy("Vedtaget den"))
    adopted_by = TextField(
        label=gettext_lazy("Vedtaget af"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For eksempel kommunalbestyrelsen. Skriv ingen navne på personer."),
    )


class ReasonForm(HouseForm):
    """Why a plan is opened again."""

    reason = LongTextField(
        label=gettext_lazy("Begrundelse"),
        max_length=2000,
        help_text=gettext_lazy("Står i historikken."),
    )


class FinishForm(HouseForm):
    """The button; where results are not followed up, said to be meant."""

    anyway = CheckField(label=gettext_lazy("Afslut alligevel"), required=True)

    def __init__(self, *args: Any, unsaid: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if not unsaid:
            del self.fields["anyway"]


_FORMS: dict[PlanAct, Callable[..., HouseForm]] = {
    PlanAct.ADOPT: AdoptForm,
    PlanAct.REOPEN: ReasonForm,
    PlanAct.FOLLOW_UP: FinishForm,
    PlanAct.FOLLOW_UP_AGAIN: ReasonForm,
}


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_move(request: HttpRequest, plan: EmploymentPlan, move: str) -> HttpResponse:
    """The form of one move, with what stands in its way."""
    if move not in MOVES:
        raise NotVisible
    act = MOVES[move]
    in_the_way = _in_the_way(plan, act)
    form = _FORMS[act]
    if act is PlanAct.FOLLOW_UP:
        form = partial(FinishForm, unsaid=bool(in_the_way["unsaid"]))

    def save(form: Any) -> Saved:
        given = {name: value for name, value in form.cleaned_data.items() if name != "anyway"}
        move_plan(plan, move=act, version=form.version, by=author_of(request), **given)
        return Saved(plan_address(plan), _SAID[act]())

    page = FormPage(
        form=form,
        title=act.shown,
        under=f"{plan_name(plan)}, {plan.organisation.name}",
        save=save,
        submit=act.shown,
        initial={"on": timezone.localdate()},
        record=plan,
        back=plan_address(plan),
        breadcrumbs=crumbs(plan, (act.shown, "")),
        draft=f"plan-{move}:{plan.pk}" if PLAN_MOVES[act].reason else "",
        template="plans/move.html",
        context=in_the_way,
    )
    return answer_form(request, page)


def _in_the_way(plan: EmploymentPlan, act: PlanAct) -> dict[str, Any]:
    """What is missing, with links to it; what the move means."""
    told: dict[str, Any] = {
        "plan_id": plan.pk,
        "meaning": _MEANING[act](),
        "closed": plan.stage != PLAN_MOVES[act].allowed,
    }
    told["stage"] = PlanStage(plan.stage).shown
    if act is PlanAct.ADOPT:
        lacking = lacking_by_plan([plan.pk]).get(plan.pk)
        told["empty"] = lacking is None
        if lacking is not None and lacking.unready:
            # By key: a number may stand under several overall groups, and "C10" is no reason to stand before "C2".
            rows = TargetGroup.objects.filter(pk__in=lacking.keys).select_related("overall")
            groups = rows.order_by("overall__goal__position", "overall__position", "position", "id")
            told["missing"] = [
                (one, f"{plan_address(plan)}?maal={one.overall.goal_id}#maalgruppe-{one.pk}")
                for one in groups
            ]
    elif act is PlanAct.FOLLOW_UP:
        results = unfollowed(plan).select_related("group__overall")
        told["unsaid"] = [(one, f"{_follow_up(plan, one.group)}#resultat-{one.pk}") for one in results]
    return told


def _follow_up(plan: EmploymentPlan, group: TargetGroup) -> str:
    return f"{reverse('plan_follow_up', args=(plan.pk,))}?maal={group.overall.goal_id}"


_SAID = {
    PlanAct.ADOPT: lambda: _("Planen er vedtaget."),
    PlanAct.REOPEN: lambda: _("Planen er åbnet igen som kladde."),
    PlanAct.FOLLOW_UP: lambda: _("Opfølgningen er afsluttet."),
    PlanAct.FOLLOW_UP_AGAIN: lambda: _("Opfølgningen er åbnet igen."),
}
_MEANING = {
    PlanAct.ADOPT: lambda: _(
        "Når planen er vedtaget, ligger mål, målgrupper, resultater og trin fast, og I kan skrive, hvad der er nået."
    ),
    PlanAct.REOPEN: lambda: _("Planen bliver en kladde igen, som kan ændres og skal vedtages på ny."),
    PlanAct.FOLLOW_UP: lambda: _("Når opfølgningen er afsluttet, kan planen kun læses."),
    PlanAct.FOLLOW_UP_AGAIN: lambda: _("Planen er så vedtaget igen, og opfølgningen kan rettes."),
}
