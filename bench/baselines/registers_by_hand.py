"""The three goals as analysts write them by hand: polars on spells, DuckDB with a range join, pandas on the wide file.

Each is written for these three measures only and with care for speed; none of it is shared with the engine's SQL.
"""
# ruff: noqa: S608 - baselines put their SQL together of their own constants

from datetime import date, timedelta
from pathlib import Path
from typing import Any

#: Measure → period's place, municipality → numerator, denominator.
Numbers = dict[str, dict[tuple[int, int], tuple[int, int]]]
#: First and last Thursday of each period.
Spans = list[tuple[date, date]]
EPOCH = date(1970, 1, 1)


def week(day: date) -> int:
    return (day - EPOCH).days // 7


# polars


def polars(data: Path, quarters: Spans, months: Spans) -> Numbers:
    """On the spells, lazily."""
    import polars as pl

    persons = pl.scan_parquet(data / "persons.parquet").filter(pl.col("has_weeks"))
    spells = pl.scan_parquet(data / "spells.parquet")
    residence, readiness = (pl.scan_parquet(data / f"{name}.parquet") for name in ("residence", "readiness"))

    def times(spans: Spans) -> Any:
        return pl.LazyFrame(
            {
                "p": range(len(spans)),
                "day": [last for _first, last in spans],
                "first": [week(first) for first, _last in spans],
                "last": [week(last) for _first, last in spans],
            },
            schema={"p": pl.Int32, "day": pl.Date, "first": pl.Int32, "last": pl.Int32},
        )

    def holding(people: Any, rows: Any, value: str) -> Any:
        """Of each person and period the row that holds on the day: the latest first day, then the later line."""
        return (
            people.join(rows, on="person")
            .filter(
                (pl.col("from_date") <= pl.col("day"))
                & (pl.col("to_date").is_null() | (pl.col("day") <= pl.col("to_date")))
            )
            .sort("from_date", "line")
            .group_by("person", "p")
            .agg(pl.col(value).last().alias("held"))
        )

    def counted(people: Any) -> dict[tuple[int, int], tuple[int, int]]:
        home = holding(people.select("person", "p", "day"), residence, "municipality")
        found = (
            people.join(home, on=["person", "p"], how="left")
            .with_columns(pl.coalesce("held", "municipality", pl.lit(-1)).alias("place"))
            .group_by("p", "place")
            .agg(pl.col("counts").sum().cast(pl.Int64), pl.len())
            .collect()
        )
        return {(p, place): (above, below) for p, place, above, below in found.iter_rows()}

    def in_reference_week(people: Any) -> Any:
        return (
            people.select("person", "p", "last")
            .join(spells, on="person")
            .filter((pl.col("first_week") <= pl.col("last")) & (pl.col("last") <= pl.col("last_week")))
            .select("person", "p", "code")
        )

    def birthday(years: int) -> Any:
        day = pl.col("birth_date").dt.offset_by(f"{years}y")
        return day + pl.when(day.dt.day() != pl.col("birth_date").dt.day()).then(timedelta(1)).otherwise(
            timedelta(0)
        )

    start, end, day = pl.col("programme_start"), pl.col("programme_end"), pl.col("day")
    able = (
        persons.filter((pl.col("origin") == "ikke-vestlig") & start.is_not_null())
        .with_columns(
            birthday(18).alias("grown"), birthday(65).alias("old"), start.dt.offset_by("36mo").alias("over")
        )
        .join(times(quarters), how="cross")
        .filter((pl.col("grown") <= day) & (day < pl.col("old")) & (start <= day) & (day < pl.col("over")))
    )
    first = (
        able.join(in_reference_week(able), on=["person", "p"], how="left")
        .filter(pl.col("code").is_null() | ~pl.col("code").is_in([997, 998, 999]))
        .with_columns((pl.col("code").is_null() | pl.col("code").is_in([100, 651, 652])).alias("counts"))
    )

    def in_programme(spans: Spans) -> Any:
        return (
            persons.filter(start.is_not_null())
            .join(times(spans), how="cross")
            .filter((start <= day) & (end.is_null() | (day <= end)))
        )

    monthly = in_programme(months)
    on_benefit = monthly.join(
        in_reference_week(monthly).filter(pl.col("code").is_between(700, 709)), on=["person", "p"]
    )
    ready = holding(on_benefit.select("person", "p", "day"), readiness, "readiness").rename({"held": "ready"})
    second = on_benefit.join(ready, on=["person", "p"], how="left").with_columns(
        (pl.col("ready") == "jobparat").fill_null(value=False).alias("counts")
    )
    quarterly = in_programme(quarters)
    benefit = (
        quarterly.select("person", "p", "first", "last")
        .join(spells.filter(pl.col("code").is_between(700, 709)), on="person")
        .filter((pl.col("first_week") <= pl.col("last")) & (pl.col("first") <= pl.col("last_week")))
        .group_by("person", "p")
        .agg(pl.col("code").is_between(705, 708).any().alias("counts"))
    )
    gone = in_reference_week(quarterly).filter(pl.col("code").is_in([997, 998, 999]))
    third = quarterly.join(benefit, on=["person", "p"]).join(gone, on=["person", "p"], how="anti")
    return {
        "selvforsoergelse": counted(first),
        "jobparat": counted(second),
        "virksomhedsrettet": counted(third),
    }


