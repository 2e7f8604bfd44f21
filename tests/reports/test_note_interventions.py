"""What a status note says of the interventions, in words; and that a closed round keeps it."""

from dataclasses import replace
from datetime import date

from reports import building as b
from virkning.documents.blocks import Heading, Table
from virkning.figures.interventions import InterventionStage
from virkning.figures.periods import Period
from virkning.rooms.reports.facts.frozen import freeze, thaw
from virkning.rooms.reports.facts.interventions import InterventionFacts
from virkning.rooms.reports.facts.whole import WholeFacts
from virkning.rooms.reports.status_note.interventions import intervention_blocks

ONE = InterventionFacts(
    name="Sprogmakker",
    municipality="Holstebro Kommune",
    stage=InterventionStage.ACCEPTED,
    start=date(2026, 2, 1),
    observations_start="Godt fremmøde.\nTo er stoppet.",
    observations_end="Fire fik timer.",
    id=1,
)
YEAR = Period.parse("2026")


def test_nothing_to_tell_is_no_chapter() -> None:
    assert list(intervention_blocks((), YEAR, date(2026, 12, 31))) == []
    later = replace(ONE, start=date(2027, 1, 1))
    assert list(intervention_blocks((later,), YEAR, date(2026, 12, 31))) == []


def test_where_each_stands_and_what_was_seen() -> None:
    ended = replace(
        ONE, name="Forløb", stage=InterventionStage.ENDED, ended_on=date(2026, 6, 30), observations_start=""
    )
    heading, count, table = intervention_blocks((ONE, ended), YEAR, date(2027, 1, 15))
    assert isinstance(heading, Heading)
    assert heading.text == "Indsatser"
    assert "2 indsatser, heraf 1 i gang." in repr(count)
    assert isinstance(table, Table)
    told = repr(table.rows)
    for words in (
        "Sprogmakker",
        "Holstebro Kommune",
        "1. februar 2026",
        "I gang",
        "Afsluttet",
        "30. juni 2026",
    ):
        assert words in told
    for words in (
        "I begyndelsen: ",
        "Godt fremmøde.",
        "To er stoppet.",
        "Ved slutningen: ",
        "Fire fik timer.",
    ):
        assert words in told
    assert "Midtvejs" not in told


def test_looked_at_from_the_periods_last_day_or_today() -> None:
    before = list(intervention_blocks((replace(ONE, start=date(2026, 5, 1)),), YEAR, date(2026, 3, 1)))
    assert "Godkendt" in repr(before)
    assert "heraf 0 i gang" in repr(before)


def test_a_closed_round_keeps_it() -> None:
    whole = WholeFacts(b.project(), interventions=(ONE,))
    assert thaw(freeze(whole)).interventions == (ONE,)
    assert WholeFacts(b.project()).interventions == ()
