"""One form for a result in a period: a value a series, with last time's beside each, and a note to the whole."""

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
from virkning.rooms.results.models import Measurement, Series

PARTS = ("value", "answer", "numerator", "denominator", "text", "break_reason", "source", "seen")


@dataclass(frozen=True)
class Line:
    """One series of the form: the key of its fields and its name."""

    key: str
    name: str


def lines_of(result_id: int) -> tuple[Line, ...]:
    """The result's series in order; a result that has none yet gets the nameless one. One query."""
    rows = Series.objects.filter(result_id=result_id).order_by("position", "id").values_list("pk", "name")
    found = tuple(Line(str(key), name) for key, name in rows)
    return found or (Line("0", ""),)


class MeasureForm(HouseForm):
    """Fields named `value_7` for series 7, and so on; `new_…` for a series that is not there yet."""

    def __init__(self, *args: Any, facts: ResultFacts, lines: Sequence[Line], **given: Any) -> None:
        super().__init__(*args, **given)
        self.facts, self.lines = facts, (*lines, Line("new", ""))
        for line in self.lines:
            self._add(line)
        self.fields["note"] = LongTextField(
            label=gettext("Note til hele feltet"),
            help_text=gettext("Ord om perioden som helhed. Står under værdierne i statusnotatet."),
            required=False,
            rows=2,
        )
        self.fields["seen_note"] = TextField(required=False, widget=forms.HiddenInput)

    def _add(self, line: Line) -> None:
        indicator, key, fields = self.facts.indicator, line.key, self.fields
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
            self.whose |= {name: line.name for name in fields if name.endswith(f"_{key}")}

    def given(self, key: str) -> dict[str, Any]:
        """What the form says of one series, by the measurement's columns."""
        data = self.cleaned_data
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
        written = str(self.cleaned_data.get(f"seen_{key}") or "")
        return int(written) if written.isdecimal() and len(written) < 19 else None

    def changed(self, key: str) -> bool:
        """Whether anything of the series differs from what the form began with."""
        begun = self.begun
        names = [f"{part}_{key}" for part in PARTS[:-1] if f"{part}_{key}" in self.fields]
        if key == "note":
            names = ["note"]
        return any(
            self.fields[name].has_changed(
                begun.get(name, "") if begun else self.initial.get(name), self.data.get(name, "")
            )
            for name in names
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        filled = [name for name in self.fields if name.endswith("_new") and name != "name_new"]
        written = any(data.get(name) not in (None, "") for name in filled)
        if written and not data.get("name_new") and "name_new" not in self.errors:
            self.add_error("name_new", gettext("Giv serien et navn, eller slet det, der står under den."))
        return data


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


def measured(result_id: int, period_id: int) -> dict[str, Measurement]:
    """The period's current measurements by series key (`note` for the note). One query."""
    rows = Measurement.objects.filter(result_id=result_id, period_id=period_id, superseded_at__isnull=True)
    return {str(one.series_id) if one.series_id else "note": one for one in rows.order_by("id")}


def initial_of(lines: Sequence[Line], current: dict[str, Measurement]) -> dict[str, Any]:
    """What the form begins with: the period's own values."""
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
    note = current.get("note")
    if note is not None:
        values |= {"note": note.text, "seen_note": str(note.pk)}
    return values


def doubts_of(form: MeasureForm, period: Period) -> list[Doubt]:
    """What looks wrong and may be right, of the series that were changed."""
    indicator, found = form.facts.indicator, []
    for line in form.lines:
        if not form.changed(line.key):
            continue
        given = form.given(line.key)
        for one in measurement_doubts(
            indicator.kind,
            indicator.unit,
            value=given["value"],
            numerator=given["numerator"],
            denominator=given["denominator"],
            before=_value_before(form.facts, line.name, period),
            break_reason=given["break_reason"],
        ):
            said = one.phrase.translated(gettext)
            words = f"{line.name}: {said}" if line.name else said
            found.append(Doubt(f"{one.code}-{line.key}", f"{one.field}_{line.key}", words))
    return found


def _value_before(facts: ResultFacts, series: str, period: Period) -> Decimal | None:
    reading = facts.indicator.latest_reading(series, period)
    return reading.figure(facts.indicator.unit) if reading else None


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


def blocks(form: MeasureForm, period: Period) -> Iterator[Block]:
    """The series in order; the new one last."""
    indicator = form.facts.indicator
    for line in form.lines:
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
