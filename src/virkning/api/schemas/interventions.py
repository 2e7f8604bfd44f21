"""Interventions: as lists tell them, the whole description of one, and what may be written in it."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field, PlainSerializer

from virkning.figures.indicators import Term
from virkning.figures.interventions import InterventionStage, Timing
from virkning.rooms.interventions import form
from virkning.rooms.interventions.limits import LONGEST_NUMBER, MOST_ITEMS

from .values import Confirmed, Day, Given, Key, Line, Name, Number, Text, Version

Standing = Annotated[Timing, PlainSerializer(lambda timing: timing.value, return_type=str)]


class InterventionInList(BaseModel):
    """An intervention. `stage` as it is today: `running` is accepted and begun. `due`: the description's last day in
    time, three months after the start; `late`: it is, or was when it came. `submitted_at`: when it first came."""

    id: int
    project_id: int
    municipality_id: int
    municipality: str
    name: str
    position: int
    stage: InterventionStage
    start_date: date | None
    due: date | None
    timing: Standing
    late: bool
    submitted_at: datetime | None
    accepted_at: datetime | None
    ended_on: date | None
    continues_id: int | None
    open_comments: int
    version: int


class Purpose(BaseModel):
    """What it is for, on the short or the long term."""

    id: int
    term: Term
    text: str
    version: int


class Element(BaseModel):
    """One of the activities it consists of. `activity_id`: the project's that it has become, or is."""

    id: int
    text: str
    activity_id: int | None
    version: int


class Actor(BaseModel):
    """Somebody who carries it out. `element_id`: the activity the actor supports."""

    id: int
    kind: str
    title: str
    task: str
    element_id: int | None
    brings: str
    qualified: str
    prepared: str
    takes_part: str
    version: int


class Source(BaseModel):
    """What the method builds on."""

    id: int
    text: str
    version: int


class TrackChosen(BaseModel):
    """A change track and the specific change expected. `track_id`: the catalogue's; null where it is not known."""

    id: int
    track_id: int | None
    number: str
    title: str
    change: str
    version: int


class Effect(BaseModel):
    """An effect that is expected. `result_id`: the project's result it is measured by."""

    id: int
    text: str
    term: Term | None
    result_id: int | None
    version: int


class Cost(BaseModel):
    """Something it costs; `amount` in kroner, null where it is not known."""

    id: int
    text: str
    amount: str | None
    version: int


class Answers(BaseModel):
    """What a description answers once. Blank or null: not answered."""

    name: str
    start_date: date | None
    summary: str
    new_type: bool | None
    hours_per_week: str | None
    weeks_per_participant: str | None
    participants_at_a_time: int | None
    intake: str
    target_group: str
    selection_criteria: str
    ambassador_role: str
    successor: str
    method: str
    observations_start: str
    observations_middle: str
    observations_end: str


class Intervention(InterventionInList):
    """An intervention with its whole description. `missing`: the fields that must be answered before it is handed in.

    `fingerprint`: of the answers as they are told here.
    """

    answers: Answers
    purposes: list[Purpose]
    elements: list[Element]
    actors: list[Actor]
    sources: list[Source]
    change_tracks: list[TrackChosen]
    effects: list[Effect]
    costs: list[Cost]
    missing: list[form.Field]
    fingerprint: str


class CommentTold(BaseModel):
    """Words at a field. `is_reason`: why it was returned."""

    id: int
    field: str
    text: str
    is_reason: bool
    written_by: str
    written_at: datetime
    settled_at: datetime | None
    settled_by: str
    version: int


class ReceiptTold(BaseModel):
    """What was handed in: its number, when it was due, whether it came late, and the answers' checksum."""

    id: int
    number: str
    made_at: datetime
    made_by: str
    due: date | None
    late: bool
    sha256: str


class Card(BaseModel):
    """Another municipality's intervention that is like this one: whom to ask."""

    id: int
    municipality: str
    name: str
    change_tracks: list[str]
    same_tracks: list[str]
    target_group: str
    start_date: date | None


# Written --------------------------------------------------------------------------------------------------------------


class InterventionGiven(Given):
    """An intervention to be described. `copied_from`: one whose answers it takes along, its observations not."""

    name: Name
    municipality_id: Key
    start_date: Day | None = None
    copied_from: Key | None = None


class InterventionChanged(Given):
    """What stands on the list; a start that is left out is emptied. `version`: of what was read."""

    name: Name
    municipality_id: Key
    start_date: Day | None = None
    version: Version


