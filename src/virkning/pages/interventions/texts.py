"""The template's words as pages show them, and under each field what helps: why it is asked, and who sees it."""

from typing import Any

from django.utils.translation import gettext_lazy

from virkning.rooms.interventions.form import ASKED, SECTION_OF, TEMPLATE, Field, Part, Section
from virkning.rooms.interventions.names import FIELD_NAMES

PARTS: dict[Section, Part] = {part.section: part for part in TEMPLATE}

HELP: dict[Field, Any] = {
    Field.NAME: gettext_lazy("Det navn, I selv bruger. Det står på lister, og koordinatoren søger på det."),
    Field.START_DATE: gettext_lazy(
        "Den dag, de første deltagere begynder, som 1.3.2026. Fristen for beskrivelsen er tre måneder senere."
    ),
    Field.SUMMARY: gettext_lazy(
        "To linjer, som en, der ikke kender indsatsen, kan forstå. Vises, når andre kommuner søger efter lignende."
    ),
    Field.NEW_TYPE: gettext_lazy("Ja, hvis kommunen ikke har haft en indsats af den slags før."),
    Field.HOURS_PER_WEEK: gettext_lazy("For én deltager i en almindelig uge."),
    Field.WEEKS_PER_PARTICIPANT: gettext_lazy("Fra en deltager begynder, til samme deltager er færdig."),
    Field.PARTICIPANTS_AT_A_TIME: gettext_lazy("Så mange, som der er plads til på samme tid."),
    Field.INTAKE: gettext_lazy(
        "Løbende optag: nye kan begynde, når der er plads. Fælles start: alle begynder samme dag."
    ),
    Field.TARGET_GROUP: gettext_lazy(
        "Beskriv gruppen, aldrig enkelte borgere: alder, køn, uddannelse, erfaring, sprog, helbred, børn. "
        "Læses af alle, der ser projektet."
    ),
    Field.SELECTION_CRITERIA: gettext_lazy(
        "Hvad afgør, om en borger får tilbudt indsatsen? Skriv det, så en kollega ville vælge de samme."
    ),
    Field.PURPOSE_SHORT: gettext_lazy(
        "Det, der skal være nået, mens indsatsen varer. Et formål for hver linje."
    ),
    Field.PURPOSE_LONG: gettext_lazy("Det, der skal være anderledes bagefter. Et formål for hver linje."),
    Field.ACTIVITIES: gettext_lazy(
        "En aktivitet for sig: hvad sker der, hvor ofte og hvor længe? Når beskrivelsen er godkendt, bliver hver "
        "aktivitet til en aktivitet i projektet, som I følger op på."
    ),
    Field.ACTORS: gettext_lazy("Skriv roller og titler, ikke navne på personer."),
    Field.AMBASSADOR_ROLE: gettext_lazy(
        "Hvad gør du selv, og hvad gør andre? Beskriv rollen, så en ny ambassadør kan tage over."
    ),
    Field.SUCCESSOR: gettext_lazy("En stilling eller en enhed. Skriv også, hvis det ikke er afgjort endnu."),
    Field.METHOD: gettext_lazy(
        "Hvorfor tror I, at det virker? Egne erfaringer, andres resultater eller forskning tæller alt sammen."
    ),
    Field.CHANGE_TRACKS: gettext_lazy(
        "Vælg et spor fra kataloget, og skriv, hvilken bestemt ændring I venter hos målgruppen."
    ),
    Field.EXPECTED_EFFECT: gettext_lazy(
        "En effekt for hver linje. Når beskrivelsen er godkendt, bliver hver effekt til et resultat i projektet, "
        "som I kan give et måltal."
    ),
    Field.ECONOMY: gettext_lazy(
        "Frivilligt. Det, indsatsen koster, en linje for hver slags: materialer, transport, timer."
    ),
    Field.OBSERVATIONS_START: gettext_lazy(
        "Hvad lægger I mærke til de første uger? Kan skrives, også efter indsendelse."
    ),
    Field.OBSERVATIONS_MIDDLE: gettext_lazy("Går det som ventet? Hvad har I lavet om undervejs?"),
    Field.OBSERVATIONS_END: gettext_lazy("Hvad vil I gøre igen, og hvad vil I gøre anderledes næste gang?"),
}

#: Under a section's heading in the task list: what it is about, in one line.
ABOUT: dict[Section, Any] = {
    Section.FACTS: gettext_lazy("Navn, opstart, omfang og optag"),
    Section.TARGET: gettext_lazy("Hvem det er for, og hvordan de bliver valgt"),
    Section.PURPOSE: gettext_lazy("På kort og på lang sigt"),
    Section.ACTIVITIES: gettext_lazy("De aktiviteter, indsatsen består af"),
    Section.ACTORS: gettext_lazy("Hvem gennemfører, underviser og støtter"),
    Section.AMBASSADOR: gettext_lazy("Din rolle, og hvem der overtager"),
    Section.METHOD: gettext_lazy("Det, indsatsen bygger på"),
    Section.TRACKS: gettext_lazy("Spor og de ændringer, I venter"),
    Section.EFFECT: gettext_lazy("Det, der skal komme ud af det"),
    Section.ECONOMY: gettext_lazy("Frivilligt"),
    Section.OBSERVATIONS: gettext_lazy("Frivilligt, og åbent hele vejen"),
}


def heading_of(section: Section) -> str:
    """`Korte fakta om indsatsen`: the template's heading."""
    return str(PARTS[section].heading)


def question_of(field: Field) -> str:
    """The template's question, without the colon a form on paper has."""
    if field in _LINES:
        # A line's own words have its number in them: what is asked of all of them stands above.
        lead = PARTS[SECTION_OF[field]].lead
        return str(lead or ASKED[field].question).rstrip(":")
    return str(_WITHOUT_CROSS.get(field) or ASKED[field].question).rstrip(":")


def short_of(field: Field) -> str:
    """What a field is called in a list or a summary."""
    return str(FIELD_NAMES[field])


_LINES = (Field.ACTIVITIES, Field.ACTORS, Field.CHANGE_TRACKS)
#: On paper one is told to set a cross.
_WITHOUT_CROSS: dict[Field, Any] = {
    Field.NEW_TYPE: gettext_lazy("Er der tale om en ny type indsats?"),
    Field.INTAKE: gettext_lazy("Er der løbende optag eller fælles start?"),
}
