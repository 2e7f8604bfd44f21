"""Counts of lights and of attainments in words, as lists of projects tell them."""

from decimal import Decimal
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from virkning.design.markup import LIGHTS, light_tag, safe
from virkning.figures.attainment import AttainmentState
from virkning.figures.numbers import danish_number
from virkning.rooms.reports.facts.programme import LightCounts, ResultCounts


def whole(count: int) -> str:
    """`11.760`."""
    return danish_number(Decimal(count))


def light_words(light: str, count: int) -> str:
    """`2 grønne`, `1 rød`, `3 uden farve`, `4 mangler`."""
    words = {
        "green": ngettext("%(n)s grøn", "%(n)s grønne", count),
        "yellow": ngettext("%(n)s gul", "%(n)s gule", count),
        "red": ngettext("%(n)s rød", "%(n)s røde", count),
        "none": ngettext("%(n)s uden farve", "%(n)s uden farve", count),
        "missing": ngettext("%(n)s mangler", "%(n)s mangler", count),
    }
    return words[light] % {"n": whole(count)}


def counts_of(lights: LightCounts) -> tuple[int, int, int, int, int]:
    """The counts in the order of `markup.LIGHTS`."""
    return lights.green, lights.yellow, lights.red, lights.none, lights.missing


def light_line(lights: LightCounts) -> SafeString:
    """Counts with their shapes; a dash where there is nothing to count."""
    return _light_line(counts_of(lights), get_language())


@lru_cache(maxsize=2048)
def _light_line(counts: tuple[int, ...], _language: str | None) -> SafeString:
    parts = [
        light_tag(light, light_words(light, count), quiet=True)
        for light, count in zip(LIGHTS, counts, strict=True)
        if count
    ]
    return safe(f'<span class="lights-line">{"".join(parts)}</span>') if parts else safe("–")


def result_line(results: ResultCounts) -> str:
    """`3 nået, 1 bagud, 2 uden mål`; a dash where there are no results."""
    return _result_line(results.states, results.untargeted, get_language())


@lru_cache(maxsize=2048)
def _result_line(states: tuple[int, ...], untargeted: int, _language: str | None) -> str:
    parts = [
        f"{count} {state.phrase.translated(_).lower()}"
        for state, count in zip(AttainmentState, states, strict=True)
        if count
    ]
    if untargeted:
        parts.append(_("%(n)d uden mål") % {"n": untargeted})
    return ", ".join(parts) or "–"
