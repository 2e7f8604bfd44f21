"""Every line of the national template has its field: the lines as people's files have them, and what they ask for."""

from pathlib import Path

import pytest

from rooms.description_papers import lines
from virkning.documents.word_reading import read_paper
from virkning.rooms.interventions.form import ASKED, TEMPLATE, Field, Part, Section
from virkning.rooms.interventions.reading.finding import labels_in
from virkning.rooms.interventions.reading.headings import heading_at
from virkning.rooms.interventions.reading.reading import read_description
from virkning.rooms.interventions.reading.units import units

F, S = Field, Section
ORIGINAL = Path(__file__).parents[3] / "shared/domain/skabelon-indsatsbeskrivelse.txt"

#: The template's headings, questions and labels in its order: (section, the field written under it, the line).
LINES: tuple[tuple[Section, Field | None, str], ...] = (
    (S.FACTS, None, "Korte fakta om indsatsen"),
    (S.FACTS, F.MUNICIPALITY, "Kommune:"),
    (S.FACTS, F.NAME, "Navn på indsatsen:"),
    (S.FACTS, F.START_DATE, "Opstartsdato:"),
    (S.FACTS, F.SUMMARY, "Kort beskrivelse af indsatsen (2 linjer):"),
    (S.FACTS, F.NEW_TYPE, "Er der tale om en ny type indsats? (sæt kryds) Ja: Nej"),
    (S.FACTS, F.HOURS_PER_WEEK, "Antal timer pr. uge"),
    (S.FACTS, F.WEEKS_PER_PARTICIPANT, "Antal uger indsatsen varer for den enkelte deltager"),
    (S.FACTS, F.HOURS_PER_WEEK, "Antal timer pr. uge:"),
    (S.FACTS, F.WEEKS_PER_PARTICIPANT, "Antal uger pr. deltager:"),
    (S.FACTS, F.PARTICIPANTS_AT_A_TIME, "Hvor mange deltager i indsatsen ad gangen?"),
    (S.FACTS, F.PARTICIPANTS_AT_A_TIME, "Antal deltagere:"),
    (S.FACTS, F.INTAKE, "Er der løbende optag eller fælles start? (sæt kryds)"),
    (S.FACTS, F.INTAKE, "Løbende optag: Fælles start:"),
    (S.TARGET, F.TARGET_GROUP, "Målgruppe"),
    (S.TARGET, F.TARGET_GROUP, "Hvem skal modtage indsatsen, og hvad karakteriserer målgruppen?"),
    (S.TARGET, F.SELECTION_CRITERIA, "Hvad er kriterierne for at blive udvalgt til deltagelse?"),
    (S.PURPOSE, None, "Formålet med indsatsen"),
    (S.PURPOSE, None, "Hvad er formålet med indsatsen?"),
    (S.PURPOSE, F.PURPOSE_SHORT, "På kort sigt"),
    (S.PURPOSE, F.PURPOSE_LONG, "På lang sigt"),
    (S.ACTIVITIES, F.ACTIVITIES, "Beskrivelse af indsatsen"),
    (
        S.ACTIVITIES,
        F.ACTIVITIES,
        "Hvilke aktiviteter består indsatsen af? Beskriv hver enkelt aktivitet for sig:",
    ),
    *((S.ACTIVITIES, F.ACTIVITIES, f"Aktivitet {number}") for number in (1, 2, 3, 4)),
    (S.ACTIVITIES, F.ACTIVITIES, "Indsæt flere numre for yderligere aktiviteter ……."),
    (S.ACTORS, F.ACTORS, "Aktører / undervisere"),
    (
        S.ACTORS,
        F.ACTORS,
        "Hvilke aktører er med til at gennemføre / afholde / undervise i løbet af indsatsen – og hvilken specifik "
        "aktivitet skal vedkommende understøtte?",
    ),
    *(
        (S.ACTORS, F.ACTORS, f"Aktørtype {number} og vedkommendes titel/rolle/opgave mv.")
        for number in (1, 2, 3, 4)
    ),
    (S.AMBASSADOR, F.AMBASSADOR_ROLE, "Integrations- og beskæftigelsesambassadørens rolle"),
    (S.AMBASSADOR, F.AMBASSADOR_ROLE, "Hvad er din rolle som ambassadør i indsatsen?"),
    (
        S.AMBASSADOR,
        F.SUCCESSOR,
        "Hvis indsatsen skal fortsætte, hvem overtager så din rolle næste gang?",
    ),
    (S.METHOD, F.METHOD, "Metode"),
    (S.METHOD, F.METHOD, "Hvilke erfaringer / metoder bygger indsatsen på?"),
    (S.TRACKS, F.CHANGE_TRACKS, "Forandringsspor"),
    (S.TRACKS, F.CHANGE_TRACKS, "Hvilke forandringsspor vil I arbejde med i indsatsen?"),
    (S.TRACKS, F.CHANGE_TRACKS, "Indsatsspor (nr. og overskrift):"),
    (S.EFFECT, F.EXPECTED_EFFECT, "Forventet effekt"),
    (S.EFFECT, F.EXPECTED_EFFECT, "Hvilke effekter forventer I, at ovennævnte indsats vil give?"),
    (S.ECONOMY, F.ECONOMY, "Økonomi"),
    (S.ECONOMY, F.ECONOMY, "Notér gerne jeres omkostninger i forbindelse med indsatsen"),
    (S.OBSERVATIONS, None, "Observationer undervejs"),
    (S.OBSERVATIONS, F.OBSERVATIONS_START, "I begyndelsen af forløbet / indsatsen"),
    (S.OBSERVATIONS, F.OBSERVATIONS_MIDDLE, "Midtvejs i forløbet / indsatsen"),
    (S.OBSERVATIONS, F.OBSERVATIONS_END, "Ved slutningen af forløbet / indsatsen"),
)


