"""How far many things have come, as a bar: parts as long as their counts, from done to not begun, all in petrol.

Told apart by filling and not by colour: full, pale, hatched, empty. Beside it the same counts stand in words, so it is
hidden from assistive technology. Its pattern is drawn once on a page by `design/stage_pattern.html`.
"""

from functools import lru_cache

from django.utils.safestring import SafeString

from .markup import safe

#: From left to right: what a part of the bar stands for. Returned and under way look alike: both lie with the reporter.
PARTS = ("approved", "handed_in", "under_way", "not_begun", "closed")
_GAP, _LEAST = 2.0, 4.0


@lru_cache(maxsize=4096)
def stage_bar(counts: tuple[int, ...], width: int = 560, height: int = 10) -> SafeString:
    """The bar as inline SVG, `counts` in the order of `PARTS`; blank where there is nothing to count."""
    total = sum(counts)
    if not total:
        return safe("")
    there = [(part, count) for part, count in zip(PARTS, counts, strict=True) if count]
    room = width - _GAP * (len(there) - 1) - _LEAST * len(there)
    parts, x = [], 0.0
    for part, count in there:
        long = _LEAST + room * count / total
        parts.append(
            f'<rect class="bar-part bar-part--{part}" x="{x + 0.5:.1f}" y="0.5" '
            f'width="{long - 1:.1f}" height="{height - 1}"/>'
        )
        x += long + _GAP
    return safe(
        f'<svg class="stage-bar" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'preserveAspectRatio="none" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )
