"""What a log line may not hold: the secret of a link, which whoever reads the log could use; what somebody searched
for; a CPR number (ADR 0014)."""

import logging
import re

from virkning.figures.cpr import masked

#: What stands before the secret in an address. A test holds this against the addresses: reading them here would load
#: the whole site to write a line, also where it is the site that cannot be loaded.
BEFORE_SECRETS = ("/invitation/", "/log-ind/glemt/", "/kalender/")
HIDDEN = "…"
_LINKS = re.compile(rf"({'|'.join(map(re.escape, BEFORE_SECRETS))})[^\s\"'<>]+", re.IGNORECASE)


#: The words of a search, in the query of an address.
_SEARCHES = re.compile(r"([?&]q=)[^\s\"'<>&]+", re.IGNORECASE)


class HideSecretLinks(logging.Filter):
    """What a line may not hold is left out of it, and of its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            said = record.getMessage()
        except (TypeError, ValueError):  # logging itself tells of a line that does not fit its values
            return True
        hidden = without_secrets(said)
        if hidden != said:
            record.msg, record.args = hidden, None
        if record.exc_info and not record.exc_text:
            record.exc_text = without_secrets(logging.Formatter().formatException(record.exc_info))
        return True


def without_secrets(text: str) -> str:
    """The text with the secrets of links (`/invitation/…`), the words of searches and CPR numbers hidden."""
    return masked(_SEARCHES.sub(rf"\1{HIDDEN}", _LINKS.sub(rf"\1{HIDDEN}", text)))
