"""`virkning remind`: what happens by itself once a day. Rounds whose day has come are opened, people are reminded, and
files that nobody said yes to in time are deleted."""

import json
from collections.abc import Sequence
from datetime import date

import click
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.dates import danish_date
from virkning.figures.reminding import day_in_denmark
from virkning.figures.workdays import is_workday
from virkning.outside.mail import BadMailAddress
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.interventions.actions.bringing import clear_old_files
from virkning.rooms.interventions.actions.many import clear_held_files
from virkning.rooms.organisations.post import post, site_address
from virkning.rooms.statusrounds.actions.reminders import Reminded, Reminder, due_reminders, remind
from virkning.rooms.statusrounds.actions.rounds import open_due_rounds
from virkning.rooms.statusrounds.letters import Links

from .days import day_of
from .output import Failed, database_said_no


@click.command("remind")
@click.option("--date", "asked", metavar="ÅÅÅÅ-MM-DD", help="En anden dag end i dag; kun med --dry-run.")
@click.option("--dry-run", is_flag=True, help="Send og åbn intet: sig kun, hvem der ville blive påmindet.")
@click.option("--json", "as_json", is_flag=True, help="Svar som JSON.")
def remind_command(asked: str | None, dry_run: bool, as_json: bool) -> None:
    """Åbn statusrunder, hvis dag er kommet, send dagens påmindelser, og slet filer, ingen har sagt ja til i tide.

    Kan køres igen samme dag.
    """
    today = day_in_denmark(timezone.now())
    day = day_of(asked) if asked else today
    if day != today and not dry_run:
        raise Failed(_("Påmindelser sendes kun for i dag. Brug --dry-run for at se en anden dag."))
    with database_said_no(), system_scope("påmindelser"):
        if dry_run:
            _tell_plan(day, list(due_reminders(day)), as_json=as_json)
            return
        clear_held_files(by=COMMAND_LINE)
        clear_old_files(by=COMMAND_LINE)
        opened = open_due_rounds(day, by=COMMAND_LINE)  # people are reminded whether all can be opened or not
        done = _send(day)
    _tell(day, len(opened.rounds), done, as_json=as_json)
    if opened.stuck:
        raise Failed(_("En runde kunne ikke åbnes: %(why)s Kør kommandoen igen.") % {"why": opened.stuck})
    if done.left_over:
        raise Failed(_("Mailserveren tager ikke imod. Kør kommandoen igen senere i dag; resten sendes så."))


def _send(day: date) -> Reminded:
    links = Links(my_day=site_address(reverse("my_day")), settings=site_address(reverse("account_reminders")))
    try:
        return remind(today=day, post=post(), links=links)
    except BadMailAddress as error:
        raise Failed(_("VIRKNING_SMTP_URL kan ikke læses: %(why)s") % {"why": error}) from error


def _tell(day: date, opened: int, done: Reminded, *, as_json: bool) -> None:
    if as_json:
        told = {"date": day.isoformat(), "workday": is_workday(day), "rounds_opened": opened}
        click.echo(json.dumps({**told, "sent": done.sent, "not_sent": done.not_sent}))
        return
    _tell_day(day)
    click.echo(_("%(count)s statusrunder er åbnet.") % {"count": opened})
    words = _("%(sent)s påmindelser er sendt, og %(failed)s kunne ikke sendes.")
    click.echo(words % {"sent": done.sent, "failed": done.not_sent})


def _tell_plan(day: date, reminders: Sequence[Reminder], *, as_json: bool) -> None:
    """By number: whoever runs the machine need not see who is behind with their work."""
    if as_json:
        rows = [
            {
                "person": one.person.pk,
                "why": one.why.value,
                "late": one.urgent.late.total(),
                "near": one.urgent.near.total(),
                "returned": one.urgent.returned,
            }
            for one in reminders
        ]
        plan = {"date": day.isoformat(), "workday": is_workday(day), "reminders": rows}
        click.echo(json.dumps(plan))
        return
    _tell_day(day)
    for one in reminders:
        words = _(
            "Person %(person)s: %(late)s over fristen, %(near)s med nær frist, %(returned)s sendt tilbage."
        )
        counts = {"late": one.urgent.late.total(), "near": one.urgent.near.total()}
        click.echo(words % {"person": one.person.pk, "returned": one.urgent.returned, **counts})
    click.echo(_("%(count)s ville blive påmindet. Intet er sendt.") % {"count": len(reminders)})


def _tell_day(day: date) -> None:
    if is_workday(day):
        click.echo(danish_date(day))
    else:
        words = _("%(day)s er ikke en hverdag: der sendes ingen påmindelser.")
        click.echo(words % {"day": danish_date(day)})
