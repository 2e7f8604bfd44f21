"""Holstebro's partnership 2010-2013: areas, activities, milestones, results and assessments.

Figures, years and statuses come from the status note of 2013, chapters 2 and 3; the words are our own. Lights
are judged from what the note tells, since the excerpt has lost its colours. Deadlines are inferred where the
note tells when something was to start or end, and set to the project's last year otherwise.
"""

from demo.holstebro_data import MEASUREMENTS, STATUSES
from demo.rows import Activity, Area, Assessment, DemoProject, Milestone, Project, Result, TargetVersion

PROJECT = Project(
    name="Partnerskab om ungestrategier",
    municipalities="Holstebro",
    programme="Partnerskaber om ungestrategier",
    start="2010-01-01",
    end="2013-12-31",
    periods="2010;2011;2012;2013",
    baseline="2010",
)

AREAS = (
    Area("2", "Fagligt svage nydanske børn og unge"),
    Area("3", "Nydanske unge på kanten af job og uddannelse"),
)

ACTIVITIES = (
    Activity("2.1", "2", "Kompetenceudvikling af lærere", "Skole"),
    Activity(
        "2.2", "2", "Planer for dansk som andetsprog på fire skoler", "Skole",
        remark="Den ene af de fire skoler er nedlagt, så nu er tre skoler med.",
    ),
    Activity("2.3", "2", "Handleplan for hvert tosproget barn", "Skole"),
    Activity(
        "2.4", "2", "Kurser for nydanske forældre", "SSP", closed="2012",
        reason="Kurserne kom aldrig i gang. Kommunen har kortlagt samarbejdet med forældrene og beslutter "
        "først nye tiltag, når partnerskabet er slut.",
        remark="Resultaterne om læsning og forældremøder følges fortsat, selv om aktiviteten er lukket.",
    ),
    Activity("2.5", "2", "Arbejdsgang ved fravær", "UU"),
    Activity("3.1", "3", "Overdragelsessamtaler", "UU"),
    Activity("3.2", "3", "Temaaften og møder for nydanske forældre", "UU"),
    Activity("3.3", "3", "Fritidsjobformidling", "UU"),
)  # fmt: skip

NEW_IN_2011 = "Ny milepæl fra 2011, da formidlingen gik i gang."

MILESTONES = (
    Milestone("2.1", "1", "Kurset er sat i gang", "ja/nej", deadline="2010"),
    Milestone("2.1", "2", "24 lærere har gennemført forløbet", "antal", "24", "2012"),
    Milestone("2.2", "1", "Tosprogstaskforcen har besøgt skolerne", "ja/nej", deadline="2010"),
    Milestone(
        "2.2", "2", "Alle skoler har en plan for dansk som andetsprog", "ja/nej",
        deadline="2012", expected_from="2011",
    ),
    Milestone(
        "2.3", "1", "95 pct. har en handleplan ved skolestart", "procent", "95",
        deadline="2012", expected_from="2011",
    ),
    Milestone("2.4", "1", "Udviklingen af kurser er begyndt", "ja/nej", deadline="2011"),
    Milestone("2.4", "2", "Det første kursus er holdt", "ja/nej", deadline="2011"),
    Milestone("2.4", "3", "30 forældre har deltaget i kurser", "antal", "30", "2012"),
    Milestone(
        "2.4", "4", "Erfaringerne fra kurserne er samlet op", "ja/nej", deadline="2012", expected_from="2012"
    ),
    Milestone("2.5", "1", "Arbejdsgruppen er gået i gang", "ja/nej", deadline="2010"),
    Milestone("2.5", "2", "Arbejdsgangen ved fravær er beskrevet", "ja/nej", deadline="2012"),
    Milestone(
        "3.1", "1", "Arbejdsgang for håndholdt overlevering foreligger", "ja/nej",
        deadline="2011", expected_from="2011",
    ),
    Milestone("3.2", "1", "Indholdet af temaaftener og møder er fastlagt", "ja/nej", deadline="2010"),
    Milestone("3.2", "2", "Temaaftener afholdes", "ja/nej", deadline="2012", expected_from="2011"),
    Milestone("3.2", "3", "75 forældre har deltaget i møder", "antal", "75", "2013"),
    Milestone("3.3", "1", "Formidlingen er i gang", "ja/nej", deadline="2011", expected_from="2011"),
    Milestone(
        "3.3", "2", "40 fritidsjob er formidlet", "antal", "40", "2013",
        expected_from="2011", added="2011", reason=NEW_IN_2011,
    ),
    Milestone(
        "3.3", "3", "50 virksomheder har givet tilsagn", "antal", "50", "2013",
        expected_from="2011", added="2011", reason=NEW_IN_2011,
    ),
)  # fmt: skip

