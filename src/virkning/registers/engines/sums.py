"""The last steps of every measure's SQL: from what each interval adds, to a number for each period."""

from collections.abc import Callable

from virkning.figures.phrases import P, Phrase

Step = Callable[[str, Phrase, str], str]


def at_reference_weeks(step: Step) -> str:
    """The running sum at each period's last week: persons."""
    _changes(step, "periods", "p")
    return _final(
        "  SELECT municipality, grp, p,\n"
        "    SUM(d) OVER (PARTITION BY municipality, grp ORDER BY p) AS d,\n"
        "    SUM(n) OVER (PARTITION BY municipality, grp ORDER BY p) AS n\n"
        "  FROM changes",
        "d",
        "n",
    )


def summed_weeks(step: Step) -> str:
    """The running sum in each of the periods' weeks, added up: weeks."""
    _changes(step, "calendar", "week")
    return _final(
        "  SELECT w.municipality, w.grp, c.p, w.d, w.n\n"
        "  FROM (\n"
        "    SELECT municipality, grp, week,\n"
        "      SUM(d) OVER (PARTITION BY municipality, grp ORDER BY week) AS d,\n"
        "      SUM(n) OVER (PARTITION BY municipality, grp ORDER BY week) AS n\n"
        "    FROM changes\n"
        "  ) AS w\n"
        "  JOIN calendar c ON c.week = w.week\n"
        "  WHERE c.held",
        "SUM(d)",
        "SUM(n)",
        "\nGROUP BY municipality, grp, p",
    )


def _changes(step: Step, table: str, column: str) -> None:
    """What changes at every week or period; a change lies in the first period that ends in its week or later."""
    step(
        "events",
        P("i den første uge lægges til, efter den sidste trækkes fra"),
        "  SELECT municipality, grp, CASE edge WHEN 1 THEN first_week ELSE last_week + 1 END AS week,\n"
        "    SUM(d * edge) AS d, SUM(n * edge) AS n\n"
        "  FROM pieces CROSS JOIN (VALUES (1), (-1)) AS edges(edge)\n"
        "  GROUP BY 1, 2, 3",
    )
    step(
        "changes",
        P("alle kommuner og grupper på alle trin, også hvor intet ændrer sig"),
        f"  SELECT municipality, grp, {column}, SUM(d) AS d, SUM(n) AS n\n"
        f"  FROM (\n"
        f"    SELECT e.municipality, e.grp, c.{column}, e.d, e.n\n"
        f"    FROM events e JOIN calendar c ON c.week = e.week\n"
        f"    UNION ALL\n"
        f"    SELECT k.municipality, k.grp, t.{column}, 0, 0\n"
        f"    FROM (SELECT DISTINCT municipality, grp FROM events) AS k CROSS JOIN {table} AS t\n"
        f"  ) AS steps\n"
        f"  GROUP BY municipality, grp, {column}",
    )


def _final(body: str, d: str, n: str, grouped: str = "") -> str:
    return (
        f"SELECT municipality, grp, p, CAST({n} AS BIGINT) AS numerator, CAST({d} AS BIGINT) AS denominator\n"
        f"FROM (\n{body}\n) AS counted{grouped}\nORDER BY municipality, grp, p"
    )
