"""Where the plan is put together: themes, challenges and actions, to be added to, changed, ordered and removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from virkning.figures.dates import date_words
from virkning.figures.planning import Theme
from virkning.pages.authors import author_of
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, find, requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.plans.actions.challenges import move_part, place_of, removed_parts, restore_part
from virkning.rooms.plans.models import Challenge, PlannedAction
from virkning.rooms.programmes.models import Project

from .ways import crumbs, outline_address, part_name


@dataclass(frozen=True)
class Line:
    """A challenge or an action: what it says, a muted line under it, what can be done to it, its place of how many."""

    key: int
    name: str
    text: str
    under: str
    address: str
    removal: str
    place: int
    last: int
    actions: tuple["Line", ...] = ()


@dataclass(frozen=True)
class ThemeLines:
    """A theme with its challenges."""

    key: str
    title: str
    number: int
    hint: str
    challenges: tuple[Line, ...]


@dataclass(frozen=True)
class Removed:
    """Something removed that can be brought back."""

    name: str
    words: str
    by: str
    at: datetime | None
    reason: str

    @classmethod
    def of(cls, part: Challenge | PlannedAction) -> "Removed":
        kind = _("Udfordring") if isinstance(part, Challenge) else _("Handling")
        words = f"{kind}: {part.text}"
        return cls(part_name(part), words, part.removed_by, part.removed_at, part.removed_reason)


def hint_of(theme: Theme) -> str:
    """What belongs under the theme."""
    hints = {
        Theme.ORGANISATION: _("Samarbejde på tværs i kommunen, arbejdsgange og arbejdsdeling."),
        Theme.STAFF: _("Holdning, adfærd og kompetencer."),
        Theme.TOOLS: _("Tilbud, information og processer."),
        Theme.PARTNERS: _("Virksomheder, civilsamfund og andre aktører."),
        Theme.MANAGEMENT: _("Ledelse og projektledelse: ressourcer, data og kommunikation."),
    }
    return hints[theme]


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@require_safe
def action_plan_outline(request: HttpRequest, project: Project) -> HttpResponse:
    """Everything the plan is made of."""
    context = {
        "project": project,
        "themes": outline(project),
        "removed": [Removed.of(one) for one in removed_parts(project)],
        "breadcrumbs": crumbs(project, (_("Rediger"), "")),
    }
    return render(request, "actionplans/outline.html", context)


def outline(project: Project) -> tuple[ThemeLines, ...]:
    """The plan's parts by theme. Two queries."""
    challenges = list(Challenge.objects.filter(project=project).order_by("position", "id"))
    rows = PlannedAction.objects.filter(challenge__project=project, challenge__removed_at__isnull=True)
    actions = list(rows.select_related("lead").order_by("position", "id"))
    return tuple(
        ThemeLines(
            theme.value,
            theme.shown,
            number,
            hint_of(theme),
            _lines(project.pk, [one for one in challenges if one.theme == theme.value], actions),
        )
        for number, theme in enumerate(Theme, 1)
    )


def _lines(project_id: int, parts: Sequence[Any], actions: Sequence[PlannedAction] = ()) -> tuple[Line, ...]:
    found = []
    for place, part in enumerate(parts):
        is_challenge = isinstance(part, Challenge)
        own = [one for one in actions if one.challenge_id == part.pk] if is_challenge else []
        kind = "challenge" if is_challenge else "planned_action"
        found.append(
            Line(
                key=part.pk,
                name=part_name(part),
                text=part.text,
                under=_counted(len(own)) if is_challenge else _under(part),
                address=reverse(f"{kind}_edit", args=(project_id, part.pk)),
                removal=reverse(f"{kind}_remove", args=(project_id, part.pk)),
                place=place,
                last=len(parts) - 1,
                actions=_lines(project_id, own) if own else (),
            )
        )
    return tuple(found)


def _counted(actions: int) -> str:
    if not actions:
        return _("Ingen handlinger endnu")
    return ngettext("%(n)s handling", "%(n)s handlinger", actions) % {"n": actions}


def _under(action: PlannedAction) -> str:
    told = [action.responsible, action.lead.name if action.lead else ""]
    told.append(
        _("frist %(day)s") % {"day": date_words(action.deadline)} if action.deadline else _("ingen frist")
    )
    words = ", ".join(text for text in told if text)
    return words[:1].upper() + words[1:]


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@require_POST
def action_plan_move(request: HttpRequest, project: Project) -> HttpResponse:
    """Move a part one place up (`op`) or down (`ned`), or to a place of its own (`flyt` and `til`)."""
    step = next((name for name in ("op", "ned", "flyt") if name in request.POST), None)
    if step is None:
        return JsonResponse({"words": _("Vælg noget at flytte.")}, status=422)
    part = _movable(project, request.POST[step])
    to = request.POST.get("til", "")
    if step == "flyt" and not (to.isdecimal() and len(to) < 6):
        return JsonResponse({"words": _("Vælg en plads at flytte til.")}, status=422)
    steps = {"op": -1, "ned": 1}
    wanted = int(to) if step == "flyt" else max(0, place_of(part) + steps[step])
    move_part(part, to=wanted, by=author_of(request))
    entry = latest_entry(part)
    words = _("Den står der allerede.")
    if entry is not None:
        kind = _("Udfordringen") if isinstance(part, Challenge) else _("Handlingen")
        texts = {"kind": kind, "place": place_of(part) + 1}
        words = _("%(kind)s er nu flyttet til plads %(place)s.") % texts
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"words": words})
    messages.success(request, words, extra_tags=f"undo-{entry.pk}" if entry else "")
    return redirect(outline_address(project.pk, part))


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@require_POST
def action_plan_restore(request: HttpRequest, project: Project) -> HttpResponse:
    """Bring a removed part back (`hent`), with what was removed together with it."""
    kind, key = _named(request.POST.get("hent", ""))
    model = _MODELS[kind]
    part = model._base_manager.filter(**{"pk": key, model.project_path: project.pk}).first()
    if part is None:
        raise NotVisible
    try:
        part = restore_part(part, by=author_of(request))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(outline_address(project.pk))
    entry = latest_entry(part)
    words = (
        _("Udfordringen er hentet tilbage.") if kind == "udfordring" else _("Handlingen er hentet tilbage.")
    )
    messages.success(request, words, extra_tags=f"undo-{entry.pk}" if entry else "")
    return redirect(outline_address(project.pk, part))


_MODELS: dict[str, Any] = {"udfordring": Challenge, "handling": PlannedAction}


def _named(name: str) -> tuple[str, int]:
    """Kind and key of what a button names, as `handling-12`. Raises `NotVisible`."""
    kind, _dash, key = name.partition("-")
    if kind not in _MODELS or not (key.isascii() and key.isdecimal()) or len(key) > 18:
        raise NotVisible
    return kind, int(key)


def _movable(project: Project, name: str) -> Challenge | PlannedAction:
    """The part a button names. Raises `NotVisible`."""
    kind, key = _named(name)
    model = _MODELS[kind]
    there: dict[str, Any] = {"pk": key, model.project_path: project.pk}
    if kind == "handling":
        there["challenge__removed_at__isnull"] = True
    found: Challenge | PlannedAction = find(model, Permission.EDIT_PROJECT, current_scope(), there)
    return found
