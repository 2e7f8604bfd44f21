"""The outline: seeing, moving, removing and bringing back."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import LongTextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, find, requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.evaluations.actions.structure import move, named, place_of, remove_part, restore_part
from virkning.rooms.evaluations.queries import goes_along
from virkning.rooms.programmes.models import Project
from virkning.rooms.results.models import Series

from .outline import outline
from .ways import PARTS, Form, crumbs, outline_address


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@require_safe
def structure_outline(request: HttpRequest, project: Project) -> HttpResponse:
    """Everything the project is made of, to be added to, changed, ordered and removed."""
    context = {"project": project, "outline": outline(project), "breadcrumbs": crumbs(project)}
    return render(request, "structure/outline.html", context)


def _part(project: Project, kind: str, key: int) -> Any:
    """The part of the project, or nothing."""
    if kind not in PARTS:
        raise NotVisible
    model = PARTS[kind]
    lookups = {"pk": key, model.project_path: project.pk}
    return find(model, Permission.EDIT_PROJECT, current_scope(), lookups)


def _movable(project: Project, name: str) -> Any:
    """The part or series a button names, as `aktivitet-12`."""
    kind, _dash, key = name.partition("-")
    if not key.isdecimal() or len(key) > 18:
        raise NotVisible
    if kind != "serie":
        return _part(project, kind, int(key))
    # A series is not removed itself: it is gone with its result.
    there = {"pk": int(key), "result__project": project.pk, "result__removed_at__isnull": True}
    return find(Series, Permission.EDIT_PROJECT, current_scope(), there)


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@require_POST
def part_move(request: HttpRequest, project: Project) -> HttpResponse:
    """Move a part or a series one place up (`op`) or down (`ned`), or to a place of its own (`flyt` and `til`)."""
    step = next((name for name in ("op", "ned", "flyt") if name in request.POST), None)
    if step is None:
        return JsonResponse({"words": _("Vælg noget at flytte.")}, status=422)
    part = _movable(project, request.POST[step])
    to = request.POST.get("til", "")
    if step == "flyt" and not (to.isdecimal() and len(to) < 6):
        return JsonResponse({"words": _("Vælg en plads at flytte til.")}, status=422)
    steps = {"op": -1, "ned": 1}
    wanted = int(to) if step == "flyt" else max(0, place_of(part) + steps[step])
    move(part, to=wanted, by=author_of(request))
    entry = latest_entry(part)
    # The log is Danish whoever writes it; what the page says is in the reader's language.
    words = _moved(part) if entry is not None else _("Den står der allerede.")
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"words": words})
    messages.success(request, words, extra_tags=f"undo-{entry.pk}" if entry else "")
    return redirect(outline_address(project.pk, part))


def _moved(part: Any) -> str:
    texts = {"what": named(part), "place": place_of(part) + 1}
    return _("%(what)s er nu flyttet til plads %(place)s.") % texts


class RemovalForm(HouseForm):
    """Why something is removed, where somebody wants to say so."""

    reason = LongTextField(label=gettext_lazy("Begrundelse"), required=False, rows=2, max_length=2000)


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def part_remove(request: HttpRequest, project: Project, part: str, part_id: int) -> HttpResponse:
    """Ask first: what goes along. Then remove it all in one act."""
    record = _part(project, part, part_id)
    along = goes_along(record)

    def save(form: RemovalForm) -> Saved:
        removed = remove_part(
            record, by=author_of(request), reason=form.cleaned_data["reason"], version=form.version
        )
        words = _("%(what)s er nu fjernet.") % {"what": named(removed)}
        if along.records:
            texts = {"what": named(removed), "count": len(along.records)}
            words = _("%(what)s er nu fjernet, også %(count)s ting, der hørte til.") % texts
        return Saved(outline_address(project.pk), words, removed)

    title = _("Fjern %(what)s?") % {"what": str(record)[:120]}
    page = FormPage(
        form=RemovalForm,
        title=title,
        save=save,
        submit=_("Fjern"),
        record=record,
        back=outline_address(project.pk, record),
        breadcrumbs=crumbs(project, (_("Fjern"), "")),
        template="structure/remove.html",
        context={"along": along, "named": named(record)},
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@require_POST
def part_restore(request: HttpRequest, project: Project, part: str, part_id: int) -> HttpResponse:
    """Bring a removed part back, with what was removed together with it."""
    if part not in PARTS:
        raise NotVisible
    model = PARTS[part]
    key = min(part_id, 2**63 - 1)
    record = model._base_manager.filter(**{"pk": key, model.project_path: project.pk}).first()
    if record is None:
        raise NotVisible
    try:
        restore_part(record, by=author_of(request))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(outline_address(project.pk))
    except IntegrityError:
        said = _("Nummeret %(number)s er taget af noget andet siden. Giv det andet et nyt nummer først.")
        messages.warning(request, said % {"number": record.number})
        return redirect(outline_address(project.pk))
    entry = latest_entry(record)
    words = _("%(what)s er nu hentet tilbage.") % {"what": named(record)}
    messages.success(request, words, extra_tags=f"undo-{entry.pk}" if entry else "")
    return redirect(outline_address(project.pk, record))
