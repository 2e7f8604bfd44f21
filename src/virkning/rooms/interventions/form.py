"""The national template for describing an intervention, as data: its sections and fields, in its order.

The page, the printed file, the reading of filled files and the test that walks the template all read it here.
Source: *Skabelon til indsatsbeskrivelse på Integrations- og beskæftigelsesambassadørprojektet*.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum

from virkning.figures.phrases import P, Phrase


class Field(StrEnum):
    """What is asked. The value is the key in JSON, in tags and in addresses."""

    MUNICIPALITY = "municipality"
    NAME = "name"
    START_DATE = "start_date"
    SUMMARY = "summary"
    NEW_TYPE = "new_type"
    HOURS_PER_WEEK = "hours_per_week"
    WEEKS_PER_PARTICIPANT = "weeks_per_participant"
    PARTICIPANTS_AT_A_TIME = "participants_at_a_time"
    INTAKE = "intake"
    TARGET_GROUP = "target_group"
    SELECTION_CRITERIA = "selection_criteria"
    PURPOSE_SHORT = "purpose_short"
    PURPOSE_LONG = "purpose_long"
    ACTIVITIES = "activities"
    ACTORS = "actors"
    AMBASSADOR_ROLE = "ambassador_role"
    SUCCESSOR = "successor"
    METHOD = "method"
    CHANGE_TRACKS = "change_tracks"
    EXPECTED_EFFECT = "expected_effect"
    ECONOMY = "economy"
    OBSERVATIONS_START = "observations_start"
    OBSERVATIONS_MIDDLE = "observations_middle"
    OBSERVATIONS_END = "observations_end"


class Answer(Enum):
    """How a field is answered."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes_no"
    INTAKE = "intake"
    SEVERAL = "several"
    TRACKS = "tracks"


class Section(StrEnum):
    """A part of the template under a heading."""

    FACTS = "facts"
    TARGET = "target"
    PURPOSE = "purpose"
    ACTIVITIES = "activities"
    ACTORS = "actors"
    AMBASSADOR = "ambassador"
    METHOD = "method"
    TRACKS = "tracks"
    EFFECT = "effect"
    ECONOMY = "economy"
    OBSERVATIONS = "observations"


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as the template asks for it. `prompt` stands where the answer is to be written; `question` above it."""

    field: Field
    answer: Answer
    question: Phrase
    prompt: Phrase | None = None
    #: In the template, and never in the way of sending it in.
    voluntary: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its heading, what stands under it before the first field, and its fields."""

    section: Section
    heading: Phrase
    fields: tuple[Asked, ...]
    lead: Phrase | None = None


_DESCRIPTION = P("Beskrivelse:")
_DESCRIBE = P("Beskriv:")
_NOTE = P("Notér:")

TITLE = P("Skabelon til indsatsbeskrivelse")