# DuckDB, a range join


def duckdb_range_join(data: Path, quarters: Spans, months: Spans) -> Numbers:
    """Persons × periods, and the spells joined on to them by range."""
    import duckdb

    with duckdb.connect(config={"threads": 2, "autoinstall_known_extensions": False}) as connection:
        for name in ("spells", "persons", "residence", "readiness"):
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{data / name}.parquet')")
        for name, spans in (("quarters", quarters), ("months", months)):
            rows = ", ".join(
                f"({place}, DATE '{last}', {week(first)}, {week(last)})"
                for place, (first, last) in enumerate(spans)
            )
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM (VALUES {rows}) t(p, day, first, last)")
        found: Numbers = {}
        for goal, text in _RANGE_JOINS.items():
            found[goal] = {
                (p, place): (above, below) for p, place, above, below in connection.execute(text).fetchall()
            }
        return found


def _range_join(eligible: str, states: str, counts: str) -> str:
    return f"""
WITH eligible AS ({eligible}), states AS ({states}),
homes AS (
  SELECT e.person, e.p, arg_max(r.municipality, (r.from_date, r.line)) AS municipality
  FROM states e JOIN residence r
    ON r.person = e.person AND r.from_date <= e.day AND (r.to_date IS NULL OR e.day <= r.to_date)
  GROUP BY ALL)
SELECT s.p, COALESCE(h.municipality, s.municipality, -1) AS place,
  sum(CASE WHEN {counts} THEN 1 ELSE 0 END)::BIGINT, count(*)
FROM states s LEFT JOIN homes h ON h.person = s.person AND h.p = s.p
GROUP BY ALL ORDER BY ALL"""


def _programme(table: str) -> str:
    return f"""SELECT person, municipality, q.* FROM persons JOIN {table} q
  ON programme_start <= q.day AND (programme_end IS NULL OR q.day <= programme_end) WHERE has_weeks"""


_GROWN, _OLD = (
    f"(birth_date + INTERVAL {years} YEAR)::DATE"
    f" + CASE WHEN day(birth_date + INTERVAL {years} YEAR) <> day(birth_date) THEN 1 ELSE 0 END"
    for years in (18, 65)
)
_RANGE_JOINS = {
    "selvforsoergelse": _range_join(
        f"""SELECT person, municipality, q.* FROM persons JOIN quarters q
  ON q.day >= {_GROWN} AND q.day < {_OLD} AND programme_start <= q.day
    AND q.day < (programme_start + INTERVAL 36 MONTH)::DATE
  WHERE has_weeks AND origin = 'ikke-vestlig'""",
        """SELECT e.*, s.code FROM eligible e LEFT JOIN spells s
  ON s.person = e.person AND s.first_week <= e.last AND e.last <= s.last_week
  WHERE s.code IS NULL OR s.code NOT IN (997, 998, 999)""",
        "s.code IS NULL OR s.code IN (100, 651, 652)",
    ),
    "jobparat": _range_join(
        _programme("months"),
        """SELECT e.*, w.readiness FROM (SELECT e.* FROM eligible e JOIN spells s
    ON s.person = e.person AND s.first_week <= e.last AND e.last <= s.last_week WHERE s.code BETWEEN 700 AND 709) e
  LEFT JOIN (SELECT e.person, e.p, arg_max(r.readiness, (r.from_date, r.line)) AS readiness FROM eligible e
    JOIN readiness r ON r.person = e.person AND r.from_date <= e.day AND (r.to_date IS NULL OR e.day <= r.to_date)
    GROUP BY ALL) w ON w.person = e.person AND w.p = e.p""",
        "s.readiness = 'jobparat'",
    ),
    "virksomhedsrettet": _range_join(
        _programme("quarters"),
        """SELECT e.person, e.p, e.day, e.municipality, bool_or(s.code BETWEEN 705 AND 708) AS company
  FROM eligible e JOIN spells s ON s.person = e.person AND s.first_week <= e.last AND e.first <= s.last_week
  WHERE s.code BETWEEN 700 AND 709 OR (s.code IN (997, 998, 999) AND s.first_week <= e.last AND e.last <= s.last_week)
  GROUP BY ALL HAVING bool_or(s.code BETWEEN 700 AND 709) AND NOT bool_or(s.code > 709)""",
        "s.company",
    ),
}


