"""What an accepted description becomes in the project: activities with a milestone each, and results.

Told beforehand by the same pure function that the acceptance makes it by, so that nobody is surprised. What is tied to
an activity or a result already is made no second time: not where a description was returned and is accepted again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from virkning.figures.indicators import IndicatorKind, Term
from virkning.figures.milestones import MilestoneKind
from virkning.figures.phrases import P
from virkning.rooms.activities.actions.belonging import check_belongs
from virkning.rooms.activities.models import Activity, FocusArea, Milestone
from virkning.rooms.activities.queries.numbers import next_number
from virkning.rooms.programmes.actions.acts import Act
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.results.models import Result, ResultActivity

from ..models import Actor, Effect, Element, Intervention
from .naming import beginning

#: As much of an activity's text as is its title; where there is more, all of it is the remark.
LONGEST_TITLE = 120
_LONGEST_RESPONSIBLE = 200
#: The state each of the activities shall reach first; the project rewords it, and adds others.
MILESTONE = P("Aktiviteten er gennemført som beskrevet")


@dataclass(frozen=True, slots=True)
class ElementPart:
    """An activity of the description: its text, who carries it out, and the project's activity it is already."""

    id: int
    text: str
    responsible: str = ""
    activity_id: int | None = None


@dataclass(frozen=True, slots=True)
class EffectPart:
    """An effect of the description, and the project's result it is already."""

    id: int
    text: str
    term: str = ""
    result_id: int | None = None


@dataclass(frozen=True, slots=True)
class AreaPart:
    """Where the activities go. `id` None: an area that is made."""

    number: str
    title: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class NewActivity:
    """An activity that will be made of an element, with its milestone."""

    element_id: int
    number: str
    title: str
    responsible: str = ""
    remark: str = ""
    milestone: str = MILESTONE.danish


@dataclass(frozen=True, slots=True)
class NewResult:
    """A result that will be made of an effect; it is not measured until somebody says how."""

    effect_id: int
    number: str
    statement: str
    term: Term


@dataclass(frozen=True, slots=True)
class Making:
    """Everything an acceptance makes. `area` None: no activity is made. `tied`: how many are there already."""

    area: AreaPart | None
    activities: tuple[NewActivity, ...] = ()
    results: tuple[NewResult, ...] = ()
    tied: int = 0


def making_of(
    elements: Sequence[ElementPart],
    effects: Sequence[EffectPart],
    *,
    area: AreaPart,
    activity_numbers: Sequence[str] = (),
    in_area: Sequence[str] = (),
    result_numbers: Sequence[str] = (),
) -> Making:
    """What comes of a description. The numbers are those in use: in the project, in the area, of the results."""
    new = [one for one in elements if one.activity_id is None]
    numbers = _numbers(len(new), activity_numbers, f"{area.number}.1", in_area)
    activities = tuple(_activity(one, number) for one, number in zip(new, numbers, strict=True))
    unmade = [one for one in effects if one.result_id is None]
    after = _numbers(len(unmade), result_numbers, "1", result_numbers)
    results = tuple(
        NewResult(one.id, number, one.text, Term(one.term) if one.term else Term.SHORT)
        for one, number in zip(unmade, after, strict=True)
    )
    tied = len(elements) + len(effects) - len(activities) - len(results)
    return Making(area if activities else None, activities, results, tied)


def _numbers(count: int, used: Sequence[str], first: str, siblings: Sequence[str]) -> Iterator[str]:
    taken, own = list(used), list(siblings)
    for _place in range(count):
        # Numbers that have grown too long to be followed begin anew.
        number = next_number(taken, first, own) or next_number(taken, "1", ["0"])
        taken.append(number)
        own.append(number)
        yield number


def _activity(one: ElementPart, number: str) -> NewActivity:
    first, *_rest = one.text.strip().splitlines() or [""]
    title = beginning(first, LONGEST_TITLE)
    remark = "" if title == " ".join(one.text.split()) else one.text.strip()
    return NewActivity(one.id, number, title, one.responsible[:_LONGEST_RESPONSIBLE], remark)


def what_it_makes(intervention: Intervention, *, area: FocusArea | None = None) -> Making:
    """What accepting it now would make. At most eight queries. Raises `Refused` for another project's area."""
    check_belongs(intervention.project_id, area=area)
    elements = list(Element.objects.filter(intervention=intervention).order_by("position", "id"))
    effects = list(Effect.objects.filter(intervention=intervention).order_by("position", "id"))
    by_element = _responsible(intervention)
    used = list(
        Activity.objects.filter(project_id=intervention.project_id)
        .order_by("position", "id")
        .values_list("pk", "number", "area_id")
    )
    where = _area(
        intervention, area, [one.activity_id for one in elements], {key: own for key, _number, own in used}
    )
    results = Result.objects.filter(project_id=intervention.project_id).order_by("position", "id")
    return making_of(
        [
            ElementPart(one.pk, one.text, by_element.get(one.pk, ""), _there(one.activity_id, used))
            for one in elements
        ],
        [EffectPart(one.pk, one.text, one.term, one.result_id) for one in _with_results(effects)],
        area=where,
        activity_numbers=[number for _key, number, _area in used],
        in_area=[number for _key, number, own in used if own == where.id],
        result_numbers=list(results.values_list("number", flat=True)),
    )


