"""A plan written as Word and read back is the same plan, and nothing in it is a guess."""

import dataclasses
from datetime import UTC, date, datetime

import hypothesis.strategies as st
import pytest
from django.utils import translation
from docx.oxml.ns import qn
from hypothesis import given

from documents.examples import part
from plans_examples import DRAFT, FOLLOWED_UP, plan
from rooms.plan_papers import through_libreoffice
from virkning.figures.planning import PlanTerm
from virkning.rooms.plans.facts import (
    GoalFacts,
    GroupFacts,
    OverallFacts,
    PlanFacts,
    PlannedFacts,
    labelled,
)
from virkning.rooms.plans.printing import PlanFormat, plan_document, write_plan
from virkning.rooms.plans.reading.proposal import Proposal, Sure, as_goals
from virkning.rooms.plans.reading.schemas import read_plan
from virkning.rooms.plans.reading.words import one_line

MADE = datetime(2013, 1, 1, tzinfo=UTC)
#: What a reader could take for something else.
TRICKY = (
    *(
        "(kort sigt)",
        "1. Ordinært job",
        "2.a",
        "Mangler trin",
        "Osv…",
        "Målgruppe A1:",
        "F.eks. unge",
        "Skema 2",
    ),
    *(
        "Overordnet målgruppe: B. x",
        "Mål 3: y",
        "“citat” 'og' \"flere\"",
        "a\tb",
        "xxx",
        "<w:t>&amp;",
        "- streg",
    ),
)
LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"])
WORDS = st.one_of(st.sampled_from(TRICKY), st.text(LETTERS, min_size=1, max_size=40))
TEXT = st.lists(WORDS, min_size=1, max_size=3).map(" ".join).map(one_line).filter(bool)
KEY = st.text(st.sampled_from("ABCDEÆØÅ123456789.x"), min_size=1, max_size=3)


def written(facts: PlanFacts, kind: PlanFormat = PlanFormat.WORD) -> bytes:
    with translation.override("da"):
        return write_plan(facts, kind, made_at=MADE)


def counting(facts: PlanFacts) -> tuple[GoalFacts, ...]:
    """The goals with nothing but what can be read back: what is retired, reached and stored is not."""

    def bare(group: GroupFacts) -> GroupFacts:
        results = tuple(PlannedFacts(one.number, one.text, one.term) for one in group.counting)
        return dataclasses.replace(group, results=results)

    return tuple(
        dataclasses.replace(
            goal,
            overall=tuple(
                dataclasses.replace(one, groups=tuple(map(bare, one.groups))) for one in goal.overall
            ),
        )
        for goal in facts.goals
    )


@st.composite
def groups(draw: st.DrawFn, number: str) -> GroupFacts:
    numbers = sorted(draw(st.sets(st.integers(1, 40), max_size=4)))
    results = tuple(
        PlannedFacts(one, draw(TEXT), draw(st.sampled_from(PlanTerm)), date(2013, 6, 1), "Derfor")
        if draw(st.integers(0, 9)) == 0
        else PlannedFacts(one, draw(TEXT), draw(st.sampled_from(PlanTerm)))
        for one in numbers
    )
    alive = [one.number for one in results if one.counts]
    steps = []
    for own in alive:
        for _step in range(draw(st.integers(0, 3))):
            also = draw(st.sets(st.sampled_from(alive), max_size=2)) - {own}
            steps.append((draw(TEXT), (own, *sorted(also)), 0, 1))
    return GroupFacts(number, draw(TEXT), results, labelled(steps))


@st.composite
def plans(draw: st.DrawFn) -> PlanFacts:
    def keyed(most: int) -> list[str]:
        return sorted(draw(st.sets(KEY, max_size=most)))

    goals = [
        GoalFacts(
            goal,
            draw(TEXT),
            tuple(
                OverallFacts(letter, draw(TEXT), tuple(draw(groups(one)) for one in keyed(2)))
                for letter in keyed(2)
            ),
        )
        for goal in sorted(draw(st.sets(KEY, min_size=1, max_size=3)))
    ]
    return plan(*goals)


def is_sure(read: Proposal) -> bool:
    return (
        read.guesses == 0
        and not read.not_understood
        and all(goal.sure is Sure.TAG for goal in read.goals)
        and all(group.is_sure for group in read.groups())
    )


@given(plans())
def test_plan_to_word_to_plan_is_the_identity(facts: PlanFacts) -> None:
    read = read_plan(written(facts))
    assert as_goals(read) == counting(facts)
    assert is_sure(read)
    assert (read.municipality, read.year) == ("Holstebro", 2013)


@pytest.mark.parametrize("facts", [DRAFT, FOLLOWED_UP], ids=["draft", "followed up"])
def test_the_examples(facts: PlanFacts) -> None:
    read = read_plan(written(facts))
    assert as_goals(read) == counting(facts)
    assert is_sure(read)


def test_what_is_retired_and_reached_is_printed_and_said_to_stay_out() -> None:
    assert read_plan(written(FOLLOWED_UP)).left_out == (
        "1 udgået resultat er ikke læst ind.",
        "Opfølgningen er ikke læst ind; den skrives i planen.",
    )


def test_the_same_plan_is_the_same_bytes() -> None:
    assert written(DRAFT) == written(DRAFT)


def test_the_page_is_on_its_side() -> None:
    assert plan_document(DRAFT, MADE).landscape
    size = part(written(DRAFT), "word/document.xml").find(f".//{qn('w:pgSz')}")
    assert size.get(qn("w:orient")) == "landscape"


@pytest.mark.thorough
@pytest.mark.parametrize("facts", [DRAFT, FOLLOWED_UP], ids=["draft", "followed up"])
def test_it_is_the_same_plan_after_libreoffice_has_saved_it(facts: PlanFacts) -> None:
    """LibreOffice 7 drops the fields, and then it is read by its words: nothing is lost, but ties are proposals."""
    read = read_plan(through_libreoffice(written(facts)))
    texts = [
        (
            group.number,
            [(one.number, one.text, one.term) for one in group.results],
            [one.text for one in group.steps],
        )
        for group in read.groups()
    ]
    assert texts == [
        (
            group.number,
            [(one.number, one.text, one.term) for one in group.counting],
            [one.text for one in group.steps],
        )
        for goal in facts.goals
        for group in goal.groups()
    ]
    assert not read.not_understood
    if facts is DRAFT:
        assert as_goals(read) == counting(facts)
