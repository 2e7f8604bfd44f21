"""Interviews and questionnaires: added, corrected, taken away by the evaluator. Files have pages of their own."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.continuing import EvidenceKind
from virkning.figures.rolewords import looks_like_a_name
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import PeriodChoiceField, RecordField
from virkning.pages.forms.fields import DayField, LongTextField, NumberField, SegmentsField, TextField
from virkning.pages.forms.flow import Doubt, FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.models import Activity
from virkning.rooms.evaluations.actions import evidence as actions
from virkning.rooms.evaluations.models import Evidence
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of

from .files import edit_file
from .ways import Form, activities_of, asked_for, back_address, crumbs, period_asked, removed


class EvidenceForm(HouseForm):
    """Who was asked, told by role; about what, when and how; and what was noted, for evaluators alone."""

    kind = SegmentsField(
        label=gettext_lazy("Slags"),
        choices=[
            (kind.value, lazystr(kind.phrase))
            for kind in (EvidenceKind.INTERVIEW, EvidenceKind.QUESTIONNAIRE)
        ],
    )
    role = TextField(
        label=gettext_lazy("Rolle"),
        max_length=200,
        help_text=gettext_lazy(
            "Hvem der er spurgt, som en rolle: aktivitetsansvarlig, styregruppen, forældre. Aldrig et navn. "
            "Rollen trykkes i statusnotatets bilag."
        ),
    )
    activity = RecordField(
        label=gettext_lazy("Aktivitet"),
        required=False,
        help_text=gettext_lazy("Kun hvis der er spurgt til én aktivitet."),
    )
    held_on = DayField(
        label=gettext_lazy("Dato"), required=False, help_text=gettext_lazy("En dato som 14.10.2013.")
    )
    method = TextField(
        label=gettext_lazy("Metode"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For eksempel telefoninterview eller fokusgruppe."),
    )
    people = NumberField(
        label=gettext_lazy("Antal personer"),
        whole=True,
        least=1,
        required=False,
        help_text=gettext_lazy("Hvor mange der deltog eller svarede."),
    )
    period = PeriodChoiceField(
        label=gettext_lazy("Periode"),
        help_text=gettext_lazy("Trykkes i periodens statusnotat."),
    )
    notes = LongTextField(
        label=gettext_lazy("Noter"),
        rows=8,
        required=False,
        help_text=gettext_lazy(
            "Ses kun af dem, der må skrive vurderinger. Kommer aldrig i statusnotat, søgning eller udtræk. "
            "Skriv uden navne og CPR-numre."
        ),
    )

    def __init__(
        self, *args: Any, periods: Sequence[ProjectPeriod], activities: Sequence[Activity], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.fields["period"].offer_periods(periods)  # type: ignore[attr-defined]
        self.fields["activity"].offer(activities, none=_("Hele projektet"))  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        people = data["people"]
        values = {name: data[name] for name in ("role", "activity", "held_on", "method", "period", "notes")}
        return values | {
            "kind": EvidenceKind(data["kind"]),
            "people": None if people is None else int(people),
        }


def _doubts(form: EvidenceForm) -> list[Doubt]:
    """What may be right, but should be looked at once more."""
    data, found = form.cleaned_data, []
    if looks_like_a_name(data["role"]):
        said = _(
            "“%(role)s” ligner et navn. Skriv rollen i stedet: den kan læses af alle, der ser projektet."
        )
        found.append(Doubt("name", "role", said % {"role": data["role"]}))
    if data["held_on"] is not None and data["held_on"] > timezone.localdate():
        found.append(Doubt("future", "held_on", _("Datoen er ikke kommet endnu.")))
    return found


def _form(project: Project) -> tuple[Any, Sequence[ProjectPeriod], list[Activity]]:
    periods, activities = periods_of(project), activities_of(project)
    return partial(EvidenceForm, periods=periods, activities=activities), periods, activities


@requires(Permission.ASSESS, Project, pk="project_id")
@Form
def evidence_new(request: HttpRequest, project: Project) -> HttpResponse:
    """An interview or a questionnaire, about the activity the address names (`aktivitet`)."""
    form, periods, activities = _form(project)
    activity = asked_for(request, "aktivitet", activities)
    back = back_address(request, project, activity, "belaeg")

    def save(form: EvidenceForm) -> Saved:
        made = actions.add_evidence(project=project, by=author_of(request), **form.given())
        return Saved(back, _("Belægget er tilføjet."), made)

    page = FormPage(
        form=form,
        title=_("Nyt interview eller spørgeskema"),
        under=project.name,
        save=save,
        submit=_("Gem belægget"),
        initial={
            "kind": EvidenceKind.INTERVIEW.value,
            "activity": activity or "",
            "period": period_asked(request, periods),
        },
        back=back,
        breadcrumbs=crumbs(project, _("Nyt belæg")),
        draft=f"belaeg-nyt:{project.pk}",
        doubts=_doubts,
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, Evidence, pk="evidence_id", project="project_id")
@Form
def evidence_edit(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """Correct evidence: of a file, what is said of it."""
    if evidence.kind == EvidenceKind.FILE:
        return edit_file(request, evidence, remove="evidence_remove")
    project = evidence.project
    form, _periods, _activities = _form(project)
    back = back_address(request, project, evidence.activity, "belaeg")

    def initial(record: Evidence) -> Mapping[str, Any]:
        told = {
            name: getattr(record, name) for name in ("kind", "role", "held_on", "method", "notes", "people")
        }
        return {**told, "activity": str(record.activity_id or ""), "period": str(record.period_id)}

    def save(form: EvidenceForm) -> Saved:
        done = actions.change_evidence(evidence, by=author_of(request), version=form.version, **form.given())
        return Saved(back, _("Belægget er rettet."), done)

    page = FormPage(
        form=form,
        title=_("Ret belægget"),
        under=project.name,
        save=save,
        initial=initial,
        record=evidence,
        back=back,
        breadcrumbs=crumbs(project, _("Belæg")),
        draft=f"belaeg:{evidence.pk}",
        doubts=_doubts,
        template="evaluating/part.html",
        context={"remove": "evidence_remove", "part": evidence, "remove_words": _("Fjern belægget")},
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, Evidence, pk="evidence_id", project="project_id")
@require_POST
def evidence_remove(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """Take evidence away."""
    back = back_address(request, evidence.project, evidence.activity, "belaeg")
    done = actions.remove_evidence(evidence, by=author_of(request))
    return removed(request, done, _("Belægget er fjernet."), back)
