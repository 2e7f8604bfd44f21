"""What a round's page shows: how far it has come, its activities or its projects, its files and its timeline."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.figures.rounds import RoundStage
from virkning.figures.workdays import distance_phrase
from virkning.pages.moments import day_words, first_up, moment_words
from virkning.pages.telling.actionplans import PlanLine, plan_line
from virkning.pages.telling.rounds import (
    Reader,
    approvable,
    bar_of,
    handed_in_words,
    next_words,
    round_title,
    stages_line,
)
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.access.scope import Scope
from virkning.rooms.programmes.models import Party, Project
from virkning.rooms.programmes.queries.headings import project_headings
from virkning.rooms.programmes.queries.people import who_may
from virkning.rooms.statusrounds.models import Snapshot, StatusRound
from virkning.rooms.statusrounds.queries.asks import projects_of
from virkning.rooms.statusrounds.queries.standing import RoundCounts, asks_in_projects, counts_of
from virkning.rooms.statusrounds.queries.timeline import timeline_of

from .choosing import PROJECT_SORTINGS, SHOWN, SORTINGS, Chosen, choose
from .rows import AskGroup, ProjectRow, ask_groups, project_rows

ENTRIES_ON_A_PAGE = 20
PROJECTS_ON_A_PAGE = 100


@dataclass(frozen=True)
class DayFact:
    """A deadline with its distance; `under` says more."""

    words: str
    under: str
    late: bool


@dataclass(frozen=True)
class SortHead:
    """A column's head, and where clicking it leads."""

    words: str
    address: str
    direction: str

    @property
    def icon(self) -> str:
        """The design system's icon for the direction."""
        return f"sort-table-{self.direction or 'none'}"


@dataclass(frozen=True)
class FilesRow:
    """What was frozen of a project at one closing: (what, icon, address) of each file."""

    project: str
    edition: str
    when: str
    files: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class TimelineRow:
    """Something that was done. `project`: whose activity, in a programme's round; blank where it is the round's own."""

    when: str
    words: str
    by: str
    project: str


@dataclass(frozen=True)
class RoundPage:
    """Everything the template shows. `projects` of a programme's round where none is unfolded, else `groups`."""

    id: int
    version: int
    title: str
    owner: str
    under: str
    owner_address: str
    organisation: str
    is_programme: bool
    stage: RoundStage
    band_title: str
    bar: SafeString
    line: SafeString
    note: str
    reopened: str
    guidance: str
    opens: DayFact
    report: DayFact
    approve: DayFact
    close: DayFact
    approvers: str
    changed: str
    changed_by: str
    counts: RoundCounts
    chosen: Chosen
    options: tuple[tuple[str, str, bool], ...]
    heads: tuple[SortHead, ...]
    project: str
    project_id: int | None
    groups: tuple[AskGroup, ...]
    to_approve: int
    projects: Page[ProjectRow] | None
    all_projects: int
    shown: int
    files: tuple[FilesRow, ...]
    plan: PlanLine | None
    timeline: tuple[TimelineRow, ...]
    timeline_page: Page[Any]
    key: str
    may: Mapping[str, bool]


