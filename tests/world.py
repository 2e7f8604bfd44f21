"""A small world for tests: organisations with every part in one project, a person in every position, and a stranger.

Built directly on the models: tests may, the product may not.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from goal_examples import make_delivery, make_run
from virkning.figures.periods import PeriodKind
from virkning.rooms.access.roles import AssignmentRole, MembershipRole, PartyRole
from virkning.rooms.activities.models import (
    Activity,
    ActivityComment,
    FocusArea,
    Milestone,
    MilestoneTarget,
    Registration,
    StatusReport,
)
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.evaluations.models import (
    ActivityPortrait,
    Assessment,
    BenefitBody,
    BenefitGain,
    Embedding,
    Evidence,
    Experience,
    FollowUp,
    OtherExplanation,
    PossibleBenefit,
    Proposal,
    Recommendation,
    UnexpectedResult,
)
from virkning.rooms.exchange.models import WorkbookImport, WorkbookUpload
from virkning.rooms.files.models import StoredFile
from virkning.rooms.interventions.answers import Answers
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.models import (
    Actor,
    CostLine,
    DescriptionFile,
    Effect,
    Element,
    FieldComment,
    Intervention,
    Purpose,
    Receipt,
    Source,
    TrackChoice,
)
from virkning.rooms.interventions.reading.proposal import Sure
from virkning.rooms.interventions.reading.proposed import Proposed, kept_proposal
from virkning.rooms.organisations.models import Invitation, Membership, Municipality, Organisation, Person
from virkning.rooms.plans.models import (
    ActionStatus,
    Challenge,
    ChangeTrack,
    CoreElement,
    EmploymentPlan,
    MethodCell,
    MethodDescription,
    MethodPhase,
    MethodTool,
    OverallGroup,
    PlanGoal,
    PlannedAction,
    PlannedResult,
    PlannedStep,
    ResultFollowed,
    StepAlsoFor,
    TargetGroup,
)
from virkning.rooms.programmes.models import Assignment, Party, Phase, Programme, Project, ProjectPeriod
from virkning.rooms.registerruns.models import Publication
from virkning.rooms.results.models import (
    MeasureLink,
    Measurement,
    Redefinition,
    Result,
    ResultActivity,
    Series,
    TargetVersion,
)
from virkning.rooms.statusrounds.models import Snapshot, StatusRound, Submission
from virkning.rooms.theory.models import Arrow, MatrixCount, MatrixGroup

LONG_AGO = datetime(2012, 1, 1, tzinfo=UTC)
#: What was read in a description's file.
PROPOSAL = kept_proposal(Proposed(Answers(name="Fra Word"), {}, dict.fromkeys(Field, Sure.MISSING), ()))


@dataclass
class ProjectRows:
    """One row of every kind in a project."""

    project: Project
    periods: dict[str, ProjectPeriod]
    area: FocusArea
    activity: Activity
    milestone: Milestone
    result: Result
    measurement: Measurement
    rows: dict[str, object]


@dataclass
class World:
    """The world: organisations and people by name, one project, and another organisation's project."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    programme: Programme | None = None
    ours: ProjectRows | None = None
    theirs: ProjectRows | None = None
    #: One row of everything a municipality plans, by the organisation's name here.
    plans: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: In the funder's catalogue.
    track: ChangeTrack | None = None
    #: One row of everything of a register the funder keeps, its run published in the programme.
    register: dict[str, Any] = field(default_factory=dict)


#: persona → organisation, membership role, and what they are assigned (None: nothing).
PERSONAS: dict[str, tuple[str, MembershipRole, tuple[str, AssignmentRole] | None]] = {
    "project manager": ("lead", MembershipRole.EMPLOYEE, ("project", AssignmentRole.PROJECT_MANAGER)),
    "activity lead": ("lead", MembershipRole.EMPLOYEE, ("project", AssignmentRole.ACTIVITY_LEAD)),
    "steering group": ("lead", MembershipRole.EMPLOYEE, ("project", AssignmentRole.STEERING_GROUP)),
    "lead administrator": ("lead", MembershipRole.ADMINISTRATOR, None),
    "lead planner": ("lead", MembershipRole.PLANNER, None),
    "lead colleague": ("lead", MembershipRole.EMPLOYEE, None),
    "partner assigned": ("partner", MembershipRole.EMPLOYEE, ("project", AssignmentRole.PROJECT_MANAGER)),
    "partner administrator": ("partner", MembershipRole.ADMINISTRATOR, None),
    "partner colleague": ("partner", MembershipRole.EMPLOYEE, None),
    "coordinator": ("funder", MembershipRole.EMPLOYEE, ("programme", AssignmentRole.COORDINATOR)),
    "coordinator of the project": (
        "funder",
        MembershipRole.EMPLOYEE,
        ("project", AssignmentRole.COORDINATOR),
    ),
    "funder administrator": ("funder", MembershipRole.ADMINISTRATOR, None),
    "funder colleague": ("funder", MembershipRole.EMPLOYEE, None),
    "evaluator": ("evaluator", MembershipRole.EMPLOYEE, ("project", AssignmentRole.EVALUATOR)),
    "evaluator of the programme": (
        "evaluator",
        MembershipRole.EMPLOYEE,
        ("programme", AssignmentRole.EVALUATOR),
    ),
    "evaluator administrator": ("evaluator", MembershipRole.ADMINISTRATOR, None),
    "evaluator colleague": ("evaluator", MembershipRole.EMPLOYEE, None),
    "funder planner": ("funder", MembershipRole.PLANNER, None),
    "stranger administrator": ("stranger", MembershipRole.ADMINISTRATOR, None),
    "stranger colleague": ("stranger", MembershipRole.EMPLOYEE, None),
    # Assigned by mistake: their organisation is no party to the project, so the assignment shows them nothing.
    "stranger assigned": ("stranger", MembershipRole.EMPLOYEE, ("project", AssignmentRole.PROJECT_MANAGER)),
}

