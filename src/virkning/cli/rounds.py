"""`virkning rounds`, `open-rounds` and `close-round`: status rounds from a terminal, by number."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import click
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from virkning.figures.dates import danish_date
from virkning.figures.reminding import day_in_denmark
from virkning.figures.rounds import RoundStage
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.queries.headings import project_headings
from virkning.rooms.programmes.queries.lookup import (
    ProgrammeNotFound,
    ProjectNotFound,
    find_programme,
    find_project,
)
from virkning.rooms.statusrounds.actions.closing import close_round
from virkning.rooms.statusrounds.actions.freezing import NotFrozen, freeze_round, render_round
from virkning.rooms.statusrounds.actions.rounds import open_due_rounds
from virkning.rooms.statusrounds.jobs import closing_under_way
from virkning.rooms.statusrounds.models import Snapshot, StatusRound
from virkning.rooms.statusrounds.queries.readiness import closable
from virkning.rooms.statusrounds.queries.rounds import has_asked, rounds_of_programme, rounds_of_project

from .days import day_of
from .output import Failed, database_said_no

_LARGEST_KEY = 2**63 - 1


@click.command("rounds")
@click.option("--project", metavar="NAVN", help="Kun dem, der spørger til projektet.")
@click.option("--programme", metavar="NAVN", help="Kun programmets egne.")
@click.option("--json", "as_json", is_flag=True, help="Svar som JSON.")
def rounds_command(project: str | None, programme: str | None, as_json: bool) -> None:
    """Vis statusrunder med nummer, trin og frister, de nyeste perioder først."""
    if project and programme:
        raise Failed(_("Vælg enten et projekt eller et program."))
    with system_scope("kommandolinjen"), database_said_no():
        found = _chosen(project, programme)
        _tell(found, as_json=as_json, none=_("Der er ingen statusrunder."))


@click.command("open-rounds")
@click.option("--date", "asked", metavar="ÅÅÅÅ-MM-DD", help="En anden dag end i dag.")
@click.option("--json", "as_json", is_flag=True, help="Svar som JSON.")
def open_rounds_command(asked: str | None, as_json: bool) -> None:
    """Åbn de planlagte statusrunder, hvis dag er kommet. Kan køres igen; «virkning remind» gør det også."""
    day = day_of(asked) if asked else day_in_denmark(timezone.now())
    with system_scope("kommandolinjen"), database_said_no():
        opened = open_due_rounds(day, by=COMMAND_LINE)
        none = _("Ingen statusrunder skal åbnes %(day)s.") % {"day": danish_date(day)}
        _tell(list(opened.rounds), as_json=as_json, none=none)
        if opened.stuck:
            raise Failed(_("En runde kunne ikke åbnes: %(why)s Kør kommandoen igen.") % {"why": opened.stuck})


@click.command("close-round")
@click.argument("number", metavar="NUMMER", type=click.IntRange(1, _LARGEST_KEY))
@click.option("--json", "as_json", is_flag=True, help="Svar som JSON.")
def close_round_command(number: int, as_json: bool) -> None:
    """Luk en statusrunde, og vis de filer, der er gemt. Nummeret står i «virkning rounds»."""
    with system_scope("kommandolinjen"), database_said_no(), translation.override("da"):
        status_round = StatusRound.objects.select_related("project", "programme").filter(pk=number).first()
        if status_round is None:
            raise Failed(_("Der er ingen statusrunde med nummer %(number)s.") % {"number": number})
        snapshots = _close(status_round)
        _tell_files(status_round, snapshots, as_json=as_json)


def _chosen(project: str | None, programme: str | None) -> list[StatusRound]:
    try:
        if project:
            there = find_project(project)
            return [one for one in rounds_of_project(there) if has_asked(there, one)]
        if programme:
            return list(rounds_of_programme(find_programme(programme)))
    except (ProjectNotFound, ProgrammeNotFound) as error:
        raise Failed(str(error)) from error
    return list(StatusRound.objects.select_related("project", "programme").order_by("-start", "-id"))


def _close(status_round: StatusRound) -> list[Snapshot]:
    """The same three steps as the worker's; nothing is closed where one of them cannot be done."""
    if closing_under_way(status_round) is not None:
        raise Failed(_("Runden er ikke lukket. Den er ved at blive lukket fra sitet."))
    if reasons := closable(status_round):
        raise Failed("\n".join([_("Runden er ikke lukket."), *reasons]))
    try:
        frozen = freeze_round(status_round, begun=_nothing, told=_nothing)
        rendered = list(render_round(frozen, status_round.period, told=_nothing, alive=lambda: None))
        return close_round(status_round, frozen=frozen, rendered=rendered, by=COMMAND_LINE)
    except (NotFrozen, Refused) as error:
        raise Failed(_("Runden er ikke lukket. %(why)s") % {"why": error}) from error


