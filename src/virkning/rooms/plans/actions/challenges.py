"""The challenges of an action plan: made, changed, moved, removed."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.planning import Theme
from virkning.rooms.activities.actions.belonging import check_text
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.actions.acts import act
from virkning.rooms.programmes.models import Project

from ..models import Challenge, PlannedAction
from .naming import shortly

#: More than this on one plan nobody follows, and no form could hold.
MOST_CHALLENGES, MOST_ACTIONS = 60, 200


def create_challenge(*, project: Project, theme: Theme, text: str, by: Author) -> Challenge:
    """A new challenge, last among its theme's. Raises `Refused`."""
    check_text(text=text)
    there = list(Challenge.objects.filter(project=project).order_by("position", "id"))
    if len(there) >= MOST_CHALLENGES:
        said = _("Handleplanen har allerede %(most)s udfordringer. Fjern en, før du tilføjer en ny.")
        raise Refused(said % {"most": MOST_CHALLENGES})
    position = max((one.position for one in there), default=-1) + 1
    made = Challenge(project=project, theme=theme.value, text=text.strip(), position=position)
    words = _("Udfordringen %(what)s er oprettet.") % {"what": shortly(made)}
    return writes.create(made, by=by, words=words)


def change_challenge(
    challenge: Challenge, *, theme: Theme, text: str, by: Author, version: int | None = None
) -> Challenge:
    """Change what it says, or its theme. Raises `Refused`, `Conflict`."""
    check_text(text=text)
    words = _("Udfordringen %(what)s er rettet.") % {"what": shortly(challenge)}
    return writes.change(challenge, by=by, words=words, version=version, theme=theme.value, text=text.strip())


def remove_challenge(
    challenge: Challenge, *, by: Author, reason: str = "", version: int | None = None
) -> Challenge:
    """Remove it with its actions: one act, and one undo brings all back. Raises `Conflict`."""
    with act(by=by, project_id=challenge.owning_project_id) as removing:
        now = Challenge._base_manager.select_for_update().get(pk=challenge.pk)
        if now.removed_at is not None or (version is not None and now.version != version):
            raise Conflict(now)
        along = list(PlannedAction.objects.filter(challenge=challenge).order_by("position", "id"))
        removing.remove([*along, challenge], at=timezone.now(), reason=reason.strip())
        removing.about = challenge
        texts = {"what": shortly(challenge), "count": len(along)}
        removing.words = _("Udfordringen %(what)s er fjernet.") % texts
        if along:
            removing.words = _("Udfordringen %(what)s er fjernet med sine %(count)s handlinger.") % texts
        if reason.strip():
            removing.told["begrundelse"] = ["", reason.strip()]
    return challenge


def restore_part(part: Challenge | PlannedAction, *, by: Author) -> Challenge | PlannedAction:
    """Bring it back, a challenge with the actions that were removed in the same act. Raises `Refused`."""
    with act(by=by, project_id=part.owning_project_id) as restoring:
        # The challenge first, as those who remove it and those who write under it do.
        above = part.pk if isinstance(part, Challenge) else part.challenge_id
        challenge = Challenge._base_manager.select_for_update().get(pk=above)
        now: Challenge | PlannedAction = challenge
        if isinstance(part, PlannedAction):
            now = PlannedAction._base_manager.select_for_update().get(pk=part.pk)
        if now.removed_at is None:
            raise Refused(_("Det er allerede hentet tilbage."))
        together: list[Any] = [now]
        if isinstance(now, Challenge):
            rows = PlannedAction._base_manager.filter(challenge=now, removed_at=now.removed_at)
            together += rows.order_by("position", "id")
            kind = _("Udfordringen")
        elif challenge.removed_at is not None:
            raise Refused(_("Udfordringen er også fjernet. Hent den tilbage først."))
        else:
            kind = _("Handlingen")
        restoring.restore(together)
        restoring.about = now
        restoring.words = _("%(kind)s %(what)s er hentet tilbage.") % {"kind": kind, "what": shortly(now)}
    return now


def removed_parts(project: Project) -> list[Challenge | PlannedAction]:
    """What has been removed and can be brought back by itself, the latest first. Two queries.

    Of what was removed in one act only the challenge is told.
    """
    gone: list[Any] = list(
        Challenge._base_manager.filter(project=project, removed_at__isnull=False).order_by(
            "-removed_at", "id"
        )
    )
    told = {one.removed_at for one in gone}
    actions = PlannedAction._base_manager.filter(challenge__project=project, removed_at__isnull=False)
    gone += [one for one in actions.order_by("-removed_at", "id") if one.removed_at not in told]
    return sorted(gone, key=lambda one: one.removed_at, reverse=True)


def move_part(part: Challenge | PlannedAction, *, to: int, by: Author) -> Any:
    """Give it place number `to` (0 is first) among its like: its theme's challenges, its challenge's actions.

    A number past the ends is the end. Raises `Refused`.
    """
    with act(by=by, project_id=part.owning_project_id) as moving:
        group = _group(part)
        mine = [one for one in group if _is_beside(one, part)]
        here = next((place for place, one in enumerate(mine) if one.pk == part.pk), None)
        if here is None:
            raise Refused(_("Det er fjernet og kan ikke flyttes."))
        wanted = [one for one in mine if one.pk != part.pk]
        wanted.insert(max(0, min(to, len(wanted))), mine[here])
        following = iter(wanted)
        keys = {one.pk for one in mine}
        moving.reorder([next(following) if one.pk in keys else one for one in group])
        moving.about = part
        kind = _("Udfordringen") if isinstance(part, Challenge) else _("Handlingen")
        texts = {"kind": kind, "what": shortly(part), "place": wanted.index(mine[here]) + 1}
        moving.words = _("%(kind)s %(what)s er flyttet til plads %(place)s.") % texts
    return part


def place_of(part: Challenge | PlannedAction) -> int:
    """Its place among its like, from 0."""
    return [one.pk for one in _group(part) if _is_beside(one, part)].index(part.pk)


def _group(part: Challenge | PlannedAction) -> list[Any]:
    rows: Any = (
        Challenge.objects.filter(project_id=part.project_id)
        if isinstance(part, Challenge)
        else PlannedAction.objects.filter(challenge_id=part.challenge_id)
    )
    return list(rows.order_by("position", "id"))


def _is_beside(one: Any, part: Challenge | PlannedAction) -> bool:
    return bool(one.theme == part.theme) if isinstance(part, Challenge) else True
