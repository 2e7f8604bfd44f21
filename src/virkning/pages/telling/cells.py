"""One cell of the grids as HTML. Every state has its own words, and no cell is ever empty.

Written by functions and not by templates: a large project's page holds a thousand of them.
"""

from collections.abc import Iterable
from functools import lru_cache
from textwrap import shorten

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from virkning.design.markup import light_tag, safe
from virkning.figures.milestones import Light
from virkning.rooms.reports.facts.judgements import CellState, MilestoneCell, ResultCell, ValueLine

# The whole text stands on the result's own page.
_LONGEST_TEXT = 90
_LONGEST_NOTE = 45


def light_name(light: Light | None) -> str:
    """The look's name for a light: `green`, `yellow`, `red`, `none`."""
    return light.value if light else "none"


def judged_light(cell: MilestoneCell | ResultCell, *, quiet: bool = False) -> SafeString:
    """The light shown, and under it the computed one where a person judged otherwise."""
    return _judged_light(cell.light, cell.computed if cell.differs else None, quiet, get_language())


# A large page asks a thousand times for one of a few dozen.
@lru_cache(maxsize=256)
def _judged_light(
    light: Light | None, otherwise: Light | None, quiet: bool, _language: str | None
) -> SafeString:
    shown = light_tag(light_name(light), quiet=quiet)
    if otherwise is None:
        return shown
    computed = light_tag(light_name(otherwise), quiet=True)
    return safe(f'{shown}<span class="computed">{escape(_("Beregnet:"))} {computed}</span>')


def milestone_td(cell: MilestoneCell, *, label: str, is_open: bool, closed: bool) -> str:
    """A milestone in a period. `closed`: the activity is closed by then."""
    return _td(_milestone_inside(cell, is_open=is_open, closed=closed), label=label, is_open=is_open)


def _milestone_inside(cell: MilestoneCell, *, is_open: bool, closed: bool) -> str:
    state = cell.state
    if state is CellState.REPORTED:
        fraction = _under(cell.fraction) if cell.fraction and cell.fraction != cell.words else ""
        return _words(cell.words, "bold") + fraction + judged_light(cell)
    if state is CellState.UNCHANGED:
        words = _("Lukket") if closed else _("Uændret: %(words)s") % {"words": cell.words}
        return _words(words, "muted") + judged_light(cell, quiet=True)
    if state is CellState.MISSING and not closed:
        return light_tag("missing", quiet=not is_open)
    return _words(_absent(state, closed=closed), "muted")


def _absent(state: CellState, *, closed: bool) -> str:
    if state is CellState.RETIRED:
        return _("Udgået")
    if state is CellState.NOT_ADDED:
        return _("Ikke tilføjet endnu")
    if state is CellState.NOT_EXPECTED:
        return _("Ikke forventet endnu")
    if state is CellState.NOT_MEASURED:
        return _("Måles ikke")
    return _("Lukket") if closed else _("Mangler")


def result_td(cell: ResultCell, *, label: str, is_latest: bool) -> str:
    """A result in a period: its own values only, with breaks and words."""
    return _td("".join(_result_lines(cell, is_latest=is_latest)), label=label, is_open=False)


def _result_lines(cell: ResultCell, *, is_latest: bool) -> Iterable[str]:
    if cell.state is not CellState.REPORTED:
        yield _words(_absent(cell.state, closed=False), "muted")
        return
    for line in cell.values:
        yield _value(line, is_latest=is_latest)
        if line.fraction:
            yield _under(line.fraction)
    for line in cell.differences:
        yield _under(_("Forskel: %(words)s") % {"words": line.words})
    for text in cell.texts:
        longest = _LONGEST_NOTE if cell.values else _LONGEST_TEXT
        yield _words(shorten(text, longest, placeholder=" …"), "text")
    if cell.breaks:
        yield _under(_("Databrud"))
    if cell.retires_here:
        yield _under(_("Udgår her"))


def result_light(cell: ResultCell) -> str:
    """The result's light in the chosen period, or why it has none."""
    if cell.state is CellState.MISSING:
        return light_tag("missing") if cell.light is None else judged_light(cell)
    if cell.state is not CellState.REPORTED:
        return _words(_absent(cell.state, closed=False), "muted")
    return judged_light(cell)


def _td(inside: str, *, label: str, is_open: bool) -> str:
    return f'<td class="cell{" is-open" if is_open else ""}" data-label="{escape(label)}">{inside}</td>'


def _value(line: ValueLine, *, is_latest: bool) -> str:
    """A value; of several series the name stands small over it."""
    if not line.series:
        return _words(line.value, "bold" if is_latest else "")
    name = f'<span class="cell__series">{escape(line.series)}</span> '
    return f'<span class="cell__words">{name}{_words(line.value, "bold" if is_latest else "")}</span>'


def _words(text: str, manner: str) -> str:
    form = f"cell__words cell__words--{manner}" if manner else "cell__words"
    return f'<span class="{form}">{_breakable(text)}</span>'


def _under(text: str) -> str:
    return f'<span class="under">{_breakable(text)}</span>'


def _breakable(text: str) -> str:
    """Escaped. The one long unit may break where it is put together, so that it fits a narrow column."""
    return escape(text).replace("procentpoint", "procent&shy;point")
