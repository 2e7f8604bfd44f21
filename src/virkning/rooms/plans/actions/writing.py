"""Writing a file's parts into a plan, level by level: what hangs on something is made after it."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils import timezone

from virkning.figures.planning import next_group_number
from virkning.rooms.programmes.actions.acts import Act

from ..limits import LONGEST_TITLE
from ..models import (
    EmploymentPlan,
    OverallGroup,
    PlanGoal,
    PlannedResult,
    PlannedStep,
    StepAlsoFor,
    TargetGroup,
)
from ..queries.hanging import under
from ..reading.matching import GoalPair, GroupPair, OverallPair, Pair
from .arranging import line
from .results import in_order, results_in

#: Numbers out of the way while results change places: the column holds up to 32,767.
_ASIDE = 20_000
#: A level: each pair with what it stands under, in the order it shall have.
Level = Sequence[tuple[Any, Sequence[Pair[Any]]]]


class Writing:
    """The pairs written.

    In a plan made by the same act (`is_new`) nothing but the plan stands among the entry's rows: it is taken back
    whole.
    """

    def __init__(
        self, act: Act, plan: EmploymentPlan, pairs: Sequence[GoalPair], *, is_new: bool = False
    ) -> None:
        self.act, self.plan, self.pairs, self.is_new = act, plan, pairs, is_new
        self._records: dict[int, Any] = {}

    @property
    def _overall(self) -> list[OverallPair]:
        return [one for goal in self.pairs for one in goal.overall]

    @property
    def _groups(self) -> list[GroupPair]:
        return [one for overall in self._overall for one in overall.groups]

    def write(self) -> None:
        """Everything in the file; what is not in it stays."""
        self._level([(self.plan, self.pairs)], PlanGoal, _goal)
        self._level([(self._of(one), one.overall) for one in self.pairs], OverallGroup, _overall)
        groups: Level = [(self._of(one), one.groups) for one in self._overall]
        self._find(groups, TargetGroup)
        for overall, pairs in groups:
            self._number_groups(overall, pairs)
        self._level(groups, TargetGroup, _group)
        results: Level = [(self._of(one), one.results) for one in self._groups]
        self._find(results, PlannedResult)
        for _above, some in results:
            self._number_results(some)
        self._level(results, PlannedResult, _result, placed=False)
        self._steps()

    def prune(self) -> int:
        """Remove what is not in the file, but for what the ministry has set; how many parts. After `write`."""
        steps = [self._of(one) for group in self._groups for one in group.steps if one.wanted is None]
        results = [
            one for group in self._groups for one in group.results if one.wanted is None and one.here.counts
        ]
        upper: tuple[Pair[Any], ...] = (*self._groups, *self._overall, *self.pairs)
        left = [self._of(one) for one in upper if one.wanted is None]
        above = [one for one in left if getattr(one, "national_id", None) is None]
        gone = [*steps, *map(self._of, results), *above]
        retired = PlannedStep._base_manager.filter(
            result__in=[self._of(one).pk for one in results], removed_at__isnull=True
        ).order_by("pk")
        with_all = [*steps, *retired, *map(self._of, results)]
        for one in above:
            with_all += [*under(one), one]
        removed = {(type(one), one.pk): one for one in with_all}
        self.act.remove(sorted(removed.values(), key=_leaves_first), at=timezone.now())
        for pair in self._groups:
            if pair.wanted is not None and any(one.wanted is None for one in pair.results):
                in_order(self.act, results_in(self._of(pair)))
        return len(gone)

    def _of(self, pair: Pair[Any]) -> Any:
        """The record the pair is in the plan."""
        return self._records[id(pair)]

    # Any level --------------------------------------------------------------------------------------------------------

    def _find(self, level: Level, model: type[models.Model]) -> None:
        """The records that are there already. One query."""
        keys = {id(one): one.stored.id for _above, some in level for one in some if one.stored is not None}
        rows = model._base_manager.select_for_update().in_bulk(list(keys.values()))
        self._records |= {pair: rows[key] for pair, key in keys.items()}

    def _level(
        self,
        level: Level,
        model: type[models.Model],
        wished: Callable[[Any, Pair[Any], int], Any],
        *,
        placed: bool = True,
    ) -> None:
        """Change the records that are there, make the others, and put them in order."""
        if not all(one.stored is None or id(one) in self._records for _above, some in level for one in some):
            self._find(level, model)
        new = []
        for above, pairs in level:
            for place, pair in enumerate(pairs):
                if pair.stored is None:
                    self._records[id(pair)] = made = wished(above, pair, place)
                    new.append(made)
                elif pair.wanted is not None:
                    self._change(self._of(pair), wished(above, pair, place))
        self._make(new)
        for _above, pairs in level if placed else ():
            self._in_place([self._of(one) for one in pairs])

    def _make(self, rows: Sequence[Any]) -> None:
        if not self.is_new:
            for row in rows:
                self.act.create(row)
        elif rows:
            self.act.batch.create(type(rows[0]), rows)

    def _change(self, record: Any, wished: Any) -> None:
        """Words and term; what the ministry has worded stays."""
        if getattr(record, "national_id", None) is not None:
            return
        names = [one for one in ("title", "text", "term", "result_id") if hasattr(record, one)]
        values = {one: getattr(wished, one) for one in names if getattr(wished, one) != getattr(record, one)}
        if values:
            self.act.change(record, **values)

    def _in_place(self, records: Sequence[Any]) -> None:
        if any(one.position >= other.position for one, other in pairwise(records)):
            self.act.reorder(records)

    # Numbers ----------------------------------------------------------------------------------------------------------

    def _number_groups(self, overall: OverallGroup, pairs: Sequence[Pair[Any]]) -> None:
        """As in the file. A group that is not in it gives way where its number is another's now."""
        taken = {one.wanted.number for one in pairs if one.wanted is not None}
        numbers: dict[Any, str] = {}
        for pair in pairs:
            if pair.stored is None:
                continue
            number = pair.here.number
            if pair.wanted is None and number in taken:
                number = next_group_number(overall.letter, taken | {one.here.number for one in pairs})
            taken.add(number)
            numbers[self._of(pair)] = number
        with self.act.renumbering(numbers, "number", aside=lambda one: f"~{one.pk % 10**9}"):
            pass

    def _number_results(self, pairs: Sequence[Pair[Any]]) -> None:
        """By their order, which leaves room for those that are made."""
        numbers = {
            self._of(one): number for number, one in enumerate(pairs, start=1) if one.stored is not None
        }
        with self.act.renumbering(numbers, "number", aside=lambda one: _ASIDE + numbers[one]):
            pass

    # Steps ------------------------------------------------------------------------------------------------------------

    def _steps(self) -> None:
        level: list[tuple[dict[int, PlannedResult], Sequence[Pair[Any]]]] = []
        for group in self._groups:
            by_number = {one.wanted.number: self._of(one) for one in group.results if one.wanted is not None}
            level.append((by_number, group.steps))
        self._level(level, PlannedStep, _step, placed=False)
        self._links(level)
        for group in self._groups:
            by_result: dict[int, list[PlannedStep]] = {}
            for pair in group.steps:
                by_result.setdefault(self._of(pair).result_id, []).append(self._of(pair))
            for steps in by_result.values():
                self._in_place(steps)

    def _links(self, level: Level) -> None:
        """What each step leads to beside its own result. Links to results out of use stay."""
        steps = [self._of(one).pk for _results, pairs in level for one in pairs if one.stored is not None]
        there: dict[int, dict[int, StepAlsoFor]] = {}
        rows = StepAlsoFor._base_manager.filter(
            step__in=steps, result__removed_at__isnull=True, result__retired_on__isnull=True
        )
        for link in rows.order_by("pk"):
            there.setdefault(link.step_id, {})[link.result_id] = link
        new = []
        for results, pairs in level:
            for pair in pairs:
                if pair.wanted is None:
                    continue
                step = self._of(pair)
                wanted = {results[number].pk for number in pair.wanted.leads_to} - {step.result_id}
                known = there.get(step.pk, {})
                gone = [link for key, link in known.items() if key not in wanted]
                self.act.unlink(gone)
                new += [StepAlsoFor(step=step, result_id=key) for key in sorted(wanted - known.keys())]
                if pair.stored is not None and (gone or wanted - known.keys()):
                    self.act.touch(step)
        self._make(new)


