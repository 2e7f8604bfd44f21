"""An employment plan as a whole: begun from the ministry's goals, adopted, followed up, opened again, removed."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.planning import PLAN_MOVES, PlanAct, PlanStage, PlanWork
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.organisations.models import Organisation, OrganisationKind
from virkning.rooms.programmes.actions.acts import Act

from ..models import EmploymentPlan, OverallGroup, PlanGoal
from ..models.employment import FIRST_YEAR, LAST_YEAR
from ..queries.national import goals_of_year
from ..queries.whole import load_plan
from .acts import planning
from .arranging import WORK, arranging, locked

#: What an entry says an act that made or moved a plan was.
MADE, MOVED = "made", "moved"


def create_plan(*, organisation: Organisation, year: int, by: Author) -> EmploymentPlan:
    """Begin a municipality's plan with the ministry's goals and overall groups of its year.

    Raises `Refused`, and IntegrityError where the year has a plan.
    """
    with planning(by=by, organisation=organisation) as act:
        plan = begin(act, organisation, year)
        act.words = _("Beskæftigelsesplan %(year)s er oprettet.") % {"year": year}
    return plan


def begin(act: Act, organisation: Organisation, year: int, **values: Any) -> EmploymentPlan:
    """The plan with the ministry's goals, inside an act.

    Only the plan stands among the entry's rows: it is taken back whole. Raises `Refused`, IntegrityError.
    """
    if organisation.kind != OrganisationKind.MUNICIPALITY:
        raise Refused({"organisation": _("Kun en kommune har en beskæftigelsesplan.")})
    if not FIRST_YEAR <= year <= LAST_YEAR:
        said = _("Vælg et år mellem %(first)d og %(last)d.")
        raise Refused({"year": said % {"first": FIRST_YEAR, "last": LAST_YEAR}})
    plan = act.create(EmploymentPlan(organisation=organisation, year=year, **values))
    act.about, act.told[WORK] = plan, MADE
    there = goals_of_year(year)
    goals = [
        PlanGoal(plan_id=plan.pk, number=one.number, title=one.title, national_id=one.pk, position=place)
        for place, (one, _groups) in enumerate(there)
    ]
    act.batch.create(PlanGoal, goals)
    groups = [
        OverallGroup(goal_id=goal.pk, letter=one.letter, title=one.title, national_id=one.pk, position=place)
        for goal, (_national, own) in zip(goals, there, strict=True)
        for place, one in enumerate(own)
    ]
    act.batch.create(OverallGroup, groups)
    return plan


def remove_plan(plan: EmploymentPlan, *, by: Author, version: int | None = None) -> EmploymentPlan:
    """Remove a draft with all that is in it; it can be brought back. Raises `Refused`, `Conflict`."""
    with arranging(plan, PlanWork.STRUCTURE, by=by) as act:
        now = _as_read(plan, version)
        act.remove([now], at=timezone.now())
        act.words = _("Beskæftigelsesplan %(year)s er fjernet.") % {"year": plan.year}
    return now


def move_plan(
    plan: EmploymentPlan,
    *,
    move: PlanAct,
    by: Author,
    on: date | None = None,
    adopted_by: str = "",
    reason: str = "",
    version: int | None = None,
) -> EmploymentPlan:
    """Take the plan to another stage (`PLAN_MOVES`). `on`: the day it was adopted, by whom; else today.

    Raises `Refused` where something is lacking (the groups are named) or a reason is, and `Conflict`.
    """
    with planning(by=by, organisation=plan.organisation_id) as act:
        act.about, act.told[WORK] = plan, MOVED
        now = _as_read(plan, version)
        values = _moved(now, move, on=on, adopted_by=adopted_by, reason=reason.strip(), by=by)
        act.change(now, **values)
        act.words = _WORDS[move]() % {"year": now.year}
        if reason.strip():
            act.explain(reason.strip())
    return now


def _as_read(plan: EmploymentPlan, version: int | None) -> EmploymentPlan:
    now = locked(plan)
    if version is not None and now.version != version:
        raise Conflict(now)
    now.organisation = plan.organisation
    return now


def _moved(
    plan: EmploymentPlan, move: PlanAct, *, on: date | None, adopted_by: str, reason: str, by: Author
) -> dict[str, Any]:
    """What the move writes. Raises `Refused`."""
    rule = PLAN_MOVES[move]
    if plan.stage != rule.allowed:
        said = _("Planen er “%(stage)s” nu, så det kan ikke gøres. Åbn siden igen, og se.")
        raise Refused(said % {"stage": PlanStage(plan.stage).shown})
    if rule.reason and not reason:
        raise Refused({"reason": _("Skriv en begrundelse. Den står i historikken.")})
    values: dict[str, Any] = {"stage": rule.to.value}
    if move is PlanAct.ADOPT:
        _refuse_unready(plan)
        values |= {"adopted_on": on or timezone.localdate(), "adopted_by": " ".join(adopted_by.split())[:200]}
    elif move is PlanAct.REOPEN:
        values |= {"adopted_on": None, "adopted_by": "", "reopened_reason": reason}
    elif move is PlanAct.FOLLOW_UP:
        values |= {"followed_up_at": timezone.now(), "followed_up_by": by.name}
    else:
        values |= {"followed_up_at": None, "followed_up_by": "", "reopened_reason": reason}
    return values


def _refuse_unready(plan: EmploymentPlan) -> None:
    facts = load_plan(plan)
    if not any(facts.groups()):
        raise Refused(_("Planen har ingen målgrupper endnu. Tilføj dem, før planen vedtages."))
    unready = [one.number for one in facts.unready]
    if unready:
        said = _("Planen kan ikke vedtages: %(groups)s mangler et resultat, eller et trin til et resultat.")
        raise Refused(said % {"groups": ", ".join(unready)})


_WORDS = {
    PlanAct.ADOPT: lambda: _("Beskæftigelsesplan %(year)s er vedtaget."),
    PlanAct.REOPEN: lambda: _("Beskæftigelsesplan %(year)s er åbnet igen som kladde."),
    PlanAct.FOLLOW_UP: lambda: _("Opfølgningen på beskæftigelsesplan %(year)s er afsluttet."),
    PlanAct.FOLLOW_UP_AGAIN: lambda: _("Opfølgningen på beskæftigelsesplan %(year)s er åbnet igen."),
}
