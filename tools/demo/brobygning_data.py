"""Viborg's "Brobygning til job", made up: milestones' status and results' measurements by quarter."""

from demo.rows import Measurement, Status, series

CASES = "Kommunens fagsystem"
SURVEY = "Opfølgning blandt deltagere"

STATUSES = (
    Status(
        "1.1", "1", "2013K1", "På vej", light="gul",
        comment="To af tre er ansat. Den sidste begynder i april.",
    ),
    Status("1.1", "1", "2013K2", "Ja", light="grøn", comment="Alle tre er i gang."),
    Status("1.1", "2", "2013K1", "På vej", "18"),
    Status("1.1", "2", "2013K2", "På vej", "46"),
    Status("1.1", "2", "2013K3", "På vej", "71", light="grøn", comment="Flere henvises efter sommerferien."),
    Status("1.1", "2", "2013K4", "På vej", "88"),
    Status("1.1", "2", "2014K1", "På vej", "108"),
    Status("1.1", "2", "2014K2", "Ja", "126", comment="Målet blev nået i maj."),
    Status("1.1", "3", "2013K1", "N/A", comment="Jobplanen er ikke klar til brug endnu."),
    Status("1.1", "3", "2013K2", "På vej", "52,5", "21", "40"),
    Status("1.1", "3", "2013K3", "På vej", "75,0", "48", "64"),
    Status(
        "1.1", "3", "2013K4", "Ja", "90,9", "80", "88",
        comment="Skabelonen er blevet kortere og bruges nu af alle.",
    ),
    Status(
        "1.1", "3", "2014K2", "På vej", "87,3", "110", "126", "gul",
        "Sygdom blandt jobformidlerne i maj. De sidste 16 planer skrives i juli.",
    ),
    Status("1.2", "1", "2013K1", "Nej", comment="Juristerne ser på den."),
    Status("1.2", "1", "2013K2", "Ja", light="grøn", comment="Underskrevet 13. maj 2013."),
    Status("1.2", "2", "2013K2", "På vej", "1"),
    Status(
        "1.2", "2", "2013K3", "På vej", "2", light="gul", comment="To virksomheder har udskudt deres hold.",
    ),
    Status("1.2", "2", "2013K4", "På vej", "3", comment="To hold er slået sammen, og måltallet er sat ned."),
    Status("1.2", "2", "2014K1", "På vej", "5"),
    Status("1.2", "2", "2014K2", "Ja", "6", light="grøn"),
    Status("1.2", "3", "2013K3", "Nej"),
    Status("1.2", "3", "2013K4", "På vej", "to brancher", light="grøn", comment="Rengøring og køkken."),
    Status(
        "1.2", "3", "2014K1", "Ja", "fire brancher", light="grøn",
        comment="Beskrivelsen er på 12 sider og er prøvet af to lærere, som ikke har været med.",
    ),
    Status("1.3", "1", "2013K1", "På vej", "6"),
    Status("1.3", "1", "2013K2", "På vej", "9", light="gul"),
    Status(
        "1.3", "1", "2013K3", "På vej", "13", light="gul", comment="Halvdelen af målet. To er stoppet igen.",
    ),
    Status("1.3", "1", "2013K4", "Nej", "12", light="rød", comment="Målet på 25 nås ikke."),
    Status("1.3", "2", "2013K1", "På vej"),
    Status("1.3", "2", "2013K2", "Ja", light="grøn", comment="Koordinatoren er kontakt for alle."),
    Status(
        "1.3", "2", "2013K3", "På vej", light="rød", comment="Koordinatoren er rejst, og stillingen er ledig."
    ),
    Status("2.1", "1", "2013K1", "På vej", "11"),
    Status("2.1", "1", "2013K2", "På vej", "19"),
    Status("2.1", "1", "2013K4", "På vej", "27", light="gul", comment="Tredje kvartal er ikke gjort op."),
    Status("2.1", "1", "2014K1", "På vej", "36"),
    Status("2.1", "1", "2014K2", "Ja", "43", comment="De sidste syv er håndværksfirmaer."),
    Status("2.1", "2", "2013K2", "På vej", "udkast", comment="Én side er sendt til de 19 virksomheder."),
    Status(
        "2.1", "2", "2013K3", "Ja", "vedtaget", light="grøn",
        comment="Aftalt på mødet i august: fast kontakt og svar inden en uge.",
    ),
    Status("2.2", "1", "2013K3", "På vej", comment="Systemet prøves af fire konsulenter."),
    Status("2.2", "1", "2013K4", "Ja", light="grøn", comment="Åben siden 28. oktober 2013."),
    Status("2.2", "2", "2013K1", "På vej", "33,3", "4", "12"),
    Status("2.2", "2", "2013K2", "På vej", "41,7", "5", "12", "rød", "Listen bliver ikke holdt ved lige."),
)  # fmt: skip

