"""A call with an `Idempotency-Key` is carried out once, however many times it is sent."""

import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from virkning.rooms.audit import answers
from virkning.rooms.audit.refusals import Refused

from .door import person_of
from .problems import KeyReused

#: What was done: the answer's status, and the key of the row it is about (0: told by the address).
Done = tuple[int, int]
HEADER = "Idempotency-Key"
_LONGEST = 200


def once(request: HttpRequest, act: Callable[[], Done]) -> Done:
    """Do `act` in one transaction, or tell what it did the first time.

    A call that was refused may be sent again with its key. Raises `KeyReused` where the key was another call's.
    """
    key = _key(request)
    if not key:
        with transaction.atomic():
            return act()
    person, call = person_of(request).pk, _fingerprint(request)
    earlier = _earlier(key, person, call)
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            claimed = answers.claim(key=key, person_id=person)
            done = act()
            answers.answered(claimed, f"{call} {done[0]} {done[1]}")
            return done
    except IntegrityError:
        earlier = _earlier(key, person, call)
        if earlier is None:
            raise
        return earlier


def done_before(request: HttpRequest) -> Done | None:
    """What this very call did the first time it was sent; None where it has no key or is new. Raises `KeyReused`."""
    key = _key(request)
    return _earlier(key, person_of(request).pk, _fingerprint(request)) if key else None


def _key(request: HttpRequest) -> str:
    """The key as it is kept: never one that a form on a page could have."""
    given = request.headers.get(HEADER, "")
    if not given:
        return ""
    if len(given) > _LONGEST:
        raise Refused({HEADER: _("Nøglen er for lang. Den må højst have 200 tegn.")})
    return hashlib.sha256(f"api:{given}".encode()).hexdigest()[:36]


def _fingerprint(request: HttpRequest) -> str:
    told = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(told).hexdigest()


def _earlier(key: str, person: int, call: str) -> Done | None:
    found = answers.answer_to(key=key, person_id=person)
    if found is None:
        return None
    same, _, done = found.partition(" ")
    if same != call:
        raise KeyReused
    status, row = done.split()
    return int(status), int(row)
