"""A method description as facts: what page, print and API all tell, and what sets two of them apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from virkning.figures.planning import MethodPart


@dataclass(frozen=True, slots=True)
class ToolFacts:
    """A tool used in a phase. `file`: what its file is called, blank where it has none; `fingerprint` is the bytes'."""

    id: int
    title: str
    version: int = 1
    file: str = ""
    size: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class MethodPhaseFacts:
    """A phase with what is said of each part. A part that nothing is said of has a blank text and version 0."""

    id: int
    title: str
    starts_on: date | None
    ends_on: date | None
    texts: tuple[tuple[MethodPart, str, int], ...] = ()
    tools: tuple[ToolFacts, ...] = ()
    version: int = 1

    def text(self, part: MethodPart) -> str:
        """What is said of the part."""
        return next((text for one, text, _version in self.texts if one is part), "")

    def text_version(self, part: MethodPart) -> int:
        """The version of what is said; 0 where nothing ever was."""
        return next((version for one, _text, version in self.texts if one is part), 0)


@dataclass(frozen=True, slots=True)
class CoreFacts:
    """A core element."""

    id: int
    text: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version by itself, as it stands in the list of them."""

    id: int
    number: int
    title: str
    note: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """One version of a project's method. `holds`: it is the newest, the one that can be corrected."""

    project_id: int
    head: VersionFacts
    phases: tuple[MethodPhaseFacts, ...]
    core: tuple[CoreFacts, ...] = ()
    version: int = 1
    holds: bool = True

    @property
    def is_empty(self) -> bool:
        """Nothing has been said yet beside the method's name."""
        said = any(text for phase in self.phases for _part, text, _version in phase.texts)
        return not (said or self.core or any(phase.tools for phase in self.phases))


@dataclass(frozen=True, slots=True)
class BesideLine:
    """One thing in two methods. `part` None: the phase's own name and days, or the core elements."""

    phase: int
    part: MethodPart | None
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """The two do not say the same."""
        return self.left != self.right


def beside(left: MethodFacts, right: MethodFacts) -> tuple[BesideLine, ...]:
    """Two methods line by line: core elements (phase 0), then phase by phase its heading and its parts.

    Phases are held against each other by their place, whatever they are called. A tool is the same where its name and
    its file's content are.
    """
    lines = [BesideLine(0, None, _core(left), _core(right))]
    for place in range(max(len(left.phases), len(right.phases))):
        one, other = _at(left.phases, place), _at(right.phases, place)
        lines.append(BesideLine(place + 1, None, _heading(one), _heading(other)))
        for part in MethodPart:
            lines.append(BesideLine(place + 1, part, tuple(_said(one, part)), tuple(_said(other, part))))
    return tuple(lines)


def _core(method: MethodFacts) -> tuple[str, ...]:
    return tuple(one.text for one in method.core)


def _at(phases: Sequence[MethodPhaseFacts], place: int) -> MethodPhaseFacts | None:
    return phases[place] if place < len(phases) else None


def _heading(phase: MethodPhaseFacts | None) -> tuple[str, ...]:
    if phase is None:
        return ()
    days = "–".join(one.isoformat() if one else "" for one in (phase.starts_on, phase.ends_on))
    return (phase.title, days if days != "–" else "")


def _said(phase: MethodPhaseFacts | None, part: MethodPart) -> Iterator[str]:
    if phase is None:
        return
    if text := phase.text(part):
        yield text
    if part is MethodPart.TOOLS:
        yield from (f"{one.title}\n{one.fingerprint}" for one in phase.tools)
