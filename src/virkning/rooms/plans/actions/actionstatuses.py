"""What is said of a plan's actions in a period: one row an action and period, a whole form in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.actionplans import action_light, looked_from
from virkning.figures.milestones import Light
from virkning.figures.periods import Period, PeriodKind
from virkning.figures.planning import Degree
from virkning.rooms.activities.actions.belonging import check_belongs
from virkning.rooms.activities.actions.statuses import check_judged
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.since import key_of
from virkning.rooms.audit.writes import Conflict, plain
from virkning.rooms.programmes.actions.acts import Act, act
from virkning.rooms.programmes.models import Project, ProjectPeriod

from ..models import ActionStatus, PlannedAction
from .naming import shortly

#: What the log calls such an act; it is taken back as one, by those who report.
ACTION_STATUS = "plan_status"
_FIELDS = ("degree", "light", "comment")


@dataclass(frozen=True)
class ActionSaid:
    """What is said of one action; all blank takes it away. `version`: of what was read, None where nothing stood."""

    action: PlannedAction
    degree: Degree | None
    light: Light | None = None
    comment: str = ""
    version: int | None = None

    @property
    def values(self) -> dict[str, Any]:
        return {
            "degree": self.degree.value if self.degree else "",
            "light": self.light.value if self.light else "",
            "comment": self.comment.strip(),
        }


def say_of_actions(
    *, project: Project, period: ProjectPeriod, said: Sequence[ActionSaid], by: Author, today: date
) -> ActionStatus | Project | None:
    """Say it of all of them, or of none; what is said again corrects.

    Returns what the log tells of (one status, or the project where there were several), and None where nothing was
    changed. Raises `Refused` with `<field>_<action's key>`, and `Conflict`.
    """
    check_belongs(project.pk, period=period)
    for one in said:
        check_belongs(project.pk, action=one.action)
    with act(by=by, project_id=project.pk, action=ACTION_STATUS) as saying:
        # One at a time on a plan: two who begin a status at once meet here, and not in a constraint.
        Project._base_manager.select_for_update().get(pk=project.pk)
        keys = [one.action.pk for one in said]
        there = PlannedAction.objects.filter(pk__in=keys, challenge__removed_at__isnull=True)
        if set(keys) - set(there.values_list("pk", flat=True)):
            raise Refused(_("En af handlingerne er fjernet imens. Åbn siden igen, og se planen."))
        rows = ActionStatus.objects.filter(period=period, action_id__in=keys).select_related("period")
        now = {one.action_id: one for one in rows.order_by("id")}
        _check(said, now, period, today)
        written = [
            done
            for one in said
            if (done := _write(saying, one, now.get(one.action.pk), period, by)) is not None
        ]
        if len(written) == 1:
            saying.about, saying.words = written[0], _one_words(written[0], period)
        elif written:
            saying.about, saying.words = project, _many_words(len(written), period)
    if not written:
        return None
    told: Any = saying.about
    return told  # type: ignore[no-any-return]


def _check(
    said: Sequence[ActionSaid], now: dict[int, ActionStatus], period: ProjectPeriod, today: date
) -> None:
    """Everybody saw what stands there, and whoever judges otherwise than is computed says why."""
    problems: dict[str, str] = {}
    before = _degrees_before([one for one in said if one.light and one.degree is None], period)
    for one in said:
        standing = now.get(one.action.pk)
        if (standing.version if standing else None) != (one.version or None):
            raise Conflict(standing if standing is not None else _gone(one.action, period))
        if standing is not None and all(
            plain(getattr(standing, name)) == one.values[name] for name in _FIELDS
        ):
            continue  # what stood there may have been right when it was written
        degree = one.degree or before.get(one.action.pk)
        computed = action_light(degree, one.action.deadline, looked_from(period.period, today))
        try:
            check_judged(one.light, computed.light, one.comment, field="comment")
        except Refused as refused:
            problems |= {f"{name}_{one.action.pk}": words for name, words in refused.errors.items()}
    if problems:
        raise Refused(problems)


def _degrees_before(said: Sequence[ActionSaid], period: ProjectPeriod) -> dict[int, Degree]:
    """Action → its degree before the period: a judgement without one is of the degree that stands."""
    if not said:
        return {}
    rows = ActionStatus.objects.filter(action__in=[one.action.pk for one in said]).exclude(degree="")
    told: dict[int, tuple[Period, str]] = {}
    columns = ("action_id", "period__kind", "period__start", "degree")
    for key, kind, start, degree in rows.order_by("id").values_list(*columns):
        when = Period(PeriodKind(kind), start)
        if when < period.period and (key not in told or told[key][0] < when):
            told[key] = when, degree
    return {key: Degree(degree) for key, (_when, degree) in told.items()}


def _write(
    saying: Act, one: ActionSaid, standing: ActionStatus | None, period: ProjectPeriod, by: Author
) -> ActionStatus | None:
    """The row as it was left, or None where nothing was to be written."""
    values = one.values
    signed: dict[str, Any] = {"reported_by": by.name, "reported_at": timezone.now()}
    if standing is None:
        if not any(values.values()):
            return None
        standing = ActionStatus(action=one.action, period=period, **values, **signed)
        saying.create(standing)
        pairs = {name: ["", value] for name, value in values.items() if value}
    else:
        before = {name: plain(getattr(standing, name)) for name in _FIELDS}
        pairs = {name: [before[name], values[name]] for name in _FIELDS if before[name] != values[name]}
        if not pairs:
            return None
        if any(values.values()):
            saying.change(standing, version=standing.version, **values, **signed)
        else:
            key = key_of(standing)
            saying.unlink([standing])
            saying.rows[key]["changes"] = pairs
            saying.rows[key]["label"] = shortly(one.action)
            return standing
    row = saying.rows[key_of(standing)]
    row["label"] = shortly(one.action)
    row.setdefault("changes", pairs)
    return standing


def _gone(action: PlannedAction, period: ProjectPeriod) -> ActionStatus:
    """What is there now is nothing, and beginning anew is what is left."""
    gone = ActionStatus(action=action, period=period)
    gone.__dict__["version"] = None
    return gone


def _one_words(status: ActionStatus, period: ProjectPeriod) -> str:
    texts = {"what": shortly(status.action), "period": period.period.danish}
    return _("Status for %(period)s på handlingen %(what)s er skrevet.") % texts


def _many_words(count: int, period: ProjectPeriod) -> str:
    said = ngettext(
        "Status for %(period)s er skrevet på %(count)s handling.",
        "Status for %(period)s er skrevet på %(count)s handlinger.",
        count,
    )
    return said % {"count": count, "period": period.period.danish}
