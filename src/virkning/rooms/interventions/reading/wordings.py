"""The template's own words as people's files have them, as patterns that `phrases.py` reads."""

from ..form import Field, Section

_S, _F = Section, Field

#: Heading → section, and the field of what is written right under it.
HEADINGS: tuple[tuple[Section, Field | None, tuple[str, ...]], ...] = (
    (
        _S.FACTS,
        None,
        ("[korte] fakta [om] [indsatsen|forløbet]", "kort om indsatsen", "{stamdata|stamoplysninger}"),
    ),
    (_S.TARGET, _F.TARGET_GROUP, ("{målgruppe|målgruppen} [for indsatsen|og udvælgelse]",)),
    (_S.PURPOSE, None, ("formålet [med] [indsatsen|forløbet]", "formål [med indsatsen]")),
    (
        _S.ACTIVITIES,
        _F.ACTIVITIES,
        ("beskrivelse af indsatsen", "indsatsens {indhold|aktiviteter}", "aktiviteter [i indsatsen]"),
    ),
    (_S.ACTORS, _F.ACTORS, ("aktører [og|undervisere] [undervisere]", "undervisere [og aktører]")),
    (
        _S.AMBASSADOR,
        _F.AMBASSADOR_ROLE,
        (
            "integrations og beskæftigelsesambassadørens rolle",
            "[integrations] [og] [beskæftigelses] {ambassadørens|ambassadørs} rolle",
        ),
    ),
    (
        _S.METHOD,
        _F.METHOD,
        ("{metode|metoder} [og evidens|og erfaringer]", "{erfaringer|erfaring} og {metode|metoder}"),
    ),
    (
        _S.TRACKS,
        _F.CHANGE_TRACKS,
        ("forandringsspor", "indsatsspor", "[valgte] {forandringsspor|indsatsspor}"),
    ),
    (
        _S.EFFECT,
        _F.EXPECTED_EFFECT,
        ("forventet effekt [af indsatsen]", "forventede effekter [af indsatsen]"),
    ),
    (_S.ECONOMY, _F.ECONOMY, ("økonomi",)),
    (_S.OBSERVATIONS, None, ("observationer [undervejs|under forløbet]", "observationer og refleksioner")),
)

