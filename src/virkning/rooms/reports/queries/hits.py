"""What a search finds."""

from dataclasses import dataclass
from enum import StrEnum

from .places import Place


class HitKind(StrEnum):
    """What can be found, in the order it is told; the value stands in addresses."""

    PROJECT = "projekt"
    PROGRAMME = "program"
    ACTIVITY = "aktivitet"
    MILESTONE = "milepael"
    RESULT = "resultat"
    AREA = "omraade"
    ASSESSMENT = "vurdering"
    RECOMMENDATION = "anbefaling"
    COMMENT = "kommentar"
    EMBEDDING = "forankring"
    EXPERIENCE = "erfaring"
    UNEXPECTED = "uventet"
    EXPLANATION = "forklaring"
    ANNEX = "bilag"
    PHASE = "fase"
    CHALLENGE = "udfordring"
    ACTION = "handling"
    METHOD = "metode"
    CORE = "kerneelement"
    GROUP = "matrixgruppe"
    PLANNED = "planlagt"
    STEP = "trin"
    TRACK = "forandringsspor"
    ORGANISATION = "organisation"
    PERSON = "person"


class Part(StrEnum):
    """Which text of a thing was found to hold a word."""

    TITLE = "title"
    RESPONSIBLE = "responsible"
    REMARK = "remark"
    REASON = "reason"
    TEXT = "text"
    COMMENT = "comment"
    DETAIL = "detail"
    RISK = "risk"
    MONEY = "money"
    ANNEX = "annex"
    HAPPENED = "happened"
    LEAD = "lead"
    PROGRAMME = "programme"
    OWNER = "owner"
    CODE = "code"
    GROUP = "group"
    STEPS_RESULT = "steps_result"
    DESCRIPTION = "description"
    TITLE_OF_PERSON = "title_of_person"


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: what it is called, its other texts, and where it is. `about` is a line under it."""

    kind: HitKind
    key: int
    title: str
    texts: tuple[tuple[Part, str], ...] = ()
    project: str = ""
    place: Place | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """The things of one kind on the page asked for, and how many there are."""

    kind: HitKind
    hits: tuple[Hit, ...]
    total: int
