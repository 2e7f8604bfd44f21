"""The demo's theories of change: Holstebro's, from activities to long term, and Viborg's, with a few gaps."""

from virkning.figures.indicators import IndicatorKind, Term
from virkning.figures.theory import Basis
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.authors import DEMO, Author
from virkning.rooms.programmes.models import Project
from virkning.rooms.results.actions.results import Meaning, create_result
from virkning.rooms.results.models import Result
from virkning.rooms.theory.actions.arrows import Ties, draw_arrow

#: Results between those of the workbook that nobody measures.
BETWEEN = (
    ("9", "Undervisningen af tosprogede er en fælles opgave for skolen"),
    ("10", "Skole og hjem arbejder sammen om barnets læring"),
    ("11", "Ingen ung falder mellem to skoleforløb"),
    ("12", "Unge har erfaring fra et job og et netværk"),
)
_E, _A = Basis.EVIDENCE, Basis.ASSUMPTION

# from (an activity's number has a point in it) | to | builds on | why | what else may explain it
HOLSTEBRO = (
    ("2.1", "1", _E, "Lærerne fik 80 timer hver og har brugt det i undervisningen siden.", ""),
    ("2.2", "1", _E, "Skolernes planer siger, hvilke timer der er dansk som andetsprog.", ""),
    ("2.2", "2", _A, "", ""),
    ("2.3", "2", _E, "Hvert barns handleplan følges op på et møde med skolen.", ""),
    ("2.4", "10", _A, "Kurserne kom aldrig i gang.", ""),
    ("2.5", "5", _A, "", ""),
    ("2.5", "11", _E, "Fravær opdages inden for en uge.", ""),
    ("3.1", "11", _E, "En samtale ved hvert skift holder fast i aftalerne.", ""),
    ("3.2", "6", _A, "", ""),
    ("3.2", "10", _A, "Forældre, der har været til en temaaften, ringer selv til skolen.", ""),
    ("3.3", "7", _E, "88 pct. af tosprogede unge er stadig i job efter tre måneder.", ""),
    ("1", "9", _E, "Flere lærere deler ansvaret, når de har de samme redskaber.", ""),
    ("2", "9", _E, "", ""),
    ("9", "3", _E, "Forskning i læsning viser det samme.", "To skoler blev lagt sammen i 2012."),
    ("10", "3", _A, "", ""),
    ("10", "4", _E, "", ""),
    ("11", "8", _E, "De fleste falder fra i et skift.", ""),
    ("6", "8", _A, "", ""),
    ("7", "12", _A, "Ingen måling. Bør belyses i interview med unge.", ""),
    ("12", "8", _A, "", "Ungepakke 2 gælder alle unge i samme periode."),
)
VIBORG = (
    ("1.1", "1", _E, "En fast kontakt giver flere praktikpladser.", ""),
    ("1.1", "12", _A, "", ""),
    ("1.2", "4", _E, "Undervisning i arbejdstiden øger fremmødet.", ""),
    ("1.2", "2", _A, "", ""),
    ("2.1", "6", _A, "Virksomhederne anbefaler hinanden.", "Mangel på arbejdskraft i de samme brancher."),
    ("2.2", "7", _E, "", ""),
    ("1", "2", _E, "", "Konjunkturerne."),
    ("6", "2", _A, "", ""),
    ("7", "11", _A, "", ""),
    ("2", "3", _A, "", ""),
    ("2", "8", _E, "", ""),
)


def tell_theories(*, by: Author = DEMO) -> None:
    """Both of them."""
    holstebro = Project.objects.get(name="Partnerskab om ungestrategier")
    for number, statement in BETWEEN:
        meaning = Meaning(number=number, statement=statement, term=Term.MEDIUM, kind=IndicatorKind.NONE)
        create_result(project=holstebro, meaning=meaning, by=by)
    _draw(holstebro, HOLSTEBRO, by)
    _draw(Project.objects.get(name="Brobygning til job"), VIBORG, by)


def _draw(project: Project, arrows: tuple[tuple[str, str, Basis, str, str], ...], by: Author) -> None:
    activities = {one.number: one for one in Activity.objects.filter(project=project).order_by("id")}
    results = {one.number: one for one in Result.objects.filter(project=project).order_by("id")}
    for start, end, basis, why, others in arrows:
        ties = Ties(results[end], from_activity=activities.get(start), from_result=results.get(start))
        draw_arrow(project=project, ties=ties, basis=basis, reason=why, other_explanations=others, by=by)
