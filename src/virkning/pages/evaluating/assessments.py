"""An evaluator's assessments: written, changed, taken away."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.milestones import Light
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import PeriodChoiceField
from virkning.pages.forms.fields import LongTextField, SegmentsField, TextField
from virkning.pages.forms.flow import Doubt, FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.models import Activity, FocusArea
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.evaluations.actions.assessments import (
    About,
    about_of,
    assess,
    change_assessment,
    remove_assessment,
)
from virkning.rooms.evaluations.models import Assessment
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of
from virkning.rooms.results.models import Result

from .computed import Computed
from .ways import Form, crumbs


class AssessmentForm(HouseForm):
    """What is assessed in which period. A light is set on results only."""

    period = PeriodChoiceField(label=gettext_lazy("Periode"))
    heading = TextField(label=gettext_lazy("Overskrift"), max_length=300, required=False)
    text = LongTextField(
        label=gettext_lazy("Vurdering"),
        rows=8,
        required=False,
        help_text=gettext_lazy("Står i statusnotatet og ses af alle, der ser projektet."),
    )
    light = SegmentsField(
        label=gettext_lazy("Farve"),
        choices=[
            ("", gettext_lazy("Ikke vurderet")),
            *((light.value, lazystr(light.phrase)) for light in Light),
        ],
        required=False,
        help_text=gettext_lazy(
            "Vises over den farve, der regnes ud. Er de forskellige, så skriv hvorfor i vurderingen."
        ),
    )

    def __init__(
        self, *args: Any, periods: Sequence[ProjectPeriod], computed: Computed | None, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.fields["period"].offer_periods(periods)  # type: ignore[attr-defined]
        self.computed = computed
        if computed is None:
            del self.fields["light"]
        else:
            self.fields["light"].help_text = f"{self.fields['light'].help_text} {computed.words}"

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        light = data.get("light") or None
        given = {
            "period": data["period"],
            "heading": data["heading"],
            "text": data["text"],
            "light": Light(light) if light else None,
        }
        if self.computed is not None:
            given["computed"] = self.computed.of(data["period"].period)
        return given


def light_doubts(form: AssessmentForm) -> list[Doubt]:
    """A light where nothing is expected of the result: there is none to see there otherwise."""
    if form.computed is None or not form.cleaned_data.get("light"):
        return []
    why = form.computed.why_nothing(form.cleaned_data["period"].period)
    if not why:
        return []
    return [
        Doubt(
            "not_expected", "light", _("%(why)s Farven vises alligevel, hvis du gemmer den.") % {"why": why}
        )
    ]


def _found(model: Any, project: Project, written: str) -> Any:
    """The project's own record of that key, or nothing."""
    if not written.isdecimal() or len(written) > 18:
        return None
    return model.objects.filter(pk=int(written), project=project).first()


def _about(request: HttpRequest, project: Project) -> About:
    """What the address asks to have assessed; the whole project where it names nothing of it."""
    for name, model in (("aktivitet", Activity), ("omraade", FocusArea), ("resultat", Result)):
        record = _found(model, project, request.GET.get(name, ""))
        if record is not None:
            keyword = {"aktivitet": "activity", "omraade": "area", "resultat": "result"}[name]
            return About(**{keyword: record})
    return About()


def _address(project: Project, about: About) -> str:
    """The page on which the assessment is read."""
    if about.activity is not None:
        return reverse("activity", args=(project.pk, about.activity.pk))
    if about.result is not None:
        return reverse("result", args=(project.pk, about.result.pk))
    return reverse("project", args=(project.pk,))


def _name(of: Activity | FocusArea | Result) -> str:
    """`aktivitet-12`, as drafts have been named from the first."""
    kind = {"activity": "aktivitet", "focusarea": "omraade", "result": "resultat"}[str(of._meta.model_name)]
    return f"{kind}-{of.pk}"


@requires(Permission.ASSESS, Project, pk="project_id")
@Form
def assessment_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new assessment of what the address names (`aktivitet`, `omraade`, `resultat`), else of the whole project."""
    about = _about(request, project)
    periods = periods_of(project)
    wanted = request.GET.get("periode", "")
    period = next((one for one in periods if one.period.canonical == wanted), None)
    back = _address(project, about)

    def save(form: AssessmentForm) -> Saved:
        made = assess(project=project, about=about, by=author_of(request), **form.given())
        return Saved(f"{back}?periode={made.period.period.canonical}", _("Vurderingen er skrevet."), made)

    of = about.activity or about.area or about.result
    page = FormPage(
        form=partial(AssessmentForm, periods=periods, computed=Computed.of_result(about.result)),
        title=_("Vurdér %(what)s") % {"what": about.words[:160]},
        under=project.name,
        save=save,
        submit=_("Gem vurderingen"),
        initial={"period": period or (periods[-1] if periods else "")},
        back=back,
        breadcrumbs=crumbs(project, _("Vurdering")),
        doubts=light_doubts,
        draft=f"vurdering-ny:{project.pk}:{_name(of) if of else 'projekt'}:{period.pk if period else 0}",
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, Assessment, pk="assessment_id", project="project_id")
@Form
def assessment_edit(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Change an assessment; what it is about stays."""
    project, about = assessment.project, about_of(assessment)

    def initial(record: Assessment) -> Mapping[str, Any]:
        return {
            "period": str(record.period_id),
            "heading": record.heading,
            "text": record.text,
            "light": record.light,
        }

    def save(form: AssessmentForm) -> Saved:
        done = change_assessment(assessment, by=author_of(request), version=form.version, **form.given())
        return Saved(_address(project, about), _("Vurderingen er rettet."), done)

    page = FormPage(
        form=partial(AssessmentForm, periods=periods_of(project), computed=Computed.of_result(about.result)),
        title=_("Ret vurderingen af %(what)s") % {"what": about.words[:160]},
        under=project.name,
        save=save,
        initial=initial,
        record=assessment,
        back=_address(project, about),
        breadcrumbs=crumbs(project, _("Vurdering")),
        doubts=light_doubts,
        draft=f"vurdering:{assessment.pk}",
        template="evaluating/assessment.html",
        context={"assessment": assessment},
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, Assessment, pk="assessment_id", project="project_id")
@require_POST
def assessment_remove(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Take an assessment away."""
    address = _address(assessment.project, about_of(assessment))
    entry = latest_entry(remove_assessment(assessment, by=author_of(request)))
    undo = f"undo-{entry.pk}" if entry is not None else ""
    messages.success(request, _("Vurderingen er fjernet."), extra_tags=undo)
    return redirect(address)
