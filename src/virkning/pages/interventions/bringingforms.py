"""The forms of a description's file: the files themselves, and what a person confirms of what was read in one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from virkning.figures.dates import short_date
from virkning.figures.indicators import Term
from virkning.figures.interventions import InterventionStage
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import RecordField
from virkning.pages.forms.fields import SelectField, TextField
from virkning.pages.forms.severalfiles import UploadsField
from virkning.rooms.interventions.actions.items import ItemKind
from virkning.rooms.interventions.answers import (
    ActorAnswer,
    Answers,
    CostAnswer,
    EffectAnswer,
    TrackAnswer,
)
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.interventions.queries.catalogue import track_meant
from virkning.rooms.interventions.reading.proposed import Proposed
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.models import ChangeTrack

from .blackingout import BlackingOutForm
from .columns import LISTS, NO, YES, Column, ListOf, line_field, single_field

#: A municipality's folder. More than a few are read by the worker, with how far it is; see `jobs.LONG`.
MOST_FILES = 300
#: Which unread texts have been put into a field, by their places.
LAID = "lagt"
ALL_LISTS = tuple(one for section in LISTS.values() for one in section)
#: Seldom told in a file: asked where it is.
_SELDOM = frozenset({"brings", "qualified", "prepared", "takes_part", "title", "amount"})
#: Where words that were not understood go in a line of a list.
_MAIN = {ItemKind.ACTOR: "task", ItemKind.TRACK: "title"}
_TERM_OF = {"kort": Term.SHORT, "lang": Term.LONG}


class FilesForm(HouseForm):
    """One Word file, or several."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["file"] = UploadsField(
            label=_("Udfyldte skabeloner i Word (.docx)"),
            help_text=_("Intet skrives, før du har set, hvad der er læst, og sagt ja."),
            most_bytes=settings.MAX_UPLOAD_BYTES,
            most_files=MOST_FILES,
            endings=(".docx",),
        )


@dataclass(frozen=True)
class Around:
    """What a file's answers are chosen among: municipalities, interventions to write in, the catalogue's tracks."""

    municipalities: Sequence[Organisation]
    interventions: Sequence[Intervention]
    tracks: Sequence[ChangeTrack]


