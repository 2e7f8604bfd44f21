"""An answer's words as what it means: a day, a number, a tick, a change track. What is not understood is said so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from virkning.figures.dates import parse_date
from virkning.figures.phrases import FigureError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Meant(Generic[T]):
    """What an answer means. `sure` False: read past words that say more; `rest`: what it does not hold."""

    value: T | None
    sure: bool = True
    rest: str = ""


_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d{1,3}\s?[½¼¾]|\d{1,6}(?:[.,]\d{1,2})?"
_UNIT = (
    r"timer|timers|time|t|uger|ugers|uge|deltagere|deltager|personer|borgere|kursister|mennesker|pladser"
    r"|kvinder|mænd|unge|voksne|flygtninge|ledige|pr|per|om|ugen|ugentligt|ugentlig|ad|gangen|stk|i|på|hold|holdet"
)
#: “2 hold” are not two participants.
_COUNT = rf"(?P<number>{_NUMBER})(?!\s*hold\b)"
_PLAIN = re.compile(rf"{_COUNT}(?:\s*(?:{_UNIT})\b\.?)*\s*\.?", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:ca|cirka|omkring|op til|højst|højest|maks|max|maksimalt|mindst|min)\b\.?\s*"
    rf"{_COUNT}(?:\s*(?:{_UNIT})\b\.?)*\s*\.?",
    re.IGNORECASE,
)
_REMARK = re.compile(rf"{_COUNT}(?:\s*(?:{_UNIT})\b\.?)*\s*[(,;.–-]\s*\D+", re.IGNORECASE)
_WORDS = (
    *("nul", "en", "to", "tre", "fire", "fem", "seks"),
    *("syv", "otte", "ni", "ti", "elleve", "tolv", "tretten"),
    *("fjorten", "femten", "seksten", "sytten", "atten", "nitten", "tyve"),
)
_WORD = re.compile(
    rf"(?P<word>{'|'.join(_WORDS)}|én|et|ét|tredive|fyrre)(?:\s+(?:{_UNIT})\b\.?)*\s*\.?", re.IGNORECASE
)
_WORD_NUMBERS = {word: number for number, word in enumerate(_WORDS)} | {
    "én": 1,
    "et": 1,
    "ét": 1,
    "tredive": 30,
    "fyrre": 40,
}


def read_number(text: str) -> Meant[Decimal]:
    """A number with or without its unit: `20`, `37,5 timer pr. uge`, `ca. 8`, `otte`. A range is not a number."""
    written = " ".join(text.split())
    if plain := _PLAIN.fullmatch(written):
        return Meant(_decimal(plain["number"]))
    if word := _WORD.fullmatch(written):
        return Meant(Decimal(_WORD_NUMBERS[word["word"].casefold()]))
    for shape in (_ABOUT, _REMARK):
        if found := shape.fullmatch(written):
            return Meant(_decimal(found["number"]), sure=False, rest=written)
    return Meant(_only_number(written), sure=False, rest=written)


#: Words around the one number of an answer: not those that make another of it.
_OTHER_UNIT = re.compile(
    r"\s*(?:[%/–-]|\.\s+[a-zæøå]|(?:pct|procent|måned|mdr|år|dag|min(?:ut)?|kr|kroner|famili|par|hold|grupp|gang)\w*)",
    re.IGNORECASE,
)
_NAMES_NUMBER = re.compile(
    r"(?:\b(?:uge|nr|hold|fra|end|ikke|eller|mellem|over|under|plus)\.?|[–/+-])\s*$", re.IGNORECASE
)
_MOST_AROUND = 80


def _only_number(written: str) -> Decimal | None:
    """The one number among words: `15 kvinder`, `i alt 12 pladser`. None where it counts something else."""
    found = list(re.finditer(rf"(?<![\w.,]){_NUMBER}(?![\d½¼¾])", written))
    if len(found) != 1 or len(written) > _MOST_AROUND:
        return None
    before, after = written[: found[0].start()], written[found[0].end() :]
    named = [word for word in re.findall(r"\w+", before + after) if word.casefold() in _COUNTING]
    if named or any(one.isdigit() for one in before + after):
        return None
    if _OTHER_UNIT.match(after) or _NAMES_NUMBER.search(before):
        return None
    return _decimal(found[0].group())


_SAYS_NO_MORE = re.compile(
    rf"(?:{_NUMBER}|(?:{_UNIT}|ca|cirka|omkring|op til|højst|højest|maks|max|maksimalt|mindst|min|den|d)\b|[\W_])*",
    re.IGNORECASE,
)


def says_more(text: str) -> bool:
    """Whether the words of a number or a day say more than it does: `15.1.2018 (uge 3)`, `12 (heraf 4 mænd)`."""
    written = " ".join(text.split())
    try:
        parse_date(_plain_day(written))
    except FigureError:
        return _SAYS_NO_MORE.fullmatch(_DAY_IN.sub("", written)) is None
    return False


_COUNTING = frozenset(_WORDS) - {"en"}
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}


def _decimal(written: str) -> Decimal:
    if written[-1] in _FRACTIONS:
        return Decimal((written[:-1].strip() or "0") + _FRACTIONS[written[-1]])
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", written):
        return Decimal(written.replace(".", ""))
    return Decimal(written.replace(",", "."))


_WEEKDAY = re.compile(r"(?:man|tirs|ons|tors|fre|lør|søn)dag(?:\s*,)?\s*(?=d|\d)", re.IGNORECASE)
_DAY_OF = re.compile(r"^(?:d\.|den)\s*", re.IGNORECASE)
_DAY_IN = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}\s*[./-]\s*\d{1,2}\s*[./ -]\s*(?:\d{4}|\d{2})\b"
    r"|\d{1,2}\s*\.?\s*(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?\s*\d{4}",
    re.IGNORECASE,
)


def read_day(text: str) -> Meant[date]:
    """A day: `15. januar 2018`, `mandag d. 15/1-18`, `15.1.2018 (uge 3)`. A month or a week is not a day."""
    written = " ".join(text.split())
    try:
        return Meant(parse_date(_plain_day(written)))
    except FigureError:
        pass
    days = set()
    for found in _DAY_IN.finditer(written):
        try:
            days.add(parse_date(found.group()))
        except FigureError:
            continue
    if len(days) == 1:
        return Meant(days.pop(), sure=False, rest=written)
    return Meant(None, sure=False, rest=written)


def _plain_day(written: str) -> str:
    return _DAY_OF.sub("", _WEEKDAY.sub("", written)).strip(" .")


# Ticks


_BOX_ON = "☒☑✓✔✗✘⌧■▣⊠🗹🗷√✅◉●⊗"
_BOX_OFF = "☐□○◻▢❏❑"
_TICK = re.compile(
    rf"(?P<on>[{_BOX_ON}]|\(\s*(?:[xXvV×+]|ja)\s*\)|\[\s*[xXvV×+]\s*\]|(?<![^\W\d_])(?:[xX×]{{1,3}}|[vV])(?![^\W\d_]))"
    rf"|(?P<off>[{_BOX_OFF}]|\(\s*-?\s*\)|\[\s*\]|_{{2,}}|\.{{3,}}|…+)"
    r"|(?P<word>[^\W\d_]+)",
)


@dataclass(frozen=True, slots=True)
class _Sign:
    """A way, a tick that is on or off, or another word; where it stands, and whether a colon follows."""

    kind: str
    start: int
    end: int
    value: str = ""
    colon: bool = False


#: A line to write on that a word stands on.
_ON_A_LINE = re.compile(r"_*\s*([^_:]+?)\s*_{2,}")


def read_tick(text: str, ways: Mapping[str, str], *, words_tick: bool) -> Meant[str]:
    """Which of the named ways is ticked. `ways`: word → what it means.

    `words_tick`: `ja` after a way is a tick (it is not where *ja* is itself a way). `text` as it is drawn: a tick
    between two ways belongs to the nearer.
    """
    written = " ".join(text.split())
    signs = _signs(_ON_A_LINE.sub(r"\1", text) if _ON_A_LINE.fullmatch(written) else text, ways, words_tick)
    marks = [one for one in signs if one.kind in ("on", "off")]
    named = [one for one in signs if one.kind == "way"]
    other = any(one.kind == "other" for one in signs)
    if not named:
        return Meant(None, sure=False, rest=written if other or marks else "")
    if any(one.kind == "on" for one in marks):
        ticked = _ticked(named, marks, text)
    else:
        ticked = {one.value for one in named} if not marks else set()
        ticked = ticked if len(ticked) == 1 else set()
        if not ticked and not other:
            return Meant(None)
    if len(ticked) != 1:
        return Meant(None, sure=False, rest=written)
    return Meant(ticked.pop(), sure=not other, rest=written if other else "")


def read_stressed(stressed: str, text: str, ways: Mapping[str, str]) -> str | None:
    """The one of several named ways that is in bold, underlined or coloured; None where that tells nothing."""
    marked, named = (
        {one.value for one in _signs(words, ways, words_tick=False) if one.kind == "way"}
        for words in (stressed, text)
    )
    return next(iter(marked)) if len(marked) == 1 and len(named) > 1 else None


def names_all(text: str, ways: Mapping[str, str]) -> bool:
    """Whether a text names every way and ticks none."""
    signs = _signs(text, ways, words_tick=True)
    return {one.value for one in signs if one.kind == "way"} == set(ways.values()) and all(
        one.kind == "way" for one in signs
    )


def says_ticked(text: str) -> bool | None:
    """Whether a field that holds a tick alone is ticked; None where it holds something else."""
    words = " ".join(text.split()).casefold()
    found = _TICK.fullmatch(words)
    if found is not None and (found["on"] or words == "ja"):
        return True
    return False if found is not None and (found["off"] or words == "nej") else None


#: What may stand before a way that is told in a sentence: “Der er løbende optag”.
_SAYS_SO = re.compile(r"(?:\W|(?:der|det|er|vi|har|med|indsatsen|forløbet|holdet|altid)\b)*", re.IGNORECASE)


def tells_tick(text: str, ways: Mapping[str, str]) -> bool:
    """Whether a line names a way or holds a box, and little else."""
    signs = _signs(text, ways, words_tick=False)
    others = sum(1 for one in signs if one.kind == "other")
    first = next((one for one in signs if one.kind != "other"), None)
    return first is not None and others <= 8 and _SAYS_SO.fullmatch(text[: first.start]) is not None


def _signs(text: str, ways: Mapping[str, str], words_tick: bool) -> list[_Sign]:
    found = []
    for match in _TICK.finditer(text):
        word = (match["word"] or "").casefold()
        start, end = match.span()
        if match["on"] or match["off"]:
            found.append(_Sign("on" if match["on"] else "off", start, end))
        elif word in ways and _is_tick(word, ways, found, text[end:]):
            found.append(_Sign("on" if word == "ja" else "off", start, end))
        elif word in ways:
            after = _REST_OF_WAY.match(text, end)
            end = after.end() if after is not None else end
            colon = text[end:].lstrip()[:1] == ":"
            found.append(_Sign("way", start, end, ways[word], colon))
        elif words_tick and word in ("ja", "nej"):
            found.append(_Sign("on" if word == "ja" else "off", start, end))
        elif word not in _BESIDE_TICKS:
            found.append(_Sign("other", start, end))
    return found


def _is_tick(word: str, ways: Mapping[str, str], before: Sequence[_Sign], after: str) -> bool:
    """`Ja: Nej: ja` — after both ways with their colons, or after its own, *ja* is the tick."""
    if word not in ("ja", "nej") or not before or not before[-1].colon or after.lstrip()[:1] == ":":
        return False
    named = {one.value for one in before if one.kind == "way"}
    return before[-1].value == ways[word] or named == set(ways.values())


_REST_OF_WAY = re.compile(r"\s+(?:optag|start|opstart)\b", re.IGNORECASE)
_BESIDE_TICKS = ("optag", "start", "sæt", "kryds", "og", "eller", "opstart")


def _ticked(named: Sequence[_Sign], marks: Sequence[_Sign], text: str) -> set[str]:
    """The ways with a tick. Boxes stand all before their words or all after; where that is not told, the nearest.

    A way on the tick's own line is nearer than any on another.
    """
    first, last = min([*named, *marks], key=_start), max([*named, *marks], key=_start)
    before = first.kind != "way" and last.kind == "way"
    after = first.kind == "way" and last.kind != "way"
    ticked = set()
    for mark in marks:
        if mark.kind != "on":
            continue
        beside = [
            one for one in named if "\n" not in text[min(one.end, mark.end) : max(one.start, mark.start)]
        ]
        left = max((one for one in beside or named if one.end <= mark.start), key=_start, default=None)
        right = min((one for one in beside or named if one.start >= mark.end), key=_start, default=None)
        if left is None or right is None:
            chosen = left or right
        elif before or after:
            chosen = right if before else left
        else:
            nearer_right = right.start - mark.end < mark.start - left.end
            chosen = right if nearer_right and not left.colon else left
        if chosen is not None:
            ticked.add(chosen.value)
    return ticked


def _start(sign: _Sign) -> int:
    return sign.start


# Change tracks


@dataclass(frozen=True, slots=True)
class Track:
    """A change track as a file names it, and the specific change written beside it."""

    number: str = ""
    title: str = ""
    change: str = ""


_TRACK = re.compile(
    r"(?:(?:indsats|forandrings)?spor\s*)?(?:nr\.?\s*|nummer\s*)?(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)\b\s*[.):,–—-]*\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NEXT = re.compile(
    r"\s*(?:[;,]|\bog\b)\s*(?=(?:spor\s*|nr\.?\s*)\d{1,3}[a-z]?\b|\d{1,3}[a-z]?\s*[.):])", re.IGNORECASE
)


def read_tracks(text: str) -> tuple[Track, ...]:
    """The tracks in an answer: one a line, or several with a comma between; lines without a number go on the last."""
    found: list[Track] = []
    for line in text.split("\n"):
        for one in _NEXT.split(line):
            words = one.strip(" ;")
            if not words:
                continue
            match = _TRACK.fullmatch(words)
            if match is not None:
                found.append(Track(match["number"], match["title"].strip()))
            elif found and line is not text and found[-1].number:
                last = found[-1]
                title, change = (
                    (words, last.change) if not last.title else (last.title, _both(last.change, words))
                )
                found[-1] = Track(last.number, title, change)
            else:
                found.append(Track("", words))
    return tuple(found)


def _both(first: str, second: str) -> str:
    return f"{first}\n{second}" if first else second
