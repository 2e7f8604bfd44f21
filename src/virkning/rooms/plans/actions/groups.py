"""Overall target groups, where they are local, and the target groups under them."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.planning import PlanWork
from virkning.rooms.audit.authors import Author
from virkning.rooms.programmes.actions.acts import Act

from ..limits import LONGEST_LETTER, LONGEST_NUMBER, LONGEST_TITLE
from ..models import OverallGroup, PlanGoal, TargetGroup
from ..queries.hanging import under
from .arranging import arranging, as_it_is, in_plan, line, short, standing
from .goals import refuse_national
from .room import refuse_full_of_groups


def add_overall(goal: PlanGoal, *, letter: str, title: str, by: Author) -> OverallGroup:
    """Add a local overall group under a goal. Raises `Refused`, IntegrityError where the letter is taken."""
    with arranging(goal.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = standing(goal)
        last = OverallGroup._base_manager.filter(goal=now).order_by("-position").first()
        made = OverallGroup(
            goal=now,
            letter=line("letter", letter, LONGEST_LETTER),
            title=line("title", title, LONGEST_TITLE),
            position=0 if last is None else last.position + 1,
        )
        act.create(made)
        act.words = _("Den overordnede målgruppe %(number)s er tilføjet: %(what)s.") % _overall_named(made)
    return made


def change_overall(
    overall: OverallGroup, *, letter: str, title: str, by: Author, version: int | None = None
) -> OverallGroup:
    """Reword a local overall group. Raises `Refused`, `Conflict`."""
    with arranging(overall.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = as_it_is(overall, version)
        refuse_national(now)
        values: dict[str, Any] = {
            "letter": line("letter", letter, LONGEST_LETTER),
            "title": line("title", title, LONGEST_TITLE),
        }
        act.change(now, **values)
        act.words = _("Den overordnede målgruppe %(number)s er rettet: %(what)s.") % _overall_named(now)
    return now


def remove_overall(overall: OverallGroup, *, by: Author, version: int | None = None) -> OverallGroup:
    """Remove a local overall group with all that stands under it. Raises `Refused`, `Conflict`."""
    with arranging(overall.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = as_it_is(overall, version)
        refuse_national(now)
        act.remove([*under(now), now], at=timezone.now())
        act.words = _("Den overordnede målgruppe %(number)s er fjernet: %(what)s.") % _overall_named(now)
    return now


def add_group(overall: OverallGroup, *, number: str, title: str, by: Author) -> TargetGroup:
    """Add a target group after the others. Raises `Refused`, IntegrityError where the number is taken."""
    with arranging(overall.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now, there = standing(overall), groups_in(overall)
        refuse_full_of_groups(len(there), 1)
        made = TargetGroup(
            overall=now,
            number=line("number", number, LONGEST_NUMBER),
            title=line("title", title, LONGEST_TITLE),
            position=there[-1].position + 1 if there else 0,
        )
        act.create(made)
        act.words = _("Målgruppe %(number)s er tilføjet: %(what)s.") % _named(made)
    return made


def change_group(
    group: TargetGroup,
    *,
    number: str,
    title: str,
    overall: OverallGroup | None = None,
    by: Author,
    version: int | None = None,
) -> TargetGroup:
    """Reword a target group, or move it under another overall group of the plan, after those it has.

    Raises `Refused`, `Conflict`, IntegrityError where the number is taken there.
    """
    plan = group.owning_plan
    if overall is not None:
        in_plan(plan, overall, "overall")
    with arranging(plan, PlanWork.STRUCTURE, by=by) as act:
        now = as_it_is(group, version)
        moved: dict[str, Any] = {}
        if overall is not None and overall.pk != now.overall_id:
            there = groups_in(standing(overall))
            refuse_full_of_groups(len(there), 1, field="overall")
            moved = {"overall_id": overall.pk, "position": there[-1].position + 1 if there else 0}
        values: dict[str, Any] = {
            "number": line("number", number, LONGEST_NUMBER),
            "title": line("title", title, LONGEST_TITLE),
        }
        act.change(now, **values, **moved)
        act.words = _("Målgruppe %(number)s er rettet: %(what)s.") % _named(now)
    return now


def place_group(group: TargetGroup, *, to: int, by: Author) -> TargetGroup:
    """Give the group place `to` (0 is first) in its overall group. Groups numbered A1, A2 … are numbered anew."""
    with arranging(group.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = as_it_is(group)
        before = groups_in(now.overall)
        rest = [one for one in before if one.pk != now.pk]
        at = max(0, min(to, len(rest)))
        after = [*rest[:at], now, *rest[at:]]
        act.reorder(after)
        _in_order(act, now.overall.letter, before, after)
        act.words = _("Målgruppe %(number)s er flyttet: %(what)s.") % _named(now)
    return now


def remove_group(group: TargetGroup, *, by: Author, version: int | None = None) -> TargetGroup:
    """Remove a target group with its results and steps. Raises `Refused`, `Conflict`."""
    with arranging(group.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = as_it_is(group, version)
        act.remove([*under(now), now], at=timezone.now())
        act.words = _("Målgruppe %(number)s er fjernet: %(what)s.") % _named(now)
    return now


def groups_in(overall: OverallGroup) -> list[TargetGroup]:
    """The overall group's target groups in their order."""
    rows = TargetGroup._base_manager.filter(overall=overall, removed_at__isnull=True)
    return list(rows.order_by("position", "id"))


def _in_order(act: Act, letter: str, before: Sequence[TargetGroup], after: Sequence[TargetGroup]) -> None:
    """Numbers follow the places, where they did so before; a number somebody made up is nobody else's to give."""
    numbers = [f"{letter}{place}" for place in range(1, len(before) + 1)]
    if [one.number for one in before] != numbers:
        return
    wanted = dict(zip(after, numbers, strict=True))
    with act.renumbering(wanted, "number", aside=lambda one: f"~{one.pk % 10**9}"):
        pass


def _named(group: TargetGroup) -> dict[str, str]:
    return {"number": group.number, "what": short(group.title).rstrip(".")}


def _overall_named(overall: OverallGroup) -> dict[str, str]:
    return {"number": overall.letter, "what": short(overall.title).rstrip(".")}
