"""Recommendations: given, corrected, taken away by the evaluator; followed up by the project."""

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

from virkning.figures.following import FollowUpState
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import PeriodChoiceField, RecordField
from virkning.pages.forms.fields import DayField, LongTextField, SegmentsField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.evaluations.actions import recommendations as actions
from virkning.rooms.evaluations.models import FollowUp, Recommendation
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of

from .ways import Form, crumbs


class RecommendationForm(HouseForm):
    """What is recommended to whom, and by when."""

    text = LongTextField(
        label=gettext_lazy("Anbefaling"),
        rows=5,
        help_text=gettext_lazy("Ét råd ad gangen, så det kan følges op. Står i statusnotatet."),
    )
    addressee = TextField(
        label=gettext_lazy("Rettet til"),
        max_length=200,
        help_text=gettext_lazy("En rolle eller enhed, for eksempel styregruppen. Ikke en persons navn."),
    )
    deadline = DayField(
        label=gettext_lazy("Frist"), required=False, help_text=gettext_lazy("En dato som 31.12.2013.")
    )
    activity = RecordField(
        label=gettext_lazy("Aktivitet"),
        required=False,
        help_text=gettext_lazy("Kun hvis anbefalingen gælder én aktivitet."),
    )
    period = PeriodChoiceField(
        label=gettext_lazy("Givet i"),
        help_text=gettext_lazy("Der følges op i de perioder, der kommer efter."),
    )

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
        return {name: self.cleaned_data[name] for name in self.fields}


class FollowUpForm(HouseForm):
    """What has become of a recommendation."""

    state = SegmentsField(
        label=gettext_lazy("Hvad er der sket?"),
        choices=[(state.value, lazystr(state.phrase)) for state in FollowUpState],
        help_text=gettext_lazy("Fulgt og afvist spørges der ikke til igen."),
    )
    comment = LongTextField(
        label=gettext_lazy("Kommentar"),
        rows=4,
        required=False,
        help_text=gettext_lazy("Skal skrives, hvis anbefalingen er afvist. Står i statusnotatet."),
    )


def _form(project: Project) -> Any:
    activities = Activity.objects.filter(project=project).order_by("position", "id")
    return partial(RecommendationForm, periods=periods_of(project), activities=list(activities))


def _back(project: Project, period: ProjectPeriod | None = None) -> str:
    wanted = f"?periode={period.period.canonical}" if period is not None else ""
    return f"{reverse('project', args=(project.pk,))}{wanted}#anbefalinger"


def _period(project: Project, written: str) -> ProjectPeriod | None:
    return next((one for one in periods_of(project) if one.period.canonical == written), None)


@requires(Permission.ASSESS, Project, pk="project_id")
@Form
def recommendation_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new recommendation, in the period the address names."""
    period = _period(project, request.GET.get("periode", ""))

    def save(form: RecommendationForm) -> Saved:
        made = actions.recommend(project=project, by=author_of(request), **form.given())
        return Saved(_back(project, made.period), _("Anbefalingen er givet."), made)

    page = FormPage(
        form=_form(project),
        title=_("Ny anbefaling"),
        under=project.name,
        save=save,
        submit=_("Gem anbefalingen"),
        initial={"period": period or ""},
        back=_back(project, period),
        breadcrumbs=crumbs(project, _("Ny anbefaling")),
        draft=f"anbefaling-ny:{project.pk}",
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, Recommendation, pk="recommendation_id", project="project_id")
@Form
def recommendation_edit(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """Correct a recommendation."""
    project = recommendation.project

    def initial(record: Recommendation) -> Mapping[str, Any]:
        return {
            "text": record.text,
            "addressee": record.addressee,
            "deadline": record.deadline,
            "activity": str(record.activity_id or ""),
            "period": str(record.period_id),
        }

    def save(form: RecommendationForm) -> Saved:
        done = actions.change_recommendation(
            recommendation, by=author_of(request), version=form.version, **form.given()
        )
        return Saved(_back(project, done.period), _("Anbefalingen er rettet."), done)

    page = FormPage(
        form=_form(project),
        title=_("Ret anbefalingen"),
        under=project.name,
        save=save,
        initial=initial,
        record=recommendation,
        back=_back(project, recommendation.period),
        breadcrumbs=crumbs(project, _("Anbefaling")),
        draft=f"anbefaling:{recommendation.pk}",
        template="evaluating/recommendation.html",
        context={"recommendation": recommendation},
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, Recommendation, pk="recommendation_id", project="project_id")
@require_POST
def recommendation_remove(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """Take a recommendation away."""
    entry = latest_entry(actions.remove_recommendation(recommendation, by=author_of(request)))
    undo = f"undo-{entry.pk}" if entry is not None else ""
    messages.success(request, _("Anbefalingen er fjernet."), extra_tags=undo)
    return redirect(_back(recommendation.project, recommendation.period))


@requires(Permission.REPORT_STATUS, Recommendation, pk="recommendation_id", project="project_id")
@Form
def follow_up(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """Say what has become of a recommendation by the period the address names (`periode`), else by the last one."""
    project, wanted = recommendation.project, request.GET.get("periode", "")
    later = [one for one in periods_of(project) if recommendation.period.period < one.period]
    period = next((one for one in later if one.period.canonical == wanted), None)
    if period is None and not wanted and later:
        period = later[-1]
    if period is None:
        raise NotVisible
    standing = FollowUp.objects.filter(recommendation=recommendation, period=period).first()

    def save(form: FollowUpForm) -> Saved:
        data = form.cleaned_data
        done = actions.follow_up(
            recommendation,
            period=period,
            state=FollowUpState(data["state"]),
            comment=data["comment"],
            by=author_of(request),
            version=form.version or 0,
        )
        return Saved(_back(project, period), _("Der er fulgt op på anbefalingen."), done)

    page = FormPage(
        form=FollowUpForm,
        title=_("Følg op på anbefalingen, %(period)s") % {"period": period.period.shown},
        under=project.name,
        save=save,
        submit=_("Gem opfølgningen"),
        initial=lambda record: {"state": record.state, "comment": record.comment} if record else {},
        record=standing,
        history_of=recommendation,
        back=_back(project, period),
        breadcrumbs=crumbs(project, _("Opfølgning")),
        draft=f"opfoelgning:{recommendation.pk}:{period.pk}",
        template="evaluating/follow_up.html",
        context={"recommendation": recommendation},
    )
    return answer_form(request, page)
