"""From counts to a table that may leave the house: municipalities, the country and a project, one row each.

What is hidden is decided over *everything* that may be published of a measure: the whole with its parts, everybody and
each group, every municipality, region and the country. Then the rows asked for are taken out, so that it makes no
difference what was asked for first.
"""

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

import duckdb

from virkning.figures.linkedtables import Counted, DoNotAddUp, Key, Shown, Structure
from virkning.figures.periods import Period, periods_between
from virkning.figures.phrases import FigureError, P
from virkning.figures.smallnumbers import DEFAULT, SHARE_DECIMALS, SmallNumbers, share_of
from virkning.figures.suppression import CannotBeProtected, suppress

from .engines import engine as engine_named
from .engines.counts import Count, checked
from .measures import Measure, family
from .refused import RegisterRefused
from .store import Register

COUNTRY, PROJECT = "landet", "projekt"
EVERYBODY, UNKNOWN = "", "ukendt"
COLUMNS = ("measure", "period", "municipality", "numerator", "denominator", "share", "suppressed")
_NOTHING_HIDDEN = SmallNumbers(smallest_shown=3, least_denominator=1)


@dataclass(frozen=True)
class WholeTable:
    """Every count of a measure's family in some periods. `project`: its municipalities, in order; empty without one.

    `nowhere`: period, numerator and denominator of those whose municipality is not known; they count in the country.
    """

    measure: Measure
    periods: tuple[Period, ...]
    municipalities: tuple[str, ...]
    groups: tuple[str, ...]
    project: tuple[str, ...]
    rows: tuple[Counted, ...]
    structure: Structure
    nowhere: tuple[tuple[Period, int, int], ...]

    @property
    def places(self) -> tuple[str, ...]:
        """In the order they are printed."""
        return (*self.municipalities, COUNTRY, *((PROJECT,) if self.project else ()))


def periods_written(written: str) -> tuple[Period, ...]:
    """`2016K4:2017K3`, `2016-12`, or several with commas between. Raises `RegisterRefused`."""
    found: list[Period] = []
    try:
        for part in written.split(","):
            first, colon, last = part.partition(":")
            begin = Period.parse(first)
            between = periods_between(begin, Period.parse(last) if colon else begin)
            if not between:
                raise RegisterRefused(P("%(span)s slutter, før det begynder.", span=part.strip()))
            found += between
    except FigureError as error:
        raise RegisterRefused(error.phrase) from error
    return tuple(sorted(set(found)))


def project_written(written: str) -> tuple[str, ...]:
    """`420,810` as codes in order. Raises `RegisterRefused`."""
    codes = [part.strip() for part in written.split(",")]
    for code in codes:
        if not (code.isascii() and code.isdigit() and len(code) <= 4):
            raise RegisterRefused(
                P("“%(code)s” er ikke en kommunekode. Skriv koderne med komma imellem: 420,810.", code=code)
            )
    return tuple(sorted({str(int(code)) for code in codes}, key=int))


def whole_table(
    register: Register,
    measure: Measure,
    periods: Sequence[Period],
    *,
    project: Collection[str] = (),
    engine: str = "duckdb",
) -> WholeTable:
    """Count the measure and those it shares a whole with, for everybody and each group. Raises `RegisterRefused`."""
    wanted = checked(register, measure, periods, ())
    municipalities, sexes = _municipalities(register), _sexes(register)
    counting = engine_named(engine)
    rows: list[Counted] = []
    nowhere: tuple[tuple[Period, int, int], ...] = ()
    relatives = family(measure)
    by = ("sex",) if all("sex" in one.groups for one in relatives) else ()
    groups = sexes if by else ()
    places = (*municipalities, COUNTRY, *((PROJECT,) if project else ()))
    for one in relatives:
        counts = counting.compute(register, one, wanted, by)
        rows += _rows(one.name, counts, wanted, places, groups, frozenset(project))
        if one.name == measure.name:
            nowhere = _nowhere(counts)
    return WholeTable(
        measure=measure,
        periods=wanted,
        municipalities=municipalities,
        groups=groups,
        project=tuple(sorted(project, key=int)),
        rows=tuple(rows),
        structure=_structure(relatives, municipalities, groups, project),
        nowhere=nowhere,
    )


def shown(
    table: WholeTable, *, by: Sequence[str] = (), internal: bool = False, policy: SmallNumbers = DEFAULT
) -> tuple[Shown, ...]:
    """The measure's own rows: period, place, group. `internal`: nothing hidden, for whoever may see the register."""
    if by and not table.groups:
        raise RegisterRefused(
            P("%(measure)s kan ikke opdeles på “%(column)s”.", measure=table.measure.name, column=by[0])
        )
    groups = table.groups if by else (EVERYBODY,)
    lines = {row.key: row for row in (map(_open, table.rows) if internal else _hidden(table, by, policy))}
    name = table.measure.name
    return tuple(
        lines[Key(name, period.canonical, place, group)]
        for period in table.periods
        for place in table.places
        for group in groups
    )


