"""Other explanations of a result: written, corrected, taken away."""

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
from virkning.rooms.evaluations.actions import explanations as actions
from virkning.rooms.evaluations.models import OtherExplanation
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of
from virkning.rooms.results.models import Result

from .ways import Form, asked_for, back_address, crumbs, period_asked, removed

_ANCHOR = "andre-forklaringer"
_EXPLANATION = {"pk": "explanation_id", "result__project": "project_id"}


class ExplanationForm(HouseForm):
    """What else may lie behind a result; of a new one, which result."""

    result = RecordField(label=gettext_lazy("Resultat"))
    text = LongTextField(
        label=gettext_lazy("Anden forklaring"),
        rows=5,
        help_text=gettext_lazy(
            "Noget andet end projektet, der kan ligge bag: en reform, en skolesammenlægning. "
            "Står i statusnotatet ved siden af målopfyldelsen."
        ),
    )
    period = PeriodChoiceField(
        label=gettext_lazy("Periode"), help_text=gettext_lazy("Nævnes i periodens notat og i de senere.")
    )

    def __init__(
        self,
        *args: Any,
        periods: Sequence[ProjectPeriod],
        results: Sequence[Result] | None = None,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.fields["period"].offer_periods(periods)  # type: ignore[attr-defined]
        if results is None:
            del self.fields["result"]
        else:
            self.fields["result"].offer(results, _label)  # type: ignore[attr-defined]


def _label(result: Result) -> str:
    words = str(result)
    return words if len(words) <= 120 else f"{words[:119]}…"


@requires(Permission.ASSESS, Project, pk="project_id")
@Form
def explanation_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new one, of the result the address names (`resultat`)."""
    periods = periods_of(project)
    results = list(Result.objects.filter(project=project).order_by("position", "id"))
    result = asked_for(request, "resultat", results)
    back = back_address(request, project, result, _ANCHOR)

    def save(form: ExplanationForm) -> Saved:
        data = form.cleaned_data
        made = actions.explain(
            result=data["result"], period=data["period"], text=data["text"], by=author_of(request)
        )
        return Saved(back, _("Den anden forklaring er skrevet."), made)

    page = FormPage(
        form=partial(ExplanationForm, periods=periods, results=results),
        title=_("Ny anden forklaring"),
        under=project.name,
        save=save,
        submit=_("Gem forklaringen"),
        initial={"result": result or "", "period": period_asked(request, periods)},
        back=back,
        breadcrumbs=crumbs(project, _("Ny anden forklaring")),
        draft=f"forklaring-ny:{project.pk}:{result.pk if result else 0}",
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, OtherExplanation, **_EXPLANATION)
@Form
def explanation_edit(request: HttpRequest, explanation: OtherExplanation) -> HttpResponse:
    """Correct one; the result it is about stays."""
    result = explanation.result
    project = result.project
    back = back_address(request, project, result, _ANCHOR)

    def initial(record: OtherExplanation) -> Mapping[str, Any]:
        return {"text": record.text, "period": str(record.period_id)}

    def save(form: ExplanationForm) -> Saved:
        data = form.cleaned_data
        done = actions.change_explanation(
            explanation, period=data["period"], text=data["text"], by=author_of(request), version=form.version
        )
        return Saved(back, _("Den anden forklaring er rettet."), done)

    page = FormPage(
        form=partial(ExplanationForm, periods=periods_of(project)),
        title=_("Ret den anden forklaring"),
        under=_("Resultat %(what)s") % {"what": result},
        save=save,
        initial=initial,
        record=explanation,
        back=back,
        breadcrumbs=crumbs(project, _("Anden forklaring")),
        draft=f"forklaring:{explanation.pk}",
        template="evaluating/part.html",
        context={
            "remove": "explanation_remove",
            "part": explanation,
            "remove_words": _("Fjern forklaringen"),
        },
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, OtherExplanation, **_EXPLANATION)
@require_POST
def explanation_remove(request: HttpRequest, explanation: OtherExplanation) -> HttpResponse:
    """Take one away."""
    back = back_address(request, explanation.result.project, explanation.result, _ANCHOR)
    done = actions.remove_explanation(explanation, by=author_of(request))
    return removed(request, done, _("Den anden forklaring er fjernet."), back)