SIGNED_OUT = "signed out"


def build_world() -> World:
    """Call inside a system scope."""
    world = World()
    kinds = {"lead": "661", "partner": "479", "stranger": "791"}
    for name, code in kinds.items():
        municipality = Municipality.objects.get(code=code)
        world.organisations[name] = Organisation.objects.create(
            kind="municipality", name=municipality.official_name, municipality=municipality
        )
    world.organisations["funder"] = Organisation.objects.create(kind="agency", name="Styrelsen")
    world.organisations["evaluator"] = Organisation.objects.create(kind="evaluator", name="Evaluator")
    world.programme = Programme.objects.create(name="Programmet", owner=world.organisations["funder"])
    world.ours = build_project("Vores projekt", world.organisations["lead"], world.programme)
    for position, role in enumerate((PartyRole.PARTNER, PartyRole.FUNDER, PartyRole.EVALUATOR), 1):
        Party.objects.create(
            project=world.ours.project,
            organisation=world.organisations[role.value],
            role=role,
            position=position,
        )
    world.theirs = build_project("Deres projekt", world.organisations["stranger"], None)
    for name, rows in (("lead", world.ours), ("stranger", world.theirs)):
        world.plans[name] = build_plan(world.organisations[name], rows.result)
    world.track = ChangeTrack.objects.create(
        organisation=world.organisations["funder"], number="1", title="Vejen til job"
    )
    world.register = build_register(world.organisations["funder"], world.programme)
    Invitation.objects.create(
        organisation=world.organisations["lead"],
        email="ny@example.test",
        name="Ny",
        role=MembershipRole.EMPLOYEE,
        token_hash="0" * 64,
        invited_by="Prøve",
        expires_at=datetime(2100, 1, 1, tzinfo=UTC),
    )
    for name, (organisation, role, assigned) in PERSONAS.items():
        world.people[name] = build_person(world, name, organisation, role, assigned)
    return world


def build_register(keeper: Organisation, programme: Programme) -> dict[str, Any]:
    """A register with a delivery, and a run of two municipalities that everybody in the programme sees."""
    delivery = make_delivery(keeper)
    counted = {"661": [((20, 50), (15, 40))], "479": [((31, 70), (22, 65))]}
    run = make_run(delivery, programme, counted, project=sorted(counted), protected=False)
    shown = Publication.objects.create(
        run=run, programme=programme, measure=run.measure, reach="all", published_by="Prøve"
    )
    rows = (delivery.register, delivery, run, run.counts.order_by("pk").first(), shown)
    return {type(one).__name__: one for one in rows}


def build_person(
    world: World,
    name: str,
    organisation: str,
    role: MembershipRole,
    assigned: tuple[str, AssignmentRole] | None,
) -> Person:
    person = Person.objects.create(email=f"{name.replace(' ', '.')}@example.test", name=name.capitalize())
    Membership.objects.create(person=person, organisation=world.organisations[organisation], role=role)
    if assigned and world.ours:
        what, as_role = assigned
        target = {"project": world.ours.project} if what == "project" else {"programme": world.programme}
        Assignment.objects.create(person=person, role=as_role, **target)
    return person


