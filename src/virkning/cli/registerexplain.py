"""`virkning register explain`: how a number is made."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from virkning.registers.codelists import ListedCode
from virkning.registers.explain import Explained, explain
from virkning.registers.measures import load, names
from virkning.registers.store import Register, open_register
from virkning.registers.tables import EVERYBODY, periods_written, shown, whole_table

from .registermeasure import MEASURE_HELP, refused_in_words

_FILE = click.Path(path_type=Path)


@click.command("explain")
@click.argument("folder", metavar="[MAPPE]", required=False, type=_FILE)
@click.option(
    "--measure",
    "name",
    required=True,
    metavar="NAVN|FIL.toml",
    help=MEASURE_HELP % {"names": ", ".join(names())},
)
@click.option("--periods", metavar="PERIODER", default="", help="Vis også de uger, perioderne bedømmes i.")
@click.option("--by", type=click.Choice(["sex"]), help="Vis den SQL, der deler op.")
@click.option("--spark", is_flag=True, help="Vis SQL'en i Sparks dialekt.")
@click.option("--internal", is_flag=True, help="Vis landets antal, som de er. Ellers skjules små tal.")
@click.option("--json", "as_json", is_flag=True, help="Svar som JSON.")
def explain_command(
    folder: Path | None,
    name: str,
    periods: str,
    by: str | None,
    *,
    spark: bool,
    internal: bool,
    as_json: bool,
) -> None:
    """Forklar en opgørelse: definitionen i ord, kodelisterne, SQL'en, og med MAPPE også data, uger og antal."""
    with refused_in_words():
        measure = load(name)
        register = open_register(folder) if folder is not None else None
        wanted = periods_written(periods) if periods else ()
        told = explain(measure, wanted, register, (by,) if by else ())
        sql = told.spark() if spark else told.sql
        counts = _counts(told, register, internal=internal)
        if as_json:
            click.echo(json.dumps(_as_data(told, sql, counts), ensure_ascii=False))
        else:
            click.echo("\n".join([*_lines(told, counts), "", sql.rstrip()]))


def _counts(told: Explained, register: Register | None, *, internal: bool) -> list[dict[str, Any]]:
    """The country's numbers in the periods, as they may be shown."""
    if register is None or not told.weeks:
        return []
    table = whole_table(register, told.measure, [one.period for one in told.weeks])
    return [
        {
            "period": row.period,
            "numerator": row.numerator,
            "denominator": row.denominator,
            "share": None if row.share is None else str(row.share),
        }
        for row in shown(table, internal=internal)
        if row.place == "landet" and row.group == EVERYBODY
    ]


def _lines(told: Explained, counts: list[dict[str, Any]]) -> Iterator[str]:
    measure = told.measure
    yield f"{measure.title} ({measure.name}, version {measure.version})"
    yield measure.definition
    yield ""
    yield from (line.translated(_) for line in told.words)
    if measure.notes:
        yield measure.notes
    for found in told.lists:
        yield ""
        yield _("Kodeliste %(name)s: %(title)s (version %(version)s, %(source)s)") % {
            "name": found.name,
            "title": found.title,
            "version": found.version,
            "source": found.source or _("egen liste"),
        }
        yield from (f"  {one.code}  {one.name}{_validity(one)}" for one in found.codes)
    if told.fingerprint:
        yield ""
        yield _("Data: fingeraftryk %(fingerprint)s") % {"fingerprint": told.fingerprint}
    for week in told.weeks:
        yield _("%(period)s: uge %(first)s til %(last)s, bedømt torsdag %(day)s") % {
            "period": week.period.canonical,
            "first": week.first,
            "last": week.last,
            "day": week.reference.isoformat(),
        }
    for row in counts:
        hidden = _("skjult")
        yield _("Landet %(period)s: tæller %(numerator)s, nævner %(denominator)s") % {
            name: hidden if value is None else value for name, value in row.items()
        }


def _validity(one: ListedCode) -> str:
    if one.valid_from is None and one.valid_to is None:
        return ""
    first, last = (day.isoformat() if day else "" for day in (one.valid_from, one.valid_to))
    return f"  ({first} – {last})"


def _as_data(told: Explained, sql: str, counts: list[dict[str, Any]]) -> dict[str, Any]:
    measure = told.measure
    return {
        "measure": measure.name,
        "title": measure.title,
        "definition": measure.definition,
        "version": measure.version,
        "status": measure.standing.value,
        "words": [line.translated(_) for line in told.words],
        "notes": measure.notes,
        "lists": [
            {
                "name": found.name,
                "title": found.title,
                "version": found.version,
                "source": found.source,
                "as_of": found.as_of,
                "codes": [
                    {
                        "code": one.code,
                        "name": one.name,
                        "valid_from": str(one.valid_from) if one.valid_from else None,
                        "valid_to": str(one.valid_to) if one.valid_to else None,
                    }
                    for one in found.codes
                ],
            }
            for found in told.lists
        ],
        "sql": sql,
        "fingerprint": told.fingerprint,
        "weeks": [
            {
                "period": one.period.canonical,
                "first": one.first,
                "last": one.last,
                "reference": one.reference.isoformat(),
            }
            for one in told.weeks
        ],
        "country": counts,
    }
