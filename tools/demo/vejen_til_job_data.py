"""Ærø's and Svendborg's "Vejen til job", made up: status and measurements by half-year."""

from demo.rows import Measurement, Status, series

CASES = "Kommunernes fagsystemer"
STATISTICS = "Ydelsesstatistik"
SURVEY = "Spørgeskema til deltagere"

STATUSES = (
    Status("1.1", "1", "2014H1", "På vej", comment="Lokalet ved havnen er fundet."),
    Status("1.1", "1", "2014H2", "Ja", light="grøn", comment="Åbnet 18. august 2014."),
    Status("1.1", "2", "2014H2", "På vej", "19"),
    Status("1.1", "2", "2015H1", "På vej", "38", light="grøn"),
    Status("1.1", "2", "2015H2", "På vej", "61", comment="Det første mål på 60 ville være nået."),
    Status("1.1", "2", "2016H1", "Ja", "78", light="grøn"),
    Status("1.2", "1", "2014H1", "Nej"),
    Status(
        "1.2", "1", "2014H2", "På vej", light="gul",
        comment="Prisen er aftalt, men kortet gælder ikke om aftenen.",
    ),
    Status("1.2", "1", "2015H1", "Ja", light="grøn", comment="Kortet gælder alle afgange fra maj 2015."),
    Status(
        "1.2", "2", "2015H1", "På vej", "61,5", "8", "13",
        comment="De første måneder var præget af storm og aflysninger.",
    ),
    Status("1.2", "2", "2015H2", "På vej", "75,0", "15", "20"),
    Status("1.2", "2", "2016H1", "Ja", "81,5", "22", "27"),
    Status("1.3", "1", "2014H1", "Nej", "0"),
    Status("1.3", "1", "2014H2", "På vej", "6"),
    Status("1.3", "1", "2015H2", "På vej", "13", light="gul", comment="To gartnerier svarer i januar."),
    Status("1.3", "1", "2016H1", "Ja", "16", light="grøn", comment="Nået et halvt år efter fristen."),
    Status("1.3", "2", "2014H1", "N/A"),
    Status("1.3", "2", "2015H1", "På vej", "udkast", comment="Udkast efter seks arbejdspladser."),
    Status(
        "1.3", "2", "2015H2", "Ja", "hæfte", light="grøn",
        comment="Udgivet som et hæfte om at dele medarbejdere over året.",
    ),
    Status("2.1", "1", "2014H1", "På vej", "5"),
    Status("2.1", "1", "2014H2", "På vej", "11", light="gul"),
    Status("2.1", "1", "2015H1", "Nej", "9", light="rød", comment="Tre er stoppet, og én er kommet til."),
    Status("2.1", "2", "2014H1", "Nej"),
    Status("2.1", "2", "2014H2", "Ja", light="grøn"),
    Status(
        "2.1", "2", "2015H1", "På vej", light="gul", comment="Kurset er ikke gentaget for den nye jobven.",
    ),
    Status("2.2", "1", "2014H1", "På vej", "58,3", "14", "24"),
    Status(
        "2.2", "1", "2014H2", "Nej", "53,1", "17", "32", "rød", "Vagtplanen giver kun én dag om ugen på øen.",
    ),
    Status("2.2", "2", "2015H1", "På vej", "77,5", "31", "40"),
    Status("2.2", "2", "2015H2", "På vej", "86,3", "44", "51", "grøn", "Samtaler på skærm er begyndt."),
    Status("2.2", "2", "2016H1", "Ja", "91,9", "57", "62"),
)  # fmt: skip

