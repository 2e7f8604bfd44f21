"""The demo's interventions: a programme of ambassadors, and in it one at each stage. Made up, in our words.

Days are counted from today, so that what is late stays late, and what is under way under way.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from virkning.figures.indicators import Term
from virkning.figures.periods import Period
from virkning.figures.rounds import COPENHAGEN
from virkning.rooms.audit.authors import DEMO, Author
from virkning.rooms.interventions.actions.comments import comment_on
from virkning.rooms.interventions.actions.interventions import decide_intervention
from virkning.rooms.interventions.actions.moves import accept, send_back, submit
from virkning.rooms.interventions.actions.whole import describe_new
from virkning.rooms.interventions.actions.writing import write_answers
from virkning.rooms.interventions.answers import (
    ActorAnswer,
    Answers,
    CostAnswer,
    EffectAnswer,
    TrackAnswer,
)
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.organisations.actions.organisations import municipality_organisation
from virkning.rooms.organisations.models import Municipality, Organisation
from virkning.rooms.programmes.actions.programmes import create_programme
from virkning.rooms.programmes.actions.projects import Head, create_project
from virkning.rooms.programmes.models import Project

AMBASSADORS = "Integrations- og beskæftigelsesambassadører"
PROJECT = "Ambassadører i Assens og Holstebro"
_LEAD, _PARTNER = "420", "661"

FIRST_STEPS = Answers(
    name="Første skridt",
    summary="Et virksomhedsnært forløb for kvinder, der er kommet hertil som flygtninge eller familiesammenførte.\n"
    "Tre dage om ugen med dansk, samtaler og korte praktikker.",
    new_type=True,
    hours_per_week=Decimal(15),
    weeks_per_participant=Decimal(20),
    participants_at_a_time=12,
    intake="rolling",
    target_group="Kvinder fra 25 til 50 år, som er aktivitetsparate og ikke har haft et job i Danmark. De fleste har "
    "få års skolegang, små børn og et netværk, hvor ingen andre er i job.",
    selection_criteria="Har været ledig i mindst to år.\nKan møde tre formiddage om ugen.\nØnsker selv at være med.",
    purposes_short=(
        "At kvinderne møder stabilt og kender hverdagen på en dansk arbejdsplads",
        "At hver kvinde har et jobmål, hun selv tror på",
    ),
    purposes_long=("At kvinderne er i ordinære timer og kan forsørge sig selv",),
    elements=(
        "Samtaler om jobmål hver anden uge, med den samme medarbejder hele vejen",
        "Undervisning i dansk på arbejdspladsen, to formiddage om ugen",
        "Korte praktikker i køkken, rengøring og butik, fire uger ad gangen",
    ),
    actors=(
        ActorAnswer(
            kind="Virksomhedskonsulent",
            title="Jobkonsulent i jobcentret",
            task="Finder praktikpladser og følger op hver fjortende dag",
            element=3,
            brings="Kendskab til de virksomheder, der mangler folk",
            takes_part="Hele forløbet, en dag om ugen",
        ),
        ActorAnswer(
            kind="Underviser",
            title="Sproglærer",
            task="Underviser i de ord, der bruges på arbejdspladsen",
            element=2,
            qualified="Uddannet i dansk som andetsprog",
            prepared="Har været på besøg i virksomhederne",
        ),
    ),
    ambassador_role="Er tovholder, har de første samtaler og samler alle om bordet en gang om måneden.",
    successor="En kollega i integrationsteamet, som er med som føl på det første hold.",
    method="Bygger på et mindre hold året før, hvor halvdelen kom i ordinære timer, og på at arbejdsidentitet vokser "
    "af at være på en arbejdsplads.",
    sources=("Egen opfølgning på det første hold",),
    tracks=(
        TrackAnswer(
            "1",
            "Vejen fra sprogpraktik til ordinære timer",
            "Flere kvinder får løntimer, mens de lærer sproget",
        ),
    ),
    effects=(
        EffectAnswer("Otte af tolv har haft mindst én praktik", Term.SHORT),
        EffectAnswer("Fire af tolv har ordinære timer et halvt år efter", Term.LONG),
    ),
    costs=(
        CostAnswer("Materialer og ture", Decimal(4000)),
        CostAnswer("Kørsel til praktikpladser", Decimal(12500)),
        CostAnswer("Medarbejdertid, omkring ni timer om ugen"),
    ),
)
#: What was seen on the way.
OBSERVED = {
    "observations_start": "Kvinderne var stille de første uger. Da de fik hver deres opgave i køkkenet, talte de.",
    "observations_middle": "Tre er gået fra praktik til løntimer. Fraværet falder, når børnene er raske.",
}

FATHERS = replace(
    FIRST_STEPS,
    name="Fædre på banen",
    summary="Et hold for fædre, der har været væk fra arbejdsmarkedet i flere år.",
    target_group="Mænd med børn under ti år, som har fået integrationsydelse i mindst tre år.",
    participants_at_a_time=8,
    intake="common",
    tracks=(
        TrackAnswer(
            "2", "Fra venteliste til første samtale inden for en uge", "Ingen venter mere end en uge"
        ),
    ),
    effects=(EffectAnswer("Seks af otte er i praktik efter tre måneder", Term.SHORT),),
)
LANGUAGE = replace(
    FIRST_STEPS,
    name="Sprogmakkere på arbejdspladsen",
    summary="Kolleger bliver sprogmakkere for nye medarbejdere i praktik.",
    participants_at_a_time=20,
    effects=(EffectAnswer("Halvdelen af praktikkerne bliver til løntimer", Term.LONG),),
)
#: Begun, and then left.
YOUNG = Answers(
    name="Unge i fritidsjob",
    summary="Unge under 25 finder et fritidsjob sammen med en mentor.",
    target_group="Unge fra 16 til 24 år i familier uden tilknytning til arbejdsmarkedet.",
    elements=("Ugentlig jobcafé på biblioteket",),
)
DECIDED = "Helbred og job på samme tid"
RETURNED_FOR: Mapping[Field, str] = {
    Field.EXPECTED_EFFECT: "Skriv, hvordan I vil se, om det virker: hvor mange, og hvornår?",
    Field.SELECTION_CRITERIA: "Kriterierne er de samme som for kvindeholdet. Passer de også på fædrene?",
}


def begin_interventions(agency: Organisation) -> Project:
    """The programme and its project: Assens leads, Holstebro is partner, the agency funds."""
    programme = create_programme(name=AMBASSADORS, owner=agency, by=DEMO)
    lead = municipality_organisation(municipality=Municipality.objects.get(code=_LEAD), by=DEMO)
    year = timezone.localdate().year
    periods = [
        Period.parse(f"{one}K{quarter}") for one in (year - 1, year, year + 1) for quarter in range(1, 5)
    ]
    return create_project(
        organisation=lead,
        head=Head(PROJECT, date(year - 1, 1, 1), date(year + 1, 12, 31), programme),
        periods=periods,
        baseline=periods[0],
        partners=[Municipality.objects.get(code=_PARTNER)],
        by=DEMO,
    )


def tell_interventions(*, ambassador: Author, manager: Author, coordinator: Author) -> None:
    """One accepted and running, one returned, one handed in, one late, one decided and never begun.

    `ambassador`: writes Assens's; `manager`: Holstebro's; `coordinator`: returns and accepts.
    """
    project = Project.objects.get(name=PROJECT)
    assens, holstebro = (Organisation.objects.get(municipality__code=code) for code in (_LEAD, _PARTNER))
    running = _described(project, assens, FIRST_STEPS, since=200, by=ambassador)
    _hand_in(running, after=80, by=ambassador)
    accept(running, by=coordinator)
    write_answers(running, OBSERVED, by=ambassador)
    returned = _described(project, assens, FATHERS, since=85, by=ambassador)
    _hand_in(returned, after=60, by=ambassador)
    send_back(returned, reasons=RETURNED_FOR, by=coordinator)
    _described(project, assens, YOUNG, since=130, by=ambassador)
    decide_intervention(
        project=project, municipality=assens, name=DECIDED, start_date=_day(30), by=ambassador
    )
    handed_in = _described(project, holstebro, LANGUAGE, since=70, by=manager)
    _hand_in(handed_in, after=65, by=manager)
    comment_on(
        handed_in,
        field=Field.PARTICIPANTS_AT_A_TIME,
        text="Er det tyve på samme tid eller i alt?",
        by=coordinator,
    )


def _described(
    project: Project, municipality: Organisation, answers: Answers, *, since: int, by: Author
) -> Intervention:
    return describe_new(
        project=project,
        municipality=municipality,
        answers=replace(answers, start_date=_day(since)),
        by=by,
    )


def _hand_in(intervention: Intervention, *, after: int, by: Author) -> None:
    """So many days after it began, at noon."""
    day = (intervention.start_date or timezone.localdate()) + timedelta(days=after)
    submit(intervention, by=by, now=datetime.combine(day, time(12), tzinfo=COPENHAGEN))


def _day(ago: int) -> date:
    return timezone.localdate() - timedelta(days=ago)
