"""Registrations: dated counts on an activity."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused

from ..models import Activity, Registration
from ..queries.registrations import kinds_used

LONGEST_KIND = 60
#: More than all of Denmark is a slip of the finger.
MOST = 10_000_000


def register(
    *,
    activity: Activity,
    day: date,
    kind: str,
    count: int,
    by: Author,
    men: int | None = None,
    women: int | None = None,
    note: str = "",
) -> Registration:
    """Count something on the activity. A kind written in another case is the kind that is used already.

    Raises `Refused`.
    """
    values = _checked(activity, day=day, kind=kind, count=count, men=men, women=women, note=note)
    made = Registration(activity=activity, registered_by=by.name, **values)
    words = _("Registreret på aktivitet %(activity)s: %(what)s.")
    return writes.create(made, by=by, words=words % {"activity": activity.number, "what": told(made)})


def change_registration(
    registration: Registration,
    *,
    day: date,
    kind: str,
    count: int,
    by: Author,
    men: int | None = None,
    women: int | None = None,
    note: str = "",
    version: int | None = None,
) -> Registration:
    """Correct a registration. A kind that others use, or a milestone counts, keeps the case they write it in.

    Raises `Refused`, `Conflict`.
    """
    told_of = {"day": day, "kind": kind, "count": count, "men": men, "women": women, "note": note}
    values = _checked(registration.activity, itself=registration.pk, **told_of)
    words = _("Registreringen på aktivitet %(activity)s er rettet: %(what)s.")
    after = Registration(activity=registration.activity, **values)
    texts = {"activity": registration.activity.number, "what": told(after)}
    return writes.change(registration, by=by, words=words % texts, version=version, **values)


def remove_registration(
    registration: Registration, *, by: Author, version: int | None = None
) -> Registration:
    """Take a registration away; it can be brought back. Raises `Conflict`."""
    words = _("Registreringen på aktivitet %(activity)s er fjernet: %(what)s.")
    texts = {"activity": registration.activity.number, "what": told(registration)}
    return writes.remove(registration, by=by, words=words % texts, version=version)


def restore_registration(registration: Registration, *, by: Author) -> Registration:
    """Bring a removed registration back. Raises `Conflict`."""
    words = _("Registreringen på aktivitet %(activity)s er tilbage: %(what)s.")
    texts = {"activity": registration.activity.number, "what": told(registration)}
    return writes.restore(registration, by=by, words=words % texts)


def told(registration: Registration) -> str:
    """`12 deltagere, 01.02.2012`."""
    return f"{registration.count} {registration.kind}, {registration.day:%d.%m.%Y}"


def _checked(activity: Activity, *, itself: int | None = None, **values: Any) -> dict[str, Any]:
    """The values as they are kept. `itself`: the registration that is corrected, whose own kind binds nobody."""
    problems = {}
    kind = " ".join(values["kind"].split())
    if not kind:
        problems["kind"] = _("Skriv, hvad der tælles, for eksempel “deltagere”.")
    elif len(kind) > LONGEST_KIND:
        problems["kind"] = _("Teksten er for lang. Der er plads til %(most)s tegn.") % {"most": LONGEST_KIND}
    for name in ("count", "men", "women"):
        number = values[name]
        if number is not None and not 0 <= number <= MOST:
            problems[name] = _("Skriv et helt tal fra 0 og op.")
    if "count" not in problems and sum(values[name] or 0 for name in ("men", "women")) > values["count"]:
        problems["men"] = _("Mænd og kvinder er tilsammen flere end antallet. Ret et af tallene.")
    if values["day"] > timezone.localdate():
        problems["day"] = _("Dagen er ikke kommet endnu. Skriv den dag, det skete.")
    if problems:
        raise Refused(problems)
    used = kinds_used(activity.project, but=itself)
    alike = [one for one in used if one.casefold() == kind.casefold()]
    return values | {"kind": kind if kind in used or not alike else alike[0], "note": values["note"].strip()}
