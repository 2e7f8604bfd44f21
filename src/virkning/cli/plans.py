"""`plan` and `import-plan`: a municipality's employment plan out as a file, and in from one."""

import json
from pathlib import Path
from typing import Any

import click
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.actions.organisations import municipality_organisation
from virkning.rooms.organisations.models import Municipality, Organisation, OrganisationKind
from virkning.rooms.organisations.queries import municipality_matching, organisation_of
from virkning.rooms.plans.actions.importing import Imported, import_plan, preview_plan
from virkning.rooms.plans.models import EmploymentPlan
from virkning.rooms.plans.models.employment import FIRST_YEAR, LAST_YEAR
from virkning.rooms.plans.printing import PlanFormat, printed_plan
from virkning.rooms.plans.reading.guessed import guessed_lines
from virkning.rooms.plans.reading.matching import Fate
from virkning.rooms.plans.reading.proposal import Proposal, as_goals
from virkning.rooms.plans.reading.schemas import read_plan
from virkning.rooms.plans.reading.telling import plain

from .output import Failed, database_said_no, read_file, write_file

_YEAR = click.IntRange(FIRST_YEAR, LAST_YEAR)


@click.command("plan")
@click.argument("code", metavar="KODE")
@click.argument("year", metavar="ÅR", type=_YEAR)
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
def plan_command(code: str, year: int, output: Path) -> None:
    """Skriv en kommunes beskæftigelsesplan til en fil, der ender på .docx eller .pdf. KODE er kommunens kode."""
    try:
        kind = PlanFormat(output.suffix.lower().lstrip("."))
    except ValueError as error:
        raise Failed(
            _("Filnavnet %(name)s skal ende på .docx eller .pdf.") % {"name": output.name}
        ) from error
    with system_scope("kommandolinjen"), database_said_no():
        content = printed_plan(_plan(code, year), kind).content
    write_file(output, content)
    click.echo(_("Skrevet: %(file)s") % {"file": output})


@click.command("import-plan")
@click.argument("file", metavar="FIL.docx", type=click.Path(path_type=Path))
@click.option("--municipality", "code", required=True, metavar="KODE", help="Kommunens kode, fx 661.")
@click.option("--year", required=True, metavar="ÅR", type=_YEAR, help="Planens år.")
@click.option("--prune", is_flag=True, help="Fjern det i planen, som ikke står i filen.")
@click.option("--accept-proposals", "accepted", is_flag=True, help="Skriv også det, filen kun lader gætte.")
@click.option("--dry-run", is_flag=True, help="Vis kun, hvad filen siger, og hvad der ville ske.")
@click.option("--json", "as_json", is_flag=True, help="Svar som JSON.")
def import_plan_command(
    file: Path, code: str, year: int, *, prune: bool, accepted: bool, dry_run: bool, as_json: bool
) -> None:
    """Indlæs en beskæftigelsesplan fra Word: en udskrift herfra eller de oprindelige skemaer.

    De oprindelige skemaer siger hverken sigt eller hvilket resultat et trin fører til, så det foreslås. Forslag skrives
    kun med --accept-proposals; på siden i Virkning kan de bekræftes ét for ét. Planen oprettes, hvis den ikke findes.
    """
    content = read_file(file)
    with system_scope("kommandolinjen"), database_said_no(), translation.override("da"):
        try:
            proposal = read_plan(content)
            municipality = _municipality(code)
            done = _dry(proposal, municipality, year)
            if not dry_run:
                _refuse_guesses(proposal, accepted=accepted)
                done = _import(proposal, municipality, year, prune)
        except Refused as refused:
            raise Failed("\n".join([*refused.errors.values(), _("Intet er indlæst.")])) from refused
        if as_json:
            click.echo(json.dumps(_as_json(proposal, done, year, dry_run=dry_run), ensure_ascii=False))
        else:
            _tell(proposal, done, municipality, year, dry_run=dry_run)


def _municipality(code: str) -> Municipality:
    found = municipality_matching(code)
    if found is None:
        said = _("Der er ingen kommune med koden %(code)s. Skriv de tre cifre, fx 661.")
        raise Failed(said % {"code": code})
    return found


def _plan(code: str, year: int) -> EmploymentPlan:
    municipality = _municipality(code)
    plans = EmploymentPlan.objects.filter(organisation__municipality=municipality).select_related(
        "organisation"
    )
    found = plans.filter(year=year).order_by("pk").first()
    if found is None:
        known = ", ".join(str(one) for one in plans.order_by("year").values_list("year", flat=True))
        texts = {"name": municipality.official_name, "year": year, "known": known}
        if known:
            raise Failed(
                _("%(name)s har ingen beskæftigelsesplan for %(year)s. Den har for %(known)s.") % texts
            )
        raise Failed(_("%(name)s har ingen beskæftigelsesplan endnu.") % texts)
    return found


def _dry(proposal: Proposal, municipality: Municipality, year: int) -> Imported:
    organisation = organisation_of(municipality) or Organisation(
        name=municipality.official_name, kind=OrganisationKind.MUNICIPALITY, municipality=municipality
    )
    shown = preview_plan(organisation=organisation, year=year, goals=as_goals(proposal))
    return Imported(shown.plan, shown.differences, made=shown.plan is None)


