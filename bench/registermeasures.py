"""Measures on a register of a million persons × 1,600 weeks, against what analysts write by hand.

    make bench ARGS=registers

Every way gives the same integers, or the measurement fails. Memory is measured in a process of its own.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.baselines import registers_by_hand as by_hand
from bench.registerdata import make_delivery
from bench.timing import Ratio, pairs, seconds
from virkning.figures.periods import Period
from virkning.registers.deliveries import Delivery, ingest
from virkning.registers.engines import duckdb
from virkning.registers.measures import load
from virkning.registers.store import Register, open_register
from virkning.registers.tables import periods_written
from virkning.registers.weeks import thursday, weeks_in

PERSONS, WEEKS = 1_000_000, 1_600
QUARTERS, MONTHS = "2021K1:2025K4", "2021-01:2025-12"
GOALS = {"selvforsoergelse": QUARTERS, "jobparat": MONTHS, "virksomhedsrettet": QUARTERS}
#: 120 quarters, of which the last is the one they are held against.
MANY, ONE = "1996K1:2025K4", "2025K4"
#: Megabytes.
MOST_MEMORY = 1000


def measure_measures(folder: str) -> Iterator[object]:
    """A line each."""
    made = make_delivery(Path(folder) / "measures", persons=PERSONS, weeks=WEEKS)
    register = ingest(
        Delivery(made.wide, made.people, made.residence, made.readiness), made.folder / "register"
    ).register
    quarters, months = spans(QUARTERS), spans(MONTHS)
    ours = goals(register)
    assert by_hand.polars(register.data, quarters, months) == ours
    assert by_hand.duckdb_range_join(register.data, quarters, months) == ours
    yield pairs(
        "goals 1-3, 20 quarters / polars on spells",
        lambda: goals(register),
        lambda: by_hand.polars(register.data, quarters, months),
        goal=1.0,
    )
    yield pairs(
        "goals 1-3, 20 quarters / DuckDB range join",
        lambda: goals(register),
        lambda: by_hand.duckdb_range_join(register.data, quarters, months),
        goal=1.0,
    )
    yield from _pandas(made.folder, register)
    for name in ("selvforsoergelse", "virksomhedsrettet"):
        measure = load(name)
        yield pairs(
            f"{name}, 120 quarters / 1",
            lambda measure=measure: duckdb.compute(register, measure, periods_written(MANY)),  # type: ignore[misc]
            lambda measure=measure: duckdb.compute(register, measure, periods_written(ONE)),  # type: ignore[misc]
            rounds=5,
            goal=4.0,
        )
    megabytes = _alone(register)
    said = "met" if megabytes < MOST_MEMORY else "NOT MET"
    yield f"peak memory of goals 1-3 and of 120 quarters: {megabytes:.0f} MB  goal < {MOST_MEMORY} MB  {said}"


def _pandas(folder: Path, register: Register) -> Iterator[object]:
    """Once: it takes minutes."""
    quarters, months = spans(QUARTERS), spans(MONTHS)
    read: list[object] = []
    reading = seconds(lambda: read.append(by_hand.pandas_read(folder, quarters, months)))
    found: list[object] = []
    counting = seconds(lambda: found.append(by_hand.pandas_counted(read[0], quarters, months)))
    assert found == [goals(register)]
    own = seconds(lambda: goals(register))
    whole = reading + counting
    yield Ratio("goals 1-3 / pandas on the wide file (at least 5 times)", own, whole, own / whole, goal=0.2)
    yield Ratio("the same without pandas' reading of the file", own, counting, own / counting)


def goals(register: Register) -> by_hand.Numbers:
    """The three goals as the baselines tell them."""
    found: by_hand.Numbers = {}
    for name, written in GOALS.items():
        periods = periods_written(written)
        place = {period: number for number, period in enumerate(periods)}
        found[name] = {
            (place[one.period], -1 if one.municipality is None else one.municipality): (
                one.numerator,
                one.denominator,
            )
            for one in duckdb.compute(register, load(name), periods)
        }
    return found


def spans(written: str) -> by_hand.Spans:
    """First and last Thursday of each period."""

    def of(period: Period) -> tuple:  # type: ignore[type-arg]
        weeks = weeks_in(period)
        return thursday(weeks[0]), thursday(weeks[-1])

    return [of(period) for period in periods_written(written)]


def _alone(register: Register) -> float:
    """Peak megabytes of the measures in a process of their own."""
    command = [sys.executable, "-m", "bench.registermeasures", "--peak", str(register.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout))


def peak(folder: Path) -> float:
    """Compute everything here. Not `ru_maxrss`: that begins with what the process that began it held."""
    register = open_register(folder)
    goals(register)
    for name in ("selvforsoergelse", "virksomhedsrettet"):
        duckdb.compute(register, load(name), periods_written(MANY))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]


if __name__ == "__main__":
    if sys.argv[1:2] != ["--peak"]:
        sys.exit(__doc__)
    print(peak(Path(sys.argv[2])))
