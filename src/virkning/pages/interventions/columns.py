"""What a line of each of a description's lists is filled in with, and each of its single fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept_in
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy

from virkning.figures.indicators import Term
from virkning.pages.forms.choosing import RecordField
from virkning.pages.forms.fields import (
    DayField,
    KeyField,
    LongTextField,
    NumberField,
    SegmentsField,
    SelectField,
    TextField,
)
from virkning.rooms.interventions.actions.items import ItemKind
from virkning.rooms.interventions.form import Field, Section
from virkning.rooms.interventions.limits import LONGEST_LINE, LONGEST_NUMBER, LONGEST_TEXT
from virkning.rooms.interventions.models import INTAKES

from .texts import HELP, question_of

YES, NO = "ja", "nej"
_TERMS = [(one.value, lazystr(one.phrase)) for one in Term]


def _long(rows: int) -> Callable[..., forms.Field]:
    return lambda **given: LongTextField(rows=rows, max_length=LONGEST_TEXT, **given)


def _line(**given: Any) -> forms.Field:
    return TextField(max_length=LONGEST_LINE, **given)


def _term(**given: Any) -> forms.Field:
    return SelectField(choices=[("", gettext_lazy("Ikke sagt")), *_TERMS], **given)


def _number(**given: Any) -> forms.Field:
    return NumberField(least=0, **given)


@dataclass(frozen=True)
class Column:
    """One of the fields of a line. `label` blank: the line's own name. `folded`: among what is seldom filled in."""

    name: str
    make: Callable[..., forms.Field]
    label: Any = ""
    help: Any = ""
    folded: bool = False


@dataclass(frozen=True)
class ListOf:
    """A list of a section: what it answers, what a line is called, and how many blank lines an empty one begins with.

    `fixed`: what every line of it is kept with.
    """

    slug: str
    field: Field
    kind: ItemKind
    line: Any
    add: Any
    columns: tuple[Column, ...]
    blanks: int = 1
    fixed: Mapping[str, Any] = kept_in(default_factory=dict)


_ACTOR = (
    Column(
        "kind",
        _line,
        gettext_lazy("Aktørtype"),
        gettext_lazy("For eksempel mentor, sygeplejerske, AMU-underviser."),
    ),
    Column("title", _line, gettext_lazy("Titel"), gettext_lazy("Stillingen, ikke personens navn.")),
    Column("task", _long(2), gettext_lazy("Rolle og opgave")),
    Column("element", RecordField, gettext_lazy("Hvilken aktivitet støtter aktøren?")),
    Column("brings", _long(2), gettext_lazy("Hvad skal aktøren bibringe holdet?")),
    Column(
        "qualified", _long(2), gettext_lazy("Hvordan er aktøren kvalificeret til at arbejde med målgruppen?")
    ),
    Column("prepared", _long(2), gettext_lazy("Hvordan er aktøren klædt på til indsatsen?")),
    Column("takes_part", _long(2), gettext_lazy("Hvordan og hvornår indgår aktøren?")),
)
_TRACK = (
    Column("track", RecordField, gettext_lazy("Forandringsspor")),
    Column("change", _long(2), gettext_lazy("Hvilken forandring venter I hos målgruppen?")),
    Column(
        "number",
        lambda **given: KeyField(max_length=LONGEST_NUMBER, **given),
        gettext_lazy("Nr."),
        folded=True,
    ),
    Column("title", _line, gettext_lazy("Overskrift"), folded=True),
)
_SOURCE = ListOf(
    "kilder",
    Field.METHOD,
    ItemKind.SOURCE,
    gettext_lazy("Kilde"),
    gettext_lazy("Tilføj en kilde"),
    (Column("text", _long(2)),),
)

