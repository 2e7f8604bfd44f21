"""What a description still lacks: the one rule that the task list, the check of answers and the submission read.

Everything the template asks must be answered but what it leaves to one's own will: economy and observations.
"""

from dataclasses import dataclass

from virkning.figures.phrases import P, Phrase
from virkning.figures.worded import Worded

from .answers import Answers
from .form import ASKED, TEMPLATE, Field, Section


class SectionStanding(Worded):
    """How far a section has come."""

    DONE = "done", P("Udfyldt")
    BEGUN = "begun", P("Begyndt")
    MISSING = "missing", P("Mangler")
    VOLUNTARY = "voluntary", P("Frivillig")


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that must be answered and is not. `phrase`: what to do about it."""

    field: Field
    section: Section
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class SectionState:
    """A section of the task list: how far it has come, and what it lacks."""

    section: Section
    heading: Phrase
    standing: SectionStanding
    answered: int
    asked: int
    missing: tuple[Field, ...] = ()


#: Field → its attributes of `Answers`; any of them answers it. What is not here is called the same.
_ATTRIBUTES: dict[Field, tuple[str, ...]] = {
    Field.PURPOSE_SHORT: ("purposes_short",),
    Field.PURPOSE_LONG: ("purposes_long",),
    Field.ACTIVITIES: ("elements",),
    Field.METHOD: ("method", "sources"),
    Field.CHANGE_TRACKS: ("tracks",),
    Field.EXPECTED_EFFECT: ("effects",),
    Field.ECONOMY: ("costs",),
}
_SAID: dict[Field, Phrase] = {
    Field.MUNICIPALITY: P("Vælg kommunen."),
    Field.NAME: P("Skriv, hvad indsatsen hedder."),
    Field.START_DATE: P("Skriv, hvornår indsatsen begynder."),
    Field.SUMMARY: P("Beskriv indsatsen kort, på to linjer."),
    Field.NEW_TYPE: P("Vælg, om det er en ny type indsats."),
    Field.HOURS_PER_WEEK: P("Skriv, hvor mange timer om ugen indsatsen er på."),
    Field.WEEKS_PER_PARTICIPANT: P("Skriv, hvor mange uger en deltager er med."),
    Field.PARTICIPANTS_AT_A_TIME: P("Skriv, hvor mange der deltager ad gangen."),
    Field.INTAKE: P("Vælg løbende optag eller fælles start."),
    Field.TARGET_GROUP: P("Beskriv målgruppen."),
    Field.SELECTION_CRITERIA: P("Beskriv kriterierne for at blive udvalgt."),
    Field.PURPOSE_SHORT: P("Skriv mindst ét formål på kort sigt."),
    Field.PURPOSE_LONG: P("Skriv mindst ét formål på lang sigt."),
    Field.ACTIVITIES: P("Beskriv mindst én aktivitet."),
    Field.ACTORS: P("Beskriv mindst én aktør."),
    Field.AMBASSADOR_ROLE: P("Beskriv ambassadørens rolle."),
    Field.SUCCESSOR: P("Skriv, hvem der overtager, eller at indsatsen ikke fortsætter."),
    Field.METHOD: P("Beskriv de erfaringer og metoder, indsatsen bygger på."),
    Field.CHANGE_TRACKS: P("Vælg mindst ét forandringsspor."),
    Field.EXPECTED_EFFECT: P("Skriv mindst én forventet effekt."),
}


def attributes_of(field: Field) -> tuple[str, ...]:
    """The attributes of `Answers` that answer the field."""
    return _ATTRIBUTES.get(field, (field.value,))


def is_answered(field: Field, answers: Answers) -> bool:
    """Whether anything is answered; no and zero are answers."""
    return any(getattr(answers, name) not in ("", None, ()) for name in attributes_of(field))


def missing_in(answers: Answers) -> tuple[Missing, ...]:
    """What stands in the way of sending it in, in the template's order; empty where nothing does."""
    return tuple(
        Missing(asked.field, part.section, _SAID[asked.field])
        for part in TEMPLATE
        for asked in part.fields
        if not asked.voluntary and not is_answered(asked.field, answers)
    )


def section_states(answers: Answers) -> tuple[SectionState, ...]:
    """The task list: every section in the template's order."""
    return tuple(_state(part.section, part.heading, answers) for part in TEMPLATE)


def _state(section: Section, heading: Phrase, answers: Answers) -> SectionState:
    asked = [one for part in TEMPLATE if part.section is section for one in part.fields]
    answered = [one.field for one in asked if is_answered(one.field, answers)]
    missing = tuple(one.field for one in asked if not one.voluntary and one.field not in answered)
    if not missing:
        only_voluntary = not answered and all(ASKED[one.field].voluntary for one in asked)
        standing = SectionStanding.VOLUNTARY if only_voluntary else SectionStanding.DONE
    else:
        standing = SectionStanding.BEGUN if answered else SectionStanding.MISSING
    return SectionState(section, heading, standing, len(answered), len(asked), missing)
