"""One form for everything due on an activity in a round."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext

from virkning.figures.continuing import Continuation, embedding_doubts
from virkning.figures.dates import Deadline
from virkning.figures.following import FollowUpState
from virkning.figures.periods import Period
from virkning.figures.phrases import FigureError
from virkning.pages.forms.fields import DayField, LongTextField, SegmentsField, SelectField, TextField, said
from virkning.pages.forms.flow import Doubt
from virkning.rooms.exchange.cells import clean
from virkning.rooms.reports.facts.project import MilestoneFacts, ResultFacts
from virkning.rooms.reports.facts.recommendations import RecommendationFacts

from .. import statusform
from ..seriesfields import Line, SeriesFields
from ..statusform import StatusForm
from .about import EMBEDDING, at


class LastDayField(DayField):
    """A day; a year, or another period, stands for its last day."""

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        text = clean(str(value))
        if not text:
            return None
        try:
            return Deadline.parse(text).day
        except FigureError as error:
            raise said(error) from error


class RoundForm(StatusForm):
    """The milestones' fields as on the status form; beside them results, comment, embedding and recommendations.

    Fields of a result stand with `r5-` before the key of the series, those of the embedding with `embedding_` before
    the column; `followed_3`, `why_3` and `heard_3` (the version read) are of recommendation 3.
    """

    def __init__(
        self,
        *args: Any,
        milestones: Sequence[MilestoneFacts],
        period: Period,
        results: Sequence[tuple[ResultFacts, Sequence[Line]]],
        advice: Sequence[RecommendationFacts],
        **given: Any,
    ) -> None:
        super().__init__(*args, milestones=milestones, period=period, **given)
        for one in milestones:
            self.fields[f"status_{one.id}"].label = gettext("Status %(period)s") % {"period": period.shown}
            title = f"{one.number}. {one.statement}"
            self.whose |= {name: title for name in self.fields if name.endswith(f"_{one.id}")}
        self.results = [self._result(facts, lines) for facts, lines in results]
        self._add_overall(period)
        self._add_embedding()
        self.advice = tuple(advice)
        for recommendation in advice:
            self._add_advice(recommendation)

    def _result(self, facts: ResultFacts, lines: Sequence[Line]) -> SeriesFields:
        before = set(self.fields)
        made = SeriesFields(self, facts, lines, at=at(facts), note_label=gettext("Kommentar"))
        for name in set(self.fields) - before:
            series = self.whose.get(name)
            title = f"{facts.number}. {facts.statement}"
            self.whose[name] = f"{title} ({series})" if series else title
        return made

    def _add_overall(self, period: Period) -> None:
        words = gettext("Hvad skal læseren vide om aktiviteten i %(period)s?")
        self.fields["overall"] = LongTextField(
            label=words % {"period": period.shown},
            help_text=gettext(
                "Trykkes i statusnotatet. Skriv ikke navne på personer. Ses af projektets parter."
            ),
            required=False,
            rows=4,
        )
        self.fields["overall_version"] = _hidden()

    def _add_embedding(self) -> None:
        fields, shown = self.fields, dict[str, forms.Field]()
        shown["continuation"] = SelectField(
            label=gettext("Hvordan fortsætter aktiviteten?"),
            choices=[
                ("", gettext("Ikke angivet")),
                *((one.value, lazystr(one.phrase)) for one in Continuation),
            ],
            required=False,
        )
        shown["responsible"] = TextField(
            label=gettext("Ansvarlig efter projektet"),
            help_text=gettext("En rolle eller enhed, ikke en person."),
            required=False,
            max_length=200,
        )
        shown["secured_until"] = LastDayField(
            label=gettext("Penge sikret til og med"),
            help_text=gettext("En dato, eller et årstal: 2014 er til og med 31. december 2014."),
            required=False,
        )
        shown["money"] = TextField(label=gettext("Hvilke penge"), required=False, max_length=200)
        shown["risk"] = LongTextField(label=gettext("Risiko"), required=False, rows=2)
        shown["text"] = LongTextField(label=gettext("Uddybning"), required=False, rows=2)
        fields |= {f"embedding_{name}": shown[name] for name in EMBEDDING}
        fields["embedding_version"] = _hidden()
        self.whose |= {f"embedding_{name}": gettext("Forankring") for name in EMBEDDING}

    def _add_advice(self, one: RecommendationFacts) -> None:
        self.fields[f"followed_{one.id}"] = SegmentsField(
            label=gettext("Hvad er der sket?"),
            choices=[
                ("", gettext("Ikke fulgt op")),
                *((state.value, lazystr(state.phrase)) for state in FollowUpState),
            ],
            required=False,
        )
        self.fields[f"why_{one.id}"] = LongTextField(
            label=gettext("Kommentar"),
            help_text=gettext("Skal skrives, hvis anbefalingen er afvist. Står i statusnotatet."),
            required=False,
            rows=2,
        )
        self.fields[f"heard_{one.id}"] = _hidden()
        short = one.text if len(one.text) <= 60 else f"{one.text[:59]}…"
        self.whose |= dict.fromkeys((f"followed_{one.id}", f"why_{one.id}"), short)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for one in self.advice:
            if self.differs(f"followed_{one.id}", f"why_{one.id}") and not data.get(f"followed_{one.id}"):
                words = gettext("Vælg, hvad der er sket med anbefalingen, eller slet kommentaren.")
                self.add_error(f"followed_{one.id}", words)
        return data

    def differs(self, *names: str) -> bool:
        """Whether any of the fields differs from what the form began with."""
        begun = self.begun
        return any(
            self.fields[name].has_changed(
                begun.get(name, "") if begun else self.initial.get(name), self.data.get(name, "")
            )
            for name in names
        )

    def read_version(self, name: str) -> int | None:
        """A version that was read; None where there was nothing."""
        written = str(self.cleaned_data.get(name) or "")
        return int(written) if written.isdecimal() and len(written) < 10 else None

    def embedding(self) -> dict[str, Any]:
        """What the form says of the embedding, by its columns."""
        data = self.cleaned_data
        found = {name: data.get(f"embedding_{name}") for name in EMBEDDING}
        chosen = found["continuation"]
        texts = {name: found[name] or "" for name in ("responsible", "money", "risk", "text")}
        return {**found, **texts, "continuation": Continuation(chosen) if chosen else None}


def _hidden() -> TextField:
    """Nobody's to choose in a conflict, so it has no label."""
    return TextField(label="", required=False, widget=forms.HiddenInput)


def doubts_of(form: RoundForm, period: Period) -> list[Doubt]:
    """What looks wrong and may be right, of what was changed."""
    found = statusform.doubts_of(form, period)
    for fields in form.results:
        title = f"{fields.facts.number}. {fields.facts.statement}"
        found += [Doubt(one.code, one.field, f"{title}: {one.words}") for one in fields.doubts(period)]
    if form.differs("embedding_secured_until"):
        found += [
            Doubt(f"{one.code}-embedding", f"embedding_{one.field}", one.phrase.translated(gettext))
            for one in embedding_doubts(form.cleaned_data.get("embedding_secured_until"), period)
        ]
    return found
