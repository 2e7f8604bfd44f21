"""The municipalities as the reader of the sheet Projekt asks for them, and what a file does to those that take part."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from django.utils.translation import gettext as _

from virkning.rooms.access.roles import PartyRole
from virkning.rooms.organisations.models import Municipality
from virkning.rooms.organisations.queries import municipality_matching
from virkning.rooms.programmes.models import Party, Project

from .differences import Differences
from .sheets import PROJECT


class KnownMunicipalities:
    """The municipalities as the reader asks for them. `into`: the project the file is to be read into, if any."""

    def __init__(self, into: Project | None = None) -> None:
        self._into = into

    def may_be_none(self) -> bool:
        """Whether the project has its lead elsewhere, and so may be without municipalities; at most one query."""
        if self._into is None:
            return False
        leads = Party.objects.filter(
            project=self._into, role=PartyRole.LEAD, organisation__municipality__isnull=True
        )
        return leads.exists()

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


def parties_told(differences: Differences) -> list[str]:
    """A sentence for each municipality that becomes a party of a project that is there, or is one no longer.

    One query where there are any; none otherwise.
    """
    found = differences.sheets.get(PROJECT.field)
    if found is None or not found.before.items or not found.after.items:
        return []
    before, after = found.before.items[0].municipalities, found.after.items[0].municipalities
    gained = [code for code in after if code not in before]
    lost = [code for code in before if code not in after]
    if not gained and not lost:
        return []
    names = municipality_names({*gained, *lost})
    return [
        *(_("%(name)s bliver part i projektet.") % {"name": names.get(code, code)} for code in gained),
        *(_("%(name)s er ikke længere part i projektet.") % {"name": names.get(code, code)} for code in lost),
    ]
