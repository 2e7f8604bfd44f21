"""The ministry's goals of later years, loaded by operations from a table like `data/goals.csv`.

A goal is known by its number and its first day; what stands is never reworded, for plans of earlier years quote it. A
file adds goals and groups, and gives those that stand a last day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from operator import attrgetter

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.figures.catalogues import Days, natural_key
from virkning.figures.dates import danish_date
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.writes import Batch, batch

from ..models import NationalGoal, NationalGroup
from .nationallines import GoalLine, GoalsRefused, read_lines


@dataclass(frozen=True)
class GoalsLoaded:
    """What a file did, or would do; `told` in sentences, in the order of the numbers."""

    goals: int
    groups: int
    ended: int
    told: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.told)


@dataclass
class _Group:
    """An overall group as it will stand; `kept` is its row now, `line` the file's (0: the file does not name it)."""

    letter: str
    title: str
    days: Days
    kept: NationalGroup | None = None
    line: int = 0

    @property
    def name(self) -> str:
        return _("Gruppe %(letter)s") % {"letter": self.letter}


@dataclass
class _Goal:
    """A goal as it will stand, with its groups by letter."""

    number: str
    title: str
    days: Days
    kept: NationalGoal | None = None
    line: int = 0
    groups: dict[str, _Group] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return _("Mål %(number)s") % {"number": self.number}


_Goals = dict[tuple[str, date | None], _Goal]


def load_goals(text: str, *, by: Author, dry_run: bool = False) -> GoalsLoaded:
    """Do what the table says, in one transaction with one entry. Raises `GoalsRefused` with every error."""
    lines = read_lines(text)
    errors: list[str] = []
    with transaction.atomic():
        goals = _standing()
        for line in lines:
            _lay_over(goals, line, errors)
        if not errors:
            _settle(goals, errors)
        if errors:
            raise GoalsRefused(errors)
        done = _told(goals)
        if done and not dry_run:
            with batch(by=by, action="national_goals") as act:
                _write(act, goals)
                act.words = _("Ministerens mål er indlæst: %(what)s") % {"what": " ".join(done.told)}
                act.changes = {"told": list(done.told)}
    return done


def _standing() -> _Goals:
    goals: _Goals = {}
    by_key: dict[int, _Goal] = {}
    for one in NationalGoal.objects.select_for_update().order_by("number", "valid_from"):
        by_key[one.pk] = _Goal(one.number, one.title, Days(one.valid_from, one.valid_to), one)
        goals[one.number, one.valid_from] = by_key[one.pk]
    for group in NationalGroup.objects.order_by("letter", "valid_from"):
        days = Days(group.valid_from, group.valid_to)
        by_key[group.goal_id].groups[group.letter] = _Group(group.letter, group.title, days, group)
    return goals


def _lay_over(goals: _Goals, line: GoalLine, errors: list[str]) -> None:
    days = Days(line.valid_from, line.valid_to)
    goal = goals.get((line.number, line.valid_from))
    if goal is None:
        if not line.goal:
            errors.append(
                _told_at(line, _("mål %(number)s er nyt og mangler sin tekst") % {"number": line.number})
            )
            return
        goal = goals[line.number, line.valid_from] = _Goal(line.number, line.goal, days)
    elif goal.line and goal.days != days:
        said = _("mål %(number)s har en anden slutdato end i linje %(other)s")
        errors.append(_told_at(line, said % {"number": line.number, "other": goal.line}))
    if line.goal and line.goal != goal.title:
        errors.append(_told_at(line, _reworded(goal.name, goal.days)))
    goal.line, goal.days = goal.line or line.line, days
    group = goal.groups.setdefault(line.letter, _Group(line.letter, line.group, days))
    if group.title != line.group:
        errors.append(_told_at(line, _reworded(group.name, group.days)))
    elif group.line:
        said = _("gruppe %(letter)s står også i linje %(other)s")
        errors.append(_told_at(line, said % {"letter": line.letter, "other": group.line}))
    group.line, group.days = line.line, days


