"""Linked tables: counts whose places, groups, companions and periods add up to each other, as unknowns and sums.

Whoever sees some of the counts can add and subtract; `system` writes down all they can use. Shared by
`suppression`, which decides what is hidden, and `disclosure`, which tries to solve for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Part(StrEnum):
    """Which of a row's three counts. Those left (denominator − numerator) are never printed, but easily reckoned."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    LEFT = "left"


#: Measure, period, group: all places beside each other.
Table = tuple[str, str, str]


class Key(NamedTuple):
    """What a row is about; group `""` is everybody."""

    measure: str
    period: str
    place: str
    group: str = ""

    @property
    def table(self) -> Table:
        return self.measure, self.period, self.group


Cell = tuple[Key, Part]
Wholes = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Counted:
    """One row of counts as computed. Persons or person-weeks; 0 ≤ numerator ≤ denominator."""

    measure: str
    period: str
    place: str
    group: str
    numerator: int
    denominator: int

    @property
    def key(self) -> Key:
        return Key(self.measure, self.period, self.place, self.group)


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as it leaves the house: None is hidden; the share is a fraction with the decimals it is printed with.

    The share is None too where the denominator is 0 or too small for one.
    """

    measure: str
    period: str
    place: str
    group: str
    numerator: int | None
    denominator: int | None
    share: Decimal | None

    @property
    def key(self) -> Key:
        return Key(self.measure, self.period, self.place, self.group)

    @property
    def suppressed(self) -> bool:
        """A number of the row is hidden."""
        return self.numerator is None or self.denominator is None


@dataclass(frozen=True)
class Structure:
    """How the tables hang together, each as whole → its parts.

    `places`: regions → municipalities, country → regions. Decided together, always.
    `selections`: any other choice of places, a project's municipalities say. Nothing is hidden for their sake.
    `groups`: `{"": ("kvinde", "mand")}`. `measures`: a measure → its companions; their numerators sum to its
    numerator, and they share its denominators. `periods`: a year → its quarters where the unit makes them
    add up; with one part the two are the same (the last week of a year is that of its last quarter).

    What a whole has beyond its parts (people without a municipality, without a sex) is a rest of its own.
    """

    places: Wholes = field(default_factory=dict)
    selections: Wholes = field(default_factory=dict)
    groups: Wholes = field(default_factory=dict)
    measures: Wholes = field(default_factory=dict)
    periods: Wholes = field(default_factory=dict)


def rest_of(whole: str) -> str:
    """The name of what a whole has beyond its parts; no name of ours has such a bracket."""
    return f"({whole})"


class DoNotAddUp(ValueError):
    """Counts that contradict the declared structure: a mistake of the caller's, not of a user's."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The whole is the sum of the parts; numbers of unknowns."""

    whole: int
    parts: tuple[int, ...]

    @property
    def members(self) -> tuple[int, ...]:
        return (self.whole, *self.parts)


