"""`virkning register run` and `publish`: the site's own registers from a terminal, by name and by number."""

import json

import click
from django.utils import translation
from django.utils.translation import gettext as _

from virkning.registers.refused import RegisterRefused
from virkning.registers.tables import periods_written
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.queries.lookup import ProgrammeNotFound, find_programme
from virkning.rooms.registerruns.actions.runs import Wanted, run_measure
from virkning.rooms.registerruns.models import Register, Run
from virkning.rooms.registerruns.queries.deliveries import current_delivery
from virkning.rooms.registerruns.stages import Reach
from virkning.rooms.results.actions.following import publish_and_follow

from .output import Failed, database_said_no

_LARGEST_KEY = 2**63 - 1


@click.command("run")
@click.option("--register", "register_name", required=True, metavar="NAVN", help="Registret på sitet.")
@click.option("--measure", required=True, metavar="NAVN", help="Opgørelsen.")
@click.option("--programme", required=True, metavar="NAVN", help="Programmet, hvis kommuner er projektet.")
@click.option("--periods", required=True, metavar="PERIODER", help="Fx 2016K3:2017K3 eller 2016-12:2017-10.")
@click.option("--json", "as_json", is_flag=True, help="Svar som JSON.")
def run_command(register_name: str, measure: str, programme: str, periods: str, as_json: bool) -> None:
    """Kør en opgørelse på den leverance, der gælder for et af sitets registre. Intet offentliggøres."""
    with system_scope("kommandolinjen"), database_said_no(), translation.override("da"):
        try:
            wanted = periods_written(periods)
            delivery = current_delivery(_register(register_name))
            if delivery is None:
                raise Failed(_("Registret har ingen leverance, der er læst."))
            run = run_measure(
                delivery=delivery,
                programme=find_programme(programme),
                wanted=Wanted(measure, wanted[0], wanted[-1]),
                by=COMMAND_LINE,
            )
        except RegisterRefused as error:
            raise Failed(error.phrase.translated(_)) from error
        except (Refused, ProgrammeNotFound) as error:
            raise Failed(str(error)) from error
        if as_json:
            click.echo(json.dumps({"run": run.pk, "measure": run.measure, "fingerprint": run.fingerprint}))
            return
        click.echo(_("Kørsel %(number)s, %(title)s, er færdig.") % {"number": run.pk, "title": run.title})


@click.command("publish")
@click.argument("number", metavar="KØRSEL", type=click.IntRange(1, _LARGEST_KEY))
@click.option("--only-own", is_flag=True, help="Hver kommune ser kun sine egne tal.")
def publish_command(number: int, only_own: bool) -> None:
    """Offentliggør en kørsel for programmets kommuner, og lad resultater, der følger den, få dens tal."""
    with system_scope("kommandolinjen"), database_said_no(), translation.override("da"):
        run = Run.objects.select_related("programme", "delivery__register").filter(pk=number).first()
        if run is None:
            raise Failed(_("Der er ingen kørsel med nummer %(number)s.") % {"number": number})
        try:
            done = publish_and_follow(run=run, by=COMMAND_LINE, reach=Reach.OWN if only_own else Reach.ALL)
        except Refused as error:
            raise Failed(str(error)) from error
        words = _(
            "%(title)s er offentliggjort i %(programme)s. %(written)s målinger i %(projects)s projekter følger."
        )
        told = {"title": run.title, "programme": run.programme.name}
        click.echo(words % {**told, "written": done.written, "projects": done.projects})
        for one in done.hidden:
            said = _("Skjult, så intet er skrevet: %(project)s, %(result)s, %(period)s.")
            click.echo(
                said % {"project": one.project, "result": one.result, "period": one.period.danish}, err=True
            )


def _register(name: str) -> Register:
    rows = list(Register.objects.filter(name__iexact=" ".join(name.split())).order_by("pk"))
    if len(rows) != 1:
        words = _("Der er ikke noget register, der hedder “%(name)s”.")
        several = _("Flere registre hedder “%(name)s”. Kør opgørelsen på sitet.")
        raise Failed((several if rows else words) % {"name": name})
    return rows[0]
