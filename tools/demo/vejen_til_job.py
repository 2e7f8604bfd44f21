"""Ærø's and Svendborg's "Vejen til job", made up: half-years, two municipalities, no programme."""

from demo.rows import Activity, Area, Assessment, DemoProject, Milestone, Project, Result, TargetVersion
from demo.vejen_til_job_data import MEASUREMENTS, STATUSES

PROJECT = Project(
    name="Vejen til job",
    municipalities="Ærø;Svendborg",
    programme="",
    start="2014-01-01",
    end="2016-06-30",
    periods="2014H1;2014H2;2015H1;2015H2;2016H1",
    baseline="2014H1",
)

AREAS = (
    Area("1", "Job på tværs af vandet"),
    Area("2", "Støtte undervejs"),
)

ACTIVITIES = (
    Activity("1.1", "1", "Jobværksted på øen", "Arbejdsmarked, Ærø"),
    Activity("1.2", "1", "Pendlerordning", "Virksomhedsteam, Svendborg"),
    Activity(
        "1.3", "1", "Fra sæsonjob til helårsjob", "Erhvervskonsulent",
        remark="Gælder hoteller, værfter og gartnerier, som har brug for folk på forskellige tider af året.",
    ),
    Activity(
        "2.1", "2", "Frivillige jobvenner", "Frivilligcenter", closed="2015H2",
        reason="For få frivillige kunne følge med over sundet. De sidste jobvenner fortsætter i "
        "frivilligcentret.",
    ),
    Activity("2.2", "2", "Helbred og job", "Sundhedsteam"),
)  # fmt: skip

MILESTONES = (
    Milestone("1.1", "1", "Værkstedet er åbent", "ja/nej", deadline="2014-09-01"),
    Milestone("1.1", "2", "Borgere har brugt værkstedet", "antal", "60", "2015H2", "2014H2"),
    Milestone("1.2", "1", "Pendlerkort til færgen er aftalt", "ja/nej", deadline="2014H2"),
    Milestone(
        "1.2", "2", "80 pct. af pendlerne møder stabilt", "procent", "80", "2016H1", expected_from="2015H1",
    ),
    Milestone("1.3", "1", "15 arbejdspladser er med", "antal", "15", "2015-12-31"),
    Milestone(
        "1.3", "2", "Modellen for helårsjob er beskrevet", "tekst", deadline="2015H2", expected_from="2015H1",
    ),
    Milestone("2.1", "1", "20 jobvenner er fundet", "antal", "20", "2015H1"),
    Milestone("2.1", "2", "Jobvennerne har været på kursus", "ja/nej", deadline="2014H2"),
    Milestone(
        "2.2", "1", "Alle har en helbredssamtale inden fire uger", "procent", "100", "2015H1",
        retired="2015H1",
        reason="Færgen og vagtplanen gør fire uger umuligt for øens borgere.",
    ),
    Milestone(
        "2.2", "2", "90 pct. har en helbredssamtale inden otte uger", "procent", "90", "2016H1",
        expected_from="2015H1", added="2015H1", reason="Afløser fristen på fire uger.",
    ),
)  # fmt: skip

VERSIONS = (
    TargetVersion(
        "", "1.1", "2", "2015H1", target="75", deadline="2016H1",
        reason="Værkstedet er også åbent for selvstændige fra 2015.",
    ),
    TargetVersion(
        "2", "", "", "2015H1", "mindst", "12",
        reason="Ordningen begyndte fra nul, og en stigning i pct. fra nul kan ikke regnes ud.",
    ),
    TargetVersion(
        "8", "", "", "2015H2", "højst over reference", "1,5",
        reason="Et værft på øen er lukket. Målet er gjort lidt mindre skrapt.",
    ),
)  # fmt: skip