# pandas


def pandas_wide(folder: Path, quarters: Spans, months: Spans) -> Numbers:
    """On the delivered files, of which only the columns that are needed are read."""
    return pandas_counted(pandas_read(folder, quarters, months), quarters, months)


def pandas_read(folder: Path, quarters: Spans, months: Spans) -> Any:
    """Weeks joined on to the persons, residence, readiness."""
    import pandas as pd

    begin, end = min(quarters[0][0], months[0][0]), max(quarters[-1][1], months[-1][1])
    names = [column(begin + timedelta(days=7 * number)) for number in range((end - begin).days // 7 + 1)]
    kinds = {"person": "int64"} | dict.fromkeys(names, "float32")
    wide = pd.read_csv(folder / "wide.csv", usecols=list(kinds), dtype=kinds).set_index("person")
    days = ["birth_date", "programme_start", "programme_end"]
    persons = pd.read_csv(folder / "persons.csv", parse_dates=days)
    persons = persons[persons["programme_start"].notna()].join(wide, on="person", how="inner")
    spans = [
        pd.read_csv(folder / f"{name}.csv", parse_dates=["from", "to"]) for name in ("residence", "readiness")
    ]
    return persons, *(rows.sort_values("from", kind="stable") for rows in spans)


def pandas_counted(read: Any, quarters: Spans, months: Spans) -> Numbers:
    """Period by period, each a few vectors."""
    import pandas as pd

    persons, residence, readiness = read
    start, end, born = (persons[name] for name in ("programme_start", "programme_end", "birth_date"))
    over = start + pd.DateOffset(months=36)
    found: Numbers = {"selvforsoergelse": {}, "jobparat": {}, "virksomhedsrettet": {}}

    def holding(rows: Any, day: date, value: str) -> Any:
        stamp = pd.Timestamp(day)
        held = rows[(rows["from"] <= stamp) & (rows["to"].isna() | (stamp <= rows["to"]))]
        return persons["person"].map(held.drop_duplicates("person", keep="last").set_index("person")[value])

    def note(goal: str, place: int, day: date, below: Any, above: Any) -> None:
        home = holding(residence, day, "municipality").fillna(persons["municipality"]).fillna(-1).astype(int)
        counted = (
            pd.DataFrame({"home": home[below], "above": above[below]})
            .groupby("home")["above"]
            .agg(["sum", "size"])
        )
        for row in counted.itertuples():
            found[goal][place, row.Index] = (int(row.sum), int(row.size))

    for place, (first, last) in enumerate(quarters):
        stamp, code = pd.Timestamp(last), persons[column(last)]
        birthday = (born.dt.month * 100 + born.dt.day) > last.month * 100 + last.day
        age = last.year - born.dt.year - birthday
        gone = code.isin([997, 998, 999])
        able = (
            (persons["origin"] == "ikke-vestlig")
            & (age >= 18)
            & (age < 65)
            & (start <= stamp)
            & (stamp < over)
        )
        note("selvforsoergelse", place, last, able & ~gone, code.isna() | code.isin([100, 651, 652]))
        weeks = persons[
            [column(first + timedelta(days=7 * number)) for number in range((last - first).days // 7 + 1)]
        ]
        inside = (start <= stamp) & (end.isna() | (stamp <= end)) & ~gone
        benefit = ((weeks >= 700) & (weeks <= 709)).any(axis=1)
        note(
            "virksomhedsrettet", place, last, inside & benefit, ((weeks >= 705) & (weeks <= 708)).any(axis=1)
        )
    for place, (_first, last) in enumerate(months):
        stamp, code = pd.Timestamp(last), persons[column(last)]
        below = (start <= stamp) & (end.isna() | (stamp <= end)) & (code >= 700) & (code <= 709)
        note("jobparat", place, last, below, holding(readiness, last, "readiness") == "jobparat")
    return found


def column(thursday: date) -> str:
    return thursday.strftime("y_%g%V")