#: Questions: long enough to be known wherever they stand.
QUESTIONS: tuple[tuple[Section, Field | None, tuple[str, ...]], ...] = (
    (
        _S.FACTS,
        _F.SUMMARY,
        ("kort beskrivelse [af indsatsen|af forløbet] [2 linjer|to linjer|maks 2 linjer]",),
    ),
    (
        _S.FACTS,
        _F.NEW_TYPE,
        (
            "er der tale om en ny type [indsats] [sæt kryds]",
            "er [det] [indsatsen] en ny type [indsats] [sæt kryds]",
        ),
    ),
    (
        _S.FACTS,
        _F.WEEKS_PER_PARTICIPANT,
        ("antal uger [som] indsatsen varer [for den enkelte deltager|pr deltager]",),
    ),
    (
        _S.FACTS,
        _F.PARTICIPANTS_AT_A_TIME,
        ("hvor mange {deltager|deltagere} [er|der] [der] [i] [indsatsen] [ad gangen]",),
    ),
    (
        _S.FACTS,
        _F.INTAKE,
        (
            "[er der] løbende optag eller fælles {start|opstart} [sæt kryds]",
            "løbende [optag] {eller|og} fælles [start|opstart|optag]",
        ),
    ),
    (
        _S.TARGET,
        _F.TARGET_GROUP,
        (
            "hvem skal {modtage|deltage i} indsatsen [og hvad karakteriserer målgruppen]",
            "hvad karakteriserer målgruppen",
            "hvem er {målgruppen|deltagerne} [for indsatsen|i indsatsen]",
            "hvad kendetegner {målgruppen|deltagerne}",
        ),
    ),
    (
        _S.TARGET,
        _F.SELECTION_CRITERIA,
        (
            "hvad er {kriterierne|kriteriet|kriterier} [for at blive udvalgt til deltagelse|for at blive udvalgt"
            "|for udvælgelse|for deltagelse]",
            "hvordan {udvælges|visiteres} {deltagerne|deltagere|borgerne} [til indsatsen]",
        ),
    ),
    (_S.PURPOSE, None, ("hvad er formålet [med indsatsen]",)),
    (
        _S.PURPOSE,
        _F.PURPOSE_SHORT,
        ("hvad er formålet [med indsatsen] {på kort sigt|på kortere sigt}",),
    ),
    (
        _S.PURPOSE,
        _F.PURPOSE_LONG,
        ("hvad er formålet [med indsatsen] {på lang sigt|på langt sigt|på længere sigt}",),
    ),
    (
        _S.ACTIVITIES,
        _F.ACTIVITIES,
        (
            "hvilke aktiviteter består indsatsen af [beskriv hver enkelt aktivitet for sig"
            "|beskriv hver aktivitet for sig]",
            "hvilke aktiviteter {indgår|er der|indeholder indsatsen} [i indsatsen]",
        ),
    ),
    (
        _S.ACTORS,
        _F.ACTORS,
        (
            "hvilke aktører er med [til at gennemføre afholde undervise i løbet af indsatsen]"
            " [og hvilken specifik aktivitet skal vedkommende understøtte]",
            "hvilke {aktører|undervisere} {indgår|deltager|medvirker} [i indsatsen]",
        ),
    ),
    (
        _S.AMBASSADOR,
        _F.AMBASSADOR_ROLE,
        ("hvad er {din|ambassadørens} rolle [som ambassadør] [i indsatsen]",),
    ),
    (
        _S.AMBASSADOR,
        _F.SUCCESSOR,
        (
            "hvis indsatsen skal fortsætte [hvem overtager så din rolle næste gang|hvem overtager din rolle næste gang"
            "|hvem overtager så din rolle|hvem overtager din rolle]",
            "hvem overtager [så] {din rolle|rollen|ambassadørens rolle|efter ambassadøren} [næste gang]"
            " [hvis indsatsen fortsætter|hvis indsatsen skal fortsætte]",
        ),
    ),
    (
        _S.METHOD,
        _F.METHOD,
        ("{hvilke|hvilken} [erfaringer] [og|eller] {metoder|metode|erfaringer} bygger indsatsen på",),
    ),
    (_S.TRACKS, _F.CHANGE_TRACKS, ("hvilke {forandringsspor|indsatsspor} vil i arbejde med [i indsatsen]",)),
    (
        _S.EFFECT,
        _F.EXPECTED_EFFECT,
        (
            "{hvilke|hvilken} {effekter|effekt} {forventes|forventer i}",
            "hvilke effekter forventer i [at] [ovennævnte indsats vil give|indsatsen vil give|indsatsen giver]",
        ),
    ),
    (
        _S.ECONOMY,
        _F.ECONOMY,
        (
            "notér gerne jeres omkostninger [i forbindelse med indsatsen]",
            "{hvad er omkostningerne|hvilke omkostninger er der|hvad koster indsatsen} [i forbindelse med indsatsen"
            "|ved indsatsen]",
        ),
    ),
    (_S.OBSERVATIONS, _F.OBSERVATIONS_START, ("i begyndelsen [af] [forløbet] [indsatsen]",)),
    (_S.OBSERVATIONS, _F.OBSERVATIONS_MIDDLE, ("midtvejs i [forløbet] [indsatsen]",)),
    (
        _S.OBSERVATIONS,
        _F.OBSERVATIONS_END,
        ("ved slutningen [af] [forløbet] [indsatsen]", "ved afslutningen [af] [forløbet] [indsatsen]"),
    ),
)

