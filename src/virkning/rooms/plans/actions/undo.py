"""Taking an act on a plan back: where its stage is still open for it, and nothing is left untied by it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.planning import PlanWork
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.since import told
from virkning.rooms.programmes.actions import acts
from virkning.rooms.programmes.actions.acts import Act, model_of, take_back_row

from ..models import EmploymentPlan, OverallGroup, PlannedResult, PlannedStep, StepAlsoFor, TargetGroup
from .acts import planning
from .arranging import WORK, arranging, locked
from .plans import MADE, MOVED
from .results import in_order, results_in

#: Kinds from the top of a plan down. What comes back comes from the top, what goes goes from the leaves: neither the
#: database nor a reader ever sees a step without its result, and PostgreSQL does not keep the order of an entry's rows.
_DOWN = (
    *("employmentplan", "plangoal", "overallgroup", "targetgroup"),
    *("plannedresult", "plannedstep", "stepalsofor", "resultfollowed"),
)
Rows = list[tuple[str, int, Mapping[str, Any]]]


def take_back_in_plan(entry: AuditEntry, by: Author) -> None:
    """Undo an act on a plan, or on something else an organisation plans.

    Raises `Refused`, `Conflict`, IntegrityError.
    """
    plan = None
    if entry.object_kind == "employmentplan":
        plan = EmploymentPlan._base_manager.filter(pk=entry.object_id or 0).first()
    if plan is None:
        acts.take_back(entry, by)
        return
    work = entry.changes.get(WORK)
    if work == MOVED:
        raise Refused(_("Det kan ikke fortrydes her. Åbn planen igen i stedet, med en begrundelse."))
    if work == MADE:
        _take_out(entry, plan, by)
        return
    rows = _rows(entry)
    if any(kind == "employmentplan" for kind, _key, _done in rows):
        _bring_back(entry, plan, rows, by)
        return
    with arranging(plan, PlanWork(work) if work else PlanWork.STRUCTURE, by=by) as undo:
        _tell(undo, entry)
        with _numbers_back(undo, rows) as rest:
            for kind, key, done in _along_too(rest):
                take_back_row(undo, entry, model_of(kind), key, done)
        _refuse_untied(plan)
        _close_gaps(undo, rows)


def _take_out(entry: AuditEntry, plan: EmploymentPlan, by: Author) -> None:
    """A plan that was made goes again, where nothing has been done in it since."""
    with arranging(plan, PlanWork.STRUCTURE, by=by) as undo:
        now = locked(plan)
        later = AuditEntry._base_manager.filter(
            object_kind=entry.object_kind, object_id=entry.object_id, pk__gt=entry.pk
        )
        newest = later.order_by("-pk").first()
        if newest is not None:
            raise Refused(told(newest))
        _tell(undo, entry)
        undo.remove([now], at=timezone.now())


def _bring_back(entry: AuditEntry, plan: EmploymentPlan, rows: Rows, by: Author) -> None:
    """A plan that was removed comes back, or one that was brought back goes again."""
    with planning(by=by, organisation=plan.organisation_id) as undo:
        _tell(undo, entry)
        undo.told[WORK] = PlanWork.STRUCTURE.value
        for kind, key, done in rows:
            take_back_row(undo, entry, model_of(kind), key, done)


def _tell(undo: Act, entry: AuditEntry) -> None:
    undo.words = _("Fortrudt: %(what)s") % {"what": entry.words}
    undo.about = EmploymentPlan._base_manager.filter(pk=entry.object_id or 0).first()


def _rows(entry: AuditEntry) -> Rows:
    """What the act did, in the order in which it is taken back."""
    found: Rows = []
    for name, done in entry.changes.get("rows", {}).items():
        kind, _colon, key = name.partition(":")
        found.append((kind, int(key), done))
    place = {kind: at for at, kind in enumerate(_DOWN)}
    back = [one for one in found if not _goes(one[2])]
    gone = [one for one in found if _goes(one[2])]
    back.sort(key=lambda one: (place.get(one[0], len(place)), one[1]))
    gone.sort(key=lambda one: (-place.get(one[0], len(place)), -one[1]))
    # Steps leave a result before it goes; results are there before steps come back to them.
    links = [one for one in gone if one[0] in ("stepalsofor", "resultfollowed")]
    return [*links, *back, *(one for one in gone if one not in links)]


def _goes(done: Mapping[str, Any]) -> bool:
    """Taking it back makes the record go: out of the plan, or out of use."""
    if done["act"] != "change":
        return bool(done["act"] in ("create", "restore"))
    retired = done["changes"].get("retired_on")
    return retired is not None and retired[0] is not None


def _along_too(rows: Rows) -> Rows:
    """Of entries from before steps knew whether they went with their result: a step that did takes that along."""
    going = [
        key for kind, key, done in rows if kind == "plannedresult" and "retired_on" in done.get("changes", {})
    ]
    untold = {
        key
        for kind, key, done in rows
        if kind == "plannedstep"
        and {"retired_on", "retired_along"} & set(done.get("changes", {})) == {"retired_on"}
    }
    if not going or not untold:
        return rows
    steps = PlannedStep._base_manager.filter(pk__in=untold, result__in=going).order_by("pk")
    now = dict(steps.values_list("pk", "retired_along"))
    found: Rows = []
    for kind, key, done in rows:
        if kind == "plannedstep" and key in now:
            was_out = done["changes"]["retired_on"][0] is not None
            done = {**done, "changes": {**done["changes"], "retired_along": [was_out, now[key]]}}
        found.append((kind, key, done))
    return found


@contextmanager
def _numbers_back(undo: Act, rows: Rows) -> Iterator[Rows]:
    """Numbers that changed places change back together; the rest of what was done is the block's to take back."""
    numbers: dict[Any, Any] = {}
    rest: Rows = []
    column = "number"
    for kind, key, done in rows:
        changes = dict(done.get("changes", {}))
        pair = changes.pop(column, None) if kind in ("plannedresult", "targetgroup") else None
        if pair is None:
            rest.append((kind, key, done))
            continue
        model: Any = model_of(kind)
        record = model._base_manager.select_for_update().get(pk=key)
        if record.number != pair[1] and record.removed_at is None:
            raise Refused(
                _("Numrene er ændret igen siden, så det kan ikke fortrydes. Flyt i stedet på planens side.")
            )
        if record.removed_at is None:
            numbers[record] = pair[0]
        if changes:
            rest.append((kind, key, {**done, "changes": changes}))
    results = {one: number for one, number in numbers.items() if isinstance(one, PlannedResult)}
    groups = {one: number for one, number in numbers.items() if isinstance(one, TargetGroup)}
    with (
        undo.renumbering(results, column, aside=lambda one: 20_000 + list(results).index(one)),
        undo.renumbering(groups, column, aside=lambda one: f"~{one.pk % 10**9}"),
    ):
        yield rest


