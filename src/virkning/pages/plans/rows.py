"""A plan as its page shows it: goals in a strip, and under one of them the groups as rows of the three columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.design.markup import light_tag
from virkning.figures.dates import date_words
from virkning.figures.planning import PlanStage
from virkning.rooms.plans.facts import Before, GoalFacts, GroupFacts, PlanFacts, PlannedFacts, RetiredStep
from virkning.rooms.plans.queries.standing import Lacking

#: How each stage of a plan looks among the stages of the look.
STAGE_LOOKS = {
    PlanStage.DRAFT: "under_way",
    PlanStage.ADOPTED: "approved",
    PlanStage.FOLLOWED_UP: "closed",
}


@dataclass(frozen=True)
class GoalLink:
    """A goal in the strip. `missing`: what stands in the way of adopting it; blank where nothing does."""

    address: str
    words: str
    missing: str
    chosen: bool


@dataclass(frozen=True)
class ResultLine:
    """A result in its cell. `edit`: where its words are changed, blank where they are not to be.

    Of a retired one `again` takes it into use, and `remove` asks before it goes.
    """

    id: int
    name: str
    number: int
    text: str
    term: str
    edit: str
    move: str
    retired: str
    again: str
    remove: str
    version: int
    reached: str
    before: str


@dataclass(frozen=True)
class GoneLine:
    """A step out of use, below the others. `again`: where it is taken into use, blank where it is not to be."""

    id: int
    name: str
    text: str
    retired: str
    again: str
    version: int


@dataclass(frozen=True)
class StepLine:
    """A step in its cell, with its label."""

    id: int
    name: str
    label: str
    text: str
    edit: str
    move: str


@dataclass(frozen=True)
class GroupRow:
    """A target group: one row of the table."""

    id: int
    name: str
    number: str
    title: str
    edit: str
    move: str
    shown_at: str
    result_new: str
    step_new: str
    results: tuple[ResultLine, ...]
    steps: tuple[StepLine, ...]
    gone: tuple[GoneLine, ...]
    lacks_result: SafeString
    lacks_step: SafeString


@dataclass(frozen=True)
class OverallTable:
    """An overall group with its rows. `edit` and `remove` blank where it is the ministry's."""

    id: int
    name: str
    title: str
    edit: str
    remove: str
    group_new: str
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True)
class GoalSchema:
    """One schema: a goal with the tables of its overall groups."""

    id: int
    name: str
    number: str
    title: str
    edit: str
    remove: str
    overall_new: str
    tables: tuple[OverallTable, ...]


class Places:
    """Addresses in one plan. A page holds thousands: each pattern is looked up once.

    `is_open`: its words may be changed; `may_retire`: results and steps may go out of use and come back.
    """

    def __init__(self, plan_id: int, *, is_open: bool, may_retire: bool) -> None:
        self.plan_id, self.is_open, self.may_retire = plan_id, is_open, may_retire
        self._known: dict[str, str] = {}

    def of(self, name: str, key: int) -> str:
        """The address of the page about that key."""
        if name not in self._known:
            self._known[name] = reverse(name, args=(self.plan_id, 0))
        return self._known[name].replace("/0/", f"/{key}/", 1)

    def open(self, name: str, key: int) -> str:
        """The same; blank where the plan is not to be changed."""
        return self.of(name, key) if self.is_open else ""

    def retiring(self, name: str, key: int) -> str:
        """The same; blank where nothing goes out of use, or comes back."""
        return self.of(name, key) if self.may_retire else ""


def goal_strip(facts: PlanFacts, chosen: int, lacking: Mapping[int, Lacking]) -> tuple[GoalLink, ...]:
    """The goals, each with what is missing under it."""
    address = reverse("plan", args=(facts.id,))
    return tuple(
        GoalLink(
            address=f"{address}?maal={one.id}",
            words=_("Mål %(number)s") % {"number": one.number},
            missing=lacking_words(lacking.get(one.id, Lacking())),
            chosen=one.id == chosen,
        )
        for one in facts.goals
    )


def lacking_words(lacking: Lacking) -> str:
    """`A1 og F1 mangler`, or a count of many; blank where nothing does."""
    if not lacking.groups:
        return _("Ingen målgrupper")
    if not lacking.unready:
        return ""
    if len(lacking.unready) == 1:
        return _("%(group)s mangler noget") % {"group": lacking.unready[0]}
    count = len(lacking.unready)
    return ngettext("%(n)d målgruppe mangler noget", "%(n)d målgrupper mangler noget", count) % {"n": count}


