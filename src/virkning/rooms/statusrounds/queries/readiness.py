"""What stands in the way of closing a round, and what a reader will miss though it does not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.actionplans import lacks_action_status
from virkning.figures.periods import Period
from virkning.figures.rounds import ROUND_MOVES, RoundAct, RoundStage
from virkning.rooms.access.scope import system_scope
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.actionplan import ActionPlan
from virkning.rooms.reports.facts.recommendations import RecommendationFacts
from virkning.rooms.reports.queries.actionplan import action_plans_in
from virkning.rooms.reports.queries.projects import load_projects
from virkning.rooms.reports.queries.recommendations import recommendations_in
from virkning.rooms.reports.queries.remembered import remembered

from ..models import StatusRound
from .ask import Ask
from .asks import asks_by_round, projects_of, unsettled

#: More than these are counted, not named.
MOST_NAMED = 10
#: Projects whose facts are in memory at a time.
_AT_A_TIME = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """One project in a round: what stands in the way of closing, and what only lacks. Holds until it is changed."""

    unsettled: tuple[Ask, ...]
    without_assessment: tuple[str, ...]
    not_followed_up: int
    actions_without_status: int = 0
    until: date = date.max


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that stands in the way, in words. `activity_id`: what it is about; none where it is about several."""

    words: str
    activity_id: int | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """`reasons` stand in the way; `warnings` do not. `projects`: those one sees where something stands in the way."""

    reasons: tuple[Reason, ...]
    warnings: tuple[str, ...]
    projects: tuple[int, ...] = ()


def closable(status_round: StatusRound) -> list[str]:
    """Why the round cannot be closed now, in words; nothing where it can."""
    return [one.words for one in readiness(status_round, today=timezone.localdate()).reasons]


def readiness(status_round: StatusRound, *, today: date) -> Readiness:
    """All of it. Asked of every project in the round; those the scope does not see are counted, not named."""
    stage = RoundStage(status_round.stage)
    if stage not in ROUND_MOVES[RoundAct.CLOSE].allowed:
        said = _("Runden er %(stage)s og kan ikke lukkes.") % {"stage": stage.shown.lower()}
        return Readiness((Reason(said),), ())
    seen = dict(projects_of(status_round).values_list("pk", "name"))
    with system_scope("statusrunder"):
        projects = {one.pk: one for one in projects_of(status_round)}
        standings = remembered(
            list(projects),
            ("closing", status_round.pk),
            lambda keys: _standings(status_round, [projects[key] for key in keys]),
            today=today,
        )
    named = {name: standings[key].unsettled for key, name in seen.items() if key in standings}
    reasons = list(_unsettled_reasons(named, alone=len(projects) == 1))
    hidden = sum(len(one.unsettled) for key, one in standings.items() if key not in seen)
    if hidden:
        said = ngettext(
            "%(count)s aktivitet i projekter, du ikke ser, er ikke godkendt.",
            "%(count)s aktiviteter i projekter, du ikke ser, er ikke godkendt.",
            hidden,
        )
        reasons.append(Reason(said % {"count": hidden}))
    warnings = [
        said
        for key, name in seen.items()
        if key in standings
        for said in _warnings(standings[key], name, len(projects))
    ]
    hanging = tuple(key for key in seen if key in standings and standings[key].unsettled)
    return Readiness(tuple(reasons), tuple(warnings), hanging)


def _standings(status_round: StatusRound, projects: list[Project]) -> dict[int, Standing]:
    """A few projects at a time, so that what is in memory does not grow with the round."""
    found = {}
    waiting = iter(projects)
    while some := list(islice(waiting, _AT_A_TIME)):
        loaded = load_projects(some)
        asks = asks_by_round(dict.fromkeys(loaded, (status_round,)), loaded)
        given = recommendations_in(list(loaded))
        plans = action_plans_in(list(loaded))
        for key in loaded:
            asked = asks[key][status_round.pk]
            found[key] = _standing(status_round.period, asked, given[key], plans[key])
    return found


def _standing(
    period: Period, asks: Sequence[Ask], recommendations: Iterable[RecommendationFacts], plan: ActionPlan
) -> Standing:
    return Standing(
        unsettled=unsettled(asks),
        without_assessment=tuple(one.number for one in asks if not (one.is_excepted or one.assessed)),
        not_followed_up=sum(
            one.is_asked_in(period) and one.said_in(period) is None for one in recommendations
        ),
        actions_without_status=sum(lacks_action_status(one.action, period) for one in plan.actions()),
    )


def unsettled_sentences(hanging: Mapping[str, Iterable[Ask]], *, alone: bool = False) -> Iterator[str]:
    """A sentence an activity, by project, the first of them; and how many there are beside those.

    `alone`: there is only one project, which need not be named.
    """
    return (one.words for one in _unsettled_reasons(hanging, alone=alone))


def _unsettled_reasons(hanging: Mapping[str, Iterable[Ask]], *, alone: bool) -> Iterator[Reason]:
    every = [(name, ask) for name, asks in hanging.items() for ask in asks]
    for name, ask in every[:MOST_NAMED]:
        activity = f"{ask.number} {ask.title}" if alone else f"{name}: {ask.number} {ask.title}"
        said = _("%(activity)s er ikke godkendt (%(stage)s).") % {"activity": activity, "stage": _stage(ask)}
        yield Reason(said, ask.activity_id)
    rest = len(every) - MOST_NAMED
    if rest > 0:
        said = ngettext(
            "Det samme gælder %(count)s aktivitet til.", "Det samme gælder %(count)s aktiviteter til.", rest
        )
        yield Reason(said % {"count": rest})


def unsettled_words(hanging: Mapping[str, Iterable[Ask]]) -> str:
    """The same in one breath."""
    return " ".join(unsettled_sentences(hanging, alone=len(hanging) == 1))


def _stage(ask: Ask) -> str:
    return _("ændret efter godkendelsen") if ask.changed else ask.stage.shown.lower()


def _warnings(standing: Standing, project: str, projects: int) -> Iterator[str]:
    before = "" if projects == 1 else f"{project}: "
    if missing := standing.without_assessment:
        said = ngettext(
            "%(count)s aktivitet har ingen vurdering: %(numbers)s.",
            "%(count)s aktiviteter har ingen vurdering: %(numbers)s.",
            len(missing),
        )
        numbers = ", ".join(missing[:MOST_NAMED]) + (" …" if len(missing) > MOST_NAMED else "")
        yield before + said % {"count": len(missing), "numbers": numbers}
    if count := standing.not_followed_up:
        said = ngettext(
            "%(count)s anbefaling er ikke fulgt op.", "%(count)s anbefalinger er ikke fulgt op.", count
        )
        yield before + said % {"count": count}
    if count := standing.actions_without_status:
        said = ngettext(
            "%(count)s handling i handleplanen har ingen status.",
            "%(count)s handlinger i handleplanen har ingen status.",
            count,
        )
        yield before + said % {"count": count}
