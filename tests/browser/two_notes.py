"""What two status notes in Word must have in common to be the same note."""

import hashlib
import io
import re
import zipfile

from docx.document import Document


def lines_of(note: Document) -> list[str]:
    """Every paragraph of the body, in order."""
    return [one.text for one in note.paragraphs]


def tables_of(note: Document) -> list[list[list[str]]]:
    """Every table cell by cell; of a value's origin only what the person wrote as the source."""
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in note.tables]
    for table in tables:
        if table[0][-1] == "Oprindelse":
            for row in table[1:]:
                row[-1] = re.sub(r"(Projektark holstebro\.xlsx, |Indtastet af ).*", "", row[-1])
    return tables


def shades_of(note: Document) -> list[str]:
    """The fill of every cell: what the lights look like."""
    return re.findall(r'w:fill="(\w+)"', note.element.xml)


def pictures_of(content: bytes) -> dict[str, str]:
    """The charts, by their place in the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as parcel:
        names = sorted(name for name in parcel.namelist() if "/media/" in name)
        return {name: hashlib.sha256(parcel.read(name)).hexdigest() for name in names}
