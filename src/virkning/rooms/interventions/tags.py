"""The fields of a printed description: the tags by which an edited file is read back, and what an empty one says.

A tag says what stands in a field. Whose it is, its place in the document says, so that a line copied in Word is read as
a new one. What an empty field says must not look like an answer: where a program drops the fields it stands as text.
"""

import re
from enum import Enum

from virkning.figures.phrases import P, Phrase


class Tag(Enum):
    """A field: its tag, and what it says while it is empty."""

    MUNICIPALITY = "indsats.kommune", P("Skriv kommunens navn her")
    NAME = "indsats.navn", P("Skriv indsatsens navn her")
    START_DATE = "indsats.opstart", P("Skriv opstartsdatoen her")
    SUMMARY = "indsats.kort", P("Skriv den korte beskrivelse her")
    IS_NEW = "indsats.ny.ja", P("Sæt kryds ved ja her")
    IS_NOT_NEW = "indsats.ny.nej", P("Sæt kryds ved nej her")
    HOURS = "indsats.timer", P("Skriv antal timer her")
    WEEKS = "indsats.uger", P("Skriv antal uger her")
    PARTICIPANTS = "indsats.deltagere", P("Skriv antal deltagere her")
    ROLLING = "indsats.optag.loebende", P("Sæt kryds ved løbende optag her")
    COMMON = "indsats.optag.faelles", P("Sæt kryds ved fælles start her")
    TARGET_GROUP = "indsats.maalgruppe", P("Beskriv målgruppen her")
    CRITERIA = "indsats.kriterier", P("Beskriv kriterierne her")
    PURPOSE_SHORT = "indsats.formaal.kort", P("Beskriv et formål på kort sigt her")
    PURPOSE_LONG = "indsats.formaal.langt", P("Beskriv et formål på lang sigt her")
    ELEMENT = "indsats.aktivitet", P("Beskriv aktiviteten her")
    ACTOR_KIND = "indsats.aktoer.type", P("Skriv aktørens type her")
    ACTOR_TITLE = "indsats.aktoer.titel", P("Skriv aktørens titel her")
    ACTOR_TASK = "indsats.aktoer.opgave", P("Skriv aktørens rolle og opgave her")
    ACTOR_ELEMENT = "indsats.aktoer.aktivitet", P("Skriv aktivitetens nummer her")
    ACTOR_BRINGS = "indsats.aktoer.bibringer", P("Skriv, hvad aktøren bibringer, her")
    ACTOR_QUALIFIED = "indsats.aktoer.kvalificeret", P("Skriv, hvordan aktøren er kvalificeret, her")
    ACTOR_PREPARED = "indsats.aktoer.klaedtpaa", P("Skriv, hvordan aktøren er klædt på, her")
    ACTOR_TAKES_PART = "indsats.aktoer.indgaar", P("Skriv, hvordan og hvornår aktøren indgår, her")
    AMBASSADOR_ROLE = "indsats.rolle", P("Beskriv din rolle her")
    SUCCESSOR = "indsats.overtager", P("Beskriv, hvem der overtager, her")
    METHOD = "indsats.metode", P("Beskriv erfaringer og metoder her")
    SOURCE = "indsats.kilde", P("Skriv en kilde her")
    TRACK_NUMBER = "indsats.spor.nr", P("Skriv sporets nr. her")
    TRACK_TITLE = "indsats.spor.titel", P("Skriv sporets overskrift her")
    TRACK_CHANGE = "indsats.spor.forandring", P("Beskriv den forventede forandring her")
    EFFECT = "indsats.effekt", P("Beskriv en forventet effekt her")
    EFFECT_TERM = "indsats.effekt.sigt", P("Skriv kort eller langt sigt her")
    COST = "indsats.omkostning", P("Skriv en omkostning her")
    COST_AMOUNT = "indsats.omkostning.beloeb", P("Skriv beløbet i kr. her")
    OBSERVATIONS_START = "indsats.observationer.start", P("Notér observationer i begyndelsen her")
    OBSERVATIONS_MIDDLE = "indsats.observationer.midt", P("Notér observationer midtvejs her")
    OBSERVATIONS_END = "indsats.observationer.slut", P("Notér observationer ved slutningen her")
    #: Printed and never read back: project, stage, deadline, receipt.
    HEAD = "indsats.hoved", P("Udfyldes af systemet")

    def __init__(self, key: str, empty: Phrase) -> None:
        self.key = key
        self.empty = empty


#: How more are added in Word; stands below what there can be several of.
MORE = P("Kopiér linjerne, hvis der er flere.")
BY_KEY: dict[str, Tag] = {one.key: one for one in Tag}

_EMPTY = re.compile("|".join(re.escape(one.danish) for one in (MORE, *(tag.empty for tag in Tag))))


def without_empty(text: str) -> str:
    """A text without what our empty fields say, and how more are added."""
    return _EMPTY.sub("", text)
