"""One project's row in a programme's table, as HTML: the page holds a hundred, so they are written by a function."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.design.markup import safe
from virkning.design.strips import light_strip
from virkning.figures.periods import Period
from virkning.pages.telling.lightwords import counts_of, light_line, result_line
from virkning.rooms.reports.facts.programme import LightCounts, ResultCounts


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """What a row shows."""

    key: int
    name: str
    municipalities: tuple[str, ...]
    period: Period | None
    lights: LightCounts
    results: ResultCounts
    late: int
    late_address: str
    changed: str


def row_html(row: ProgrammeRow) -> SafeString:
    """The row, every text escaped."""
    lead, *others = row.municipalities or (row.name,)
    under = (
        row.name
        if not others
        else _("%(name)s, sammen med %(others)s")
        % {
            "name": row.name,
            "others": ", ".join(others),
        }
    )
    return safe(
        f'<tr><th scope="row"><a href="{reverse("project", args=(row.key,))}">{escape(lead)}</a>'
        f'<span class="under">{escape(under)}</span></th>'
        f'<td data-label="{_("Periode")}">{escape(row.period.shown if row.period else _("Følges ikke"))}</td>'
        f'<td data-label="{_("Milepæle")}"><span class="strip-cell">{light_strip(counts_of(row.lights))}'
        f"{light_line(row.lights)}</span></td>"
        f'<td data-label="{_("Resultater")}">{escape(result_line(row.results))}</td>'
        f'<td data-label="{_("For sent")}">{_late(row)}</td>'
        f'<td class="muted" data-label="{_("Ændret")}">{escape(row.changed or _("Intet endnu"))}</td></tr>'
    )


def _late(row: ProgrammeRow) -> str:
    if not row.late:
        return f'<span class="muted">{escape(_("Intet"))}</span>'
    words = _("%(n)d for sent") % {"n": row.late}
    return f'<a class="late" href="{escape(row.late_address)}">{escape(words)}</a>'
