"""Engines: three ways of counting one measure, which must give the same integers.

`duckdb` at home, `spark` for registers beyond one machine (the same SQL text), `plain` slow and obvious, to hold the
others against. Each has `compute(register, measure, periods, by=()) -> tuple[Count, ...]`.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from virkning.figures.periods import Period

from ..measures.definition import Measure
from ..store import Register
from .counts import Count

NAMES = ("duckdb", "spark", "plain")
__all__ = ["NAMES", "Count", "Engine", "engine"]


class Engine(Protocol):
    """What each of the modules is."""

    def compute(
        self, register: Register, measure: Measure, periods: Sequence[Period], by: Sequence[str] = ()
    ) -> tuple[Count, ...]: ...


def engine(name: str) -> Engine:
    """The engine of that name; loaded when it is asked for. Raises `RegisterRefused` where Spark is not installed."""
    if name not in NAMES:
        raise ValueError(name)
    return cast(Engine, import_module(f".{name}", __name__))
