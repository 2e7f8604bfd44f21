"""What stands around the form's fields: last time's, the computed light, sums, doubts that were answered before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.design.markup import light_tag
from virkning.figures.continuing import Continuation
from virkning.figures.dates import date_words
from virkning.figures.entries import status_doubts
from virkning.figures.indicators import Answer, Indicator, IndicatorKind, Reading
from virkning.figures.lights import result_light
from virkning.figures.periods import Period
from virkning.pages.moments import moment_words
from virkning.pages.telling.cells import light_name
from virkning.pages.telling.phrasing import result_aim
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.activities.queries.registrations import sums_until
from virkning.rooms.reports.facts.judgements import reading_value
from virkning.rooms.reports.facts.project import MilestoneFacts, ResultFacts

from .. import statusform
from ..seriesfields import SeriesFields
from .about import EMBEDDING, Beside, InRound
from .carrying import note_before
from .form import RoundForm

#: As many earlier periods as stand beside a value.
_EARLIER = 2
_TABLED = (IndicatorKind.NUMBER, IndicatorKind.DISTRIBUTION)


@dataclass(frozen=True)
class Counted:
    """Registrations of one kind: all of them up to the period's end, and those since last time."""

    kind: str
    total: Decimal
    since: Decimal


@dataclass(frozen=True)
class MilestonePart:
    """A milestone on the page. `answered`: doubts somebody has said are right, in words."""

    section: statusform.Section
    names: tuple[str, ...]
    counted: tuple[Counted, ...]
    answered: tuple[str, ...]

    @property
    def anchor(self) -> str:
        return f"milepael-{self.section.id}"

    @property
    def fetch_text(self) -> str:
        """What the button that fetches last time's comment is called."""
        return f"tekst-{self.section.id}"


@dataclass(frozen=True)
class SeriesRow:
    """A series: its name, earlier values in words, the fields in the row, and those folded away."""

    title: str
    earlier: tuple[tuple[str, str], ...]
    main: tuple[Any, ...]
    more: tuple[Any, ...]
    more_open: bool


@dataclass(frozen=True)
class ResultPart:
    """A result on the page. `heads`: the earlier periods' words; `tabled`: numbers, one line a series."""

    id: int
    title: str
    aim: str
    unit: str
    heads: tuple[str, ...]
    rows: tuple[SeriesRow, ...]
    tabled: bool
    light: SafeString
    reason: str
    note: Any
    note_before: tuple[str, str] | None
    names: tuple[str, ...]
    form: str

    @property
    def anchor(self) -> str:
        return f"resultat-{self.id}"


@dataclass(frozen=True)
class AdvicePart:
    """A recommendation to be followed up, with what was said of it last."""

    id: int
    text: str
    under: str
    before: str
    field: Any
    why: Any
    names: tuple[str, ...]


@dataclass(frozen=True)
class BeforeText:
    """A text of an earlier period."""

    period: str
    text: str


@dataclass(frozen=True)
class Parts:
    """Everything of the form, in the page's order."""

    milestones: tuple[MilestonePart, ...]
    fetch_all: str
    results: tuple[ResultPart, ...]
    overall: Any
    overall_before: BeforeText | None
    embedding: tuple[Any, ...]
    embedding_before: BeforeText | None
    advice: tuple[AdvicePart, ...]


