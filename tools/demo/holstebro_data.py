"""Holstebro's partnership 2010-2013: status of each milestone and measurement of each result, year by year.

A year without a row is a year in which the note tells nothing. Milestone 2 of 3.2 has one row more than the
note's own table: the theme evening of 2012, which the note mentions under milestone 3.
"""

from demo.rows import Measurement, Status, series

STATUSES = (
    Status("2.1", "1", "2010", "Ja", light="grøn"),
    Status(
        "2.1", "2", "2010", "På vej", light="grøn",
        comment="Lærerne har været samlet en uge og ses hver fredag, til kurset slutter i marts.",
    ),
    Status(
        "2.1", "2", "2011", "På vej", light="grøn",
        comment="Første del er afsluttet. Anden del begynder som planlagt i uge 49 og slutter i uge 15 i "
        "2012.",
    ),
    Status(
        "2.1", "2", "2012", "Ja", "24", light="grøn",
        comment="De 24 lærere er færdige efter to år med 120 timer om året.",
    ),
    Status(
        "2.2", "1", "2010", "Nej", light="gul",
        comment="Udskudt til første kvartal 2011, hvor et møde skal sikre ejerskab på skolerne. Skolerne "
        "er i gang med at svare på taskforcens spørgeskemaer.",
    ),
    Status(
        "2.2", "1", "2011", "Ja", light="grøn",
        comment="De fire skoler har holdt to fælles temadage: en introduktion og en om faglærernes ansvar "
        "for sproget. Hver skole får også eftermiddage om sine egne spørgsmål.",
    ),
    Status("2.2", "2", "2010", "N/A"),
    Status(
        "2.2", "2", "2011", "På vej", light="grøn",
        comment="Planerne ventes færdige inden sommerferien 2012 og tilpasses kommunens fælles plan.",
    ),
    Status(
        "2.2", "2", "2012", "Ja", light="grøn",
        comment="De tre skoler har hver en plan og bruger den. Taskforcen er bedt om kommentarer, men har "
        "ikke svaret. Lærerne mødes i netværk på skolen og på tværs af kommunen.",
    ),
    Status(
        "2.2", "2", "2013", "Ja", light="grøn",
        comment="Nu har alle kommunens skoler planer. Kommunen sætter rammen, skolerne skriver selv og gør "
        "hvert år skriftligt status over brug og udbytte.",
    ),
    Status(
        "2.3", "1", "2010", value="0",
        comment="Begynder efter planen først i skoleåret 2011. Arbejdsgruppen mødes første gang tidligt i "
        "2011.",
    ),
    Status(
        "2.3", "1", "2011", "", "100", "58", "58", "grøn",
        "De 58 tosprogede børn, der skulle i skole, fik alle en handleplan. Evaluator foreslår at lade "
        "indikatoren udgå, da det er et krav for alle tosprogede børn.",
    ),
    Status(
        "2.3", "1", "2012", value="100", light="grøn", comment="Ingen tosprogede børn mangler en handleplan.",
    ),
    Status(
        "2.3", "1", "2013", value="100", light="grøn",
        comment="Kommunens plan for tosprogede giver hvert barn en handleplan. Fælles regler dækker "
        "overgang, sprogvurdering, forældrenes medvirken og skolernes ansvar.",
    ),
    Status("2.4", "1", "2010", "Nej", light="gul"),
    Status(
        "2.4", "1", "2011", "Nej", light="rød",
        comment="Styregruppen regner med, at ministeriet hjælper med at komme i gang.",
    ),
    Status("2.4", "2", "2010", "Nej"),
    Status(
        "2.4", "3", "2010", value="0",
        comment="Ingen forældre har deltaget, for kurserne er ikke kommet i gang.",
    ),
    Status("2.4", "4", "2010", "N/A", comment="Som forventet."),
    Status(
        "2.4", "4", "2012", "Nej", light="rød",
        comment="I stedet er kommunens samarbejde med forældre kortlagt: hvad der findes, hvad der er på "
        "vej, og hvad der ønskes. Beslutningen om nye tiltag tages efter partnerskabet.",
    ),
    Status("2.5", "1", "2010", "Ja", light="grøn"),
    Status("2.5", "1", "2011", "Ja", light="grøn", comment="Et ungebevillingsteam holder møde hver måned."),
    Status("2.5", "2", "2010", "Nej", light="gul", comment="Arbejdsgruppen har holdt et enkelt møde."),
    Status(
        "2.5", "2", "2011", "På vej", light="gul",
        comment="Beskrevet for unge under folkeskoleloven. I 9. og 10. klasse holder træningsbaner, for "
        "eksempel praktik om eftermiddagen, de unge i skole. Ungdomsuddannelserne mangler stadig en "
        "procedure.",
    ),
    Status(
        "2.5", "2", "2012", "Ja", light="grøn",
        comment="En vejledning fordeler rollerne mellem UU, skoler og forvaltning og har været brugt i et "
        "år. Unge, der falder fra, kommer hurtigere i gang på en ny skole. En procedure gælder elever, som "
        "er væk i over to uger: skolelederen kan kalde fagfolk sammen og få hjælp af en konsulent.",
    ),
    Status(
        "2.5", "2", "2013", "Ja", light="grøn",
        comment="Proceduren hænger som plakat på lærerværelset på hver skole i kommunen. Lærerne kender "
        "den, og der bliver grebet tidligere ind.",
    ),
    Status("3.1", "1", "2010", "N/A"),
    Status(
        "3.1", "1", "2011", "Ja", light="grøn",
        comment="Arbejdsgangen er skrevet. Vejlederne på begge sider skal nu aftale roller, og hvem der "
        "skal overdrages håndholdt.",
    ),
    Status(
        "3.1", "1", "2012", "Ja", light="grøn",
        comment="Ungdomsuddannelser, afgivende skole, skolechef og UU mødes om de unge, som giver bekymring.",
    ),
    Status(
        "3.1", "1", "2013", "Ja", light="grøn",
        comment="Møderne fortsætter for nydanske og etnisk danske unge. De begyndte i partnerskabet og er "
        "nu en følge af lovgivningen for alle unge, der vækker bekymring.",
    ),
    Status("3.2", "1", "2010", "Ja", light="grøn"),
    Status("3.2", "2", "2010", "N/A"),
    Status(
        "3.2", "2", "2011", "Ja", light="gul",
        comment="Holdt for forældre med somalisk og tyrkisk baggrund og for en af to arabiske grupper. Den "
        "anden arabiske gruppe og den tamilske mangler, formentlig fordi interessen er lille.",
    ),
    Status(
        "3.2", "2", "2012", "Ja", light="grøn",
        comment="Endnu en aften er holdt sammen med SSP og en somalisk forening, se milepæl 3.",
    ),
    Status(
        "3.2", "3", "2010", value="0", light="gul",
        comment="Aktiviteten er forsinket, og ingen aftener er holdt endnu.",
    ),
    Status(
        "3.2", "3", "2012", light="gul",
        comment="Der er holdt en temaaften om vejen fra folkeskole til ungdomsuddannelse, og UU underviser "
        "på et kursus over 3 dage for en congolesisk gruppe. Vejlederne har holdt 33 individuelle møder om "
        "uddannelsesplaner. Nogle unge får en mentor i overgangen. Antallet af forældre er ikke gjort op.",
    ),
    Status(
        "3.2", "3", "2013", value="125", light="grøn",
        comment="De 125 forældre har været til orienteringsmøder i klasserne. Der er ikke holdt nye "
        "aftener for enkelte sproggrupper. De individuelle møder fortsætter, nu som et krav i loven.",
    ),
    Status("3.3", "1", "2010", "Nej", comment="Begynder efter planen først i 2011."),
    Status(
        "3.3", "1", "2011", "Ja", light="grøn",
        comment="I gang siden 1. august 2011, da koordinatoren blev ansat. Pengene er søgt uden for "
        "partnerskabet, og derfor hjælper koordinatoren også etnisk danske unge.",
    ),
    Status(
        "3.3", "2", "2011", "På vej", "7", light="gul",
        comment="Tre og siden to unge under 15 år hos boligforeningernes viceværter samt to piger. En er "
        "faldet fra. Der ligger 20-22 job klar hos virksomheder i egnen.",
    ),
    Status(
        "3.3", "2", "2012", "Ja", "55", light="grøn",
        comment="De 30 af de 55 job er gået til tosprogede. 75 unge er blevet vejledt, og flere har spurgt "
        "i jobcafeen uden at være talt med.",
    ),
    Status(
        "3.3", "2", "2013", "Ja", "101", light="grøn",
        comment="De 66 af de 101 job, 65 pct., er gået til tosprogede.",
    ),
    Status(
        "3.3", "3", "2011", "På vej", "7", light="gul",
        comment="Syv virksomheder er med. To boligforeninger tager unge under 15 år.",
    ),
    Status(
        "3.3", "3", "2012", "Ja", "125", light="grøn",
        comment="Koordinatoren har talt med 150 virksomheder, og 125 vil gerne have en ung.",
    ),
    Status(
        "3.3", "3", "2013", "Ja", "149", light="grøn",
        comment="Koordinatoren har talt med 182 virksomheder, og 149 (80 pct.) må ringes op om en ung. "
        "Sidst på året blev der opsøgt færre, fordi det var uvist, om indsatsen fortsatte.",
    ),
)  # fmt: skip

