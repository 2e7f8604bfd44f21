"""What it takes to take an entry of the log back: as much as it takes to do the thing itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from virkning.figures.continuing import EvidenceKind
from virkning.rooms.access.permissions import Permission
from virkning.rooms.activities.actions.statuses import FIELDS, JUDGING
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.queries.telling import model_of
from virkning.rooms.evaluations.actions.benefits import BENEFITS
from virkning.rooms.interventions.actions.acts import COMMENT, DECIDE, DESCRIBE
from virkning.rooms.plans.actions.actionstatuses import ACTION_STATUS
from virkning.rooms.plans.actions.acts import PLAN
from virkning.rooms.plans.actions.method import METHOD
from virkning.rooms.plans.actions.tracks import CATALOGUE
from virkning.rooms.programmes.actions import acts
from virkning.rooms.statusrounds.actions.undo import is_correction
from virkning.rooms.theory.actions.arrows import ARROW

#: The log's word for a kind of record → what it takes to change one. A status report is written by two: see below.
KINDS: dict[str, Permission] = {
    **dict.fromkeys(
        (
            *("project", "focusarea", "activity", "milestone", "milestonetarget"),
            *("result", "targetversion", "redefinition", "phase", "arrow", "matrixgroup", "matrixcount"),
            *("methoddescription", "methodphase", "methodcell", "methodtool", "coreelement"),
            *("challenge", "plannedaction", "measurelink"),
        ),
        Permission.EDIT_PROJECT,
    ),
    **dict.fromkeys(("statusreport", "activitycomment", "embedding", "experience"), Permission.REPORT_STATUS),
    "registration": Permission.REPORT_STATUS,
    **dict.fromkeys(
        (
            *("assessment", "recommendation", "proposal", "evidence"),
            *("unexpectedresult", "otherexplanation", "activityportrait"),
        ),
        Permission.ASSESS,
    ),
    "followup": Permission.REPORT_STATUS,
    "actionstatus": Permission.REPORT_STATUS,
    **dict.fromkeys(
        (
            *("employmentplan", "plangoal", "overallgroup", "targetgroup"),
            *("plannedresult", "plannedstep", "changetrack"),
        ),
        Permission.EDIT_PLAN,
    ),
    "register": Permission.KEEP_REGISTERS,
    "publication": Permission.PUBLISH_RUNS,
}

#: Acts on many records, or on records that are never edited: the act's word → what it takes.
ACTS: dict[str, Permission] = {
    acts.ARRANGE: Permission.EDIT_PROJECT,
    "report": Permission.REPORT_STATUS,
    "measure": Permission.REPORT_STATUS,
    BENEFITS: Permission.REPORT_STATUS,
    PLAN: Permission.EDIT_PLAN,
    CATALOGUE: Permission.EDIT_PLAN,
    METHOD: Permission.EDIT_PROJECT,
    ARROW: Permission.EDIT_PROJECT,
    ACTION_STATUS: Permission.REPORT_STATUS,
    DESCRIBE: Permission.DESCRIBE,
    DECIDE: Permission.DECIDE_DESCRIPTION,
    COMMENT: Permission.DECIDE_DESCRIPTION,
}

_BOTH = frozenset({Permission.REPORT_STATUS, Permission.ASSESS})
#: How the log calls a file. Files are brought by those who report and by those who assess; an interview stays one.
_A_FILE = f"{EvidenceKind.FILE.danish}: "


def takes(
    entry: AuditEntry, record: Any = None, may: frozenset[Permission] = frozenset()
) -> frozenset[Permission]:
    """The permissions in the project it takes; none at all for what cannot be taken back.

    `record`: the status report the entry is about, where it is at hand: an entry that only says that it was removed or
    brought back does not tell which parts it had, and without the record it takes both permissions.
    `may`: what the person has; of what two sorts of people may do, it takes the permission they have.
    """
    if entry.action == "report":
        rows = entry.changes.get("rows", {}).values()
        if not all("changes" in row for row in rows):
            return _BOTH  # an undo of such an act: it does not tell which parts the reports had
        return _of_fields(name for row in rows for name in row["changes"]) or frozenset({ACTS["report"]})
    if entry.action in ACTS:
        return frozenset({ACTS[entry.action]})
    if entry.object_kind == "statusreport":
        return _of_report(entry, record)
    if entry.object_kind == "evidence" and entry.object_label.startswith(_A_FILE) and may & _BOTH:
        return frozenset(may & {Permission.REPORT_STATUS} or {Permission.ASSESS})
    if entry.object_kind == "proposal" and "decision" in entry.changes:
        return frozenset({Permission.EDIT_PROJECT})  # the project decides what the evaluator proposes
    if entry.object_kind == "statusround":
        return frozenset({Permission.RUN_ROUNDS}) if is_correction(entry) else frozenset()
    found = KINDS.get(entry.object_kind)
    return frozenset() if found is None else frozenset({found})


def _of_report(entry: AuditEntry, record: Any) -> frozenset[Permission]:
    changes: Mapping[str, Any] = entry.changes.get("after", entry.changes)
    told = _of_fields(name for name in changes if entry.action != "create" or changes[name])
    if told or record is None:
        return told or _BOTH
    return _of_fields(name for name in FIELDS if getattr(record, name)) or _BOTH


def _of_fields(names: Iterable[str]) -> frozenset[Permission]:
    """A light and its reason are of those who assess; everything else of a report is written by those who report."""
    found = set()
    for name in names:
        if name in JUDGING:
            found.add(Permission.ASSESS)
        elif name in FIELDS:
            found.add(Permission.REPORT_STATUS)
    return frozenset(found)


def not_overtaken(newest: Sequence[AuditEntry], offered: Callable[[AuditEntry], bool]) -> list[AuditEntry]:
    """Of a log's newest acts, the newest first, those that are offered and after which nothing stands in the way.

    In the way is what was done since to the same records, what was hung on those the act made or brought back, and
    what it let go where it stands there again. A query for each kind of record that is let go or hung.
    """
    touched: set[str] = set()
    found: list[tuple[AuditEntry, frozenset[str]]] = []
    for entry in newest:
        rows = _rows(entry)
        if offered(entry) and not rows.keys() & touched:
            found.append((entry, frozenset(touched)))
        touched |= rows.keys()
    hung = _hung([entry for entry, _later in found], touched)
    again = _there_again([entry for entry, _later in found])
    return [
        entry
        for entry, later in found
        if not any(hung.get(key, frozenset()) & later - _rows(entry).keys() for key in _made(entry))
        and not again & _rows(entry).keys()
    ]


def _rows(entry: AuditEntry) -> Mapping[str, Mapping[str, Any]]:
    rows: Mapping[str, Mapping[str, Any]] = entry.changes.get("rows", {})
    return rows


def _made(entry: AuditEntry) -> list[str]:
    return [key for key, done in _rows(entry).items() if done["act"] in ("create", "restore")]


def _by_kind(keys: Iterable[str]) -> dict[Any, list[int]]:
    """Model → keys; kinds that are no more are left out."""
    found: dict[Any, list[int]] = {}
    for key in keys:
        kind, _colon, number = key.partition(":")
        model = model_of(kind)
        if model is not None:
            found.setdefault(model, []).append(int(number))
    return found


def _hung(entries: Sequence[AuditEntry], touched: Iterable[str]) -> dict[str, frozenset[str]]:
    """What the entries made → what of the touched hangs on it, and is not removed."""
    made, children = _by_kind(key for entry in entries for key in _made(entry)), _by_kind(touched)
    found: dict[str, set[str]] = {}
    for above, keys in made.items():
        for relation in above._meta.related_objects:
            model, column = relation.related_model, relation.field.attname
            if model not in children:
                continue
            live = {"removed_at__isnull": True} if hasattr(model, "removed_at") else {}
            rows = model._base_manager.filter(**{f"{column}__in": keys}, **live).order_by("pk")
            for key, parent in rows.values_list("pk", column):
                name = f"{above._meta.model_name}:{parent}"
                found.setdefault(name, set()).add(f"{model._meta.model_name}:{key}")
    return {name: frozenset(some) for name, some in found.items()}


def _there_again(entries: Sequence[AuditEntry]) -> set[str]:
    """What the entries let go (`kind:key`) of which the like stands there now: between the same two."""
    gone: dict[str, Mapping[str, Any]] = {
        key: done["values"]
        for entry in entries
        for key, done in _rows(entry).items()
        if done["act"] == "unlink"
    }
    found = set()
    for model, keys in _by_kind(gone).items():
        columns = [one.attname for one in model._meta.concrete_fields if one.is_relation]
        kind = model._meta.model_name
        told = {f"{kind}:{key}": tuple(gone[f"{kind}:{key}"].get(one) for one in columns) for key in keys}
        first = {f"{columns[0]}__in": {values[0] for values in told.values()}} if columns else {}
        there = (
            set(model._base_manager.filter(**first).order_by("pk").values_list(*columns))
            if columns
            else set()
        )
        found |= {name for name, values in told.items() if values in there}
    return found
