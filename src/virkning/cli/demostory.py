"""What is said beside the figures of the demo's Holstebro, and a round under way in Viborg. Made up, in our words."""

from datetime import date

from virkning.figures.continuing import Continuation, EvidenceKind, Lesson, ProposalKind, Surprise
from virkning.figures.following import FollowUpState
from virkning.figures.periods import Period
from virkning.figures.rounds import Pace, Rhythm
from virkning.rooms.activities.actions.comments import comment_activity
from virkning.rooms.activities.models import Activity, Milestone
from virkning.rooms.audit.authors import DEMO, Author
from virkning.rooms.evaluations.actions.benefits import Cell, Line, save_benefits
from virkning.rooms.evaluations.actions.embedding import say_embedding
from virkning.rooms.evaluations.actions.evidence import add_evidence
from virkning.rooms.evaluations.actions.experiences import write_experience
from virkning.rooms.evaluations.actions.explanations import explain
from virkning.rooms.evaluations.actions.portraits import portray
from virkning.rooms.evaluations.actions.proposals import propose
from virkning.rooms.evaluations.actions.recommendations import follow_up, recommend
from virkning.rooms.evaluations.actions.unexpected import tell_unexpected
from virkning.rooms.programmes.actions.phases import add_phase
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.results.models import Result
from virkning.rooms.statusrounds.actions.rounds import keep_calendar, open_round, plan_round
from virkning.rooms.statusrounds.actions.submissions import approve, submit

# title | from | to | what happened
PHASES = (
    ("Opstart", date(2009, 3, 1), date(2009, 12, 31), "Idéer samles, og alle, der skal være med, findes."),
    (
        "Faglig implementering",
        date(2010, 1, 1),
        date(2010, 12, 31),
        "Aktiviteterne begynder. Nogle kommer sent i gang, og to skoler lægges sammen.",
    ),
    (
        "Drift",
        date(2011, 1, 1),
        date(2012, 12, 31),
        "Aktiviteterne kører, og metoderne justeres efter det, der måles.",
    ),
    (
        "Forankring",
        date(2013, 1, 1),
        date(2013, 12, 31),
        "Metoder skrives ned, og der søges penge til driften.",
    ),
)

# given | to whom | what came of it
RECOMMENDATIONS = (
    (
        "Lav en plan for forankring af hver aktivitet, også dem, der kan fortsætte uden penge.",
        "Styregruppen",
        "Metode, erfaringer og resultater er skrevet ned for alle aktiviteter.",
    ),
    (
        "Find årsagen til det store fald i læsetesten i 6. klasse, og følg årgangen.",
        "Skolechefen",
        "Skolesammenlægningen var årsagen. I 2013 er andelen steget igen.",
    ),
)

# kind | role | activity | method | day | how many
EVIDENCE: tuple[tuple[EvidenceKind, str, str, str, date, int | None], ...] = (
    *(
        (EvidenceKind.INTERVIEW, "Aktivitetsansvarlig", number, "Telefoninterview", date(2013, 10, day), 1)
        for number, day in (
            ("2.1", 1),
            ("2.2", 2),
            ("2.3", 3),
            ("2.5", 7),
            ("3.1", 8),
            ("3.2", 9),
            ("3.3", 10),
        )
    ),
    (EvidenceKind.INTERVIEW, "Styregruppe", "", "Gruppeinterview", date(2013, 10, 22), 6),
    (EvidenceKind.INTERVIEW, "Tovholder", "", "Interview ved møde", date(2013, 10, 22), 1),
    (
        EvidenceKind.INTERVIEW,
        "Samarbejdspartner i en virksomhed",
        "3.3",
        "Telefoninterview",
        date(2013, 10, 24),
        2,
    ),
    (EvidenceKind.INTERVIEW, "Ung med fritidsjob", "3.3", "Interview ved møde", date(2013, 10, 24), 1),
    (EvidenceKind.QUESTIONNAIRE, "Aktivitetsansvarlige", "", "Spørgeskema på nettet", date(2013, 9, 16), 8),
)

PORTRAIT = {
    "target_group": "Unge fra 13 år, især tosprogede, som ikke selv finder et fritidsjob.",
    "results": "101 unge har fået et fritidsjob, og langt de fleste har beholdt det i mindst tre måneder.",
    "referral": "Skole, SSP og klubber peger på den unge. Alle kan også selv henvende sig.",
    "methods": "Koordinatoren opsøger virksomheder, hjælper med ansøgningen og ringer op efter en måned.",
    "difficulties": "Det opsøgende arbejde gik langsommere, da ingen vidste, om indsatsen ville fortsætte.",
    "embedding": "Der er penge til 2014. Derefter er det ikke afgjort.",
}

# activity | how it goes on | responsible | money until | which money | risk
EMBEDDING = (
    ("2.1", Continuation.ORDINARY, "Skoleafdelingen", None, "", ""),
    ("2.2", Continuation.ORDINARY, "Skoleafdelingen", None, "", ""),
    ("2.3", Continuation.ORDINARY, "Skolerne og dagtilbuddene", None, "", "Møderne tager tid."),
    ("2.5", Continuation.ORDINARY, "UU", None, "", ""),
    ("3.1", Continuation.ORDINARY, "UU", None, "", ""),
    ("3.2", Continuation.UNDECIDED, "", None, "", "Få forældre kommer, når ingen ringer til dem."),
    (
        "3.3",
        Continuation.ORDINARY,
        "Jobcentret",
        date(2014, 12, 31),
        "Kommunens budget",
        "Lønnen til koordinatoren er kun sikret i 2014.",
    ),
)

