"""A programme's interventions as a workbook: the same rows as the page, with days that can be sorted."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.documents.excel import Column, Sheet, Value, write_workbook
from virkning.figures.dates import date_words
from virkning.figures.interventions import Timing
from virkning.rooms.interventions.queries.listing import Row
from virkning.rooms.programmes.models import Programme

from .listchoosing import SHOWN, Chosen

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def interventions_workbook(programme: Programme, rows: Sequence[Row], chosen: Chosen, today: date) -> bytes:
    """One sheet of interventions, and one that says what was chosen."""
    columns = (
        Column(_("Kommune"), 26),
        Column(_("Indsats"), 40),
        Column(_("Projekt"), 40),
        Column(_("Trin"), 14),
        Column(_("Opstart"), 14, "date"),
        Column(_("Frist"), 14, "date"),
        Column(_("Først indsendt"), 16, "date"),
        Column(_("Dage for sent"), 14, "number"),
        Column(_("Åbne kommentarer"), 18, "number"),
    )
    about = (Column(_("Hvad"), 24), Column(_("Værdi"), 80))
    sheets = (
        Sheet(_("Indsatser"), columns, [_row(one, today) for one in rows]),
        Sheet(_("Om tallene"), about, _about(programme, chosen, today)),
    )
    return write_workbook(sheets, title=programme.name, created=today)


def _row(one: Row, today: date) -> tuple[Value, ...]:
    sent = timezone.localtime(one.first_submitted).date() if one.first_submitted else None
    return (
        one.municipality,
        one.name,
        one.project,
        one.stage.phrase.translated(_),
        one.start,
        one.due,
        sent,
        _days_late(one, sent, today),
        one.open_comments,
    )


def _days_late(one: Row, sent: date | None, today: date) -> int | None:
    """Calendar days past the due day: until it came, or until today. None where it is not late."""
    if one.due is None or one.timing not in (Timing.LATE, Timing.SUBMITTED_LATE):
        return None
    return ((sent or today) - one.due).days


def _about(programme: Programme, chosen: Chosen, today: date) -> list[tuple[str, str]]:
    return [
        (_("Program"), programme.name),
        (_("Trukket"), date_words(today)),
        (_("Vist"), str(SHOWN[chosen.shown])),
        (_("Kommune"), chosen.municipality or _("Alle")),
        (_("Søgt på"), chosen.text or _("Intet")),
        (_("Hvem"), _("Kun indsatser i de projekter, den, der har trukket listen, må se.")),
    ]
