"""What is reported on milestones: one row a milestone and period, edited under a version number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.entries import status_problems
from virkning.figures.milestones import Light, MilestoneKind, MilestoneStatus
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Batch, Conflict, plain
from virkning.rooms.files.models import OriginKind
from virkning.rooms.programmes.models import Project, ProjectPeriod

from ..models import Milestone, Registration, StatusReport


class Unset(Enum):
    """Not given, which is something else than None."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET

#: What a person writes, in the order the log tells it.
FIELDS = (
    *("status", "value", "value_text", "numerator", "denominator", "comment"),
    *("judged", "judged_reason", "counted_kind"),
)
#: Of these, what an evaluator writes.
JUDGING = ("judged", "judged_reason")
_FIGURES = ("value", "value_text", "numerator", "denominator", "counted_kind")


@dataclass(frozen=True)
class ReportedCell:
    """Something to report on a milestone in a period. `values`: field → value, of `FIELDS`; the others stay.

    `version`: of the report the person saw; None where they saw none.
    """

    milestone: Milestone
    period: ProjectPeriod
    values: Mapping[str, Any]
    version: int | None = None
    confirmed: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Written:
    """One row before and after. `gone`: nothing is left in it."""

    report: StatusReport
    changes: dict[str, list[Any]]
    is_new: bool
    gone: bool


def report_status(
    *,
    milestone: Milestone,
    period: ProjectPeriod,
    by: Author,
    status: MilestoneStatus | None,
    value: Decimal | None,
    value_text: str,
    numerator: Decimal | None,
    denominator: Decimal | None,
    comment: str,
    judged: Light | Unset | None = UNSET,
    counted_kind: str = "",
    confirmed: Mapping[str, str] = {},
    version: int | None = None,
) -> StatusReport | None:
    """Make or change what is reported on the milestone in the period; a report left all blank is removed.

    `judged` is for those who may judge; left out, it stays as it is. With `counted_kind` the value is the sum of the
    activity's registrations of that kind, computed on read, and `value` is not kept. `confirmed`: doubt's code → why.
    `version` None: there was no report when the person began. Returns the report (a removed one with `removed_at`),
    or None where there was nothing and nothing was written. Raises `Refused`, `Conflict`.
    """
    values = {
        "status": status or "",
        "value": None if counted_kind else value,
        "value_text": value_text.strip(),
        "numerator": numerator,
        "denominator": denominator,
        "comment": comment.strip(),
        "counted_kind": counted_kind,
    }
    if judged is not UNSET:
        values["judged"] = judged or ""
    cell = ReportedCell(milestone, period, values, version, confirmed)
    return _report_one(cell, by=by, touches_origin=True)


def judge_milestone(
    *,
    milestone: Milestone,
    period: ProjectPeriod,
    by: Author,
    light: Light | None,
    version: int | None,
    reason: str = "",
    computed: Light | Unset | None = UNSET,
) -> StatusReport | None:
    """Set (None: take away) the judged light of the milestone in the period. What was reported keeps its origin.

    `computed`: the light that is computed there, as the judge saw it; judging otherwise takes a reason. Left out,
    nobody asks. Returns and raises as `report_status`.
    """
    if light is None and reason.strip():
        raise Refused({"judged": _("Vælg den farve, begrundelsen gælder, eller slet begrundelsen.")})
    if computed is not UNSET:
        check_judged(light, computed, reason, field="judged_reason")
    cell = ReportedCell(milestone, period, {"judged": light or "", "judged_reason": reason.strip()}, version)
    return _report_one(cell, by=by, touches_origin=False)


def check_judged(light: Light | None, computed: Light | None, reason: str, *, field: str) -> None:
    """Raises `Refused` where a light is judged otherwise than it is computed, and nobody says why."""
    if light is None or light == computed or reason.strip():
        return
    if computed is None:
        said = _("Farven er sat til %(judged)s, men der er ingen beregnet farve. Skriv hvorfor.")
        raise Refused({field: said % {"judged": light.shown.lower()}})
    said = _("Farven er sat til %(judged)s, men beregnet til %(computed)s. Skriv hvorfor.")
    raise Refused({field: said % {"judged": light.shown.lower(), "computed": computed.shown.lower()}})


