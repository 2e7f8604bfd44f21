"""The demo's register: a made-up country, a programme of 17 municipalities, its three goals run and published.

Every figure is made up. Of the municipalities, five are named in the programme's annual report; the twelve others are
made up as participants, and say so.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from virkning.figures.indicators import IndicatorKind, Term
from virkning.figures.periods import Period, periods_between
from virkning.registers.synthetic import Shape, write_delivery
from virkning.rooms.access.roles import AssignmentRole
from virkning.rooms.audit.authors import DEMO
from virkning.rooms.organisations.actions.organisations import municipality_organisation
from virkning.rooms.organisations.models import Municipality, Organisation, Person
from virkning.rooms.programmes.actions.assignments import assign
from virkning.rooms.programmes.actions.programmes import create_programme
from virkning.rooms.programmes.actions.projects import Head, create_project
from virkning.rooms.programmes.models import Programme, Project, ProjectPeriod
from virkning.rooms.registerruns.actions.deliveries import read_delivery, receive_delivery
from virkning.rooms.registerruns.actions.registers import create_register
from virkning.rooms.registerruns.actions.runs import Wanted, run_measure
from virkning.rooms.registerruns.folders import Sent
from virkning.rooms.registerruns.models import Delivery
from virkning.rooms.registerruns.stages import FileKind
from virkning.rooms.results.actions.following import publish_and_follow
from virkning.rooms.results.actions.links import link_measure
from virkning.rooms.results.actions.results import Meaning, create_result
from virkning.rooms.results.models import LinkedPlace

GOALS = "I mål med integration (demo)"
REGISTER = "DREAM (opdigtet)"
DESCRIPTION = "Et opdigtet register over et land. Ingen i det findes, og ingen tal i det er nogens."
PERSONS = 150_000
_PIECE = 1024 * 1024

#: Named in the programme's annual report. The others are made up as participants.
NAMED = ("420", "810", "540", "480", "217")

# code: self-supporting at the first and the last day, job-ready, company-based, size
SHAPES: dict[str, Shape] = {
    "420": Shape((0.36, 0.62), (0.30, 0.58), (0.26, 0.46), 2.2),
    "810": Shape((0.47, 0.63), (0.44, 0.40), (0.31, 0.47), 2.0),
    "540": Shape((0.34, 0.59), (0.36, 0.60), (0.24, 0.50), 2.8),
    "480": Shape((0.30, 0.61), (0.50, 0.62), (0.30, 0.48), 2.0),
    "217": Shape((0.48, 0.62), (0.46, 0.52), (0.33, 0.49), 2.4),
    "710": Shape((0.47, 0.49), (0.48, 0.57), (0.27, 0.42), 2.0),
    "430": Shape((0.33, 0.48), (0.35, 0.38), (0.40, 0.29), 2.0),
    "219": Shape((0.36, 0.48), (0.52, 0.66), (0.42, 0.58), 2.1),
    "580": Shape((0.31, 0.47), (0.55, 0.58), (0.28, 0.45), 2.5),
    "326": Shape((0.27, 0.48), (0.40, 0.42), (0.25, 0.42), 2.3),
    "492": Shape((0.30, 0.47), (0.48, 0.43), (0.30, 0.47), 1.8),
    "756": Shape((0.35, 0.46), (0.50, 0.64), (0.29, 0.46), 2.2),
    "360": Shape((0.24, 0.45), (0.34, 0.37), (0.28, 0.50), 2.6),
    "175": Shape((0.34, 0.45), (0.49, 0.44), (0.33, 0.49), 2.1),
    "159": Shape((0.33, 0.44), (0.51, 0.59), (0.43, 0.33), 2.9),
    "306": Shape((0.26, 0.42), (0.42, 0.46), (0.24, 0.40), 1.9),
    "376": Shape((0.29, 0.40), (0.47, 0.56), (0.27, 0.44), 2.3),
}

#: measure → periods it is run for: from each goal's own baseline in the annual report.
RUNS = {
    "selvforsoergelse": ("2016K4", "2017K3"),
    "jobparat": ("2016-12", "2017-10"),
    "virksomhedsrettet": ("2016K3", "2017K3"),
}

# number | statement | measure
RESULTS = (
    ("1", "Flere borgere forsørger sig selv eller er i ordinær uddannelse", "selvforsoergelse"),
    ("2", "Flere borgere, der får integrationsydelse, er visiteret jobparate", "jobparat"),
    (
        "3",
        "Flere borgere, der får integrationsydelse, er i virksomhedsrettet aktivering",
        "virksomhedsrettet",
    ),
)


def run_goals(agency: Organisation, *, coordinator: Person, persons: int = PERSONS) -> Programme:
    """The programme with its projects, the register with one delivery, and the three goals, published."""
    programme = create_programme(name=GOALS, owner=agency, by=DEMO)
    assign(person=coordinator, to=programme, role=AssignmentRole.COORDINATOR, by=DEMO)
    for code in SHAPES:
        _begin(programme, Municipality.objects.get(code=code))
    delivery = _deliver(agency, persons)
    for measure, (first, last) in RUNS.items():
        wanted = Wanted(measure, Period.parse(first), Period.parse(last))
        run = run_measure(delivery=delivery, programme=programme, wanted=wanted, by=DEMO)
        publish_and_follow(run=run, by=DEMO)
    return programme


def _begin(programme: Programme, municipality: Municipality) -> Project:
    """A municipality's project, with the three goals as results that follow the runs."""
    made_up = "" if municipality.code in NAMED else " (opdigtet deltager)"
    periods = periods_between(Period.parse("2016K3"), Period.parse("2018K2"))
    project = create_project(
        organisation=municipality_organisation(municipality=municipality, by=DEMO),
        head=Head(
            f"I mål med integration i {municipality.name}{made_up}",
            date(2016, 7, 1),
            date(2019, 6, 30),
            programme,
        ),
        periods=periods,
        baseline=periods[0],
        by=DEMO,
    )
    baseline = ProjectPeriod.objects.get(project=project, is_baseline=True)
    for number, statement, measure in RESULTS:
        meaning = Meaning(number, statement, Term.LONG, IndicatorKind.NUMBER, "pct.", baseline=baseline)
        result = create_result(project=project, meaning=meaning, by=DEMO)
        link_measure(
            result=result,
            measure=measure,
            place=LinkedPlace.MUNICIPALITY,
            municipality=municipality.code,
            by=DEMO,
        )
    return project


def _deliver(agency: Organisation, persons: int) -> Delivery:
    register = create_register(organisation=agency, name=REGISTER, description=DESCRIPTION, by=DEMO)
    with tempfile.TemporaryDirectory() as folder, _sent(Path(folder), persons) as sent:
        delivery = receive_delivery(register=register, sent=sent, by=DEMO)
    return read_delivery(delivery=delivery, by=DEMO)


@contextmanager
def _sent(folder: Path, persons: int) -> Iterator[dict[FileKind, Sent]]:
    shapes = {int(code): shape for code, shape in SHAPES.items()}
    written = write_delivery(folder, persons=persons, shapes=shapes)
    yield {kind: Sent(f"{kind}.csv", _pieces(getattr(written, kind.value))) for kind in FileKind}


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            yield piece