RESULTS = (
    Result(
        "1", "1.1", "", "Borgere i job eller uddannelse efter værkstedet", "kort", "tal",
        unit="pct.", rule="mindst", target="50", baseline="2014H2", expected_from="2015H1",
    ),
    Result(
        "2", "1.2", "", "Pendlere med fast job", "kort", "tal",
        unit="personer", rule="stiger med pct.", target="100", expected_from="2014H2",
    ),
    Result(
        "3", "1.3", "", "Sæsonansatte, der er ledige om vinteren", "mellemlangt", "tal",
        unit="pct.", rule="falder med procentpoint", target="8", expected_from="2015H1",
    ),
    Result(
        "4", "1.1;1.2", "", "Arbejdstid om ugen som andre på øen", "mellemlangt", "tal",
        unit="timer", rule="lig reference", target_series="Deltagere",
        reference_series="Ansatte på øen;Ansatte i landsdelen", expected_from="2015H1",
    ),
    Result("5", "2.1", "", "Deltagerne føler sig fulgt", "kort", "tekst", expected_from="2014H2"),
    Result(
        "6", "2.2", "", "Deltagernes vurdering af eget helbred", "kort", "tal",
        unit="point", rule="stiger med pct.", target="10", baseline="2014H2", expected_from="2015H1",
    ),
    Result(
        "7", "", "2", "Færre lange sygeforløb end i landsdelen", "langt", "tal",
        unit="pct.", rule="mindst under reference", target="2", target_series="Deltagere",
        reference_series="Landsdelen", expected_from="2015H1",
    ),
    Result(
        "8", "", "", "Forsørgelse tæt på landets", "langt", "tal",
        unit="pct.", rule="højst over reference", target="1", target_series="De to kommuner",
        reference_series="Syddanmark;Hele landet", expected_from="2014H2",
    ),
    Result(
        "9", "", "", "De to kommuner har en fast aftale", "langt", "ja/nej", rule="ja",
        expected_from="2015H2",
    ),
    Result(
        "10", "", "1", "Sådan kommer deltagerne på arbejde", "mellemlangt", "fordeling",
        unit="pct.", baseline="2014H2",
    ),
    Result(
        "11", "1.1", "", "Dage fra ledighed til første samtale", "kort", "tal",
        unit="dage", rule="falder med pct.", target="30", expected_from="2014H2",
    ),
    Result(
        "12", "2.2", "", "Udeblivelser fra helbredssamtaler", "kort", "tal",
        unit="pct.", rule="højst", target="10", expected_from="2014H2", retired="2015H2",
        reason="Udeblivelser siger mere om færgen end om helbredet.", replaced_by="13",
    ),
    Result(
        "13", "2.2", "", "Ventetiden på helbredssamtale falder", "kort", "tal",
        unit="uger", rule="falder med pct.", target="25", baseline="2015H2", expected_from="2016H1",
        added="2015H2", reason="Afløser udeblivelser.",
    ),
)  # fmt: skip

ASSESSMENTS = (
    Assessment(
        "", "", "", "2015H1", "Vandet er den største hindring",
        "Færgens tider afgør, hvem der kan arbejde på fastlandet. Pendlerkortet har hjulpet, men "
        "aftenvagter er stadig udelukket for øens borgere.",
    ),
    Assessment(
        "", "", "", "2016H1", "To kommuner, én indgang",
        "Borgerne oplever samarbejdet som ét tilbud. Aftalen mellem kommunerne sikrer, at det fortsætter.",
    ),
    Assessment(
        "2.1", "", "", "2015H1", "Gode jobvenner, men for få",
        "De frivillige bor især i Svendborg, og turen over sundet tager for lang tid.",
    ),
    Assessment(
        "", "1", "", "2015H2", "Flere veje ind på arbejdsmarkedet",
        "Værkstedet, pendlerordningen og helårsjobbene henviser til hinanden, og det er det nye.",
    ),
    Assessment(
        "", "", "1", "2015H2", "Øen er næsten med", "Ærø mangler kun lidt, og tre aftaler er på vej.", "gul",
    ),
    Assessment("", "", "5", "2014H2", "En god begyndelse", light="grøn"),
    Assessment(
        "", "", "5", "2015H1", "Afstanden mærkes", "Deltagere på øen ser sjældent deres jobven.", "rød",
    ),
    Assessment(
        "", "", "8", "2015H2", "Værftslukningen kan ses",
        "Stigningen skyldes én virksomhed og ventes at gå tilbage.", "gul",
    ),
)  # fmt: skip

VEJEN_TIL_JOB = DemoProject(
    "vejen-til-job.xlsx",
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
