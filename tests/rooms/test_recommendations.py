"""Giving recommendations and following them up."""

from datetime import date

import pytest

from virkning.figures.following import FollowUpState
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.evaluations.actions.recommendations import (
    change_recommendation,
    follow_up,
    recommend,
    remove_recommendation,
)
from virkning.rooms.evaluations.models import FollowUp, Recommendation
from virkning.rooms.reports.queries.recommendations import load_recommendations
from world import World


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def advise(world: World, **given: object) -> Recommendation:
    values = {"text": "Find penge", "addressee": "Styregruppen", "period": world.ours.periods["2012"]}
    return recommend(project=world.ours.project, by=COMMAND_LINE, **{**values, **given})  # type: ignore[arg-type]


def test_a_recommendation_is_told_in_the_log_and_stands_last(world: World) -> None:
    made = advise(world, deadline=date(2013, 6, 1), activity=world.ours.activity)
    assert made.position > 0 or Recommendation.objects.filter(project=world.ours.project).count() == 1
    assert AuditEntry.objects.order_by("-id")[0].words == "Anbefalingen “Find penge” er givet."
    told = load_recommendations(world.ours.project.pk)[-1]
    assert (told.text, told.addressee, told.activity) == (
        "Find penge",
        "Styregruppen",
        f"1.1 {world.ours.activity.title}",
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": "  "}, "text"),
        ({"addressee": ""}, "addressee"),
        ({"deadline": date(2011, 1, 1)}, "deadline"),
    ],
)
def test_what_is_missing_or_impossible_is_refused_at_its_field(
    world: World, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        advise(world, **given)
    assert set(refused.value.errors) == {field}


def test_another_projects_period_is_refused(world: World) -> None:
    with pytest.raises(Refused):
        advise(world, period=world.theirs.periods["2012"])


def test_following_up_twice_in_a_period_corrects_and_knows_what_was_read(world: World) -> None:
    made, period = advise(world), world.ours.periods["2013"]
    first = follow_up(made, period=period, state=FollowUpState.UNDER_WAY, by=COMMAND_LINE, version=0)
    again = follow_up(
        made,
        period=period,
        state=FollowUpState.DONE,
        comment="Fundet",
        by=COMMAND_LINE,
        version=first.version,
    )
    assert again.pk == first.pk
    assert FollowUp.objects.filter(recommendation=made).count() == 1
    with pytest.raises(Conflict):  # somebody who saw nothing there
        follow_up(made, period=period, state=FollowUpState.UNDER_WAY, by=COMMAND_LINE, version=0)


def test_a_rejection_has_a_reason(world: World) -> None:
    with pytest.raises(Refused) as refused:
        follow_up(
            advise(world), period=world.ours.periods["2013"], state=FollowUpState.REJECTED, by=COMMAND_LINE
        )
    assert set(refused.value.errors) == {"comment"}


def test_nobody_follows_up_in_the_period_it_was_given_in(world: World) -> None:
    with pytest.raises(Refused):
        follow_up(advise(world), period=world.ours.periods["2012"], state=FollowUpState.DONE, by=COMMAND_LINE)


def test_a_recommendation_is_not_moved_past_its_follow_up(world: World) -> None:
    made = advise(world)
    follow_up(made, period=world.ours.periods["2013"], state=FollowUpState.DONE, by=COMMAND_LINE)
    with pytest.raises(Refused) as refused:
        change_recommendation(
            made,
            period=world.ours.periods["2013"],
            text=made.text,
            addressee=made.addressee,
            by=COMMAND_LINE,
        )
    assert set(refused.value.errors) == {"period"}


def test_what_is_taken_away_is_told_no_more(world: World) -> None:
    made = advise(world)
    remove_recommendation(made, by=COMMAND_LINE)
    assert made.pk not in {one.id for one in load_recommendations(world.ours.project.pk)}
