"""Each section of my day has pages of its own, so that a number opens all of its rows."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Page, Paginator

ON_A_PAGE = 50


class SectionPage(Page[Any]):
    """A page that knows which numbers to offer: the first, the last, and those around it."""

    @property
    def offered(self) -> list[int | str]:
        """Page numbers, with a mark where some are left out."""
        return list(self.paginator.get_elided_page_range(self.number, on_each_side=2, on_ends=1))


class _Sections(Paginator[Any]):
    def _get_page(self, *given: Any, **more: Any) -> SectionPage:
        return SectionPage(*given, **more)


def page_of(rows: Any, anchor: str, asked: Mapping[str, str]) -> Page[Any]:
    """The page of a section that the address asks for, as `?for-sent=2`."""
    return _Sections(rows, ON_A_PAGE).get_page(asked.get(anchor, "1"))
