"""A plan's file, opened with distrust: looked through before anything in it is read, and refused in plain words."""

import io
import zipfile

from django.utils.translation import gettext as _

from virkning.documents.word_package import NotAWordFile
from virkning.documents.word_reading import Paper, TooManyLines, read_paper
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.files.checking import refuse_cpr_in
from virkning.rooms.files.officefiles import OfficeKind, check_office

#: Many times the longest plan. A file with more is no plan, and would take minutes to read.
MOST_LINES = 20_000
MOST_LETTERS = 2_000_000
MOST_XML = 10 * 1024 * 1024


def open_plan_file(content: bytes) -> Paper:
    """The file as lines and tables. Raises `Refused` for its field: no Word file, locked, macros, too large, CPR."""
    if not content:
        raise Refused({"file": _("Filen er tom. Vælg en anden.")})
    for words in check_office(content, OfficeKind.WORD):
        refuse_cpr_in(words)
    if _largest_part(content) > MOST_XML:
        raise too_long()
    try:
        paper = read_paper(content, most_lines=MOST_LINES)
    except TooManyLines as error:
        raise too_long() from error
    except (NotAWordFile, RecursionError) as error:
        raise Refused(
            {"file": _("Filen er beskadiget eller ufuldstændig. Åbn den, gem den igen, og prøv igen.")}
        ) from error
    if sum(len(line.text) for line in paper.lines()) > MOST_LETTERS:
        raise too_long()
    return paper


def _largest_part(content: bytes) -> int:
    """Bytes of the largest XML part; the caller has counted them while they were unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as parcel:
        sizes = [one.file_size for one in parcel.infolist() if one.filename.casefold().endswith(".xml")]
    return max(sizes, default=0)


def too_long() -> Refused:
    """It holds more than any plan."""
    return Refused(
        {
            "file": _(
                "Filen er for lang til at være en beskæftigelsesplan. Læg kun de udfyldte skemaer op, og prøv igen."
            )
        }
    )
