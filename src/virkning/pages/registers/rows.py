"""Deliveries and runs as lines of a table: in words, with where they lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.numbers import danish_number
from virkning.figures.periods import Period
from virkning.pages.moments import moment_words
from virkning.rooms.registerruns.models import Delivery, Run
from virkning.rooms.registerruns.queries.deliveries import told_weeks
from virkning.rooms.registerruns.stages import DeliveryStage, Reach, RunStage

from .ways import delivery_address, delivery_words, run_address

#: A step of the process → the shape it is shown by; see `design.markup.STAGES`.
_SHAPES = {
    DeliveryStage.RECEIVED: "not_begun",
    DeliveryStage.READING: "under_way",
    DeliveryStage.READY: "approved",
    DeliveryStage.FAILED: "returned",
    DeliveryStage.REPLACED: "closed",
    DeliveryStage.ERASED: "closed",
    RunStage.RUNNING: "under_way",
    RunStage.FINISHED: "approved",
    RunStage.FAILED: "returned",
}


@dataclass(frozen=True)
class Step:
    """How far it has come, as shape and words."""

    shape: str
    words: str


@dataclass(frozen=True)
class DeliveryRow:
    """A delivery in a line."""

    words: str
    address: str
    received: str
    by: str
    step: Step
    persons: str
    weeks: str


@dataclass(frozen=True)
class RunRow:
    """A run in a line. `shown_to`: whom it is published to, blank where it is not."""

    number: int
    title: str
    address: str
    programme: str
    periods: str
    delivery: str
    started: str
    step: Step
    shown_to: str


def delivery_row(one: Delivery, today: date) -> DeliveryRow:
    """The delivery as its register's page lists it."""
    return DeliveryRow(
        words=delivery_words(one),
        address=delivery_address(one),
        received=moment_words(one.received_at, today),
        by=one.received_by,
        step=delivery_step(one),
        persons=count_words(one.persons),
        weeks=weeks_words(one),
    )


def run_rows(runs: Sequence[Run], shown: Mapping[int, Sequence[str]], today: date) -> list[RunRow]:
    """The runs as a register's page lists them."""
    return [
        RunRow(
            number=one.pk,
            title=one.title,
            address=run_address(one),
            programme=one.programme.name,
            periods=periods_words(one.periods),
            delivery=delivery_words(one.delivery),
            started=moment_words(one.started_at, today),
            step=run_step(one),
            shown_to=shown_words(shown.get(one.pk, ())),
        )
        for one in runs
    ]


def delivery_step(one: Delivery) -> Step:
    """How far the delivery has come."""
    stage = DeliveryStage(one.stage)
    return Step(_SHAPES[stage], _capital(str(stage.label)))


def run_step(one: Run) -> Step:
    """How far the run has come."""
    stage = RunStage(one.stage)
    return Step(_SHAPES[stage], _capital(str(stage.label)))


def shown_words(reaches: Sequence[str]) -> str:
    """Whom a run is published to."""
    if Reach.ALL in reaches:
        return _("alle programmets kommuner")
    return _("hver kommune sine egne") if Reach.OWN in reaches else ""


def periods_words(periods: Sequence[Period]) -> str:
    """`3. kvartal 2016 – 3. kvartal 2017`."""
    if not periods:
        return "–"
    first, last = periods[0].shown, periods[-1].shown
    return first if first == last else f"{first} – {last}"


def weeks_words(one: Delivery) -> str:
    """`2016 uge 1 – 2017 uge 39`, each run of delivered weeks; a dash where it has not been read."""
    parts = []
    for first, last in told_weeks(one):
        parts.append(week_words(first) if first == last else f"{week_words(first)} – {week_words(last)}")
    return ", ".join(parts) or "–"


def week_words(name: str) -> str:
    """`y_1640` as `2016 uge 40`."""
    digits = name.removeprefix("y_")
    year, week = int(digits[:2]), int(digits[2:])
    return _("%(year)s uge %(week)s") % {"year": year + (1900 if year >= 91 else 2000), "week": week}


def count_words(count: int | None) -> str:
    """`150.000`; a dash where it is not known."""
    return "–" if count is None else danish_number(Decimal(count))


def size_words(size: int) -> str:
    """`1,4 GB`, `38,0 MB`, `12 kB`."""
    for unit, of in (("GB", 1024**3), ("MB", 1024**2)):
        if size >= of:
            return f"{danish_number(Decimal(size) / of, decimals=1)} {unit}"
    return f"{danish_number(Decimal(-(-size // 1024)))} kB"


def today() -> date:
    """Today where the reader is."""
    return timezone.localdate()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