VERSIONS = (
    TargetVersion(
        "", "2.2", "1", valid_from="2011", deadline="2011-03-31",
        reason="Besøget er flyttet til første kvartal 2011, så skolerne når at tage ejerskab.",
    ),
)  # fmt: skip

RESULTS = (
    Result(
        "1", "2.1", "", "Alle 24 lærere bruger dansk som andetsprog", "kort", "tekst", expected_from="2011",
    ),
    Result("2", "2.3", "", "Skolerne bruger handleplanerne aktivt", "kort", "tekst", expected_from="2011"),
    Result(
        "3", "2.4", "", "Elever på mellemtrinnet læser på niveau med klassen", "langt", "tal",
        unit="pct.", rule="mindst", target="75", expected_from="2011",
    ),
    Result(
        "4", "2.4", "", "Flere forældre deltager i forældremøder", "langt", "tal",
        unit="pct.", rule="stiger med pct.", target="25", expected_from="2011",
    ),
    Result(
        "5", "2.5", "", "Unge erklæres uddannelsesparate", "kort", "tal",
        unit="pct.", rule="mindst", target="85", expected_from="2011", retired="2011",
        reason="Man kan ikke regne med, at aktiviteten virker direkte på uddannelsesparatheden.",
    ),
    # The note gives only the distance to all young people, never the two shares. The distance itself is
    # therefore the figure, and "at most 15 over the reference" becomes "at most 15" in procentpoint.
    Result(
        "6", "3.2", "", "Omvalg blandt nydanske unge, afstand til alle unge", "kort", "tal",
        unit="procentpoint", rule="højst", target="15", expected_from="2011", retired="2012",
        reason="UU finder indikatoren ufuldstændig. Frafald og omvalg følges i stedet samlet på langt sigt.",
        replaced_by="8",
    ),
    Result(
        "7", "3.3", "", "Fritidsjob fastholdes i mindst 3 måneder", "kort", "tal",
        unit="pct.", rule="mindst", target="60", target_series="Tosprogede", expected_from="2011",
    ),
    Result(
        "8", "", "3", "Færre nydanske unge falder fra det første år", "langt", "fordeling",
        unit="pct.", rule="falder med pct.", target="10", target_series="Ikke i gang med uddannelse",
        expected_from="2011",
    ),
)  # fmt: skip