class AnswersGiven(Given):
    """Single answers. What is left out stays; blank or null is no answer. `version`: of the intervention that was read.

    Others may have written in other fields since.
    """

    name: Name = ""
    start_date: Day | None = None
    summary: Text = ""
    new_type: bool | None = None
    hours_per_week: Number | None = None
    weeks_per_participant: Number | None = None
    participants_at_a_time: Annotated[int, Field(strict=True, ge=0, le=100_000)] | None = None
    intake: Annotated[str, Field(pattern="^(rolling|common|)$")] = ""
    target_group: Text = ""
    selection_criteria: Text = ""
    ambassador_role: Text = ""
    successor: Text = ""
    method: Text = ""
    observations_start: Text = ""
    observations_middle: Text = ""
    observations_end: Text = ""
    version: Version
    confirmed: Confirmed = Field(default_factory=dict)


Listed = Annotated[Line, Field(max_length=200)]
Numbered = Annotated[Line, Field(max_length=LONGEST_NUMBER)]


class ItemGiven(Given):
    """One of a list. `id` and `version`: of what was read; both left out for a new one."""

    id: Key | None = None
    version: Version | None = None


class PurposeGiven(ItemGiven):
    """A purpose."""

    term: Term
    text: Text


class TextGiven(ItemGiven):
    """An activity, or a source."""

    text: Text


class ActorGiven(ItemGiven):
    """An actor: at least one of the texts. `element_id`: the activity the actor supports."""

    kind: Listed = ""
    title: Listed = ""
    task: Text = ""
    element_id: Key | None = None
    brings: Text = ""
    qualified: Text = ""
    prepared: Text = ""
    takes_part: Text = ""


class TrackGiven(ItemGiven):
    """A change track: the catalogue's, or a number and title of its own; and the specific change expected."""

    track_id: Key | None = None
    number: Numbered = ""
    title: Listed = ""
    change: Text = ""


class EffectGiven(ItemGiven):
    """An effect that is expected."""

    text: Text
    term: Term | None = None


class CostGiven(ItemGiven):
    """Something it costs, in kroner where that is known."""

    text: Text
    amount: Number | None = None


class _List(Given):
    """A whole list as it shall be, in its order: what has no `id` is made, and what is left out is removed."""

    confirmed: Confirmed = Field(default_factory=dict)


class PurposesGiven(_List):
    """Every purpose, in its order; those with no `id` are made, those left out are removed."""

    items: Annotated[list[PurposeGiven], Field(max_length=2 * MOST_ITEMS)]


class TextsGiven(_List):
    """Every activity, or every source, in its order; those with no `id` are made, those left out are removed."""

    items: Annotated[list[TextGiven], Field(max_length=MOST_ITEMS)]


class ActorsGiven(_List):
    """Every actor, in its order; those with no `id` are made, those left out are removed."""

    items: Annotated[list[ActorGiven], Field(max_length=MOST_ITEMS)]


class TracksGiven(_List):
    """Every change track, in its order; those with no `id` are made, those left out are removed."""

    items: Annotated[list[TrackGiven], Field(max_length=MOST_ITEMS)]


class EffectsGiven(_List):
    """Every effect, in its order; those with no `id` are made, those left out are removed."""

    items: Annotated[list[EffectGiven], Field(max_length=MOST_ITEMS)]


class CostsGiven(_List):
    """Every cost, in its order; those with no `id` are made, those left out are removed."""

    items: Annotated[list[CostGiven], Field(max_length=MOST_ITEMS)]


class TieGiven(Given):
    """Which of the project's an activity or an effect is, so that accepting makes none for it; null: none of them."""

    id: Key | None = None


class CopyGiven(Given):
    """The intervention whose answers are copied into one that nobody has begun to describe."""

    other_id: Key


# Its way --------------------------------------------------------------------------------------------------------------


class SubmitGiven(Given):
    """`fingerprint`: of the answers that were read; null: hand in whatever stands there."""

    fingerprint: Annotated[str, Field(max_length=64)] | None = None


class MoveGiven(Given):
    """`version`: of the intervention as it was read."""

    version: Version


class ReturnGiven(MoveGiven):
    """Why it is returned: a reason at one or more fields, by their keys."""

    reasons: Annotated[dict[form.Field, Text], Field(max_length=len(form.Field))]


class AcceptGiven(MoveGiven):
    """`receipt_id`: of what was read. `area_id`: where its activities go; null: a new area."""

    receipt_id: Key
    area_id: Key | None = None


class EndGiven(MoveGiven):
    """`on`: the last day; null: today."""

    on: Day | None = None


class ReopenGiven(MoveGiven):
    """Why it goes on after all."""

    reason: Text


class CommentChanged(MoveGiven):
    """One's own words at a field, another way. `version`: of the comment as it was read."""

    text: Text


class CommentGiven(Given):
    """Words at a field of the template."""

    field: form.Field
    text: Text
