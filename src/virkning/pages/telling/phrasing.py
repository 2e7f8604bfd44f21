"""Short words that several pages of projects say alike: targets, counts, years, origins."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.design.markup import safe
from virkning.figures.attainment import AttainmentState
from virkning.figures.dates import date_words
from virkning.figures.indicators import IndicatorKind
from virkning.figures.milestones import Light, MilestoneKind, effective_milestone_target
from virkning.figures.numbers import danish_number
from virkning.figures.periods import Period
from virkning.figures.targets import effective_target, target_phrase
from virkning.figures.units import PERCENT
from virkning.rooms.reports.facts.judgements import Tally
from virkning.rooms.reports.facts.programme import LightCounts
from virkning.rooms.reports.facts.project import MilestoneFacts, Origin, ProjectFacts, ResultFacts

from .lightwords import light_line

#: Where there is nothing to count.
NOTHING = safe("–")


def first_up(words: str) -> str:
    """With a capital first letter."""
    return words[:1].upper() + words[1:]


def years(starts_on: date, ends_on: date) -> str:
    """`2010–2013`, or one year."""
    return str(starts_on.year) if starts_on.year == ends_on.year else f"{starts_on.year}–{ends_on.year}"


def day_of(moment: datetime) -> str:
    """`26. januar 2018`, by the clock in Denmark."""
    return date_words(timezone.localtime(moment).date())


def milestone_aim(facts: MilestoneFacts, period: Period) -> str:
    """The muted line under a milestone: `Mål 24 · frist 2012`, `Ja/nej · forventet fra 2011`."""
    milestone = facts.milestone
    target = effective_milestone_target(milestone, period)
    parts = [first_up(milestone.kind.shown)]
    if target is not None and target.amount is not None:
        is_percent = milestone.kind is MilestoneKind.PERCENT
        amount = PERCENT.format(target.amount) if is_percent else danish_number(target.amount)
        parts = [_("Mål %(amount)s") % {"amount": amount}]
    elif target is not None and target.text:
        parts = [_("Mål: %(words)s") % {"words": target.text}]
    if target is not None and target.deadline is not None:
        parts.append(_("frist %(deadline)s") % {"deadline": target.deadline.shown})
    if milestone.expected_from is not None:
        parts.append(_("forventet fra %(period)s") % {"period": milestone.expected_from.shown})
    return " · ".join(parts)


def result_aim(facts: ResultFacts, period: Period) -> str:
    """The muted line under a result: `Mål: mindst 75 pct. i 2013`, or that there is none."""
    if not facts.indicator.is_measured:
        return _("Måles ikke")
    words = target_phrase(facts.indicator, period)
    target = effective_target(facts.indicator, period)
    if words is None:
        return _("Beskrives i ord") if facts.indicator.kind is IndicatorKind.TEXT else _("Intet mål")
    parts = _("Mål: %(target)s") % {"target": words}
    if target is not None and target.deadline is not None:
        parts = _("%(aim)s, frist %(deadline)s") % {"aim": parts, "deadline": target.deadline.shown}
    return parts


def lights_line(lights: Counter[Light | None], missing: int) -> SafeString:
    """Counts of lights with their shapes; things that are missing have their own word."""
    return light_line(
        LightCounts(
            green=lights[Light.GREEN],
            yellow=lights[Light.YELLOW],
            red=lights[Light.RED],
            none=lights[None] - missing,
            missing=missing,
        )
    )


def attainments_line(tally: Tally, in_words: int = 0) -> str:
    """`1 nået, 1 ikke nået`; `in_words` are the results that can only be told in words."""
    parts = [
        f"{tally.attainments[state]} {state.shown.lower()}"
        for state in AttainmentState
        if tally.attainments[state]
    ]
    if in_words:
        parts.append(_("%(n)d i ord") % {"n": in_words})
    if rest := tally.attainments[None] - in_words:
        parts.append(_("%(n)d uden mål") % {"n": rest})
    if tally.retired_results:
        parts.append(
            ngettext("%(n)d udgået", "%(n)d udgåede", tally.retired_results) % {"n": tally.retired_results}
        )
    return ", ".join(parts) or _("Ingen")


def latest_origin(origins: Iterable[Origin]) -> Origin | None:
    """The one that came in last."""
    return max(origins, key=lambda one: one.at, default=None)


def origins_of(facts: ProjectFacts) -> Iterable[Origin]:
    """Where every report and measurement of the project comes from."""
    for milestone in facts.milestones():
        yield from milestone.origins.values()
    for result in facts.all_results():
        for one in result.measurements:
            yield one.origin


def years_of_period(period: Period | None) -> str:
    """A period in words; a dash where there is none."""
    return period.shown if period else "–"
