"""Unexpected results: written, corrected, taken away."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.continuing import Surprise
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import PeriodChoiceField, RecordField
from virkning.pages.forms.fields import LongTextField, SegmentsField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.models import Activity
from virkning.rooms.evaluations.actions import unexpected as actions
from virkning.rooms.evaluations.models import UnexpectedResult
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of

from .ways import Form, activities_of, asked_for, back_address, crumbs, period_asked, removed

_ANCHOR = "uventede-resultater"


class UnexpectedForm(HouseForm):
    """What came of the work, and whether it was welcome."""

    text = LongTextField(
        label=gettext_lazy("Hvad skete der?"),
        rows=5,
        help_text=gettext_lazy(
            "Noget, arbejdet førte til, og som ingen havde sat som resultat. Står i statusnotatet."
        ),
    )
    surprise = SegmentsField(
        label=gettext_lazy("Til hvilken side?"),
        choices=[(one.value, lazystr(one.phrase)) for one in Surprise],
    )
    activity = RecordField(
        label=gettext_lazy("Aktivitet"),
        required=False,
        help_text=gettext_lazy("Kun hvis det kom af én aktivitet."),
    )
    period = PeriodChoiceField(label=gettext_lazy("Periode"))

    def __init__(
        self, *args: Any, periods: Sequence[ProjectPeriod], activities: Sequence[Activity], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.fields["period"].offer_periods(periods)  # type: ignore[attr-defined]
        self.fields["activity"].offer(activities, none=_("Hele projektet"))  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        return {
            "text": data["text"],
            "surprise": Surprise(data["surprise"]),
            "activity": data["activity"],
            "period": data["period"],
        }


@requires(Permission.ASSESS, Project, pk="project_id")
@Form
def unexpected_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new one, of the activity the address names (`aktivitet`)."""
    periods, activities = periods_of(project), activities_of(project)
    activity = asked_for(request, "aktivitet", activities)
    back = back_address(request, project, activity, _ANCHOR)

    def save(form: UnexpectedForm) -> Saved:
        made = actions.tell_unexpected(project=project, by=author_of(request), **form.given())
        return Saved(back, _("Det uventede resultat er skrevet."), made)

    page = FormPage(
        form=partial(UnexpectedForm, periods=periods, activities=activities),
        title=_("Nyt uventet resultat"),
        under=project.name,
        save=save,
        submit=_("Gem det uventede resultat"),
        initial={"activity": activity or "", "period": period_asked(request, periods)},
        back=back,
        breadcrumbs=crumbs(project, _("Nyt uventet resultat")),
        draft=f"uventet-nyt:{project.pk}",
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, UnexpectedResult, pk="unexpected_id", project="project_id")
@Form
def unexpected_edit(request: HttpRequest, unexpected: UnexpectedResult) -> HttpResponse:
    """Correct one."""
    project = unexpected.project
    back = back_address(request, project, unexpected.activity, _ANCHOR)

    def initial(record: UnexpectedResult) -> Mapping[str, Any]:
        return {
            "text": record.text,
            "surprise": record.surprise,
            "activity": str(record.activity_id or ""),
            "period": str(record.period_id),
        }

    def save(form: UnexpectedForm) -> Saved:
        done = actions.change_unexpected(
            unexpected, by=author_of(request), version=form.version, **form.given()
        )
        return Saved(back, _("Det uventede resultat er rettet."), done)

    page = FormPage(
        form=partial(UnexpectedForm, periods=periods_of(project), activities=activities_of(project)),
        title=_("Ret det uventede resultat"),
        under=project.name,
        save=save,
        initial=initial,
        record=unexpected,
        back=back,
        breadcrumbs=crumbs(project, _("Uventet resultat")),
        draft=f"uventet:{unexpected.pk}",
        template="evaluating/part.html",
        context={
            "remove": "unexpected_remove",
            "part": unexpected,
            "remove_words": _("Fjern det uventede resultat"),
        },
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, UnexpectedResult, pk="unexpected_id", project="project_id")
@require_POST
def unexpected_remove(request: HttpRequest, unexpected: UnexpectedResult) -> HttpResponse:
    """Take one away."""
    back = back_address(request, unexpected.project, unexpected.activity, _ANCHOR)
    done = actions.remove_unexpected(unexpected, by=author_of(request))
    return removed(request, done, _("Det uventede resultat er fjernet."), back)
