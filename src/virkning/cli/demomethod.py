"""The demo's target-group matrix and method descriptions. Made up, in our words."""

from dataclasses import dataclass
from datetime import date

from virkning.figures.periods import Period
from virkning.figures.planning import MethodPart
from virkning.figures.theory import Quadrant
from virkning.rooms.audit.authors import DEMO, Author
from virkning.rooms.organisations.actions.organisations import municipality_organisation
from virkning.rooms.organisations.models import Municipality
from virkning.rooms.plans.actions.method import (
    CellGiven,
    PhaseGiven,
    begin_method,
    new_version,
    save_method,
    write_cell,
)
from virkning.rooms.plans.actions.methodparts import add_core, add_tool
from virkning.rooms.plans.models import MethodDescription, MethodPhase
from virkning.rooms.programmes.actions.projects import Head, create_project
from virkning.rooms.programmes.models import Programme, Project
from virkning.rooms.theory.actions.matrix import add_group, save_counts

# quadrant | title | description | counted in March | counted in September
GROUPS: tuple[tuple[Quadrant, str, str, int | None, int | None], ...] = (
    (
        Quadrant.CAN_WILL,
        "Klar til job, mangler netværk",
        "Har erfaring og sprog og vil gerne i gang. Kender ingen virksomheder.",
        38,
        51,
    ),
    (
        Quadrant.CAN_WILL,
        "I praktik med aftalt mål",
        "Har en plads og en plan for, hvad den fører til.",
        21,
        26,
    ),
    (
        Quadrant.CAN_WILL_NOT,
        "Tror ikke, at nogen vil ansætte dem",
        "Har fået mange afslag og er holdt op med at søge.",
        44,
        35,
    ),
    (
        Quadrant.CANNOT_WILL,
        "Mangler dansk til arbejdspladsen",
        "Vil i arbejde og har brug for sprog, der bruges på stedet.",
        57,
        49,
    ),
    (Quadrant.CANNOT_WILL, "Mangler børnepasning eller kørekort", "Det praktiske står i vejen.", None, 12),
    (
        Quadrant.CANNOT_WILL_NOT,
        "Har helbredet imod sig",
        "Har brug for en afklaring og for at se, at noget er muligt.",
        63,
        60,
    ),
)
COUNTED = (date(2014, 3, 1), date(2014, 9, 1))


@dataclass(frozen=True)
class Described:
    """A method as the demo tells it: each phase with its days and its four parts in their order."""

    title: str
    decided_on: date
    core: tuple[str, ...]
    phases: tuple[tuple[str, date | None, date | None, tuple[str, str, str, str]], ...]
    #: phase | title | file's name | what is in it
    tools: tuple[tuple[int, str, str, str], ...] = ()


BRIDGE = Described(
    title="Bro til job",
    decided_on=date(2014, 1, 15),
    core=(
        "En fast jobformidler hele vejen",
        "Virksomheden først: hver plan begynder med en arbejdsplads",
        "Borgeren vælger selv mellem mindst to pladser",
    ),
    phases=(
        (
            "Afklaring",
            date(2014, 1, 1),
            date(2014, 3, 31),
            (
                "Borgeren fortæller, hvad arbejde betyder, og hvad der kan lade sig gøre nu.",
                "1. Første møde inden for en uge.\n2. Besøg på to virksomheder.\n3. En aftalt plan.",
                "Jobformidleren holder møderne. Sagsbehandleren godkender planen.",
                "",
            ),
        ),
        (
            "På arbejdspladsen",
            date(2014, 4, 1),
            date(2014, 8, 31),
            (
                "Læring sker i arbejdet, sammen med en kollega, der viser vej.",
                "1. Aftale med virksomheden.\n2. Samtale hver uge på stedet.\n3. Ny opgave hver måned.",
                "Jobformidleren følger op. Virksomheden peger på en kollega.",
                "Sprog læres på stedet, en time om ugen.",
            ),
        ),
        (
            "I job",
            date(2014, 9, 1),
            None,
            (
                "Den første tid i job er den sværeste, og der er nogen at ringe til.",
                "1. Opkald efter en uge, en måned og tre måneder.\n2. Hjælp til det praktiske.",
                "Jobformidleren ringer. Lederen på stedet siger til, hvis noget går skævt.",
                "",
            ),
        ),
    ),
    tools=(
        (0, "Samtaleguide til første møde", "samtaleguide.txt", "Hvad vil du gerne arbejde med?\n"),
        (1, "Aftale med virksomheden", "aftale.txt", "Opgaver, kollega, tider og mål.\n"),
        (2, "Opkald efter en uge", "", ""),
    ),
)

