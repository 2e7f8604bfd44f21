"""A theory of change as facts: its arrows, and in a period its boxes, what they show, and its gaps.

The boxes are the project's own activities and results, so a value that is reported shows here without being entered.
An activity shows the most serious light among its milestones: one red milestone is what a reader must not miss.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from virkning.charts.definitions import LightColour
from virkning.charts.theorymap import TheoryArrow, TheoryBox, TheoryMap
from virkning.figures.arrows import ACTIVITIES, COLUMN, COLUMN_WORDS, Gap, Standing, after, before, gaps
from virkning.figures.milestones import Light
from virkning.figures.periods import Period
from virkning.figures.targets import effective_target, judged_series
from virkning.figures.theory import Basis

from .evidence import ExplanationFacts, explanations_by
from .judgements import CellState, is_retired, milestone_cell, result_cell
from .project import ActivityFacts, ProjectFacts, ResultFacts

_SERIOUS = (Light.RED, Light.YELLOW, Light.GREEN)


@dataclass(frozen=True, slots=True)
class ArrowFacts:
    """From an activity or a result to a result; what it builds on, and why."""

    id: int
    from_activity: int | None
    from_result: int | None
    to_result: int
    basis: Basis
    reason: str
    other_explanations: str

    @property
    def start(self) -> str:
        """The key of the box it begins at."""
        if self.from_activity is not None:
            return activity_key(self.from_activity)
        return result_key(self.from_result or 0)

    @property
    def end(self) -> str:
        """The key of the box it ends at."""
        return result_key(self.to_result)


def activity_key(activity_id: int) -> str:
    """`aktivitet-12`: a box as addresses name it."""
    return f"aktivitet-{activity_id}"


def result_key(result_id: int) -> str:
    """`resultat-7`."""
    return f"resultat-{result_id}"


@dataclass(frozen=True, slots=True)
class BoxFacts:
    """One activity or result in a period. `state` is the word of its light, or why it has none; `value` the latest."""

    key: str
    id: int
    column: int
    number: str
    title: str
    light: Light | None
    state: str
    value: str = ""
    ended: bool = False
    measured: bool = True
    explanations: tuple[str, ...] = ()

    @property
    def is_activity(self) -> bool:
        """An activity and no result."""
        return self.column == ACTIVITIES

    @property
    def name(self) -> str:
        """Number and title: `2.1 Kurser`, `7. Flere i job`."""
        return f"{self.number} {self.title}" if self.is_activity else f"{self.number}. {self.title}"


@dataclass(frozen=True, slots=True)
class Theory:
    """The theory in a period. Arrows are those whose two ends are there."""

    project: str
    period: Period | None
    boxes: tuple[BoxFacts, ...]
    arrows: tuple[ArrowFacts, ...]
    gaps: tuple[tuple[BoxFacts, Gap], ...]

    def box(self, key: str) -> BoxFacts | None:
        """The box of that key."""
        return next((one for one in self.boxes if one.key == key), None)

    def path(self, key: str) -> frozenset[str]:
        """The box with everything before and after it; none where there is no such box."""
        ties = [(one.start, one.end) for one in self.arrows]
        if self.box(key) is None:
            return frozenset()
        return frozenset({key} | before([key], ties) | after([key], ties))

    def arrows_on(self, key: str) -> tuple[ArrowFacts, ...]:
        """The arrows on the way through the box: both ends before it or it, or both after it or it."""
        ties = [(one.start, one.end) for one in self.arrows]
        sides = ({key} | before([key], ties), {key} | after([key], ties))
        return tuple(one for one in self.arrows if any({one.start, one.end} <= side for side in sides))

    def column(self, number: int) -> tuple[BoxFacts, ...]:
        """The boxes of one column."""
        return tuple(one for one in self.boxes if one.column == number)


def theory_of(
    facts: ProjectFacts,
    arrows: Sequence[ArrowFacts],
    period: Period | None,
    explanations: Iterable[ExplanationFacts] = (),
) -> Theory:
    """The project's theory as it stands in the period; without one the boxes say nothing but their names."""
    told = tuple(explanations)
    boxes = [_activity(facts, one, period) for one in facts.activities()]
    results = [_result(facts, one, period, told) for one in facts.all_results()]
    boxes += sorted(results, key=lambda one: one.column)
    there = {one.key for one in boxes}
    kept = tuple(one for one in arrows if one.start in there and one.end in there)
    by_key = {one.key: one for one in boxes}
    found = gaps(
        (Standing(one.key, one.column, one.measured, one.ended) for one in boxes),
        [(one.start, one.end) for one in kept],
    )
    return Theory(facts.name, period, tuple(boxes), kept, tuple((by_key[key], gap) for key, gap in found))


def _activity(facts: ProjectFacts, activity: ActivityFacts, period: Period | None) -> BoxFacts:
    closed = activity.closed_in is not None and (period is None or activity.closed_in.begun_by(period))
    title = _("%(title)s (lukket)") % {"title": activity.title} if closed else activity.title
    key = activity_key(activity.id)
    if period is None:
        return BoxFacts(key, activity.id, ACTIVITIES, activity.number, title, None, "", ended=closed)
    cells = [milestone_cell(one, period, facts.horizon) for one in activity.milestones]
    live = [one for one in cells if one.counts]
    light = next((one for one in _SERIOUS if any(cell.light is one for cell in live)), None)
    value = ""
    if live and light is not None and light is not Light.GREEN:
        green = sum(cell.light is Light.GREEN for cell in live)
        value = _("%(green)d af %(all)d milepæle grønne") % {"green": green, "all": len(live)}
    state = light.shown if light else _("Ingen farve")
    return BoxFacts(key, activity.id, ACTIVITIES, activity.number, title, light, state, value, closed)


