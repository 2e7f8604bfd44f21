"""Milestones with what they aim at."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from virkning.figures.dates import Deadline
from virkning.figures.milestones import MilestoneKind
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.actions.acts import Act, act
from virkning.rooms.programmes.models import ProjectPeriod

from ..models import Activity, Milestone, MilestoneTarget, StatusReport
from .belonging import check_belongs, check_text
from .statuses import milestone_label


@dataclass(frozen=True)
class Aim:
    """What a milestone aims at: a number, or words where it is answered with words; by when."""

    amount: Decimal | None = None
    text: str = ""
    deadline: Deadline | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """As `MilestoneTarget` keeps it."""
        return {"amount": self.amount, "text": self.text.strip(), **deadline_columns(self.deadline)}


@dataclass(frozen=True)
class Since:
    """From when a milestone or a result counts, and until when; `reason` says why it was added or given up."""

    expected_from: ProjectPeriod | None = None
    added_in: ProjectPeriod | None = None
    retired_in: ProjectPeriod | None = None
    reason: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """As the models keep it."""
        return {
            "expected_from_id": self.expected_from.pk if self.expected_from else None,
            "added_in_id": self.added_in.pk if self.added_in else None,
            "retired_in_id": self.retired_in.pk if self.retired_in else None,
            "reason": self.reason.strip(),
        }

    def check(self, project_id: int) -> None:
        """Raises `Refused` where a period is another project's, or it ends before it begins."""
        check_belongs(
            project_id, expected_from=self.expected_from, added_in=self.added_in, retired_in=self.retired_in
        )
        if self.added_in and self.retired_in and self.retired_in.period < self.added_in.period:
            raise Refused({"retired_in": _("Den udgår, før den er tilføjet. Ret en af perioderne.")})


NO_AIM = Aim()
ALWAYS = Since()


def deadline_columns(deadline: Deadline | None) -> dict[str, Any]:
    """A deadline in its two columns."""
    kind = deadline.kind if deadline is not None else None
    return {"deadline": deadline.day if deadline is not None else None, "deadline_kind": kind or ""}


def create_milestone(
    *,
    activity: Activity,
    number: str,
    statement: str,
    kind: MilestoneKind,
    by: Author,
    aim: Aim = NO_AIM,
    since: Since = ALWAYS,
) -> Milestone:
    """Make a milestone with its first target. Raises `Refused`; IntegrityError where the number is taken."""
    _check(activity.project_id, number, statement, kind, aim, since)
    last = Milestone.objects.filter(activity=activity).aggregate(last=Max("position"))["last"]
    milestone = Milestone(
        activity=activity,
        number=number,
        statement=statement.strip(),
        kind=kind,
        position=0 if last is None else last + 1,
        **since.columns,
    )
    with act(by=by, project_id=activity.project_id) as making:
        making.create(milestone, tell=True)
        if _aims(aim):
            making.create(MilestoneTarget(milestone=milestone, **aim.columns))
        making.about = milestone
        making.words = _("Milepælen %(milestone)s er oprettet.") % {"milestone": milestone_label(milestone)}
    return milestone


def change_milestone(
    milestone: Milestone,
    *,
    number: str,
    statement: str,
    kind: MilestoneKind,
    aim: Aim,
    since: Since,
    by: Author,
    version: int | None = None,
    why: str = "",
) -> Milestone:
    """Change a milestone and its first target in one act. `why`: what the person said of it where it looked wrong.

    The type is refused where what is reported does not fit it. Raises `Refused`, `Conflict`; IntegrityError where the
    number is taken.
    """
    project_id = milestone.owning_project_id
    _check(project_id, number, statement, kind, aim, since)
    if kind != milestone.kind:
        _check_kind(milestone, kind)
    with act(by=by, project_id=project_id) as changing:
        columns = {"number": number, "statement": statement.strip(), "kind": kind, **since.columns}
        changing.change(milestone, version=version, tell=True, **columns)
        _write_first_target(changing, milestone, aim)
        changing.explain(why)
        if changing.rows and version is not None and f"milestone:{milestone.pk}" not in changing.rows:
            # The target alone was changed: who read the milestone before has read something else.
            changing.touch(milestone)
        changing.about = milestone
        changing.words = _("Milepælen %(milestone)s er rettet.") % {"milestone": milestone_label(milestone)}
    return milestone


def _aims(aim: Aim) -> bool:
    return any(value not in (None, "") for value in aim.columns.values())


def _write_first_target(changing: Act, milestone: Milestone, aim: Aim) -> None:
    first = MilestoneTarget.objects.filter(milestone=milestone, valid_from__isnull=True).first()
    if first is None:
        if _aims(aim):
            changing.create(MilestoneTarget(milestone=milestone, **aim.columns))
            changing.told |= told_target({}, aim.columns)
        return
    before = {name: getattr(first, name) for name in aim.columns}
    changing.change(first, **aim.columns)
    changing.told |= told_target(before, aim.columns)


