"""Registers: deliveries read, and measures computed.

make bench ARGS=registers      makes deliveries of a million persons, and takes about ten minutes
"""

from collections.abc import Iterator

from bench.registeringest import measure_ingest
from bench.registermeasures import measure_measures


def measure(folder: str) -> Iterator[object]:
    """A line each."""
    yield from measure_ingest(folder)
    yield from measure_measures(folder)
