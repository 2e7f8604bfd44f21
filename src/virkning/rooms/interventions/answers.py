"""Everything a description answers, as plain values: what is stored, printed, read back, handed in and compared."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from virkning.figures.indicators import Term


@dataclass(frozen=True, slots=True)
class ActorAnswer:
    """Somebody who carries it out. `element`: the number (from 1) of the activity the actor supports."""

    kind: str = ""
    title: str = ""
    task: str = ""
    element: int | None = None
    brings: str = ""
    qualified: str = ""
    prepared: str = ""
    takes_part: str = ""


@dataclass(frozen=True, slots=True)
class TrackAnswer:
    """A change track by number and title, and the specific change expected."""

    number: str = ""
    title: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class EffectAnswer:
    """An expected effect, and on which term where that is said."""

    text: str
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class CostAnswer:
    """A cost; the amount in kroner where it is known."""

    text: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """A description's answers. A text that is not answered is blank, a value None, a list empty."""

    municipality: str = ""
    name: str = ""
    start_date: date | None = None
    summary: str = ""
    new_type: bool | None = None
    hours_per_week: Decimal | None = None
    weeks_per_participant: Decimal | None = None
    participants_at_a_time: int | None = None
    #: `rolling`, `common`, or blank.
    intake: str = ""
    target_group: str = ""
    selection_criteria: str = ""
    purposes_short: tuple[str, ...] = ()
    purposes_long: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    actors: tuple[ActorAnswer, ...] = ()
    ambassador_role: str = ""
    successor: str = ""
    method: str = ""
    sources: tuple[str, ...] = ()
    tracks: tuple[TrackAnswer, ...] = ()
    effects: tuple[EffectAnswer, ...] = ()
    costs: tuple[CostAnswer, ...] = ()
    observations_start: str = ""
    observations_middle: str = ""
    observations_end: str = ""


def kept(answers: Answers) -> dict[str, Any]:
    """The answers as JSON can hold them; `kept_again` gives them back."""
    return {one.name: _plain(getattr(answers, one.name)) for one in fields(answers)}


def kept_again(values: Mapping[str, Any]) -> Answers:
    """What `kept` was given. Raises KeyError, TypeError or ValueError for anything else."""
    told = dict(values)
    for name in ("hours_per_week", "weeks_per_participant"):
        told[name] = None if told[name] is None else Decimal(told[name])
    told["start_date"] = None if told["start_date"] is None else date.fromisoformat(told["start_date"])
    for name in ("purposes_short", "purposes_long", "elements", "sources"):
        told[name] = tuple(told[name])
    told["actors"] = tuple(ActorAnswer(**one) for one in told["actors"])
    told["tracks"] = tuple(TrackAnswer(**one) for one in told["tracks"])
    told["effects"] = tuple(
        EffectAnswer(one["text"], None if one["term"] is None else Term(one["term"]))
        for one in told["effects"]
    )
    told["costs"] = tuple(
        CostAnswer(one["text"], None if one["amount"] is None else Decimal(one["amount"]))
        for one in told["costs"]
    )
    return Answers(**told)


def _plain(value: Any) -> Any:
    if isinstance(value, Term):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