def build_project(name: str, lead: Organisation, programme: Programme | None) -> ProjectRows:
    """A project with one row of every model that belongs to one."""
    project = Project.objects.create(
        name=name, programme=programme, starts_on=date(2010, 1, 1), ends_on=date(2013, 12, 31)
    )
    lead_party = Party.objects.create(project=project, organisation=lead, role=PartyRole.LEAD)
    periods = {
        str(year): ProjectPeriod.objects.create(
            project=project, kind=PeriodKind.YEAR, start=date(year, 1, 1), is_baseline=year == 2010
        )
        for year in range(2010, 2014)
    }
    area = FocusArea.objects.create(project=project, number="1", title=f"Område i {name}")
    activity = Activity.objects.create(project=project, area=area, number="1.1", title=f"Aktivitet i {name}")
    milestone = Milestone.objects.create(
        activity=activity, number="1", statement=f"Milepæl i {name}", kind="count"
    )
    target = MilestoneTarget.objects.create(
        milestone=milestone, amount=Decimal("40"), deadline=date(2013, 12, 31)
    )
    traced = {"origin_kind": "typed", "origin_by": "Prøve", "origin_at": LONG_AGO}
    report = StatusReport.objects.create(
        milestone=milestone, period=periods["2012"], status="under_way", value=Decimal("20"), **traced
    )
    registration = Registration.objects.create(
        activity=activity, day=date(2012, 3, 1), kind="deltagere", count=12, registered_by="Prøve"
    )
    result = Result.objects.create(
        project=project, number="1", statement=f"Resultat i {name}", term="short", kind="number", unit="pct."
    )
    link = ResultActivity.objects.create(result=result, activity=activity)
    series = Series.objects.create(result=result)
    version = TargetVersion.objects.create(result=result, rule="at_least", amount=Decimal("75"))
    follows = MeasureLink.objects.create(
        result=result, series="Fra registret", measure="jobparat", place="project"
    )
    measurements = [
        Measurement.objects.create(
            result=result, series=series, period=periods[year], value=Decimal(value), **traced
        )
        for year, value in (("2010", "32"), ("2011", "67.33"), ("2012", "25"), ("2013", "71.7"))
    ]
    assessment = Assessment.objects.create(project=project, period=periods["2013"], text="Vurdering")
    recommendation = Recommendation.objects.create(
        project=project, period=periods["2012"], text=f"Anbefaling i {name}", addressee="Styregruppen"
    )
    followed = FollowUp.objects.create(
        recommendation=recommendation, period=periods["2013"], state="under_way", comment="Begyndt"
    )
    beside = build_beside(project, activity, result, milestone, periods)
    stored = StoredFile.objects.create(
        name="ark.xlsx", fingerprint="0" * 64, size=1, content_type="application/x", stored_by="Prøve"
    )
    imported = WorkbookImport.objects.create(project=project, file=stored, imported_by="Prøve")
    upload = WorkbookUpload.objects.create(project=project, file=stored, uploaded_by="Prøve")
    AuditEntry.objects.create(
        author_kind="system",
        author_name="prøve",
        action="x",
        object_kind="x",
        words="x",
        project_id=project.pk,
    )
    kept = (project, lead_party, periods["2010"], area, activity, milestone, target, report, result, link)
    kept += (series, version, follows, measurements[0], assessment, imported, upload, registration)
    kept += (recommendation, followed, *beside, *build_round(project, activity, stored))
    kept += build_theory(project, activity, result, periods["2013"])
    kept += build_intervention(project, lead)
    return ProjectRows(
        project=project,
        periods=periods,
        area=area,
        activity=activity,
        milestone=milestone,
        result=result,
        measurement=measurements[-1],
        rows={type(row).__name__: row for row in kept},
    )


def build_beside(
    project: Project,
    activity: Activity,
    result: Result,
    milestone: Milestone,
    periods: dict[str, ProjectPeriod],
) -> tuple[object, ...]:
    """One row of everything that is said beside the figures."""
    now = periods["2013"]
    body = BenefitBody.objects.create(project=project, name="Skolerne")
    benefit = PossibleBenefit.objects.create(project=project, name="Fælles metode")
    return (
        Phase.objects.create(project=project, title="Opstart", starts_on=date(2010, 1, 1)),
        ActivityComment.objects.create(activity=activity, period=now, text="Aktiviteten kører"),
        Redefinition.objects.create(
            result=result, valid_from=now, before="Før", after="Nu", reason="Nyt spørgeskema"
        ),
        Evidence.objects.create(
            project=project, activity=activity, period=now, kind="interview", role="Aktivitetsansvarlig"
        ),
        UnexpectedResult.objects.create(project=project, period=now, text="Uventet", surprise="good"),
        OtherExplanation.objects.create(result=result, period=now, text="En skolesammenlægning"),
        ActivityPortrait.objects.create(activity=activity, period=now, target_group="Unge"),
        Embedding.objects.create(activity=activity, period=now, continuation="ordinary"),
        Experience.objects.create(project=project, period=now, lesson="lesson_good", text="Mød forældrene"),
        body,
        benefit,
        BenefitGain.objects.create(body=body, benefit=benefit, text="Samme sprog"),
        Proposal.objects.create(
            project=project, milestone=milestone, period=now, kind="retire", reason="Gælder alle nu"
        ),
    )


