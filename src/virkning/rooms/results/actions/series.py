"""A result's series: found by name, made when first measured, and what they are to its target."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Batch
from virkning.rooms.programmes.actions.acts import Act

from ..models import Result, Series

#: Series that are named but not measured stand after all that are; they get a place when they are measured, or when
#: somebody puts the result's series in order.
NOT_MEASURED = 1_000_000
LONGEST = 200

Names = Mapping[tuple[int, str], Series]


def tidy_name(name: str) -> str:
    """A series' name with single spaces. Raises `Refused` where it is too long to be one."""
    tidied = " ".join(name.split())
    if len(tidied) > LONGEST:
        said = _("Navnet er for langt: %(length)s tegn, der er plads til %(most)s. Gør det kortere.")
        raise Refused({"series": said % {"length": len(tidied), "most": LONGEST}})
    return tidied


def series_of(results: Iterable[int]) -> dict[int, list[Series]]:
    """Every series of the results, in order. One query."""
    found: dict[int, list[Series]] = {}
    for one in Series.objects.filter(result_id__in=list(results)).order_by("result_id", "position", "id"):
        found.setdefault(one.result_id, []).append(one)
    return found


def named(known: Sequence[Series], name: str) -> Series | None:
    """The series of that name, whatever its case, so that `mænd` is not a second `Mænd`."""
    exact = [one for one in known if one.name == name]
    alike = [one for one in known if one.name.casefold() == name.casefold()]
    return next(iter(exact or alike), None)


def measured_series(
    act: Batch, wanted: Sequence[tuple[Result, str]], known: Mapping[int, Sequence[Series]]
) -> Names:
    """(result's key, name) → series, for what is about to be measured; new ones are made, after those measured."""
    found: dict[tuple[int, str], Series] = {}
    made, placed = list[Series](), list[Series]()
    last = {
        key: max((one.position for one in rows if one.position < NOT_MEASURED), default=-1)
        for key, rows in known.items()
    }
    for result, name in dict.fromkeys(wanted):
        there = named(known.get(result.pk, ()), name)
        if there is None or there.position >= NOT_MEASURED:
            last[result.pk] = last.get(result.pk, -1) + 1
            if there is None:
                there = Series(result=result, name=name)
                made.append(there)
            else:
                placed.append(there)
            there.position = last[result.pk]
        found[result.pk, name] = there
    act.update(Series, placed, ["position"])
    act.create(Series, made)
    return found


def set_roles(
    writing: Act, result: Result, *, target: str, references: Sequence[str]
) -> dict[str, list[Any]]:
    """Which series the target is about (blank: all that are no reference), and which are references, in order.

    Names nobody has measured make a series. Returns what differs, before and after, as the log tells it.
    """
    known = series_of([result.pk]).get(result.pk, [])
    before = roles_of(known)
    wanted_target = _as_known(known, tidy_name(target)) if target.strip() else ""
    wanted = list(dict.fromkeys(_as_known(known, tidy_name(one)) for one in references if one.strip()))
    ranks = {name: rank for rank, name in enumerate(wanted, start=1)}
    by_name = {one.name: one for one in known}
    for name in dict.fromkeys([*by_name, *filter(None, [wanted_target]), *ranks]):
        role: dict[str, Any] = {
            "is_target": bool(name) and name == wanted_target,
            "reference_rank": ranks.get(name),
        }
        there = by_name.get(name)
        if there is None:
            place = NOT_MEASURED + len(by_name)
            by_name[name] = writing.create(Series(result=result, name=name, position=place, **role))
        elif (there.is_target, there.reference_rank) != (role["is_target"], role["reference_rank"]):
            writing.change(there, **role)
    after = {"target_series": wanted_target, "reference_series": wanted}
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}


def roles_of(known: Sequence[Series]) -> dict[str, Any]:
    """`target_series` and `reference_series` of a result's series."""
    ranked = sorted((one.reference_rank, one.name) for one in known if one.reference_rank is not None)
    return {
        "target_series": next((one.name for one in known if one.is_target), ""),
        "reference_series": [name for _rank, name in ranked],
    }


def _as_known(known: Sequence[Series], name: str) -> str:
    there = named(known, name)
    return there.name if there is not None else name
