"""The rounds one sees: those under way first, then what is planned, then what is closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.figures.rounds import RoundStage
from virkning.pages.moments import day_words, moment_words
from virkning.pages.telling.rounds import (
    bar_of,
    deadline_words,
    handed_in_words,
    next_words,
    round_stage_tag,
    round_title,
)
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.headings import project_headings
from virkning.rooms.statusrounds.models import StatusRound
from virkning.rooms.statusrounds.queries.ask import Ask
from virkning.rooms.statusrounds.queries.rounds import takes_part
from virkning.rooms.statusrounds.queries.standing import RoundCounts, counts_of, rounds_standing

ON_A_PAGE = 50


@dataclass(frozen=True)
class RoundRow:
    """One round."""

    address: str
    title: str
    place: str
    place_address: str
    stage: SafeString
    under: str
    bar: SafeString
    told: str
    next: str
    late: str
    deadlines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RoundGroup:
    """Rounds in the same state."""

    anchor: str
    title: str
    rows: tuple[RoundRow, ...]


@dataclass(frozen=True)
class RoundList:
    """Everything the template shows."""

    groups: tuple[RoundGroup, ...]
    page: Page[StatusRound]
    has_projects: bool


_GROUPS = (
    ("aabne", (RoundStage.OPEN, RoundStage.REOPENED)),
    ("planlagte", (RoundStage.PLANNED,)),
    ("lukkede", (RoundStage.CLOSED,)),
)


def round_list(asked: Mapping[str, str], today: date) -> RoundList:
    """The list. The same number of queries however many rounds there are."""
    rows = list(StatusRound.objects.select_related("project", "programme").order_by("-start", "id"))
    rows.sort(key=_place_in_list)
    page = Paginator(rows, ON_A_PAGE).get_page(asked.get("side"))
    shown = list(page.object_list)
    projects = list(Project.objects.order_by("id"))
    names = project_headings(one.pk for one in projects)
    asking = {
        one.pk: [project.pk for project in projects if takes_part(project, one)]
        for one in shown
        if one.is_under_way
    }
    standing = rounds_standing([one for one in shown if one.is_under_way], asking, today)
    titles = {"aabne": _("Åbne runder"), "planlagte": _("Planlagte runder"), "lukkede": _("Lukkede runder")}
    groups = []
    for anchor, stages in _GROUPS:
        some = [one for one in shown if RoundStage(one.stage) in stages]
        if some:
            told = tuple(_row(one, names, standing.get(one.pk, ()), today) for one in some)
            groups.append(RoundGroup(anchor, titles[anchor], told))
    return RoundList(tuple(groups), page, bool(projects))


def _place_in_list(one: StatusRound) -> tuple[int, int]:
    """Under way by their last day, planned by their first, closed the newest first."""
    for number, (_anchor, stages) in enumerate(_GROUPS):
        if RoundStage(one.stage) in stages:
            day = (one.close_by, one.opens_on, one.start)[number].toordinal()
            return number, -day if number == 2 else day
    return len(_GROUPS), 0


def _row(one: StatusRound, names: Mapping[int, str], asks: tuple[Ask, ...], today: date) -> RoundRow:
    stage = RoundStage(one.stage)
    counts = counts_of(one, asks, today)
    under = ""
    if stage is RoundStage.CLOSED and one.closed_at:
        under = _("%(when)s af %(who)s") % {"when": moment_words(one.closed_at, today), "who": one.closed_by}
    if one.project_id is not None:
        place, address = names.get(one.project_id, one.owner.name), reverse("project", args=(one.project_id,))
    else:
        place, address = one.owner.name, reverse("programme", args=(one.programme_id,))
    days = (
        (_("Indberettes"), one.report_by),
        (_("Godkendes"), one.approve_by),
        (_("Lukkes"), one.close_by),
    )
    return RoundRow(
        address=reverse("round", args=(one.pk,)),
        title=round_title(one),
        place=place,
        place_address=address,
        stage=round_stage_tag(stage),
        under=under,
        bar=bar_of(counts, 180),
        told=handed_in_words(counts) if one.is_under_way else "",
        next=_next(one, counts, today),
        late=_("%(n)d for sent") % {"n": counts.late} if counts.late else "",
        deadlines=tuple((words, day_words(day, today)) for words, day in days),
    )


def _next(one: StatusRound, counts: RoundCounts, today: date) -> str:
    if one.stage == RoundStage.PLANNED:
        return _("Åbner %(when)s") % {"when": deadline_words(one.opens_on, today)}
    return next_words(one, counts, today)
