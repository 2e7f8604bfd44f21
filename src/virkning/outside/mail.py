"""Mail: a letter, and two ways to send it. `SmtpPost` speaks to a real server; `FolderPost` is its fake.

A letter holds a greeting, a few fixed sentences and a link: no name, CPR number or case detail ever leaves by mail.
"""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime, make_msgid
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

#: Seconds to wait for the server: somebody is waiting for the page.
PATIENCE = 10


class MailNotSent(Exception):
    """The letter did not leave, as far as is known. The message is for the log; it holds no address."""


class PostOfficeClosed(MailNotSent):
    """Nothing leaves now: the server does not answer or does not let us in. This letter surely has not."""


class LetterRefused(MailNotSent):
    """The server said no to this letter, or it cannot be written. It surely has not left; others may."""


class BadMailAddress(ValueError):
    """An SMTP address that cannot be read. The message says what was expected, and repeats no password."""


@dataclass(frozen=True)
class Letter:
    """One mail to one person. Plain text only."""

    to: str
    subject: str
    text: str


class Post(Protocol):
    """Something that sends letters."""

    def send(self, letter: Letter) -> None:
        """Send it, or raise `MailNotSent`, or one of its two sorts that say what is known."""


def composed(letter: Letter, sender: str) -> EmailMessage:
    """The letter as a message. Raises `LetterRefused` for an address or a subject with a line break in it."""
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = sender
        message["To"] = Address(addr_spec=letter.to)
        message["Subject"] = letter.subject
    except (ValueError, IndexError) as error:
        raise LetterRefused("the address or the subject cannot stand in a mail") from error
    message["Date"] = format_datetime(localtime())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].rstrip(">") or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="8bit" if letter.text.isascii() else "quoted-printable")
    return message


#: What a server that says no to one letter ends in.
_REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


@dataclass(frozen=True)
class SmtpPost:
    """Sends through an SMTP server. Made by `smtp_post`."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False

    def __repr__(self) -> str:
        return f"SmtpPost({self.host}:{self.port})"

    def send(self, letter: Letter) -> None:
        message = composed(letter, self.sender)
        try:
            server = self._let_in()
        except (OSError, smtplib.SMTPException) as error:
            raise self._failed(PostOfficeClosed, error) from error
        try:
            server.send_message(message)
        except _REFUSALS as error:
            raise self._failed(LetterRefused, error) from error
        except (OSError, smtplib.SMTPException) as error:  # in the middle of it: it may have been taken
            raise self._failed(MailNotSent, error) from error
        finally:
            with suppress(OSError, smtplib.SMTPException):  # how they say goodbye changes nothing
                server.quit()
            server.close()

    def _let_in(self) -> smtplib.SMTP:
        server = self._connected()
        try:
            if self.starttls:
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server

    def _failed(self, as_what: type[MailNotSent], error: Exception) -> MailNotSent:
        return as_what(f"{self.host}:{self.port} did not take the mail: {type(error).__name__}")

    def _connected(self) -> smtplib.SMTP:
        if self.tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=PATIENCE, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=PATIENCE)


@dataclass(frozen=True)
class FolderPost:
    """Writes each letter as a file, readable by this user only. For one's own machine and tests."""

    folder: Path
    sender: str

    def send(self, letter: Letter) -> None:
        message = composed(letter, self.sender)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self.folder / f"{localtime():%Y%m%d-%H%M%S}-{uuid4().hex[:8]}.eml"
            path.touch(mode=0o600)
            path.write_bytes(message.as_bytes())
        except OSError as error:
            raise PostOfficeClosed(f"the folder did not take the mail: {type(error).__name__}") from error


def smtp_post(address: str, sender: str) -> SmtpPost:
    """The server behind `smtp://user:password@host:587?tls=1` (STARTTLS) or `smtps://host:465` (TLS from the start).

    Raises `BadMailAddress`: for anything else, and for a password that would travel unencrypted.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise BadMailAddress(_EXPECTED) from error
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadMailAddress(_EXPECTED)
    tls = parts.scheme == "smtps"
    starttls = not tls and parse_qs(parts.query).get("tls", ["0"])[-1] in ("1", "true", "yes")
    if parts.username and not (tls or starttls):
        raise BadMailAddress("the password would travel unencrypted: add ?tls=1, or use smtps://")
    return SmtpPost(
        host=parts.hostname,
        port=port or (465 if tls else 587 if starttls else 25),
        sender=sender,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=starttls,
        tls=tls,
    )


_EXPECTED = "expected smtp://user:password@host:587?tls=1 or smtps://user:password@host:465"
