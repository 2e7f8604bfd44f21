"""Measurements that follow runs: what is published in a programme is written in its projects' linked results.

What a reader of the publication sees is what is written, so a hidden number writes nothing. Each project has one entry
in its log, taken back as one act. The same run again changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.periods import Period
from virkning.rooms.access.scope import current_scope, system_scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.files.models import OriginKind
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.registerruns.actions.publications import publish_run
from virkning.rooms.registerruns.models import Publication, Run
from virkning.rooms.registerruns.protection import Figure, together
from virkning.rooms.registerruns.queries.published import GoalTable, goal_table
from virkning.rooms.registerruns.stages import Reach

from ..models import LinkedPlace, MeasureLink, Measurement, Result
from .links import municipalities_of_project
from .measurements import MeasuredCell, measure_many
from .series import named, series_of

_SYSTEM = "registerkørsel"
#: Of a share in pct.; numerator and denominator are kept, so nothing is lost.
_ONE_DECIMAL = Decimal("0.1")
#: A measure judged in a period's last week says the same of every period that ends then.
_SNAPSHOT = "last week"


@dataclass(frozen=True)
class Untold:
    """A period of a linked result for which nothing was written, because the number is hidden."""

    project: str
    result: str
    period: Period


@dataclass(frozen=True)
class Followed:
    """What came of it. `over_typed`: measurements a person had typed, which stand in history now, in words."""

    publication: Publication | None
    written: int = 0
    projects: int = 0
    hidden: tuple[Untold, ...] = ()
    over_typed: tuple[str, ...] = ()
    #: Linked results with no period of their own among the run's.
    without_period: tuple[str, ...] = ()


@dataclass
class _Found:
    """What is to be written in one project."""

    cells: list[MeasuredCell] = field(default_factory=list)
    hidden: list[Untold] = field(default_factory=list)
    over_typed: list[str] = field(default_factory=list)
    without_period: list[str] = field(default_factory=list)


def publish_and_follow(*, run: Run, by: Author, reach: Reach = Reach.ALL) -> Followed:
    """Publish a run, and let the results that are linked to it follow where all may see it. One transaction.

    Raises `Refused`.
    """
    with transaction.atomic():
        publication = publish_run(run=run, by=by, reach=reach)
        if publication.reach != Reach.ALL:
            return Followed(publication)
        return follow(publication, by=by)


def follow(publication: Publication, *, by: Author, project: Project | None = None) -> Followed:
    """Write what is published in the linked results of the programme's projects, or of one of them."""
    run = publication.run
    # Whoever publishes need not see the projects: those who made the links have let the run write.
    with system_scope(_SYSTEM), transaction.atomic():
        links = _links(run, project)
        tables = {one: _table(publication, one) for one in sorted({link.measure for link in links})}
        found: dict[Project, _Found] = defaultdict(_Found)
        list(
            Result._base_manager.select_for_update()
            .filter(pk__in=[link.result_id for link in links])
            .order_by("pk")
            .values_list("pk")
        )
        standing = _standing(links)
        for link in links:
            table = tables[link.measure].get(link.group)
            if table is not None:
                _of_link(link, table, run, standing, found[link.result.project])
        written = sum(_write(one, told, run, by) for one, told in found.items())
    changed = list(found.values())
    return Followed(
        publication,
        written,
        sum(any(cell.values for cell in one.cells) for one in changed),
        tuple(one for told in changed for one in told.hidden),
        tuple(one for told in changed for one in told.over_typed),
        tuple(one for told in changed for one in told.without_period),
    )


def _links(run: Run, project: Project | None) -> list[MeasureLink]:
    rows = MeasureLink.objects.filter(
        measure__in=list(run.measures),
        result__removed_at__isnull=True,
        result__project__programme_id=run.programme_id,
        result__project__removed_at__isnull=True,
    ).select_related("result__project")
    if project is not None:
        rows = rows.filter(result__project=project)
    register = run.delivery.register_id
    return [one for one in rows.order_by("pk") if one.register_id in (None, register)]


def _table(publication: Publication, measure: str) -> dict[str, GoalTable]:
    """Group → what is published of the measure."""
    scope = current_scope()
    plain = goal_table(publication.programme, measure, scope)
    if plain is None or plain.run.pk != publication.run_id:
        return {}
    others = {group: goal_table(publication.programme, measure, scope, group=group) for group in plain.groups}
    return {"": plain, **{group: table for group, table in others.items() if table is not None}}


