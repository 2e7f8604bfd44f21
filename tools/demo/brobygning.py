"""Viborg's "Brobygning til job", made up: quarters, all target rules, an activity that closes."""

from demo.brobygning_data import MEASUREMENTS, STATUSES
from demo.rows import Activity, Area, Assessment, DemoProject, Milestone, Project, Result, TargetVersion

PROJECT = Project(
    name="Brobygning til job",
    municipalities="Viborg",
    programme="Flere på arbejdsmarkedet",
    start="2013-01-01",
    end="2014-06-30",
    periods="2013K1;2013K2;2013K3;2013K4;2014K1;2014K2",
    baseline="2013K1",
)

AREAS = (
    Area("1", "Deltagernes vej til job"),
    Area("2", "Samarbejdet med virksomhederne"),
)

ACTIVITIES = (
    Activity("1.1", "1", "Fast jobformidler", "Beskæftigelse, team brobygning"),
    Activity(
        "1.2", "1", "Dansk på arbejdspladsen", "Sprogcenter",
        remark="Undervisningen ligger i arbejdstiden på de virksomheder, der har mindst fem deltagere.",
    ),
    Activity(
        "1.3", "1", "Mentor i praktikken", "Mentorkoordinator", closed="2014K1",
        reason="Virksomhederne lader hellere egne medarbejdere følge deltagerne, så ordningen med "
        "frivillige mentorer er lukket.",
    ),
    Activity("2.1", "2", "Netværk af virksomheder", "Erhvervsservice"),
    Activity("2.2", "2", "Praktikbank", "Virksomhedskonsulenter"),
)  # fmt: skip

MILESTONES = (
    Milestone("1.1", "1", "Jobformidlerne er ansat", "ja/nej", deadline="2013K1"),
    Milestone("1.1", "2", "120 borgere har haft en første samtale", "antal", "120", "2014K2"),
    Milestone(
        "1.1", "3", "90 pct. af deltagerne har en jobplan", "procent", "90", "2013-12-31",
        expected_from="2013K2",
    ),
    Milestone("1.2", "1", "Aftalen med sprogcentret er underskrevet", "ja/nej", deadline="2013-05-15"),
    Milestone("1.2", "2", "Hold er gennemført på arbejdspladser", "antal", "8", "2014K1", "2013K2"),
    Milestone(
        "1.2", "3", "Undervisningsforløbet er beskrevet", "tekst", "fire brancher", "2014K1",
        expected_from="2013K3",
    ),
    Milestone("1.3", "1", "25 mentorer er fundet", "antal", "25", "2013K4"),
    Milestone("1.3", "2", "Mentorerne har en fast kontakt", "ja/nej", deadline="2013K2"),
    Milestone("2.1", "1", "40 virksomheder er med i netværket", "antal", "40", "2014K2"),
    Milestone("2.1", "2", "Netværkets spilleregler er aftalt", "tekst", deadline="2013-09-01"),
    Milestone(
        "2.2", "1", "Praktikbanken er åben", "ja/nej", deadline="2013-11-01", expected_from="2013K3",
        added="2013K3",
        reason="Praktikbanken afløser den fælles liste, som ingen holdt ved lige.",
    ),
    Milestone(
        "2.2", "2", "Den fælles liste dækker 75 pct. af brancherne", "procent", "75", "2013K4",
        retired="2013K3",
        reason="Listen er lukket. Praktikbanken har taget over.",
    ),
)  # fmt: skip

VERSIONS = (
    TargetVersion(
        "", "1.2", "2", "2013K4", target="6", deadline="2014K2",
        reason="To virksomheder har slået deres hold sammen, og foråret bruges til de sidste hold.",
    ),
    TargetVersion(
        "7", "", "", "2014K1", "højst", "10",
        reason="Målet på 14 dage blev nået i 2013. Styregruppen har sat det ned.",
    ),
    TargetVersion(
        "1", "", "", "2014K1", "mindst", "42",
        reason="Flere pladser i praktikbanken gør et højere mål muligt.",
    ),
)  # fmt: skip