class PartsOf:
    """The form's parts, made when the template has the form."""

    def __init__(self, about: InRound, around: Beside, today: date) -> None:
        self.about, self.around, self.today = about, around, today
        self.sums = {kind: Decimal(n) for kind, n in _sums(about, about.period).items()}
        last = [one for one in about.facts.horizon.periods if one < about.period]
        self.last_sums = _sums(about, last[-1]) if last and self.sums else {}
        self.reports = statusform.reported(about.activity.pk, about.when.pk) if about.when else {}

    def of(self, form: RoundForm) -> Parts:
        about, around = self.about, self.around
        milestones = tuple(self._milestones(form))
        before = [one.section.before for one in milestones if one.section.before]
        return Parts(
            milestones=milestones,
            fetch_all=max(before, key=lambda one: one.when).period if before else "",
            results=tuple(_result(about, form, fields) for fields in form.results),
            overall=form["overall"],
            overall_before=_before(around.comment.before, "text"),
            embedding=tuple(form[f"embedding_{name}"] for name in EMBEDDING),
            embedding_before=_embedding_before(around.embedding.before),
            advice=tuple(_advice(about, form, one) for one in form.advice),
        )

    def _milestones(self, form: RoundForm) -> Iterator[MilestonePart]:
        about = self.about
        told = statusform.sections(form, about.facts, about.told, about.period, self.sums)
        for section, facts in zip(told, form.milestones, strict=True):
            fields = [section.status, *section.values, section.comment]
            yield MilestonePart(
                section=section,
                names=tuple(one.name for one in fields),
                counted=tuple(
                    Counted(kind, total, total - self.last_sums.get(kind, 0))
                    for kind, total in section.counted
                ),
                answered=tuple(self._answered(facts)),
            )

    def _answered(self, facts: MilestoneFacts) -> Iterator[str]:
        report: StatusReport | None = self.reports.get(facts.id)
        if report is None or not report.confirmed:
            return
        doubts = status_doubts(
            facts.milestone.kind,
            value=report.value,
            numerator=report.numerator,
            denominator=report.denominator,
            before=statusform.value_before(facts, self.about.period),
        )
        for one in doubts:
            said = report.confirmed.get(one.code)
            if said is not None:
                yield answered_words(one.phrase.translated(_), said, self.today)


def answered_words(doubt: str, said: Mapping[str, str], today: date) -> str:
    """`Værdien er … Lis bekræftede den i dag kl. 9.38: Talt forkert før.`"""
    texts = {"doubt": doubt, "who": said.get("by", ""), "when": "", "why": said.get("reason", "").rstrip(".")}
    moment = datetime.fromisoformat(said["at"]) if said.get("at") else None
    texts["when"] = moment_words(moment, today) if moment else ""
    if texts["why"]:
        return _("%(doubt)s Bekræftet af %(who)s %(when)s: %(why)s.") % texts
    return _("%(doubt)s Bekræftet af %(who)s %(when)s.") % texts


def _sums(about: InRound, period: Period) -> dict[str, int]:
    return sums_until(about.activity.pk, period.end)


def _before(row: Any, column: str) -> BeforeText | None:
    return BeforeText(row.period.period.shown, getattr(row, column)) if row is not None else None


def _embedding_before(row: Any) -> BeforeText | None:
    return BeforeText(row.period.period.shown, embedding_words(row)) if row is not None else None


def embedding_words(row: Any) -> str:
    """What was said of the embedding, in one breath."""
    said = [f"{Continuation(row.continuation).shown}."]
    if row.responsible:
        said.append(_("Ansvarlig: %(who)s.") % {"who": row.responsible})
    if row.secured_until:
        said.append(_("Penge sikret til %(day)s.") % {"day": date_words(row.secured_until)})
    if row.money:
        said.append(f"{row.money.rstrip('.')}.")
    if row.risk:
        said.append(_("Risiko: %(risk)s") % {"risk": row.risk})
    return " ".join([*said, *([row.text] if row.text else [])])


def typed_light(about: InRound, form: RoundForm, fields: SeriesFields) -> tuple[SafeString, str]:
    """The light the result would have with what is typed, and why."""
    found = result_light(typed_indicator(form, fields, about.period), about.period, about.facts.horizon)
    return light_tag(light_name(found.light)), found.reason.translated(_)


def _result(about: InRound, form: RoundForm, fields: SeriesFields) -> ResultPart:
    facts, period = fields.facts, about.period
    earlier = [one for one in about.facts.horizon.periods if one < period][-_EARLIER:]
    tabled = facts.indicator.kind in _TABLED
    light, reason = typed_light(about, form, fields)
    return ResultPart(
        id=facts.id,
        title=f"{facts.number}. {facts.statement_in(period)}",
        aim=result_aim(facts, period),
        unit=facts.indicator.unit.text,
        heads=tuple(one.shown for one in earlier),
        rows=tuple(_row(form, fields, line.key, line.name, earlier, tabled) for line in fields.lines),
        tabled=tabled,
        light=light,
        reason=reason,
        note=form[fields.note],
        note_before=note_before(about, facts),
        names=(*(name for line in fields.lines for name in fields.names_of(line.key)), fields.note),
        form=reverse("report_result", args=(about.facts.id, facts.id, period.canonical)),
    )