MEASUREMENTS = (
    Measurement(
        "1", "", "2010", text="De 24 lærere siger, at de allerede bruger kurset i timerne.",
        source="Statusnotat 2013, afsnit 2.1: lærerne",
    ),
    Measurement(
        "1", "", "2011", text="Ja, ud fra hvad de 24 lærere fortæller. To dybdeinterview viser det samme.",
        source="Statusnotat 2013, afsnit 2.1: aktivitetsansvarlig og interview",
    ),
    Measurement(
        "1", "", "2012", text="Bruges i lærernes egne timer og gives videre til kollegerne.",
        source="Statusnotat 2013, afsnit 2.1: aktivitetsansvarlig",
    ),
    Measurement(
        "1", "", "2013",
        text="Indgår i undervisningen. Skolernes handlingsplaner har bredt viden yderligere ud.",
        source="Statusnotat 2013, afsnit 2.1: aktivitetsansvarlig",
    ),
    Measurement(
        "2", "", "2010", text="Ingen skoler endnu, som forventet.", source="Statusnotat 2013, afsnit 2.3"
    ),
    Measurement(
        "2", "", "2011",
        text="Alle fire ledere siger ja. Procedurer mangler og ventes til skoleåret 2011/12.",
        source="Statusnotat 2013, afsnit 2.3: skoleledere og projektleder",
    ),
    Measurement(
        "2", "", "2012",
        text="En skriftlig procedure fortæller lærerne, hvordan planen bruges: førskole, tosprogskonsulent "
        "og skole mødes om hvert barn. Den gælder fra marts 2013.",
        source="Statusnotat 2013, afsnit 2.3",
    ),
    Measurement(
        "2", "", "2013",
        text="Taget i brug af alle skolens lærere. Overleveringsmøder giver skolen bedre kendskab til "
        "eleverne fra første dag.",
        source="Statusnotat 2013, afsnit 2.3: aktivitetsansvarlig",
    ),
    *series(
        "3", "", {"2010": "32", "2011": "67,33", "2012": "25", "2013": "71,7"},
        source="Statusnotat 2013, afsnit 2.4: læsetest i 6. klasse",
        breaks={"2012": "Skolesammenlægning kort før testen gav nye klasser og et andet elevgrundlag"},
    ),
    *series(
        "4", "", {"2010": "75", "2011": "63,33", "2012": "72", "2013": "95"},
        source="Statusnotat 2013, afsnit 2.4: 0.-3. klasse",
        texts={
            "2010": "Målt på to skoler.",
            "2011": "Ingen ekstra tiltag i de målte klasser. Skolestrukturen er ændret, og elever har "
            "skiftet skole.",
        },
        breaks={"2012": "Kun den ene af de to skoler er målt"},
    ),
    *series(
        "5", "", {"2010": "58", "2011": "83"}, source="Statusnotat 2013, afsnit 2.5",
        texts={"2010": "Dækker alene de gymnasiale uddannelser."},
    ),
    *series(
        "6", "", {"2010": "7", "2011": "40"}, source="Statusnotat 2013, afsnit 3.2",
        texts={
            "2010": "Afstanden til alle unge i kommunen. Kilden oplyser ikke de to andele.",
            "2011": "Afstanden til alle unge i kommunen. Kilden oplyser ikke de to andele.",
        },
    ),
    *series(
        "7", "Alle unge", {"2010": "0", "2011": "66", "2012": "85"}, source="Statusnotat 2013, afsnit 3.3",
        texts={
            "2010": "Som forventet før start.",
            "2011": "Kun tre unge har haft job så længe, at de kan tælle med.",
        },
    ),
    *series("7", "Tosprogede", {"2012": "70", "2013": "88"}, source="Statusnotat 2013, afsnit 3.3"),
    *series("7", "Etnisk danske", {"2013": "79"}, source="Statusnotat 2013, afsnit 3.3"),
    *series(
        "8", "I gang med samme uddannelse", {"2010": "42", "2011": "60", "2012": "73", "2013": "70"},
        source="Statusnotat 2013, afsnit 3: langt sigt",
    ),
    *series(
        "8", "Skiftet uddannelse", {"2010": "25", "2011": "9", "2012": "8", "2013": "10"},
        source="Statusnotat 2013, afsnit 3: langt sigt",
    ),
    *series(
        "8", "Ikke i gang med uddannelse", {"2010": "33", "2011": "31", "2012": "19", "2013": "20"},
        source="Statusnotat 2013, afsnit 3: langt sigt",
    ),
    Measurement("8", "", "2010", text="Begyndt i skoleåret 2009/10."),
    Measurement("8", "", "2011", text="Begyndt i skoleåret 2010/11."),
    Measurement("8", "", "2012", text="Begyndt i skoleåret 2011/12."),
    Measurement(
        "8", "", "2013",
        text="Begyndt i skoleåret 2012/13. Til sammenligning er 11 pct. af de etnisk danske unge ikke i "
        "gang.",
        source="UU's opgørelse 2013",
    ),
)  # fmt: skip
