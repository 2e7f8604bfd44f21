"""What the template's fields are called where there is room for a few words only: in lists and on the command line."""

from virkning.figures.phrases import P, Phrase

from .form import Field

FIELD_NAMES: dict[Field, Phrase] = {
    Field.MUNICIPALITY: P("Kommune"),
    Field.NAME: P("Navn på indsatsen"),
    Field.START_DATE: P("Opstartsdato"),
    Field.SUMMARY: P("Kort beskrivelse"),
    Field.NEW_TYPE: P("Ny type indsats"),
    Field.HOURS_PER_WEEK: P("Antal timer pr. uge"),
    Field.WEEKS_PER_PARTICIPANT: P("Antal uger pr. deltager"),
    Field.PARTICIPANTS_AT_A_TIME: P("Deltagere ad gangen"),
    Field.INTAKE: P("Optag"),
    Field.TARGET_GROUP: P("Målgruppe"),
    Field.SELECTION_CRITERIA: P("Kriterier for at blive udvalgt"),
    Field.PURPOSE_SHORT: P("Formål på kort sigt"),
    Field.PURPOSE_LONG: P("Formål på lang sigt"),
    Field.ACTIVITIES: P("Aktiviteter"),
    Field.ACTORS: P("Aktører"),
    Field.AMBASSADOR_ROLE: P("Ambassadørens rolle"),
    Field.SUCCESSOR: P("Hvem overtager næste gang"),
    Field.METHOD: P("Erfaringer og metoder"),
    Field.CHANGE_TRACKS: P("Forandringsspor"),
    Field.EXPECTED_EFFECT: P("Forventet effekt"),
    Field.ECONOMY: P("Økonomi"),
    Field.OBSERVATIONS_START: P("Observationer i begyndelsen"),
    Field.OBSERVATIONS_MIDDLE: P("Observationer midtvejs"),
    Field.OBSERVATIONS_END: P("Observationer ved slutningen"),
}