def as_csv(rows: Sequence[Shown], by: Sequence[str] = ()) -> str:
    """The rows as a table for other programs: decimal point, hidden numbers empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    place = COLUMNS.index("municipality") + 1
    writer.writerow([*COLUMNS[:place], *by, *COLUMNS[place:]])
    for row in rows:
        group = [row.group] if by else []
        counts = ["" if count is None else count for count in (row.numerator, row.denominator)]
        share = "" if row.share is None else f"{row.share:.{SHARE_DECIMALS}f}"
        writer.writerow(
            [
                row.measure,
                row.period,
                row.place,
                *group,
                *counts,
                share,
                "true" if row.suppressed else "false",
            ]
        )
    return out.getvalue()


def _rows(
    name: str,
    counts: Sequence[Count],
    periods: Sequence[Period],
    places: Sequence[str],
    groups: Sequence[str],
    project: Collection[str],
) -> list[Counted]:
    """One for each period, place and group, also where there is nobody."""
    sums: dict[tuple[str, str, str], tuple[int, int]] = {}
    for count in counts:
        code = None if count.municipality is None else str(count.municipality)
        its_places = [COUNTRY, *([code] if code else []), *([PROJECT] if code in project else [])]
        its_groups = {EVERYBODY, EVERYBODY if count.group is None else count.group or UNKNOWN}
        for place in its_places:
            for group in its_groups:
                key = (count.period.canonical, place, group)
                numerator, denominator = sums.get(key, (0, 0))
                sums[key] = (numerator + count.numerator, denominator + count.denominator)
    return [
        Counted(name, period.canonical, place, group, *sums.get((period.canonical, place, group), (0, 0)))
        for period in periods
        for place in places
        for group in (EVERYBODY, *groups)
    ]


def _hidden(table: WholeTable, by: Sequence[str], policy: SmallNumbers) -> tuple[Shown, ...]:
    """What is decided later changes nothing decided before it, so only what comes first is worked out.

    The whole comes before its parts, everybody before groups (see `suppression`).
    """
    whole = next(iter(table.structure.measures), table.measure.name)
    rows = [
        row
        for row in table.rows
        if by or (row.group == EVERYBODY and (row.measure == whole or table.measure.name != whole))
    ]
    try:
        return suppress(rows, table.structure, policy).rows
    except DoNotAddUp as error:
        raise RegisterRefused(
            P(
                "%(measure)s og dens dele passer ikke sammen: delene tæller mere end helheden. "
                "Ret tællernes kodelister, eller slet part_of.",
                measure=table.measure.name,
            )
        ) from error
    except CannotBeProtected as error:
        raise RegisterRefused(
            P(
                "%(measure)s kan ikke vises, for små tal ville kunne regnes ud af det, der allerede vises. "
                "Brug --internal, eller vælg færre opdelinger.",
                measure=table.measure.name,
            )
        ) from error


def _open(row: Counted) -> Shown:
    share: Decimal | None = share_of(row.numerator, row.denominator, _NOTHING_HIDDEN, SHARE_DECIMALS)
    return Shown(*row.key, row.numerator, row.denominator, share)


def _nowhere(counts: Sequence[Count]) -> tuple[tuple[Period, int, int], ...]:
    sums: dict[Period, tuple[int, int]] = {}
    for count in counts:
        if count.municipality is None:
            numerator, denominator = sums.get(count.period, (0, 0))
            sums[count.period] = (numerator + count.numerator, denominator + count.denominator)
    return tuple((period, *sums[period]) for period in sorted(sums))


def _structure(
    relatives: Sequence[Measure],
    municipalities: Sequence[str],
    groups: Sequence[str],
    project: Collection[str],
) -> Structure:
    regions: dict[str, list[str]] = {}
    for code in municipalities:
        regions.setdefault(_region_of().get(code) or code, []).append(code)
    named = {region: tuple(codes) for region, codes in regions.items() if region not in municipalities}
    whole = next((one.name for one in relatives if one.part_of is None), "")
    parts = tuple(one.name for one in relatives if one.part_of == whole and whole)
    within = tuple(code for code in municipalities if code in project)
    return Structure(
        places={COUNTRY: tuple(regions), **named} if regions else {},
        selections={PROJECT: within} if within else {},
        groups={EVERYBODY: tuple(groups)} if groups else {},
        measures={whole: parts} if parts else {},
    )


@cache
def _region_of() -> dict[str, str]:
    """Municipality code → region."""
    text = files("virkning.data").joinpath("kommuner.csv").read_text(encoding="utf-8")
    return {row["kommunekode"]: row["region_2007_2026"] for row in csv.DictReader(io.StringIO(text))}


def _municipalities(register: Register) -> tuple[str, ...]:
    found = _distinct(
        "SELECT municipality FROM read_parquet(?) WHERE municipality IS NOT NULL"
        " UNION SELECT municipality FROM read_parquet(?) ORDER BY 1",
        [str(register.persons), str(register.residence)],
    )
    return tuple(found)


def _sexes(register: Register) -> tuple[str, ...]:
    found = _distinct(
        "SELECT DISTINCT COALESCE(sex, '') FROM read_parquet(?) ORDER BY 1", [str(register.persons)]
    )
    known = [sex for sex in found if sex]
    return (*known, *((UNKNOWN,) if "" in found else ()))


def _distinct(sql: str, files_read: list[str]) -> list[str]:
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
        return [str(value) for (value,) in connection.execute(sql, files_read).fetchall()]
