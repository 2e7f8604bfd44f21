"""Arrows of a theory of change: drawn, corrected, removed.

An arrow leads from an activity or a result to a result of the same project, never back in time and never in a circle.
What has been removed is hidden with its arrows, and comes back with them: so they count where a circle is looked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.figures.arrows import COLUMN, closes_circle
from virkning.figures.indicators import Term
from virkning.figures.theory import Basis
from virkning.rooms.activities.actions.belonging import check_belongs
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.actions.acts import act, take_back
from virkning.rooms.programmes.models import Project
from virkning.rooms.results.models import Result

from ..models import Arrow

#: What the log calls an act on an arrow; see `take_back_arrow`.
ARROW = "arrow"
#: More arrows than this nobody can read, in a drawing or in a list.
MOST_ARROWS = 500


@dataclass(frozen=True)
class Ties:
    """Where an arrow begins, at one of the two, and where it ends."""

    to_result: Result
    from_activity: Activity | None = None
    from_result: Result | None = None

    @property
    def start(self) -> Activity | Result | None:
        """Where it begins."""
        return self.from_activity or self.from_result

    @property
    def words(self) -> str:
        """`fra 1.1 Mentorer til 3 Flere i job`, shortened."""
        return _("fra %(start)s til %(end)s") % {"start": _short(self.start), "end": _short(self.to_result)}


def draw_arrow(
    *,
    project: Project,
    ties: Ties,
    by: Author,
    basis: Basis = Basis.ASSUMPTION,
    reason: str = "",
    other_explanations: str = "",
) -> Arrow:
    """Draw an arrow. Raises `Refused`."""
    with act(by=by, project_id=project.pk, action=ARROW) as drawing:
        _alone(project.pk)
        _check(project, ties)
        arrow = Arrow(
            project=project,
            from_activity=ties.from_activity,
            from_result=ties.from_result,
            to_result=ties.to_result,
            basis=basis.value,
            reason=reason.strip(),
            other_explanations=other_explanations.strip(),
        )
        drawing.create(arrow, tell=True)
        drawing.about = arrow
        drawing.words = _("Pilen %(what)s er tegnet.") % {"what": ties.words}
    return arrow


def change_arrow(
    arrow: Arrow,
    *,
    by: Author,
    basis: Basis,
    reason: str = "",
    other_explanations: str = "",
    version: int | None = None,
) -> Arrow:
    """Say otherwise what an arrow builds on; its ends stay. Raises `Refused` where it is gone, and `Conflict`."""
    with act(by=by, project_id=arrow.project_id, action=ARROW) as changing:
        _stands(arrow)
        changing.change(
            arrow,
            version=version,
            tell=True,
            basis=basis.value,
            reason=reason.strip(),
            other_explanations=other_explanations.strip(),
        )
        changing.about = arrow
        changing.words = _("Pilen %(what)s er rettet.") % {"what": ties_of(arrow).words}
    return arrow


def remove_arrow(arrow: Arrow, *, by: Author, version: int | None = None) -> Arrow:
    """Remove an arrow; an undo draws it again. Raises `Refused` where it is gone already, and `Conflict`."""
    with act(by=by, project_id=arrow.project_id, action=ARROW) as removing:
        _stands(arrow)
        words = ties_of(arrow).words
        # Asked for by changing nothing: whoever has not seen the latest does not remove it.
        removing.change(arrow, version=version)
        removing.unlink([arrow])
        removing.about = arrow
        removing.words = _("Pilen %(what)s er fjernet.") % {"what": words}
    return arrow


def ties_of(arrow: Arrow) -> Ties:
    """Where an arrow begins and ends."""
    return Ties(arrow.to_result, arrow.from_activity, arrow.from_result)


def take_back_arrow(entry: AuditEntry, by: Author) -> None:
    """Undo an act on an arrow; what is drawn again is held against the arrows of now. Raises `Refused`."""
    rows: Mapping[str, Mapping[str, Any]] = entry.changes.get("rows", {})
    with transaction.atomic():
        project = _alone(entry.project_id or 0)
        for done in rows.values():
            if done["act"] == "unlink":
                _check_again(project, done["values"])
        take_back(entry, by)


def _check_again(project: Project, values: Mapping[str, Any]) -> None:
    ties = Ties(
        Result._base_manager.get(pk=values["to_result_id"]),
        Activity._base_manager.filter(pk=values["from_activity_id"] or 0).first(),
        Result._base_manager.filter(pk=values["from_result_id"] or 0).first(),
    )
    if any(one is not None and one.removed_at is not None for one in (ties.start, ties.to_result)):
        said = _("Pilen %(what)s kan ikke tegnes igen: en af dem er fjernet. Hent den tilbage først.")
        raise Refused(said % {"what": ties.words})
    try:
        _check(project, ties)
    except Refused as refused:
        said = _("Pilen %(what)s kan ikke tegnes igen, som den var. %(why)s")
        raise Refused(said % {"what": ties.words, "why": refused}) from refused


def _stands(arrow: Arrow) -> None:
    """Raises `Refused` for an arrow somebody has just removed."""
    _alone(arrow.project_id)
    if not Arrow._base_manager.filter(pk=arrow.pk).exists():
        raise Refused(_("Pilen er fjernet imens."))


def _alone(project_id: int) -> Project:
    """The project, in which nobody else draws meanwhile: two at once would not see each other's half of a circle."""
    found: Project = Project._base_manager.select_for_update().get(pk=project_id)
    return found


