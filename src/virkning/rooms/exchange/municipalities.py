"""The municipalities as the reader of the sheet Projekt asks for them."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from virkning.rooms.organisations.models import Municipality
from virkning.rooms.organisations.queries import municipality_matching


class KnownMunicipalities:
    """The municipalities as the reader asks for them."""

    def code_of(self, text: str) -> str | None:
        """The three-digit code for a code or a name; one query."""
        found = municipality_matching(text)
        return None if found is None else found.code

    def like(self, text: str) -> Sequence[str]:
        """At most three names that look like the text; one query."""
        names = {one.name.casefold(): one.name for one in Municipality.objects.order_by("code")}
        wanted = text.casefold().removesuffix(" kommune")
        return [names[one] for one in get_close_matches(wanted, names, n=3, cutoff=0.7)]


def municipality_names(codes: Collection[str]) -> dict[str, str]:
    """Code → name; one query."""
    rows = Municipality.objects.filter(code__in=sorted(codes)).order_by("code")
    return dict(rows.values_list("code", "name"))
