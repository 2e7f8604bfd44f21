"""A goal's numbers as a workbook and as CSV: as they are shown, hidden numbers empty in both."""

import csv
import io
from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.documents.excel import Column, Sheet, Value, write_workbook
from virkning.figures.goalsentences import shown_percent
from virkning.rooms.registerruns.queries.published import GoalTable, PlaceFigures

from .choosing import Chosen, group_words
from .goalpage import Told
from .goalrows import GoalRow

_HEADER = ("measure", "period", "municipality", "numerator", "denominator", "share", "suppressed")


def goal_workbook(table: GoalTable, chosen: Chosen, told: Told, how: Sequence[tuple[str, str]]) -> bytes:
    """The workbook's bytes: the change, every period, and how the number was made."""
    sheets = [
        Sheet(_("Udvikling"), _change_columns(chosen), [_change_row(one) for one in told.rows.all]),
        Sheet(_("Alle perioder"), _period_columns(), list(_period_rows(table))),
        Sheet(_("Sådan er tallet lavet"), (Column(_("Hvad"), 26), Column(_("Hvordan"), 100)), list(how)),
    ]
    title = f"{table.title}, {table.run.programme.name}"
    return write_workbook(sheets, title=title, created=timezone.now())


def goal_csv(table: GoalTable) -> bytes:
    """Every period in the form of `virkning register measure`; with a column `sex` where a group was chosen."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    sex = [table.group.partition(":")[2]] if table.group else []
    writer.writerow((*_HEADER[:3], *(["sex"] if sex else []), *_HEADER[3:]))
    for period in table.periods:
        for place in (*sorted(table.municipalities, key=lambda one: one.code), table.country, table.project):
            figure = place.at(period)
            hidden = figure.is_hidden
            numbers = ["", "", ""] if hidden else [figure.numerator, figure.denominator, figure.share]
            shown = ["" if one is None else str(one) for one in numbers]
            row = [table.measure, period.canonical, place.code, *sex, *shown, "true" if hidden else "false"]
            writer.writerow(row)
    return out.getvalue().encode()


def _change_columns(chosen: Chosen) -> tuple[Column, ...]:
    return (
        Column(_("Kommune"), 30),
        Column(_("Kode"), 10),
        Column(_("%(period)s, pct.") % {"period": chosen.baseline.shown}, 22, "number"),
        Column(_("%(period)s, pct.") % {"period": chosen.latest.shown}, 22, "number"),
        Column(_("Ændring, procentpoint"), 22, "number"),
        Column(_("Ændringens interval"), 22),
        Column(_("Bemærkning"), 40),
    )


def _change_row(row: GoalRow) -> tuple[Value, ...]:
    ends = row.ends
    return (
        row.name,
        row.code if row.kind == "place" else "",
        None if ends.before is None else shown_percent(ends.before),
        None if ends.now is None else shown_percent(ends.now),
        ends.change,
        row.interval,
        row.note or (_("Tal er skjult, fordi der er få personer bag dem.") if ends.hidden else ""),
    )


def _period_columns() -> tuple[Column, ...]:
    return (
        Column(_("Kommune"), 30),
        Column(_("Kode"), 10),
        Column(_("Gruppe"), 12),
        Column(_("Periode"), 16),
        Column(_("Tæller"), 12, "number"),
        Column(_("Nævner"), 12, "number"),
        Column(_("Andel, pct."), 14, "number"),
        Column(_("Skjult"), 10),
    )


def _period_rows(table: GoalTable) -> Iterator[tuple[Value, ...]]:
    names = {table.country.code: _("Hele landet"), table.project.code: _("Projektet (vægtet efter personer)")}
    for place in (table.country, table.project, *table.municipalities):
        yield from _rows_of(place, names.get(place.code, place.name), table)


def _rows_of(place: PlaceFigures, name: str, table: GoalTable) -> Iterator[tuple[Value, ...]]:
    for period in table.periods:
        figure = place.at(period)
        numbers: tuple[Value, ...] = (None, None, None)
        if not figure.is_hidden:
            percent = None if figure.share is None else shown_percent(figure.share)
            numbers = (figure.numerator, figure.denominator, percent)
        hidden = _("ja") if figure.is_hidden else ""
        code = "" if place.code == table.country.code else place.code
        yield (name, code, group_words(table.group), period.canonical, *numbers, hidden)
