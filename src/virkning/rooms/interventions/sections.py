"""A description as the national template has it: answers in, typed blocks out.

Every answer stands in a field of its own, so that the file can be filled on in Word and read back. The words are Danish
whoever prints, for they are read back too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from virkning.documents.blocks import (
    TICKED,
    UNTICKED,
    Block,
    Bullets,
    Cell,
    Facts,
    Heading,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
)
from virkning.figures.dates import danish_date
from virkning.figures.indicators import Term
from virkning.figures.numbers import danish_number
from virkning.figures.phrases import P, Phrase

from .answers import ActorAnswer, Answers, CostAnswer, EffectAnswer, TrackAnswer
from .form import ASKED, TEMPLATE, Field, Part, Section
from .tags import MORE, Tag
from .tidying import tidied

SUBTITLE = P("Integrations- og beskæftigelsesambassadørprojektet")
QUESTION, ANSWER = P("Spørgsmål"), P("Svar")
YES, NO = P("Ja"), P("Nej")
ROLLING, COMMON = P("Løbende optag"), P("Fælles start")
SOURCES = P("Kilder")
CHANGE = P("Forventet forandring")
NOT_ANSWERED = P("Ikke udfyldt")
#: An actor's parts as they are printed: where each stands in the answers, its tag and its words.
ACTOR_PARTS = (
    ("kind", Tag.ACTOR_KIND, P("Type")),
    ("title", Tag.ACTOR_TITLE, P("Titel")),
    ("task", Tag.ACTOR_TASK, P("Rolle og opgave")),
    ("element", Tag.ACTOR_ELEMENT, P("Støtter")),
    ("brings", Tag.ACTOR_BRINGS, P("Bibringer holdet")),
    ("qualified", Tag.ACTOR_QUALIFIED, P("Kvalificeret ved")),
    ("prepared", Tag.ACTOR_PREPARED, P("Klædt på ved")),
    ("takes_part", Tag.ACTOR_TAKES_PART, P("Indgår")),
)
#: Room for so many in an empty form: as the template has, but for actors, of whom each takes half a page here.
_ROOM_ELEMENTS, _ROOM_ACTORS, _ROOM_TRACKS = 4, 2, 3
_WIDTHS = (1.0, 1.4)


@dataclass(frozen=True, slots=True)
class Head:
    """What is said above the answers, and never read back: label → words. Blank ones are left out."""

    rows: Mapping[str, str] = field(default_factory=dict)


def description_blocks(answers: Answers, head: Head | None = None, *, to_fill: bool) -> Iterator[Block]:
    """The template's sections in its order. `to_fill`: with room for what is not answered yet."""
    rows = tuple(
        (label, (_field(Tag.HEAD, words),)) for label, words in (head or Head()).rows.items() if words
    )
    if rows:
        yield Facts(rows)
    writer = _Writer(tidied(answers), to_fill)
    for part in TEMPLATE:
        yield Heading(part.heading.danish, level=1)
        yield from writer.section(part)


def shown_number(value: Decimal | int | None) -> str:
    """`37,5`, with its decimals as written; blank for none."""
    return "" if value is None else danish_number(Decimal(value))


def shown_amount(value: Decimal | None) -> str:
    """`3.000 kr.`; blank for none."""
    return "" if value is None else f"{danish_number(value)} kr."


def shown_term(value: Term | None) -> str:
    """`(kort sigt)`; blank for none."""
    return "" if value is None else f"({value.danish} sigt)"


def activity_named(number: int) -> str:
    """`Aktivitet 2`."""
    return ASKED[Field.ACTIVITIES].question.filled({"number": str(number)}).danish


def actor_named(number: int) -> str:
    """What stands above an actor."""
    return ASKED[Field.ACTORS].question.filled({"number": str(number)}).danish


def _field(tag: Tag, words: str) -> Run:
    return Run(words, tag=tag.key, title=tag.empty.danish)