EXPERIENCES = (
    (Lesson.GOOD, "", "Et årligt statusnotat holdt alle fast på resultaterne."),
    (Lesson.GOOD, "2.3", "Et møde ansigt til ansigt før skolestart gav skolen viden, den ellers ikke fik."),
    (Lesson.BAD, "2.4", "Kurserne blev planlagt uden de forældre, de var for."),
    (Lesson.BAD, "", "Forankring bør begynde, før det sidste år."),
)

BODIES = ("SSP", "Børn og Unge", "Skolerne", "Jobcentret")
BENEFITS = ("Færre unge uden job eller skole", "Bedre kontakt til hjemmet", "Tid sparet")
# body | benefit | how
GAINS = (
    (0, 0, "Færre unge på gaden om aftenen"),
    (0, 1, "Kender familien, før noget sker"),
    (1, 1, "Færre sager, der kommer for sent"),
    (2, 1, "Forældre, der møder op"),
    (2, 2, "Færre samtaler om fravær"),
    (3, 0, "Unge, der har prøvet et job"),
)


def tell_holstebro(*, by: Author = DEMO) -> None:
    """Everything an evaluation of 2013 holds beside the figures in the workbook."""
    project = Project.objects.get(name="Partnerskab om ungestrategier")
    years = {
        one.period.canonical: one for one in ProjectPeriod.objects.filter(project=project).order_by("id")
    }
    activities = {one.number: one for one in Activity.objects.filter(project=project).order_by("id")}
    now = years["2013"]
    for title, starts_on, ends_on, text in PHASES:
        add_phase(project=project, title=title, starts_on=starts_on, ends_on=ends_on, text=text, by=by)
    for advice, addressee, became in RECOMMENDATIONS:
        given = recommend(project=project, period=years["2012"], text=advice, addressee=addressee, by=by)
        follow_up(given, period=now, state=FollowUpState.DONE, comment=became, by=by)
    recommend(
        project=project,
        period=now,
        text="Find penge til fritidsjobformidlingen efter 2014, før budgettet lægges.",
        addressee="Styregruppen",
        deadline=date(2014, 8, 1),
        activity=activities["3.3"],
        by=by,
    )
    _tell_evidence(project, activities, years, by)
    _tell_continuing(project, activities, now, by)


def _tell_evidence(
    project: Project, activities: dict[str, Activity], years: dict[str, ProjectPeriod], by: Author
) -> None:
    now = years["2013"]
    for kind, role, number, method, day, people in EVIDENCE:
        add_evidence(
            project=project,
            kind=kind,
            period=now,
            role=role,
            activity=activities.get(number),
            method=method,
            held_on=day,
            people=people,
            by=by,
        )
    reading = Result.objects.get(project=project, number="3")
    merger = "To skoler blev lagt sammen kort før testen, og klasserne var nye."
    explain(result=reading, period=years["2012"], text=merger, by=by)
    tell_unexpected(
        project=project,
        period=now,
        text="Lærernes netværk på tværs af skoler er fortsat af sig selv.",
        surprise=Surprise.GOOD,
        activity=activities["2.1"],
        by=by,
    )
    portray(activity=activities["3.3"], period=now, texts=PORTRAIT, by=by)
    plans = Milestone.objects.filter(activity=activities["2.3"]).order_by("position", "id").first()
    if plans is not None:
        propose(
            project=project,
            about=plans,
            period=years["2011"],
            kind=ProposalKind.RETIRE,
            reason="Alle tosprogede børn skal have en handleplan, så milepælen siger intet nyt.",
            by=by,
        )


def _tell_continuing(
    project: Project, activities: dict[str, Activity], now: ProjectPeriod, by: Author
) -> None:
    comment_activity(
        activity=activities["3.3"],
        period=now,
        text="Koordinatoren er fortsat ansat, og flere virksomheder ringer selv.",
        by=by,
    )
    for number, continuation, responsible, until, money, risk in EMBEDDING:
        say_embedding(
            activity=activities[number],
            period=now,
            continuation=continuation,
            responsible=responsible,
            secured_until=until,
            money=money,
            risk=risk,
            by=by,
        )
    for lesson, number, text in EXPERIENCES:
        write_experience(
            project=project, period=now, lesson=lesson, text=text, activity=activities.get(number), by=by
        )
    save_benefits(
        project=project,
        bodies=[Line(f"hvem{place}", name) for place, name in enumerate(BODIES)],
        benefits=[Line(f"gevinst{place}", name) for place, name in enumerate(BENEFITS)],
        cells=[Cell(f"hvem{body}", f"gevinst{benefit}", text) for body, benefit, text in GAINS],
        by=by,
    )


def ask_viborg(*, reporter: Author, approver: Author) -> None:
    """A round under way: one activity approved, one handed in, the others still to be reported on."""
    project = Project.objects.get(name="Brobygning til job")
    keep_calendar(owner=project, rhythm=Rhythm.QUARTERLY, pace=Pace(), by=DEMO)
    asked = plan_round(owner=project, period=Period.parse("2014K1"), by=DEMO)
    open_round(asked, by=DEMO)
    first, second = Activity.objects.filter(project=project, number__in=("1.1", "1.2")).order_by("number")
    for activity in (first, second):
        submit(status_round=asked, activity=activity, by=reporter)
    approve(status_round=asked, activity=first, by=approver)