def _row(
    form: RoundForm, fields: SeriesFields, key: str, name: str, earlier: list[Period], tabled: bool
) -> SeriesRow:
    indicator = fields.facts.indicator
    beside: tuple[str, ...] = ("value", "numerator", "denominator") if tabled else ("answer",)
    if indicator.kind is IndicatorKind.TEXT:
        beside = ("text",)
    names = fields.names_of(key)
    main = [one for one in names if one.removesuffix(f"_{key}") in beside]
    more = [form[one] for one in names if one not in main]
    return SeriesRow(
        title=name,
        earlier=tuple((one.shown, _value(indicator, name, one)) for one in earlier),
        main=tuple(form[one] for one in main),
        more=tuple(more),
        more_open=any(
            one.errors or (one.value() not in (None, "") and not one.name.startswith("source_"))
            for one in more
        ),
    )


def _value(indicator: Indicator, series: str, period: Period) -> str:
    """`70 pct.`, the words where there is no number, a dash where there is nothing."""
    reading = indicator.reading(series, period)
    if reading is None:
        return "–"
    return reading_value(indicator, reading) or reading.text or "–"


def typed_indicator(form: RoundForm, fields: SeriesFields, period: Period) -> Indicator:
    """The result's indicator as it would be with what is typed, as far as it can be read."""
    indicator = fields.facts.indicator
    typed = [_reading(form, line.key, line.name, period) for line in fields.lines]
    kept = tuple(
        one
        for one in indicator.readings
        if one.period != period or one.is_note or one.series not in {line.name for line in fields.lines}
    )
    return replace(indicator, readings=(*kept, *(one for one in typed if one is not None)))


def _reading(form: RoundForm, key: str, series: str, period: Period) -> Reading | None:
    value, answer = read_typed(form, f"value_{key}"), read_typed(form, f"answer_{key}")
    if isinstance(value, Answer):
        value, answer = None, value
    reading = Reading(
        series=series,
        period=period,
        number=value,
        answer=Answer(answer) if answer else None,
        numerator=read_typed(form, f"numerator_{key}"),
        denominator=read_typed(form, f"denominator_{key}"),
        text=read_typed(form, f"text_{key}") or "",
        break_reason=read_typed(form, f"break_reason_{key}") or "",
    )
    return reading if reading.has_value or reading.text or reading.break_reason else None


def read_typed(form: RoundForm, name: str) -> Any:
    """The field's value as it is typed; None where it is blank, cannot be read, or is not on the form."""
    if name not in form.fields:
        return None
    try:
        return form.fields[name].clean(form[name].value())
    except forms.ValidationError:
        return None


def _advice(about: InRound, form: RoundForm, one: Any) -> AdvicePart:
    earlier = [said for said in one.follow_ups if said.period < about.period]
    last = max(earlier, key=lambda said: said.period, default=None)
    before = ""
    if last is not None:
        before = f"{last.period.shown}: {last.state.shown}. {last.comment}".strip()
    under = [_("Rettet til %(who)s.") % {"who": one.addressee}]
    if one.deadline:
        under.append(_("Frist %(day)s.") % {"day": date_words(one.deadline)})
    under.append(_("Givet i %(period)s.") % {"period": one.period.shown})
    field, why = form[f"followed_{one.id}"], form[f"why_{one.id}"]
    return AdvicePart(one.id, one.text, " ".join(under), before, field, why, (field.name, why.name))


def lacking_result(facts: ResultFacts, form: RoundForm, fields: SeriesFields) -> bool:
    """Nothing at all is typed of the result."""
    names = [name for line in fields.lines for name in fields.names_of(line.key)]
    return not any(str(form[name].value() or "").strip() for name in names)
