"""The target-group matrix: its groups, where they stand, and how many each counted on a day.

A group stands in one quadrant: when it is moved, its earlier counts move with it. People who change quadrant are
counted in another group.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.dates import danish_date
from virkning.figures.theory import Quadrant
from virkning.rooms.activities.actions.belonging import check_text
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.plans.models import TargetGroup
from virkning.rooms.programmes.actions.acts import Act, act
from virkning.rooms.programmes.models import Party, Project

from ..models import MatrixCount, MatrixGroup

#: More than this nobody reads on one page, and more people than this nobody has counted.
MOST_GROUPS, MOST_COUNTED = 40, 10_000_000


def add_group(
    *,
    project: Project,
    quadrant: Quadrant,
    title: str,
    by: Author,
    description: str = "",
    target_group: TargetGroup | None = None,
) -> MatrixGroup:
    """Add a group to a quadrant, after the others. Raises `Refused`."""
    values = _checked(project.pk, quadrant, title, description, target_group)
    _refuse_namesake(project.pk, quadrant, values["title"])
    there = MatrixGroup.objects.filter(project=project)
    if there.count() >= MOST_GROUPS:
        said = _("Der er plads til %(most)s grupper. Fjern en, eller læg to sammen.")
        raise Refused(said % {"most": MOST_GROUPS})
    last = there.aggregate(last=Max("position"))["last"]
    made = MatrixGroup(project=project, position=0 if last is None else last + 1, **values)
    words = _("Gruppen “%(title)s” er lagt i %(quadrant)s.")
    return writes.create(made, by=by, words=words % {"title": made.title, "quadrant": _named(quadrant)})


def change_group(
    group: MatrixGroup,
    *,
    quadrant: Quadrant,
    title: str,
    by: Author,
    description: str = "",
    target_group: TargetGroup | None = None,
    version: int | None = None,
) -> MatrixGroup:
    """Correct a group. A target group it is linked to already may stay. Raises `Refused`, `Conflict`."""
    new = target_group if target_group is None or target_group.pk != group.target_group_id else None
    values = _checked(group.project_id, quadrant, title, description, new)
    del values["target_group"]
    values["target_group_id"] = target_group.pk if target_group is not None else None
    if (values["title"], quadrant.value) != (group.title, group.quadrant):
        _refuse_namesake(group.project_id, quadrant, values["title"], but=group.pk)
    words = _("Gruppen “%(title)s” er rettet.") % {"title": values["title"]}
    return writes.change(group, by=by, words=words, version=version, **values)


def move_group(
    group: MatrixGroup, *, quadrant: Quadrant, by: Author, version: int | None = None
) -> MatrixGroup:
    """Put a group into another quadrant, its counts with it. Raises `Refused`, `Conflict`."""
    _refuse_namesake(group.project_id, quadrant, group.title, but=group.pk)
    words = _("Gruppen “%(title)s” er flyttet til %(quadrant)s.")
    words %= {"title": group.title, "quadrant": _named(quadrant)}
    return writes.change(group, by=by, words=words, version=version, quadrant=quadrant.value)


def remove_group(group: MatrixGroup, *, by: Author, version: int | None = None) -> MatrixGroup:
    """Take a group away with its counts; both can be brought back. Raises `Conflict`."""
    words = _("Gruppen “%(title)s” er fjernet.") % {"title": group.title}
    return writes.remove(group, by=by, words=words, version=version)


def _checked(
    project_id: int, quadrant: Quadrant, title: str, description: str, target_group: TargetGroup | None
) -> dict[str, Any]:
    check_text(title=title)
    if target_group is not None:
        owner = target_group.owning_organisation_id
        if not Party._base_manager.filter(project_id=project_id, organisation_id=owner).exists():
            raise Refused({"target_group": _("Vælg en målgruppe fra en af projektets kommuner.")})
    return {
        "quadrant": quadrant.value,
        "title": " ".join(title.split()),
        "description": description.strip(),
        "target_group": target_group,
    }


def _refuse_namesake(project_id: int, quadrant: Quadrant, title: str, but: int = 0) -> None:
    """Raises `Refused` where a group of the quadrant is called the same: nobody could tell their counts apart."""
    rows = MatrixGroup._base_manager.filter(
        project=project_id, quadrant=quadrant.value, removed_at__isnull=True
    ).exclude(pk=but)
    if title.casefold() in {one.casefold() for one in rows.order_by("id").values_list("title", flat=True)}:
        said = _("Der står allerede en gruppe ved navn “%(title)s” i det felt. Giv den et andet navn.")
        raise Refused({"title": said % {"title": title}})


def _named(quadrant: Quadrant) -> str:
    return f"“{quadrant.danish}”"


def save_counts(
    *,
    project: Project,
    day: date,
    counts: Mapping[int, int | None],
    by: Author,
    seen: Mapping[int, int] | None = None,
    counted_by: str | None = None,
    moved_from: date | None = None,
) -> AuditEntry | None:
    """Save how many were counted on a day, all of it or nothing; its entry, or None where nothing was changed.

    `counts`: group's key → count, None takes it away; groups left out stay as they are. `seen`: group's key → version
    of the count that was read, absent where nothing stood; None: not asked. `counted_by` None: stays. `moved_from`:
    the day the counts were said to be of, where it was a wrong one. Raises `Refused` with `count_<key>` and `day` as
    keys, and `Conflict`.
    """
    groups = {one.pk: one for one in MatrixGroup.objects.filter(project=project).order_by("position", "id")}
    _check_counts(groups, day, counts)
    with act(by=by, project_id=project.pk) as saving:
        # One at a time in a project.
        Project._base_manager.select_for_update().get(pk=project.pk)
        standing = _counts_on(groups, moved_from or day)
        before = {key: str(one.count) for key, one in standing.items()}
        if seen is not None:
            for key in counts:
                _check_seen(groups[key], day, standing.get(key), seen.get(key, 0))
        gone = [standing.pop(key) for key, count in counts.items() if count is None and key in standing]
        # Before the others are moved: an undo brings them back to the day they were counted.
        saving.unlink(gone)
        if moved_from is not None and moved_from != day:
            _move_day(saving, groups, standing, day)
        for key, count in counts.items():
            if count is not None:
                standing[key] = _save_count(saving, groups[key], standing.get(key), day, count)
        if counted_by is not None:
            _say_who(saving, standing.values(), " ".join(counted_by.split())[:200])
        _tell(saving, groups, before, {key: str(one.count) for key, one in standing.items()})
        moved = moved_from if moved_from != day else None
        # About one of them: the log's readers are led to the matrix, and told of every group.
        saving.about = _first_touched(saving, groups)
        saving.words = _saved_words(day, moved, bool(before), bool(standing))
    return latest_entry(saving.about) if saving.rows and saving.about is not None else None


def _first_touched(saving: Act, groups: Mapping[int, MatrixGroup]) -> MatrixGroup | None:
    told = (one for one in groups.values() if f"“{one.title}”" in saving.told)
    return next(told, next(iter(groups.values()), None))


def _saved_words(day: date, moved_from: date | None, was: bool, is_there: bool) -> str:
    if moved_from is not None:
        texts = {"before": danish_date(moved_from), "day": danish_date(day)}
        return _("Optællingen den %(before)s er rettet til den %(day)s.") % texts
    words = _("Optællingen den %(day)s er rettet.")
    if not was:
        words = _("Optællingen den %(day)s er skrevet.")
    elif not is_there:
        words = _("Optællingen den %(day)s er fjernet.")
    return words % {"day": danish_date(day)}


def _check_counts(groups: Mapping[int, MatrixGroup], day: date, counts: Mapping[int, int | None]) -> None:
    problems: dict[str, str] = {}
    if day > timezone.localdate():
        problems["day"] = _("Dagen ligger i fremtiden. Skriv den dag, der blev talt.")
    for key, count in counts.items():
        if key not in groups:
            problems[f"count_{key}"] = _("Gruppen er fjernet imens. Åbn siden igen, og se matricen.")
        elif count is not None and not 0 <= count <= MOST_COUNTED:
            problems[f"count_{key}"] = _(
                "Skriv et helt tal fra 0 til 10 millioner, eller lad feltet stå tomt."
            )
    if problems:
        raise Refused(problems)


def _counts_on(groups: Mapping[int, MatrixGroup], day: date) -> dict[int, MatrixCount]:
    rows = MatrixCount.objects.filter(group__in=list(groups), counted_on=day).order_by("id")
    return {one.group_id: one for one in rows}


def _move_day(
    saving: Act, groups: Mapping[int, MatrixGroup], standing: Mapping[int, MatrixCount], day: date
) -> None:
    """Counts of removed groups stay on their day: nobody sees them, and they come back with their groups."""
    if _counts_on(groups, day):
        said = _("Der er allerede talt op den %(day)s. Ret den optælling, eller vælg en anden dag.")
        raise Refused({"day": said % {"day": danish_date(day)}})
    for count in standing.values():
        saving.change(count, counted_on=day)


def _check_seen(group: MatrixGroup, day: date, now: MatrixCount | None, version: int) -> None:
    """Raises `Conflict` where something else stands there than was read; 0: nothing did."""
    if (now.version if now is not None else 0) != version:
        raise Conflict(now if now is not None else _gone(group, day))


def _save_count(
    saving: Act, group: MatrixGroup, now: MatrixCount | None, day: date, count: int
) -> MatrixCount:
    if now is None:
        return saving.create(MatrixCount(group=group, counted_on=day, count=count))
    return saving.change(now, count=count)


def _say_who(saving: Act, standing: Iterable[MatrixCount], who: str) -> None:
    for count in standing:
        saving.change(count, counted_by=who)


def _tell(
    saving: Act, groups: Mapping[int, MatrixGroup], before: Mapping[int, str], after: Mapping[int, str]
) -> None:
    """What readers of the log are told, group by group."""
    for key, group in groups.items():
        pair = [before.get(key, ""), after.get(key, "")]
        if pair[0] != pair[1]:
            saving.told[f"“{group.title}”"] = pair


def _gone(group: MatrixGroup, day: date) -> MatrixCount:
    """What is there now is nothing, and beginning anew is what is left."""
    gone = MatrixCount(group=group, counted_on=day)
    gone.__dict__["version"] = None
    return gone
