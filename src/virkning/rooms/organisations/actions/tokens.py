"""Keys for programs: made, closed."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author

from ..models import ApiToken, Person
from ..secrets import fingerprint, new_api_token


def create_token(
    *, person: Person, name: str, scopes: Iterable[str], days: int, by: Author
) -> tuple[ApiToken, str]:
    """Make a key. Returns it and the whole text of it, which is kept nowhere. `scopes`: of `read` and `write`."""
    raw, prefix = new_api_token()
    now = timezone.now()
    token = ApiToken(
        person=person,
        name=name,
        prefix=prefix,
        token_hash=fingerprint(raw),
        scopes=sorted(set(scopes)),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    words = _("Nøglen %(name)s er oprettet.") % {"name": name}
    return writes.create(token, by=by, words=words, hide=("token_hash",)), raw


def revoke_token(token: ApiToken, *, by: Author) -> ApiToken:
    """Close a key now. A closed one stays closed."""
    if token.revoked_at is not None:
        return token
    words = _("Nøglen %(name)s er lukket.") % {"name": token.name}
    return writes.change(token, by=by, words=words, revoked_at=timezone.now())