ASSESSMENTS = (
    Assessment(
        "", "", "", "2012", "To ting at følge op på",
        "Alle aktiviteter bør have en plan for forankring, også dem der ikke koster ekstra. Planen skal "
        "handle om mere end penge: hvem overtager opgaverne, hvad kan lægges ind i bestående tilbud, og "
        "hvordan skrives metoderne ned? Desuden skal årsagen til den svage læsetest i 6. klasse findes.",
    ),
    Assessment(
        "", "", "", "2013", "Sidste år gik med forankring",
        "Året er gået efter planen. Metoder, erfaringer og resultater er nu skrevet ned for alle "
        "aktiviteter sammen med medarbejderne. Fritidsjobformidlingen er sikret i 2014, men ikke længere "
        "frem, og ventetiden har skabt usikkerhed. Der er mindre kontakt med ministeriet end før og mere "
        "med de andre kommuner.",
    ),
    Assessment(
        "2.1", "", "", "2013", "Hele skolen er løftet",
        "Skolen har nu 11 lærere med dansk som andetsprog. De arbejder tættere sammen med kollegerne og "
        "har holdt forløb for dem, så sproget er blevet en del af den almindelige undervisning. Det hjalp, "
        "at hver skole sendte seks lærere af sted sammen. Et netværk på tværs af kommunens skoler deler "
        "viden.",
    ),
    Assessment(
        "2.3", "", "", "2011", "Indikatoren kan udgå",
        "Alle tosprogede børn skal alligevel have en handleplan, når de begynder i skole. Evaluator "
        "foreslår derfor, at milepælen ikke længere følges.",
    ),
    Assessment(
        "2.3", "", "", "2013", "Møderne koster tid og er tiden værd",
        "Inden skolestart mødes forældre, pædagoger, lærere og tosprogskonsulent om hvert barn med "
        "sprogvurderingen som grundlag. Børnehaver, skoler og forældre er glade for det. Fra januar 2014 "
        "kommer der også informationsmøder for forældre med børn i børnehave.",
    ),
    Assessment("", "", "1", "2011", "Lærerne selv og to interview siger ja", light="grøn"),
    Assessment("", "", "1", "2012", "Viden gives videre til kolleger", light="grøn"),
    Assessment("", "", "1", "2013", "Udbredt på skolerne", light="grøn"),
    Assessment(
        "", "", "2", "2011", "I brug, men uden fast procedure",
        "Lederne siger, at planerne bruges. Der mangler en procedure, som sikrer det.", "gul",
    ),
    Assessment(
        "", "", "2", "2012", "Proceduren er skrevet, men ikke taget i brug",
        "Den gælder først fra den næste overlevering i marts 2013.", "gul",
    ),
    Assessment("", "", "2", "2013", "Taget i brug af alle skolens lærere", light="grøn"),
    Assessment(
        "", "", "3", "2012", "Uventet og stort fald",
        "Andelen faldt fra 67 pct. til 25 pct. Kommunen bør finde årsagen og have særlig opmærksomhed på "
        "læsningen i partnerskabets sidste år.",
        "rød",
    ),
    Assessment(
        "", "", "3", "2013", "Næsten i mål",
        "Med 71,1 pct. er retningen vendt, og der er ikke langt op til målet på 75 pct. Ifølge kommunen "
        "skyldtes faldet i 2012 en skolesammenlægning kort før testen: klasserne var nye og urolige, og "
        "elevgrundlaget et andet. I december 2012 blev det aftalt at sætte ind, og elever med brug for det "
        "får flere læsetimer. Årgangen fra 2012 bør stadig følges særskilt.",
        "gul",
    ),
    Assessment(
        "", "", "4", "2011", "Et fald, der ventes vendt",
        "Der har ikke været særlige tiltag i de målte klasser, og elever har skiftet skole.", "gul",
    ),
    Assessment(
        "", "", "4", "2012", "På vej op",
        "Andelen er højere end i 2011 og ventes at stige igen, men kun den ene skole er målt.", "gul",
    ),
    Assessment(
        "", "3", "", "2013", "Partnerskab og lovgivning trak samme vej",
        "To andre projekter i kommunen og nye landsdækkende regler har støttet arbejdet. Forskellen er, at "
        "partnerskabet gjaldt nydanske unge, mens reglerne gælder alle. I dag arbejder kommunen fast med "
        "overlevering, uddannelsesparathed og fastholdelse for enhver ung med behov for støtte.",
    ),
    Assessment(
        "3.3", "", "", "2013", "Sikret i 2014, uafklaret derefter",
        "Et gevinstskema viser, hvad SSP, Børn og Unge, skole og jobcenter hver især får ud af "
        "fritidsjobbene, for eksempel mindre hærværk, fravær og ledighed. I 2014 er der penge til at "
        "fortsætte under UU. Om formidlingen bliver et fast tilbud, er ikke besluttet.",
    ),
    Assessment(
        "", "", "7", "2011", "Over målet, men for få forløb",
        "De 66 pct. hviler på tre unge og kan ikke bære en vurdering endnu.", "gul",
    ),
    Assessment(
        "", "", "7", "2013", "Målet er indfriet",
        "Både de tosprogede med 88 pct. og de etnisk danske med 79 pct. ligger over 60 pct. Ifølge "
        "fritidsjobkonsulenten skyldes forskellen, at de etnisk danske unge i ordningen som regel også har "
        "sociale problemer, mens nydanske unge tilbydes hjælp uden at have det.",
        "grøn",
    ),
    Assessment(
        "", "", "8", "2013", "Nået, men der er stadig en forskel",
        "I 2013 er 80 pct. fortsat i uddannelse mod 67 pct. i 2010. Frafaldet er 20 pct. for nydanske "
        "og 11 pct. for etnisk danske unge, så de nydanske unge bør fortsat have særlig opmærksomhed.",
        "grøn",
    ),
)  # fmt: skip

HOLSTEBRO = DemoProject(
    "holstebro.xlsx",
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