def _check(project: Project, ties: Ties) -> None:
    check_belongs(project.pk, start=ties.start, end=ties.to_result)
    if (ties.from_activity is None) is (ties.from_result is None):
        raise Refused({"start": _("Vælg den aktivitet eller det resultat, pilen begynder ved.")})
    gone = {"start": ties.start, "end": ties.to_result}
    removed = [name for name, one in gone.items() if one is not None and one.removed_at is not None]
    if removed:
        raise Refused(dict.fromkeys(removed, _("Det er fjernet fra projektet. Vælg noget andet.")))
    if ties.from_result is not None:
        _check_direction(ties.from_result, ties.to_result)
    standing = list(Arrow.objects.filter(project=project).order_by("id"))
    keys = [
        (_key(one.from_activity_id, one.from_result_id), ("result", one.to_result_id)) for one in standing
    ]
    start = _key(
        ties.from_activity.pk if ties.from_activity else None,
        ties.from_result.pk if ties.from_result else None,
    )
    end = ("result", ties.to_result.pk)
    if (start, end) in keys:
        raise Refused({"end": _("Der er allerede en pil mellem de to. Ret den i stedet.")})
    if closes_circle(start, end, keys):
        raise Refused({"end": _("Pilen ville føre tilbage i en ring. Vælg et andet resultat.")})
    if len(standing) >= MOST_ARROWS:
        raise Refused(_("Der er plads til %(most)s pile. Fjern nogle først.") % {"most": MOST_ARROWS})


def _check_direction(start: Result, end: Result) -> None:
    if start.pk == end.pk:
        raise Refused({"end": _("Et resultat kan ikke føre til sig selv. Vælg et andet.")})
    first, last = Term(start.term), Term(end.term)
    if COLUMN[first] > COLUMN[last]:
        said = _(
            "En pil kan ikke gå fra %(first)s sigt tilbage til %(last)s sigt. "
            "Vælg et resultat på samme eller længere sigt."
        )
        raise Refused({"end": said % {"first": first.shown, "last": last.shown}})


def _key(activity: int | None, result: int | None) -> tuple[str, int | None]:
    return ("activity", activity) if activity is not None else ("result", result)


def _short(one: Activity | Result | None) -> str:
    words = str(one or "")
    return words if len(words) <= 80 else f"{words[:79]}…"
