"""Arrows: drawn from either end, said otherwise, removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.arrows import COLUMN
from virkning.figures.indicators import IndicatorKind, Term
from virkning.figures.theory import Basis
from virkning.pages.addresses import coming_from
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import LongTextField, SegmentsField, SelectField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.removing import overtaken, seen_version
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.theory import activity_key, result_key
from virkning.rooms.results.models import Result
from virkning.rooms.theory.actions import arrows as actions
from virkning.rooms.theory.models import Arrow
from virkning.rooms.theory.queries.arrows import arrows_of

from .ways import Form, crumbs, theory_address

_LONGEST_LABEL = 110


@dataclass(frozen=True)
class Ends:
    """What an arrow can begin and end at: key → record, in the order of the drawing."""

    activities: Mapping[str, Activity]
    results: Mapping[str, Result]

    @property
    def starts(self) -> dict[str, Activity | Result]:
        """Everything."""
        return {**self.activities, **self.results}

    def tied(self, start: str, end: str) -> actions.Ties:
        """The arrow's ends as the action takes them."""
        return actions.Ties(
            self.results[end], from_activity=self.activities.get(start), from_result=self.results.get(start)
        )


def ends_of(project: Project) -> Ends:
    """Two queries."""
    activities = Activity.objects.filter(project=project, area__removed_at__isnull=True)
    in_order = activities.order_by("area__position", "area_id", "position", "id")
    results = sorted(
        Result.objects.filter(project=project).order_by("position", "id"),
        key=lambda one: COLUMN[Term(one.term)],
    )
    return Ends({activity_key(one.pk): one for one in in_order}, {result_key(one.pk): one for one in results})


class BasisForm(HouseForm):
    """What an arrow builds on."""

    basis = SegmentsField(
        label=gettext_lazy("Hvad bygger det på?"),
        choices=[(one.value, lazystr(one.phrase)) for one in Basis],
        initial=Basis.ASSUMPTION.value,
        help_text=gettext_lazy(
            "Dokumentation er forskning, erfaringer eller egne tal. Ellers er det en antagelse."
        ),
    )
    reason = LongTextField(
        label=gettext_lazy("Begrundelse"),
        required=False,
        rows=3,
        help_text=gettext_lazy("Hvorfor fører det ene til det andet? Står i statusnotatet."),
    )
    other_explanations = LongTextField(
        label=gettext_lazy("Andre forklaringer"),
        required=False,
        rows=3,
        help_text=gettext_lazy("Noget andet, der kan give samme resultat: en reform, en skolesammenlægning."),
    )

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        return {
            "basis": Basis(data["basis"]),
            "reason": data["reason"],
            "other_explanations": data["other_explanations"],
        }


class ArrowForm(BasisForm):
    """The same, and where the arrow begins and ends."""

    start = SelectField(label=gettext_lazy("Fra"))
    end = SelectField(
        label=gettext_lazy("Fører til"),
        help_text=gettext_lazy("Et resultat på samme eller længere sigt."),
    )

    field_order = ["start", "end", "basis", "reason", "other_explanations"]

    def __init__(self, *args: Any, ends: Ends, **given: Any) -> None:
        super().__init__(*args, **given)
        self.ends = ends
        fields: dict[str, Any] = self.fields
        nothing = ("", _("Vælg"))
        fields["start"].choices = [nothing, *((key, _label(one)) for key, one in ends.starts.items())]
        fields["end"].choices = [nothing, *((key, _label(one)) for key, one in ends.results.items())]

    def ties(self) -> actions.Ties:
        """Where it begins and ends."""
        return self.ends.tied(self.cleaned_data["start"], self.cleaned_data["end"])