def _result(
    facts: ProjectFacts, result: ResultFacts, period: Period | None, explanations: Sequence[ExplanationFacts]
) -> BoxFacts:
    indicator = result.indicator
    retired = indicator.retired_in is not None if period is None else is_retired(result, period)
    light, state, value = None, "", ""
    if period is not None:
        light, state = _standing(facts, result, period)
        value = latest_value(facts, result, period)
    if not indicator.is_measured and not retired:
        state = _("Måles ikke")
    return BoxFacts(
        key=result_key(result.id),
        id=result.id,
        column=COLUMN[result.term],
        number=result.number,
        title=result.statement if period is None else result.statement_in(period),
        light=light,
        state=state,
        value=value,
        ended=retired,
        measured=indicator.is_measured,
        explanations=tuple(one.text for one in explanations_by(explanations, result.id, period))
        if period is not None
        else (),
    )


def _standing(facts: ProjectFacts, result: ResultFacts, period: Period) -> tuple[Light | None, str]:
    """The light in the period and its word, or why there is none."""
    retired = result.indicator.retired_in
    if retired is not None and is_retired(result, period):
        return None, _("Udgået %(period)s") % {"period": retired.shown}
    cell = result_cell(result, period, facts.horizon)
    absent = {
        CellState.NOT_ADDED: _("Ikke tilføjet endnu"),
        CellState.NOT_EXPECTED: _("Ikke forventet endnu"),
        CellState.NOT_MEASURED: _("Måles ikke"),
    }
    if cell.light is not None:
        return cell.light, cell.light.shown
    if cell.state is CellState.MISSING:
        return None, _("Mangler")
    return None, absent.get(cell.state, _("Ingen farve"))


def latest_value(facts: ProjectFacts, result: ResultFacts, period: Period) -> str:
    """The values of the latest period with any, up to this one: `72 pct.`, and when they are older `72 pct. (2012)`.

    Of several series those the target is about, for it is they that the light is about; the others where they say
    nothing.
    """
    found = ""
    for one in reversed(facts.horizon.periods):
        values = result_cell(result, one, facts.horizon).values if one <= period else ()
        judged = [line for line in values if _is_judged(result, line.series, one)]
        words = "; ".join(line.words for line in judged or values)
        told = words if one == period else f"{words} ({one.shown})"
        if judged:
            return told
        found = found or (told if words else "")
    return found


def _is_judged(result: ResultFacts, series: str, period: Period) -> bool:
    """Whether the target in the period is about the series; without a target all of them are as good."""
    indicator = result.indicator
    return effective_target(indicator, period) is None or series in judged_series(indicator, period)


def theory_map(theory: Theory, *, chosen: str = "", address: str = "") -> TheoryMap:
    """The drawing. `address`: of each box, with `{key}` in it; left out, boxes are no links."""
    path = theory.path(chosen)
    on_path = {one.id for one in theory.arrows_on(chosen)} if path else set()
    return TheoryMap(
        title=_("Forandringsteori for %(project)s") % {"project": theory.project},
        description=described(theory),
        columns=tuple(str(words) for words in COLUMN_WORDS),
        boxes=tuple(
            TheoryBox(
                key=one.key,
                column=one.column,
                number=one.number if one.is_activity else f"{one.number}.",
                title=one.title,
                state=one.state,
                light=_colour(one.light),
                value=one.value,
                muted=one.ended,
                chosen=one.key == chosen,
                on_path=one.key in path,
                words=_said(theory, one),
                href=address.replace("{key}", one.key),
            )
            for one in theory.boxes
        ),
        arrows=tuple(
            TheoryArrow(one.start, one.end, one.basis is Basis.EVIDENCE, one.id in on_path)
            for one in theory.arrows
        ),
    )


def _colour(light: Light | None) -> LightColour:
    return light.value if light is not None else "none"


def described(theory: Theory) -> str:
    """The drawing in one sentence."""
    activities = sum(one.is_activity for one in theory.boxes)
    evidence = sum(one.basis is Basis.EVIDENCE for one in theory.arrows)
    words = _(
        "%(activities)d aktiviteter, %(results)d resultater og %(arrows)d pile: %(evidence)d bygger på "
        "dokumentation, %(assumed)d er antagelser. Det samme står som liste."
    )
    return words % {
        "activities": activities,
        "results": len(theory.boxes) - activities,
        "arrows": len(theory.arrows),
        "evidence": evidence,
        "assumed": len(theory.arrows) - evidence,
    }


def _said(theory: Theory, box: BoxFacts) -> str:
    """A box for whoever does not see it: its name, how it stands, and what it leads to."""
    parts = [box.name.rstrip("."), ", ".join(part for part in (box.state, box.value) if part)]
    leads = [led_to(theory, one) for one in theory.arrows if one.start == box.key]
    if leads:
        parts.append(_("Fører til: %(what)s") % {"what": "; ".join(leads)})
    return ". ".join(part for part in parts if part)


def led_to(theory: Theory, arrow: ArrowFacts) -> str:
    """The box an arrow ends at, and that it is an assumption where it is."""
    end = theory.box(arrow.end)
    name = end.name if end is not None else ""
    return name if arrow.basis is Basis.EVIDENCE else _("%(what)s (antagelse)") % {"what": name}
