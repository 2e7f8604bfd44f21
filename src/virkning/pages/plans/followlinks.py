"""Which results of projects measure a planned one."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import RecordsField
from virkning.pages.forms.flow import FormPage, Saved
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.plans.actions import following as actions
from virkning.rooms.plans.models import EmploymentPlan, PlannedResult, ResultFollowed
from virkning.rooms.results.models import Result

from .editing import answer_on, saved
from .ways import Form, crumbs, goal_key, part_in


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
    offered = actions.may_be_followed(plan, result)

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
    return answer_on(request, plan, page)


def _linked(planned: PlannedResult, offered: Sequence[Result]) -> list[str]:
    links = ResultFollowed.objects.filter(planned=planned, result__in=[one.pk for one in offered])
    return [str(key) for key in links.order_by("id").values_list("result_id", flat=True)]


def _named(result: Result) -> str:
    return f"{result.project.name}: {result.number} {result.statement}"