@pytest.mark.parametrize(("section", "field", "line"), LINES, ids=[line for _section, _field, line in LINES])
def test_a_line_names_its_field(section: Section, field: Field | None, line: str) -> None:
    [best, *_others] = heading_at(line)
    assert (best.label.section, best.label.field) == (section, field)


def test_all_lines_together_are_each_its_own_label() -> None:
    told = units(read_paper(lines(*(line for _section, _field, line in LINES))))
    found = {one.unit: (one.section, one.field) for one in labels_in(told)}
    # Both ways of an intake stand on a line, and each is a label.
    assert list(found.values()) == [
        key
        for section, field, line in LINES
        for key in [(section, field)] * (2 if line.startswith("Løbende") else 1)
    ]


def test_every_field_of_the_form_has_a_line() -> None:
    assert {field for _section, field, _line in LINES if field} == set(Field) == set(ASKED)


@pytest.mark.parametrize("part", TEMPLATE, ids=lambda part: part.section)
def test_the_form_asks_in_the_templates_words(part: Part) -> None:
    said = {line for _section, _field, line in LINES}
    assert part.heading.danish in said
    for asked in part.fields:
        question = asked.question.filled({"number": "1"}).danish
        assert any(line.startswith(question) for line in said)


def test_an_empty_template_answers_nothing_and_leaves_nothing() -> None:
    file = read_description(read_paper(lines(*(line for _section, _field, line in LINES))))
    assert all(one.value is None for one in file.fields.values())
    assert not file.unread


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the document is not here")
def test_the_document_itself_answers_nothing_and_leaves_nothing() -> None:
    text = ORIGINAL.read_text(encoding="utf-8")
    said = " ".join(text.split())
    assert [line for _section, _field, line in LINES if line not in said] == []
    file = read_description(read_paper(lines(*text.split("\n"))))
    assert all(one.value is None for one in file.fields.values())
    assert not file.unread
