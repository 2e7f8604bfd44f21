"""Three ways of counting give the same integers, whatever the register and whatever the measure."""

import random
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st

from registers.making import some_measure, some_register, write_lists
from virkning.registers.engines import duckdb, plain, spark
from virkning.registers.engines.counts import available
from virkning.registers.measures import load, names, read_measure

pytestmark = pytest.mark.once


def case(folder: Path, seed: int, people: int = 30) -> tuple:
    """A register, a measure, periods out of those there are (not always in a row), and what is split by."""
    dice = random.Random(seed)
    folder.mkdir(exist_ok=True)
    write_lists(folder)
    register = some_register(folder / "register", dice, people)
    measure = read_measure(some_measure(dice), beside=folder)
    there = available(register, measure)
    periods = there if dice.random() < 0.5 else tuple(sorted(dice.sample(there, dice.randint(1, len(there)))))
    return register, measure, periods, dice.choice(((), ("sex",)))


@given(st.integers(0, 2**32))
@settings(max_examples=8, deadline=None)
def test_the_sql_counts_as_plain_python_does(seed: int) -> None:
    with TemporaryDirectory() as folder:
        asked = case(Path(folder), seed)
        assert duckdb.compute(*asked) == plain.compute(*asked)


@pytest.mark.thorough
@given(st.integers(0, 2**32))
@settings(max_examples=500, deadline=None)
def test_it_does_so_again_and_again(seed: int) -> None:
    with TemporaryDirectory() as folder:
        asked = case(Path(folder), seed, people=20)
        assert duckdb.compute(*asked) == plain.compute(*asked)


@pytest.mark.thorough
def test_spark_counts_the_same(tmp_path: Path, session: object) -> None:
    """Six registers and measures at random, and the house's own measures."""
    for seed in range(6):
        asked = case(tmp_path / str(seed), seed, people=20)
        assert spark.compute(*asked) == duckdb.compute(*asked), seed
    register = asked[0]
    for name in ("selvforsoergelse", "jobparat", "virksomhedsrettet"):
        measure = load(name)
        periods = available(register, measure)
        assert spark.compute(register, measure, periods) == duckdb.compute(register, measure, periods), name


@pytest.fixture
def session() -> Iterator[object]:
    """A session on this machine, or no test. Java's threads outlive warnings of Python's own."""
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = (
            sql.SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            # Compiling and planning anew cost more than counting in registers this small.
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()
        )
        yield made
        made.stop()


def test_every_text_can_be_written_for_spark() -> None:
    """Without running it: nothing in it is DuckDB's alone."""
    for name in names():
        text = spark.spark_sql(load(name), ("sex",))
        assert "$lowest" in text
        assert sqlglot.transpile(text.replace("$", ":"), read="spark", write="duckdb")
