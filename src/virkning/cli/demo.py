"""`virkning demo`: organisations, people and projects that show who sees what. Refused in production."""

from importlib.resources import files

import click
from django.utils.translation import gettext as _

from virkning.rooms.access.roles import AssignmentRole, MembershipRole, PartyRole
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import DEMO
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.organisations.actions.organisations import create_organisation
from virkning.rooms.organisations.actions.people import add_membership, create_person
from virkning.rooms.organisations.models import Organisation, OrganisationKind, Person
from virkning.rooms.organisations.queries import DEMO_DOMAIN
from virkning.rooms.programmes.actions.assignments import assign
from virkning.rooms.programmes.actions.parties import add_party
from virkning.rooms.programmes.actions.programmes import create_programme
from virkning.rooms.programmes.models import Programme, Project

from .demoactions import plan_actions_of_viborg
from .demointerventions import AMBASSADORS, PROJECT, begin_interventions, tell_interventions
from .demomethod import tell_methods, tell_viborg
from .demoplans import plan_holstebro
from .demoregister import PERSONS, run_goals
from .demostory import ask_viborg, tell_holstebro
from .demotheory import tell_theories
from .demotracks import keep_tracks

AGENCY = "Styrelsen for Integration (demo)"
EVALUATOR = "Evaluator A/S (demo)"
PROGRAMME = "Partnerskaber om ungestrategier"
WORKBOOKS = ("holstebro.xlsx", "brobygning.xlsx", "vejen-til-job.xlsx")

# e-mail name | shown name | title | organisation (a municipality's official name, or one of the two above) | role
PEOPLE = (
    (
        "projektleder",
        "Projektleder i Holstebro",
        "Projektleder",
        "Holstebro Kommune",
        MembershipRole.EMPLOYEE,
    ),
    (
        "chef",
        "Administrator i Holstebro",
        "Børne- og ungechef",
        "Holstebro Kommune",
        MembershipRole.ADMINISTRATOR,
    ),
    (
        "planlaegger",
        "Planlægger i Holstebro",
        "Arbejdsmarkedskonsulent",
        "Holstebro Kommune",
        MembershipRole.PLANNER,
    ),
    ("nyansat", "Nyansat i Holstebro", "Konsulent", "Holstebro Kommune", MembershipRole.EMPLOYEE),
    ("viborg", "Projektleder i Viborg", "Projektleder", "Viborg Kommune", MembershipRole.ADMINISTRATOR),
    (
        "jobformidler",
        "Aktivitetsansvarlig i Viborg",
        "Jobformidler",
        "Viborg Kommune",
        MembershipRole.EMPLOYEE,
    ),
    ("aeroe", "Projektleder på Ærø", "Projektleder", "Ærø Kommune", MembershipRole.ADMINISTRATOR),
    ("koordinator", "Koordinator i styrelsen", "Fuldmægtig", AGENCY, MembershipRole.EMPLOYEE),
    # Only an administrator of the agency that owns a programme can change the programme itself.
    ("kontorchef", "Administrator i styrelsen", "Kontorchef", AGENCY, MembershipRole.ADMINISTRATOR),
    ("evaluator", "Evaluator", "Konsulent", EVALUATOR, MembershipRole.EMPLOYEE),
    (
        "ambassadoer",
        "Integrationsambassadør i Assens",
        "Integrations- og beskæftigelsesambassadør",
        "Assens Kommune",
        MembershipRole.EMPLOYEE,
    ),
)

# e-mail name | what they are assigned to | as what
ASSIGNMENTS: tuple[tuple[str, type[Project] | type[Programme], str, AssignmentRole], ...] = (
    ("projektleder", Project, "Partnerskab om ungestrategier", AssignmentRole.PROJECT_MANAGER),
    ("jobformidler", Project, "Brobygning til job", AssignmentRole.ACTIVITY_LEAD),
    ("koordinator", Programme, PROGRAMME, AssignmentRole.COORDINATOR),
    ("evaluator", Project, "Partnerskab om ungestrategier", AssignmentRole.EVALUATOR),
    ("ambassadoer", Project, PROJECT, AssignmentRole.AMBASSADOR),
    ("koordinator", Programme, AMBASSADORS, AssignmentRole.COORDINATOR),
)


@click.command("demo")
@click.option(
    "--persons", type=click.IntRange(0), help="Personer i det opdigtede register; 0: intet register."
)
def demo(persons: int | None = None) -> None:
    """Læg demodata ind (kun uden for produktion; gør intet, hvis de er der)."""
    from django.conf import settings

    if settings.PRODUCTION or not settings.DEMO:
        raise click.ClickException("Demodata kan kun lægges ind med VIRKNING_DEMO=1 og aldrig i produktion.")
    with system_scope("demodata"):
        if Person.objects.filter(email__endswith=DEMO_DOMAIN).exists():
            click.echo(_("Demodata er der allerede. Intet er ændret."))
            return
        # Tests of everything else do without the register: it takes longer than all the rest of the demo.
        _fill((0 if settings.TESTING else PERSONS) if persons is None else persons)
        click.echo(
            _("Demodata er lagt ind. Start med virkning run, og log ind som en af personerne på login-siden.")
        )


def _fill(persons: int) -> None:
    agency = create_organisation(name=AGENCY, kind=OrganisationKind.AGENCY, by=DEMO)
    evaluator = create_organisation(name=EVALUATOR, kind=OrganisationKind.EVALUATOR, by=DEMO)
    create_programme(name=PROGRAMME, owner=agency, by=DEMO)
    keep_tracks(agency)
    for name in WORKBOOKS:
        content = files("virkning.demo").joinpath(name).read_bytes()
        import_project(content=content, name=name, by=DEMO, may_create=True)
    for project in Project.objects.filter(programme__name=PROGRAMME):
        add_party(project=project, organisation=evaluator, role=PartyRole.EVALUATOR, by=DEMO)
    begin_interventions(agency)
    people = {}
    for key, name, title, organisation, role in PEOPLE:
        people[key] = create_person(email=f"{key}{DEMO_DOMAIN}", name=name, title=title, by=DEMO)
        home = Organisation.objects.get(name=organisation)
        add_membership(person=people[key], organisation=home, role=role, by=DEMO)
    for key, model, name, as_role in ASSIGNMENTS:
        assign(person=people[key], to=model.objects.get(name=name), role=as_role, by=DEMO)
    tell_holstebro()
    plan_holstebro()
    tell_theories()
    tell_viborg()
    tell_methods()
    ask_viborg(reporter=people["jobformidler"].author, approver=people["viborg"].author)
    plan_actions_of_viborg(lead=people["jobformidler"], reporter=people["viborg"].author)
    tell_interventions(
        ambassador=people["ambassadoer"].author,
        manager=people["chef"].author,
        coordinator=people["koordinator"].author,
    )
    if persons:
        run_goals(agency, coordinator=people["koordinator"], persons=persons)
