"""The route ledger: every address of the site, what it takes, and who therefore gets what.

Written by hand, apart from the code it checks. A route that is not listed here fails the build.
"""

from dataclasses import dataclass
from enum import Enum


class Takes(Enum):
    """What a route demands."""

    NOTHING = "open to all"
    SIGN_IN = "somebody signed in"
    SEE_PROJECT = "see the project"
    EXPORT_PROJECT = "take the project's files home"


@dataclass(frozen=True)
class Route:
    """A route: what it takes, and the methods it answers (others: 405 for those who may)."""

    takes: Takes
    methods: frozenset[str] = frozenset({"GET", "HEAD"})
    demo_only: bool = False


SAFE = frozenset({"GET", "HEAD"})
FORM = frozenset({"GET", "HEAD", "POST"})
POST = frozenset({"POST"})

LEDGER: dict[str, Route] = {
    "front_door": Route(Takes.NOTHING),
    "accessibility": Route(Takes.NOTHING),
    "health": Route(Takes.NOTHING),
    "account_login": Route(Takes.NOTHING, FORM),
    "account_logout": Route(Takes.NOTHING, FORM),
    "sign_in_as": Route(Takes.NOTHING, POST, demo_only=True),
    "component_gallery": Route(Takes.SIGN_IN),
    "project_list": Route(Takes.SIGN_IN),
    "project": Route(Takes.SEE_PROJECT),
    "activity": Route(Takes.SEE_PROJECT),
    "result": Route(Takes.SEE_PROJECT),
    "result_chart": Route(Takes.SEE_PROJECT),
    "result_numbers": Route(Takes.EXPORT_PROJECT),
    "project_workbook": Route(Takes.EXPORT_PROJECT),
    "status_note": Route(Takes.EXPORT_PROJECT),
}

#: Who sees the project at all. Everybody else in PERSONAS must be told that it does not exist.
SEE_THE_PROJECT = frozenset(
    {
        "project manager",
        "activity lead",
        "steering group",
        "lead administrator",
        "partner assigned",
        "partner administrator",
        "coordinator",
        "coordinator of the project",
        "funder administrator",
        "evaluator",
        "evaluator of the programme",
        "evaluator administrator",
    }
)

#: Who has what, among those who see it.
MAY: dict[Takes, frozenset[str]] = {
    Takes.SEE_PROJECT: SEE_THE_PROJECT,
    Takes.EXPORT_PROJECT: SEE_THE_PROJECT,
}
