"""What a file says as answers: taken apart where it is certain, whole where it is not, and together again the text."""

from decimal import Decimal

import pytest

from rooms.description_papers import DESCRIBED, lines
from virkning.documents.word_reading import read_paper
from virkning.figures.indicators import Term
from virkning.rooms.interventions.answers import ActorAnswer, Answers, CostAnswer, EffectAnswer, TrackAnswer
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.reading.answering import (
    actor_told,
    cost_told,
    effect_told,
    method_told,
    to_answers,
)
from virkning.rooms.interventions.reading.composing import actor_text, as_values
from virkning.rooms.interventions.reading.proposed import proposed
from virkning.rooms.interventions.reading.reading import read_description
from virkning.rooms.interventions.reading.values import Track


def answers(*texts: str) -> Answers:
    return to_answers(read_description(read_paper(lines(*texts))))


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Sygeplejerske", ActorAnswer("Sygeplejerske")),
        ("Boligsocial medarbejder", ActorAnswer("Boligsocial medarbejder")),
        ("Sygeplejerske: holder oplæg om kost", ActorAnswer("Sygeplejerske", task="holder oplæg om kost")),
        ("Mentor: følger i aktivitet 2", ActorAnswer("Mentor", task="følger i aktivitet 2", element=2)),
        ("Mentoren følger i aktivitet 1 og 2.", ActorAnswer(task="Mentoren følger i aktivitet 1 og 2.")),
        ("Mentoren følger i aktivitet 9.", ActorAnswer(task="Mentoren følger i aktivitet 9.")),
        ("Underviser i dansk, og holder oplæg.", ActorAnswer(task="Underviser i dansk, og holder oplæg.")),
        ("Mentor\nFølger deltagerne", ActorAnswer(task="Mentor\nFølger deltagerne")),
        (
            "Type: Mentor\nTitel: Frivillig\nRolle og opgave: Følger\nmed\nStøtter: Aktivitet 2",
            ActorAnswer("Mentor", "Frivillig", "Følger\nmed", 2),
        ),
        ("Mentor\nOpgave: Følger", ActorAnswer("Mentor", task="Følger")),
        ("Kl. 10: mødes alle", ActorAnswer(task="Kl. 10: mødes alle")),
    ],
)
def test_an_actor(text: str, actor: ActorAnswer) -> None:
    assert actor_told(text, 3) == actor


@pytest.mark.parametrize(
    "text",
    [
        "Sygeplejerske",
        "Sygeplejerske: holder oplæg om kost",
        "Mentor: følger i aktivitet 2",
        "Mentor\nFølger deltagerne",
        "Underviser i dansk, og holder oplæg.",
    ],
)
def test_an_actor_put_together_again_is_its_text(text: str) -> None:
    assert actor_text(actor_told(text, 3)) == text


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        ("Materialer 3.000 kr.", CostAnswer("Materialer", Decimal(3000))),
        ("Materialer: 3.000 kr.", CostAnswer("Materialer:", Decimal(3000))),
        ("Materialer: 1.250,50 kr", CostAnswer("Materialer:", Decimal("1250.50"))),
        *(
            (line, CostAnswer(line))
            for line in (
                *("Materialer", "Materialer ca. 3.000 kr.", "I alt 9.000 kr.", "Transport pr. hold 500 kr."),
                *("2 kurser 6.000 kr.", "Bus 500 kr. og mad 300 kr.", "3.000 kr. pr. hold", "3.000 kr."),
                *("Materialer 67.33 kr.", "Op til 3.000 kr.", "Timeløn á 250 kr.", "Materialer 3.000"),
            )
        ),
    ],
)
def test_a_cost_has_an_amount_only_when_it_is_certain(line: str, cost: CostAnswer) -> None:
    assert cost_told(line) == cost


@pytest.mark.parametrize(
    ("line", "effect"),
    [
        ("Flere i job", EffectAnswer("Flere i job")),
        ("Flere i job (langt sigt)", EffectAnswer("Flere i job", Term.LONG)),
        ("Flere i praktik (kort sigt)", EffectAnswer("Flere i praktik", Term.SHORT)),
        ("Flere i job (på sigt)", EffectAnswer("Flere i job (på sigt)")),
    ],
)
def test_an_effect(line: str, effect: EffectAnswer) -> None:
    assert effect_told(line) == effect


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("IPS", ("IPS", ())),
        ("IPS\nKilder:\n- En rapport\nEgne", ("IPS", ("En rapport", "Egne"))),
        ("IPS\nKilder: flere", ("IPS\nKilder: flere", ())),
        ("Kilder:", ("Kilder:", ())),
    ],
)
def test_a_method_and_its_sources(text: str, told: tuple[str, tuple[str, ...]]) -> None:
    assert method_told(text) == told


def test_effects_and_costs_are_a_line_each() -> None:
    told = answers(
        "Forventet effekt", "Beskriv:", "- Flere i job", "- Bedre dansk", "Økonomi", "Mad 500 kr.", "Bus"
    )
    assert told.effects == (EffectAnswer("Flere i job"), EffectAnswer("Bedre dansk"))
    assert told.costs == (CostAnswer("Mad", Decimal(500)), CostAnswer("Bus"))


def test_the_municipality_is_as_written() -> None:
    assert answers("Kommune: Ringkøbing Skjern").municipality == "Ringkøbing Skjern"


def test_a_title_too_long_goes_on_in_the_change() -> None:
    title = "ord " * 60
    told = answers("Forandringsspor", f"3. {title}", "Flere i praktik").tracks[0]
    assert told.number == "3"
    assert len(told.title) <= 200
    assert f"{told.title} {told.change}" == f"{title.strip()}\nFlere i praktik"


def test_half_a_participant_is_no_number_of_them() -> None:
    file = read_description(read_paper(lines("Antal deltagere: 7,5")))
    assert to_answers(file).participants_at_a_time is None
    assert [(one.text, one.near) for one in proposed(file).unread] == [("7,5", Field.PARTICIPANTS_AT_A_TIME)]


def test_answers_as_the_templates_fields() -> None:
    values = as_values(DESCRIBED)
    assert values[Field.ACTORS] == (
        "Sygeplejerske\nTitel: Sundhedsvejleder\nUnderviser i kost\nStøtter: Aktivitet 2\n"
        "Bibringer holdet: Viden om egen krop\nKvalificeret ved: Ti års erfaring\n"
        "Klædt på ved: Introduktion til målgruppen\nIndgår: Uge 2 til 6",
        "Rollemodel: Fortæller om sin egen vej i job",
    )
    assert values[Field.ECONOMY] == "Materialer 3.000 kr.\nTransport efter behov"
    assert values[Field.EXPECTED_EFFECT] == "Deltagerne møder hver dag (kort sigt)\nBedre dansk"
    assert values[Field.CHANGE_TRACKS] == (
        Track("3", "Virksomhedsrettet", "Flere kommer i praktik"),
        Track("7", "Sundhed"),
    )
    assert values[Field.METHOD] == (
        "Bygger på erfaringer med hyppige samtaler.\nKilder:\nEvaluering fra 2016\nEgne erfaringer"
    )
    assert all(value is None for value in as_values(Answers()).values())


def test_a_track_alone() -> None:
    assert answers("Forandringsspor", "Sundhed").tracks == (TrackAnswer(title="Sundhed"),)
