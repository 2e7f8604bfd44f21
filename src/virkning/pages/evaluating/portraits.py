"""Annexes on one activity: written, corrected, taken away."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import PeriodChoiceField, RecordField
from virkning.pages.forms.fields import LongTextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.models import Activity
from virkning.rooms.evaluations.actions import portraits as actions
from virkning.rooms.evaluations.models import ActivityPortrait
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of

from .ways import Form, activities_of, asked_for, back_address, crumbs, period_asked, removed

_ANCHOR = "bilag"
_PORTRAIT = {"pk": "portrait_id", "activity__project": "project_id"}


class PortraitForm(HouseForm):
    """An activity in depth. What stands empty is not printed."""

    activity = RecordField(label=gettext_lazy("Aktivitet"))
    period = PeriodChoiceField(
        label=gettext_lazy("Periode"),
        help_text=gettext_lazy(
            "Trykkes som bilag i periodens statusnotat. Felter, der står tomme, udelades."
        ),
    )
    target_group = LongTextField(
        label=gettext_lazy("Målgruppe"),
        rows=4,
        required=False,
        help_text=gettext_lazy("Hvem aktiviteten er for, og hvem den når."),
    )
    results = LongTextField(
        label=gettext_lazy("Resultater"),
        rows=4,
        required=False,
        help_text=gettext_lazy("Hvad der er kommet ud af den, også det, der ikke kan tælles."),
    )
    referral = LongTextField(
        label=gettext_lazy("Henvisning"),
        rows=4,
        required=False,
        help_text=gettext_lazy("Hvordan deltagerne finder vej til den, og hvem der henviser."),
    )
    methods = LongTextField(
        label=gettext_lazy("Metoder"),
        rows=4,
        required=False,
        help_text=gettext_lazy("Hvordan der arbejdes."),
    )
    difficulties = LongTextField(
        label=gettext_lazy("Vanskeligheder"),
        rows=4,
        required=False,
        help_text=gettext_lazy("Hvad der har været svært, og hvad der er gjort ved det."),
    )
    embedding = LongTextField(
        label=gettext_lazy("Forankring"),
        rows=4,
        required=False,
        help_text=gettext_lazy("Hvordan den skal leve videre."),
    )

    def __init__(
        self,
        *args: Any,
        periods: Sequence[ProjectPeriod],
        activities: Sequence[Activity] | None = None,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.fields["period"].offer_periods(periods)  # type: ignore[attr-defined]
        if activities is None:
            del self.fields["activity"]
        else:
            self.fields["activity"].offer(activities)  # type: ignore[attr-defined]

    def texts(self) -> dict[str, str]:
        """The texts by name."""
        return {name: self.cleaned_data[name] for name in actions.TEXTS}


@requires(Permission.ASSESS, Project, pk="project_id")
@Form
def portrait_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new annex, on the activity the address names (`aktivitet`)."""
    periods, activities = periods_of(project), activities_of(project)
    activity = asked_for(request, "aktivitet", activities)
    back = back_address(request, project, activity, _ANCHOR)

    def save(form: PortraitForm) -> Saved:
        data = form.cleaned_data
        made = actions.portray(
            activity=data["activity"], period=data["period"], texts=form.texts(), by=author_of(request)
        )
        return Saved(back, _("Bilaget er skrevet."), made)

    page = FormPage(
        form=partial(PortraitForm, periods=periods, activities=activities),
        title=_("Nyt bilag om en aktivitet"),
        under=project.name,
        save=save,
        submit=_("Gem bilaget"),
        initial={"activity": activity or "", "period": period_asked(request, periods)},
        back=back,
        breadcrumbs=crumbs(project, _("Nyt bilag")),
        draft=f"bilag-nyt:{project.pk}:{activity.pk if activity else 0}",
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, ActivityPortrait, **_PORTRAIT)
@Form
def portrait_edit(request: HttpRequest, portrait: ActivityPortrait) -> HttpResponse:
    """Correct an annex; the activity it is about stays."""
    activity = portrait.activity
    project = activity.project
    back = back_address(request, project, activity, _ANCHOR)

    def initial(record: ActivityPortrait) -> Mapping[str, Any]:
        texts = {name: getattr(record, name) for name in actions.TEXTS}
        return {"period": str(record.period_id), **texts}

    def save(form: PortraitForm) -> Saved:
        done = actions.change_portrait(
            portrait,
            period=form.cleaned_data["period"],
            texts=form.texts(),
            by=author_of(request),
            version=form.version,
        )
        return Saved(back, _("Bilaget er rettet."), done)

    page = FormPage(
        form=partial(PortraitForm, periods=periods_of(project)),
        title=_("Ret bilaget"),
        under=_("Aktivitet %(what)s") % {"what": activity},
        save=save,
        initial=initial,
        record=portrait,
        back=back,
        breadcrumbs=crumbs(project, _("Bilag")),
        draft=f"bilag:{portrait.pk}",
        template="evaluating/part.html",
        context={"remove": "portrait_remove", "part": portrait, "remove_words": _("Fjern bilaget")},
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, ActivityPortrait, **_PORTRAIT)
@require_POST
def portrait_remove(request: HttpRequest, portrait: ActivityPortrait) -> HttpResponse:
    """Take an annex away."""
    back = back_address(request, portrait.activity.project, portrait.activity, _ANCHOR)
    done = actions.remove_portrait(portrait, by=author_of(request))
    return removed(request, done, _("Bilaget er fjernet."), back)
