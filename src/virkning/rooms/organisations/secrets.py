"""Secrets that are shown once: how they are made, and what is kept of them."""

import hashlib
import secrets

#: What every key for programs begins with, so that one left in a file is recognised.
KEY_MARK = "vk_"
_PREFIX_CHARACTERS = 8


def new_secret() -> str:
    """256 random bits that go into a link."""
    return secrets.token_urlsafe(32)


def new_api_token() -> tuple[str, str]:
    """A key (`vk_` + eight characters + `_` + secret) and the beginning that may be shown again."""
    prefix = KEY_MARK + secrets.token_hex(_PREFIX_CHARACTERS // 2)
    return f"{prefix}_{new_secret()}", prefix


def prefix_of(raw: str) -> str:
    """The beginning of a key; blank where the text is no key."""
    mark, _, rest = raw.partition("_")
    beginning = rest.partition("_")[0]
    return f"{mark}_{beginning}" if f"{mark}_" == KEY_MARK and beginning else ""


def fingerprint(raw: str) -> str:
    """SHA-256 of a secret. It has 256 random bits, so a slow hash would add nothing."""
    return hashlib.sha256(raw.encode()).hexdigest()
