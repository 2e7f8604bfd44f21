"""An action plan told in cells and lines: how an action stands in a period, and how the plan stands in a round."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.design.markup import light_tag, safe
from virkning.figures.actionplans import ActionStanding, looked_from
from virkning.figures.periods import Period
from virkning.figures.planning import Degree
from virkning.rooms.reports.facts.actionplan import PlanCounts, plan_counts
from virkning.rooms.reports.queries.actionplan import load_action_plan

from .cells import light_name

#: So many actions without a status are named in a line about a round; the rest are counted.
NAMED = 5


def action_td(stand: ActionStanding, *, is_open: bool, today: date) -> str:
    """A cell of the plan: the degree first, the light under it."""
    form = "cell is-open" if is_open else "cell"
    inside = _inside(stand, is_open=is_open, today=today)
    return f'<td class="{form}" data-label="{escape(stand.period.shown)}">{inside}</td>'


def _inside(stand: ActionStanding, *, is_open: bool, today: date) -> str:
    if stand.degree is not None and stand.is_told:
        return _words(stand.degree.shown, "bold") + action_lights(stand)
    if stand.degree is not None:
        told = _("Uændret: %(words)s") % {"words": stand.degree.shown}
        return _words(told, "muted") + action_lights(stand, quiet=True)
    if stand.period.start > today:
        return _words(_("Ikke forventet endnu"), "muted")
    if not is_open and stand.light is None:
        # Nobody knows from when the action was there: only the period one looks at asks for a status.
        return _words(_("Ingen status"), "muted")
    missing = light_tag("missing", quiet=not is_open)
    return missing + (action_lights(stand, quiet=True) if stand.light is not None else "")


def _words(text: str, manner: str) -> str:
    return f'<span class="cell__words cell__words--{manner}">{escape(text)}</span>'


def action_lights(stand: ActionStanding, *, quiet: bool = False) -> SafeString:
    """The light shown, and under it the computed one where a person judged otherwise."""
    shown = light_tag(light_name(stand.light), quiet=quiet)
    if not stand.differs:
        return shown
    computed = light_tag(light_name(stand.computed.light), quiet=True)
    return safe(f'{shown}<span class="computed">{escape(_("Beregnet:"))} {computed}</span>')


def degree_words(degree: Degree | None) -> str:
    """`Delvist gennemført`; a dash where nothing has been said."""
    return degree.shown if degree is not None else "–"


@dataclass(frozen=True)
class PlanLine:
    """A project's action plan in a round: in words, where to write and to read it, and what still lacks a status."""

    words: str
    overdue: str
    form: str
    plan: str
    named: tuple[tuple[str, str], ...]
    more: int
    is_done: bool


def plan_line(project_id: int, period: Period, today: date) -> PlanLine | None:
    """The line; None where the project has no actions. At most three queries."""
    counts = plan_counts(load_action_plan(project_id), period, looked_from(period, today))
    if not counts.actions:
        return None
    return PlanLine(
        words=told_words(counts),
        overdue=overdue_words(counts.overdue),
        form=reverse("action_plan_status", args=(project_id, period.canonical)),
        plan=f"{reverse('action_plan', args=(project_id,))}?periode={period.canonical}",
        named=tuple(
            (one.text, reverse("planned_action", args=(project_id, one.id))) for one in counts.missing[:NAMED]
        ),
        more=max(0, len(counts.missing) - NAMED),
        is_done=not counts.missing,
    )


def told_words(counts: PlanCounts) -> str:
    """`5 af 12 handlinger har status`."""
    words = ngettext(
        "%(told)s af %(all)s handling har status", "%(told)s af %(all)s handlinger har status", counts.actions
    )
    return words % {"told": counts.told, "all": counts.actions}


def overdue_words(count: int) -> str:
    """`2 handlinger er over fristen.`; blank for none."""
    if not count:
        return ""
    words = ngettext("%(n)s handling er over fristen.", "%(n)s handlinger er over fristen.", count)
    return words % {"n": count}