def _close_gaps(undo: Act, rows: Rows) -> None:
    """Something else may have gone since, so that the numbers of then leave one out."""
    keys = [key for kind, key, _done in rows if kind == "plannedresult"]
    groups = TargetGroup._base_manager.filter(results__in=keys, removed_at__isnull=True)
    for group in groups.order_by("pk").distinct():
        in_order(undo, results_in(group))


def _refuse_untied(plan: EmploymentPlan) -> None:
    """Raises `Refused` where something would stand under what has been removed since, or lead out of its group."""
    live = {"removed_at__isnull": True}
    untied = (
        OverallGroup._base_manager.filter(goal__plan=plan, goal__removed_at__isnull=False, **live),
        TargetGroup._base_manager.filter(overall__goal__plan=plan, overall__removed_at__isnull=False, **live),
        PlannedResult._base_manager.filter(
            group__overall__goal__plan=plan, group__removed_at__isnull=False, **live
        ),
        PlannedStep._base_manager.filter(
            result__group__overall__goal__plan=plan, result__removed_at__isnull=False, **live
        ),
        StepAlsoFor._base_manager.filter(step__result__group__overall__goal__plan=plan).exclude(
            result__group=F("step__result__group")
        ),
        StepAlsoFor._base_manager.filter(
            step__result__group__overall__goal__plan=plan, result=F("step__result")
        ),
    )
    if any(rows.order_by("pk").exists() for rows in untied):
        raise Refused(
            _(
                "Det kan ikke fortrydes: det, der kom tilbage, ville hænge på noget, der er fjernet eller flyttet "
                "siden. Fortryd det først, eller skriv det igen."
            )
        )