RESULTS = (
    Result(
        "1", "1.1", "", "Deltagere i virksomhedspraktik", "kort", "tal",
        unit="pct.", rule="mindst", target="40", expected_from="2013K3",
    ),
    Result(
        "2", "1.1;1.2", "", "Deltagere i almindeligt job efter forløbet", "mellemlangt", "tal",
        unit="pct.", rule="stiger med procentpoint", target="10", baseline="2013K2", expected_from="2013K4",
    ),
    Result(
        "3", "", "1", "Ledigheden i målgruppen nærmer sig de øvriges", "langt", "tal",
        unit="pct.", rule="højst over reference", target="3", target_series="Målgruppen",
        reference_series="Hele kommunen;Landsdelen", expected_from="2013K3",
    ),
    Result(
        "4", "1.2", "", "Deltagere består sprogtesten første gang", "kort", "tal",
        unit="pct.", rule="lig reference", target_series="Deltagere", reference_series="Øvrige kursister",
        expected_from="2013K3",
    ),
    Result("5", "1.3", "", "Deltagerne bruger deres mentor", "kort", "tekst", expected_from="2013K2"),
    Result(
        "6", "2.1", "", "Virksomheder, der har ansat en deltager", "kort", "tal",
        unit="virksomheder", rule="stiger med pct.", target="50", expected_from="2013K2",
    ),
    Result(
        "7", "2.2", "", "Dage fra henvendelse til praktik", "kort", "tal",
        unit="dage", rule="højst", target="14", expected_from="2013K3",
    ),
    Result(
        "8", "", "", "Færre er stadig ledige seks måneder efter", "langt", "fordeling",
        unit="pct.", rule="falder med procentpoint", target="15", target_series="Fortsat ledig",
        baseline="2013K2", expected_from="2013K4",
    ),
    Result(
        "9", "", "", "Kommunen fortsætter brobygningen for egne penge", "mellemlangt", "ja/nej",
        rule="ja", expected_from="2014K1",
    ),
    Result(
        "10", "1.3", "", "Fravær i praktikken", "kort", "tal",
        unit="pct.", rule="falder med pct.", target="20", expected_from="2013K2", retired="2013K4",
        reason="Virksomhederne tæller fravær forskelligt. Gennemførte praktikker siger mere.",
        replaced_by="11",
    ),
    Result(
        "11", "2.2", "", "Praktikker, der gennemføres", "kort", "tal",
        unit="pct.", rule="mindst", target="80", baseline="2013K4", expected_from="2014K1", added="2013K4",
        reason="Afløser fravær i praktikken.",
    ),
    Result(
        "12", "1.1", "", "Deltagere på forsørgelse et halvt år efter", "mellemlangt", "tal",
        unit="pct.", rule="mindst under reference", target="5", target_series="Alle deltagere",
        reference_series="Sammenligningsgruppe", baseline="2013K3", expected_from="2013K3",
    ),
)  # fmt: skip

ASSESSMENTS = (
    Assessment(
        "", "", "", "2013K4", "God fart efter et trægt første halvår",
        "Jobformidlerne er faldet til, og virksomhederne svarer hurtigere. Der mangler mentorer, og det "
        "bør afklares ved årsskiftet, om ordningen skal fortsætte.",
    ),
    Assessment(
        "", "", "", "2014K2", "Brobygningen virker for de fleste",
        "Deltagerne kommer hurtigere i praktik, og flere er i job et halvt år efter. Sprogundervisningen "
        "på arbejdspladsen bør bevares, også uden penge fra puljen.",
    ),
    Assessment(
        "1.1", "", "", "2013K4", "En fast jobformidler giver ro",
        "Deltagerne nævner først og fremmest, at de møder den samme medarbejder hele vejen.",
    ),
    Assessment(
        "1.3", "", "", "2013K4", "Svært at finde mentorer",
        "Kun hver anden plads er besat, og koordinatorens stilling har stået ledig.",
    ),
    Assessment(
        "", "2", "", "2014K2", "Virksomhederne er blevet medejere",
        "Netværket mødes af sig selv og foreslår nye praktikker. Det gør arbejdet mindre afhængigt af "
        "projektet.",
    ),
    Assessment(
        "", "", "1", "2013K3", "Tæt på målet",
        "Andelen stiger hvert kvartal, og der er flere aftaler på vej.", "grøn",
    ),
    Assessment(
        "", "", "3", "2014K2", "Ikke helt i mål",
        "Afstanden til landsdelen er mere end halveret, men ikke helt nede på 3 procentpoint.",
        "gul",
    ),
    Assessment(
        "", "", "4", "2013K3", "Testen kom for tidligt",
        "Det første hold havde kun haft halvdelen af timerne, da de gik til test.", "gul",
    ),
    Assessment("", "", "5", "2013K2", "For få er mødtes", light="gul"),
    Assessment("", "", "5", "2013K4", "Bruges af for få", "De fleste deltagere har ingen mentor.", "rød"),
    Assessment(
        "", "", "8", "2014K2", "Målet er nået",
        "Andelen af ledige er faldet fra 50 pct. til 34,1 pct. Resten er især gået til job.", "grøn",
    ),
    Assessment(
        "", "", "9", "2014K1", "Beslutningen ventes i juni",
        "Udvalget har bedt om en beregning af udgiften, før der tages stilling.", "gul",
    ),
)  # fmt: skip

BROBYGNING = DemoProject(
    "brobygning.xlsx",
    PROJECT,
    AREAS,
    ACTIVITIES,
    MILESTONES,
    STATUSES,
    RESULTS,
    MEASUREMENTS,
    VERSIONS,
    ASSESSMENTS,
)
