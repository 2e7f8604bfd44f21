"""The demo's employment plans for Holstebro: 2010 adopted and measured in a project, 2011 a draft that lacks something.

The target groups and results of 2011 are the examples of the plan form; the steps are in our words.
"""

from datetime import date

from virkning.figures.planning import PlanAct, PlanTerm, Reached
from virkning.rooms.audit.authors import DEMO, Author
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.following import Said, follow_results, follow_up
from virkning.rooms.plans.actions.groups import add_group
from virkning.rooms.plans.actions.plans import create_plan, move_plan
from virkning.rooms.plans.actions.results import add_result
from virkning.rooms.plans.actions.steps import add_step
from virkning.rooms.plans.models import EmploymentPlan, OverallGroup, PlannedResult
from virkning.rooms.results.models import Result

SHORT, LONG = PlanTerm.SHORT, PlanTerm.LONG
#: A result's text, its term, and its steps.
Results = tuple[tuple[str, PlanTerm, tuple[str, ...]], ...]
#: An overall group's letter, a target group's number and title, and its results.
Groups = tuple[tuple[str, str, str, Results], ...]

_JOB = ("Jobsøgning med en fast kontaktperson", "Kontakt til virksomheder med ledige job")

PLAN_2011: Groups = (
    (
        "A",
        "A1",
        "LVU’ere",
        (("Ordinært job", LONG, ("Samtale om brede jobmål inden for den første måned",)),),
    ),
    (
        "A",
        "A2",
        "Ikke-faglærte",
        (
            ("De ikke-faglærte er blevet opkvalificeret", SHORT, ("Kort kursus i et område med mangel",)),
            ("Ordinært job", LONG, _JOB),
        ),
    ),
    (
        "C",
        "C1",
        "Personer med psykiske lidelser",
        (
            (
                "Borgeren er afklaret og kan starte i løntilskud",
                SHORT,
                ("Samtale sammen med behandleren", "Praktik få timer om ugen"),
            ),
            ("Borgeren er jobklar", SHORT, ("Løntilskud med mentor",)),
            ("Ordinært job", LONG, ("Mentoren følger med de første tre måneder",)),
        ),
    ),
    (
        "C",
        "C2",
        "Tidligere sygedagpengemodtagere",
        (
            (
                "Borgeren er afklaret og kan raskmeldes delvis",
                SHORT,
                ("Plan for at vende tilbage sammen med arbejdsgiver og læge",),
            ),
            ("Borgeren er jobklar", SHORT, ("Timerne sættes op, når det går",)),
            ("Ordinært job", LONG, _JOB[:1]),
        ),
    ),
    (
        "C",
        "C3",
        "Unge med læse-stave vanskeligheder",
        (
            (
                "Borgerens læse-stave vanskeligheder er overvundet",
                SHORT,
                ("Test og undervisning på små hold",),
            ),
            ("Borgeren er afklaret og kan starte i løntilskud", SHORT, ("Praktik i to forskellige fag",)),
            ("Borgeren er jobklar", SHORT, ("Løntilskud med tid til undervisning",)),
            ("Ordinært job", LONG, _JOB[:1]),
        ),
    ),
    (
        "E",
        "E1",
        "Unge uden uddannelse",
        (
            (
                "Den unge er afklaret ift. uddannelsesønsker",
                SHORT,
                ("Samtale med vejleder inden for to uger", "Brobygning på en erhvervsskole"),
            ),
            ("Den unge påbegynder en ordinær uddannelse", LONG, ("Mentor det første halve år",)),
        ),
    ),
    ("F", "F1", "Unge med læse-stave vanskeligheder", ()),
    (
        "H",
        "H1",
        "Nydanskere under 30 år uden uddannelse",
        (
            (
                "Borgeren er afklaret ift. uddannelses- eller jobønsker",
                SHORT,
                ("Samtale sammen med familien",),
            ),
            ("Ordinært job eller uddannelse", LONG, ("Fritidsjob eller praktik i en lokal virksomhed",)),
        ),
    ),
    (
        "I",
        "I1",
        "Nydanskere med læse-stave vanskeligheder",
        (
            ("Sprogkompetencerne er styrket", SHORT, ("Danskundervisning på arbejdspladsen",)),
            ("Borgeren er afklaret", SHORT, ("Praktik med sprogmakker",)),
            ("Borgeren er jobklar", LONG, ("Løntilskud i det samme fag",)),
        ),
    ),
)

PLAN_2010: Groups = (
    (
        "E",
        "E1",
        "Unge uden uddannelse",
        (
            (
                "Unge, der har fået et fritidsjob, beholder det",
                SHORT,
                ("Fritidsjobkoordinatoren opsøger virksomheder",),
            ),
            ("Den unge påbegynder en ordinær uddannelse", LONG, ("Samtaler om valg i 8. og 9. klasse",)),
        ),
    ),
    (
        "H",
        "H1",
        "Nydanskere under 30 år uden uddannelse",
        (
            ("Børnenes læsning er styrket", SHORT, ("Læsevejleder i alle klasser med tosprogede",)),
            ("Ordinært job eller uddannelse", LONG, ("Praktik i en lokal virksomhed",)),
        ),
    ),
)

#: Planned result → number of the project's result that measures it, and what was said of it.
FOLLOWED = (
    (
        "Unge, der har fået et fritidsjob, beholder det",
        "7",
        Reached.PARTLY,
        "De første jobs er fundet i efteråret; mere kan ikke siges endnu.",
    ),
    ("Børnenes læsning er styrket", "3", Reached.NOT, "Der er kun målt en baseline endnu."),
)


def plan_holstebro(*, by: Author = DEMO) -> None:
    """Two plans: one adopted and half followed up, one in the making."""
    holstebro = Organisation.objects.get(name="Holstebro Kommune")
    last = create_plan(organisation=holstebro, year=2010, by=by)
    write(last, PLAN_2010, by=by)
    last = move_plan(last, move=PlanAct.ADOPT, on=date(2009, 12, 15), adopted_by="Kommunalbestyrelsen", by=by)
    said = []
    for text, number, reached, comment in FOLLOWED:
        planned = PlannedResult.objects.get(group__overall__goal__plan=last, text=text)
        measured = Result.objects.get(project__name="Partnerskab om ungestrategier", number=number)
        follow_results(planned, results=[measured.pk], by=by)
        said.append(Said(planned, reached, comment))
    follow_up(last, said, by=by)
    write(create_plan(organisation=holstebro, year=2011, by=by), PLAN_2011, by=by)


def write(plan: EmploymentPlan, groups: Groups, *, by: Author) -> None:
    """Write the groups with their results and steps into a plan."""
    for letter, number, title, results in groups:
        overall = OverallGroup.objects.get(goal__plan=plan, letter=letter)
        group = add_group(overall, number=number, title=title, by=by)
        for text, term, steps in results:
            result = add_result(group, text=text, term=term, by=by)
            for step in steps:
                add_step(result, text=step, by=by)
