"""Whether a file may be kept as somebody brings it: by what it holds, not by what it is called.

For files that are stored and handed out again and never opened here: reports, interview guides, tables, pictures. PDF
and pictures are not read, so a CPR number in one is not seen; text and Office files are looked through (ADR 0014).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from virkning.figures.cpr import find_cpr
from virkning.rooms.audit.refusals import Refused

from .officefiles import OfficeKind, check_office

_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that may be kept."""

    name: str
    content_type: str


@dataclass(frozen=True, slots=True)
class _Kind:
    content_type: str
    check: Callable[[bytes], None]


def check_file(name: str, content: bytes) -> FoundFile:
    """The file with a name that is safe to keep. Raises `Refused` for its field with what is wrong, and what to do."""
    # First, for what is said of anything else repeats the name.
    name = safe_name(name)
    stem, _dot, ending = name.rpartition(".")
    kind = KINDS.get(f".{ending.lower()}")
    if kind is None or not stem:
        texts = {"name": name, "endings": ", ".join(KINDS)}
        raise _refused(
            _("“%(name)s” er ikke en fil af den rigtige slags. Den skal ende på %(endings)s.") % texts
        )
    if not content:
        raise _refused(_("Filen er tom. Vælg en anden."))
    if len(content) > settings.MAX_UPLOAD_BYTES:
        most = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        raise _refused(_("Filen er for stor. Den må højst fylde %(most)s MB.") % {"most": most})
    kind.check(content)
    return FoundFile(name, kind.content_type)


def safe_name(name: str) -> str:
    """Without folders, control characters, and those that turn the reading direction (`fdp.exe`). Raises `Refused`."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = " ".join("".join(one for one in name if unicodedata.category(one)[0] != "C").split())[-255:]
    if found := find_cpr(name):
        said = _(
            "Filens navn indeholder et CPR-nummer (%(masked)s). Giv filen et navn uden personnumre, og vælg den igen."
        )
        raise _refused(said % {"masked": found[0].masked})
    return name


def _refused(words: str) -> Refused:
    return Refused({"file": words})


_LOCKED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_ACTS = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia)\b")
#: A PDF's or a picture's last words stand this near its end.
_END = 4096


def _check_pdf(content: bytes) -> None:
    if b"%PDF-" not in content[:1024]:
        raise _other_content()
    if b"%%EOF" not in content[-_END:]:
        raise _damaged()
    if _LOCKED.search(content):
        raise _refused(_("Filen er beskyttet med adgangskode. Gem den uden adgangskode, og prøv igen."))
    if _ACTS.search(content):
        raise _refused(
            _(
                "Filen indeholder kode eller andre filer og gemmes ikke. Udskriv den til en ny PDF, og prøv igen."
            )
        )


def _check_png(content: bytes) -> None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        raise _other_content()
    if b"IEND\xaeB`\x82" not in content[-_END:]:
        raise _damaged()


def _check_jpeg(content: bytes) -> None:
    if not content.startswith(b"\xff\xd8\xff"):
        raise _other_content()
    if b"\xff\xd9" not in content[-16 * _END :]:  # cameras write things of their own after the picture
        raise _damaged()


_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_OTHER_FILES = (
    b"PK\x03\x04",
    b"%PDF-",
    b"MZ",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc",
)


def _check_text(content: bytes) -> None:
    if content.startswith(_OTHER_FILES):
        raise _other_content()
    text = _decoded(content)
    if _NOT_TEXT.search(text):
        raise _other_content()
    refuse_cpr_in(text)


def _decoded(content: bytes) -> str:
    try:
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


class HoldsCpr(Refused):
    """A CPR number stands in a file that may be kept otherwise."""


def refuse_cpr_in(text: str) -> None:
    """Raise `HoldsCpr` where a CPR number stands in what the file says."""
    if found := find_cpr(text):
        said = _(
            "Filen indeholder et CPR-nummer (%(masked)s). Fjern personnumre fra den, også i kommentarer, sidehoveder "
            "og egenskaber, gem den, og prøv igen."
        )
        raise HoldsCpr({"file": said % {"masked": found[0].masked}})


def _office(kind: OfficeKind) -> Callable[[bytes], None]:
    def check(content: bytes) -> None:
        for line in check_office(content, kind):
            refuse_cpr_in(line)

    return check


def _other_content() -> Refused:
    return _refused(
        _(
            "Filens indhold passer ikke til det, den hedder. Åbn den, gem den igen i det rigtige format, og prøv igen."
        )
    )


def _damaged() -> Refused:
    return _refused(_("Filen er beskadiget eller ufuldstændig. Åbn den, gem den igen, og prøv igen."))


#: Ending → what is kept under it. In the order people are told them.
KINDS: dict[str, _Kind] = {
    ".pdf": _Kind("application/pdf", _check_pdf),
    ".docx": _Kind(f"{_OFFICE}wordprocessingml.document", _office(OfficeKind.WORD)),
    ".xlsx": _Kind(f"{_OFFICE}spreadsheetml.sheet", _office(OfficeKind.EXCEL)),
    ".pptx": _Kind(f"{_OFFICE}presentationml.presentation", _office(OfficeKind.POWERPOINT)),
    ".png": _Kind("image/png", _check_png),
    ".jpg": _Kind("image/jpeg", _check_jpeg),
    ".jpeg": _Kind("image/jpeg", _check_jpeg),
    ".txt": _Kind("text/plain; charset=utf-8", _check_text),
    ".csv": _Kind("text/csv; charset=utf-8", _check_text),
}
ENDINGS = tuple(KINDS)
