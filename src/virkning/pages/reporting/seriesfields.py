"""The fields of one result on a form: a value a series, with one that is not there yet, and a note to the whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext

from virkning.figures.entries import measurement_doubts
from virkning.figures.indicators import Answer, IndicatorKind
from virkning.figures.periods import Period
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import LongTextField, NumberField, SegmentsField, TextField
from virkning.pages.forms.flow import Doubt
from virkning.rooms.reports.facts.judgements import reading_value
from virkning.rooms.reports.facts.project import ResultFacts
from virkning.rooms.results.models import Measurement

PARTS = ("value", "answer", "numerator", "denominator", "text", "break_reason", "source", "seen")


@dataclass(frozen=True)
class Line:
    """One series of the form: the key of its fields and its name."""

    key: str
    name: str


class ValueField(NumberField):
    """A number, or N/A where there is none to be had."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Answer):
            return value
        if isinstance(value, str) and value.strip().casefold().replace(".", "") in ("n/a", "na"):
            return Answer.NOT_APPLICABLE
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return value.danish if isinstance(value, Answer) else super().prepare_value(value)


class SeriesFields:
    """A result's fields on a form, named `value_7` for series 7, and so on.

    `at` stands before the key where a form has several results, so that they are kept apart: `value_r5-7`.
    """

    def __init__(
        self,
        form: HouseForm,
        facts: ResultFacts,
        lines: Sequence[Line],
        *,
        at: str = "",
        note_label: str = "",
    ) -> None:
        self.form, self.facts, self.lines = form, facts, tuple(lines)
        self.note = f"{at}note"
        for line in self.lines:
            self._add(line)
        form.fields[self.note] = LongTextField(
            label=note_label or gettext("Note til hele feltet"),
            help_text=gettext("Ord om perioden som helhed. Står under værdierne i statusnotatet."),
            required=False,
            rows=2,
        )
        form.fields[f"seen_{self.note}"] = TextField(label="", required=False, widget=forms.HiddenInput)

    def _add(self, line: Line) -> None:
        indicator, key, fields = self.facts.indicator, line.key, self.form.fields
        kind = indicator.kind
        if key == "new":
            fields["name_new"] = TextField(
                label=gettext("Seriens navn"),
                help_text=gettext("En gruppe eller en kategori, for eksempel Mænd."),
                required=False,
                max_length=200,
            )
        if kind is IndicatorKind.YES_NO:
            choices = [("", gettext("Ikke angivet")), *((one.value, lazystr(one.phrase)) for one in Answer)]
            fields[f"answer_{key}"] = SegmentsField(
                label=line.name or gettext("Svar"), choices=choices, required=False
            )
        elif kind is not IndicatorKind.TEXT:
            label = gettext("Værdi i %(unit)s") % {"unit": indicator.unit.text}
            fields[f"value_{key}"] = ValueField(
                label=label if indicator.unit.text else gettext("Værdi"), required=False
            )
            fields[f"numerator_{key}"] = NumberField(label=gettext("Tæller"), required=False)
            fields[f"denominator_{key}"] = NumberField(label=gettext("Nævner"), required=False)
        fields[f"text_{key}"] = LongTextField(
            label=gettext("Tekst"), required=False, rows=4 if kind is IndicatorKind.TEXT else 2
        )
        fields[f"break_reason_{key}"] = TextField(
            label=gettext("Databrud"),
            help_text=gettext("Hvorfor værdien ikke kan sammenlignes med den før. Vises ved figuren."),
            required=False,
            max_length=1000,
        )
        fields[f"source_{key}"] = TextField(
            label=gettext("Kilde"),
            help_text=gettext("Hvor tallet er hentet."),
            required=False,
            max_length=1000,
        )
        fields[f"seen_{key}"] = TextField(label="", required=False, widget=forms.HiddenInput)
        if line.name:
            self.form.whose |= {name: line.name for name in fields if name.endswith(f"_{key}")}

    def names_of(self, key: str) -> list[str]:
        """The fields a person fills in for one series, or for the note."""
        if key == self.note:
            return [self.note]
        return [name for part in PARTS[:-1] if (name := f"{part}_{key}") in self.form.fields]

    def given(self, key: str) -> dict[str, Any]:
        """What the form says of one series, by the measurement's columns."""
        data = self.form.cleaned_data
        value = data.get(f"value_{key}")
        answer: Answer | None = Answer(data[f"answer_{key}"]) if data.get(f"answer_{key}") else None
        if isinstance(value, Answer):
            value, answer = None, value
        return {
            "value": value,
            "answer": answer,
            "numerator": data.get(f"numerator_{key}"),
            "denominator": data.get(f"denominator_{key}"),
            "text": data.get(f"text_{key}") or "",
            "break_reason": data.get(f"break_reason_{key}") or "",
            "source": data.get(f"source_{key}") or "",
        }

    def seen(self, key: str) -> int | None:
        """The measurement the person saw; None where there was none."""
        written = str(self.form.cleaned_data.get(f"seen_{key}") or "")
        return int(written) if written.isdecimal() and len(written) < 19 else None

    def changed(self, key: str) -> bool:
        """Whether anything of the series (or the note) differs from what the form began with."""
        form, begun = self.form, self.form.begun
        return any(
            form.fields[name].has_changed(
                begun.get(name, "") if begun else form.initial.get(name), form.data.get(name, "")
            )
            for name in self.names_of(key)
        )

    def confirmed(self, key: str) -> dict[str, str]:
        """What the person has said is right of one series: doubt's code → why."""
        end = f"-{key}"
        return {
            code.removesuffix(end): why for code, why in self.form.confirmed.items() if code.endswith(end)
        }

    def doubts(self, period: Period) -> list[Doubt]:
        """What looks wrong and may be right, of the series that were changed."""
        indicator, found = self.facts.indicator, []
        for line in self.lines:
            if not self.changed(line.key):
                continue
            given = self.given(line.key)
            for one in measurement_doubts(
                indicator.kind,
                indicator.unit,
                value=given["value"],
                numerator=given["numerator"],
                denominator=given["denominator"],
                before=self._before(line.name, period),
                break_reason=given["break_reason"],
            ):
                said = one.phrase.translated(gettext)
                words = f"{line.name}: {said}" if line.name else said
                found.append(Doubt(f"{one.code}-{line.key}", f"{one.field}_{line.key}", words))
        return found

    def _before(self, series: str, period: Period) -> Decimal | None:
        reading = self.facts.indicator.comparable_reading(series, period)
        return reading.figure(self.facts.indicator.unit) if reading else None