def round_page(
    status_round: StatusRound, chosen: Chosen, asked: Mapping[str, str], scope: Scope, today: Any
) -> RoundPage:
    """The page. The same number of queries however many projects and activities there are."""
    # Long, for it only puts the parts together: split, they would be passed on one by one.
    projects = {one.pk: one for one in projects_of(status_round).select_related("programme")}
    names = {key: name for key, name in project_headings(projects).items() if key in projects}
    asks = asks_in_projects(status_round, list(names), today)
    unfolded = _unfolded(status_round, projects, chosen)
    reader = Reader.of(status_round, unfolded, scope, today)
    told = asks[unfolded.pk] if unfolded else tuple(one for key in names for one in asks[key])
    counts = counts_of(status_round, told, today)
    groups: tuple[AskGroup, ...] = ()
    listed: list[ProjectRow] = []
    late_first = _late_first(reader)
    if unfolded is not None:
        found = choose(status_round, told, chosen, reader, late_first=late_first)
        by_area = chosen.sorting in ("", "nr") and not late_first
        groups = ask_groups(status_round, found, reader, by_area=by_area)
    else:
        listed = project_rows(status_round, asks, names, chosen, reader, late_first=late_first)
    page = Paginator(listed, PROJECTS_ON_A_PAGE).get_page(asked.get("del")) if unfolded is None else None
    entries = timeline_of(status_round, project_id=unfolded.pk if unfolded and len(projects) > 1 else None)
    timeline = Paginator(entries, ENTRIES_ON_A_PAGE).get_page(asked.get("side"))
    newest = next(iter(timeline.object_list), None) if timeline.number == 1 else entries.first()
    address = reverse("round", args=(status_round.pk,))
    is_programme = status_round.project_id is None
    here = f"{address}?projekt={unfolded.pk}" if unfolded is not None and is_programme else address
    return RoundPage(
        id=status_round.pk,
        version=status_round.version,
        title=round_title(status_round),
        owner=names.get(status_round.project_id or 0, str(status_round.owner.name)),
        under=_under(status_round, names, unfolded, reader),
        owner_address=_owner_address(status_round),
        organisation=_organisation(status_round),
        is_programme=is_programme,
        stage=RoundStage(status_round.stage),
        band_title=_band_title(
            status_round, counts, names[unfolded.pk] if unfolded and is_programme else "", today
        ),
        bar=bar_of(counts),
        line=stages_line(counts, here),
        note=next_words(status_round, counts, today),
        reopened=status_round.reopened_reason if status_round.stage == RoundStage.REOPENED else "",
        guidance=status_round.guidance,
        opens=_day(status_round, "opens_on", today, counts),
        report=_day(status_round, "report_by", today, counts),
        approve=_day(status_round, "approve_by", today, counts),
        close=_day(status_round, "close_by", today, counts),
        approvers=names_words(who_may(unfolded, Permission.APPROVE_STATUS)) if unfolded else "",
        changed=first_up(moment_words(newest.at, today)) if newest else "",
        changed_by=newest.author_name if newest else "",
        counts=counts,
        chosen=chosen,
        options=tuple((key, str(words), key == chosen.shown) for key, words in SHOWN.items()),
        heads=_heads(chosen, SORTINGS if unfolded else PROJECT_SORTINGS),
        project=names[unfolded.pk] if unfolded else "",
        project_id=unfolded.pk if unfolded else None,
        groups=groups,
        to_approve=len(approvable(status_round, told, reader)) if unfolded else 0,
        projects=page,
        all_projects=len(names),
        shown=sum(len(one.rows) for one in groups) if unfolded else len(listed),
        plan=_plan(status_round, unfolded, today),
        files=tuple(_files(status_round, names, unfolded, today)),
        timeline=tuple(
            TimelineRow(
                when=first_up(moment_words(one.at, today)),
                words=one.words,
                by=one.author_name,
                project=names.get(one.project_id or 0, "") if is_programme else "",
            )
            for one in timeline.object_list
        ),
        timeline_page=timeline,
        key=str(uuid.uuid4()),
        may=_may(status_round, reader),
    )


def _unfolded(status_round: StatusRound, projects: Mapping[int, Project], chosen: Chosen) -> Project | None:
    """The one project whose activities are shown: the round's own, the one asked for, or the only one there is."""
    if status_round.project_id is not None or len(projects) == 1:
        return next(iter(projects.values()), None)
    return projects.get(chosen.project or 0)


def _plan(status_round: StatusRound, unfolded: Project | None, today: Any) -> PlanLine | None:
    """The project's action plan, while the round asks and the project is followed in its period."""
    if unfolded is None or not status_round.is_under_way:
        return None
    rows = unfolded.periods.filter(kind=status_round.kind, start=status_round.start)
    return plan_line(unfolded.pk, status_round.period, today) if rows.exists() else None


def _late_first(reader: Reader) -> bool:
    """Whoever follows from outside wants to know what is late; whoever works in it, to find it where it was."""
    return Permission.RETURN_STATUS in reader.may and Permission.APPROVE_STATUS not in reader.may


def _under(
    status_round: StatusRound, names: Mapping[int, str], unfolded: Project | None, reader: Reader
) -> str:
    """Whose it is; in a programme's round also the project looked at, or those one works in oneself."""
    if status_round.project_id is not None:
        return names.get(status_round.project_id, str(status_round.owner.name))
    owner = str(status_round.owner.name)
    if unfolded is not None:
        return f"{names[unfolded.pk]} · {owner}"
    follows_all = Permission.RUN_ROUNDS in reader.may or not names
    return owner if follows_all else f"{names_words(list(names.values()))} · {owner}"


def _owner_address(status_round: StatusRound) -> str:
    if status_round.project_id is not None:
        return reverse("project", args=(status_round.project_id,))
    return reverse("programme", args=(status_round.programme_id,))


