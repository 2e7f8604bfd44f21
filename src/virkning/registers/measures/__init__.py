"""Measures as data: TOML an evaluator can read and sign, one file a measure."""

from pathlib import Path

from virkning.figures.phrases import P

from ..refused import RegisterRefused
from .definition import Measure
from .reading import read_measure

FOLDER = Path(__file__).parent
__all__ = ["Measure", "family", "load", "names", "read_measure"]


def names() -> tuple[str, ...]:
    """The house's own measures, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load(name_or_path: str | Path) -> Measure:
    """The house's measure of that name, or the one in a file `….toml`. Raises `RegisterRefused`."""
    written = str(name_or_path)
    if written in names():
        return _read(FOLDER / f"{written}.toml", beside=None)
    if not written.endswith(".toml"):
        raise RegisterRefused(
            P(
                "Opgørelsen “%(name)s” findes ikke. Skriv en af disse, eller en fil, der ender på .toml: %(names)s.",
                name=written,
                names=", ".join(names()),
            )
        )
    path = Path(written)
    return _read(path, beside=path.parent)


def family(measure: Measure) -> tuple[Measure, ...]:
    """The measure with those it shares a whole with: the whole first, then its parts. Numbers are hidden over them all.

    A part in a file of its own names a whole that is one of the house's measures.
    """
    whole = measure if measure.part_of is None else load(measure.part_of)
    parts = [load(name) for name in names()]
    found = {one.name: one for one in [whole, *(one for one in parts if one.part_of == whole.name)]}
    if found.get(measure.name, measure) != measure:
        return (
            measure,
        )  # a file of one's own that has taken a house measure's name, and says something else
    found[measure.name] = measure
    for one in found.values():
        _be_part(one, whole)
    return tuple(found.values())


def _be_part(one: Measure, whole: Measure) -> None:
    """A part is counted over the same people in the same way, so that the parts' numerators add up."""
    same = ("unit", "period", "population", "exclude", "denominator", "groups")
    different = [name for name in same if getattr(one, name) != getattr(whole, name)]
    if different:
        raise RegisterRefused(
            P(
                "%(part)s kan ikke være en del af %(whole)s, for de er forskellige i: %(names)s.",
                part=one.name,
                whole=whole.name,
                names=", ".join(different),
            )
        )


def _read(path: Path, beside: Path | None) -> Measure:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise RegisterRefused(P("Filen %(file)s findes ikke.", file=str(path))) from error
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterRefused(
            P("Filen %(file)s kan ikke læses. Gem den som tekst i UTF-8.", file=str(path))
        ) from error
    return read_measure(text, file=path.name, beside=beside)
