"""Planned results: adding, wording, ordering, moving to another group, retiring and removing, never leaving a step."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.planning import PlanTerm, PlanWork
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.actions.acts import Act

from ..models import PlannedResult, PlannedStep, StepAlsoFor, TargetGroup
from .arranging import arranging, as_it_is, in_plan, in_use, line, not_ahead, short, standing
from .fates import Fates, settle
from .room import refuse_full_of_results

#: Numbers out of the way while results change places: the column holds up to 32,767.
_ASIDE = 20_000
#: What makes a step that went along with its result count again.
_BACK = {"retired_on": None, "retired_along": False}


def add_result(
    group: TargetGroup, *, text: str, term: PlanTerm, by: Author, at: int | None = None
) -> PlannedResult:
    """Add a result after the group's others, or as number `at`. Raises `Refused`."""
    with arranging(group.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now, there = standing(group), results_in(group)
        refuse_full_of_results(len(there), 1)
        number = max((one.number for one in there), default=0) + 1
        made = PlannedResult(group=now, number=number, text=line("text", text), term=term.value)
        act.create(made)
        if at is not None:
            in_order(act, _placed(there, made, at - 1))
        act.words = _("Resultatet “%(what)s” er tilføjet i målgruppe %(group)s.") % _named(made)
    return made


def change_result(
    result: PlannedResult, *, text: str, term: PlanTerm, by: Author, version: int | None = None
) -> PlannedResult:
    """Reword a result. Raises `Refused`, `Conflict`."""
    with arranging(result.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = in_use(as_it_is(result, version))
        act.words = _("Resultatet “%(what)s” i målgruppe %(group)s er rettet.") % _named(now)
        return act.change(now, text=line("text", text), term=term.value)


def place_result(result: PlannedResult, *, to: int, by: Author) -> PlannedResult:
    """Give the result place `to` (0 is first) in its group; the group is numbered from 1. Past the ends is the end."""
    with arranging(result.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = as_it_is(result)
        rest = [one for one in results_in(now.group) if one.pk != now.pk]
        in_order(act, _placed(rest, now, to))
        act.words = _("Resultatet “%(what)s” i målgruppe %(group)s er nu nummer %(number)s.") % {
            **_named(now),
            "number": now.number,
        }
    return now


def regroup_result(
    result: PlannedResult,
    *,
    group: TargetGroup,
    fates: Fates | None = None,
    by: Author,
    version: int | None = None,
) -> PlannedResult:
    """Move a result to another group, as its last. `fates` as when it is removed: a step goes along, or stays behind.

    Raises `Refused`, `Conflict`.
    """
    plan = result.owning_plan
    in_plan(plan, group, "group")
    with arranging(plan, PlanWork.STRUCTURE, by=by) as act:
        now, there = as_it_is(result, version), standing(group)
        if there.pk == now.group_id:
            raise Refused({"group": _("Resultatet er i den målgruppe allerede. Vælg en anden.")})
        others = results_in(there)
        refuse_full_of_results(len(others), 1, field="group")
        named, left = _named(now), now.group
        settle(act, now, fates or {})
        # A step leads to results of its own group only; links of what is out of use must not come back across either.
        across = Q(result=now) | Q(step__result=now)
        act.unlink(StepAlsoFor._base_manager.filter(across).order_by("pk"))
        number = max((one.number for one in others), default=0) + 1
        act.change(now, group_id=there.pk, number=number)
        now.group = there
        in_order(act, results_in(left))
        act.words = _("Resultatet “%(what)s” er flyttet fra målgruppe %(group)s til %(to)s.") % {
            **named,
            "to": there.number,
        }
    return now


def retire_result(
    result: PlannedResult,
    *,
    on: date,
    reason: str,
    fates: Fates | None = None,
    by: Author,
    version: int | None = None,
) -> PlannedResult:
    """Let a result go out of use with its reason, today or before; it stays in the plan.

    Raises `Refused`, `Conflict`.
    """
    if not reason.strip():
        raise Refused({"reason": _("Skriv, hvorfor resultatet udgår. Det står i planen.")})
    not_ahead(on)
    with arranging(result.owning_plan, PlanWork.RETIRE, by=by) as act:
        now = as_it_is(result, version)
        if now.retired_on is not None:
            raise Refused(_("Det er allerede udgået."))
        along = settle(act, now, fates or {})
        act.change_each({step: {"retired_on": on, "retired_along": True} for step in along})
        act.change(now, retired_on=on, retired_reason=reason.strip())
        act.words = _("Resultatet “%(what)s” i målgruppe %(group)s er udgået.") % _named(now)
    return now


def unretire_result(result: PlannedResult, *, by: Author, version: int | None = None) -> PlannedResult:
    """Take a result into use again, with the steps that went along; one that had gone by itself stays out of use.

    Raises `Refused`, `Conflict`.
    """
    with arranging(result.owning_plan, PlanWork.RETIRE, by=by) as act:
        now = as_it_is(result, version)
        if now.retired_on is None:
            raise Refused(_("Det gælder allerede."))
        along = PlannedStep._base_manager.select_for_update().filter(
            result=now, removed_at__isnull=True, retired_along=True
        )
        act.change(now, retired_on=None, retired_reason="")
        act.change_each(dict.fromkeys(along.order_by("position", "id"), _BACK))
        act.words = _("Resultatet “%(what)s” i målgruppe %(group)s gælder igen.") % _named(now)
    return now


def remove_result(
    result: PlannedResult, *, fates: Fates | None = None, by: Author, version: int | None = None
) -> PlannedResult:
    """Remove a result; `fates` says of every step on it what becomes of it. Raises `Refused`, `Conflict`."""
    with arranging(result.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = as_it_is(result, version)
        settle(act, now, fates or {})
        along = PlannedStep._base_manager.filter(result=now, removed_at__isnull=True).order_by("pk")
        act.remove([*along, now], at=timezone.now())
        in_order(act, results_in(now.group))
        act.words = _("Resultatet “%(what)s” i målgruppe %(group)s er fjernet.") % _named(now)
    return now


def results_in(group: TargetGroup) -> list[PlannedResult]:
    """The group's results, retired ones too, in their order."""
    rows = PlannedResult._base_manager.filter(group=group, removed_at__isnull=True)
    return list(rows.order_by("number", "id"))


def _placed(rest: Sequence[PlannedResult], one: PlannedResult, place: int) -> list[PlannedResult]:
    """The results with this one at the place."""
    at = max(0, min(place, len(rest)))
    return [*rest[:at], one, *rest[at:]]


def in_order(act: Act, results: Sequence[PlannedResult]) -> None:
    """Number the results 1, 2, 3 …: a print with a number left out would look as if something were missing."""
    numbers = {one: number for number, one in enumerate(results, 1)}
    with act.renumbering(numbers, "number", aside=lambda one: _ASIDE + numbers[one]):
        pass


def _named(result: PlannedResult) -> dict[str, Any]:
    return {"what": short(result.text), "group": result.group.number}