STREET = Described(
    title="Ungestrategiens metode",
    decided_on=date(2013, 2, 1),
    core=("En voksen, der bliver ved", "Hele familien er med", "Fritidsjob før uddannelsesvalg"),
    phases=(
        (
            "Kontakt",
            None,
            None,
            (
                "Den unge mødes dér, hvor den unge er.",
                "1. Skole, SSP eller klub peger på den unge.\n2. Første samtale i klubben.",
                "Fritidsjobformidleren tager kontakten.",
                "",
            ),
        ),
        (
            "Fritidsjob",
            None,
            None,
            (
                "Et rigtigt job med løn fra første dag.",
                "1. Ansøgning skrives sammen.\n2. Besøg på stedet.\n3. Opkald efter en måned.",
                "Fritidsjobformidleren og arbejdsgiveren. Forældrene er orienteret.",
                "",
            ),
        ),
        (
            "Videre",
            None,
            None,
            (
                "Erfaringen fra jobbet bruges i valget af uddannelse.",
                "1. Samtale med UU.\n2. Besøg på en ungdomsuddannelse.",
                "UU-vejlederen overtager, når valget er truffet.",
                "",
            ),
        ),
    ),
    tools=((1, "Skabelon til ansøgning", "", ""),),
)

NEARBY = Described(
    title="Job i nærheden",
    decided_on=date(2014, 2, 1),
    core=("Højst ti kilometer til arbejdspladsen", "En fast kontaktperson", "Løn for alle ordinære timer"),
    phases=(
        (
            "Samtaler",
            date(2014, 2, 1),
            date(2014, 3, 31),
            (
                "Alle samtaler handler om arbejde, og de holdes ude på en arbejdsplads.",
                "1. Samtale på en virksomhed.\n2. Kort over pladser i nærheden.",
                "Virksomhedskonsulenten holder samtalen alene.",
                "Samtalen følger et kort med arbejdspladser.",
            ),
        ),
        (
            "Prøvetid",
            date(2014, 4, 1),
            date(2014, 9, 30),
            (
                "Få timer med løn er bedre end mange uden.",
                "1. To dages prøve.\n2. Aftale om ordinære timer.\n3. Flere timer hver måned.",
                "Virksomheden bestemmer opgaverne. Konsulenten kommer hver anden uge.",
                "",
            ),
        ),
        (
            "Fastholdelse",
            None,
            None,
            (
                "Den, der har et netværk på stedet, bliver.",
                "1. Møde med tillidsmanden.\n2. Opkald efter tre måneder.",
                "",
                "",
            ),
        ),
    ),
)


def tell_methods(*, by: Author = DEMO) -> None:
    """A method with two versions in Viborg, and another's in the same programme to hold it against."""
    bridge = _describe(Project.objects.get(name="Brobygning til job"), BRIDGE, by)
    newer = new_version(
        bridge,
        note="Mentor på arbejdspladsen fra første dag, og sproget læres dér.",
        decided_on=date(2014, 8, 15),
        by=by,
    )
    second = MethodPhase.objects.filter(description=newer).order_by("position")[1]
    words = "Jobformidleren følger op hver uge. Virksomheden peger på en mentor, der får to timer om ugen til det."
    write_cell(phase=second, part=MethodPart.ROLES, text=words, version=1, by=by)
    add_core(method=newer, text="En mentor på arbejdspladsen fra første dag", by=by)
    _describe(Project.objects.get(name="Partnerskab om ungestrategier"), STREET, by)
    _describe(_neighbour(by), NEARBY, by)


def _neighbour(by: Author) -> Project:
    """A project of another municipality in the same programme, in which Viborg takes part and so sees its method."""
    lead = municipality_organisation(municipality=Municipality.objects.get(name="Silkeborg"), by=by)
    years = [Period.parse("2013"), Period.parse("2014")]
    return create_project(
        organisation=lead,
        head=Head(
            name="Job i nærheden",
            starts_on=date(2013, 1, 1),
            ends_on=date(2014, 12, 31),
            programme=Programme.objects.get(name="Flere på arbejdsmarkedet"),
        ),
        periods=years,
        baseline=years[0],
        partners=[Municipality.objects.get(name="Viborg")],
        by=by,
    )


def _describe(project: Project, told: Described, by: Author) -> MethodDescription:
    method = begin_method(project=project, title=told.title, decided_on=told.decided_on, by=by)
    phases = list(MethodPhase.objects.filter(description=method).order_by("position"))
    save_method(
        method,
        phases=[
            PhaseGiven(one.pk, title, begins, ends)
            for one, (title, begins, ends, _texts) in zip(phases, told.phases, strict=True)
        ],
        cells=[
            CellGiven(one.pk, part, text)
            for one, (*_head, texts) in zip(phases, told.phases, strict=True)
            for part, text in zip(MethodPart, texts, strict=True)
            if text
        ],
        by=by,
    )
    for text in told.core:
        add_core(method=method, text=text, by=by)
    for place, title, name, content in told.tools:
        phase = MethodPhase.objects.get(pk=phases[place].pk)
        add_tool(phase=phase, title=title, name=name, content=content.encode() if name else None, by=by)
    return method


def tell_viborg(*, by: Author = DEMO) -> None:
    """A matrix counted on two days."""
    project = Project.objects.get(name="Brobygning til job")
    groups = [
        add_group(project=project, quadrant=quadrant, title=title, description=description, by=by)
        for quadrant, title, description, *_counts in GROUPS
    ]
    in_march = {group.pk: row[3] for group, row in zip(groups, GROUPS, strict=True)}
    in_september = {group.pk: row[4] for group, row in zip(groups, GROUPS, strict=True)}
    for day, counts in zip(COUNTED, (in_march, in_september), strict=True):
        save_counts(project=project, day=day, counts=counts, counted_by="Jobcentret", by=by)
