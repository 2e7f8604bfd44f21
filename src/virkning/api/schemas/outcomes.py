"""Which answers an operation may give, for the description and for those who read it."""

from typing import Any

from pydantic import create_model

from .problems import Problem

_READING = (401, 403, 404, 405, 413, 422, 429)
_WRITING = (400, 401, 403, 404, 405, 413, 415, 422, 429)


def reads(answer: Any) -> dict[int, Any]:
    """An operation that only tells."""
    return {200: answer, **dict.fromkeys(_READING, Problem)}


def writes(answer: Any, *statuses: int, current: Any) -> dict[int, Any]:
    """An operation that writes; a conflict (409) comes with what stands there now, told as `current`."""
    conflict = create_model(
        f"{current.__name__}Conflict",
        __doc__="Somebody else was first: nothing was written. `current`: what stands there now.",
        code=(str, ...),
        message=(str, ...),
        current=(current | None, ...),
    )
    return {**dict.fromkeys(statuses, answer), 409: conflict, **dict.fromkeys(_WRITING, Problem)}
