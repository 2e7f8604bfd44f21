"""The tools of a phase, with their files: brought, renamed, taken away, handed out."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import RecordField
from virkning.pages.forms.fields import TextField, UploadField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.removing import overtaken, seen_version
from virkning.pages.forms.uploading import answer_upload
from virkning.pages.saving import as_file
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.audit.queries.history import last_told
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.files import storage
from virkning.rooms.files.checking import ENDINGS
from virkning.rooms.plans.actions.methodparts import add_tool, change_tool, remove_tool
from virkning.rooms.plans.models import MethodDescription, MethodPhase, MethodTool
from virkning.rooms.plans.queries.method import current_method
from virkning.rooms.programmes.models import Project

from .ways import Form, crumbs, done, method_address, not_holding

_TOOL = {"pk": "tool_id", "phase__description__project": "project_id"}


class ToolForm(HouseForm):
    """What a tool is called, in which phase it is used, and where it is new, its file."""

    title = TextField(
        label=gettext_lazy("Redskab"),
        max_length=200,
        help_text=gettext_lazy("For eksempel “Samtaleguide til første møde”."),
    )
    phase = RecordField(label=gettext_lazy("Fase"))

    def __init__(self, *args: Any, method: MethodDescription, is_new: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        phases = MethodPhase.objects.filter(description=method).order_by("position", "id")
        self.fields["phase"].offer(phases)  # type: ignore[attr-defined]
        if is_new:
            self.fields["file"] = UploadField(
                label=_("Fil"),
                required=False,
                help_text=_(
                    "Ses og hentes af alle, der ser projektet. Tekst og Office-filer ses igennem for CPR-numre; "
                    "PDF og billeder skal du selv se igennem."
                ),
                most_bytes=settings.MAX_UPLOAD_BYTES,
                endings=ENDINGS,
            )


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def tool_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new tool, in the phase the address names (`?fase=`)."""
    method = current_method(project.pk)
    if method is None:
        messages.warning(request, _("Begynd metodebeskrivelsen først."))
        return redirect(method_address(project.pk))
    back = method_address(project.pk, "metoden")

    def save(form: ToolForm) -> Saved:
        data, brought = form.cleaned_data, form.cleaned_data.get("file")
        given = {"name": brought.name, "content": brought.read()} if brought else {}
        made = add_tool(phase=data["phase"], title=data["title"], by=author_of(request), **given)
        return Saved(back, _("Redskabet er tilføjet."), entry=latest_entry(made.phase.description))

    page = FormPage(
        form=partial(ToolForm, method=method, is_new=True),
        title=_("Nyt redskab"),
        under=method.title,
        save=save,
        submit=_("Gem redskabet"),
        initial={"phase": request.GET.get("fase", "")},
        back=back,
        breadcrumbs=crumbs(project, _("Redskab")),
        template="methods/tool_new.html",
    )
    return answer_upload(request, page)


@requires(Permission.EDIT_PROJECT, MethodTool, **_TOOL)
@Form
def tool_edit(request: HttpRequest, tool: MethodTool) -> HttpResponse:
    """Rename a tool or move it to another phase."""
    return not_holding(request, tool.phase.description) or answer_form(request, _edit_page(request, tool))


def _edit_page(request: HttpRequest, tool: MethodTool) -> FormPage:
    method = tool.phase.description
    back = method_address(method.project_id, "metoden")

    def initial(record: MethodTool) -> Mapping[str, Any]:
        return {"title": record.title, "phase": str(record.phase_id)}

    def save(form: ToolForm) -> Saved:
        change_tool(tool, version=form.version, by=author_of(request), **form.cleaned_data)
        entry = latest_entry(method)
        return Saved(back, _("Redskabet er rettet.") if entry else _("Intet var ændret."), entry=entry)

    return FormPage(
        form=partial(ToolForm, method=method, is_new=False),
        title=_("Ret redskabet"),
        under=tool.file.name if tool.file is not None else method.title,
        save=save,
        initial=initial,
        record=tool,
        back=back,
        breadcrumbs=crumbs(method.project, _("Redskab")),
        draft=f"redskab:{tool.pk}",
        template="methods/tool.html",
        context={"tool": tool, "project_id": method.project_id},
        last_told=partial(last_told, method),
    )


@requires(Permission.EDIT_PROJECT, MethodTool, **_TOOL)
@require_POST
def tool_remove(request: HttpRequest, tool: MethodTool) -> HttpResponse:
    """Take a tool away; its file is kept, for older versions and for the undo."""
    method = tool.phase.description
    elsewhere = not_holding(request, method)
    if elsewhere is not None:
        return elsewhere
    try:
        remove_tool(tool, by=author_of(request), version=seen_version(request))
    except Conflict as conflict:
        return overtaken(
            request,
            conflict,
            form=reverse("method_tool_edit", args=(method.project_id, tool.pk)),
            back=method_address(method.project_id, "metoden"),
            last_told=partial(last_told, method),
        )
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(method_address(method.project_id, "metoden"))
    return done(request, method, _("Redskabet er fjernet."), "metoden")


@requires(Permission.SEE_PROJECT, MethodTool, **_TOOL)
@require_safe
def tool_file(request: HttpRequest, tool: MethodTool) -> HttpResponse:
    """The file as it was brought, to be saved."""
    if tool.file is None or tool.phase.description.removed_at is not None:
        raise NotVisible
    try:
        content = storage.read(tool.file.fingerprint)
    except FileNotFoundError as error:
        raise NotVisible from error
    return as_file(content, tool.file.name, tool.file.content_type)
