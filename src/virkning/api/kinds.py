"""A kind of record with an address of its own: made, read, changed on what was read, acted on, removed.

One mechanism for every kind whose operations are alike: what is particular to one is its schema, how it is told, and
the room's action that is called.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Router
from ninja.responses import Status
from pydantic import BaseModel

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict

from .door import Bearer, author_of, found
from .once import Done, done_before, once
from .problems import Stale
from .schemas.outcomes import reads, writes

#: An act on the record found, or on what it is made under; what it returns is the record.
Act = Callable[[Any, Author], Any]
Operation = Callable[[Callable[..., Any]], Callable[..., Any]]


@dataclass(frozen=True)
class Kind:
    """A kind of record. `at`: its own address; `lookups`: how it is found by it (ORM path → parameter).

    `told`: the schema it is told in; `now`: the record with that key as it is now, or `NotVisible`.
    """

    router: Router
    at: str
    model: Any
    lookups: Mapping[str, str]
    told: type[BaseModel]
    now: Callable[[int], BaseModel]
    sees: Permission
    edits: Permission
    #: Finds the record where its address names more than records; see `Bearer.found_by`.
    look: Callable[[Mapping[str, Any], Permission], Any] | None = None

    # Operations, each a decorator ------------------------------------------------------------------------------------

    def make(self, under: str, model: Any, name: str, summary: Any, **lookups: str) -> Operation:
        """POST at an address under what it is made in, found by `lookups`. Answer with `made`."""
        return self.router.post(
            under,
            auth=Bearer(self.edits, model, **lookups),
            response=writes(self.told, 201, current=self.told),
            url_name=name,
            summary=summary,
        )

    def read(self, name: str, summary: Any) -> Operation:
        """GET at its own address."""
        return self.router.get(
            self.at,
            auth=self._bearer(self.sees),
            response=reads(self.told),
            url_name=name,
            summary=summary,
        )

    def change(self, summary: Any, *, name: str | None = None, way: str = "") -> Operation:
        """PUT at its own address, or at what `way` names of it. Answer with `changed`."""
        return self._write("PUT", self.at + way, name, summary)

    def act(self, way: str, name: str, summary: Any) -> Operation:
        """POST at `way` under its own address. Answer with `changed`."""
        return self._write("POST", self.at + way, name, summary)

    def _write(self, method: str, address: str, name: str | None, summary: Any) -> Operation:
        return self.router.api_operation(
            [method],
            address,
            auth=self._bearer(self.edits),
            response=writes(self.told, 200, current=self.told),
            url_name=name,
            summary=summary,
        )

    def remove(self, summary: Any) -> Operation:
        """DELETE at its own address. Answer with `removed`."""
        # Not `router.delete`, which reads as a row taken away behind the log's back.
        return self.router.api_operation(
            ["DELETE"],
            self.at,
            auth=self._bearer(self.edits).unless(done_before),
            response=writes(None, 204, current=self.told),
            summary=summary,
        )

    def _bearer(self, permission: Permission) -> Bearer:
        demand = Bearer(permission, self.model, **self.lookups)
        return demand if self.look is None else demand.found_by(self.look)

    # What they answer ------------------------------------------------------------------------------------------------

    def made(self, request: HttpRequest, act: Act) -> Any:
        """Make one under what was found, once; answer with it."""
        above = found(request)
        # A new version is made from the one before, which somebody may have changed meanwhile.
        before = above.pk if isinstance(above, self.model) else None
        status, key = self._once(request, lambda: (201, act(above, author_of(request)).pk), before)
        return Status(status, self.now(key))

    def changed(self, request: HttpRequest, act: Act) -> Any:
        """Do it to the record found, once; answer with it as it is then."""
        record = found(request)

        def done() -> Done:
            act(record, author_of(request))
            return 200, record.pk

        self._once(request, done, record.pk)
        return Status(200, self.now(record.pk))

    def removed(self, request: HttpRequest, act: Act) -> Any:
        """Take the record found away, once; what this very call has taken away before is not there to be found."""
        record = found(request)
        if isinstance(record, self.model):

            def done() -> Done:
                act(record, author_of(request))
                return 204, record.pk

            self._once(request, done, record.pk)
        return HttpResponse(status=204)

    def _once(self, request: HttpRequest, act: Callable[[], Done], key: int | None) -> Done:
        try:
            return once(request, act)
        except Conflict as conflict:
            raise Stale(self._current(key)) from conflict

    def _current(self, key: int | None) -> BaseModel | None:
        """What stands there now; None where nothing does."""
        try:
            return self.now(key) if key is not None else None
        except NotVisible:
            return None


def named(model: Any, key: int, field: str, **where: Any) -> Any:
    """The record a body names by its key, among those `where` says. Raises `Refused`."""
    row = model.objects.filter(pk=key, **where).first()
    if row is None:
        raise Refused({field: gettext("Det findes ikke, eller det hører ikke til her. Vælg noget andet.")})
    return row


@contextmanager
def fields_of(names: Mapping[str, str]) -> Iterator[None]:
    """Tell what is refused by the call's own fields: the form's name → the call's, blank for the whole.

    A name that ends in `_` is that of many fields, one a record (`title_12`).
    """
    try:
        yield
    except Refused as refused:
        told: dict[str, list[str]] = {}
        for name, said in refused.errors.items():
            told.setdefault(_called(name, names), []).append(said)
        raise Refused({name: " ".join(dict.fromkeys(said)) for name, said in told.items()}) from refused


def _called(name: str, names: Mapping[str, str]) -> str:
    many, _, key = name.rpartition("_")
    return names.get(f"{many}_" if key.isdecimal() else name, name)
