"""A programme's projects as a workbook: the same rows as the page, with numbers that can be summed."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.documents.excel import Column, Sheet, Value, write_workbook
from virkning.figures.attainment import AttainmentState
from virkning.figures.dates import date_words
from virkning.rooms.programmes.models import Programme
from virkning.rooms.reports.queries.programme import ProgrammeProject

from .choosing import LIGHTS, Chosen


def programme_workbook(
    programme: Programme, found: Sequence[ProgrammeProject], chosen: Chosen, today: date
) -> bytes:
    """One sheet of projects, and one that says what was chosen."""
    numbers = [
        *(_("Milepæle"), _("Grøn"), _("Gul"), _("Rød"), _("Uden farve"), _("Mangler"), _("Resultater")),
        *(state.phrase.translated(_) for state in AttainmentState),
        *(_("Uden mål"), _("For sent")),
    ]
    columns = (
        Column(_("Kommune"), 26),
        Column(_("Kommunekode"), 14),
        Column(_("Andre kommuner"), 24),
        Column(_("Projekt"), 40),
        Column(_("Periode"), 18),
        *(Column(words, 12, "number") for words in numbers),
        Column(_("Senest ændret"), 16, "date"),
    )
    sheets = (
        Sheet(_("Projekter"), columns, [_row(one) for one in found]),
        Sheet(
            _("Om tallene"), (Column(_("Hvad"), 24), Column(_("Værdi"), 80)), _about(programme, chosen, today)
        ),
    )
    return write_workbook(sheets, title=programme.name, created=today)


def _row(one: ProgrammeProject) -> tuple[Value, ...]:
    lights, results = one.standing.lights, one.standing.results
    return (
        one.lead,
        one.code,
        ", ".join(one.municipalities[1:]),
        one.name,
        one.standing.period.shown if one.standing.period else _("Følges ikke"),
        *(lights.total, lights.green, lights.yellow, lights.red, lights.none, lights.missing),
        results.total,
        *results.states,
        results.untargeted,
        one.standing.late,
        timezone.localtime(one.changed).date() if one.changed else None,
    )


def _about(programme: Programme, chosen: Chosen, today: date) -> list[tuple[str, str]]:
    light = str(LIGHTS[chosen.light][0]) if chosen.light else _("Alle")
    return [
        (_("Program"), programme.name),
        (_("Trukket"), date_words(today)),
        (_("Periode"), chosen.period.shown if chosen.period else _("Den seneste i hvert projekt")),
        (_("Kommune"), chosen.municipality or _("Alle")),
        (_("Farve"), light),
        (_("Kun for sent"), _("Ja") if chosen.late_only else _("Nej")),
        (_("Søgt på"), chosen.text or _("Intet")),
        (_("Hvem"), _("Kun de projekter, den, der har trukket tallene, må se.")),
    ]
