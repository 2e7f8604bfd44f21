"""Answers as the template's fields have them: an actor's parts, effects and costs as the texts they would be there."""

from collections.abc import Iterable
from decimal import Decimal

from ..answers import ActorAnswer, Answers, CostAnswer, EffectAnswer
from ..form import Field
from ..sections import ACTOR_PARTS, SOURCES, activity_named, shown_amount, shown_term
from .proposal import Value
from .values import Track


def as_values(answers: Answers) -> dict[Field, Value]:
    """The value of every field; None where it is not answered."""
    told: dict[Field, Value] = {
        field: getattr(answers, field.value) for field in Field if hasattr(answers, field.value)
    }
    if answers.participants_at_a_time is not None:
        told[Field.PARTICIPANTS_AT_A_TIME] = Decimal(answers.participants_at_a_time)
    told[Field.PURPOSE_SHORT] = answers.purposes_short
    told[Field.PURPOSE_LONG] = answers.purposes_long
    told[Field.ACTIVITIES] = answers.elements
    told[Field.ACTORS] = tuple(map(actor_text, answers.actors))
    told[Field.METHOD] = method_text(answers)
    told[Field.CHANGE_TRACKS] = tuple(Track(one.number, one.title, one.change) for one in answers.tracks)
    told[Field.EXPECTED_EFFECT] = "\n".join(map(_effect_text, answers.effects))
    told[Field.ECONOMY] = "\n".join(map(_cost_text, answers.costs))
    return {field: None if told[field] in ("", ()) else told[field] for field in Field}


def actor_text(actor: ActorAnswer) -> str:
    """The actor as one text: `Type: rolle og opgave`, and the other parts with their words, a line each."""
    lines = [": ".join(one for one in (actor.kind or actor.title, actor.task) if one)]
    if actor.kind and actor.title:
        lines = [actor.kind, f"{_words('title')}: {actor.title}", *([actor.task] if actor.task else [])]
    named = "" if actor.element is None else activity_named(actor.element)
    if named and named.casefold() not in actor.task.casefold():
        lines.append(f"{_words('element')}: {named}")
    for name in ("brings", "qualified", "prepared", "takes_part"):
        if value := getattr(actor, name):
            lines.append(f"{_words(name)}: {value}")
    return "\n".join(one for one in lines if one)


def method_text(answers: Answers) -> str:
    """The method with its sources below it."""
    sources = [f"{SOURCES.danish}:", *answers.sources] if answers.sources else []
    return _lines((answers.method, *sources))


def _words(part: str) -> str:
    return next(words.danish for name, _tag, words in ACTOR_PARTS if name == part)


def _effect_text(one: EffectAnswer) -> str:
    return " ".join(part for part in (one.text, shown_term(one.term)) if part)


def _cost_text(one: CostAnswer) -> str:
    return " ".join(part for part in (one.text, shown_amount(one.amount)) if part)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(one for one in texts if one)