def initial_of(lines: Sequence[Line], current: dict[str, Measurement], note: str = "note") -> dict[str, Any]:
    """What the fields begin with: the period's own values, by the key of their line; `note` by its own."""
    values: dict[str, Any] = {}
    for line in lines:
        one = current.get(line.key)
        if one is None:
            continue
        answer = Answer(one.answer) if one.answer else None
        values |= {
            f"value_{line.key}": answer if one.value is None and answer else one.value,
            f"answer_{line.key}": one.answer,
            f"numerator_{line.key}": one.numerator,
            f"denominator_{line.key}": one.denominator,
            f"text_{line.key}": one.text,
            f"break_reason_{line.key}": one.break_reason,
            f"source_{line.key}": one.source,
            f"seen_{line.key}": str(one.pk),
        }
    said = current.get(note)
    if said is not None:
        values |= {note: said.text, f"seen_{note}": str(said.pk)}
    return values


@dataclass(frozen=True)
class Block:
    """A series on the form. `more` is folded away under `more_words`."""

    key: str
    title: str
    before: str
    main: tuple[Any, ...]
    more: tuple[Any, ...]
    more_words: str
    more_open: bool


def _more_words(more: Sequence[str]) -> str:
    """What is folded away, by the fields there are: words and answers have no fraction."""
    if "numerator" in more:
        return gettext("Tæller og nævner, tekst, databrud og kilde")
    return gettext("Tekst, databrud og kilde") if "text" in more else gettext("Databrud og kilde")


def blocks(fields: SeriesFields, period: Period) -> Iterator[Block]:
    """The series in order; the new one last."""
    form, indicator = fields.form, fields.facts.indicator
    for line in fields.lines:
        names = [part for part in PARTS[:-1] if f"{part}_{line.key}" in form.fields]
        is_text = indicator.kind is IndicatorKind.TEXT
        main = [part for part in names if part in ("value", "answer") or (is_text and part == "text")]
        more = [part for part in names if part not in main]
        before = indicator.latest_reading(line.name, period) if line.key != "new" else None
        yield Block(
            key=line.key,
            title=line.name,
            before=f"{before.period.shown}: {reading_value(indicator, before)}" if before else "",
            main=tuple(form[f"{part}_{line.key}"] for part in main),
            more=tuple(form[f"{part}_{line.key}"] for part in more),
            more_words=_more_words(more),
            more_open=any(form[f"{part}_{line.key}"].value() not in (None, "") for part in more)
            or any(form[f"{part}_{line.key}"].errors for part in more),
        )
