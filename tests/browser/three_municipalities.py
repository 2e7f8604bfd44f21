"""A programme of an agency with a project in each of three municipalities. Not a test by itself.

Read into `virkning shell`; writes one line of JSON: the keys of what was made.
"""

import json
import sys
from datetime import date
from decimal import Decimal

from virkning.figures.dates import Deadline
from virkning.figures.indicators import IndicatorKind, Term
from virkning.figures.milestones import MilestoneKind
from virkning.figures.periods import Period
from virkning.figures.rules import TargetRule
from virkning.rooms.access.roles import AssignmentRole, MembershipRole, PartyRole
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.actions.activities import create_activity
from virkning.rooms.activities.actions.areas import create_area
from virkning.rooms.activities.actions.milestones import Aim, create_milestone
from virkning.rooms.audit.authors import DEMO
from virkning.rooms.organisations.actions.organisations import (
    create_organisation,
    municipality_organisation,
)
from virkning.rooms.organisations.actions.people import add_membership, create_person
from virkning.rooms.organisations.models import Municipality, Organisation, OrganisationKind, Person
from virkning.rooms.organisations.queries import DEMO_DOMAIN
from virkning.rooms.programmes.actions.assignments import assign
from virkning.rooms.programmes.actions.parties import add_party
from virkning.rooms.programmes.actions.programmes import create_programme
from virkning.rooms.programmes.actions.projects import Head, create_project
from virkning.rooms.programmes.models import Programme, Project
from virkning.rooms.results.actions.results import Meaning, create_result

BASELINE, FIRST, SECOND = (Period.parse(str(year)) for year in (2011, 2012, 2013))
#: Municipality code → its people's e-mail addresses, and the periods its project is followed in. Thisted gets 2013 when
#: the round that asks about it is opened.
MUNICIPALITIES = {
    "773": ("morsoe", (BASELINE, FIRST, SECOND)),
    "779": ("skive", (BASELINE, FIRST, SECOND)),
    "787": ("thisted", (BASELINE, FIRST)),
}


def person(key: str, name: str, organisation: Organisation) -> Person:
    made = create_person(email=f"{key}{DEMO_DOMAIN}", name=name, by=DEMO)
    add_membership(person=made, organisation=organisation, role=MembershipRole.EMPLOYEE, by=DEMO)
    return made


def project(code: str, programme: Programme, evaluator: Organisation) -> dict[str, object]:
    key, periods = MUNICIPALITIES[code]
    municipality = Municipality.objects.get(code=code)
    home = municipality_organisation(municipality=municipality, by=DEMO)
    head = Head(f"Unge i {municipality.name}", date(2011, 1, 1), date(2013, 12, 31), programme)
    made = create_project(organisation=home, head=head, periods=periods, baseline=BASELINE, by=DEMO)
    add_party(project=made, organisation=evaluator, role=PartyRole.EVALUATOR, by=DEMO)
    manager = person(f"leder-{key}", f"Projektleder i {municipality.name}", home)
    lead = person(f"ansvarlig-{key}", f"Aktivitetsansvarlig i {municipality.name}", home)
    assign(person=manager, to=made, role=AssignmentRole.PROJECT_MANAGER, by=DEMO)
    assign(person=lead, to=made, role=AssignmentRole.ACTIVITY_LEAD, by=DEMO)
    return {"name": municipality.name, "project": made.pk, "activities": structure(made, lead)}


def structure(made: Project, lead: Person) -> list[int]:
    area = create_area(project=made, number="1", title="Fra skole til job", by=DEMO)
    kept: dict[str, object] = {"area": area, "by": DEMO, "responsible": "Ungeenheden", "lead": lead}
    jobs = create_activity(number="1.1", title="Fritidsjob", **kept)  # type: ignore[arg-type]
    homework = create_activity(number="1.2", title="Lektiehjælp", **kept)  # type: ignore[arg-type]
    yes, count = MilestoneKind.YES_NO, MilestoneKind.COUNT
    by_2012, by_2013 = Deadline.parse("31.12.2012"), Deadline.parse("31.12.2013")
    for activity, number, statement, kind, aim in (
        (jobs, "1", "Der er aftaler med butikker om fritidsjob", yes, Aim(deadline=by_2012)),
        (jobs, "2", "40 unge har fået et fritidsjob", count, Aim(amount=Decimal(40), deadline=by_2013)),
        (homework, "1", "Lektiehjælpen er åben to dage om ugen", yes, Aim(deadline=by_2012)),
    ):
        create_milestone(activity=activity, number=number, statement=statement, kind=kind, aim=aim, by=DEMO)
    meaning = Meaning(
        number="1",
        statement="Flere unge har et fritidsjob",
        term=Term.SHORT,
        kind=IndicatorKind.NUMBER,
        unit="pct.",
        activities=(jobs,),
        rule=TargetRule.AT_LEAST,
        amount=Decimal(30),
    )
    create_result(project=made, meaning=meaning, by=DEMO)
    return [jobs.pk, homework.pk]


def programme() -> dict[str, object]:
    agency = create_organisation(name="Ungestyrelsen (prøve)", kind=OrganisationKind.AGENCY, by=DEMO)
    evaluator = create_organisation(name="Evaluering I/S (prøve)", kind=OrganisationKind.EVALUATOR, by=DEMO)
    made = create_programme(name="Unge i tre kommuner", owner=agency, by=DEMO)
    projects = [project(code, made, evaluator) for code in MUNICIPALITIES]
    coordinator = person("koordinator-tre", "Koordinator af de tre", agency)
    judge = person("evaluator-tre", "Evaluator af de tre", evaluator)
    assign(person=coordinator, to=made, role=AssignmentRole.COORDINATOR, by=DEMO)
    assign(person=judge, to=made, role=AssignmentRole.EVALUATOR, by=DEMO)
    return {"programme": made.pk, "projects": projects}


with system_scope("test"):
    sys.stdout.write(json.dumps(programme()) + "\n")