def report_many(*, project: Project, rows: Sequence[ReportedCell], by: Author) -> int:
    """Report a whole block at once, all of it or nothing; how many reports it changed.

    One entry tells every difference. Raises `Refused` with `<row's place>.<field>` as keys, and `Conflict`.
    """
    with writes.batch(by=by, action="report") as act:
        written = [
            one for one in _write(act, rows, project_id=project.pk, touches_origin=True) if one.changes
        ]
        if written:
            act.about, act.project_id = project, project.pk
            act.words = ngettext(
                "Status er skrevet på %(count)s milepæl i en blok.",
                "Status er skrevet på %(count)s milepæle på én gang.",
                len(written),
            ) % {"count": len(written)}
            act.changes = {"rows": {f"statusreport:{one.report.pk}": _told(one) for one in written}}
    return len(written)


def _told(written: _Written) -> dict[str, Any]:
    report = written.report
    return {
        "label": f"{milestone_label(report.milestone)}, {report.period.period.danish}",
        "act": "remove" if written.gone else "create" if written.is_new else "change",
        "changes": written.changes,
        "version": report.version,
    }


def _report_one(cell: ReportedCell, *, by: Author, touches_origin: bool) -> StatusReport | None:
    project_id = cell.milestone.owning_project_id
    try:
        with writes.batch(by=by, action="report") as act:
            [written] = _write(act, [cell], project_id=project_id, touches_origin=touches_origin)
            report = written.report
            if not written.changes:
                return report if report.pk else None
            action = "remove" if written.gone else "create" if written.is_new else "change"
            changes: dict[str, Any] = dict(written.changes)
            if written.is_new:
                changes = {"after": {name: after for name, (_before, after) in changes.items()}}
            elif written.gone:
                changes["version"] = report.version
            words = _words(cell, written)
            writes.record(
                by=by, action=action, words=words, about=report, project_id=project_id, changes=changes
            )
    except Refused as refused:
        raise Refused({name.removeprefix("0."): said for name, said in refused.errors.items()}) from refused
    return report


def _words(cell: ReportedCell, written: _Written) -> str:
    texts = {"milestone": milestone_label(cell.milestone), "period": cell.period.period.danish}
    if written.gone:
        return _("Status for %(period)s på milepæl %(milestone)s er slettet.") % texts
    if not written.is_new and written.changes and set(written.changes) <= set(JUDGING):
        return _("Farven for %(period)s på milepæl %(milestone)s er sat.") % texts
    if written.is_new:
        return _("Status for %(period)s på milepæl %(milestone)s er skrevet.") % texts
    return _("Status for %(period)s på milepæl %(milestone)s er rettet.") % texts


def milestone_label(milestone: Milestone) -> str:
    """`1.1, 2 Mentorer er fundet`: with its activity's number, for a milestone's own is not unique."""
    words = f"{milestone.activity.number}, {milestone.number} {milestone.statement}"
    return words if len(words) <= 120 else f"{words[:119]}…"