TEMPLATE: tuple[Part, ...] = (
    Part(
        Section.FACTS,
        P("Korte fakta om indsatsen"),
        (
            Asked(Field.MUNICIPALITY, Answer.LINE, P("Kommune:")),
            Asked(Field.NAME, Answer.LINE, P("Navn på indsatsen:")),
            Asked(Field.START_DATE, Answer.DATE, P("Opstartsdato:")),
            Asked(Field.SUMMARY, Answer.TEXT, P("Kort beskrivelse af indsatsen (2 linjer):")),
            Asked(Field.NEW_TYPE, Answer.YES_NO, P("Er der tale om en ny type indsats? (sæt kryds)")),
            Asked(Field.HOURS_PER_WEEK, Answer.NUMBER, P("Antal timer pr. uge"), P("Antal timer pr. uge:")),
            Asked(
                Field.WEEKS_PER_PARTICIPANT,
                Answer.NUMBER,
                P("Antal uger indsatsen varer for den enkelte deltager"),
                P("Antal uger pr. deltager:"),
            ),
            Asked(
                Field.PARTICIPANTS_AT_A_TIME,
                Answer.NUMBER,
                P("Hvor mange deltager i indsatsen ad gangen?"),
                P("Antal deltagere:"),
            ),
            Asked(Field.INTAKE, Answer.INTAKE, P("Er der løbende optag eller fælles start? (sæt kryds)")),
        ),
    ),
    Part(
        Section.TARGET,
        P("Målgruppe"),
        (
            Asked(
                Field.TARGET_GROUP,
                Answer.TEXT,
                P("Hvem skal modtage indsatsen, og hvad karakteriserer målgruppen?"),
                _DESCRIPTION,
            ),
            Asked(
                Field.SELECTION_CRITERIA,
                Answer.TEXT,
                P("Hvad er kriterierne for at blive udvalgt til deltagelse?"),
                _DESCRIPTION,
            ),
        ),
    ),
    Part(
        Section.PURPOSE,
        P("Formålet med indsatsen"),
        (
            Asked(Field.PURPOSE_SHORT, Answer.SEVERAL, P("På kort sigt"), _DESCRIPTION),
            Asked(Field.PURPOSE_LONG, Answer.SEVERAL, P("På lang sigt"), _DESCRIPTION),
        ),
        P("Hvad er formålet med indsatsen?"),
    ),
    Part(
        Section.ACTIVITIES,
        P("Beskrivelse af indsatsen"),
        (Asked(Field.ACTIVITIES, Answer.SEVERAL, P("Aktivitet %(number)s"), _DESCRIPTION),),
        P("Hvilke aktiviteter består indsatsen af? Beskriv hver enkelt aktivitet for sig:"),
    ),
    Part(
        Section.ACTORS,
        P("Aktører / undervisere"),
        (
            Asked(
                Field.ACTORS,
                Answer.SEVERAL,
                P("Aktørtype %(number)s og vedkommendes titel/rolle/opgave mv."),
                P("Beskriv kort:"),
            ),
        ),
        P(
            "Hvilke aktører er med til at gennemføre / afholde / undervise i løbet af indsatsen – og hvilken "
            "specifik aktivitet skal vedkommende understøtte?"
        ),
    ),
    Part(
        Section.AMBASSADOR,
        P("Integrations- og beskæftigelsesambassadørens rolle"),
        (
            Asked(
                Field.AMBASSADOR_ROLE,
                Answer.TEXT,
                P("Hvad er din rolle som ambassadør i indsatsen?"),
                _DESCRIBE,
            ),
            Asked(
                Field.SUCCESSOR,
                Answer.TEXT,
                P("Hvis indsatsen skal fortsætte, hvem overtager så din rolle næste gang?"),
                _DESCRIBE,
            ),
        ),
    ),
    Part(
        Section.METHOD,
        P("Metode"),
        (
            Asked(
                Field.METHOD,
                Answer.TEXT,
                P("Hvilke erfaringer / metoder bygger indsatsen på?"),
                _DESCRIBE,
            ),
        ),
    ),
    Part(
        Section.TRACKS,
        P("Forandringsspor"),
        (Asked(Field.CHANGE_TRACKS, Answer.TRACKS, P("Indsatsspor (nr. og overskrift):")),),
        P("Hvilke forandringsspor vil I arbejde med i indsatsen?"),
    ),
    Part(
        Section.EFFECT,
        P("Forventet effekt"),
        (
            Asked(
                Field.EXPECTED_EFFECT,
                Answer.TEXT,
                P("Hvilke effekter forventer I, at ovennævnte indsats vil give?"),
                _DESCRIBE,
            ),
        ),
    ),
    Part(
        Section.ECONOMY,
        P("Økonomi"),
        (
            Asked(
                Field.ECONOMY,
                Answer.TEXT,
                P("Notér gerne jeres omkostninger i forbindelse med indsatsen"),
                _NOTE,
                voluntary=True,
            ),
        ),
    ),
    Part(
        Section.OBSERVATIONS,
        P("Observationer undervejs"),
        (
            Asked(
                Field.OBSERVATIONS_START,
                Answer.TEXT,
                P("I begyndelsen af forløbet / indsatsen"),
                _NOTE,
                voluntary=True,
            ),
            Asked(
                Field.OBSERVATIONS_MIDDLE,
                Answer.TEXT,
                P("Midtvejs i forløbet / indsatsen"),
                _NOTE,
                voluntary=True,
            ),
            Asked(
                Field.OBSERVATIONS_END,
                Answer.TEXT,
                P("Ved slutningen af forløbet / indsatsen"),
                _NOTE,
                voluntary=True,
            ),
        ),
    ),
)

ASKED: dict[Field, Asked] = {asked.field: asked for part in TEMPLATE for asked in part.fields}
SECTION_OF: dict[Field, Section] = {asked.field: part.section for part in TEMPLATE for asked in part.fields}
