"""Milestone status and measurements: the sheets that can be long. A measurement is superseded, never edited."""

from typing import Any

from virkning.figures.indicators import Answer
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.results.actions.series import NOT_MEASURED
from virkning.rooms.results.models import Measurement, Series, withdrawn_now

from ..book import MeasurementRow, Rows, StatusRow
from ..findings import address
from ..sheets import MEASUREMENTS, STATUSES
from .records import Work, by_keys, columns_of, loaded, of_columns


def write_statuses(work: Work) -> None:
    """The sheet Milepælsstatus. A changed status is edited, and its origin is the file that changed it."""
    found, kept = work.of(STATUSES), work.kept(STATUSES)
    work.act.remove(StatusReport, [kept[place].key for place in found.removed], "")
    _change_statuses(work)
    rows = [(index, found.after.items[index]) for index in found.added]
    if not rows:
        return
    columns = [_status_columns(work, row) for _index, row in rows]
    by_name = {name: [one[name] for one in columns] for name in columns[0]}
    by_name["origin_cell"] = [
        f"{STATUSES.name}!{_status_cell(found.after, index, row)}" for index, row in rows
    ]
    usual = work.origin(STATUSES, "") | {
        "counted_kind": "",
        "judged_reason": "",
        "removed_at": None,
        "removed_by": "",
        "removed_reason": "",
        "version": 1,
    }
    work.act.create(StatusReport, of_columns(StatusReport, len(rows), by_name, usual))


def _change_statuses(work: Work) -> None:
    found, kept = work.of(STATUSES), work.kept(STATUSES)
    records = loaded(StatusReport, [kept[change.before] for change in found.changed])
    names: set[str] = set()
    for change in found.changed:
        record, values = records[kept[change.before].key], _status_columns(work, change.row)
        own = columns_of(change.fields, values)
        for name in own:
            setattr(record, name, values[name])
        if "value" in own and record.counted_kind:
            record.counted_kind = ""  # the file's number stands, not the sum any more
            names.add("counted_kind")
        if "judged" in own and record.judged_reason:
            record.judged_reason = ""  # it was said of another colour
            names.add("judged_reason")
        record.origin_cell = f"{STATUSES.name}!{_status_cell(found.after, change.after, change.row)}"
        names.update(own, ["origin_cell"])
    work.act.update(StatusReport, list(records.values()), sorted(names))
    # What is the same for all is set at once: a column at a time is what takes time.
    origin = work.origin(STATUSES, "")
    del origin["origin_cell"]
    work.act.set(StatusReport, list(records), **origin)


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
    filled = (
        name
        for name in ("value", "numerator", "status", "comment", "judged")
        if getattr(row, name) not in (None, "")
    )
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
    work: Work,
    sheet: Rows[Any],
    rows: list[tuple[int, MeasurementRow]],
    series: dict[tuple[str, str | None], int],
) -> list[Measurement]:
    results, periods = work.keys["results"], work.periods
    keys: dict[tuple[str, str | None], int | None] = {**series}
    keys.update({(number, None): None for number in results})
    numbers, names, when, values, *rest = zip(*(row for _index, row in rows), strict=True)
    answers = [value if type(value) is Answer else "" for value in values]
    return of_columns(
        Measurement,
        len(rows),
        {
            "result_id": [results[number] for number in numbers],
            "series_id": [keys[pair] for pair in zip(numbers, names, strict=True)],
            "period_id": [periods[period] for period in when],
            "value": [None if answer else value for value, answer in zip(values, answers, strict=True)],
            "answer": answers,
            **dict(zip(("numerator", "denominator", "text", "break_reason", "source"), rest, strict=True)),
            "origin_cell": [_measured_cell(sheet, index, row) for index, row in rows],
        },
        work.origin(MEASUREMENTS, "") | {"origin_run_id": None, "superseded_at": None, "superseded_by": ""},
    )


def _measured_cell(rows: Rows[Any], index: int, row: MeasurementRow) -> str:
    """`Målinger!D14`: the cell a measurement came from, its value's or the first other that is filled."""
    if row[3] is not None and (column := rows.columns.get("value")) is not None:
        return f"{MEASUREMENTS.name}!{address(rows.lines[index], column)}"
    filled = (name for name in ("numerator", "text", "break_reason") if getattr(row, name) not in (None, ""))
    return f"{MEASUREMENTS.name}!{rows.cell(index, next(filled, 'period'))}"


def _write_series(work: Work, rows: list[MeasurementRow]) -> dict[tuple[str, str | None], int]:
    """(result's number, series) → key, of every series measured; new ones in the order they are first met."""
    results = work.keys["results"]
    wanted = dict.fromkeys((row[0], row[1]) for row in rows if row[1] is not None)
    numbers = {results[number]: number for number in {pair[0] for pair in wanted}}
    found: dict[tuple[str, str | None], Series] = {}
    last: dict[int, int] = {}
    for one in by_keys(Series, "result_id", list(numbers)):
        found[numbers[one.result_id], one.name] = one
        if one.position < NOT_MEASURED:
            last[one.result_id] = max(last.get(one.result_id, -1), one.position)
    missing, placed = [], []
    for number, name in wanted:
        result, there = results[number], found.get((number, name))
        if there is not None and there.position < NOT_MEASURED:
            continue
        position = last[result] = last.get(result, -1) + 1
        if there is None:
            missing.append(Series(result_id=result, name=name or "", position=position))
        else:
            there.position = position
            placed.append(there)
    work.act.update(Series, placed, ["position"])
    found |= {(numbers[one.result_id], one.name): one for one in work.act.create(Series, missing)}
    return {pair: one.pk for pair, one in found.items()}