LISTS: dict[Section, tuple[ListOf, ...]] = {
    Section.PURPOSE: tuple(
        ListOf(
            slug,
            asked,
            ItemKind.PURPOSE,
            gettext_lazy("Formål"),
            gettext_lazy("Tilføj et formål"),
            (Column("text", _long(2)),),
            fixed={"term": term.value},
        )
        for slug, asked, term in (
            ("kort", Field.PURPOSE_SHORT, Term.SHORT),
            ("lang", Field.PURPOSE_LONG, Term.LONG),
        )
    ),
    Section.ACTIVITIES: (
        ListOf(
            "aktiviteter",
            Field.ACTIVITIES,
            ItemKind.ELEMENT,
            gettext_lazy("Aktivitet"),
            gettext_lazy("Tilføj en aktivitet"),
            (Column("text", _long(3)),),
            blanks=2,
        ),
    ),
    Section.ACTORS: (
        ListOf(
            "aktoerer",
            Field.ACTORS,
            ItemKind.ACTOR,
            gettext_lazy("Aktør"),
            gettext_lazy("Tilføj en aktør"),
            _ACTOR,
        ),
    ),
    Section.METHOD: (_SOURCE,),
    Section.TRACKS: (
        ListOf(
            "spor",
            Field.CHANGE_TRACKS,
            ItemKind.TRACK,
            gettext_lazy("Spor"),
            gettext_lazy("Tilføj et spor"),
            _TRACK,
        ),
    ),
    Section.EFFECT: (
        ListOf(
            "effekter",
            Field.EXPECTED_EFFECT,
            ItemKind.EFFECT,
            gettext_lazy("Effekt"),
            gettext_lazy("Tilføj en effekt"),
            (
                Column("text", _long(2), gettext_lazy("Hvad forventer I?")),
                Column("term", _term, gettext_lazy("Hvornår kan den ses?")),
            ),
        ),
    ),
    Section.ECONOMY: (
        ListOf(
            "omkostninger",
            Field.ECONOMY,
            ItemKind.COST,
            gettext_lazy("Omkostning"),
            gettext_lazy("Tilføj en omkostning"),
            (
                Column("text", _long(1), gettext_lazy("Hvad går pengene til?")),
                Column("amount", _number, gettext_lazy("Beløb i kr.")),
            ),
        ),
    ),
}

#: A field that is answered once → how. The others are lists, and the municipality stands on the project's list.
_SINGLES: dict[Field, Callable[..., forms.Field]] = {
    Field.NAME: _line,
    Field.START_DATE: DayField,
    Field.SUMMARY: _long(2),
    Field.NEW_TYPE: lambda **given: SegmentsField(
        choices=[(YES, gettext_lazy("Ja")), (NO, gettext_lazy("Nej"))], **given
    ),
    Field.HOURS_PER_WEEK: _number,
    Field.WEEKS_PER_PARTICIPANT: _number,
    Field.PARTICIPANTS_AT_A_TIME: lambda **given: NumberField(whole=True, least=0, **given),
    Field.INTAKE: lambda **given: SegmentsField(choices=INTAKES, **given),
    Field.TARGET_GROUP: _long(6),
    Field.SELECTION_CRITERIA: _long(5),
    Field.AMBASSADOR_ROLE: _long(5),
    Field.SUCCESSOR: _long(3),
    Field.METHOD: _long(6),
    **dict.fromkeys((Field.OBSERVATIONS_START, Field.OBSERVATIONS_MIDDLE, Field.OBSERVATIONS_END), _long(5)),
}


def single_field(asked: Field) -> forms.Field | None:
    """The form's field for what is answered once; None for what is not."""
    make = _SINGLES.get(asked)
    if make is None:
        return None
    return make(label=question_of(asked), help_text=HELP.get(asked, ""), required=False)


def line_field(
    column: Column, label: str, records: Sequence[Any], words: Callable[[Any], str]
) -> forms.Field:
    """The form's field for a column of one line; `records`: what is chosen among, where it is."""
    made = column.make(label=label, help_text=column.help, required=False)
    if isinstance(made, RecordField):
        made.offer(records, words, gettext_lazy("Ingen valgt"))
    return made
