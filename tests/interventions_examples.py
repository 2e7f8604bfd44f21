"""A whole description in words of our own, for tests."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from virkning.figures.indicators import Term
from virkning.rooms.interventions.answers import ActorAnswer, Answers, CostAnswer, EffectAnswer, TrackAnswer

FULL = Answers(
    name="Sprogmakker på jobbet",
    start_date=date(2026, 2, 1),
    summary="Deltagerne øver dansk på en arbejdsplads.\nEn sprogmakker følger dem.",
    new_type=True,
    hours_per_week=Decimal("12.5"),
    weeks_per_participant=Decimal(13),
    participants_at_a_time=10,
    intake="rolling",
    target_group="Borgere med få danske ord og lyst til at arbejde",
    selection_criteria="Har været til samtale i jobcenteret",
    purposes_short=("Dagligt dansk på jobbet", "Kendskab til arbejdspladsen"),
    purposes_long=("Ordinære timer",),
    elements=("Intro med rundvisning", "Makkerdage to gange om ugen"),
    actors=(
        ActorAnswer(kind="Virksomhed", title="Mentor", task="Viser rundt", element=1),
        ActorAnswer(kind="Sprogskole", title="Lærer", task="Underviser", element=2, brings="Ordlister"),
    ),
    ambassador_role="Finder virksomheder",
    successor="Jobkonsulenten",
    method="Små hold og faste makkere",
    sources=("En undersøgelse af sprogmakkere",),
    tracks=(TrackAnswer("1", "Vejen til job", "Flere prøver et job"),),
    effects=(EffectAnswer("Halvdelen får timer", Term.LONG), EffectAnswer("Alle møder stabilt")),
    costs=(CostAnswer("Materialer", Decimal("2500.00")), CostAnswer("Transport")),
    observations_start="Holdet er kommet godt fra start",
)


def full(**changes: Any) -> Answers:
    """The whole description with some answers changed."""
    return replace(FULL, **changes)
