"""Milestone status and measurements: the sheets that can be long. A measurement is superseded, never edited."""

from typing import Any

from virkning.figures.indicators import Answer
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.results.models import Measurement, Series, withdrawn_now

from ..book import MeasurementRow, Rows, StatusRow
from ..findings import address
from ..sheets import MEASUREMENTS, STATUSES
from .records import Work, columns_of, loaded
from .structure import NOT_MEASURED


def write_statuses(work: Work) -> None:
    """The sheet Milepælsstatus. A changed status is edited, and its origin is the file that changed it."""
    found, kept = work.of(STATUSES), work.kept(STATUSES)
    work.act.remove(StatusReport, [kept[place].key for place in found.removed], "")
    records = loaded(StatusReport, [kept[change.before] for change in found.changed])
    names: set[str] = set()
    for change in found.changed:
        record, values = records[kept[change.before].key], _status_columns(work, change.row)
        own = columns_of(change.fields, values)
        origin = work.origin(STATUSES, _status_cell(found.after, change.after, change.row))
        for name in own:
            setattr(record, name, values[name])
        for name, value in origin.items():
            setattr(record, name, value)
        names.update(own, origin)
    work.act.update(StatusReport, list(records.values()), sorted(names))
    made = []
    for index in found.added:
        row = found.after.items[index]
        origin = work.origin(STATUSES, _status_cell(found.after, index, row))
        made.append(StatusReport(**_status_columns(work, row), **origin))
    work.act.create(StatusReport, made)


def _status_columns(work: Work, row: StatusRow) -> dict[str, Any]:
    words = isinstance(row.value, str)
    return {
        "milestone_id": work.keys["milestones"][row.activity, row.milestone],
        "period_id": work.periods[row.period],
        "status": row.status or "",
        "value": None if words else row.value,
        "value_text": row.value if words else "",
        "numerator": row.numerator,
        "denominator": row.denominator,
        "judged": row.judged or "",
        "comment": row.comment,
    }


def _status_cell(rows: Rows[Any], index: int, row: StatusRow) -> str:
    """The cell a status came from: its value, else its fraction, its status or its comment."""
    filled = (name for name in ("value", "numerator", "status", "comment", "judged") if getattr(row, name))
    return rows.cell(index, next(filled, "period"))


def write_measurements(work: Work) -> None:
    """The sheet Målinger. What differs supersedes what was there; what is unchanged keeps its origin."""
    found, kept = work.of(MEASUREMENTS), work.kept(MEASUREMENTS)
    over = [kept[place].key for place in found.removed]
    over += [kept[change.before].key for change in found.changed]
    if over:
        work.act.set(Measurement, over, **withdrawn_now(work.act.by.name))
    rows: list[tuple[int, MeasurementRow]] = [(index, found.after.items[index]) for index in found.added]
    rows += [(change.after, change.row) for change in found.changed]
    rows.sort(key=lambda pair: pair[0])
    if not rows:
        return
    series = _write_series(work, [row for _index, row in rows])
    work.act.create(Measurement, _measurements(work, found.after, rows, series))


def _measurements(
    work: Work, sheet: Rows[Any], rows: list[tuple[int, MeasurementRow]], series: dict[tuple[str, str | None], int]
) -> list[Measurement]:
    results, periods = work.keys["results"], work.periods
    origin = work.origin(MEASUREMENTS, "")
    del origin["origin_cell"]
    made = []
    for index, row in rows:
        number, name, period, value, top, bottom, text, break_reason, source = row
        is_answer = type(value) is Answer
        made.append(
            Measurement(
                result_id=results[number],
                series_id=series[number, name] if name is not None else None,
                period_id=periods[period],
                value=None if is_answer else value,
                answer=value if is_answer else "",
                numerator=top,
                denominator=bottom,
                text=text,
                break_reason=break_reason,
                source=source,
                origin_cell=_measured_cell(sheet, index, row),
                **origin,
            )
        )
    return made


def _measured_cell(rows: Rows[Any], index: int, row: MeasurementRow) -> str:
    """`Målinger!D14`: the cell a measurement came from, its value's or the first other that is filled."""
    line, columns = rows.lines[index], rows.columns
    if row[3] is not None:
        return f"Målinger!{address(line, columns['value'])}"
    filled = (name for name in ("numerator", "text", "break_reason") if getattr(row, name))
    return f"{MEASUREMENTS.name}!{rows.cell(index, next(filled, 'period'))}"


def _write_series(work: Work, rows: list[MeasurementRow]) -> dict[tuple[str, str | None], int]:
    """(result's number, series) → key, of every series measured; new ones in the order they are first met."""
    results = work.keys["results"]
    wanted = dict.fromkeys((row[0], row[1]) for row in rows if row[1] is not None)
    numbers = {results[number]: number for number in {pair[0] for pair in wanted}}
    found: dict[tuple[str, str | None], Series] = {}
    last: dict[int, int] = {}
    keys = list(numbers)
    for start in range(0, len(keys), 900):
        for one in Series.objects.filter(result_id__in=keys[start : start + 900]).order_by("position", "pk"):
            found[numbers[one.result_id], one.name] = one
            if one.position < NOT_MEASURED:
                last[one.result_id] = max(last.get(one.result_id, -1), one.position)
    missing, placed = [], []
    for number, name in wanted:
        result, one = results[number], found.get((number, name))
        if one is not None and one.position < NOT_MEASURED:
            continue
        position = last[result] = last.get(result, -1) + 1
        if one is None:
            missing.append(Series(result_id=result, name=name or "", position=position))
        else:
            one.position = position
            placed.append(one)
    work.act.update(Series, placed, ["position"])
    found |= {(numbers[one.result_id], one.name): one for one in work.act.create(Series, missing)}
    return {pair: one.pk for pair, one in found.items()}