@dataclass(frozen=True, slots=True)
class _Writer:
    answers: Answers
    to_fill: bool

    def section(self, part: Part) -> Iterator[Block]:
        own: dict[Section, Callable[[], Iterator[Block]]] = {
            Section.FACTS: self._facts,
            Section.PURPOSE: self._purposes,
            Section.ACTIVITIES: self._elements,
            Section.ACTORS: self._actors,
            Section.METHOD: self._method,
            Section.TRACKS: self._tracks,
            Section.EFFECT: self._effects,
            Section.ECONOMY: self._costs,
        }
        if part.lead is not None:
            yield Paragraph(part.lead.danish, style="note")
        if part.section in own:
            yield from own[part.section]()
        else:
            for asked in part.fields:
                yield from self._text(asked.field)

    def _text(self, asked: Field) -> Iterator[Block]:
        tag, name = _TEXTS[asked]
        yield _question(asked)
        yield self._answer((_field(tag, getattr(self.answers, name)),))

    def _answer(self, text: tuple[Run, ...]) -> Paragraph:
        return Paragraph(self._told(text))

    def _told(self, text: tuple[Run, ...]) -> Text:
        """The fields; where nobody fills on and nothing stands in any of them, that it is so."""
        if not self.to_fill and not any(run.text for run in text if run.tag):
            return (Run(NOT_ANSWERED.danish, italic=True, muted=True),)
        return text

    def _list(self, items: Sequence[tuple[Run, ...]], blank: tuple[Run, ...]) -> Block:
        if items:
            return Bullets(tuple(items))
        return Bullets((blank,)) if self.to_fill else self._answer(blank)

    def _facts(self) -> Iterator[Block]:
        one = self.answers
        new, intake = one.new_type, one.intake
        day = "" if one.start_date is None else danish_date(one.start_date)
        rows: tuple[tuple[Field, tuple[Run, ...]], ...] = (
            (Field.MUNICIPALITY, (_field(Tag.MUNICIPALITY, one.municipality),)),
            (Field.NAME, (_field(Tag.NAME, one.name),)),
            (Field.START_DATE, (_field(Tag.START_DATE, day),)),
            (Field.SUMMARY, (_field(Tag.SUMMARY, one.summary),)),
            (
                Field.NEW_TYPE,
                self._ticks((YES, Tag.IS_NEW, new is True), (NO, Tag.IS_NOT_NEW, new is False)),
            ),
            (Field.HOURS_PER_WEEK, (_field(Tag.HOURS, shown_number(one.hours_per_week)),)),
            (
                Field.WEEKS_PER_PARTICIPANT,
                (_field(Tag.WEEKS, shown_number(one.weeks_per_participant)),),
            ),
            (
                Field.PARTICIPANTS_AT_A_TIME,
                (_field(Tag.PARTICIPANTS, shown_number(one.participants_at_a_time)),),
            ),
            (
                Field.INTAKE,
                self._ticks(
                    (ROLLING, Tag.ROLLING, intake == "rolling"), (COMMON, Tag.COMMON, intake == "common")
                ),
            ),
        )
        yield Table(
            (QUESTION.danish, ANSWER.danish),
            tuple(_row(ASKED[asked].question.danish, self._told(text)) for asked, text in rows),
            widths=_WIDTHS,
        )

    def _ticks(self, *ways: tuple[Phrase, Tag, bool]) -> tuple[Run, ...]:
        """`Ja: ☒ Nej: ☐`; where nobody ticks, the way that is meant."""
        told: list[Run] = []
        for words, tag, on in ways:
            if self.to_fill:
                told.append(Run(f"{'   ' if told else ''}{words.danish}: "))
                sign = TICKED if on else UNTICKED
                told.append(Run(sign, tag=tag.key, title=tag.empty.danish, tick=True))
            elif on:
                told.append(_field(tag, words.danish))
        return tuple(told)

    def _purposes(self) -> Iterator[Block]:
        for asked, tag, texts in (
            (Field.PURPOSE_SHORT, Tag.PURPOSE_SHORT, self.answers.purposes_short),
            (Field.PURPOSE_LONG, Tag.PURPOSE_LONG, self.answers.purposes_long),
        ):
            yield _question(asked)
            yield self._list([(_field(tag, text),) for text in texts], (_field(tag, ""),))

    def _elements(self) -> Iterator[Block]:
        texts = self.answers.elements or ("",) * (_ROOM_ELEMENTS if self.to_fill else 1)
        for number, text in enumerate(texts, start=1):
            yield _label(activity_named(number))
            yield self._answer((_field(Tag.ELEMENT, text),))
        yield from self._more()

    def _actors(self) -> Iterator[Block]:
        actors = self.answers.actors or (ActorAnswer(),) * (_ROOM_ACTORS if self.to_fill else 1)
        for number, actor in enumerate(actors, start=1):
            yield _label(actor_named(number))
            rows = tuple(
                (f"{words.danish}:", (_field(tag, _part(actor, name)),)) for name, tag, words in ACTOR_PARTS
            )
            if not self.to_fill:
                rows = tuple(row for row in rows if row[1][0].text)
            yield Facts(rows) if rows else self._answer((_field(Tag.ACTOR_TASK, ""),))
        yield from self._more()

    def _method(self) -> Iterator[Block]:
        yield from self._text(Field.METHOD)
        sources = self.answers.sources
        if sources or self.to_fill:
            yield _label(f"{SOURCES.danish}:")
            yield self._list([(_field(Tag.SOURCE, one),) for one in sources], (_field(Tag.SOURCE, ""),))

    def _tracks(self) -> Iterator[Block]:
        tracks = self.answers.tracks or (TrackAnswer(),) * (_ROOM_TRACKS if self.to_fill else 1)
        for one in tracks:
            yield _question(Field.CHANGE_TRACKS)
            number, title = _field(Tag.TRACK_NUMBER, one.number), _field(Tag.TRACK_TITLE, one.title)
            yield self._answer((number, Run(" "), title))
            if one.change or self.to_fill:
                yield Paragraph((Run(f"{CHANGE.danish}: "), _field(Tag.TRACK_CHANGE, one.change)))
        yield from self._more()

    def _effects(self) -> Iterator[Block]:
        yield _question(Field.EXPECTED_EFFECT)
        yield self._list([self._effect(one) for one in self.answers.effects], self._effect(EffectAnswer("")))

    def _effect(self, one: EffectAnswer) -> tuple[Run, ...]:
        return self._with(_field(Tag.EFFECT, one.text), _field(Tag.EFFECT_TERM, shown_term(one.term)))

    def _costs(self) -> Iterator[Block]:
        yield _question(Field.ECONOMY)
        yield self._list([self._cost(one) for one in self.answers.costs], self._cost(CostAnswer("")))

    def _cost(self, one: CostAnswer) -> tuple[Run, ...]:
        return self._with(_field(Tag.COST, one.text), _field(Tag.COST_AMOUNT, shown_amount(one.amount)))

    def _with(self, first: Run, second: Run) -> tuple[Run, ...]:
        """A field with a smaller one after it, which is left out where nobody is to fill it."""
        return (first, Run(" "), second) if second.text or self.to_fill else (first,)

    def _more(self) -> Iterator[Block]:
        if self.to_fill:
            yield Paragraph(MORE.danish, style="note")