def _nothing(_done: int) -> None:
    """Nobody looks on while a command runs."""


def _tell(rounds: Sequence[StatusRound], *, as_json: bool, none: str) -> None:
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in rounds], ensure_ascii=False))
        return
    # Several projects may have the same name: with its municipality it is one that --project finds.
    names = project_headings(one.project_id for one in rounds if one.project_id)
    rows = [_cells(one, names) for one in rounds]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if not rows:
        click.echo(none)


def _cells(one: StatusRound, names: Mapping[int, str]) -> tuple[str, ...]:
    """`12`, `2013`, `Åben`, `Brobygning, Viborg`, `indberettes senest 15. november 2013 …`."""
    owner = names.get(one.project_id or 0, one.owner.name)
    return str(one.pk), one.period.canonical, _stage(one).shown, owner, _when(one)


def _when(one: StatusRound) -> str:
    """What comes next in it, or when it was closed."""
    stage = _stage(one)
    if stage is RoundStage.PLANNED:
        return _("åbner %(day)s") % {"day": danish_date(one.opens_on)}
    if stage is RoundStage.CLOSED:
        day = timezone.localdate(one.closed_at) if one.closed_at else one.close_by
        return _("lukket %(day)s") % {"day": danish_date(day)}
    days = {"report": danish_date(one.report_by), "close": danish_date(one.close_by)}
    return _("indberettes senest %(report)s, lukkes senest %(close)s") % days


def _stage(one: StatusRound) -> RoundStage:
    return RoundStage(one.stage)


def _as_json(one: StatusRound) -> dict[str, Any]:
    return {
        "round": one.pk,
        "project": one.project.name if one.project else None,
        "programme": one.programme.name if one.programme else None,
        "period": one.period.canonical,
        "stage": _stage(one).value,
        "opens_on": _iso(one.opens_on),
        "report_by": _iso(one.report_by),
        "approve_by": _iso(one.approve_by),
        "close_by": _iso(one.close_by),
        "opened_at": _iso(one.opened_at),
        "closed_at": _iso(one.closed_at),
    }


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None


def _tell_files(status_round: StatusRound, snapshots: Sequence[Snapshot], *, as_json: bool) -> None:
    told: list[dict[str, Any]] = [
        {
            "project": one.project.name,
            "edition": one.number,
            "files": [
                {"name": file.name, "size": file.size, "sha256": file.fingerprint}
                for file in (one.facts, one.word, one.pdf, one.workbook)
            ],
        }
        for one in snapshots
    ]
    if as_json:
        click.echo(json.dumps({**_as_json(status_round), "snapshots": told}, ensure_ascii=False))
        return
    words = _("Statusrunde %(period)s for %(owner)s er lukket.")
    click.echo(words % {"period": status_round.period.danish, "owner": status_round.owner.name})
    for one in told:
        click.echo(_("%(project)s, udgave %(edition)s:") % one)
        for file in one["files"]:
            click.echo("  {name}  {size} byte  sha256 {sha256}".format(**file))
