"""Plans as rules: the stages of an employment plan, what was reached, and the fixed parts of the forms."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .phrases import P, Phrase
from .worded import Worded


class PlanStage(Worded):
    """How far an employment plan has come."""

    DRAFT = "draft", P("Kladde")
    ADOPTED = "adopted", P("Vedtaget")
    FOLLOWED_UP = "followed_up", P("Fulgt op")


class PlanAct(Worded):
    """What takes a plan from one stage to another."""

    ADOPT = "adopt", P("Vedtag planen")
    REOPEN = "reopen", P("Åbn planen igen")
    FOLLOW_UP = "follow_up", P("Afslut opfølgningen")
    FOLLOW_UP_AGAIN = "follow_up_again", P("Åbn opfølgningen igen")


@dataclass(frozen=True, slots=True)
class PlanMove:
    """From one stage to another; `reason`: it takes one."""

    allowed: PlanStage
    to: PlanStage
    reason: bool = False


PLAN_MOVES: dict[PlanAct, PlanMove] = {
    PlanAct.ADOPT: PlanMove(PlanStage.DRAFT, PlanStage.ADOPTED),
    PlanAct.REOPEN: PlanMove(PlanStage.ADOPTED, PlanStage.DRAFT, reason=True),
    PlanAct.FOLLOW_UP: PlanMove(PlanStage.ADOPTED, PlanStage.FOLLOWED_UP),
    PlanAct.FOLLOW_UP_AGAIN: PlanMove(PlanStage.FOLLOWED_UP, PlanStage.ADOPTED, reason=True),
}


class PlanWork(StrEnum):
    """What is done to a plan, by the stages that are open for it."""

    STRUCTURE = "structure"
    RETIRE = "retire"
    LINK = "link"
    FOLLOW = "follow"


#: A followed-up plan is read only, and an adopted one keeps its words; both are opened again with a reason.
WORK_IN: dict[PlanWork, frozenset[PlanStage]] = {
    PlanWork.STRUCTURE: frozenset({PlanStage.DRAFT}),
    PlanWork.RETIRE: frozenset({PlanStage.DRAFT, PlanStage.ADOPTED}),
    PlanWork.LINK: frozenset({PlanStage.DRAFT, PlanStage.ADOPTED}),
    PlanWork.FOLLOW: frozenset({PlanStage.ADOPTED}),
}


def next_group_number(group: str, taken: Iterable[str]) -> str:
    """The number proposed for one more target group: `A3` where `A1` and `A2` are taken."""
    own = re.compile(re.escape(group) + r"([0-9]{1,5})")
    found = [int(match[1]) for one in taken if (match := own.fullmatch(one))]
    return f"{group}{max(found, default=0) + 1}"


def next_group_letter(taken: Iterable[str]) -> str:
    """The letter proposed for one more overall group: the first after all that are taken."""
    places = [_place(one) for one in taken if one.isascii() and one.isalpha()]
    return letter(max(places, default=-1) + 1).upper()


def _place(letters: str) -> int:
    """0 for `A`, 25 for `Z`, 26 for `AA`."""
    place = 0
    for one in letters.upper():
        place = place * 26 + ord(one) - ord("A") + 1
    return place - 1


def next_goal_number(taken: Iterable[str]) -> str:
    """The number proposed for one more goal: the first after all that are taken."""
    found = [int(one) for one in taken if one.isdecimal() and one.isascii()]
    return str(max(found, default=0) + 1)


def step_labels(steps: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """How a group's steps are numbered in print: `1.`; where a result has several, `1.a`, `1.b`.

    `steps`: in the order of the print, each with the numbers of the results it leads to. A step that leads to several
    has the number of each: `1.b, 2.`. Unique among the steps of a group, and so what a reader ties them by.
    """
    of_result: dict[int, list[int]] = {}
    for place, results in enumerate(steps):
        for number in sorted(set(results)):
            of_result.setdefault(number, []).append(place)
    labels: list[list[str]] = [[] for _step in steps]
    for number, places in sorted(of_result.items()):
        for nth, place in enumerate(places):
            labels[place].append(f"{number}." if len(places) == 1 else f"{number}.{letter(nth)}")
    return tuple(", ".join(one) for one in labels)


def letter(nth: int) -> str:
    """`a` for 0, `z` for 25, `aa` for 26."""
    return (letter(nth // 26 - 1) if nth >= 26 else "") + chr(ord("a") + nth % 26)


class PlanTerm(Worded):
    """When a plan's result is expected; a plan knows no medium term."""

    SHORT = "short", P("kort sigt")
    LONG = "long", P("lang sigt")


class Reached(Worded):
    """How much of a planned result was reached, in the words of whoever followed it up."""

    NOT = "not", P("Ikke opnået")
    PARTLY = "partly", P("Delvist opnået")
    WHOLLY = "wholly", P("Opnået")


class MethodPart(Worded):
    """The four parts a method is described by, in each phase."""

    CORE = "core", P("Kernen i indsatsen")
    WORKFLOW = "workflow", P("Arbejdsgang")
    ROLES = "roles", P("Roller og ansvar")
    TOOLS = "tools", P("Redskaber")


#: The phases a method begins with; each can be renamed.
METHOD_PHASES: tuple[Phrase, ...] = (P("Fase 1"), P("Fase 2"), P("Fase 3"))


class Theme(Worded):
    """The five themes of an action plan."""

    ORGANISATION = "organisation", P("Organisation")
    STAFF = "staff", P("Medarbejdere")
    TOOLS = "tools", P("Redskaber")
    PARTNERS = "partners", P("Samarbejdspartnere")
    MANAGEMENT = "management", P("Ledelse")


class Degree(Worded):
    """How far an action has been carried out."""

    NONE = "none", P("Ikke gennemført")
    PARTLY = "partly", P("Delvist gennemført")
    WHOLLY = "wholly", P("Helt gennemført")
