"""What a file says for each field, as answers: texts that hold several things are taken apart where it is certain.

A text is never shortened: what is not certain stays whole, and a person moves it where it belongs. Put together again
(`composing.py`) the parts are the text.
"""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from virkning.figures.indicators import Term
from virkning.figures.numbers import parse_number
from virkning.figures.phrases import FigureError

from ..answers import ActorAnswer, Answers, CostAnswer, EffectAnswer, TrackAnswer
from ..form import Field
from ..limits import LONGEST_LINE, LONGEST_NUMBER
from ..sections import ACTOR_PARTS, CHANGE, SOURCES
from ..tidying import tidied
from .items import without_bullet
from .proposal import DescriptionFile, Value
from .values import Track

#: As long as what somebody is called; a longer text tells what they do.
_LONGEST_KIND, _MOST_KIND_WORDS = 60, 5
_KIND = re.compile(r"(?P<kind>[A-ZÆØÅ][^:.!?\n]*):[ \u00a0](?P<task>\S.*)", re.DOTALL)
_ELEMENT = re.compile(
    r"\baktivitet(?:\s+nr\.?)?\s+(?P<number>\d{1,2})\b(?!\s*(?:-|–|,|og|eller|\+|/)\s*\d)", re.IGNORECASE
)
#: `3.000 kr.` after words, and no other number in the line: not an hourly price, a sum of several, or about so much.
_AMOUNT = re.compile(r"(?P<text>[^\d\n]*[^\d\s])\s+(?P<amount>[\d.]+(?:,\d{1,2})?\s*kr\.?)\s*", re.IGNORECASE)
_NO_AMOUNT = re.compile(
    r"\b(?:ca|cirka|omkring|op til|højst|maks|max|mindst|min|fra|til|á|à|a|pr|per|i alt|ialt|total|samlet|sum)\b"
    r"|[×*=~<>]",
    re.IGNORECASE,
)
_TERM = re.compile(r"(?P<text>.*\S)\s*\((?P<term>kort|mellemlangt?|langt?) sigt\)", re.IGNORECASE | re.DOTALL)
_PART_LABELS = {words.danish.casefold(): name for name, _tag, words in ACTOR_PARTS} | {
    "aktørtype": "kind",
    "rolle": "task",
    "opgave": "task",
    "støtter aktivitet": "element",
    "bibringer": "brings",
    "kvalifikationer": "qualified",
}
_LABELLED = re.compile(r"(?P<label>[^:\n]{3,20}):\s*(?P<words>.*)", re.DOTALL)


def to_answers(file: DescriptionFile) -> Answers:
    """The file's answers. How sure each field's are, its `Read` says."""
    if file.own is not None:
        return file.own
    start, new_type = file.value(Field.START_DATE), file.value(Field.NEW_TYPE)
    participants = _decimal(file, Field.PARTICIPANTS_AT_A_TIME)
    whole = participants is not None and participants == participants.to_integral_value()
    elements = _texts(file.value(Field.ACTIVITIES))
    method, sources = method_told(_text(file, Field.METHOD))
    return tidied(
        Answers(
            municipality=_text(file, Field.MUNICIPALITY),
            name=_text(file, Field.NAME),
            start_date=start if isinstance(start, date) else None,
            summary=_text(file, Field.SUMMARY),
            new_type=new_type if isinstance(new_type, bool) else None,
            hours_per_week=_decimal(file, Field.HOURS_PER_WEEK),
            weeks_per_participant=_decimal(file, Field.WEEKS_PER_PARTICIPANT),
            participants_at_a_time=int(participants) if participants is not None and whole else None,
            intake=_text(file, Field.INTAKE),
            target_group=_text(file, Field.TARGET_GROUP),
            selection_criteria=_text(file, Field.SELECTION_CRITERIA),
            purposes_short=_texts(file.value(Field.PURPOSE_SHORT)),
            purposes_long=_texts(file.value(Field.PURPOSE_LONG)),
            elements=elements,
            actors=tuple(actor_told(one, len(elements)) for one in _texts(file.value(Field.ACTORS))),
            ambassador_role=_text(file, Field.AMBASSADOR_ROLE),
            successor=_text(file, Field.SUCCESSOR),
            method=method,
            sources=sources,
            tracks=tuple(
                _track(one) for one in _tuple(file.value(Field.CHANGE_TRACKS)) if isinstance(one, Track)
            ),
            effects=tuple(map(effect_told, _lines(file, Field.EXPECTED_EFFECT))),
            costs=tuple(map(cost_told, _lines(file, Field.ECONOMY))),
            observations_start=_text(file, Field.OBSERVATIONS_START),
            observations_middle=_text(file, Field.OBSERVATIONS_MIDDLE),
            observations_end=_text(file, Field.OBSERVATIONS_END),
        )
    )