class ConfirmForm(BlackingOutForm):
    """Every field of the template, filled in as the file says. A line of a list whose words are taken away is left out.

    Each list has a blank line after the others.
    """

    def __init__(self, *args: Any, proposal: Proposed, around: Around, **given: Any) -> None:
        super().__init__(*args, **given)
        self.proposal, self.around = proposal, around
        # What must be answered is asked for in `clean`: a form where nearly everything may stand empty does not say so
        # at every field.
        municipality = RecordField(label=_("Kommune"), required=False)
        municipality.offer(around.municipalities, lambda one: str(one.name), _("Vælg kommune"))
        into = RecordField(
            label=_("Skriv i"),
            required=False,
            help_text=_("Det, der står i en indsats i forvejen, bliver stående, hvor filen intet siger."),
        )
        into.offer(around.interventions, _into_words, _("En ny indsats"))
        self.fields |= {Field.MUNICIPALITY.value: municipality, "into": into}
        for asked in Field:
            made = single_field(asked)
            if made is not None:
                made.help_text, made.required = "", False
                self.fields[asked.value] = made
        #: List → how many lines it has.
        self.lines = {one.slug: self._count(one) for one in ALL_LISTS}
        for one in ALL_LISTS:
            for place in range(self.lines[one.slug]):
                self._line(one, place)
        self.fields[LAID] = TextField(label="", required=False, widget=forms.HiddenInput)

    # Lines

    def _count(self, one: ListOf) -> int:
        """The lines that say something, and a blank one."""
        if not self.is_bound:
            return len(rows_of(self.proposal.answers, one)) + 1
        begin = f"{one.slug}-"
        said = [
            int(name.split("-")[1])
            for name in self.data
            if name.startswith(begin) and name.split("-")[1].isdecimal() and str(self.data[name]).strip()
        ]
        return min(max(said, default=-1), 200) + 2

    def _line(self, one: ListOf, place: int) -> None:
        title = f"{one.line} {place + 1}"
        for column in one.columns:
            name = field_name(one, place, column.name)
            if not self._is_asked(one, column, place):
                continue
            made = self._field(column, title)
            made.help_text = ""
            self.fields[name] = made
            if made.label != title:
                self.whose[name] = title

    def _is_asked(self, one: ListOf, column: Column, place: int) -> bool:
        """What is seldom told is asked where the file tells it; a track's own words where the catalogue has none."""
        name = field_name(one, place, column.name)
        if column.name not in _SELDOM and not column.folded:
            return True
        if self.is_bound:
            return name in self.data
        rows = rows_of(self.proposal.answers, one)
        if place >= len(rows):
            return column.folded and not self.around.tracks
        if column.folded:
            return track_of(rows[place], self.around.tracks) is None
        return rows[place].get(column.name) not in ("", None)

    def _field(self, column: Column, title: str) -> forms.Field:
        label = str(column.label) or title
        if column.name == "element":
            count = self.lines["aktiviteter"] - 1
            choices = [("", _("Ingen valgt"))]
            choices += [(str(n), _("Aktivitet %(number)s") % {"number": n}) for n in range(1, count + 1)]
            return SelectField(label=label, choices=choices, required=False)
        return line_field(column, label, self.around.tracks, lambda one: f"{one.number} {one.title}")

    def clean(self) -> dict[str, Any]:
        """Whose it is and what it is called must be said before it can be kept at all."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for field, said in (
            (Field.MUNICIPALITY, _("Vælg kommunen.")),
            (Field.NAME, _("Skriv, hvad indsatsen hedder.")),
        ):
            if not cleaned.get(field.value) and field.value not in self.errors:
                self.add_error(field.value, said)
        return cleaned

    # What was confirmed

    def answers(self) -> Answers:
        """The answers as they stand in the fields."""
        cleaned = self.cleaned_data
        municipality: Organisation = cleaned[Field.MUNICIPALITY.value]
        singles: dict[str, Any] = {
            asked.value: cleaned.get(asked.value)
            for asked in Field
            if asked.value in self.fields and asked is not Field.MUNICIPALITY
        }
        texts = {name: value or "" for name, value in singles.items() if isinstance(value, str | type(None))}
        people = singles[Field.PARTICIPANTS_AT_A_TIME.value]
        numbers = {
            asked.value: singles[asked.value]
            for asked in (Field.START_DATE, Field.HOURS_PER_WEEK, Field.WEEKS_PER_PARTICIPANT)
        }
        told: dict[str, Any] = {
            **texts,
            **numbers,
            "participants_at_a_time": None if people is None else int(people),
            "new_type": {YES: True, NO: False}.get(str(singles[Field.NEW_TYPE.value])),
        }
        return Answers(municipality=municipality.name, **told, **self._listed())

    def _listed(self) -> dict[str, Any]:
        rows = {one.slug: self._kept(one) for one in ALL_LISTS}
        places = {place: number for number, (place, _row) in enumerate(rows["aktiviteter"], start=1)}

        def texts(slug: str) -> tuple[str, ...]:
            return tuple(row["text"] for _place, row in rows[slug])

        return {
            "purposes_short": texts("kort"),
            "purposes_long": texts("lang"),
            "elements": texts("aktiviteter"),
            "sources": texts("kilder"),
            "actors": tuple(_actor(row, places) for _place, row in rows["aktoerer"]),
            "tracks": tuple(_track(row) for _place, row in rows["spor"]),
            "effects": tuple(
                EffectAnswer(row["text"], Term(row["term"]) if row.get("term") else None)
                for _place, row in rows["effekter"]
            ),
            "costs": tuple(
                CostAnswer(row["text"], row.get("amount")) for _place, row in rows["omkostninger"]
            ),
        }

    def _kept(self, one: ListOf) -> list[tuple[int, dict[str, Any]]]:
        """The list's lines that say something, each with its place."""
        found = []
        for place in range(self.lines[one.slug]):
            row = {
                column.name: self.cleaned_data.get(field_name(one, place, column.name))
                for column in one.columns
            }
            beside = (
                ("element", "term", "change", "amount") if one.kind is not ItemKind.ACTOR else ("element",)
            )
            if any(value not in ("", None) for name, value in row.items() if name not in beside):
                found.append((place, row))
        return found

    def texts(self) -> dict[str, str]:
        """What is written, by its field: where an e-mail address is looked for."""
        skipped = (LAID, Field.INTAKE.value, Field.NEW_TYPE.value)
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if isinstance(value, str) and value and name not in skipped
        }

    # Words that were not understood

    @property
    def laid(self) -> frozenset[int]:
        """The places of the unread texts that have been put into a field."""
        written = str(self.data.get(LAID, "")) if self.is_bound else ""
        return frozenset(int(one) for one in written.split(",") if one.isdecimal() and len(one) < 6)

    def with_unread(self, place: int, wanted: str) -> dict[str, str]:
        """An unread text put into a field, laid over what was typed: after what stands there, or on a new line."""
        if not 0 <= place < len(self.proposal.unread) or wanted not in PLACES:
            return {}
        text = self.proposal.unread[place].text
        laid = ",".join(map(str, sorted({*self.laid, place})))
        several = next((one for one in ALL_LISTS if one.field is Field(wanted)), None)
        if several is None or wanted in self.fields:
            before = str(self.data.get(wanted, "")).strip()
            return {wanted: f"{before}\n{text}".strip(), LAID: laid}
        name = field_name(several, self.lines[several.slug] - 1, _MAIN.get(several.kind, "text"))
        return {name: text, LAID: laid}


