"""What the earlier one taught: its observations, read while this one is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from virkning.figures.dates import date_words
from virkning.figures.interventions import OBSERVATIONS
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.models import Intervention

from .texts import question_of
from .ways import reading_address


@dataclass(frozen=True)
class Earlier:
    """An earlier intervention's observations: what it is called, where it is read, and question by question."""

    title: str
    address: str
    told: tuple[tuple[str, str], ...]


def earlier_observations(intervention: Intervention) -> tuple[Earlier, ...]:
    """Of the one it goes on from, where it has any and the reader sees it. One query, or none."""
    if intervention.continues_id is None:
        return ()
    return tuple(_told(Intervention.objects.filter(pk=intervention.continues_id)))


def _told(rows: Iterable[Intervention]) -> Iterable[Earlier]:
    for one in rows:
        told = tuple(
            (question_of(Field(name)), getattr(one, name)) for name in OBSERVATIONS if getattr(one, name)
        )
        if told:
            day = f", {date_words(one.start_date)}" if one.start_date else ""
            yield Earlier(f"{one.name}{day}", reading_address(one.pk, "observationer"), told)