#: Short labels: known alone on their line, or before a colon.
SHORT: tuple[tuple[Section, Field, tuple[str, ...]], ...] = (
    (_S.FACTS, _F.MUNICIPALITY, ("kommune [ns navn]", "kommunens navn", "[navn på] kommune")),
    (
        _S.FACTS,
        _F.NAME,
        ("navn [på indsatsen|på indsats|på forløbet]", "indsatsens navn", "[indsatsens] titel"),
    ),
    (
        _S.FACTS,
        _F.START_DATE,
        (
            "opstartsdato [for indsatsen]",
            "startdato [for indsatsen]",
            "[dato for] opstart",
            "dato for start",
            "startdag",
        ),
    ),
    (_S.FACTS, _F.NEW_TYPE, ("ny type [indsats]",)),
    (
        _S.FACTS,
        _F.HOURS_PER_WEEK,
        ("[antal] timer {pr|per|om} {uge|ugen}", "[antal] {ugentlige timer|timer ugentligt}"),
    ),
    (_S.FACTS, _F.WEEKS_PER_PARTICIPANT, ("[antal] uger {pr|per} deltager", "varighed [i uger]")),
    (_S.FACTS, _F.PARTICIPANTS_AT_A_TIME, ("[antal] deltagere [ad gangen]", "deltagerantal")),
    (_S.FACTS, _F.INTAKE, ("optag [sæt kryds]",)),
    (
        _S.TARGET,
        _F.SELECTION_CRITERIA,
        (
            "{kriterier|udvælgelseskriterier} [for udvælgelse|for deltagelse]",
            "kriterier for at blive udvalgt [til deltagelse]",
        ),
    ),
    (_S.PURPOSE, _F.PURPOSE_SHORT, ("[formål|formålet] {på kort sigt|på kortere sigt}", "kort sigt")),
    (
        _S.PURPOSE,
        _F.PURPOSE_LONG,
        ("[formål|formålet] {på lang sigt|på langt sigt|på længere sigt}", "lang sigt"),
    ),
    (_S.AMBASSADOR, _F.AMBASSADOR_ROLE, ("[din] rolle [som ambassadør] [i indsatsen]",)),
    (_S.AMBASSADOR, _F.SUCCESSOR, ("{hvem overtager|efterfølger|overtages af}",)),
    (_S.EFFECT, _F.EXPECTED_EFFECT, ("effekt [er]", "effekter")),
    (_S.ECONOMY, _F.ECONOMY, ("omkostninger",)),
    (
        _S.OBSERVATIONS,
        _F.OBSERVATIONS_START,
        (
            "[observationer] {i|ved} begyndelsen [af] [forløbet] [indsatsen]",
            "begyndelsen",
            "[observationer] {ved start|ved opstart|i starten} [af forløbet|af indsatsen]",
        ),
    ),
    (
        _S.OBSERVATIONS,
        _F.OBSERVATIONS_MIDDLE,
        (
            "[observationer] midtvejs [i] [forløbet] [indsatsen]",
            "[observationer] {midt|halvvejs} i {forløbet|indsatsen}",
        ),
    ),
    (
        _S.OBSERVATIONS,
        _F.OBSERVATIONS_END,
        (
            "[observationer] {ved|i} {afslutningen|slutningen} [af] [forløbet] [indsatsen]",
            "{afslutning|slutningen|afslutningen}",
        ),
    ),
)

#: Labels that stand once for each activity, actor and track.
REPEATED: tuple[tuple[Section, Field, tuple[str, ...]], ...] = (
    (
        _S.ACTIVITIES,
        _F.ACTIVITIES,
        ("aktivitet [nr] [#]", "# aktivitet", "indsæt flere numre for yderligere aktiviteter"),
    ),
    (
        _S.ACTORS,
        _F.ACTORS,
        (
            "{aktørtype|aktør|underviser} [nr] [#] [og vedkommendes titel rolle opgave mv|og vedkommendes titel rolle"
            " og opgave mv|og vedkommendes titel rolle opgave]"
            " [fortsæt gerne aktørrækken hvis der er flere aktører der er relevante at skrive om]",
            "# {aktørtype|aktør}",
        ),
    ),
    (
        _S.TRACKS,
        _F.CHANGE_TRACKS,
        (
            "{indsatsspor|forandringsspor|spor} [nr] [#] [nr og overskrift|nummer og overskrift|nr overskrift]",
        ),
    ),
)