def _organisation(status_round: StatusRound) -> str:
    """Whose it is: the lead of the project, or the owner of the programme. At most one query."""
    if status_round.project is not None:
        leads = Party.objects.filter(project=status_round.project, role=PartyRole.LEAD).order_by("id")
        return leads.values_list("organisation__name", flat=True).first() or ""
    owner = status_round.programme.owner if status_round.programme else None
    return owner.name if owner else ""


def _band_title(status_round: StatusRound, counts: RoundCounts, project: str, today: Any) -> str:
    """`project`: the one of a programme's round that the counts are of; blank where they are of the whole round."""
    told = handed_in_words(counts)
    texts = {"told": told, "project": project}
    stage = RoundStage(status_round.stage)
    if stage is RoundStage.PLANNED:
        return _("Runden er planlagt og åbner %(day)s") % {"day": day_words(status_round.opens_on, today)}
    if stage is RoundStage.CLOSED:
        when = moment_words(status_round.closed_at, today) if status_round.closed_at else ""
        words = _("Runden blev lukket %(when)s af %(who)s")
        return (words % {"when": when, "who": status_round.closed_by}).rstrip()
    if stage is RoundStage.REOPENED and project:
        return _("Runden er genåbnet i %(project)s: %(told)s") % texts
    if stage is RoundStage.REOPENED:
        return _("Runden er genåbnet: %(told)s") % texts
    if project:
        return _("Runden er åben i %(project)s: %(told)s") % texts
    return _("Runden er åben: %(told)s") % texts


def _day(status_round: StatusRound, column: str, today: Any, counts: RoundCounts) -> DayFact:
    day = getattr(status_round, column)
    if status_round.stage == RoundStage.CLOSED:
        return DayFact(day_words(day, today), "", late=False)
    done = {
        "opens_on": status_round.is_under_way,
        "report_by": status_round.is_under_way and counts.handed_in == sum(counts.stages),
        "approve_by": status_round.is_under_way and not counts.unsettled,
        "close_by": False,
    }[column]
    passed = day < today
    under = _("Nået") if done else distance_phrase(day, today).translated(_)
    return DayFact(day_words(day, today), under, late=passed and not done)


def names_words(names: Sequence[str]) -> str:
    """`Anna og Bo`, `Anna, Bo og 3 til`."""
    if len(names) <= 2:
        return _(" og ").join(names)
    return _("%(first)s og %(n)d til") % {"first": ", ".join(names[:2]), "n": len(names) - 2}


def _heads(chosen: Chosen, sortings: Mapping[str, Any]) -> tuple[SortHead, ...]:
    heads = []
    for key, words in sortings.items():
        direction = {key: "ascending", f"-{key}": "descending"}.get(chosen.sorting, "")
        turned = f"-{key}" if chosen.sorting == key else key
        heads.append(SortHead(str(words), f"?{chosen.query(sorting=turned)}#aktiviteter", direction))
    return tuple(heads)


def _files(
    status_round: StatusRound, names: Mapping[int, str], unfolded: Project | None, today: Any
) -> list[FilesRow]:
    """The latest edition of each project; of one project all of them. One query."""
    rows = Snapshot.objects.filter(round=status_round).order_by("project_id", "-number", "-id")
    if unfolded is not None:
        rows = rows.filter(project=unfolded)
    found: dict[int, list[Snapshot]] = {}
    for one in rows:
        found.setdefault(one.project_id, []).append(one)
    told = []
    for key, name in names.items():
        for one in found.get(key, [])[: None if unfolded is not None else 1]:
            told.append(
                FilesRow(
                    project=name,
                    edition=_("Udgave %(n)d") % {"n": one.number},
                    when=moment_words(one.taken_at, today),
                    files=tuple(_file_links(one)),
                )
            )
    return told


def _file_links(one: Snapshot) -> list[tuple[str, str, str]]:
    kinds = (
        (_("Word"), "file-word", "docx"),
        (_("PDF"), "file-pdf", "pdf"),
        (_("Projektark"), "file-excel", "xlsx"),
    )
    return [(words, icon, reverse("snapshot_file", args=(one.pk, ending))) for words, icon, ending in kinds]


def _may(status_round: StatusRound, reader: Reader) -> dict[str, bool]:
    """What stands on the page to be done."""
    runs = Permission.RUN_ROUNDS in reader.may
    stage = RoundStage(status_round.stage)
    return {
        "run": runs,
        "report": Permission.REPORT_STATUS in reader.may,
        "open": runs and stage is RoundStage.PLANNED,
        "close": runs and status_round.is_under_way,
        "reopen": runs and stage is RoundStage.CLOSED,
        "edit": runs and stage is not RoundStage.CLOSED,
    }
