"""Where somebody lived, or how they were assessed, row by row in days: as SQL steps with one value a week."""

from virkning.figures.phrases import P

from .expressions import days_of, first_week_of, last_week_of, overlap
from .sums import Step


def resolved(step: Step, table: str, column: str, *, gaps: bool) -> tuple[str, str]:
    """Two steps' names: the rows in weeks, and one value a week (none in a gap, when gaps are wanted)."""
    rows = step(
        f"{table}_rows",
        P("linjerne i %(table)s som de uger, hvis torsdag de gælder", table=table),
        f"  SELECT person, value, from_date, line, first_week, last_week FROM (\n"
        f"    SELECT r.person, r.{column} AS value, r.from_date, r.line,\n"
        f"      GREATEST($lowest, {first_week_of(days_of('r.from_date'))}) AS first_week,\n"
        f"      LEAST($highest, {last_week_of(days_of('r.to_date'))}) AS last_week\n"
        f"    FROM {table} r JOIN people p ON p.person = r.person\n"
        f"  ) AS held\n"
        f"  WHERE first_week <= last_week",
    )
    begin = f"\n    UNION SELECT person, $lowest FROM {rows}" if gaps else ""
    parts = step(
        f"{table}_parts",
        P("hver række uger, hvor de samme linjer gælder"),
        f"  SELECT person, first_week, last_week FROM (\n"
        f"    SELECT person, week AS first_week,\n"
        f"      COALESCE(LEAD(week) OVER (PARTITION BY person ORDER BY week) - 1, $highest) AS last_week\n"
        f"    FROM (\n"
        f"    SELECT person, first_week AS week FROM {rows}\n"
        f"    UNION SELECT person, last_week + 1 FROM {rows}{begin}\n"
        f"    ) AS cuts\n"
        f"  ) AS stretches\n"
        f"  WHERE first_week <= last_week",
    )
    one = step(
        f"{table}_weeks",
        P("linjen med den seneste første dag gælder; er der flere, den sidste af dem"),
        f"  SELECT person, value, first_week, last_week FROM (\n"
        f"    SELECT s.person, r.value, s.first_week, s.last_week, ROW_NUMBER() OVER (\n"
        f"      PARTITION BY s.person, s.first_week ORDER BY r.from_date DESC, r.line DESC) AS place\n"
        f"    FROM {parts} s {'LEFT ' if gaps else ''}JOIN {rows} r\n"
        f"    ON {overlap('s', 'r')}\n"
        f"  ) AS placed\n"
        f"  WHERE place = 1",
    )
    return rows, one
