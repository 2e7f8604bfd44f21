"""Removing a part of a project with all that hangs on it, bringing it back; moving it, or a series, among its like."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from virkning.rooms.activities.models import Activity, FocusArea, Milestone
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.actions.acts import act
from virkning.rooms.programmes.models import Project
from virkning.rooms.results.models import Result, ResultActivity, Series

from ..models import Assessment
from ..queries import Part, goes_along

#: The parts of a project in the order in which one hangs on another.
PARTS: tuple[type[Any], ...] = (FocusArea, Activity, Milestone, Result)
#: What has an order of its own. A series is no part: it comes and goes with what is measured.
Movable = Part | Series


def remove_part(part: Part, *, by: Author, reason: str = "", version: int | None = None) -> Part:
    """Remove the part and all that goes along (see `goes_along`): one act, one entry, and one undo brings all back.

    Raises `Conflict`, `Refused`.
    """
    with act(by=by, project_id=part.owning_project_id) as removing:
        now = type(part)._base_manager.select_for_update().get(pk=part.pk)
        if now.removed_at is not None or (version is not None and now.version != version):
            raise Conflict(now)
        along = goes_along(part).records
        removing.remove([*reversed(along), part], at=timezone.now(), reason=reason.strip())
        removing.about = part
        removing.words = _("%(what)s er fjernet.") % {"what": _logged(part)}
        if along:
            texts = {"what": _logged(part), "count": len(along)}
            removing.words = _("%(what)s er fjernet sammen med %(count)s ting, der hørte til.") % texts
        if reason.strip():
            removing.told["begrundelse"] = ["", reason.strip()]
    return part


def restore_part(part: Part, *, by: Author) -> Part:
    """Bring a removed part back with what was removed in the same act.

    Raises `Refused` where what it stood in is removed, IntegrityError where its number has been taken meanwhile.
    """
    if part.removed_at is None:
        raise Refused(_("Det er allerede hentet tilbage."))
    _check_parent(part)
    project_id = part.owning_project_id
    with act(by=by, project_id=project_id) as restoring:
        models: tuple[type[Any], ...] = (*PARTS, Assessment)
        together = [one for model in models for one in _removed_at(model, project_id, part.removed_at)]
        restoring.restore(together)
        part.removed_at = None
        restoring.about = part
        restoring.words = _("%(what)s er hentet tilbage.") % {"what": _logged(part)}
    return part


def removed_parts(project: Project) -> list[Part]:
    """What has been removed and can be brought back by itself, the latest first. Four queries.

    Of what was removed in one act only the outermost is told.
    """
    found: list[Any] = []
    told: set[Any] = set()
    for model in PARTS:
        rows = model._base_manager.filter(
            **{model.project_path: project.pk}, removed_at__isnull=False
        ).order_by("-removed_at", "id")
        own = [one for one in rows if one.removed_at not in told]
        told |= {one.removed_at for one in own}
        found.extend(own)
    return sorted(found, key=lambda one: one.removed_at, reverse=True)


def _removed_at(model: type[Any], project_id: int, at: Any) -> Any:
    rows = model._base_manager.filter(**{model.project_path: project_id}, removed_at=at)
    return rows.order_by("id")


def _check_parent(part: Part) -> None:
    parent: Any = None
    if isinstance(part, Activity):
        parent = part.area
    elif isinstance(part, Milestone):
        parent = part.activity
    elif isinstance(part, Result):
        parent = part.area
    if parent is not None and parent.removed_at not in (None, part.removed_at):
        raise Refused(_("%(what)s er også fjernet. Hent det tilbage først.") % {"what": named(parent)})


def named(part: Any) -> str:
    """`Området 1 Skole`, `Milepælen 2 …`: what it is and what it is called."""
    if isinstance(part, Series):
        return _series_named(part)
    kinds = {
        "focusarea": _("Området %(what)s"),
        "activity": _("Aktiviteten %(what)s"),
        "milestone": _("Milepælen %(what)s"),
        "result": _("Resultatet %(what)s"),
    }
    text = str(part)
    text = text if len(text) <= 120 else f"{text[:119]}…"
    return kinds[part._meta.model_name] % {"what": text}


def _logged(part: Movable) -> str:
    """As `named`, in the log's language, whoever writes."""
    with override("da"):
        return named(part)


def _series_named(series: Series) -> str:
    told = _("Serien uden navn i resultat %(result)s")
    if series.name:
        told = _("Serien %(what)s i resultat %(result)s")
    return told % {"what": series.name, "result": series.result.number}


def move(part: Movable, *, to: int, by: Author) -> Movable:
    """Give the part place number `to` (0 is first) among its like: in its project, area, activity, result or place.

    One act, which an undo takes back. A number past the ends is the end.
    """
    with act(by=by, project_id=part.owning_project_id) as moving:
        group, mine = _group(part), _siblings(part)
        order = [one for one in group if one.pk in mine]
        here = next((place for place, one in enumerate(order) if one.pk == part.pk), None)
        if here is None:
            raise Refused(_("Det er fjernet og kan ikke flyttes."))
        wanted = order[:here] + order[here + 1 :]
        wanted.insert(max(0, min(to, len(wanted))), order[here])
        following = iter(wanted)
        moving.reorder([next(following) if one.pk in mine else one for one in group])
        moving.about = part
        moving.words = _("%(what)s er flyttet til plads %(place)s.") % {
            "what": _logged(part),
            "place": wanted.index(order[here]) + 1,
        }
    return part


def place_of(part: Movable) -> int:
    """The part's place among its like, from 0."""
    mine = _siblings(part)
    keys = [one.pk for one in _group(part) if one.pk in mine]
    return keys.index(part.pk)


def _group(part: Movable) -> list[Any]:
    """Everything that is counted in one row with the part: a workbook has one row of activities, whatever the area."""
    model: type[Any] = type(part)
    if isinstance(part, Milestone):
        own = {"activity_id": part.activity_id}
    elif isinstance(part, Series):
        own = {"result_id": part.result_id}
    else:
        own = {"project_id": part.project_id}
    return list(model.objects.filter(**own).order_by("position", "id"))


def _siblings(part: Movable) -> set[int]:
    """Keys of those a person sees beside it."""
    model: type[Any] = type(part)
    if isinstance(part, Activity):
        return set(model.objects.filter(area_id=part.area_id).values_list("pk", flat=True))
    if not isinstance(part, Result):
        return {one.pk for one in _group(part)}
    places = _result_places(part.project_id)
    return {key for key, place in places.items() if place == places.get(part.pk)}


def _result_places(project_id: int) -> dict[int, Any]:
    """Where each result is told in full: its first activity, its area, or the project."""
    first: dict[int, int] = {}
    links = ResultActivity.objects.filter(result__project_id=project_id, activity__removed_at__isnull=True)
    for result, activity in links.order_by("position", "id").values_list("result_id", "activity_id"):
        first.setdefault(result, activity)
    rows = (
        Result.objects.filter(project_id=project_id).order_by("position", "id").values_list("pk", "area_id")
    )
    return {key: ("activity", first[key]) if key in first else ("area", area) for key, area in rows}
