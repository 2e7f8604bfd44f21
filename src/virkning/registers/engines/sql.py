"""One SQL text per measure: written for DuckDB in what it shares with Spark, and what `explain` prints.

The idea is a *difference array*. Every condition of age, months and programme is an interval of weeks per person, and
so is a spell; what they have in common is an interval too. It is counted by +1 in its first week and -1 after its last,
summed by municipality and week, and a running sum gives every week at once. So the cost grows with the spells, not with
the periods. A week is judged at the reference weeks only, which is why intervals of weeks serve for periods.

What is not an interval is made of intervals with a sign: "not excluded" is the person's interval, less the excluded
spells.

Reads the tables `persons`, `spells`, `residence`, `readiness` (see `store`), `periods` and `calendar` (see
`periodtables`); `$lowest` and `$highest` are the first and last week of the periods asked for.
The steps' comments are Danish: evaluators read them.
"""

from collections.abc import Sequence

from virkning.figures.phrases import P, Phrase

from ..measures.definition import Measure, Unit
from .expressions import (
    birthday,
    bounds,
    common,
    correction,
    days_of,
    extreme,
    first_week_of,
    last_week_of,
    months_after_start,
    overlap,
    texts,
    union,
)
from .predicates import EVERYTHING, NOTHING, Asked, Eras, blank_holds
from .resolving import resolved
from .sums import at_reference_weeks, summed_weeks

_OWN_SPELLS = "own_spells"
_LINE = "municipality, grp, first_week, last_week"


def measure_sql(measure: Measure, by: Sequence[str] = ()) -> str:
    """The text; answers municipality (-1 unknown), grp, p, numerator, denominator in that order of rows."""
    return _Text(measure, tuple(by)).written()


