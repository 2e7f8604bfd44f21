"""The action plan of the demo's Viborg: five themes, one action past its deadline. Made up, in our words."""

from datetime import date

from django.utils import timezone

from virkning.figures.milestones import Light
from virkning.figures.planning import Degree, Theme
from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.models import Person
from virkning.rooms.plans.actions.actionstatuses import ActionSaid, say_of_actions
from virkning.rooms.plans.actions.challenges import create_challenge
from virkning.rooms.plans.actions.plannedactions import create_action
from virkning.rooms.plans.models import PlannedAction
from virkning.rooms.programmes.models import Project, ProjectPeriod

NONE, PARTLY, WHOLLY = Degree.NONE, Degree.PARTLY, Degree.WHOLLY

# theme | challenge | (action | responsible | deadline)
PLAN: tuple[tuple[Theme, str, tuple[tuple[str, str, date | None], ...]], ...] = (
    (
        Theme.ORGANISATION,
        "Borgeren møder flere sagsbehandlere, der ikke kender hinandens aftaler.",
        (
            ("Én fast kontaktperson for hver borger", "Integrationsteamet", date(2013, 12, 31)),
            ("Fælles møde hver anden uge mellem team og virksomhedsservice", "Jobcentret", None),
        ),
    ),
    (
        Theme.STAFF,
        "Medarbejderne vurderer motivation forskelligt.",
        (("Kursus i den motiverende samtale for hele teamet", "Jobcentret", date(2014, 2, 28)),),
    ),
    (
        Theme.TOOLS,
        "Ingen ved, hvor langt borgeren er.",
        (
            ("Et progressionsskema, der udfyldes ved hver samtale", "Integrationsteamet", date(2013, 11, 1)),
            ("Informationsmateriale på fem sprog", "Kommunikation", date(2014, 3, 31)),
        ),
    ),
    (
        Theme.PARTNERS,
        "Virksomhederne ved ikke, hvem de skal ringe til.",
        (("Ét telefonnummer og én konsulent til de 20 største virksomheder", "Virksomhedsservice", None),),
    ),
    (Theme.MANAGEMENT, "Resultaterne følges kun én gang om året.", ()),
)

# period → (action's beginning | degree | judged | comment)
SAID: dict[str, tuple[tuple[str, Degree, Light | None, str], ...]] = {
    "2013K3": (
        ("Én fast", PARTLY, None, "Halvdelen af borgerne har fået en kontaktperson."),
        ("Fælles møde", NONE, None, ""),
        ("Et progressionsskema", PARTLY, None, "Afprøvet på ti borgere."),
    ),
    "2013K4": (
        ("Én fast", WHOLLY, None, "Alle borgere har en kontaktperson."),
        ("Fælles møde", PARTLY, None, "De første tre møder er holdt."),
        ("Kursus", PARTLY, Light.YELLOW, "To af fire dage er holdt. Underviseren er syg."),
        ("Et progressionsskema", WHOLLY, None, "Skemaet bruges ved alle samtaler."),
        ("Informationsmateriale", NONE, None, ""),
    ),
    "2014K1": (
        ("Kursus", WHOLLY, None, "Alle har gennemført."),
        ("Informationsmateriale", PARTLY, None, "Tre af fem sprog er færdige. De to sidste oversættes."),
    ),
}


def plan_actions_of_viborg(*, lead: Person, reporter: Author) -> None:
    """The plan, and its statuses for three quarters. The lead has the one action that is late."""
    project = Project.objects.get(name="Brobygning til job")
    made: list[PlannedAction] = []
    for theme, text, actions in PLAN:
        challenge = create_challenge(project=project, theme=theme, text=text, by=reporter)
        for told, responsible, deadline in actions:
            made.append(
                create_action(
                    challenge=challenge,
                    text=told,
                    responsible=responsible,
                    deadline=deadline,
                    lead=lead if told.startswith("Informationsmateriale") else None,
                    by=reporter,
                )
            )
    rows = ProjectPeriod.objects.filter(project=project).order_by("id")
    periods = {one.period.canonical: one for one in rows}
    for when, said in SAID.items():
        if when in periods:
            _say(project, periods[when], made, said, reporter)


def _say(
    project: Project,
    period: ProjectPeriod,
    made: list[PlannedAction],
    said: tuple[tuple[str, Degree, Light | None, str], ...],
    reporter: Author,
) -> None:
    told = [
        ActionSaid(next(one for one in made if one.text.startswith(begins)), degree, light, comment)
        for begins, degree, light, comment in said
    ]
    say_of_actions(project=project, period=period, said=told, by=reporter, today=timezone.localdate())