def _standing(links: Sequence[MeasureLink]) -> dict[tuple[int, str, int], Measurement]:
    """(result, series as it is named, period) → what stands there."""
    rows = Measurement.objects.filter(
        result__in=[link.result_id for link in links], superseded_at__isnull=True, series__isnull=False
    ).select_related("series")
    return {(one.result_id, one.series.name, one.period_id): one for one in rows.order_by("pk") if one.series}


def _of_link(
    link: MeasureLink,
    table: GoalTable,
    run: Run,
    standing: dict[tuple[int, str, int], Measurement],
    found: _Found,
) -> None:
    project = link.result.project
    called = f"{link.result.number} {link.result.statement}"
    there = named(series_of([link.result_id]).get(link.result_id, ()), link.series)
    name = there.name if there is not None else link.series
    periods = list(_matching(project, run, table, link.measure))
    if not periods:
        found.without_period.append(f"{project}: {called}")
    for place, period in periods:
        figure = _figure(link, table, period)
        if figure is None or figure.numerator is None or figure.denominator is None or figure.share is None:
            if figure is not None and figure.denominator != 0:
                found.hidden.append(Untold(str(project), called, period))
            continue
        before = standing.get((link.result_id, name, place.pk))
        cell = _cell(link, name, place, figure, run, before)
        if before is not None and before.origin_kind != OriginKind.REGISTER_RUN and _differs(before, cell):
            found.over_typed.append(f"{project}: {called}, {place.period.danish}")
        found.cells.append(cell)


def _matching(
    project: Project, run: Run, table: GoalTable, measure: str
) -> Iterable[tuple[ProjectPeriod, Period]]:
    """The project's periods inside its dates that the run counts: the same, or one that ends with it."""
    same_end = run.measures[measure]["unit"] == _SNAPSHOT
    counted = {one: one for one in table.periods}
    by_end = {one.end: one for one in table.periods}
    for place in ProjectPeriod.objects.filter(project=project).order_by("start", "pk"):
        period = place.period
        if project.starts_on <= period.start and period.end <= project.ends_on:
            its = counted.get(period) or (by_end.get(period.end) if same_end else None)
            if its is not None:
                yield place, its


def _figure(link: MeasureLink, table: GoalTable, period: Period) -> Figure | None:
    """The link's own number, as it is published; None where the run has none of its place."""
    if link.place == LinkedPlace.COUNTRY:
        return table.country.at(period)
    codes = (
        [link.municipality]
        if link.place == LinkedPlace.MUNICIPALITY
        else list(municipalities_of_project(link.result.project_id))
    )
    rows = [row for code in codes if (row := table.place(code)) is not None]
    return together([row.at(period) for row in rows], table.run.policy) if rows else None


def _cell(
    link: MeasureLink,
    series: str,
    place: ProjectPeriod,
    figure: Figure,
    run: Run,
    before: Measurement | None,
) -> MeasuredCell:
    numerator, denominator = Decimal(figure.numerator or 0), Decimal(figure.denominator or 0)
    values = {
        "value": (numerator * 100 / denominator).quantize(_ONE_DECIMAL, ROUND_HALF_UP),
        "answer": "",
        "numerator": numerator,
        "denominator": denominator,
        "source": _("%(register)s, opgørelsen %(measure)s")
        % {"register": run.delivery.register.name, "measure": run.measures[link.measure]["title"]},
    }
    cell = MeasuredCell(link.result, series, place, values, before.pk if before else None, run=run)
    # The same figures from the same register: what stands there stays, with the run that first said it.
    return cell if before is None or _differs(before, cell) else replace(cell, values={})


def _differs(before: Measurement, cell: MeasuredCell) -> bool:
    counted = ("value", "numerator", "denominator")
    return any(getattr(before, name) != cell.values.get(name) for name in counted)


def _write(project: Project, found: _Found, run: Run, by: Author) -> int:
    cells = [one for one in found.cells if one.values]
    if not cells:
        return 0
    words = ngettext(
        "%(count)s måling følger kørsel %(run)s, %(title)s.",
        "%(count)s målinger følger kørsel %(run)s, %(title)s.",
        len(cells),
    )
    told = {
        "followed": {
            "run": run.pk,
            "hidden": [[one.result, one.period.canonical] for one in found.hidden],
            "over_typed": found.over_typed,
        }
    }
    said = words % {"count": len(cells), "run": run.pk, "title": run.title}
    return measure_many(project=project, rows=cells, by=by, words=said, told=told)