def goal_schema(goal: GoalFacts, places: Places) -> GoalSchema:
    """The goal as a schema."""
    own = "" if goal.is_national else "own"
    return GoalSchema(
        id=goal.id,
        name=f"maal-{goal.id}",
        number=goal.number,
        title=goal.title,
        edit=own and places.open("plan_goal_edit", goal.id),
        remove=own and places.open("plan_goal_remove", goal.id),
        overall_new=places.open("plan_overall_new", goal.id),
        tables=tuple(
            OverallTable(
                id=one.id,
                name=f"overordnet-{one.id}",
                title=f"{one.letter}. {one.title}",
                edit="" if one.is_national else places.open("plan_overall_edit", one.id),
                remove="" if one.is_national else places.open("plan_overall_remove", one.id),
                group_new=places.open("plan_group_new", one.id),
                rows=tuple(group_row(group, places) for group in one.groups),
            )
            for one in goal.overall
        ),
    )


def group_row(group: GroupFacts, places: Places) -> GroupRow:
    """The group as a row."""
    without = [str(one.number) for one in group.without_steps]
    return GroupRow(
        id=group.id,
        name=f"maalgruppe-{group.id}",
        number=group.number,
        title=group.title,
        edit=places.open("plan_group_edit", group.id),
        move=places.open("plan_group_move", group.id),
        shown_at=places.of("plan_group", group.id),
        result_new=places.open("planned_new", group.id),
        step_new=places.open("plan_step_new", group.id) if group.counting else "",
        results=tuple(_result(one, places) for one in group.results),
        steps=tuple(
            StepLine(
                id=one.id,
                name=f"trin-{one.id}",
                label=one.label,
                text=one.text,
                edit=places.open("plan_step_edit", one.id),
                move=places.open("plan_step_move", one.id),
            )
            for one in group.steps
        ),
        gone=(
            *(
                _gone(one, _("Udgået %(day)s"), places.retiring("plan_step_again", one.id))
                for one in group.gone
            ),
            *(_gone(one, _("Udgået %(day)s med resultat %(number)s")) for one in group.along),
        ),
        lacks_result=light_tag("missing", _("Mangler et resultat")) if not group.counting else SafeString(),
        lacks_step=light_tag("missing", _lacks_step(without)) if without else SafeString(),
    )


def _gone(one: RetiredStep, words: str, again: str = "") -> GoneLine:
    return GoneLine(
        id=one.id,
        name=f"trin-{one.id}",
        text=one.text,
        retired=words % {"day": date_words(one.retired_on), "number": one.number},
        again=again,
        version=one.version,
    )


def _result(one: PlannedFacts, places: Places) -> ResultLine:
    return ResultLine(
        id=one.id,
        name=f"resultat-{one.id}",
        number=one.number,
        text=one.text,
        term=one.term.shown,
        edit=places.open("planned_edit", one.id) if one.counts else "",
        move=places.open("planned_move", one.id),
        retired=_retired(one),
        again="" if one.counts else places.retiring("planned_again", one.id),
        remove="" if one.counts else places.open("planned_remove", one.id),
        version=one.version,
        reached=one.reached.shown if one.reached else "",
        before=before_words(one.before) if one.before else "",
    )


def _retired(one: PlannedFacts) -> str:
    if one.retired_on is None:
        return ""
    return _("Udgået %(day)s: %(reason)s") % {
        "day": date_words(one.retired_on),
        "reason": one.retired_reason,
    }


def before_words(before: Before) -> str:
    """`2010: Delvist opnået. Halvdelen kom i job.`"""
    reached = before.reached.shown if before.reached else _("Ikke fulgt op")
    told = f"{before.year}: {reached}."
    return f"{told} {before.comment}" if before.comment else told


def _lacks_step(numbers: Iterable[str]) -> str:
    *others, last = numbers
    told = _("%(first)s og %(last)s") % {"first": ", ".join(others), "last": last} if others else last
    words = ngettext(
        "Resultat %(numbers)s mangler et trin", "Resultat %(numbers)s mangler et trin hver", len(others) + 1
    )
    return words % {"numbers": told}
