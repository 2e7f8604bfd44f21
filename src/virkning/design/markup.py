"""The smallest parts of the look as safe HTML: lights, icons, marks.

A project page shows a thousand of them, so they are written by plain functions; the components `<c-light>`,
`<c-icon>` and `<c-mark>` call the same ones. Texts are escaped here, so the answers may be joined and marked safe.
"""

from functools import lru_cache
from typing import Final

from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

#: The five states a light can be in. Shapes differ, so that grey print reads; see `design/sprite.html`.
LIGHTS: Final = ("green", "yellow", "red", "none", "missing")

_LIGHT_WORDS: Final = {
    "green": gettext_noop("Grøn"),
    "yellow": gettext_noop("Gul"),
    "red": gettext_noop("Rød"),
    "none": gettext_noop("Ingen farve"),
    "missing": gettext_noop("Mangler"),
}

#: The steps of a process. Never green, yellow or red: those mean lights.
STAGES: Final = ("not_begun", "under_way", "handed_in", "returned", "approved", "closed")


def safe(html: str) -> SafeString:
    """Mark HTML put together from escaped parts as safe: the one place that does."""
    return mark_safe(html)  # noqa: S308 - every text that enters the parts below is escaped


def light_word(light: str) -> str:
    """`Grøn`, `Gul`, `Rød`, `Ingen farve`, `Mangler`, in the reader's language."""
    return _(_LIGHT_WORDS[light])


def light_tag(light: str, word: str = "", *, quiet: bool = False) -> SafeString:
    """A light as shape, word and colour. `quiet` leaves out the tag: a state carried on, a count, a computed light.

    `light` is one of `LIGHTS`; `word` stands instead of the light's own word ("2 grønne").
    """
    if light not in LIGHTS:
        raise ValueError(f"There is no light {light!r}; expected one of {', '.join(LIGHTS)}.")
    return _light_tag(light, word, quiet, get_language())


# A page holds a thousand lights of a dozen looks.
@lru_cache(maxsize=1024)
def _light_tag(light: str, word: str, quiet: bool, _language: str | None) -> SafeString:
    form = "light light--quiet" if quiet else "light light--tag"
    return safe(
        f'<span class="{form} light--{light}"><svg class="light__shape" aria-hidden="true" focusable="false">'
        f'<use href="#light-{light}"/></svg>{escape(word) if word else _own_word(light)}</span>'
    )


def _own_word(light: str) -> str:
    """The light's word. Where a phone has no room, only its first part is seen: `Ingen`."""
    first, space, rest = light_word(light).partition(" ")
    if not rest:
        return escape(first)
    return f'<span>{escape(first)}<span class="light__rest">{escape(space + rest)}</span></span>'


def stage_tag(stage: str, word: str) -> SafeString:
    """A step of a process as shape and word, in petrol."""
    if stage not in STAGES:
        raise ValueError(f"There is no stage {stage!r}; expected one of {', '.join(STAGES)}.")
    return safe(
        f'<span class="stage"><svg class="stage__shape" aria-hidden="true" focusable="false">'
        f'<use href="#stage-{stage}"/></svg>{escape(word)}</span>'
    )


def mark(text: str) -> SafeString:
    """A grey outline with a few words: "Ny i 2011", "Udgået i 2012"."""
    return safe(f'<span class="mark">{escape(text)}</span>')


@lru_cache(maxsize=64)
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the public design system; decoration without a label."""
    sprite = escape(static("fds/img/all-svg-icons.svg"))
    told = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return safe(
        f'<svg class="icon-svg" focusable="false" {told}><use href="{sprite}#{escape(name)}"></use></svg>'
    )
