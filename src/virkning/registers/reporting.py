"""What was found in a delivery: counted in full, listed as far as somebody can read, and told in words.

A report names lines and columns, never keys or what a cell held: it may be shown where the delivery may not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from virkning.figures.phrases import P, Phrase, text

#: So many places of each kind are listed; the count is of all.
MOST_LISTED = 1000

#: Kind of finding → what it is called when counted.
KINDS: Mapping[str, Phrase] = {
    "unreadable-cell": P("celler, der ikke kan læses (hverken tomme eller et til tre cifre)"),
    "ragged-row": P("rækker med et forkert antal felter; de er ikke brugt"),
    "bad-quotes": P("rækker med anførselstegn, der ikke passer sammen; de er ikke brugt"),
    "no-key": P("rækker uden personens nøgle; de er ikke brugt"),
    "bad-key": P("rækker med en nøgle, der er for lang eller har styretegn; de er ikke brugt"),
    "bad-characters": P("rækker med styretegn; de er ikke brugt"),
    "unknown-person": P("rækker om personer, der ikke står i persons; de er ikke brugt"),
    "repeated": P("rækker, der gentager en tidligere; den første er brugt"),
    "contradicting": P("rækker, der siger noget andet om en person end en tidligere; den første er brugt"),
    "bad-date": P("datoer, der ikke findes eller ikke er skrevet ÅÅÅÅ-MM-DD"),
    "unknown-municipality": P("kommunekoder, der ikke findes"),
    "unknown-choice": P("værdier, der ikke er blandt de mulige"),
    "long-text": P("tekster, der er for lange"),
    "missing-value": P("rækker, der mangler en værdi; de er ikke brugt"),
    "end-before-start": P("slutdatoer før startdatoen"),
    "overlap": P("rækker, der overlapper en anden om samme person; den med den seneste startdato gælder"),
    "without-weeks": P("personer uden en række i wide; de er ukendte og indgår ikke"),
    "blank-line": P("tomme linjer"),
    "latin-1": P("linjer, der er læst som latin-1, fordi de ikke er UTF-8"),
    "ignored-column": P("kolonner, der ikke er brugt"),
}
_PLACES = {
    "line": P("linje %(value)s"),
    "column": P("kolonne %(value)s"),
    "first": P("første gang i linje %(value)s"),
    "found": P("%(value)s felter"),
    "expected": P("ventet %(value)s"),
}


@dataclass
class Finding:
    """One kind of finding in one file."""

    count: int = 0
    listed: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Findings:
    """All that was found in one file."""

    found: dict[str, Finding] = field(default_factory=dict)

    def add(self, kind: str, **place: Any) -> None:
        """One, at its place: `line` counted from 1 with the head, `column` by its name."""
        self.count(kind, 1, [place] if place else [])

    def count(self, kind: str, count: int, places: Iterable[dict[str, Any]] = ()) -> None:
        """So many of a kind; of their places as many as there is room for. Nothing for none."""
        if not count:
            return
        finding = self.found.setdefault(kind, Finding())
        finding.count += count
        finding.listed += list(places)[: MOST_LISTED - len(finding.listed)]

    def told(self) -> list[dict[str, Any]]:
        """As data, in the order of `KINDS`."""
        return [
            {"kind": kind, "count": self.found[kind].count, "listed": self.found[kind].listed}
            for kind in KINDS
            if kind in self.found
        ]


@dataclass(frozen=True)
class ToldFinding:
    """One kind of finding: how many, what, the first places where it stands, and how many more places there are."""

    count: int
    words: Phrase
    places: tuple[Phrase, ...]
    more: int


@dataclass(frozen=True)
class ToldFile:
    """A delivered file: its `kind` (`wide` …), its own name, rows that came and rows that are used."""

    kind: str
    name: str
    rows: int
    used: int
    findings: tuple[ToldFinding, ...]


def told_files(report: Mapping[str, Any], *, most: int = 20) -> list[ToldFile]:
    """What was found in each file; of each kind of finding the first `most` places."""
    return [
        ToldFile(
            kind,
            file["name"],
            file["rows"],
            file["used"],
            tuple(_told(finding, most) for finding in file["findings"]),
        )
        for kind, file in report["files"].items()
    ]


def _told(finding: Mapping[str, Any], most: int) -> ToldFinding:
    places = tuple(place_words(place) for place in finding["listed"][:most])
    more = finding["count"] - len(places) if places else 0
    return ToldFinding(finding["count"], KINDS[finding["kind"]], places, more)


def told_codes(report: Mapping[str, Any]) -> list[Phrase]:
    """The codes that stand in no code list, with how many cells and persons have them."""
    return [
        P(
            "Koden %(code)s er ikke i kodelisten (celler: %(cells)s, personer: %(persons)s). Den er beholdt.",
            code=str(code["code"]),
            cells=_number(code["cells"]),
            persons=_number(code["persons"]),
        )
        for code in report["unknown_codes"]
    ]


def report_lines(report: Mapping[str, Any], *, most: int = 20) -> Iterator[Phrase]:
    """The report in words, a phrase a line; of each kind of finding the first `most` places."""
    for file in told_files(report, most=most):
        yield P(
            "%(file)s (%(name)s). Rækker: %(rows)s, brugt: %(used)s.",
            file=file.kind,
            name=file.name,
            rows=_number(file.rows),
            used=_number(file.used),
        )
        for finding in file.findings:
            yield P("  %(count)s × %(kind)s", count=_number(finding.count), kind=finding.words)
            for place in finding.places:
                yield Phrase("    %(place)s", {"place": place})
            if finding.more:
                yield P("    og %(count)s til", count=_number(finding.more))
    yield P(
        "Uger: %(weeks)s.",
        weeks=", ".join(f"{first}–{last}" if first != last else first for first, last in report["weeks"]),
    )
    yield from told_codes(report)


def place_words(place: Mapping[str, Any]) -> Phrase:
    """`linje 7, kolonne y_1604`."""
    parts = [_PLACES[name].filled({"value": str(value)}) for name, value in place.items() if name in _PLACES]
    names = {f"part{index}": part for index, part in enumerate(parts)}
    return Phrase(", ".join(f"%({name})s" for name in names), names) if parts else text("")


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