def _import(proposal: Proposal, municipality: Municipality, year: int, prune: bool) -> Imported:
    # The organisation is not left behind where the plan is refused.
    with transaction.atomic():
        organisation = municipality_organisation(municipality=municipality, by=COMMAND_LINE)
        return import_plan(
            organisation=organisation, year=year, goals=as_goals(proposal), by=COMMAND_LINE, prune=prune
        )


def _refuse_guesses(proposal: Proposal, *, accepted: bool) -> None:
    """Nobody has said yes to what was guessed, and in the plan nothing tells it from what the file says."""
    if not proposal.guesses or accepted:
        return
    raise Failed(
        "\n".join(
            [
                _proposals_words(proposal),
                *guessed_lines(proposal),
                _("Læg filen op på planens side i Virkning, og bekræft dem ét for ét."),
                _("Eller skriv dem, som de er, med --accept-proposals."),
                _("Intet er indlæst."),
            ]
        )
    )


def _proposals_words(proposal: Proposal) -> str:
    words = ngettext(
        "%(count)d oplysning er et forslag, som skal bekræftes.",
        "%(count)d oplysninger er forslag, som skal bekræftes.",
        proposal.guesses,
    )
    return words % {"count": proposal.guesses}


def _as_json(proposal: Proposal, done: Imported, year: int, *, dry_run: bool) -> dict[str, Any]:
    return {
        **plain(proposal),
        "year": year,
        "file_year": proposal.year,
        "dry_run": dry_run,
        "plan": None if done.plan is None else done.plan.pk,
        "made": done.made,
        **{fate.value: done.differences.count(fate) for fate in Fate},
        "removed": done.removed,
    }


def _tell(
    proposal: Proposal, done: Imported, municipality: Municipality, year: int, *, dry_run: bool
) -> None:
    for goal in proposal.goals:
        groups = [group for _overall, group in goal.groups()]
        results = sum(len(one.results) for one in groups)
        click.echo(
            _("Mål %(number)s: %(groups)s, %(results)s, %(steps)d trin")
            % {
                "number": goal.number,
                "groups": ngettext("%(n)d målgruppe", "%(n)d målgrupper", len(groups)) % {"n": len(groups)},
                "results": ngettext("%(n)d resultat", "%(n)d resultater", results) % {"n": results},
                "steps": sum(len(one.steps) for one in groups),
            }
        )
    for sentence in proposal.left_out:
        click.echo(sentence)
    for one in proposal.not_understood:
        told = {"where": one.where, "text": " / ".join(one.text.split("\n")), "why": one.why}
        click.echo(_("Ikke forstået (%(where)s): %(text)s %(why)s").rstrip() % told)
    _tell_other_head(proposal, municipality, year)
    _tell_done(proposal, done, municipality, year, dry_run=dry_run)


def _tell_other_head(proposal: Proposal, municipality: Municipality, year: int) -> None:
    """A file that says it is another municipality's, or another year's, may have been taken by mistake."""
    other = municipality_matching(proposal.municipality) if proposal.municipality else None
    if other is not None and other.pk != municipality.pk:
        click.echo(_("Advarsel: I filen står der %(name)s.") % {"name": proposal.municipality})
    if proposal.year not in (None, year):
        click.echo(_("Advarsel: I filen står der %(year)s.") % {"year": proposal.year})


def _tell_done(
    proposal: Proposal, done: Imported, municipality: Municipality, year: int, *, dry_run: bool
) -> None:
    texts = {
        "name": municipality.official_name,
        "year": year,
        "added": done.differences.count(Fate.ADDED),
        "changed": done.differences.count(Fate.CHANGED),
        "unchanged": done.differences.count(Fate.UNCHANGED),
        "missing": done.differences.count(Fate.NOT_IN_FILE),
        "removed": done.removed,
    }
    if done.made:
        would = _("Beskæftigelsesplan %(year)s for %(name)s ville blive oprettet.")
        click.echo((would if dry_run else _("Beskæftigelsesplan %(year)s for %(name)s er oprettet.")) % texts)
    click.echo(
        _(
            "%(added)d tilføjet, %(changed)d ændret, %(unchanged)d uændret, %(missing)d ikke i filen, "
            "%(removed)d fjernet."
        )
        % texts
    )
    if proposal.guesses and dry_run:
        click.echo(_proposals_words(proposal))
        for line in guessed_lines(proposal):
            click.echo(line)
        click.echo(_("Læg filen op på planens side i Virkning, og bekræft dem ét for ét."))
    elif proposal.guesses:
        words = ngettext(
            "%(count)d forslag er skrevet, som det var. Se det efter i planen.",
            "%(count)d forslag er skrevet, som de var. Se dem efter i planen.",
            proposal.guesses,
        )
        click.echo(words % {"count": proposal.guesses})
    if dry_run:
        click.echo(_("Intet er indlæst."))