class _Text:
    """Puts the text together, one named step after the other."""

    def __init__(self, measure: Measure, by: tuple[str, ...]) -> None:
        self.measure, self.by = measure, by
        self.steps: dict[str, str] = {}
        self.eras = Eras(measure)
        self.spells = "spells"
        #: What is asked of the codes, once for each place where spells are read.
        self.wanted: list[str] = []

    def step(self, name: str, why: Phrase, body: str) -> str:
        """A named step; a name that is taken gets a number."""
        number, wanted = 1, name
        while name in self.steps:
            number += 1
            name = f"{wanted}_{number}"
        self.steps[name] = f"-- {why.danish}\n{name} AS (\n{body}\n)"
        return name

    def written(self) -> str:
        if self.eras.several:
            self._cut_spells()
        self._people()
        eligible = self._population(self._home())
        if self.measure.unit is Unit.ANY_WEEK:
            self._any_week(eligible)
        else:
            self._in_weeks(eligible)
        last = (summed_weeks if self.measure.unit is Unit.WEEKS else at_reference_weeks)(self.step)
        return "WITH\n" + ",\n".join(self._read_once().values()) + "\n" + last + "\n"

    def _of_spells(self, predicate: str) -> str:
        """The name of the spells where they are read with such a condition."""
        self.wanted.append(predicate)
        return _OWN_SPELLS

    def _read_once(self) -> dict[str, str]:
        """The steps; spells read in several places are first taken out for the people: reading is most of the work."""
        if len(self.wanted) < 2:
            return {name: body.replace(_OWN_SPELLS, self.spells) for name, body in self.steps.items()}
        era = ", s.era" if self.eras.several else ""
        either = [] if EVERYTHING in self.wanted else list(dict.fromkeys(self.wanted))
        asked = f"\n    AND ({' OR '.join(either)})" if either else ""
        others = dict(self.steps)
        first = {name: others.pop(name) for name in list(others) if name in {"dated_spells", "people"}}
        self.step(
            _OWN_SPELLS,
            P("de forløbsperioder af dem, der bruges nedenfor"),
            f"  SELECT s.person, s.code{era}, s.first_week, s.last_week\n"
            f"  FROM {self.spells} s JOIN people p ON p.person = s.person\n"
            f"  WHERE s.first_week <= p.last_week AND s.last_week >= $lowest{asked}",
        )
        return {**first, _OWN_SPELLS: self.steps[_OWN_SPELLS], **others}

    # Who, and where

    def _cut_spells(self) -> None:
        self.spells = self.step(
            "dated_spells",
            P("forløbsperioder, delt hvor en kodeliste skifter"),
            f"  SELECT s.person, s.code, era, {common('s', 'e')}\n"
            f"  FROM spells s JOIN (VALUES {self.eras.values()}) AS e(era, first_week, last_week)\n"
            f"    ON e.first_week <= s.last_week AND e.last_week >= s.first_week",
        )

    def _people(self) -> None:
        asked = self.measure.population
        firsts, lasts, conditions = ["$lowest"], ["$highest"], ["has_weeks"]
        if asked.origin:
            conditions.append(f"origin IN ({texts(asked.origin)})")
        if asked.age is not None:
            conditions.append("birth_date IS NOT NULL")
            bounds(asked.age, birthday, firsts, lasts)
        if asked.months is not None or asked.in_programme:
            conditions.append("programme_start IS NOT NULL")
        if asked.months is not None:
            bounds(asked.months, months_after_start, firsts, lasts)
        if asked.in_programme:
            firsts.append(first_week_of(days_of("programme_start")))
            lasts.append(last_week_of(days_of("programme_end")))
        group = f"COALESCE({self.by[0]}, '')" if self.by else "''"
        self.step(
            "people",
            P(
                "hvem der kan være i populationen, og fra hvilken til hvilken uge alder, måneder og program giver lov"
            ),
            f"  SELECT person, municipality, grp, first_week, last_week FROM (\n"
            f"    SELECT person, COALESCE(municipality, -1) AS municipality, {group} AS grp,\n"
            f"      {extreme('GREATEST', firsts)} AS first_week,\n"
            f"      {extreme('LEAST', lasts)} AS last_week\n"
            f"    FROM persons\n"
            f"    WHERE {' AND '.join(conditions)}\n"
            f"  ) AS allowed\n"
            f"  WHERE first_week <= last_week",
        )

    def _home(self) -> str:
        rows, homes = resolved(self.step, "residence", "municipality", gaps=True)
        return self.step(
            "eligible",
            P("de samme med kommunen på ugens torsdag: bopælen, ellers personens egen"),
            f"  SELECT p.person, COALESCE(h.value, p.municipality) AS municipality, p.grp, 1 AS sign,\n"
            f"    {common('p', 'h')}\n"
            f"  FROM people p JOIN {homes} h\n"
            f"    ON {overlap('p', 'h')}\n"
            f"  UNION ALL\n"
            f"  SELECT person, municipality, grp, 1 AS sign, first_week, last_week\n"
            f"  FROM people p WHERE NOT EXISTS (SELECT 1 FROM {rows} r WHERE r.person = p.person)",
        )

    # What is judged in the reference week, once a period

    def _population(self, eligible: str) -> str:
        asked, out = self.measure.population, self.measure.exclude
        if asked.readiness:
            eligible = self._ready(
                eligible, asked.readiness, P("med den visitation på periodens sidste torsdag")
            )
        if asked.codes_any_week is not None:
            touched = self._touched([(asked.codes_any_week, True)], None)
            eligible = self._within(eligible, touched, P("med sådan en uge i perioden"))
        if out.codes_any_week is not None:
            touched = self._touched([(out.codes_any_week, True)], None)
            eligible = self._less(
                eligible, touched, EVERYTHING, P("fraregnet dem med sådan en uge i perioden")
            )
        if self.measure.unit is not Unit.LAST_WEEK and (codes := self._reference_codes()):
            if blank_holds(codes):
                predicate = self.eras.predicate(codes, holds=False)
                return self._less(
                    eligible,
                    self._of_spells(predicate),
                    predicate,
                    P("fraregnet dem, som koden i periodens sidste uge holder ude"),
                )
            why = P("dem, som koden i periodens sidste uge tager med")
            predicate = self.eras.predicate(codes)
            return self._within(eligible, self._of_spells(predicate), why, predicate)
        return eligible

    def _reference_codes(self) -> list[Asked]:
        asked = [(self.measure.population.codes, True), (self.measure.exclude.codes, False)]
        return [(codes, wanted) for codes, wanted in asked if codes is not None]

    def _readiness(self) -> str:
        name = "readiness_weeks"
        return name if name in self.steps else resolved(self.step, "readiness", "readiness", gaps=False)[1]

    def _ready(self, eligible: str, values: tuple[str, ...], why: Phrase) -> str:
        name = self._readiness()
        held = f"value IN ({texts(values)})" if values else NOTHING
        return self._within(eligible, name, why, held)

    def _within(self, left: str, right: str, why: Phrase, predicate: str = EVERYTHING) -> str:
        return self.step(
            "eligible",
            why,
            f"  SELECT e.person, e.municipality, e.grp, e.sign,\n"
            f"    {common('e', 'w')}\n"
            f"  FROM {left} e JOIN {right} w\n"
            f"    ON {overlap('e', 'w')}\n"
            f"  WHERE {predicate}",
        )

    def _less(self, left: str, right: str, predicate: str, why: Phrase) -> str:
        return self.step(
            "eligible",
            why,
            f"  SELECT person, municipality, grp, sign, first_week, last_week FROM {left}\n"
            f"  UNION ALL\n"
            f"  SELECT e.person, e.municipality, e.grp, -e.sign,\n"
            f"    {common('e', 'w')}\n"
            f"  FROM {left} e JOIN {right} w\n"
            f"    ON {overlap('e', 'w')}\n"
            f"  WHERE {predicate}",
        )

    # What is counted

    def _in_weeks(self, eligible: str) -> None:
        """Each week by itself: the reference week, or all weeks of the periods."""
        if self.measure.unit is Unit.WEEKS:
            eligible = self.step(
                "spans",
                P("alle uger i de perioder, de er med i"),
                "  SELECT e.person, e.municipality, e.grp, e.sign, f.begins AS first_week, l.ended AS last_week\n"
                f"  FROM {eligible} e JOIN calendar f ON f.week = e.first_week\n"
                "    JOIN calendar l ON l.week = e.last_week\n"
                "  WHERE f.begins <= l.ended",
            )
        counted, above = self.measure.denominator, self.measure.numerator
        codes = self._reference_codes() if self.measure.unit is Unit.LAST_WEEK else []
        if counted.codes is not None:
            codes.append((counted.codes, True))
        if counted.readiness:
            eligible = self._ready(eligible, counted.readiness, P("med den visitation på ugens torsdag"))
        more: list[Asked] = [*codes, (above.codes, True)] if above.codes is not None else codes
        if above.readiness:
            ready = self._ready(eligible, above.readiness, P("med tællerens visitation på ugens torsdag"))
            parts = self._counted(eligible, codes, None) + self._counted(ready, None, more)
        else:
            parts = self._counted(eligible, codes, more)
        nothing = f"  SELECT {_LINE}, 0 AS d, 0 AS n FROM {eligible} WHERE {NOTHING}"
        self.step(
            "pieces",
            P("hvad hver række uger lægger til nævneren (d) og tælleren (n)"),
            union(parts or [nothing]),
        )

    def _counted(
        self, eligible: str, below: Sequence[Asked] | None, above: Sequence[Asked] | None
    ) -> list[str]:
        """A blank week counts for the whole interval; a spell whose code says otherwise corrects it."""
        blank = [asked is not None and blank_holds(asked) for asked in (below, above)]
        changed = [
            NOTHING if asked is None else self.eras.predicate(asked, holds=not was)
            for asked, was in zip((below, above), blank, strict=True)
        ]
        parts = []
        if any(blank):
            d, n = ("sign" if was else "0" for was in blank)
            parts.append(f"  SELECT {_LINE}, {d} AS d, {n} AS n FROM {eligible}")
        if any(one != NOTHING for one in changed):
            d, n = (correction(one, was) for one, was in zip(changed, blank, strict=True))
            either = " OR ".join(dict.fromkeys(one for one in changed if one != NOTHING))
            parts.append(
                f"  SELECT e.municipality, e.grp,\n"
                f"    {common('e', 's')},\n"
                f"    {d} AS d,\n    {n} AS n\n"
                f"  FROM {eligible} e JOIN {self._of_spells(either)} s\n"
                f"    ON {overlap('e', 's')}\n"
                f"  WHERE {either}"
            )
        return parts

    def _any_week(self, eligible: str) -> None:
        below, above = self.measure.denominator, self.measure.numerator
        codes: list[Asked] = [(below.codes, True)] if below.codes is not None else []
        ready = below.readiness or None
        denominator = eligible
        if codes or ready:
            touched = self._touched(codes, ready)
            denominator = self._within(eligible, touched, P("med en af nævnerens uger i perioden"))
        if above.codes is not None:
            codes = [*codes, (above.codes, True)]
        if above.readiness:
            ready = (
                above.readiness if ready is None else tuple(one for one in ready if one in above.readiness)
            )
        touched = self._touched(codes, ready)
        numerator = self._within(eligible, touched, P("med en af tællerens uger blandt dem"))
        parts = [
            f"  SELECT {_LINE}, sign AS d, 0 AS n FROM {denominator}",
            f"  SELECT {_LINE}, 0 AS d, sign AS n FROM {numerator}",
        ]
        self.step("pieces", P("hvad hver række uger lægger til nævneren (d) og tælleren (n)"), union(parts))

    def _touched(self, codes: Sequence[Asked], ready: tuple[str, ...] | None) -> str:
        """The weeks from such a week to the end of its period, no week twice: at the reference weeks, who had one."""
        matching = self._matching(codes) if codes else ""
        if ready is not None:
            matching = self._ready_weeks(matching, ready)
        through = self.step(
            "through",
            P("fra sådan en uge til slutningen af den periode, den ligger i"),
            f"  SELECT m.person, m.first_week, c.through AS last_week\n"
            f"  FROM {matching} m JOIN calendar c ON c.week = m.last_week",
        )
        return self.step(
            "touched",
            P("de samme uden overlap"),
            "  SELECT person, GREATEST(first_week, COALESCE(earlier + 1, first_week)) AS first_week, last_week FROM (\n"
            "    SELECT person, first_week, last_week, MAX(last_week) OVER (PARTITION BY person\n"
            "      ORDER BY first_week, last_week ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier\n"
            f"    FROM {through}\n"
            "  ) AS ordered\n"
            "  WHERE earlier IS NULL OR last_week > earlier",
        )

    def _matching(self, codes: Sequence[Asked]) -> str:
        clipped = "GREATEST(s.first_week, $lowest) AS first_week, LEAST(s.last_week, $highest) AS last_week"

        def own(predicate: str) -> str:
            return (
                f"  SELECT s.person, {clipped}\n"
                f"  FROM {self._of_spells(predicate)} s JOIN people p ON p.person = s.person\n"
                f"  WHERE s.first_week <= $highest AND s.last_week >= $lowest AND {predicate}"
            )

        parts = []
        predicate = self.eras.predicate(codes)
        if predicate != NOTHING:
            parts.append(own(predicate))
        if blank_holds(codes):
            parts.append(
                "  SELECT person, first_week, last_week FROM (\n"
                "    SELECT person, last_week + 1 AS first_week, COALESCE(LEAD(first_week) OVER (\n"
                "      PARTITION BY person ORDER BY first_week) - 1, $highest) AS last_week\n"
                "    FROM (\n"
                f"  {own(EVERYTHING)}\n"
                "    UNION ALL SELECT person, $lowest - 1, $lowest - 1 FROM people\n"
                "    ) AS taken\n"
                "  ) AS gaps\n"
                "  WHERE first_week <= last_week"
            )
        if not parts:
            parts.append(f"  SELECT person, first_week, last_week FROM people WHERE {NOTHING}")
        return self.step(
            "matching", P("uger med sådan en kode (eller uden kode, hvor blank tæller)"), union(parts)
        )

    def _ready_weeks(self, matching: str, values: tuple[str, ...]) -> str:
        name = self._readiness()
        held = f"value IN ({texts(values)})" if values else NOTHING
        if not matching:
            body = f"  SELECT person, first_week, last_week FROM {name} WHERE {held}"
        else:
            body = (
                f"  SELECT m.person, {common('m', 'r')}\n"
                f"  FROM {matching} m JOIN {name} r\n"
                f"    ON {overlap('m', 'r')}\n"
                f"  WHERE {held}"
            )
        return self.step("matching", P("af dem de uger, hvor visitationen på torsdagen er sådan"), body)