@dataclass(slots=True)
class System:
    """Unknowns with what is known of them. `values`: None where not known. `triples`: numerator, denominator, left."""

    values: list[int | None] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    number: dict[Cell, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    triples: list[tuple[int, int, int]] = field(default_factory=list)


def with_rests(rows: Iterable[Counted], structure: Structure) -> dict[Key, tuple[int, int]]:
    """The counts by key, with the rests, and with declared totals that are not among the rows.

    A total of places or groups that is not asked for is taken as published all the same: another page may
    show it. Raises `DoNotAddUp` when parts exceed their whole, or a row counts more than its denominator.
    """
    counts: dict[Key, tuple[int, int]] = {}
    for row in rows:
        if not 0 <= row.numerator <= row.denominator or row.key in counts:
            raise DoNotAddUp(f"{row}: a row twice, or more counted than there are")
        counts[row.key] = (row.numerator, row.denominator)
    for whole, parts in _parts_first({**structure.places, **structure.selections}):
        _add_rest(counts, "place", whole, parts, make_whole=True)
    for whole, parts in _parts_first(structure.groups):
        _add_rest(counts, "group", whole, parts, make_whole=True)
    for whole, parts in structure.measures.items():
        _add_rest(counts, "measure", whole, parts, make_whole=False)
    return counts


def _parts_first(wholes: Wholes) -> list[tuple[str, tuple[str, ...]]]:
    def depth(whole: str) -> int:
        return 1 + max((depth(part) for part in wholes.get(whole, ()) if part in wholes), default=0)

    return sorted(wholes.items(), key=lambda one: depth(one[0]))


def _add_rest(
    counts: dict[Key, tuple[int, int]], name: str, whole: str, parts: tuple[str, ...], *, make_whole: bool
) -> None:
    """Rests are found dimension by dimension, so that the rest of a place has a rest of its groups too.

    A part without a row is nobody, where the measure and period are divided so at all.
    """
    wanted = {whole, *parts}
    divided = {
        (one.period, one.measure if name != "measure" else "")
        for one in counts
        if getattr(one, name) in parts
    }
    for key in sorted({one._replace(**{name: whole}) for one in counts if getattr(one, name) in wanted}):
        of_parts = [
            counts[part] for part in (key._replace(**{name: part}) for part in parts) if part in counts
        ]
        if (key.period, key.measure if name != "measure" else "") not in divided:
            continue
        numerator, denominator = sum(one for one, _ in of_parts), sum(one for _, one in of_parts)
        if key not in counts:
            if not make_whole:
                continue
            counts[key] = (numerator, denominator)
        if name == "measure":
            denominator = counts[key][1]
        more, rest = counts[key][0] - numerator, counts[key][1] - denominator
        if name == "measure":
            if rest or any(one != counts[key][1] for _, one in of_parts):
                raise DoNotAddUp(f"{key}: a companion has other denominators than {whole}")
            rest = more and counts[key][1]
        if not 0 <= more <= rest:
            raise DoNotAddUp(f"{key}: the parts {parts} exceed their whole")
        if rest:
            counts[key._replace(**{name: rest_of(whole)})] = (more, rest)


def system(counts: Mapping[Key, tuple[int | None, int | None]], structure: Structure) -> System:
    """Every count as an unknown, known where the row says so, and every sum between them."""
    found = System()
    same = _Same(structure)
    for key, pair in counts.items():
        for part, value in zip((Part.NUMERATOR, Part.DENOMINATOR), pair, strict=True):
            _add(found, same.cell(key, part), value)
            found.number[key, part] = found.number[same.cell(key, part)]
    for key in counts:
        first = (same.cell(key, Part.NUMERATOR)[0], Part.LEFT)
        if first not in found.number:
            numerator, denominator = (found.number[key, part] for part in (Part.NUMERATOR, Part.DENOMINATOR))
            known = found.values[numerator], found.values[denominator]
            left = None if known[0] is None or known[1] is None else known[1] - known[0]
            found.triples.append((numerator, denominator, _add(found, first, left)))
        found.number[key, Part.LEFT] = found.number[first]
    seen: set[Sum] = set()
    for name in ("place", "group", "measure", "period"):
        for one in _sums(found, counts, name, structure):
            if one.whole not in one.parts and one not in seen:
                seen.add(one)
                found.sums.append(one)
    return found


def _add(found: System, cell: Cell, value: int | None) -> int:
    if cell not in found.number:
        found.number[cell] = len(found.values)
        found.values.append(value)
        found.cells.append(cell)
        return found.number[cell]
    number = found.number[cell]
    known = found.values[number]
    if known is None:
        found.values[number] = value
    elif value is not None and value != known:
        raise DoNotAddUp(f"{cell} is both {known} and {value}")
    return number


def _sums(found: System, counts: Iterable[Key], name: str, structure: Structure) -> Iterable[Sum]:
    wholes = {
        "place": {**structure.places, **structure.selections},
        "group": structure.groups,
        "measure": structure.measures,
        "period": structure.periods,
    }[name]
    parts_too = (Part.NUMERATOR,) if name == "measure" else (Part.NUMERATOR, Part.DENOMINATOR)
    for key in counts:
        whole = getattr(key, name)
        if whole not in wholes:
            continue
        names = (*wholes[whole], rest_of(whole))
        keys = [key._replace(**{name: one}) for one in names]
        if name == "period" and any((one, Part.NUMERATOR) not in found.number for one in keys[:-1]):
            continue  # a year adds up only from all its quarters
        for part in parts_too:
            parts = tuple(found.number[one, part] for one in keys if (one, part) in found.number)
            if parts:
                yield Sum(found.number[key, part], parts)


class _Same:
    """Cells that are one and the same: a companion's denominator, a year that is its last quarter."""

    def __init__(self, structure: Structure) -> None:
        self.measure = {
            one: whole for whole, parts in structure.measures.items() for one in (*parts, rest_of(whole))
        }
        self.period = {whole: parts[0] for whole, parts in structure.periods.items() if len(parts) == 1}

    def cell(self, key: Key, part: Part) -> Cell:
        period = key.period
        while period in self.period:
            period = self.period[period]
        measure = key.measure
        while part is Part.DENOMINATOR and measure in self.measure:
            measure = self.measure[measure]
        return Key(measure, period, key.place, key.group), part