def _goal(plan: EmploymentPlan, pair: Pair[Any], place: int) -> PlanGoal:
    return PlanGoal(plan=plan, number=pair.here.number, title=_title(pair), position=place)


def _overall(goal: PlanGoal, pair: Pair[Any], place: int) -> OverallGroup:
    return OverallGroup(goal=goal, letter=pair.here.letter, title=_title(pair), position=place)


def _group(overall: OverallGroup, pair: Pair[Any], place: int) -> TargetGroup:
    return TargetGroup(overall=overall, number=pair.here.number, title=_title(pair), position=place)


def _result(group: TargetGroup, pair: Pair[Any], place: int) -> PlannedResult:
    return PlannedResult(
        group=group, number=place + 1, text=line("text", pair.here.text), term=pair.here.term.value
    )


def _step(results: dict[int, PlannedResult], pair: Pair[Any], place: int) -> PlannedStep:
    own = results[pair.here.leads_to[0]]
    return PlannedStep(result_id=own.pk, text=line("text", pair.here.text), position=place)


def _title(pair: Pair[Any]) -> str:
    return line("title", pair.here.title, LONGEST_TITLE)


def _leaves_first(record: Any) -> int:
    order = (PlannedStep, PlannedResult, TargetGroup, OverallGroup, PlanGoal)
    return order.index(type(record))
