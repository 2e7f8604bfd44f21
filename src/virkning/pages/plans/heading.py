"""The head of a plan's page: its stage, what is missing and what is next; and its goals in a strip."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from virkning.design.markup import stage_tag
from virkning.figures.dates import date_words
from virkning.figures.planning import PlanAct, PlanStage
from virkning.rooms.plans.facts import PlanFacts
from virkning.rooms.plans.models import EmploymentPlan
from virkning.rooms.plans.queries.standing import Lacking, lacking_by_goal
from virkning.rooms.plans.queries.whole import load_heads

from .rows import STAGE_LOOKS, GoalLink, goal_strip
from .ways import may_write

#: What is next for a plan, and its word in addresses.
MOVES: dict[str, PlanAct] = {
    "vedtag": PlanAct.ADOPT,
    "aabn": PlanAct.REOPEN,
    "afslut": PlanAct.FOLLOW_UP,
    "genoptag": PlanAct.FOLLOW_UP_AGAIN,
}


@dataclass(frozen=True)
class NextMove:
    """Something that takes the plan to another stage; `primary` the one the page leads to."""

    words: str
    address: str
    primary: bool


@dataclass(frozen=True)
class PlanHead:
    """Everything the template shows above the goal."""

    id: int
    title: str
    municipality: str
    stage: Any
    stage_under: str
    groups: int
    missing: str
    ready: bool
    moves: tuple[NextMove, ...]
    strip: tuple[GoalLink, ...]
    is_draft: bool
    is_followed: bool
    may_write: bool
    organisation_id: int
    year: int
    unsaid: int
    follow: str


def plan_head(
    facts: PlanFacts, goal: int, lacking: dict[int, Lacking], *, writes: bool, unsaid: int = 0
) -> PlanHead:
    """The head, with the goal of that key chosen in the strip. `unsaid`: results that are not followed up."""
    follows = writes and facts.stage is PlanStage.ADOPTED
    unready = [number for one in lacking.values() for number in one.unready]
    groups = sum(one.groups for one in lacking.values())
    return PlanHead(
        id=facts.id,
        title=_("Beskæftigelsesplan %(year)s") % {"year": facts.year},
        municipality=facts.municipality,
        stage=stage_tag(STAGE_LOOKS[facts.stage], facts.stage.shown),
        stage_under=_stage_under(facts),
        groups=groups,
        missing=", ".join(dict.fromkeys(unready)),  # a number may stand under two overall groups
        ready=bool(groups) and not unready,
        moves=tuple(_moves(facts, ready=bool(groups) and not unready)) if writes else (),
        strip=goal_strip(facts, goal, lacking),
        is_draft=facts.stage is PlanStage.DRAFT,
        is_followed=facts.stage is not PlanStage.DRAFT,
        may_write=writes,
        organisation_id=facts.organisation_id,
        year=facts.year,
        unsaid=unsaid,
        follow=reverse("plan_follow_up", args=(facts.id,)) if follows else "",
    )


def head_now(plan: EmploymentPlan, goal: int) -> PlanHead:
    """The head as it is now, for a page on which a cell under the goal was just written. Two queries."""
    return plan_head(load_heads(plan), goal, lacking_by_goal(plan), writes=may_write(plan))


def _stage_under(facts: PlanFacts) -> str:
    if facts.adopted_on is None:
        return ""
    day = date_words(facts.adopted_on)
    if facts.adopted_by:
        return _("Vedtaget %(day)s af %(who)s") % {"day": day, "who": facts.adopted_by}
    return _("Vedtaget %(day)s") % {"day": day}


def _moves(facts: PlanFacts, *, ready: bool) -> list[NextMove]:
    there = {
        PlanStage.DRAFT: (("vedtag", ready),),
        PlanStage.ADOPTED: (("afslut", False), ("aabn", False)),
        PlanStage.FOLLOWED_UP: (("genoptag", False),),
    }
    return [
        NextMove(MOVES[word].shown, reverse("plan_move", args=(facts.id, word)), primary)
        for word, primary in there[facts.stage]
    ]
