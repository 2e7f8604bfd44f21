"""Code lists: what a measure counts, as named and dated tables an evaluator can read.

`<name>.csv` has the columns `code,name,valid_from,valid_to` (more may follow): a code counts in a week when the week's
Thursday lies between the two days, both included; blank is open. `lists.csv` says each list's title, source and state.
A list's version is a hash of its rows, so a list that was only saved again is the same list.
"""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from virkning.figures.phrases import P, Phrase, joined

from ..refused import RegisterRefused

FOLDER = Path(__file__).parent
TITLES = "lists.csv"
COLUMNS = ("code", "name", "valid_from", "valid_to")
LEAST, MOST = 0, 999
#: Letters of the hash that are shown and kept with a run.
VERSION_LENGTH = 12


@dataclass(frozen=True)
class ListedCode:
    """A code with its name, and the first and last day it counts; None is open."""

    code: int
    name: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the code counts in the week with that Thursday."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class CodeList:
    """A named list. `as_of` says what state of the world it describes, in the words of whoever made it."""

    name: str
    codes: tuple[ListedCode, ...]
    title: str = ""
    source: str = ""
    as_of: str = ""

    @cached_property
    def version(self) -> str:
        """A hash of the rows, in whatever order they stand."""
        rows = sorted((one.code, one.name, str(one.valid_from), str(one.valid_to)) for one in self.codes)
        return hashlib.sha256(repr(rows).encode()).hexdigest()[:VERSION_LENGTH]

    def codes_on(self, day: date) -> frozenset[int]:
        """The codes that count in the week with that Thursday."""
        return frozenset(one.code for one in self.codes if one.holds(day))


def load_list(name: str, beside: Path | None = None) -> CodeList:
    """The list of that name: beside the measure's own file, else one of the house's. Raises `RegisterRefused`."""
    if not name or Path(name).name != name or name.startswith("."):
        raise RegisterRefused(P("“%(name)s” er ikke navnet på en kodeliste.", name=name))
    stem = name.removesuffix(".csv")
    for folder in (beside, FOLDER):
        if folder is not None and (folder / f"{stem}.csv").is_file() and f"{stem}.csv" != TITLES:
            told = titles().get(stem, {}) if folder is FOLDER else {}
            return CodeList(stem, _rows(folder / f"{stem}.csv"), **{"title": stem, **told})
    raise RegisterRefused(
        P(
            "Kodelisten “%(name)s” findes ikke. Husets lister er: %(lists)s. "
            "Din egen skal ligge som %(name)s.csv ved siden af opgørelsens fil.",
            name=stem,
            lists=", ".join(list_names()),
        )
    )


def list_names() -> tuple[str, ...]:
    """The house's own lists, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.csv") if path.name != TITLES))


def titles() -> Mapping[str, dict[str, str]]:
    """Title, source and state of the house's lists."""
    with (FOLDER / TITLES).open(encoding="utf-8", newline="") as file:
        return {
            row["list"]: {"title": row["title"], "source": row["source"], "as_of": row["as_of"]}
            for row in csv.DictReader(file)
        }


def _rows(path: Path) -> tuple[ListedCode, ...]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterRefused(
            P("Kodelisten %(file)s kan ikke læses. Gem den som CSV i UTF-8.", file=path.name)
        ) from error
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=_separator(text))
    missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
    if missing:
        raise RegisterRefused(
            P(
                "Kodelisten %(file)s mangler kolonnerne %(missing)s. Den skal have %(columns)s.",
                file=path.name,
                missing=", ".join(missing),
                columns=", ".join(COLUMNS),
            )
        )
    codes, wrong = [], []
    for line, row in enumerate(table, start=2):
        read = _code(row)
        if isinstance(read, ListedCode):
            codes.append(read)
        else:
            wrong.append(P("%(file)s, linje %(line)s: %(why)s", file=path.name, line=str(line), why=read))
    if not codes and not wrong:
        wrong.append(P("Kodelisten %(file)s er tom. Skriv mindst én kode i den.", file=path.name))
    if wrong:
        raise RegisterRefused(joined(wrong, "\n"))
    return tuple(codes)


def _separator(text: str) -> str:
    head = text.partition("\n")[0]
    return ";" if ";" in head else ","


def _code(row: Mapping[str, str | None]) -> ListedCode | Phrase:
    written = {name: (row.get(name) or "").strip() for name in COLUMNS}
    code = written["code"]
    if not (code.isascii() and code.isdigit() and LEAST <= int(code) <= MOST):
        return P("“%(code)s” er ikke en kode. Skriv et helt tal fra 0 til 999.", code=code)
    days = []
    for name in ("valid_from", "valid_to"):
        try:
            days.append(date.fromisoformat(written[name]) if written[name] else None)
        except ValueError:
            return P("“%(day)s” er ikke en dato. Skriv den som 2017-12-31.", day=written[name])
    first, last = days
    if first and last and last < first:
        return P("Koden %(code)s gælder til før den gælder fra.", code=code)
    return ListedCode(int(code), written["name"], first, last)
