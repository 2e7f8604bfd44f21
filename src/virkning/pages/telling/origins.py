"""Where a figure comes from, in words for a page."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.dates import date_words
from virkning.rooms.files.models import OriginKind
from virkning.rooms.reports.facts.project import Origin


@dataclass(frozen=True)
class OriginWords:
    """`Projektark, Målinger!D14`, and under it when and by whom."""

    what: str
    under: str


def origin_of(origin: Origin) -> OriginWords:
    """The origin in two lines."""
    at = timezone.localtime(origin.at)
    when = _("%(day)s kl. %(clock)s") % {"day": date_words(at.date()), "clock": f"{at.hour}.{at.minute:02}"}
    if origin.kind == OriginKind.REGISTER_RUN:
        what = _("Registerkørsel %(number)s") % {"number": origin.cell}
        return OriginWords(
            what, _("offentliggjort %(when)s af %(person)s") % {"when": when, "person": origin.by}
        )
    if not origin.file:
        return OriginWords(_("Indtastet af %(person)s") % {"person": origin.by}, when)
    what = f"{origin.file}, {origin.cell}" if origin.cell else origin.file
    return OriginWords(what, _("indlæst %(when)s af %(person)s") % {"when": when, "person": origin.by})
