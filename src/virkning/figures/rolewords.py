"""Whether what should be a role looks like somebody's name. A guess for a gentle question, never a refusal."""

import re
from itertools import pairwise

#: `Mette`, `Anne-Marie`, `Ærø`; not `UU`, which nobody is called.
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?")
#: Ends of words for what people do and where they do it: `Projektleder`, `Holstebro Kommune`, `Socialt Udvalg`.
_ROLE_ENDS = (
    *("leder", "ledere", "vejleder", "vejledere", "lærer", "lærere", "medarbejder", "medarbejdere"),
    *("ansvarlig", "ansvarlige", "holder", "holdere", "konsulent", "konsulenter", "koordinator", "chef"),
    *("chefer", "direktør", "formand", "sekretær", "rådgiver", "rådgivere", "pædagog", "pædagoger", "mentor"),
    *(
        "mentorer",
        "frivillig",
        "frivillige",
        "forældre",
        "elev",
        "elever",
        "ung",
        "unge",
        "borger",
        "borgere",
    ),
    *(
        "gruppe",
        "gruppen",
        "udvalg",
        "udvalget",
        "råd",
        "rådet",
        "forening",
        "foreningen",
        "kommune",
        "kommunen",
    ),
    *("skole", "skolen", "skoler", "gymnasium", "center", "centeret", "centret", "styrelse", "styrelsen"),
    *("forvaltning", "forvaltningen", "afdeling", "afdelingen", "klub", "klubben", "politi", "vejledning"),
    *(
        "psykolog",
        "socialrådgiver",
        "evaluator",
        "partner",
        "partnere",
        "deltager",
        "deltagere",
        "virksomhed",
    ),
    *("boligforening", "jobcenter", "ungdomsuddannelse", "uddannelse", "uddannelser", "integration"),
)


def looks_like_a_name(text: str) -> bool:
    """Two capitalised words in a row, neither of them a word for what people do or where: `leder Mette Hansen`."""
    words = text.replace(",", " , ").split()
    return any(_could_be(first) and _could_be(second) for first, second in pairwise(words))


def _could_be(word: str) -> bool:
    bare = word.strip(".;:()“”\"'")
    return bool(_CAPITALISED.fullmatch(bare)) and not bare.lower().endswith(_ROLE_ENDS)