def _label(one: Activity | Result) -> str:
    words = str(one) if len(str(one)) <= _LONGEST_LABEL else f"{str(one)[: _LONGEST_LABEL - 1]}…"
    if isinstance(one, Result):
        return _("Resultat på %(term)s sigt: %(what)s") % {"term": Term(one.term).shown, "what": words}
    return _("Aktivitet: %(what)s") % {"what": words}


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def arrow_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new arrow, from or to the box the address names (`begynder`, `ender`)."""
    ends = ends_of(project)
    asked = request.GET.get("begynder", ""), request.GET.get("ender", "")
    start, end = asked[0] if asked[0] in ends.starts else "", asked[1] if asked[1] in ends.results else ""

    def save(form: ArrowForm) -> Saved:
        made = actions.draw_arrow(project=project, ties=form.ties(), by=author_of(request), **form.given())
        chosen = end or form.cleaned_data["start"]
        return Saved(theory_address(project.pk, chosen=chosen, at="valgt"), _("Pilen er tegnet."), made)

    page = FormPage(
        form=partial(ArrowForm, ends=ends),
        title=_asking(ends, start, end),
        under=project.name,
        save=save,
        submit=_("Tegn pilen"),
        initial={"start": start, "end": end},
        back=theory_address(project.pk, chosen=start or end, at="valgt" if start or end else ""),
        breadcrumbs=crumbs(project, _("Ny pil")),
        draft=f"pil-ny:{project.pk}:{start}:{end}",
        template="theories/arrow.html",
        context={"result_new": _unmeasured(request, project, end)},
    )
    return answer_form(request, page)


def _asking(ends: Ends, start: str, end: str) -> str:
    """The title, from whichever end one comes."""
    if start:
        return _("Hvad fører %(what)s til?") % {"what": str(ends.starts[start])[:_LONGEST_LABEL]}
    if end:
        return _("Hvad fører til %(what)s?") % {"what": str(ends.results[end])[:_LONGEST_LABEL]}
    return _("Ny pil")


def _unmeasured(request: HttpRequest, project: Project, end: str) -> str:
    """The form for a result between two others, which is not measured; it leads back to this form."""
    if end:
        return ""
    asked = urlencode({"sigt": Term.MEDIUM.value, "type": IndicatorKind.NONE.value})
    return coming_from(f"{reverse('result_new', args=(project.pk,))}?{asked}", request.get_full_path())


@requires(Permission.EDIT_PROJECT, Arrow, pk="arrow_id", project="project_id")
@Form
def arrow_edit(request: HttpRequest, arrow: Arrow) -> HttpResponse:
    """Say otherwise what an arrow builds on. Its ends stay: another arrow is another link."""
    _there(arrow)
    return answer_form(request, _edit_page(request, arrow))


def _edit_page(request: HttpRequest, arrow: Arrow) -> FormPage:
    project, ties = arrow.project, actions.ties_of(arrow)
    start = _start_of(arrow)

    def save(form: BasisForm) -> Saved:
        done = actions.change_arrow(arrow, by=author_of(request), version=form.version, **form.given())
        return Saved(theory_address(project.pk, chosen=start, at="led"), _("Pilen er rettet."), done)

    return FormPage(
        form=BasisForm,
        title=_("Ret pilen"),
        under=f"{ties.start} → {ties.to_result}",
        save=save,
        submit=_("Gem pilen"),
        initial={
            "basis": arrow.basis,
            "reason": arrow.reason,
            "other_explanations": arrow.other_explanations,
        },
        record=arrow,
        back=theory_address(project.pk, chosen=start, at="led"),
        breadcrumbs=crumbs(project, _("Ret pilen")),
        draft=f"pil:{arrow.pk}",
        template="theories/arrow.html",
        context={"arrow": arrow},
    )


@requires(Permission.EDIT_PROJECT, Arrow, pk="arrow_id", project="project_id")
@require_POST
def arrow_remove(request: HttpRequest, arrow: Arrow) -> HttpResponse:
    """Remove an arrow, with an undo."""
    _there(arrow)
    project_id, start = arrow.project_id, _start_of(arrow)
    try:
        done = actions.remove_arrow(arrow, by=author_of(request), version=seen_version(request))
    except Conflict as conflict:
        return overtaken(
            request,
            conflict,
            form=reverse("arrow_edit", args=(project_id, arrow.pk)),
            back=theory_address(project_id, chosen=start, at="led"),
        )
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(theory_address(project_id, chosen=start, at="valgt"))
    entry = latest_entry(done)
    messages.success(request, _("Pilen er fjernet."), extra_tags=f"undo-{entry.pk}" if entry else "")
    return redirect(theory_address(project_id, chosen=start, at="valgt"))


def _there(arrow: Arrow) -> None:
    """Raises `NotVisible` for an arrow that is hidden, for one of its ends has been removed."""
    if not arrows_of(arrow.project_id).filter(pk=arrow.pk).exists():
        raise NotVisible


def _start_of(arrow: Arrow) -> str:
    if arrow.from_activity_id is not None:
        return activity_key(arrow.from_activity_id)
    return result_key(arrow.from_result_id or 0)