#: What a tick stands at: a label, and the answer's own words.
TICKED = ("løbende optag", "fælles {start|opstart}")

#: Fields whose short label stands in the template under their question.
PROMPTED = (
    _F.HOURS_PER_WEEK,
    _F.WEEKS_PER_PARTICIPANT,
    _F.PARTICIPANTS_AT_A_TIME,
    _F.PURPOSE_SHORT,
    _F.PURPOSE_LONG,
)

#: Help under a heading: its first and its last words, and how many words it has.
HELPS: tuple[tuple[Section, str, str, int], ...] = (
    (_S.TARGET, "f eks alder køn oprindelsesland", "aktivitetsparat helbred", 13),
    (_S.TARGET, "f eks manglende lyst til", "nyankommen til kommunen", 34),
    (_S.PURPOSE, "f eks at styrke viden om", "skriv gerne flere formål", 24),
    (_S.ACTIVITIES, "f eks samtaler praktikophold fysisk", "uddannelseselementer kostvejledning", 10),
    (_S.ACTORS, "og hvilken specifik", "vedkommende understøtte", 7),
    (_S.ACTORS, "f eks sygeplejerske rollemodeller", "mentorer sagsbehandlere", 9),
    (_S.ACTORS, "hvad skal vedkommende bibringe", "holdet", 5),
    (_S.ACTORS, "på hvilken måde er vedkommende kvalificeret", "konkrete målgruppe", 13),
    (_S.ACTORS, "hvordan er vedkommende klædt", "konkrete indsats", 12),
    (_S.ACTORS, "hvordan og hvornår indgår", "i indsatsen", 7),
    (_S.ACTORS, "fortsæt gerne aktørrækken", "at skrive om", 14),
    (_S.METHOD, "beskriv gerne hvilke tanker", "valg af metode", 13),
    (_S.METHOD, "bygger den på tidligere erfaringer", "brug af metoden", 16),
    (_S.METHOD, "f eks hyppige samtaler", "eller andet", 10),
    (_S.TRACKS, "se notat fra realize", "der vil ske", 27),
    (_S.EFFECT, "f eks at deltagerne bliver mødestabile", "kommer i beskæftigelse", 22),
    (_S.ECONOMY, "f eks materialeforbrug", "medarbejderforbrug", 5),
    (_S.OBSERVATIONS, "notér gerne jeres observationer", "eller anden indsats", 30),
    (_S.OBSERVATIONS, "når i sender jeres indsatsbeskrivelse", "fremsendelse af indsatsbeskrivelsen", 27),
)

#: The template's last words, on how it is sent in.
NOTICES: tuple[tuple[str, str, int], ...] = (
    ("procedure for indsendelse af", "til siri", 7),
    ("indsatsbeskrivelsen indsendes til jeres", "er påbegyndt", 18),
    ("der skal udarbejdes en beskrivelse", "i projektperioden", 18),
)

#: What stands where the answer is to be written.
PROMPTS = ("beskrivelse", "beskriv [kort]", "notér", "noter", "[dit] svar", "udfyldes her")

#: Lines of the template that are nobody's answer wherever they stand alone.
TITLES = (
    "[skabelon til] indsatsbeskrivelse [på] [integrations og beskæftigelsesambassadørprojektet]",
    "[skabelon] integrations og beskæftigelsesambassadørprojektet",
)
#: Where the template's own last section begins; nothing is asked after it.
END = "procedure for indsendelse af beskrivelsen [til siri]"
