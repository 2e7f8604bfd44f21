"""A form that carries a key is answered once, however often and however fast it is sent."""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

from virkning.rooms.audit import answers

T = TypeVar("T")


class AnsweredBefore(Exception):
    """The same form was answered by another request, with `address`."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def answer_before(*, key: str, person_id: int) -> str:
    """Where this very form was answered before; blank where it was not, or carries no key."""
    return (answers.answer_to(key=key, person_id=person_id) or "") if key else ""


def once(*, key: str, person_id: int, act: Callable[[], T], address: Callable[[T], str]) -> T:
    """Do `act` in one transaction, and keep where its answer is.

    Of two that are under way at once the second waits for the first, and raises `AnsweredBefore`. What `act` raises
    propagates, and then nothing is written and nothing kept.
    """
    try:
        with transaction.atomic():
            claimed = answers.claim(key=key, person_id=person_id) if key else None
            done = act()
            if claimed is not None:
                answers.answered(claimed, address(done))
            return done
    except IntegrityError:
        before = answer_before(key=key, person_id=person_id)
        if before:
            raise AnsweredBefore(before) from None
        raise