def actor_told(text: str, elements: int) -> ActorAnswer:
    """An actor as a text tells one; `elements`: how many activities there are to support.

    Parts with our own words before them are those parts. `Sygeplejerske: underviser i kost` is a kind and a task, and a
    few words alone are a kind. Anything else is what they do.
    """
    actor = _by_labels(text)
    if actor is None:
        found = _KIND.fullmatch(text)
        if found is not None and _is_kind(found["kind"]):
            actor = ActorAnswer(kind=found["kind"].strip(), task=found["task"])
        elif "\n" not in text and text[-1:] not in ".!?:" and _is_kind(text):
            actor = ActorAnswer(kind=text)
        else:
            actor = ActorAnswer(task=text)
    if actor.element is not None:
        return actor
    return replace(actor, element=_element(actor.task, elements))


def effect_told(line: str) -> EffectAnswer:
    """An effect, and its term where the line says it as we print it."""
    found = _TERM.fullmatch(line)
    if found is None:
        return EffectAnswer(line)
    said = found["term"].casefold()
    return EffectAnswer(found["text"], next(one for one in Term if one.danish.startswith(said)))


def cost_told(line: str) -> CostAnswer:
    """A cost, and its amount where the line ends with one that can be no other's."""
    found = _AMOUNT.fullmatch(line)
    if found is None or _NO_AMOUNT.search(found["text"]):
        return CostAnswer(line)
    try:
        return CostAnswer(found["text"], parse_number(found["amount"]).value)
    except FigureError:
        return CostAnswer(line)


def method_told(text: str) -> tuple[str, tuple[str, ...]]:
    """The method, and the sources below a line that says `Kilder:`."""
    lines = text.split("\n")
    heads = [
        place
        for place, line in enumerate(lines)
        if line.strip().casefold() == f"{SOURCES.danish}:".casefold()
    ]
    if not heads or heads[-1] == len(lines) - 1:
        return text, ()
    at = heads[-1]
    return "\n".join(lines[:at]), tuple(without_bullet(one) for one in lines[at + 1 :] if one.strip())


def _by_labels(text: str) -> ActorAnswer | None:
    """The parts, where each line says which it is; the first may be the kind."""
    parts: dict[str, str] = {}
    last = ""
    for place, line in enumerate(text.split("\n")):
        found = _LABELLED.fullmatch(line)
        name = "" if found is None else _PART_LABELS.get(found["label"].strip().casefold(), "")
        if name and name not in parts:
            parts[name] = found["words"].strip() if found is not None else ""
            last = name
        elif last:
            parts[last] += f"\n{line}"
        elif place == 0 and _is_kind(line):
            parts["kind"] = last = line
            last = "kind"
        else:
            return None
    if not set(parts) - {"kind"} or any(len(parts.get(one, "")) > LONGEST_LINE for one in ("kind", "title")):
        return None
    element = _element(
        f"aktivitet {parts.pop('element', '')}".replace("aktivitet Aktivitet", "aktivitet"), 99
    )
    return ActorAnswer(**parts, element=element)


def _is_kind(text: str) -> bool:
    return len(text) <= _LONGEST_KIND and len(text.split()) <= _MOST_KIND_WORDS and not re.search(r"\d", text)


def _element(text: str, elements: int) -> int | None:
    """The one activity a text names; none where it names several, or one that is not there."""
    numbers = {int(one["number"]) for one in _ELEMENT.finditer(text)}
    number = numbers.pop() if len(numbers) == 1 else 0
    return number if 0 < number <= elements else None


def _track(one: Track) -> TrackAnswer:
    """What is too long for a title goes on in the change."""
    title, more = one.title, ""
    if len(title) > LONGEST_LINE:
        end = title.rfind(" ", 0, LONGEST_LINE)
        end = end if end > 0 else LONGEST_LINE
        title, more = title[:end], title[end:].strip()
    label = f"{CHANGE.danish}:"
    change = one.change.removeprefix(label).strip()
    return TrackAnswer(one.number[:LONGEST_NUMBER], title, "\n".join(filter(None, (more, change))))


def _tuple(value: Value) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(one for one in _tuple(value) if isinstance(one, str))


def _text(file: DescriptionFile, field: Field) -> str:
    value = file.value(field)
    return value if isinstance(value, str) else ""


def _lines(file: DescriptionFile, field: Field) -> list[str]:
    return [one for line in _text(file, field).split("\n") if (one := without_bullet(line).strip())]


def _decimal(file: DescriptionFile, field: Field) -> Decimal | None:
    value = file.value(field)
    return value if isinstance(value, Decimal) else None