def _there(key: int | None, used: Sequence[Any]) -> int | None:
    """An activity that has been removed since is none: another is made."""
    return key if any(pk == key for pk, _number, _area in used) else None


def _with_results(effects: Sequence[Effect]) -> list[Effect]:
    """The same of results: one that has been removed since is none."""
    keys = [one.result_id for one in effects if one.result_id is not None]
    there = set(Result.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    for one in effects:
        if one.result_id not in there:
            one.result_id = None
    return list(effects)


def _responsible(intervention: Intervention) -> dict[int, str]:
    """Activity of the description → the roles of the actors who support it."""
    found: dict[int, list[str]] = {}
    rows = Actor.objects.filter(intervention=intervention, element__isnull=False).order_by("position", "id")
    for element, kind, title in rows.values_list("element_id", "kind", "title"):
        found.setdefault(element, []).append(title or kind)
    return {key: ", ".join(dict.fromkeys(filter(None, some))) for key, some in found.items()}


def _area(
    intervention: Intervention,
    area: FocusArea | None,
    tied: Sequence[int | None],
    areas: dict[int, int],
) -> AreaPart:
    """The area that was chosen; else the one its activities stand in already; else a new one named after it."""
    rows = FocusArea.objects.filter(project_id=intervention.project_id).order_by("position", "id")
    own = next((areas[key] for key in tied if key in areas), None)
    found = area if area is not None else rows.filter(pk=own or 0).first()
    if found is not None:
        return AreaPart(found.number, found.title, found.pk)
    number = next_number(list(rows.values_list("number", flat=True)), "1")
    return AreaPart(
        number or next_number(list(rows.values_list("number", flat=True)), "1", ["0"]), intervention.name
    )


# Made -----------------------------------------------------------------------------------------------------------------


def make(act: Act, intervention: Intervention, making: Making) -> None:
    """Make it, inside the act that accepts."""
    project_id = intervention.project_id
    places = [_next(Activity, project_id), _next(Result, project_id)]
    area_id = _make_area(act, project_id, making.area)
    begins = _begins(project_id, intervention.start_date)
    for place, one in enumerate(making.activities, start=places[0]):
        activity = act.create(
            Activity(
                project_id=project_id,
                area_id=area_id or 0,
                number=one.number,
                title=one.title,
                responsible=one.responsible,
                remark=one.remark,
                position=place,
            )
        )
        milestone = Milestone(
            activity=activity,
            number="1",
            statement=one.milestone,
            kind=MilestoneKind.YES_NO.value,
            expected_from=begins,
        )
        act.create(milestone)
        act.change(Element._base_manager.get(pk=one.element_id), activity_id=activity.pk)
    _make_results(act, intervention, making.results, places[1])
    if making.activities or making.results:
        act.told["aktiviteter"] = ["", ", ".join(one.number for one in making.activities)]
        act.told["resultater"] = ["", ", ".join(one.number for one in making.results)]


def _make_area(act: Act, project_id: int, area: AreaPart | None) -> int | None:
    if area is None or area.id is not None:
        return None if area is None else area.id
    made = FocusArea(
        project_id=project_id, number=area.number, title=area.title, position=_next(FocusArea, project_id)
    )
    return int(act.create(made).pk)


def _make_results(act: Act, intervention: Intervention, results: Sequence[NewResult], first: int) -> None:
    """Each belongs to all of the intervention's activities: it is the intervention that is expected to give it."""
    rows = Element.objects.filter(intervention=intervention, activity__removed_at__isnull=True)
    keys = dict.fromkeys(
        key for key in rows.order_by("position", "id").values_list("activity_id", flat=True) if key
    )
    for place, one in enumerate(results, start=first):
        result = act.create(
            Result(
                project_id=intervention.project_id,
                number=one.number,
                statement=one.statement,
                term=one.term.value,
                kind=IndicatorKind.NONE.value,
                position=place,
            )
        )
        for order, activity in enumerate(keys):
            act.create(ResultActivity(result=result, activity_id=activity, position=order))
        act.change(Effect._base_manager.get(pk=one.effect_id), result_id=result.pk)


def _begins(project_id: int, start: date | None) -> ProjectPeriod | None:
    """The period in which it begins, so that nobody is asked about it before; None where the project has none."""
    if start is None:
        return None
    rows = ProjectPeriod.objects.filter(project_id=project_id).order_by("start", "id")
    return next((one for one in rows if one.period.end >= start), None)


def _next(model: Any, project_id: int) -> int:
    last = model.objects.filter(project_id=project_id).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1
