"""A plan written from a file that has been read and confirmed: one act, taken back as one.

A plan that is there is changed where the file differs; nothing is removed from it unless that is asked.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.figures.planning import PlanWork
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.organisations.models import Organisation, OrganisationKind

from ..facts import GoalFacts, GroupFacts, OverallFacts, PlanFacts
from ..limits import (
    LONGEST_LETTER,
    LONGEST_NUMBER,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_GROUPS,
    MOST_RESULTS,
    MOST_STEPS,
)
from ..models import EmploymentPlan
from ..queries.national import goals_of_year
from ..queries.whole import load_plan
from ..reading.differences import Differences, differences, fingerprint
from ..reading.matching import Fate, matched
from .acts import planning
from .arranging import arranging, check_stage, line
from .plans import begin
from .room import refuse_many, refuse_overfull
from .writing import Writing


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do. `plan`: None where there is none yet and none was made."""

    plan: EmploymentPlan | None
    differences: Differences
    made: bool
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing would do; `stand` is what the yes must name."""

    differences: Differences
    stand: str
    plan: EmploymentPlan | None


def preview_plan(*, organisation: Organisation, year: int, goals: Sequence[GoalFacts]) -> Preview:
    """What importing the goals into the municipality's plan of the year would do. Raises `Refused`."""
    if organisation.kind != OrganisationKind.MUNICIPALITY:
        raise Refused(_("Kun en kommune har en beskæftigelsesplan."))
    plan = _plan_of(organisation, year)
    if plan is not None:
        check_stage(plan, PlanWork.STRUCTURE)
    facts = load_plan(plan) if plan is not None else _as_begun(organisation, year)
    _refuse_unfit(goals)
    found = differences(matched(facts, goals))
    return Preview(found, fingerprint(facts if plan is not None else None), plan)


def import_plan(
    *,
    organisation: Organisation,
    year: int,
    goals: Sequence[GoalFacts],
    by: Author,
    expected: str | None = None,
    prune: bool = False,
) -> Imported:
    """Write the goals into the municipality's plan of the year; the plan is made where there is none.

    `expected`: what `preview_plan` said the plan stands at. `prune`: also remove what is not in the file. Written
    twice, the second changes nothing. Raises `Refused`, `Conflict` where the plan has changed since, and
    IntegrityError.
    """
    with transaction.atomic():
        Organisation._base_manager.select_for_update().get(pk=organisation.pk)
        plan = _plan_of(organisation, year)
        _refuse_unfit(goals)
        if plan is None:
            if expected:
                raise Refused(_("Planen er fjernet imens. Læg filen op igen."))
            return _make(organisation, year, goals, by)
        with arranging(plan, PlanWork.STRUCTURE, by=by) as act:
            # The plan is locked: what is compared is what is written on.
            facts = load_plan(plan)
            if expected is not None and fingerprint(facts) != expected:
                raise Conflict(plan)
            pairs = matched(facts, goals)
            found = differences(pairs)
            writing = Writing(act, plan, pairs)
            writing.write()
            removed = writing.prune() if prune else 0
            refuse_overfull(plan)
            act.words = _("Beskæftigelsesplan %(year)s er rettet efter en fil: %(what)s.") % {
                "year": year,
                "what": counted(found, removed=removed),
            }
    return Imported(plan, found, made=False, removed=removed)


def counted(found: Differences, *, removed: int = 0) -> str:
    """`3 tilføjet, 1 ændret, 2 fjernet`."""
    counts = (
        (found.count(Fate.ADDED), _("%(n)s tilføjet")),
        (found.count(Fate.CHANGED), _("%(n)s ændret")),
        (removed, _("%(n)s fjernet")),
    )
    return ", ".join(words % {"n": n} for n, words in counts if n) or _("intet ændret")


def _make(organisation: Organisation, year: int, goals: Sequence[GoalFacts], by: Author) -> Imported:
    with planning(by=by, organisation=organisation) as act:
        plan = begin(act, organisation, year)
        pairs = matched(load_plan(plan), goals)
        found = differences(pairs)
        Writing(act, plan, pairs, is_new=True).write()
        act.words = _("Beskæftigelsesplan %(year)s er oprettet ud fra en fil: %(what)s.") % {
            "year": year,
            "what": counted(found),
        }
    return Imported(plan, found, made=True)


def _plan_of(organisation: Organisation, year: int) -> EmploymentPlan | None:
    if organisation._state.adding:
        return None  # not made yet, and shown what would be made with it
    rows = EmploymentPlan._base_manager.filter(organisation=organisation, year=year, removed_at__isnull=True)
    return rows.select_related("organisation").order_by("pk").first()


def _as_begun(organisation: Organisation, year: int) -> PlanFacts:
    """The plan as it would be begun: the ministry's goals of the year."""
    goals = tuple(
        GoalFacts(
            goal.number,
            goal.title,
            tuple(OverallFacts(one.letter, one.title, is_national=True) for one in groups),
            is_national=True,
        )
        for goal, groups in goals_of_year(year)
    )
    return PlanFacts(organisation.name, organisation.municipality_id or "", year, goals)


def _refuse_unfit(goals: Sequence[GoalFacts]) -> None:
    """Raises `Refused` where something is longer, or there is more of it, than the plan has room for."""
    for goal in goals:
        where = _("Mål %(number)s") % {"number": goal.number}
        _fits(goal.number, LONGEST_NUMBER, where)
        _fits(goal.title, LONGEST_TITLE, where)
        for overall in goal.overall:
            where = _("Overordnet målgruppe %(letter)s") % {"letter": overall.letter}
            _fits(overall.letter, LONGEST_LETTER, where)
            _fits(overall.title, LONGEST_TITLE, where)
            refuse_many(len(overall.groups), MOST_GROUPS, where)
        for group in goal.groups():
            _refuse_unfit_group(group)


def _refuse_unfit_group(group: GroupFacts) -> None:
    where = _("Målgruppe %(number)s") % {"number": group.number}
    _fits(group.number, LONGEST_NUMBER, where)
    _fits(group.title, LONGEST_TITLE, where)
    refuse_many(len(group.results), MOST_RESULTS, where)
    for text in (*(one.text for one in group.results), *(one.text for one in group.steps)):
        _fits(text, LONGEST_TEXT, where)
    # A step is counted with its own result, as where it is typed.
    for number, count in Counter(one.leads_to[0] for one in group.steps).items():
        words = _("Målgruppe %(number)s, resultat %(result)s") % {"number": group.number, "result": number}
        refuse_many(count, MOST_STEPS, words)


def _fits(text: str, most: int, where: str) -> None:
    try:
        line("text", text, most)
    except Refused as refused:
        raise Refused(f"{where}: {refused}") from refused
