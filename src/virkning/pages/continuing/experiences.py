"""Experiences: written down, corrected, taken away."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.continuing import Lesson
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import PeriodChoiceField, RecordField
from virkning.pages.forms.fields import LongTextField, SegmentsField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.evaluations.actions import experiences as actions
from virkning.rooms.evaluations.models import Experience
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of

from .ways import Form, crumbs, overview_address


class ExperienceForm(HouseForm):
    """What was learned."""

    lesson = SegmentsField(
        label=gettext_lazy("Hvad slags erfaring er det?"),
        choices=[(one.value, lazystr(one.phrase)) for one in Lesson],
    )
    text = LongTextField(
        label=gettext_lazy("Erfaring"),
        rows=5,
        help_text=gettext_lazy(
            "Hvad ville du fortælle en kommune, der skal i gang med det samme? Står i statusnotatet. "
            "Skriv ingen navne på personer."
        ),
    )
    activity = RecordField(
        label=gettext_lazy("Aktivitet"),
        required=False,
        help_text=gettext_lazy("Kun hvis erfaringen gælder én aktivitet."),
    )
    period = PeriodChoiceField(label=gettext_lazy("Gjort i"))

    def __init__(
        self,
        *args: Any,
        periods: Sequence[ProjectPeriod],
        activities: Sequence[Activity],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.fields["period"].offer_periods(periods)  # type: ignore[attr-defined]
        self.fields["activity"].offer(activities, none=_("Hele projektet"))  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        return {**self.cleaned_data, "lesson": Lesson(self.cleaned_data["lesson"])}


def _form(project: Project) -> Any:
    activities = Activity.objects.filter(project=project).order_by("position", "id")
    return partial(ExperienceForm, periods=periods_of(project), activities=list(activities))


def _back(project: Project, period: ProjectPeriod | None = None) -> str:
    return overview_address(project.pk, period.period if period else None, "erfaringer")


@requires(Permission.REPORT_STATUS, Project, pk="project_id")
@Form
def experience_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new experience, in the period and of the activity the address names (`periode`, `aktivitet`)."""
    wanted = request.GET.get("periode", "")
    period = next((one for one in periods_of(project) if one.period.canonical == wanted), None)

    def save(form: ExperienceForm) -> Saved:
        made = actions.write_experience(project=project, by=author_of(request), **form.given())
        return Saved(_back(project, made.period), _("Erfaringen er gemt."), made)

    page = FormPage(
        form=_form(project),
        title=_("Ny erfaring"),
        under=project.name,
        save=save,
        submit=_("Gem erfaringen"),
        initial={"period": period or "", "activity": request.GET.get("aktivitet", "")},
        back=_back(project, period),
        breadcrumbs=crumbs(project, _("Ny erfaring")),
        draft=f"erfaring-ny:{project.pk}",
    )
    return answer_form(request, page)


@requires(Permission.REPORT_STATUS, Experience, pk="experience_id", project="project_id")
@Form
def experience_edit(request: HttpRequest, experience: Experience) -> HttpResponse:
    """Correct an experience."""
    project = experience.project

    def initial(record: Experience) -> Mapping[str, Any]:
        return {
            "lesson": record.lesson,
            "text": record.text,
            "activity": str(record.activity_id or ""),
            "period": str(record.period_id),
        }

    def save(form: ExperienceForm) -> Saved:
        done = actions.change_experience(
            experience, by=author_of(request), version=form.version, **form.given()
        )
        return Saved(_back(project, done.period), _("Erfaringen er rettet."), done)

    page = FormPage(
        form=_form(project),
        title=_("Ret erfaringen"),
        under=project.name,
        save=save,
        submit=_("Gem erfaringen"),
        initial=initial,
        record=experience,
        back=_back(project, experience.period),
        breadcrumbs=crumbs(project, _("Erfaring")),
        draft=f"erfaring:{experience.pk}",
        template="continuing/experience.html",
        context={"experience": experience},
    )
    return answer_form(request, page)


@requires(Permission.REPORT_STATUS, Experience, pk="experience_id", project="project_id")
@require_POST
def experience_remove(request: HttpRequest, experience: Experience) -> HttpResponse:
    """Take an experience away."""
    entry = latest_entry(actions.remove_experience(experience, by=author_of(request)))
    undo = f"undo-{entry.pk}" if entry is not None else ""
    messages.success(request, _("Erfaringen er fjernet."), extra_tags=undo)
    return redirect(_back(experience.project, experience.period))