#: Fields that words can be put into: not those that are a choice among a few.
PLACES: tuple[str, ...] = tuple(
    asked.value for asked in Field if asked not in (Field.MUNICIPALITY, Field.NEW_TYPE, Field.INTAKE)
)


def field_name(one: ListOf, place: int, column: str) -> str:
    """`aktiviteter-0-text`: what a field of a line is called."""
    return f"{one.slug}-{place}-{column}"


def rows_of(answers: Answers, one: ListOf) -> list[dict[str, Any]]:
    """A list's lines as the answers have them: column → value."""
    if one.kind is ItemKind.PURPOSE:
        short = _TERM_OF[one.slug] is Term.SHORT
        return [{"text": text} for text in (answers.purposes_short if short else answers.purposes_long)]
    if one.kind is ItemKind.ELEMENT:
        return [{"text": text} for text in answers.elements]
    if one.kind is ItemKind.SOURCE:
        return [{"text": text} for text in answers.sources]
    if one.kind is ItemKind.ACTOR:
        columns = [column.name for column in one.columns]
        return [{name: getattr(actor, name) for name in columns} for actor in answers.actors]
    if one.kind is ItemKind.TRACK:
        return [
            {"number": each.number, "title": each.title, "change": each.change} for each in answers.tracks
        ]
    if one.kind is ItemKind.EFFECT:
        return [{"text": each.text, "term": each.term.value if each.term else ""} for each in answers.effects]
    return [{"text": each.text, "amount": each.amount} for each in answers.costs]


def track_of(row: Mapping[str, Any], among: Sequence[ChangeTrack]) -> ChangeTrack | None:
    """The catalogue's track that a line means."""
    return track_meant(str(row["number"]), str(row["title"]), among)


def confirm_values(
    proposal: Proposed, around: Around, municipality: Organisation | None, into: Intervention | None
) -> dict[str, Any]:
    """What the form begins with: the file's answers."""
    answers = proposal.answers
    values: dict[str, Any] = {
        asked.value: getattr(answers, asked.value)
        for asked in Field
        if asked is not Field.MUNICIPALITY and hasattr(answers, asked.value)
    }
    people = answers.participants_at_a_time
    values |= {
        Field.MUNICIPALITY.value: municipality,
        "into": into,
        Field.NEW_TYPE.value: {True: YES, False: NO, None: ""}[answers.new_type],
        Field.PARTICIPANTS_AT_A_TIME.value: None if people is None else Decimal(people),
    }
    for one in ALL_LISTS:
        for place, row in enumerate(rows_of(answers, one)):
            if one.kind is ItemKind.TRACK and (track := track_of(row, around.tracks)) is not None:
                row = {"track": track, "change": row["change"]}
            values |= {field_name(one, place, name): value for name, value in row.items()}
    return values


def _actor(row: Mapping[str, Any], places: Mapping[int, int]) -> ActorAnswer:
    """`places`: of the activities that are kept, each with the number it has now."""
    chosen = str(row.get("element") or "")
    number = places.get(int(chosen) - 1) if chosen.isdecimal() else None
    texts = {name: value or "" for name, value in row.items() if name != "element"}
    return ActorAnswer(element=number, **texts)


def _track(row: Mapping[str, Any]) -> TrackAnswer:
    track: ChangeTrack | None = row.get("track")
    change = row.get("change") or ""
    if track is not None:
        return TrackAnswer(track.number, track.title, change)
    return TrackAnswer(row.get("number") or "", row.get("title") or "", change)


def _into_words(one: Intervention) -> str:
    start = short_date(one.start_date) if one.start_date else _("uden opstart")
    return f"{one.name} ({start}, {InterventionStage(one.stage).shown.lower()}), {one.municipality.name}"
