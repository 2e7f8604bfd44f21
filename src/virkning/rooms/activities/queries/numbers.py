"""The next free number: `1.4` after `1.3`."""

import re
from collections.abc import Sequence

from virkning.rooms.programmes.models import Project

from ..models import Activity, FocusArea, Milestone

_ENDING = re.compile(r"(?P<begin>.*?)(?P<number>[0-9]{1,9})(?P<end>[^0-9]*)")
LONGEST = 20


def next_number(used: Sequence[str], first: str, siblings: Sequence[str] | None = None) -> str:
    """The number after the last of the siblings (default: of all used) that nobody has; `first` where there is none.

    `A3` is followed by `A4`, `1.3` by `1.4`; where the last ends with no number, counting begins with `first`.
    """
    taken = set(used)
    row = siblings if siblings is not None else used
    match = _ENDING.fullmatch(row[-1]) if row else None
    if match is None:
        match = _ENDING.fullmatch(first)
        if match is None or first not in taken:
            return first
    number = int(match["number"])
    while True:
        number += 1
        wanted = f"{match['begin']}{number}{match['end']}"
        if wanted not in taken:
            return wanted if len(wanted) <= LONGEST else ""


def next_area_number(project: Project) -> str:
    """One query."""
    rows = FocusArea.objects.filter(project=project).order_by("position", "id")
    return next_number(list(rows.values_list("number", flat=True)), "1")


def next_activity_number(area: FocusArea) -> str:
    """One query."""
    rows = Activity.objects.filter(project_id=area.project_id).order_by("position", "id")
    pairs = list(rows.values_list("number", "area_id"))
    own = [number for number, key in pairs if key == area.pk]
    return next_number([number for number, _key in pairs], f"{area.number}.1", own)


def next_milestone_number(activity: Activity) -> str:
    """One query."""
    rows = Milestone.objects.filter(activity=activity).order_by("position", "id")
    return next_number(list(rows.values_list("number", flat=True)), "1")
