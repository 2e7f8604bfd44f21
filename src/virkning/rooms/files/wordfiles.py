"""A Word file people bring to be read here: looked through before anything in it is read, and refused in plain words.

Nothing in it is fetched or run by us. Yet it is kept, and opened in Word by others, so what reaches out from it when it
is opened is refused as well: linked pictures and objects, templates on other machines, fields that fetch or start
something. A link somebody clicks on themselves is no harm, and neither is the path of a template on one's own disk,
which Word writes into most files.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from django.utils.translation import gettext as _
from lxml import etree

from virkning.documents.word_codes import WRITTEN_BY_A_FIELD, field_codes
from virkning.documents.word_package import ATTACHED_TEMPLATE, NotAWordFile, is_external, kind_of, parse
from virkning.documents.word_reading import Line, Paper, TooManyLines, read_paper
from virkning.figures.cpr import squeezed
from virkning.rooms.audit.refusals import Refused

from .checking import refuse_cpr_in
from .officefiles import MOST_UNPACKED, OfficeKind, check_office, damaged, too_large

#: Fields that fetch a file or start a program when the document is opened or brought up to date.
_REACHING_OUT = frozenset(
    (
        "DDE",
        "DDEAUTO",
        "INCLUDE",
        "INCLUDETEXT",
        "INCLUDEPICTURE",
        "IMPORT",
        "LINK",
        "RD",
        "DATABASE",
        "EMBED",
    )
)
_KEYWORD = re.compile(r"[\s\"“”]*([a-z]+)", re.IGNORECASE)
_SCHEME = re.compile(r"\s*(?:[a-z][a-z0-9+.-]+:|\\\\|//)", re.IGNORECASE)
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data|ms-[a-z]+):", re.IGNORECASE)
_ON_OWN_DISK = re.compile(r"(?:file:/{2,3})?(?:[a-z]:[\\/].*|[^\\/:]+)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")


@dataclass(frozen=True, slots=True)
class WordLimits:
    """Many times what the longest file of its kind has; what has more would take long to read, and is refused.

    `xml`: bytes of its largest part; `all_xml`: of all of them; `unpacked`: of everything in it.
    """

    lines: int
    letters: int
    xml: int
    all_xml: int = MOST_UNPACKED
    unpacked: int = MOST_UNPACKED


def open_word_file(
    content: bytes,
    limits: WordLimits,
    too_long: Callable[[], Refused],
    *,
    boxes_in_place: bool = False,
    look: Callable[[str], object] | None = None,
) -> Paper:
    """The file as lines and tables.

    Raises `Refused` for its field: no Word file, locked, macros, reaching out, too large, a CPR number; `too_long` says
    that it holds more than a file of its kind. `look` is told what each part says, and refuses nothing: whoever gives
    it blacks out what is read, and keeps nothing with a number in it.
    """
    if not content:
        raise Refused({"file": _("Filen er tom. Vælg en anden.")})
    _check_size(content, limits, too_long)
    for words in check_office(content, OfficeKind.WORD):
        (look or refuse_cpr_in)(words)
    _check_reach(content)
    try:
        paper = read_paper(content, most_lines=limits.lines, boxes_in_place=boxes_in_place)
    except TooManyLines as error:
        raise too_long() from error
    except (NotAWordFile, etree.XMLSyntaxError, RecursionError) as error:
        raise damaged() from error
    if sum(len(line.text) for line in paper.lines()) > limits.letters:
        raise too_long()
    if look is None:
        _refuse_cpr_in_lines((*paper.lines(), *paper.margins))
    return paper


def _refuse_cpr_in_lines(lines: Iterable[Line]) -> None:
    """In what is read: the parts were told as they are written, what is struck out in the middle of a number too."""
    for line in lines:
        for said in {line.text, line.standing}:
            refuse_cpr_in(squeezed(said)[0])


def _check_size(content: bytes, limits: WordLimits, too_long: Callable[[], Refused]) -> None:
    """By what the table of contents says: nobody reads more of a part than it says, whatever is there."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parcel:
            entries = parcel.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return  # `check_office` says in which way it is no Word file
    everything = sum(one.file_size for one in entries)
    if everything > limits.unpacked:
        raise too_large(limits.unpacked)
    sizes = [one.file_size for one in entries if _is_xml(one.filename)]
    if max(sizes, default=0) > limits.xml or sum(sizes) > limits.all_xml:
        raise too_long()


def _check_reach(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parcel:
            for entry in parcel.infolist():
                if not _is_xml(entry.filename):
                    continue
                part = parcel.read(entry)
                _check_encoding(part)
                if entry.filename.casefold().endswith(".rels"):
                    _check_links(part)
                else:
                    _check_codes(part)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, RecursionError) as error:
        raise damaged() from error


def _is_xml(name: str) -> bool:
    return name.casefold().endswith((".xml", ".rels", ".vml"))


def _check_encoding(part: bytes) -> None:
    """Word writes UTF-8 alone; in another encoding the parts above could not be looked through."""
    found = _ENCODING.match(part.lstrip(b"\xef\xbb\xbf \r\n\t"))
    if found is not None and found[1].lower() not in _ENCODINGS:
        raise damaged()


def _check_links(part: bytes) -> None:
    for one in parse(part):
        where = unquote(str(one.get("Target") or ""))
        kind = kind_of(one)
        if not is_external(one) and not _SCHEME.match(where):
            continue
        if kind.casefold() == "hyperlink" and not _RUNS.match(where):
            continue
        if kind.casefold() == ATTACHED_TEMPLATE.casefold() and _ON_OWN_DISK.fullmatch(where.strip()):
            continue
        raise _reaches_out(where)


def _check_codes(part: bytes) -> None:
    for code in field_codes(part):
        if code.strip().startswith(WRITTEN_BY_A_FIELD):
            raise _starts_something(code.strip())
        found = _KEYWORD.match(code)
        if found is not None and found[1].upper() in _REACHING_OUT:
            raise _starts_something(found[1].upper())


def _reaches_out(where: str) -> Refused:
    if where.strip().casefold().startswith(("http:", "https:", "ftp:")):
        return Refused(
            {
                "file": _(
                    "Filen henter noget fra nettet, når den åbnes. Indsæt det i filen i stedet, og prøv igen."
                )
            }
        )
    return Refused(
        {
            "file": _(
                "Filen henter noget fra en anden fil eller maskine, når den åbnes (%(where)s). "
                "Fjern henvisningen, eller kopiér teksten over i et nyt Word-dokument, og prøv igen."
            )
            % {"where": where[:80]}
        }
    )


def _starts_something(code: str) -> Refused:
    return Refused(
        {
            "file": _(
                "Filen har et felt, der henter eller starter noget, når den åbnes (%(code)s). "
                "Markér feltet i Word, lav det om til tekst med Ctrl+Skift+F9, gem filen, og prøv igen."
            )
            % {"code": code[:20]}
        }
    )
