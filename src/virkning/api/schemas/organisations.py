"""The token's holder."""

from enum import StrEnum

from pydantic import BaseModel

from virkning.rooms.access.roles import MembershipRole


class TokenScope(StrEnum):
    """What a token gives."""

    READ = "read"
    WRITE = "write"


class Membership(BaseModel):
    """The person's role in an organisation."""

    organisation: str
    role: MembershipRole


class Holder(BaseModel):
    """Whose token it is, and what it gives."""

    name: str
    scopes: list[TokenScope]
    memberships: list[Membership]