#: A target's columns as they are told on what it is a target of.
_TOLD = {"rule": "måltype", "amount": "måltal", "text": "mål i ord", "deadline": "frist"}


def told_target(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What differs in a target, in pairs for the reader."""
    pairs = {
        words: [writes.plain(before.get(name)), writes.plain(after.get(name))]
        for name, words in _TOLD.items()
        if name in after
    }
    return {words: pair for words, pair in pairs.items() if (pair[0] or "") != (pair[1] or "")}


def add_milestone_target(
    *, milestone: Milestone, valid_from: ProjectPeriod, aim: Aim, reason: str, by: Author
) -> MilestoneTarget:
    """Give the milestone another target from a period on; what is left blank stays as before it.

    Raises `Refused`; IntegrityError where there is one from that period.
    """
    _check_target(milestone, valid_from, aim, reason)
    target = MilestoneTarget(milestone=milestone, valid_from=valid_from, reason=reason.strip(), **aim.columns)
    return writes.create(target, by=by, words=_target_words(milestone, valid_from))


def change_milestone_target(
    target: MilestoneTarget,
    *,
    valid_from: ProjectPeriod,
    aim: Aim,
    reason: str,
    by: Author,
    version: int | None = None,
) -> MilestoneTarget:
    """Correct a later target. Raises as `add_milestone_target`, and `Conflict`."""
    _check_target(target.milestone, valid_from, aim, reason)
    words = _target_words(target.milestone, valid_from)
    return writes.change(
        target,
        by=by,
        words=words,
        version=version,
        valid_from=valid_from,
        reason=reason.strip(),
        **aim.columns,
    )


def remove_milestone_target(
    target: MilestoneTarget, *, by: Author, version: int | None = None
) -> MilestoneTarget:
    """Take a later target away; the one before it counts again. Raises `Conflict`."""
    words = _("Et senere måltal for milepælen %(milestone)s er fjernet.")
    return writes.remove(
        target, by=by, version=version, words=words % {"milestone": milestone_label(target.milestone)}
    )


def _target_words(milestone: Milestone, valid_from: ProjectPeriod) -> str:
    texts = {"milestone": milestone_label(milestone), "period": valid_from.period.danish}
    return _("Måltal fra %(period)s for milepælen %(milestone)s er skrevet.") % texts


def _check_target(milestone: Milestone, valid_from: ProjectPeriod, aim: Aim, reason: str) -> None:
    check_belongs(milestone.owning_project_id, valid_from=valid_from)
    check_text(reason=reason)
    if not _aims(aim):
        raise Refused({"amount": _("Skriv et nyt måltal, en ny frist eller begge dele.")})
    _check_aim(MilestoneKind(milestone.kind), aim)


def _check(project_id: int, number: str, statement: str, kind: MilestoneKind, aim: Aim, since: Since) -> None:
    check_text(number=number, statement=statement)
    since.check(project_id)
    _check_aim(kind, aim)


def _check_aim(kind: MilestoneKind, aim: Aim) -> None:
    if kind is MilestoneKind.TEXT and aim.amount is not None:
        raise Refused({"amount": _("Milepælen besvares med ord. Skriv målet i ord i stedet for et tal.")})
    if kind is not MilestoneKind.TEXT and aim.text.strip():
        raise Refused({"text": _("Kun en milepæl, der besvares med ord, har et mål i ord. Skriv et tal.")})


def _check_kind(milestone: Milestone, kind: MilestoneKind) -> None:
    """Numbers do not fit a milestone in words, nor words one in numbers: reported values and later targets count."""
    to_words = kind is MilestoneKind.TEXT
    reports = StatusReport.objects.filter(milestone=milestone)
    targets = MilestoneTarget.objects.filter(milestone=milestone, valid_from__isnull=False)
    if to_words:
        wrong = reports.filter(value__isnull=False).exists() or reports.exclude(counted_kind="").exists()
        wrong = wrong or targets.filter(amount__isnull=False).exists()
    else:
        wrong = reports.exclude(value_text="").exists() or targets.exclude(text="").exists()
    if kind is MilestoneKind.PERCENT:
        wrong = wrong or reports.exclude(counted_kind="").exists()
    if wrong:
        said = _(
            "Typen kan ikke ændres til %(kind)s: der er skrevet værdier eller måltal, som ikke passer til den. "
            "Opret en ny milepæl, og lad denne udgå."
        )
        raise Refused({"kind": said % {"kind": kind.danish}})
