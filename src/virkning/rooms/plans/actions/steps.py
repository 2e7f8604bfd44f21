"""Steps: adding, wording, what they lead to, ordering, retiring and removing. A step always leads to a result."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.planning import PlanWork
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.actions.acts import Act

from ..models import PlannedResult, PlannedStep, StepAlsoFor
from .arranging import arranging, as_it_is, in_use, line, not_ahead, short, standing
from .fates import rehome, steps_in_use
from .room import refuse_full_of_steps


def add_step(result: PlannedResult, *, text: str, by: Author, leads_to: Collection[int] = ()) -> PlannedStep:
    """Add a step after the result's others. `leads_to`: keys of results of the group it leads to as well.

    Raises `Refused`.
    """
    with arranging(result.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = standing(result)
        if now.retired_on is not None:
            raise Refused(_("Resultatet er udgået. Vælg et andet resultat til trinnet."))
        there = steps_in_use(now)
        refuse_full_of_steps(len(there), 1)
        place = there[-1].position + 1 if there else 0
        made = act.create(PlannedStep(result=now, text=line("text", text), position=place))
        _lead(act, made, _chosen(now, {*leads_to, now.pk}))
        act.words = _("Trinnet “%(what)s” er tilføjet under resultat %(number)s i målgruppe %(group)s.") % (
            _named(made)
        )
    return made


def change_step(
    step: PlannedStep,
    *,
    text: str,
    by: Author,
    leads_to: Collection[int] | None = None,
    version: int | None = None,
) -> PlannedStep:
    """Reword a step, or let it lead to other results of its group (keys; None: as it does).

    Its own result stays its own where it is among them; else the first of them is. Raises `Refused`, `Conflict`.
    """
    with arranging(step.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = in_use(as_it_is(step, version))
        act.change(now, text=line("text", text))
        if leads_to is not None:
            chosen = _chosen(now.result, leads_to)
            if now.result_id not in {one.pk for one in chosen}:
                rehome(act, [now], chosen[0])
            if _lead(act, now, chosen):
                act.touch(now)
        act.words = _("Trinnet “%(what)s” under resultat %(number)s i målgruppe %(group)s er rettet.") % (
            _named(now)
        )
    return now


def place_step(step: PlannedStep, *, to: int, by: Author) -> PlannedStep:
    """Give the step place `to` (0 is first) among those of its result. Past the ends is the end. Raises `Refused`."""
    with arranging(step.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = in_use(as_it_is(step))
        rest = [one for one in steps_in_use(now.result) if one.pk != now.pk]
        at = max(0, min(to, len(rest)))
        act.reorder([*rest[:at], now, *rest[at:]])
        act.words = _("Trinnet “%(what)s” under resultat %(number)s i målgruppe %(group)s er flyttet.") % (
            _named(now)
        )
    return now


def retire_step(step: PlannedStep, *, on: date, by: Author, version: int | None = None) -> PlannedStep:
    """Let a step go out of use by itself, today or before. Raises `Refused`, `Conflict`."""
    not_ahead(on)
    with arranging(step.owning_plan, PlanWork.RETIRE, by=by) as act:
        now = as_it_is(step, version)
        if now.retired_on is not None:
            raise Refused(_("Det er allerede udgået."))
        act.change(now, retired_on=on, retired_along=False)
        act.words = _("Trinnet “%(what)s” under resultat %(number)s i målgruppe %(group)s er udgået.") % (
            _named(now)
        )
    return now


def unretire_step(step: PlannedStep, *, by: Author, version: int | None = None) -> PlannedStep:
    """Take a step into use again, where its result is in use. Raises `Refused`, `Conflict`."""
    with arranging(step.owning_plan, PlanWork.RETIRE, by=by) as act:
        now = as_it_is(step, version)
        if now.retired_on is None:
            raise Refused(_("Det gælder allerede."))
        if standing(now.result).retired_on is not None:
            raise Refused(_("Trinnets resultat er udgået. Tag resultatet i brug igen først."))
        refuse_full_of_steps(len(steps_in_use(now.result)), 1)
        act.change(now, retired_on=None, retired_along=False)
        act.words = _("Trinnet “%(what)s” under resultat %(number)s i målgruppe %(group)s gælder igen.") % (
            _named(now)
        )
    return now


def remove_step(step: PlannedStep, *, by: Author, version: int | None = None) -> PlannedStep:
    """Remove a step. Raises `Refused`, `Conflict`."""
    with arranging(step.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = as_it_is(step, version)
        act.remove([now], at=timezone.now())
        act.words = _("Trinnet “%(what)s” under resultat %(number)s i målgruppe %(group)s er fjernet.") % (
            _named(now)
        )
    return now


def _chosen(result: PlannedResult, keys: Collection[int]) -> list[PlannedResult]:
    """The results of the group with these keys, in their order. Raises `Refused` for none, or for others."""
    rows = PlannedResult._base_manager.filter(
        group_id=result.group_id, removed_at__isnull=True, retired_on__isnull=True, pk__in=list(keys)
    )
    found = list(rows.order_by("number", "id"))
    if not found:
        raise Refused({"leads_to": _("Et trin skal føre til et resultat. Vælg mindst ét.")})
    if len(found) != len(set(keys)):
        raise Refused({"leads_to": _("Vælg resultater i samme målgruppe, der ikke er udgået.")})
    return found


def _lead(act: Act, step: PlannedStep, chosen: Sequence[PlannedResult]) -> bool:
    """Let the step lead to these beside its own; whether that was anything new. Links to retired results stay."""
    wanted = {one.pk for one in chosen} - {step.result_id}
    standing_links: Any = StepAlsoFor._base_manager.filter(
        step=step, result__removed_at__isnull=True, result__retired_on__isnull=True
    )
    there = {one.result_id: one for one in standing_links.order_by("pk")}
    act.unlink([one for key, one in there.items() if key not in wanted])
    for one in chosen:
        if one.pk in wanted - there.keys():
            act.create(StepAlsoFor(step=step, result=one))
    return wanted != set(there)


def _named(step: PlannedStep) -> dict[str, Any]:
    result = step.result
    return {"what": short(step.text), "number": result.number, "group": result.group.number}
