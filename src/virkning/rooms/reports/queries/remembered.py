"""What has been computed of a project is remembered in this process for as long as the project stands unchanged.

Nothing is stored: the answer is computed on read, and forgotten with the process. What may be remembered is only what
follows from the project's own rows, for every write to those leaves an entry in the project's log (ADR 0011).
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Protocol, TypeVar

from virkning.rooms.audit.queries.versions import Version, log_versions
from virkning.rooms.exchange.actions.imports import uncollected


class Lasting(Protocol):
    """Something computed on one day that stays true, as long as nothing is changed, until another (not counted in)."""

    @property
    def until(self) -> date: ...


T = TypeVar("T", bound=Lasting)

#: A hundred projects seen in a few dozen ways by one process.
MOST = 4_000


@dataclass(frozen=True, slots=True)
class _Kept:
    version: Version
    since: date
    value: Any

    def holds(self, version: Version, today: date) -> bool:
        return self.version == version and self.since <= today < self.value.until


_kept: OrderedDict[Hashable, _Kept] = OrderedDict()
_lock = Lock()


def remembered(
    keys: Sequence[int],
    way: tuple[Hashable, ...],
    compute: Callable[[list[int]], dict[int, T]],
    *,
    today: date,
    versions: Mapping[int, Version] | None = None,
) -> dict[int, T]:
    """`compute` of the projects it is not known for, and what is known of the others. One query, and `compute`'s own.

    `way` names what is computed and everything it depends on beside the project and the day. `compute` must read
    nothing but the projects' own rows, and its answers must be immutable. `versions`: where they have just been read.
    They are read before the rows: what turns out newer than its version is computed again next time.
    """
    if versions is None:
        versions = log_versions(keys)
    known = _recall(way, versions, today)
    fresh = [key for key in keys if key not in known]
    computed: dict[int, T] = {}
    if fresh:
        with uncollected():
            computed = compute(fresh)
    _keep(way, {key: _Kept(versions[key], today, one) for key, one in computed.items() if key in versions})
    return known | computed


def _recall(way: tuple[Hashable, ...], versions: Mapping[int, Version], today: date) -> dict[int, Any]:
    found: dict[int, Any] = {}
    with _lock:
        for key, version in versions.items():
            kept = _kept.get((key, *way))
            if kept is not None and kept.holds(version, today):
                _kept.move_to_end((key, *way))
                found[key] = kept.value
    return found


def _keep(way: tuple[Hashable, ...], values: Mapping[int, _Kept]) -> None:
    with _lock:
        for key, value in values.items():
            _kept[key, *way] = value
            _kept.move_to_end((key, *way))
        while len(_kept) > MOST:
            _kept.popitem(last=False)


def forget() -> None:
    """Forget everything: for measurements of a first view, and for tests that write behind the log's back."""
    with _lock:
        _kept.clear()
