"""Counts of lights as a strip: parts as long as their counts, told apart by pattern and not by colour alone.

Beside a strip the same counts stand in words, so it is hidden from assistive technology. Its patterns are drawn once
on a page by `design/strip_patterns.html`.
"""

from functools import lru_cache

from django.utils.safestring import SafeString

from .markup import LIGHTS, safe

#: Green, yellow, red, none, missing, as in `markup.LIGHTS`.
Counts = tuple[int, int, int, int, int]
_GAP, _LEAST = 1.0, 3.0


@lru_cache(maxsize=4096)
def light_strip(counts: Counts, width: int = 160, height: int = 14) -> SafeString:
    """The strip as inline SVG; blank where there is nothing to count."""
    total = sum(counts)
    if not total:
        return safe("")
    there = [(light, count) for light, count in zip(LIGHTS, counts, strict=True) if count]
    room = width - _GAP * (len(there) - 1) - _LEAST * len(there)
    parts, x = [], 0.0
    for light, count in there:
        long = _LEAST + room * count / total
        parts.append(
            f'<rect class="strip__part strip__part--{light}" x="{x + 0.5:.1f}" y="0.5" '
            f'width="{long - 1:.1f}" height="{height - 1}"/>'
        )
        x += long + _GAP
    return safe(
        f'<svg class="strip" width="{width}" height="{height}" viewBox="0 0 {width} {height}" aria-hidden="true" '
        f'focusable="false">{"".join(parts)}</svg>'
    )
