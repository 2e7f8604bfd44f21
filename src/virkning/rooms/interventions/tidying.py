"""Answers as they are kept: nobody tells spaces at an end or a blank item from nothing, so they are nothing."""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import TypeVar

from virkning.documents.cleaning import clean, one_line

from .answers import ActorAnswer, Answers, CostAnswer, TrackAnswer

T = TypeVar("T")
#: What is one line in the template.
_LINES = ("municipality", "name")
_ACTOR_LINES, _TRACK_LINES = ("kind", "title"), ("number", "title")


def tidied(answers: Answers) -> Answers:
    """The answers without room around them, without signs no document holds, and without items that say nothing."""
    return replace(
        _texts(answers, _LINES),
        actors=_kept(answers.actors, lambda one: _texts(one, _ACTOR_LINES), ActorAnswer()),
        tracks=_kept(answers.tracks, lambda one: _texts(one, _TRACK_LINES), TrackAnswer()),
        effects=tuple(one for one in (_texts(one, ()) for one in answers.effects) if one.text),
        costs=_kept(answers.costs, lambda one: _texts(one, ()), CostAnswer("")),
    )


def _kept(items: Iterable[T], tidy: Callable[[T], T], blank: T) -> tuple[T, ...]:
    return tuple(one for one in map(tidy, items) if one != blank)


def _texts(holder: T, lines: Iterable[str]) -> T:
    """The same with its texts tidied; `lines` are those that are one line."""
    told: dict[str, object] = {}
    for one in fields(holder):  # type: ignore[arg-type]
        value = getattr(holder, one.name)
        if type(value) is str:  # a term is a word too, and no text
            told[one.name] = " ".join(one_line(value).split()) if one.name in lines else clean(value).strip()
        elif isinstance(value, tuple) and all(isinstance(text, str) for text in value):
            told[one.name] = tuple(text for text in (clean(text).strip() for text in value) if text)
    return replace(holder, **told)  # type: ignore[type-var]
