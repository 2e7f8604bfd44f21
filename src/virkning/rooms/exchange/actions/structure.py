"""Areas, activities and milestones, results, and the judgements of them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from virkning.figures.dates import Deadline
from virkning.rooms.activities.models import Activity, FocusArea, Milestone, MilestoneTarget
from virkning.rooms.evaluations.models import Assessment
from virkning.rooms.results.actions.series import NOT_MEASURED
from virkning.rooms.results.models import Result, ResultActivity, Series, TargetVersion

from ..book import MilestoneRow, ResultRow, TargetVersionRow
from ..differences import SheetDifferences
from ..sheets import ACTIVITIES, AREAS, ASSESSMENTS, MILESTONES, RESULTS, TARGET_VERSIONS
from ..stored import Kept
from .records import Work, Written, by_keys, loaded, write_records


def write_areas(work: Work) -> None:
    """The sheet Områder."""
    write_records(
        work,
        AREAS,
        FocusArea,
        lambda row: {"project": work.project, "number": row.number, "title": row.title},
    )


def write_activities(work: Work) -> None:
    """The sheet Aktiviteter."""
    write_records(
        work,
        ACTIVITIES,
        Activity,
        lambda row: {
            "project": work.project,
            "number": row.number,
            "area_id": work.key("areas", row.area),
            "title": row.title,
            "responsible": row.responsible,
            "closed_in_id": work.periods[row.closed_in],
            "closed_reason": row.closed_reason,
            "remark": row.remark,
        },
        _opened_or_closed,
    )


def _opened_or_closed(activity: Activity) -> dict[str, Any]:
    """What is open is not merged into another any more; what is closed is not told to be open again."""
    if activity.closed_in_id is None:
        return {"merged_into_id": None} if activity.merged_into_id is not None else {}
    return {"reopened_reason": ""} if activity.reopened_reason else {}


def write_milestones(work: Work) -> None:
    """The sheet Milepæle, each with its first target."""
    written = write_records(
        work,
        MILESTONES,
        Milestone,
        lambda row: {
            "activity_id": work.key("activities", row.activity),
            "number": row.number,
            "statement": row.statement,
            "kind": row.kind,
            **_since(work, row),
        },
    )
    first = work.stored.first_milestone_targets
    write_first_targets(work, MilestoneTarget, "milestone_id", written, first, _milestone_target)


def _since(work: Work, row: MilestoneRow | ResultRow) -> dict[str, Any]:
    return {
        "expected_from_id": work.periods[row.expected_from],
        "added_in_id": work.periods[row.added_in],
        "retired_in_id": work.periods[row.retired_in],
        "reason": row.reason,
    }


def write_results(work: Work) -> None:
    """The sheet Resultater, each with its first target, its activities, and what its series are to it."""
    written = write_records(
        work,
        RESULTS,
        Result,
        lambda row: {
            "project": work.project,
            "number": row.number,
            "statement": row.statement,
            "term": row.term,
            "area_id": work.key("areas", row.area),
            "kind": row.kind,
            "unit": row.unit,
            "baseline_id": work.periods[row.baseline],
            **_since(work, row),
        },
    )
    write_first_targets(work, TargetVersion, "result_id", written, work.stored.first_targets, _result_target)
    touched = [(record.pk, row) for record, row in _touched(work.of(RESULTS), written, {"activities"})]
    _write_links(work, touched)
    _write_replacements(work, [*_touched(work.of(RESULTS), written, {"replaced_by"})])
    series = _touched(work.of(RESULTS), written, {"target_series", "reference_series"})
    write_series_roles(work, [(record.pk, row) for record, row in series])


def _touched(found: SheetDifferences, written: Written, fields: set[str]) -> list[tuple[Any, Any]]:
    """(record, row) of every new row, and of every changed one where one of `fields` differs."""
    made = [(record, found.after.items[index]) for index, record in written.made]
    return made + [(record, change.row) for change, record in written.changed if fields & set(change.fields)]


def _write_links(work: Work, touched: Sequence[tuple[int, ResultRow]]) -> None:
    missing, gone, wanted_places = [], list[int](), dict[int, int]()
    for result, row in touched:
        now = dict(work.stored.links.get(result, {}))
        for position, number in enumerate(row.activities):
            activity = work.keys["activities"][number]
            known = now.pop(activity, None)
            if known is None:
                missing.append(ResultActivity(result_id=result, activity_id=activity, position=position))
            else:
                wanted_places[known] = position
        gone.extend(now.values())
    work.act.unlink(ResultActivity, gone)
    links = by_keys(ResultActivity, "pk", list(wanted_places))
    moved = [link for link in links if link.position != wanted_places[link.pk]]
    for link in moved:
        link.position = wanted_places[link.pk]
    work.act.update(ResultActivity, moved, ["position"])
    work.act.create(ResultActivity, missing)


def _write_replacements(work: Work, touched: Sequence[tuple[Any, ResultRow]]) -> None:
    """`Erstattes af`, once every result is there."""
    wanted = {record.pk: work.key("results", row.replaced_by) for record, row in touched}
    keys = [record.pk for record, _row in touched if record.replaced_by_id != wanted[record.pk]]
    # Read anew: a result may have been changed a moment ago, and moved after that.
    changed = by_keys(Result, "pk", keys)
    for record in changed:
        record.replaced_by_id = wanted[record.pk]
    work.act.update(Result, changed, ["replaced_by_id"])


def write_series_roles(work: Work, touched: Sequence[tuple[int, ResultRow]]) -> None:
    """Which series the target is about, and which are references, in order. Makes series not measured yet."""
    if not touched:
        return
    results = [result for result, _row in touched]
    known: dict[int, dict[str, Series]] = {result: {} for result in results}
    for one in by_keys(Series, "result_id", results):
        known[one.result_id][one.name] = one
    missing, changed = list[Series](), list[Series]()
    for result, row in touched:
        ranks = {name: rank for rank, name in enumerate(row.reference_series, start=1)}
        for name in dict.fromkeys([*known[result], *filter(None, [row.target_series]), *ranks]):
            there = known[result].get(name)
            role = {"is_target": bool(name) and name == row.target_series, "reference_rank": ranks.get(name)}
            if there is None:
                position = NOT_MEASURED + len(missing)
                missing.append(Series(result_id=result, name=name, position=position, **role))
            elif any(getattr(there, field) != value for field, value in role.items()):
                for field, value in role.items():
                    setattr(there, field, value)
                changed.append(there)
    work.act.update(Series, changed, ["is_target", "reference_rank"])
    work.act.create(Series, missing)


Amount = Decimal | str | None


def _milestone_target(row: MilestoneRow | TargetVersionRow) -> dict[str, Any]:
    return {**_amount(row.amount), **_deadline(row.deadline)}


def _result_target(row: ResultRow) -> dict[str, Any]:
    return {"rule": row.rule or "", "amount": row.amount}


def _amount(amount: Amount) -> dict[str, Any]:
    words = amount if isinstance(amount, str) else ""
    return {"amount": None if isinstance(amount, str) else amount, "text": words}


def _deadline(deadline: Deadline | None) -> dict[str, Any]:
    kind = deadline.kind if deadline is not None else None
    return {"deadline": deadline.day if deadline is not None else None, "deadline_kind": kind or ""}


def write_first_targets(
    work: Work, model: Any, owner: str, written: Written, first: Mapping[int, Kept], columns: Any
) -> None:
    """The targets without a `valid_from`, which stand on the sheet of what they are targets of."""
    found = work.of(MILESTONES if model is MilestoneTarget else RESULTS)
    touched = _touched(found, written, {"rule", "amount", "deadline"})
    missing, there = [], []
    for record, row in touched:
        values = columns(row)
        kept = first.get(record.pk)
        if kept is not None:
            there.append((kept, values))
        elif any(value not in (None, "") for value in values.values()):
            missing.append(model(**{owner: record.pk}, **values))
    records = loaded(model, [kept for kept, _values in there])
    for kept, values in there:
        for name, value in values.items():
            setattr(records[kept.key], name, value)
    names = list(there[0][1]) if there else []
    work.act.update(model, list(records.values()), names)
    work.act.create(model, missing)


def write_versions(work: Work) -> None:
    """The sheet Målversioner: later targets of results and of milestones."""
    found, kept = work.of(TARGET_VERSIONS), work.kept(TARGET_VERSIONS)
    for model, about_result in ((TargetVersion, True), (MilestoneTarget, False)):
        columns = _version_of_result if about_result else _version_of_milestone
        removed = [place for place in found.removed if bool(found.before.items[place].result) is about_result]
        work.act.remove(model, [kept[place].key for place in removed], "")
        changes = [change for change in found.changed if bool(change.row.result) is about_result]
        records = loaded(model, [kept[change.before] for change in changes])
        names: Iterable[str] = ()
        for change in changes:
            values = columns(work, change.row)
            names = list(values)
            for name, value in values.items():
                setattr(records[kept[change.before].key], name, value)
        work.act.update(model, list(records.values()), names)
        added = [
            row for row in map(found.after.items.__getitem__, found.added) if bool(row.result) is about_result
        ]
        work.act.create(model, [model(**columns(work, row)) for row in added])


def _version_of_result(work: Work, row: TargetVersionRow) -> dict[str, Any]:
    return {
        "result_id": work.keys["results"][row.result],
        "valid_from_id": work.periods[row.valid_from],
        "rule": row.rule or "",
        "amount": row.amount,
        **_deadline(row.deadline),
        "reason": row.reason,
    }


def _version_of_milestone(work: Work, row: TargetVersionRow) -> dict[str, Any]:
    return {
        "milestone_id": work.keys["milestones"][row.activity, row.milestone],
        "valid_from_id": work.periods[row.valid_from],
        **_milestone_target(row),
        "reason": row.reason,
    }


def write_assessments(work: Work) -> None:
    """The sheet Vurderinger."""
    write_records(
        work,
        ASSESSMENTS,
        Assessment,
        lambda row: {
            "project": work.project,
            "activity_id": work.key("activities", row.activity),
            "area_id": work.key("areas", row.area),
            "result_id": work.key("results", row.result),
            "period_id": work.periods[row.period],
            "heading": row.heading,
            "text": row.text,
            "light": row.light or "",
        },
    )
