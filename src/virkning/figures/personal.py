"""E-mail addresses in what people write: an address that is no public body's may be a citizen's.

Unlike a CPR number (`cpr.py`) an address can have a good reason to stand in a text, such as a company's. So it is a
doubt: it is told before anything is saved, and a person says that it may stand, or takes it out.

Public are the domains of municipalities, regions, ministries and agencies, and everything under them (`job.kk.dk`).
Whatever is missing in the list is asked about once too often, never once too seldom.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from virkning.figures.entries import Doubt
from virkning.figures.phrases import P

_ADDRESS = re.compile(
    r"(?<![\w.%+-])(?P<local>[\w][\w.%+-]{0,63})(?P<at>@|＠)(?P<domain>(?:[\w](?:[\w-]{0,61}[\w])?\.){1,8}[^\W\d_]{2,24})"
    r"(?![\w-])"
)
_HIDDEN = "•••"

#: Domains under `.dk`: municipalities by their names and by those they have chosen, regions, the state's own.
_MUNICIPALITIES = """
    99454545 aabenraa aalborg aarhus aeroe aeroekommune albertslund allerod alleroed assens ballerup billund
    bornholm brk broendby broenderslev brondby bronderslev dragoer dragor egedal egedalkommune egekom esbjerg
    esbjergkommune faaborgmidtfyn fano fanoe favrskov faxe faxekommune fmk fredensborg fredericia frederiksberg
    frederikshavn frederikssund fureso furesoe gentofte gladsaxe glostrup greve gribskov guldborgsund haderslev
    halsnaes hedensted helsingoer helsingor herlev herning hillerod hilleroed hjoerring hjorring hoeje-taastrup
    hoersholm holbaek holstebro horsens horsholm htk hvidovre ikast-brande ishoj jammerbugt kalundborg
    kerteminde kk koege koegekommune kolding laesoe langelandkommune lejre lemvig lolland ltk lyngby-taarbaek
    mariagerfjord middelfart morsoe morsoekommune naestved norddjurs nordfynskommune nyborg odder odense
    odsherred randers rebild ringkoebing-skjern ringsted rk rksk rodovre roedovre roskilde rudersdal samsoe
    silkeborg skanderborg skive skivekommune slagelse soenderborg solrod solroed sonderborg sonderborgkommune
    soro soroe stevns struer svendborg syddjurs taarnby tarnby thisted toender tonder vallensbaek vardekommune
    vejenkom vejle vesthimmerland vhim viborg vordingborg
"""
_REGIONS = "rm rn rsyd regionh regionsjaelland regionsyddanmark regionmidtjylland regionnordjylland regioner"
_STATE = """
    ast bm borger bufm dst fm jobnet justitsministeriet kl kriminalforsorgen kum nyidanmark politi sbst sim siri
    skat sktst sm socialstyrelsen sst star stil stm stukuvm sundhed uddannelsesministeriet ufm uibm uim uvm virk
    vive
"""
PUBLIC = frozenset(f"{name}.dk" for name in f"{_MUNICIPALITIES} {_REGIONS} {_STATE}".split()) | {
    "europa.eu",
    "jobindsats.dk",
}


@dataclass(frozen=True, slots=True)
class AddressFound:
    """An e-mail address in a text, from `start` to `end`. `masked` is how it may be told: `a•••@gmail.com`."""

    start: int
    end: int
    masked: str


def find_addresses(text: str) -> tuple[AddressFound, ...]:
    """Every e-mail address in the text that is no public body's, in order."""
    if "@" not in text and "＠" not in text:
        return ()
    return tuple(
        AddressFound(match.start(), match.end(), f"{match['local'][0]}{_HIDDEN}@{match['domain']}")
        for match in _ADDRESS.finditer(text)
        if not is_public(match["domain"])
    )


def is_public(address: str) -> bool:
    """Whether an address, or its domain, is a municipality's, a region's or the state's, or lies under such a one."""
    parts = address.rpartition("@")[2].casefold().rstrip(".").split(".")
    return any(".".join(parts[start:]) in PUBLIC for start in range(len(parts) - 1))


def address_doubts(texts: Mapping[str, str]) -> list[Doubt]:
    """A doubt for every field with such an address in it, by the field's key; a person says that it may stand."""
    said = P(
        "Teksten indeholder en e-mailadresse (%(address)s). Er det en borgers, hører den ikke hjemme her: slet den."
    )
    return [
        Doubt(f"address_{field}", field, said.filled({"address": found[0].masked}))
        for field, text in texts.items()
        if (found := find_addresses(text))
    ]
