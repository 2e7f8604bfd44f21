"""What every page's frame needs: who is signed in, and where in the menu the page stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from virkning.pages.help.places import section_for
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import REGISTER_KEEPERS, WITH_REGISTERS, MembershipRole
from virkning.rooms.organisations.models import Membership, Person

#: For those alone who see a register: the others have no use of it.
KEEPERS = (gettext_lazy("Registre"), "registers")
#: The menu: words | name of the address. An entry comes with its pages, never before them.
MENU = (
    (gettext_lazy("Min dag"), "my_day"),
    (gettext_lazy("Projekter"), "project_list"),
    (gettext_lazy("Planer"), "plans"),
    (gettext_lazy("Programmer"), "programme_list"),
    (gettext_lazy("Runder"), "rounds"),
    (gettext_lazy("Indsatser"), "interventions_all"),
)


@dataclass(frozen=True)
class MenuEntry:
    """One entry; `current` is what `aria-current` says: the page itself, one under it, or neither (blank)."""

    words: str
    address: str
    current: str


@dataclass(frozen=True)
class Home:
    """An organisation the person belongs to, and whether it keeps registers they may see."""

    name: str
    sees_registers: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """The frame's values. The membership is read only where the frame is drawn (one query)."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {
            "demo": settings.DEMO,
            "person_line": "",
            "menu": (),
            "other_language": _other_language(request),
        }
    homes: Any = SimpleLazyObject(lambda: _homes(person))
    return {
        "demo": settings.DEMO,
        "person_line": SimpleLazyObject(lambda: _person_line(person, homes)),
        "person_key": salted_hmac("virkning.browser", str(person.pk)).hexdigest()[:16],
        "menu": SimpleLazyObject(lambda: _menu(request.path, homes)),
        "other_language": _other_language(request),
        "search_address": reverse("search"),
        "help_address": _help_address(request),
    }


def _other_language(request: HttpRequest) -> dict[str, str] | None:
    """The language one may change to, in its own words; None where there is only one."""
    others = [one for one in settings.LANGUAGES if one[0] != (get_language() or settings.LANGUAGE_CODE)]
    if not others:
        return None
    code, words = others[0]
    return {"code": code, "words": words, "back": request.get_full_path() if request.method == "GET" else ""}


def _help_address(request: HttpRequest) -> str:
    """The guide, at the section of the page; an error page has no address of its own."""
    match = request.resolver_match
    anchor = section_for(match.url_name if match else None)
    return f"{reverse('user_guide')}#{anchor}" if anchor else reverse("user_guide")


def _menu(path: str, homes: Sequence[Home]) -> tuple[MenuEntry, ...]:
    entries = []
    for words, name in (*MENU, *([KEEPERS] if any(one.sees_registers for one in homes) else [])):
        address = reverse(name)
        current = "page" if path == address else "true" if path.startswith(address) else ""
        entries.append(MenuEntry(str(words), address, current))
    return tuple(entries)


def _homes(person: Person) -> list[Home]:
    """Where the person belongs, the first first."""
    # Error pages are drawn outside the request's scope too; one's own memberships are always one's own.
    rows = Membership._base_manager.filter(person=person, ended_at__isnull=True).order_by("id")
    told = rows.values_list("organisation__name", "organisation__kind", "role")
    return [
        Home(
            name, kind in REGISTER_KEEPERS and Permission.SEE_REGISTER in WITH_REGISTERS[MembershipRole(role)]
        )
        for name, kind, role in told
    ]


def _person_line(person: Person, homes: Sequence[Home]) -> str:
    """`Projektleder, Holstebro Kommune`; with the count where the person belongs to more than one organisation."""
    if not homes:
        return person.name
    organisation = homes[0].name
    if len(homes) > 1:
        organisation = _("%(first)s og %(others)s til") % {"first": homes[0].name, "others": len(homes) - 1}
    return f"{person.name}, {organisation}"