MEASUREMENTS = (
    *series(
        "1", "Ærø",
        {
            "2014H2": "31,6 = 6/19", "2015H1": "44,7 = 17/38", "2015H2": "47,5 = 29/61",
            "2016H1": "52,6 = 41/78",
        },
        source=CASES,
    ),
    *series(
        "1", "Svendborg",
        {
            "2014H2": "38,2 = 13/34", "2015H1": "46,3 = 25/54", "2015H2": "53,4 = 39/73",
            "2016H1": "55,4 = 51/92",
        },
        source=CASES,
    ),
    *series(
        "2", "", {"2014H1": "0", "2014H2": "7", "2015H1": "14", "2015H2": "20", "2016H1": "25"},
        source="Virksomhedsteam",
    ),
    *series(
        "3", "", {"2014H1": "41,2", "2015H1": "38,0", "2016H1": "34,7"}, source=STATISTICS,
        texts={"2016H1": "Vinteren 2015/16."},
    ),
    Measurement("3", "", "2014H2", text="Tælles kun efter vinteren.", source=STATISTICS),
    *series(
        "4", "Deltagere", {"2014H1": "24,5", "2015H1": "28,3", "2015H2": "30,6", "2016H1": "32,4"},
        source=SURVEY,
    ),
    *series("4", "Ansatte på øen", {"2014H1": "31", "2015H1": "31"}, source="Arbejdstidsstatistik"),
    *series(
        "4", "Ansatte i landsdelen", {"2014H1": "32", "2015H1": "32", "2015H2": "32", "2016H1": "32"},
        source="Arbejdstidsstatistik",
    ),
    Measurement("5", "", "2014H1", text="Ingen jobvenner er begyndt at følge deltagere."),
    Measurement(
        "5", "", "2014H2", text="De fleste med en jobven siger, at det er rart at have nogen at ringe til.",
        source=SURVEY,
    ),
    Measurement(
        "5", "", "2015H1", text="I Svendborg mødes man stadig. På Ærø klares det meste i telefonen.",
        source=SURVEY,
    ),
    *series(
        "6", "", {"2014H1": "N/A", "2014H2": "2,9", "2015H1": "3,0", "2015H2": "3,1", "2016H1": "3,3"},
        source=SURVEY, texts={"2014H1": "Spørgeskemaet var ikke klar.", "2014H2": "Skala fra 1 til 5."},
    ),
    *series(
        "7", "Deltagere",
        {"2014H1": "9,8", "2014H2": "9,1", "2015H1": "8,4", "2015H2": "7,2", "2016H1": "6,5"},
        source=STATISTICS, breaks={"2015H1": "Ny regel: et langt forløb regnes fra 26 uger og ikke fra 22"},
    ),
    *series(
        "7", "Landsdelen",
        {"2014H1": "9,5", "2014H2": "9,6", "2015H1": "8,9", "2015H2": "8,8", "2016H1": "8,7"},
        source=STATISTICS, breaks={"2015H1": "Ny regel: et langt forløb regnes fra 26 uger og ikke fra 22"},
    ),
    *series(
        "8", "De to kommuner",
        {"2014H1": "17,4", "2014H2": "17,1", "2015H1": "16,8", "2015H2": "17,3", "2016H1": "16,6"},
        source=STATISTICS,
    ),
    *series("8", "Syddanmark", {"2014H1": "15,9", "2014H2": "15,8", "2015H1": "15,9"}, source=STATISTICS),
    *series(
        "8", "Hele landet",
        {"2014H1": "15,2", "2014H2": "15,1", "2015H1": "15,3", "2015H2": "15,4", "2016H1": "15,2"},
        source=STATISTICS,
    ),
    *series(
        "9", "", {"2014H1": "Nej", "2015H1": "Nej", "2015H2": "Nej", "2016H1": "Ja"},
        source="Styregruppen", texts={"2016H1": "Aftalen løber foreløbig i tre år."},
    ),
    *series(
        "10", "Færge", {"2014H2": "24,5", "2015H1": "29,3", "2015H2": "33,6", "2016H1": "35,3"},
        source=SURVEY,
    ),
    *series(
        "10", "Bil", {"2014H2": "47,2", "2015H1": "42,4", "2015H2": "38,8", "2016H1": "36,5"}, source=SURVEY,
    ),
    *series(
        "10", "Cykel eller gang", {"2014H2": "28,3", "2015H1": "28,3", "2015H2": "27,6", "2016H1": "28,2"},
        source=SURVEY,
    ),
    *series(
        "11", "", {"2014H1": "40", "2014H2": "38", "2015H1": "33", "2015H2": "30", "2016H1": "26"},
        source=CASES,
    ),
    *series(
        "12", "", {"2014H1": "14,5", "2014H2": "13,8", "2015H1": "12,2", "2015H2": "15,7"},
        source="Sundhedsteam",
    ),
    *series("13", "", {"2015H2": "7,6", "2016H1": "5,5"}, source="Sundhedsteam"),
)  # fmt: skip
