"""Measurements: a new one supersedes the one before, which stays. Nothing is edited and nothing is deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.entries import measurement_problems
from virkning.figures.indicators import Answer, IndicatorKind
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Batch, Conflict, plain
from virkning.rooms.files.models import OriginKind
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.registerruns.models import Run

from ..models import Measurement, Result, Series, withdrawn_now
from .series import measured_series, named, series_of, tidy_name

#: What a person writes, in the order the log tells it.
FIELDS = ("value", "answer", "numerator", "denominator", "text", "break_reason", "source")
#: A measurement that has none of these says nothing.
_SAYS = ("value", "answer", "numerator", "denominator", "text", "break_reason")
_TEXTS = ("answer", "text", "break_reason", "source")


@dataclass(frozen=True)
class MeasuredCell:
    """Something measured. `values`: field → value, of `FIELDS`; what is left out stays as it is.

    `series` None: a note to the cell; blank: the series without a name. `supersedes`: key of the measurement the
    person saw there; None where they saw none.
    """

    result: Result
    series: str | None
    period: ProjectPeriod
    values: Mapping[str, Any]
    supersedes: int | None = None
    confirmed: Mapping[str, str] = field(default_factory=dict)
    #: Where it was counted, when nobody typed it.
    run: Run | None = None


@dataclass
class _Place:
    """A cell with what stands there now (`before`), and what shall (`after`: the columns; None: nothing)."""

    cell: MeasuredCell
    series: str | None
    before: Measurement | None
    after: dict[str, Any] | None
    row: Measurement | None = None

    @property
    def about(self) -> Measurement:
        """The record the log tells about: the new one, else the one withdrawn."""
        found = self.row or self.before
        if found is None:
            raise ValueError("A place where nothing stood and nothing was written is not told of.")
        return found

    @property
    def changes(self) -> dict[str, list[Any]]:
        """Field → before and after, as the log tells it."""
        before: dict[str, Any] = (
            {name: getattr(self.before, name) for name in FIELDS} if self.before else _NOTHING
        )
        after = self.after or _NOTHING
        told = {name: [plain(before[name]), plain(after[name])] for name in FIELDS}
        return {name: pair for name, pair in told.items() if pair[0] != pair[1]}


_NOTHING: dict[str, Any] = {name: "" if name in _TEXTS else None for name in FIELDS}


def measure(
    *,
    result: Result,
    series: str | None,
    period: ProjectPeriod,
    by: Author,
    value: Decimal | None = None,
    answer: Answer | None = None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    text: str = "",
    break_reason: str = "",
    source: str = "",
    confirmed: Mapping[str, str] = {},
    supersedes: int | None = None,
) -> Measurement | None:
    """Write a measurement over the one that stands there. One entry tells both.

    Left all blank, what stands there is withdrawn. Only words in the series without a name are a note to the cell,
    as in a workbook. Returns what now stands there; the withdrawn one (with `superseded_at`); None where there was
    nothing and nothing was written. Raises `Refused`, `Conflict`.
    """
    values = {
        "value": value,
        "answer": answer or "",
        "numerator": numerator,
        "denominator": denominator,
        "text": text.strip(),
        "break_reason": break_reason.strip(),
        "source": source.strip(),
    }
    cell = MeasuredCell(result, series, period, values, supersedes, confirmed)
    try:
        with writes.batch(by=by, action="measure") as act:
            places = _write(act, [cell], project_id=result.project_id)
            if not any(place.changes for place in places):
                return places[0].before
            _tell_one(act, places)
    except Refused as refused:
        raise Refused({name.removeprefix("0."): said for name, said in refused.errors.items()}) from refused
    return places[0].row or places[0].before


def withdraw(*, measurement: Measurement, by: Author) -> Measurement:
    """Take a measurement out of use; it stays as what once stood there. Raises `Conflict` where it no longer stands."""
    with transaction.atomic():
        list(Result._base_manager.select_for_update().filter(pk=measurement.result_id).order_by("pk"))
        now = Measurement.objects.select_related("series", "period", "result").get(pk=measurement.pk)
        if now.superseded_at is not None:
            raise Conflict(now)
        series = None if now.series is None else now.series.name
        cell = MeasuredCell(now.result, series, now.period, _NOTHING, now.pk)
        with writes.batch(by=by, action="measure") as act:
            places = _write(act, [cell], project_id=now.result.project_id)
            _tell_one(act, places)
    return places[0].before or now


def take_back(*, measurement: Measurement, before: int | None, by: Author) -> Measurement | None:
    """Undo a measurement: what stood there before it (`before`, its key) stands there again, as a copy with its origin.

    Raises `Conflict` where something else has been written there meanwhile.
    """
    with transaction.atomic():
        list(Result._base_manager.select_for_update().filter(pk=measurement.result_id).order_by("pk"))
        now = _current([measurement.result_id]).get(_where(measurement))
        standing = None if measurement.superseded_at is not None else measurement.pk
        if (now.pk if now else None) != standing:
            raise Conflict(now or measurement)
        earlier = (
            Measurement.objects.filter(pk=before, result_id=measurement.result_id).first() if before else None
        )
        with writes.batch(by=by, action="measure") as act:
            if now is not None:
                act.set(Measurement, [now.pk], **withdrawn_now(by.name))
            again = _copied(earlier) if earlier is not None else None
            act.create(Measurement, [again] if again else [])
            about = again or now or measurement
            act.about, act.project_id = about, about.result.project_id
            act.words = _("Målingen %(what)s er fortrudt.") % {"what": measurement_label(about)}
            act.changes = {
                "supersedes": {"before": now.pk if now else None, "after": again.pk if again else None}
            }
    return again


def measure_many(
    *,
    project: Project,
    rows: Sequence[MeasuredCell],
    by: Author,
    words: str = "",
    told: Mapping[str, Any] = {},
) -> int:
    """Measure a whole block at once, all of it or nothing; how many cells it changed.

    One entry tells every difference, and what else is `told`, in the given words or its own.
    Raises `Refused` with `<row's place>.<field>` as keys, and `Conflict`.
    """
    with writes.batch(by=by, action="measure") as act:
        places = [one for one in _write(act, rows, project_id=project.pk) if one.changes]
        if places:
            act.about, act.project_id = project, project.pk
            act.words = words or ngettext(
                "%(count)s måling er skrevet i en blok.",
                "%(count)s målinger er skrevet på én gang.",
                len(places),
            ) % {"count": len(places)}
            act.changes = {**told, "rows": {f"measurement:{one.about.pk}": _told(one) for one in places}}
    return len(places)


def measurement_label(measurement: Measurement) -> str:
    """`Resultat 1.1, Mænd, 2012`."""
    name = measurement.series.name if measurement.series is not None else ""
    texts = [
        _("Resultat %(number)s") % {"number": measurement.result.number},
        name,
        measurement.period.period.danish,
    ]
    return ", ".join(text for text in texts if text)


def _tell_one(act: Batch, places: Sequence[_Place]) -> None:
    place = next(place for place in places if place.changes)
    act.about, act.project_id = place.about, place.cell.result.project_id
    texts = {"what": measurement_label(place.about)}
    if place.row is None:
        act.words = _("Målingen %(what)s er taget tilbage.") % texts
    elif place.before is None:
        act.words = _("Målingen %(what)s er skrevet.") % texts
    else:
        act.words = _("Målingen %(what)s er rettet.") % texts
    act.changes = {"supersedes": _supersedes(place)}
    for one in reversed(places):
        act.changes |= one.changes
    others = [one.before.pk for one in places if one is not place and one.changes and one.before is not None]
    if others:
        act.changes["withdrawn"] = others


def _supersedes(place: _Place) -> dict[str, int | None]:
    """The keys of the measurements, for the undo; not a pair, which a reader would be told."""
    return {
        "before": place.before.pk if place.before else None,
        "after": place.row.pk if place.row else None,
    }


def _told(place: _Place) -> dict[str, Any]:
    return {
        "label": measurement_label(place.about),
        "supersedes": _supersedes(place),
        "changes": place.changes,
    }


def _write(act: Batch, cells: Sequence[MeasuredCell], *, project_id: int) -> list[_Place]:
    """Write every cell, after all of them are found right."""
    keys = sorted({cell.result.pk for cell in cells})
    # One at a time on a result: two who measure the same meet here, and a new series is made once.
    list(Result._base_manager.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    known, current = series_of(keys), _current(keys)
    places, problems = list[_Place](), dict[str, str]()
    for number, cell in enumerate(cells):
        try:
            there = _places(cell, known, current)
            for one in there:
                _check(one, project_id)
            places.extend(there)
        except Refused as refused:
            problems |= {f"{number}.{name}": said for name, said in refused.errors.items()}
    if problems:
        raise Refused(problems)
    where = {(one.cell.result.pk, one.series, one.cell.period.pk) for one in places}
    if len(where) < len(places):
        raise Refused(_("Den samme serie og periode står to gange. Lad den stå én gang."))
    _supersede(act, [one for one in places if one.changes], known)
    return places


def _supersede(act: Batch, changed: Sequence[_Place], known: Mapping[int, Sequence[Series]]) -> None:
    over = [one.before for one in changed if one.before is not None]
    gone = withdrawn_now(act.by.name)
    if over:
        act.set(Measurement, [one.pk for one in over], **gone)
    for measurement in over:
        measurement.__dict__.update(gone)
    wanted = [
        (one.cell.result, one.series) for one in changed if one.after is not None and one.series is not None
    ]
    names = measured_series(act, wanted, known)
    for one in changed:
        if one.after is not None:
            series = None if one.series is None else names[one.cell.result.pk, one.series]
            one.row = _row(one, one.after, series, act.by)
    act.create(Measurement, [one.row for one in changed if one.row is not None])


def _places(
    cell: MeasuredCell,
    known: Mapping[int, Sequence[Series]],
    current: Mapping[tuple[int, int | None, int], Measurement],
) -> list[_Place]:
    """Where the cell is written. Raises `Conflict` where what stands there is not what the person saw."""
    name = None if cell.series is None else tidy_name(cell.series)
    there = None if name is None else named(known.get(cell.result.pk, ()), name)
    key = there.pk if there is not None else None
    has_place = name is None or there is not None
    before = current.get((cell.result.pk, key, cell.period.pk)) if has_place else None
    if (before.pk if before else None) != cell.supersedes:
        raise Conflict(before or Measurement(result=cell.result, period=cell.period, series=there))
    values = {one: getattr(before, one) for one in FIELDS} if before else dict(_NOTHING)
    values |= {one: value for one, value in cell.values.items() if one in FIELDS}
    values |= {one: values[one] or "" for one in _TEXTS}
    after = values if any(values[one] not in (None, "") for one in _SAYS) else None
    place = _Place(cell, there.name if there is not None else name, before, after)
    if name != "" or not _only_words(values) or cell.result.kind == IndicatorKind.TEXT:
        return [place]
    return _as_note(place, values, current)


def _only_words(values: Mapping[str, Any]) -> bool:
    others = [values[name] for name in _SAYS if name != "text"]
    return bool(values["text"]) and all(value in (None, "") for value in others)


def _as_note(
    place: _Place, values: dict[str, Any], current: Mapping[tuple[int, int | None, int], Measurement]
) -> list[_Place]:
    """Only words in the series without a name: a note to the cell. What stood in the series is withdrawn."""
    cell = place.cell
    note = current.get((cell.result.pk, None, cell.period.pk))
    if note is not None and note.text != values["text"]:
        raise Refused({"text": _("Der er allerede en note til perioden. Ret den i stedet.")})
    said = [] if note is not None else [_Place(cell, None, None, values)]
    gone = [_Place(cell, place.series, place.before, None)] if place.before is not None else []
    return [*said, *gone] or [_Place(cell, None, note, {one: getattr(note, one) for one in FIELDS})]


def _current(results: Sequence[int]) -> dict[tuple[int, int | None, int], Measurement]:
    """(result, series, period) → the measurement that stands there."""
    rows = Measurement.objects.filter(result_id__in=results, superseded_at__isnull=True)
    found = rows.select_related("result", "series", "period").order_by("result_id", "id")
    return {_where(one): one for one in found}


def _where(one: Measurement) -> tuple[int, int | None, int]:
    return (one.result_id, one.series_id, one.period_id)


def _row(place: _Place, values: Mapping[str, Any], series: Series | None, by: Author) -> Measurement:
    cell, at = place.cell, timezone.now()
    row = Measurement(
        result=cell.result,
        series=series,
        period=cell.period,
        origin_kind=OriginKind.REGISTER_RUN if cell.run is not None else OriginKind.TYPED,
        origin_by=by.name,
        origin_at=at,
        origin_run=cell.run,
        origin_cell=str(cell.run.pk) if cell.run is not None else "",
        **values,
    )
    answers = {
        code: {"by": by.name, "at": at.isoformat(), "reason": reason}
        for code, reason in cell.confirmed.items()
    }
    same = place.before is not None and not {"value", "numerator", "denominator"} & place.changes.keys()
    row.confirmed = (place.before.confirmed if same and place.before else {}) | answers
    return row


def _copied(earlier: Measurement) -> Measurement:
    names = [one.attname for one in Measurement._meta.concrete_fields if not one.primary_key]
    values = {name: getattr(earlier, name) for name in names}
    return Measurement(**(values | {"superseded_at": None, "superseded_by": ""}))


def _check(place: _Place, project_id: int) -> None:
    """Raises `Refused` where the place is another project's, or the values are none such a result can have."""
    cell, after = place.cell, place.after
    if cell.result.project_id != project_id or cell.period.project_id != project_id:
        raise Refused({"period": _("Vælg en af projektets perioder.")})
    if after is None or not place.changes:
        return
    if cell.result.kind == IndicatorKind.TEXT and place.series is None:
        said = _("Resultatet beskrives med ord, så teksten hører til en serie. Vælg en serie.")
        raise Refused({"series": said})
    found = measurement_problems(
        IndicatorKind(cell.result.kind),
        value=after["value"],
        answer=Answer(after["answer"]) if after["answer"] else None,
        numerator=after["numerator"],
        denominator=after["denominator"],
        text=after["text"],
        break_reason=after["break_reason"],
        is_note=place.series is None,
    )
    if found:
        raise Refused({name: phrase.translated(_) for name, phrase in found.items()})