def _settle(goals: _Goals, errors: list[str]) -> None:
    """A group ends with its goal; no two of one number, or of one letter, hold on the same day."""
    for goal in goals.values():
        for group in goal.groups.values():
            if goal.days.last is not None and (group.days.last is None or group.days.last > goal.days.last):
                group.days = group.days._replace(last=goal.days.last)
    groups = [group for goal in goals.values() for group in goal.groups.values()]
    _refuse_meeting(sorted(goals.values(), key=attrgetter("number", "days.start")), errors)
    if not errors:  # goals that meet have groups that do
        _refuse_meeting(sorted(groups, key=attrgetter("letter", "days.start")), errors)


def _refuse_meeting(ordered: Sequence[_Goal | _Group], errors: list[str]) -> None:
    for one, after in pairwise(ordered):
        if one.name != after.name or not one.days.meets(after.days):
            continue
        said = _(
            "Linje %(line)s: %(name)s gælder allerede %(days)s. Skriv en slutdato på den række i filen, før den "
            "næste begynder"
        )
        first, last = (danish_date(day) if day else "" for day in one.days)
        told = {"line": after.line or one.line, "name": one.name.lower(), "days": f"{first} – {last}".strip()}
        errors.append(said % told)


def _told(goals: _Goals) -> GoalsLoaded:
    told, new_goals, new_groups, ended = [], 0, 0, 0
    for goal in sorted(goals.values(), key=lambda one: (natural_key(one.number), one.days.start)):
        groups = list(goal.groups.values())
        new = [one.letter for one in groups if one.kept is None]
        new_groups += len(new)
        texts = {"name": goal.name, "day": danish_date(goal.days.first) if goal.days.first else ""}
        if goal.kept is None:
            new_goals += 1
            told.append(
                _("%(name)s gælder fra %(day)s, med gruppe %(new)s.") % {**texts, "new": ", ".join(new)}
            )
        elif new:
            told.append(_("%(name)s fra %(day)s får gruppe %(new)s.") % {**texts, "new": ", ".join(new)})
        parts: list[_Goal | _Group] = [goal, *groups]
        for one in parts:
            if one.kept is not None and one.kept.valid_to != one.days.last:
                ended += 1
                told.append(_end_told(one))
    return GoalsLoaded(new_goals, new_groups, ended, tuple(told))


def _end_told(one: _Goal | _Group) -> str:
    if one.days.last is None:
        return _("%(name)s gælder indtil videre.") % {"name": one.name}
    return _("%(name)s slutter %(day)s.") % {"name": one.name, "day": danish_date(one.days.last)}


def _write(act: Batch, goals: _Goals) -> None:
    for goal in goals.values():
        if goal.kept is None:
            days = {"valid_from": goal.days.first, "valid_to": goal.days.last}
            made = NationalGoal(number=goal.number, title=goal.title, **days)
            [goal.kept] = act.create(NationalGoal, [made])
        elif goal.kept.valid_to != goal.days.last:
            act.set(NationalGoal, [goal.kept.pk], valid_to=goal.days.last)
        for group in goal.groups.values():
            if group.kept is None:
                held = {"valid_from": group.days.first, "valid_to": group.days.last}
                row = NationalGroup(goal=goal.kept, letter=group.letter, title=group.title, **held)
                act.create(NationalGroup, [row])
            elif group.kept.valid_to != group.days.last:
                act.set(NationalGroup, [group.kept.pk], valid_to=group.days.last)


def _reworded(name: str, days: Days) -> str:
    said = _(
        "%(name)s fra %(day)s lyder anderledes her end det, planerne har brugt. Skal det lyde anderledes, så giv det "
        "en slutdato, og skriv det nye på en række fra en senere dag"
    )
    return said % {"name": name, "day": danish_date(days.first) if days.first else ""}


def _told_at(line: GoalLine, message: str) -> str:
    return _("Linje %(line)s: %(message)s") % {"line": line.line, "message": message}