def build_theory(
    project: Project, activity: Activity, result: Result, period: ProjectPeriod
) -> tuple[object, ...]:
    """One row of what a project is to do and why it should work."""
    method = MethodDescription.objects.create(project=project, title="Metoden")
    phase = MethodPhase.objects.create(description=method, title="Afklaring")
    challenge = Challenge.objects.create(project=project, theme="staff", text="For få mentorer")
    action = PlannedAction.objects.create(challenge=challenge, text="Uddan mentorer")
    group = MatrixGroup.objects.create(project=project, quadrant="can_will", title="Klar til job")
    return (
        Arrow.objects.create(project=project, from_activity=activity, to_result=result),
        group,
        MatrixCount.objects.create(group=group, counted_on=date(2013, 1, 1), count=12),
        method,
        phase,
        MethodCell.objects.create(phase=phase, part="core", text="Mød borgeren, hvor borgeren er"),
        MethodTool.objects.create(phase=phase, title="Samtaleguide"),
        CoreElement.objects.create(description=method, text="En fast kontaktperson"),
        challenge,
        action,
        ActionStatus.objects.create(action=action, period=period, degree="partly"),
    )


def build_intervention(project: Project, lead: Organisation) -> tuple[object, ...]:
    """An intervention under description, with one row of everything it holds. Nobody knows when it begins, so that it
    lies on nobody's desk."""
    intervention = Intervention.objects.create(
        project=project,
        municipality=lead,
        name=f"Indsats i {project}",
        stage="draft",
        first_submitted_at=LONG_AGO,
        target_group="Unge uden uddannelse",
    )
    of: dict[str, Any] = {"intervention": intervention}
    # A file of its own: it goes when somebody says no to it.
    brought = StoredFile.objects.create(
        name="beskrivelse.docx", fingerprint="0" * 64, size=1, content_type="application/x", stored_by="Prøve"
    )
    element = Element.objects.create(text="Sprogmakkere", **of)
    return (
        intervention,
        element,
        Purpose.objects.create(term="short", text="Dansk på jobbet", **of),
        Actor.objects.create(kind="Mentor", element=element, **of),
        Source.objects.create(text="En undersøgelse", **of),
        TrackChoice.objects.create(number="1", title="Vejen til job", **of),
        Effect.objects.create(text="Flere i job", **of),
        CostLine.objects.create(text="Materialer", amount=Decimal("2500"), **of),
        FieldComment.objects.create(
            field="method", text="Uddyb metoden", is_reason=True, written_by="Prøve", **of
        ),
        Receipt.objects.create(
            answers={}, sha256="0" * 64, due=date(2013, 4, 1), made_by="Prøve", made_at=LONG_AGO, **of
        ),
        DescriptionFile.objects.create(
            project=project, file=brought, proposal=PROPOSAL, brought_by="Prøve", municipality=lead
        ),
    )


def build_plan(organisation: Organisation, result: Result) -> dict[str, Any]:
    """One row of everything an employment plan holds, with a result that a project measures."""
    plan = EmploymentPlan.objects.create(organisation=organisation, year=2013)
    goal = PlanGoal.objects.create(plan=plan, number="1", title="Flere i job")
    overall = OverallGroup.objects.create(goal=goal, letter="A", title="Jobklare")
    group = TargetGroup.objects.create(overall=overall, number="A1", title="Ikke-faglærte")
    planned = PlannedResult.objects.create(group=group, number=1, text="Opkvalificeret", term="short")
    later = PlannedResult.objects.create(group=group, number=2, text="Ordinært job", term="long")
    step = PlannedStep.objects.create(result=planned, text="Kursus")
    PlannedStep.objects.create(result=later, text="Jobsøgning")
    rows = (
        *(plan, goal, overall, group, planned, step),
        StepAlsoFor.objects.create(step=step, result=later),
        ResultFollowed.objects.create(planned=planned, result=result),
    )
    return {type(row).__name__: row for row in rows}


def build_round(project: Project, activity: Activity, stored: StoredFile) -> tuple[object, ...]:
    """A round under way, what was handed in in it, and a snapshot of it as if it had been closed before."""
    status_round = StatusRound.objects.create(
        project=project,
        kind=PeriodKind.YEAR,
        start=date(2013, 1, 1),
        opens_on=date(2013, 11, 1),
        report_by=date(2013, 11, 15),
        approve_by=date(2013, 11, 22),
        close_by=date(2013, 12, 6),
        stage="open",
        opened_at=LONG_AGO,
    )
    files = dict.fromkeys(("facts", "word", "pdf", "workbook"), stored)
    return (
        status_round,
        Submission.objects.create(round=status_round, activity=activity, stage="submitted"),
        Snapshot.objects.create(
            round=status_round, project=project, number=1, closed_by="Prøve", format=1, **files
        ),
    )