MEASUREMENTS = (
    *series(
        "1", "",
        {
            "2013K1": "20,0 = 12/60", "2013K2": "30,0 = 24/80", "2013K3": "37,5 = 33/88",
            "2014K1": "42,0 = 42/100", "2014K2": "44,4 = 48/108",
        },
        source=CASES,
    ),
    Measurement(
        "1", "", "2013K4", text="Ikke gjort op, da fagsystemet blev skiftet i december.", source=CASES,
    ),
    *series(
        "2", "",
        {
            "2013K1": "N/A", "2013K2": "22,5 = 9/40", "2013K3": "25,0 = 16/64", "2013K4": "28,4 = 25/88",
            "2014K1": "32,4 = 34/105", "2014K2": "33,3 = 42/126",
        },
        source=SURVEY, texts={"2013K1": "Ingen har afsluttet et forløb endnu."},
    ),
    *series(
        "3", "Målgruppen",
        {
            "2013K1": "19,8", "2013K2": "19,1", "2013K3": "18,4", "2013K4": "17,6", "2014K1": "16,9",
            "2014K2": "16,3",
        },
        source="Ledighedsstatistik",
    ),
    *series(
        "3", "Hele kommunen", {"2013K1": "12,4", "2013K2": "12,2", "2013K3": "12,1"},
        source="Ledighedsstatistik",
    ),
    *series(
        "3", "Landsdelen",
        {
            "2013K1": "13,0", "2013K2": "12,8", "2013K3": "12,9", "2013K4": "12,7", "2014K1": "13,1",
            "2014K2": "13,0",
        },
        source="Ledighedsstatistik",
    ),
    Measurement("3", "", "2013K4", text="Tallet for hele kommunen opgøres ikke længere."),
    *series(
        "4", "Deltagere",
        {
            "2013K2": "61,1 = 11/18", "2013K3": "63,2 = 24/38", "2013K4": "68,4 = 39/57",
            "2014K2": "71,6 = 63/88",
        },
        source="Sprogcenter",
    ),
    *series(
        "4", "Øvrige kursister",
        {"2013K2": "70", "2013K3": "69", "2013K4": "68", "2014K1": "71", "2014K2": "72"},
        source="Sprogcenter",
    ),
    Measurement("5", "", "2013K1", text="Ingen mentorer er begyndt."),
    Measurement(
        "5", "", "2013K2", text="De første mødes hver uge, men langt fra alle har fået en mentor.",
        source=SURVEY,
    ),
    Measurement(
        "5", "", "2013K4", text="De, der har en mentor, er glade for det. Mange venter stadig.", source=SURVEY
    ),
    *series(
        "6", "",
        {"2013K1": "24", "2013K2": "26", "2013K3": "29", "2013K4": "33", "2014K1": "N/A", "2014K2": "38"},
        source="Erhvervsservice", texts={"2014K1": "Tælles kun hvert halve år fra 2014."},
    ),
    *series(
        "7", "",
        {"2013K1": "27", "2013K2": "21", "2013K3": "16", "2013K4": "12", "2014K1": "12", "2014K2": "8"},
        source=CASES,
        breaks={"2013K4": "Nyt fagsystem tæller fra første opkald og ikke fra første brev"},
    ),
    *series(
        "8", "Job",
        {
            "2013K2": "22,5 = 9/40", "2013K3": "25,0 = 16/64", "2013K4": "28,4 = 25/88",
            "2014K1": "32,4 = 34/105",
            "2014K2": "33,3 = 42/126",
        },
        source=SURVEY,
    ),
    *series(
        "8", "Uddannelse",
        {
            "2013K2": "12,5 = 5/40", "2013K3": "12,5 = 8/64", "2013K4": "11,4 = 10/88",
            "2014K1": "11,4 = 12/105",
            "2014K2": "11,9 = 15/126",
        },
        source=SURVEY,
    ),
    *series(
        "8", "Praktik eller løntilskud",
        {
            "2013K2": "15,0 = 6/40", "2013K3": "17,2 = 11/64", "2013K4": "19,3 = 17/88",
            "2014K1": "19,0 = 20/105",
            "2014K2": "20,6 = 26/126",
        },
        source=SURVEY,
    ),
    *series(
        "8", "Fortsat ledig",
        {
            "2013K2": "50,0 = 20/40", "2013K3": "45,3 = 29/64", "2013K4": "40,9 = 36/88",
            "2014K1": "37,1 = 39/105",
            "2014K2": "34,1 = 43/126",
        },
        source=SURVEY,
    ),
    *series(
        "9", "", {"2013K1": "N/A", "2014K1": "Nej", "2014K2": "Ja"}, source="Beskæftigelsesudvalget",
        texts={"2013K1": "Endnu ikke til behandling.", "2014K2": "Vedtaget i juni 2014 for to år."},
    ),
    *series("10", "", {"2013K1": "12,5", "2013K2": "11,8", "2013K3": "12,1"}, source="Virksomhederne"),
    *series(
        "11", "", {"2013K4": "74,3 = 26/35", "2014K1": "79,5 = 31/39", "2014K2": "81,8 = 36/44"}, source=CASES
    ),
    *series(
        "12", "Alle deltagere",
        {
            "2013K3": "61,0 = 36/59", "2013K4": "58,5 = 48/82", "2014K1": "56,0 = 56/100",
            "2014K2": "55,4 = 67/121",
        },
        source="Ydelsesregister",
    ),
    *series(
        "12", "Kvinder",
        {
            "2013K3": "63,3 = 19/30", "2013K4": "60,0 = 24/40", "2014K1": "58,0 = 29/50",
            "2014K2": "57,4 = 35/61",
        },
        source="Ydelsesregister",
    ),
    *series(
        "12", "Mænd",
        {
            "2013K3": "58,6 = 17/29", "2013K4": "57,1 = 24/42", "2014K1": "54,0 = 27/50",
            "2014K2": "53,3 = 32/60",
        },
        source="Ydelsesregister",
    ),
    *series(
        "12", "Sammenligningsgruppe",
        {"2013K3": "64,2", "2013K4": "62,9", "2014K1": "61,8", "2014K2": "61,5"},
        source="Ydelsesregister",
    ),
)  # fmt: skip
