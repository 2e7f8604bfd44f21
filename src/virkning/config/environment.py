"""Every setting the environment may give, in one table, and what production refuses.

`virkning settings` prints the table. Nothing else in the project reads the environment.
"""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from virkning.outside.mail import BadMailAddress, smtp_post


class Mode(StrEnum):
    """How the program runs. `local` is the embedded default: this machine only, nothing to set up."""

    LOCAL = "local"
    TEST = "test"
    PRODUCTION = "production"


class UnsafeSetting(Exception):
    """The program must not start as it is set. The message says which setting, and what to set instead."""


def _words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def _truth(value: str) -> bool:
    known = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    if value.strip().lower() not in known | {"": False}:
        raise UnsafeSetting(f'"{value}" is neither 1 nor 0.')
    return known.get(value.strip().lower(), False)


def _mail_server(value: str) -> str:
    """The address as given, once it can be read; the message repeats no password."""
    try:
        if value:
            smtp_post(value, "")
    except BadMailAddress as error:
        raise UnsafeSetting(str(error)) from error
    return value


@dataclass(frozen=True)
class Setting:
    """One row of the table: the variable, how it is read, what it is without one, and what it is for."""

    name: str
    read: Callable[[str], Any]
    default: str
    purpose: str


SETTINGS: tuple[Setting, ...] = (
    Setting("VIRKNING_MODE", Mode, "local", "local, test or production"),
    Setting("VIRKNING_DEBUG", _truth, "0", "Django's debug pages; never in production"),
    Setting(
        "VIRKNING_DEMO", _truth, "0", "demo people, one click to sign in as each; only `make run` sets it"
    ),
    Setting("VIRKNING_SECRET_KEY", str, "", "signs sessions; made and kept in VIRKNING_DATA when local"),
    Setting("VIRKNING_HOSTS", _words, "127.0.0.1,localhost", "host names the site answers to, comma between"),
    Setting("VIRKNING_SITE_URL", str, "http://127.0.0.1:8000", "the address people use, for links in mails"),
    Setting(
        "VIRKNING_BEHIND_PROXY",
        _truth,
        "0",
        "trust X-Forwarded-Proto and -For from one reverse proxy in front",
    ),
    Setting("VIRKNING_DATA", Path, "", "folder for the embedded database and uploaded files; default: var/"),
    Setting("DATABASE_URL", str, "", "sqlite:////path/file.db or postgres://user:password@host:port/name"),
    Setting(
        "VIRKNING_ASSETS", Path, "", "folder of the installed design system; default: node_modules/dkfds"
    ),
    Setting("VIRKNING_MAX_UPLOAD_MB", int, "25", "largest file a person may upload, in megabytes"),
    Setting(
        "VIRKNING_MAX_DELIVERY_MB",
        int,
        "30000",
        "largest file of a register's delivery, in megabytes; kept on disk",
    ),
    Setting(
        "VIRKNING_REGISTER_FOLDER",
        str,
        "",
        "folder on the server whose subfolders may be read as deliveries; none: files are only uploaded",
    ),
    Setting("VIRKNING_SESSION_HOURS", int, "8", "hours without a click before a person must sign in again"),
    Setting(
        "VIRKNING_SMTP_URL",
        _mail_server,
        "",
        "smtp://user:password@host:587?tls=1 or smtps://…; without one, mails are files in VIRKNING_DATA/mail",
    ),
    Setting("VIRKNING_MAIL_FROM", str, "virkning@localhost", "the address mails are sent from"),
    Setting("VIRKNING_INVITATION_DAYS", int, "7", "days an invitation's link works"),
    Setting("VIRKNING_RESET_HOURS", int, "2", "hours the link to a forgotten password works"),
    Setting("VIRKNING_API_CALLS_A_MINUTE", int, "120", "calls one key may make to the API in a minute"),
    Setting("VIRKNING_LOG_LEVEL", str, "INFO", "DEBUG, INFO, WARNING or ERROR"),
)


@dataclass(frozen=True)
class Environment:
    """The settings as read: `env["VIRKNING_MODE"]`."""

    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    @property
    def mode(self) -> Mode:
        return Mode(self.values["VIRKNING_MODE"])


