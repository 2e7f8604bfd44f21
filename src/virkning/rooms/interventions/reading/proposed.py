"""What was read in a file, as the answers it proposes: kept as plain values until a person has said yes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ..answers import ActorAnswer, Answers, kept, kept_again
from ..form import ASKED, Field
from ..limits import MOST_HOURS, MOST_PARTICIPANTS, MOST_WEEKS
from .answering import to_answers
from .proposal import DescriptionFile, Sure, Unread

#: The most each number may be; what is above is no answer that can be kept, and stays with the unread.
_MOST = {
    Field.HOURS_PER_WEEK: MOST_HOURS,
    Field.WEEKS_PER_PARTICIPANT: MOST_WEEKS,
    Field.PARTICIPANTS_AT_A_TIME: MOST_PARTICIPANTS,
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A file's answers, its own words for each field, how sure each was read, and what no field took."""

    answers: Answers
    said: Mapping[Field, str]
    sure: Mapping[Field, Sure]
    unread: tuple[Unread, ...]

    def of(self, *sure: Sure) -> list[Field]:
        """The fields that were read so surely, in the form's order."""
        return [field for field in Field if self.sure[field] in sure]


def proposed(file: DescriptionFile) -> Proposed:
    """What the file proposes. Whatever no answer can hold stays with the unread."""
    unread = list(file.unread)
    numbers = {field: _number(file, field, unread) for field in _MOST}
    participants = numbers[Field.PARTICIPANTS_AT_A_TIME]
    answers = replace(
        to_answers(file),
        hours_per_week=numbers[Field.HOURS_PER_WEEK],
        weeks_per_participant=numbers[Field.WEEKS_PER_PARTICIPANT],
        participants_at_a_time=None if participants is None else int(participants),
    )
    sure = {field: file.fields[field].sure for field in Field}
    # Its words stand among the unread now, so the field has nothing.
    sure |= {field: Sure.MISSING for field, number in numbers.items() if number is None}
    return Proposed(answers, {field: file.fields[field].said for field in Field}, sure, tuple(unread))


def kept_proposal(found: Proposed) -> dict[str, Any]:
    """The proposal as JSON can hold it; `proposal_again` gives it back."""
    return {
        "answers": kept(found.answers),
        "said": {field.value: text for field, text in found.said.items() if text},
        "sure": {field.value: sure.value for field, sure in found.sure.items()},
        "unread": [[one.text, None if one.near is None else one.near.value] for one in found.unread],
    }


def proposal_again(values: Mapping[str, Any]) -> Proposed:
    """What `kept_proposal` was given. Raises KeyError, TypeError or ValueError for anything else."""
    return Proposed(
        kept_again(values["answers"]),
        {field: str(values["said"].get(field.value, "")) for field in Field},
        {field: Sure(values["sure"][field.value]) for field in Field},
        tuple(Unread(text, None if near is None else Field(near)) for text, near in values["unread"]),
    )


def texts_of(answers: Answers) -> dict[str, str]:
    """Every text of the answers by its field's key: where an e-mail address is looked for."""
    several: dict[Field, Iterable[str]] = {
        Field.PURPOSE_SHORT: answers.purposes_short,
        Field.PURPOSE_LONG: answers.purposes_long,
        Field.ACTIVITIES: answers.elements,
        Field.ACTORS: (part for one in answers.actors for part in _parts(one)),
        Field.METHOD: (answers.method, *answers.sources),
        Field.CHANGE_TRACKS: (part for one in answers.tracks for part in (one.title, one.change)),
        Field.EXPECTED_EFFECT: (one.text for one in answers.effects),
        Field.ECONOMY: (one.text for one in answers.costs),
    }
    told = {}
    for field in ASKED:
        value = "\n".join(several[field]) if field in several else getattr(answers, field.value)
        if isinstance(value, str) and value:
            told[field.value] = value
    return told


def _parts(one: ActorAnswer) -> tuple[str, ...]:
    return (one.kind, one.title, one.task, one.brings, one.qualified, one.prepared, one.takes_part)


def _number(file: DescriptionFile, field: Field, unread: list[Unread]) -> Decimal | None:
    value = file.value(field)
    if not isinstance(value, Decimal):
        return None
    whole = field is not Field.PARTICIPANTS_AT_A_TIME or value == value.to_integral_value()
    if whole and 0 <= value <= _MOST[field]:
        return value
    unread.append(Unread(file.fields[field].said or format(value, "f"), field))
    return None
