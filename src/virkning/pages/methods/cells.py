"""One cell: written in place by htmx, or on a page of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.figures.planning import MethodPart
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import LongTextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.plans.actions.method import write_cell
from virkning.rooms.plans.methodfacts import MethodPhaseFacts
from virkning.rooms.plans.models import MethodCell, MethodPhase
from virkning.rooms.plans.queries.method import load_method

from .overview import cell_view
from .ways import LONGEST_CELL, PARTS, SLUGS, Form, cell_address, crumbs, method_address, not_holding

HELP: dict[MethodPart, Any] = {
    MethodPart.CORE: gettext_lazy("Hvad er det vigtigste, der sker i fasen, og hvorfor virker det?"),
    MethodPart.WORKFLOW: gettext_lazy("Hvad sker der trin for trin, fra borgeren kommer, til fasen er slut?"),
    MethodPart.ROLES: gettext_lazy("Hvem gør hvad, og hvem har ansvaret? Skriv roller, ikke navne."),
    MethodPart.TOOLS: gettext_lazy("Hvad bruges der? Redskaber med filer lægges op for sig."),
}


class CellForm(HouseForm):
    """What holds of one part in one phase."""

    text = LongTextField(label="", rows=8, required=False, max_length=LONGEST_CELL)


@requires(Permission.EDIT_PROJECT, MethodPhase, pk="method_phase_id", description__project="project_id")
@Form
def cell(request: HttpRequest, phase: MethodPhase, part: str) -> HttpResponse:
    """Write in the cell. To htmx it is answered as a fragment: its field, or (`?vis`) the cell as it stands."""
    if part not in PARTS:
        raise NotVisible
    if request.headers.get("HX-Request"):
        return _in_place(request, phase, PARTS[part])
    return not_holding(request, phase.description) or _as_page(request, phase, PARTS[part])


def _standing(phase: MethodPhase, part: MethodPart) -> MethodCell | None:
    return MethodCell.objects.filter(phase=phase, part=part.value).first()


def _as_page(request: HttpRequest, phase: MethodPhase, part: MethodPart) -> HttpResponse:
    project = phase.description.project
    back = method_address(project.pk, f"celle-{phase.pk}-{SLUGS[part]}")

    def form(**given: Any) -> CellForm:
        made = CellForm(**given)
        made.fields["text"].label = part.shown
        made.fields["text"].help_text = HELP[part]
        return made

    def save(form: CellForm) -> Saved:
        text = form.cleaned_data["text"]
        write_cell(phase=phase, part=part, text=text, version=form.version, by=author_of(request))
        entry = latest_entry(phase.description)
        return Saved(back, _("Feltet er gemt.") if entry else _("Intet var ændret."), entry=entry)

    page = FormPage(
        form=form,
        title=part.shown,
        under=phase.title,
        save=save,
        submit=_("Gem feltet"),
        initial=lambda record: {"text": record.text if record is not None else ""},
        record=_standing(phase, part),
        history_of=phase.description,
        back=back,
        breadcrumbs=crumbs(project, part.shown),
        draft=f"metodefelt:{phase.pk}:{part.value}",
    )
    return answer_form(request, page)


def _in_place(request: HttpRequest, phase: MethodPhase, part: MethodPart) -> HttpResponse:
    if request.method != "POST":
        if "vis" in request.GET:
            return _shown(request, phase, part)
        return _editor(request, phase, part, status=200)
    form = CellForm(data=request.POST)
    text = str(request.POST.get("text", ""))
    if not form.is_valid():
        return _editor(request, phase, part, text=text, errors=form.errors.get("text", []))
    try:
        write_cell(
            phase=phase,
            part=part,
            text=form.cleaned_data["text"],
            version=form.version,
            by=author_of(request),
        )
    except Conflict as conflict:
        there = getattr(conflict.current, "text", "") or _("ingenting")
        said = _("Der står nu “%(there)s”, skrevet af en anden. Gem igen for at skrive dit over det.")
        return _editor(request, phase, part, text=text, errors=[said % {"there": there}], status=409)
    except Refused as refused:
        return _editor(request, phase, part, text=text, errors=[str(refused)])
    return _shown(request, phase, part, saved=True)


def _editor(
    request: HttpRequest,
    phase: MethodPhase,
    part: MethodPart,
    *,
    text: str | None = None,
    errors: Any = (),
    status: int = 422,
) -> HttpResponse:
    """The cell's field, with the version it stands in now: who saves again writes over what they were just told."""
    now = _standing(phase, part)
    project_id = phase.description.project_id
    context = {
        "id": f"celle-{phase.pk}-{SLUGS[part]}",
        "label": f"{phase.title}: {part.shown}",
        "help": HELP[part],
        "address": cell_address(project_id, phase.pk, part),
        "text": text if text is not None else now.text if now is not None else "",
        "version": now.version if now is not None else "",
        "errors": errors,
        "longest": LONGEST_CELL,
    }
    return render(request, "methods/cell_editor.html", context, status=status)


def _shown(
    request: HttpRequest, phase: MethodPhase, part: MethodPart, *, saved: bool = False
) -> HttpResponse:
    facts = load_method(phase.description)
    told = next((one for one in facts.phases if one.id == phase.pk), None)
    told = told or MethodPhaseFacts(phase.pk, phase.title, None, None)
    shown = cell_view(facts.project_id, told, part, may_write=True, saved=saved)
    return render(request, "methods/cell.html", {"cell": shown, "focus": True})