def read_environment(root: Path, environ: Mapping[str, str] = os.environ) -> Environment:
    """Read every setting, fill in what depends on another, and refuse what is unsafe. Raises `UnsafeSetting`."""
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        given = environ.get(setting.name, "") or setting.default
        try:
            values[setting.name] = setting.read(given)
        except (ValueError, UnsafeSetting) as error:
            raise UnsafeSetting(f"{setting.name} cannot be read: {error} ({setting.purpose}).") from error
    for name, fallback in (
        ("VIRKNING_DATA", root / "var"),
        ("VIRKNING_ASSETS", root / "node_modules" / "dkfds"),
    ):
        if not environ.get(name):
            values[name] = fallback
    if not values["DATABASE_URL"]:
        values["DATABASE_URL"] = f"sqlite:///{Path(values['VIRKNING_DATA']).resolve() / 'virkning.sqlite3'}"
    refuse_unsafe(values)
    if not values["VIRKNING_SECRET_KEY"]:
        values["VIRKNING_SECRET_KEY"] = _kept_secret(Path(values["VIRKNING_DATA"]))
    return Environment(values)


#: What production refuses: when it holds, the message. One row a rule, so that an auditor can read them.
REFUSALS: tuple[tuple[Callable[[Mapping[str, Any]], bool], str], ...] = (
    (
        lambda v: v["VIRKNING_DEBUG"],
        "VIRKNING_DEBUG must not be on in production: error pages would show data.",
    ),
    (
        lambda v: v["VIRKNING_DEMO"],
        "VIRKNING_DEMO must not be on in production: anybody could sign in as anybody.",
    ),
    (
        lambda v: not v["VIRKNING_SECRET_KEY"],
        "VIRKNING_SECRET_KEY is missing: set at least 50 random characters.",
    ),
    (
        lambda v: len(v["VIRKNING_SECRET_KEY"]) < 50,
        "VIRKNING_SECRET_KEY is too short: set at least 50 characters.",
    ),
    (lambda v: not v["VIRKNING_HOSTS"], "VIRKNING_HOSTS is missing: name the hosts the site answers to."),
    (
        lambda v: any("*" in host or host.startswith(".") for host in v["VIRKNING_HOSTS"]),
        "VIRKNING_HOSTS holds a wildcard: name each host.",
    ),
    (
        lambda v: not v["VIRKNING_SITE_URL"].startswith("https://"),
        "VIRKNING_SITE_URL must begin with https:// in production.",
    ),
    (
        lambda v: not v["VIRKNING_SMTP_URL"],
        "VIRKNING_SMTP_URL is missing: nobody could be invited or set a new password.",
    ),
    (
        lambda v: v["VIRKNING_MAIL_FROM"].endswith("@localhost") or "@" not in v["VIRKNING_MAIL_FROM"],
        "VIRKNING_MAIL_FROM is missing: set the address mails are sent from.",
    ),
)


_THIS_MACHINE = {"127.0.0.1", "localhost", "[::1]"}

#: What the local mode refuses: it has no secure cookies and may hold a demo, so it stays on this machine.
LOCAL_REFUSALS: tuple[tuple[Callable[[Mapping[str, Any]], bool], str], ...] = (
    (
        lambda v: not set(v["VIRKNING_HOSTS"]) <= _THIS_MACHINE,
        "VIRKNING_HOSTS names a host that is not this machine: set VIRKNING_MODE=production for that.",
    ),
    (
        lambda v: v["VIRKNING_SITE_URL"].startswith("https://"),
        "VIRKNING_SITE_URL is public: set VIRKNING_MODE=production for that.",
    ),
)


def refuse_unsafe(values: Mapping[str, Any]) -> None:
    """Raise `UnsafeSetting` naming every setting that is unsafe in the mode."""
    rules = {Mode.PRODUCTION: REFUSALS, Mode.LOCAL: LOCAL_REFUSALS}.get(values["VIRKNING_MODE"], ())
    broken = [message for holds, message in rules if holds(values)]
    if broken:
        raise UnsafeSetting("\n".join(broken))


def _kept_secret(folder: Path) -> str:
    """The local secret: made once, readable by this user only, kept with the local data."""
    path = folder / "secret-key"
    if not path.exists() or not path.read_text():
        folder.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=folder)  # readable by this user only
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(64))
        if path.exists():
            os.replace(beside, path)  # an empty one, left by a killed process
        else:
            with contextlib.suppress(FileExistsError):  # another process was first: its secret is the one
                os.link(beside, path)
            os.unlink(beside)
    return path.read_text()