_TEXTS: dict[Field, tuple[Tag, str]] = {
    Field.TARGET_GROUP: (Tag.TARGET_GROUP, "target_group"),
    Field.SELECTION_CRITERIA: (Tag.CRITERIA, "selection_criteria"),
    Field.AMBASSADOR_ROLE: (Tag.AMBASSADOR_ROLE, "ambassador_role"),
    Field.SUCCESSOR: (Tag.SUCCESSOR, "successor"),
    Field.METHOD: (Tag.METHOD, "method"),
    Field.OBSERVATIONS_START: (Tag.OBSERVATIONS_START, "observations_start"),
    Field.OBSERVATIONS_MIDDLE: (Tag.OBSERVATIONS_MIDDLE, "observations_middle"),
    Field.OBSERVATIONS_END: (Tag.OBSERVATIONS_END, "observations_end"),
}


def _question(asked: Field) -> Paragraph:
    return _label(ASKED[asked].question.danish)


def _label(words: str) -> Paragraph:
    return Paragraph(words, style="label")


def _row(question: str, answer: Text) -> Row:
    return Row((question, Cell((answer,))))


def _part(actor: ActorAnswer, name: str) -> str:
    value = getattr(actor, name)
    if name == "element":
        return "" if value is None else activity_named(value)
    return str(value)
