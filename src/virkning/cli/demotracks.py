"""The demo's agency and its change tracks. Made up, in our words."""

from datetime import date

from virkning.rooms.audit.authors import DEMO
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.tracks import add_track, revise_track

# number | title | description | from | to
TRACKS: tuple[tuple[str, str, str, date | None, date | None], ...] = (
    (
        "1",
        "Vejen fra sprogpraktik til ordinære timer",
        "Borgeren lærer sproget på en arbejdsplads og får samtidig løntimer, som vokser, efterhånden som opgaverne "
        "bliver flere. Virksomheden ved fra første dag, hvad der skal til for næste time.",
        date(2024, 1, 1),
        None,
    ),
    (
        "2",
        "Fra venteliste til første samtale inden for en uge",
        "Den tid, hvor ingen gør noget, bliver kortere. Borgeren møder den samme medarbejder fra begyndelsen.",
        None,
        None,
    ),
    (
        "3",
        "Kvinder, der kom som ægtefæller, får deres eget forløb",
        "Tilbud om job og uddannelse lægges, så de passer med familiens dag, og følges op hos kvinden selv.",
        date(2025, 1, 1),
        None,
    ),
    (
        "4",
        "Skole og job på samme tid for unge",
        "Unge, der er faldet fra en uddannelse, får fritidsjob og undervisning i én plan med én kontaktperson.",
        None,
        None,
    ),
    (
        "5",
        "Helbredet følger med i jobplanen",
        "Læge, sagsbehandler og borger er enige om, hvad borgeren kan, og hvad der skal til for mere.",
        date(2024, 7, 1),
        None,
    ),
    (
        "6",
        "Frivillige som bro til arbejdspladsen",
        "Foreninger giver netværk og øvelse i at møde frem; kommunen sørger for, at det fører videre.",
        None,
        date(2025, 12, 31),
    ),
    (
        "10",
        "Fra ordinære timer til fast stilling",
        "Timerne samles til en stilling, borgeren kan leve af, og støtten trappes ned efter en aftale.",
        date(2026, 1, 1),
        None,
    ),
)
REVISED_FROM = date(2026, 1, 1)


def keep_tracks(agency: Organisation) -> None:
    """The catalogue; number 4 was worded otherwise before 2026."""
    made = {}
    for number, title, description, first, last in TRACKS:
        made[number] = add_track(
            organisation=agency,
            number=number,
            title=title,
            description=description,
            valid_from=first,
            valid_to=last,
            by=DEMO,
        )
    revise_track(
        made["4"],
        title="Uddannelse, job og fritid i én plan for unge",
        description="Unge uden uddannelse eller job får undervisning, lønnede timer og et fritidsliv i én plan "
        "med én kontaktperson, også i de første måneder efter, at planen er slut.",
        valid_from=REVISED_FROM,
        by=DEMO,
    )