def _write(
    act: Batch, cells: Sequence[ReportedCell], *, project_id: int, touches_origin: bool
) -> list[_Written]:
    """Write every cell, after all of them are found right."""
    keys = sorted({cell.milestone.pk for cell in cells})
    # One at a time on a milestone, so that two who begin a report at once meet here and not in a constraint.
    list(Milestone._base_manager.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    if len({(cell.milestone.pk, cell.period.pk) for cell in cells}) < len(cells):
        raise Refused(_("Den samme milepæl og periode står to gange. Lad den stå én gang."))
    now = {(one.milestone_id, one.period_id): one for one in _reports(keys)}
    kinds = _counted_kinds(cells)
    found = [
        _merged(cell, now.get((cell.milestone.pk, cell.period.pk)), act.by, touches_origin) for cell in cells
    ]
    problems: dict[str, str] = {}
    for place, (cell, one) in enumerate(zip(cells, found, strict=True)):
        if one.changes and not one.gone:
            wrong = _problems(cell, one, kinds, project_id)
            problems |= {f"{place}.{name}": said for name, said in wrong.items()}
    if problems:
        raise Refused(problems)
    made = [one.report for one in found if one.changes and one.is_new]
    act.create(StatusReport, made)
    changed = [one.report for one in found if one.changes and not one.is_new and not one.gone]
    act.update(StatusReport, changed, [*FIELDS, *TOLD_ORIGIN, "confirmed"] if touches_origin else FIELDS)
    gone = [one.report for one in found if one.gone]
    act.remove(StatusReport, [report.pk for report in gone], "")
    for report in gone:
        report.removed_at, report.version = timezone.now(), report.version + 1
    return found


#: Columns of `Traced` the log tells; not shown as changes of their own, for they follow from the others.
TOLD_ORIGIN = ("origin_kind", "origin_by", "origin_file_id", "origin_cell", "origin_at")


def _reports(milestones: Sequence[int]) -> list[StatusReport]:
    rows = StatusReport.objects.filter(milestone_id__in=milestones)
    return list(rows.select_related("period", "milestone__activity").order_by("milestone_id", "id"))


def _counted_kinds(cells: Iterable[ReportedCell]) -> set[tuple[int, str]]:
    """(activity, kind) of what is registered, where a cell wants to count: one query, or none."""
    activities = {cell.milestone.activity_id for cell in cells if cell.values.get("counted_kind")}
    if not activities:
        return set()
    rows = Registration.objects.filter(activity_id__in=activities).order_by("activity_id", "kind")
    return set(rows.values_list("activity_id", "kind").distinct())


def _merged(cell: ReportedCell, now: StatusReport | None, by: Author, touches_origin: bool) -> _Written:
    """The cell's row as it will be. Raises `Conflict` where it is not the one the person saw."""
    if now is None and cell.version is not None:
        # It has been removed: what is there now is nothing, and beginning anew is what is left.
        gone = StatusReport(milestone=cell.milestone, period=cell.period)
        gone.__dict__["version"] = None
        raise Conflict(gone)
    if now is not None and now.version != cell.version:
        raise Conflict(now)
    report = now or StatusReport(milestone=cell.milestone, period=cell.period)
    before = _told_values(report)
    for name in FIELDS:
        if name in cell.values:
            setattr(report, name, cell.values[name])
    changed = [name for name in FIELDS if plain(getattr(report, name)) != before[name]]
    if changed and (touches_origin or now is None):
        _trace(report, cell, by, figures_changed=any(name in changed for name in _FIGURES))
    after = _told_values(report)
    blank = all(after[name] in (None, "") for name in FIELDS)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    return _Written(report, changes if changed else {}, now is None, blank and now is not None)


def _told_values(report: StatusReport) -> dict[str, Any]:
    """What the log tells of a report, its origin too, so that an undo brings that back."""
    return {name: plain(getattr(report, name)) for name in (*FIELDS, *TOLD_ORIGIN)}


def _trace(report: StatusReport, cell: ReportedCell, by: Author, *, figures_changed: bool) -> None:
    report.origin_kind = OriginKind.REGISTRATIONS if report.counted_kind else OriginKind.TYPED
    report.origin_by, report.origin_file, report.origin_cell = by.name, None, ""
    report.origin_at = timezone.now()
    report.confirmed = ({} if figures_changed else report.confirmed) | confirmed_now(cell.confirmed, by)


def confirmed_now(confirmed: Mapping[str, str], by: Author) -> dict[str, dict[str, str]]:
    """Doubts answered by `by` now, as `Traced.confirmed` keeps them."""
    at = timezone.now().isoformat()
    return {code: {"by": by.name, "at": at, "reason": reason} for code, reason in confirmed.items()}


def _problems(
    cell: ReportedCell, written: _Written, kinds: set[tuple[int, str]], project_id: int
) -> dict[str, str]:
    report = written.report
    if cell.milestone.owning_project_id != project_id or cell.period.project_id != project_id:
        return {"period": _("Vælg en af projektets perioder.")}
    kind = MilestoneKind(cell.milestone.kind)
    status = MilestoneStatus(report.status) if report.status else None
    found = status_problems(
        kind, status, report.value, report.value_text, report.numerator, report.denominator
    )
    problems = {name: phrase.translated(_) for name, phrase in found.items()}
    if report.counted_kind and kind not in (MilestoneKind.COUNT, MilestoneKind.YES_NO):
        problems["counted_kind"] = _("Kun en milepæl, der er et antal, kan tælles op af registreringer.")
    elif (
        "counted_kind" in written.changes
        and report.counted_kind
        and (cell.milestone.activity_id, report.counted_kind) not in kinds
    ):
        said = _("Der er ingen registreringer af “%(kind)s” på aktiviteten. Vælg en, der er registreret.")
        problems["counted_kind"] = said % {"kind": report.counted_kind}
    return problems
