"""Arrows of a theory: drawn, corrected, removed, hidden with what they hang on, and never in a circle."""

from typing import Any

import pytest

from reports.building import project, reading, result
from virkning.figures.arrows import Gap
from virkning.figures.indicators import IndicatorKind, Target, Term
from virkning.figures.periods import Period
from virkning.figures.rules import TargetRule
from virkning.figures.theory import Basis
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.evaluations.actions.structure import remove_part, restore_part
from virkning.rooms.evaluations.queries import goes_along
from virkning.rooms.reports.facts.theory import Theory, latest_value, theory_of
from virkning.rooms.reports.queries.background import load_explanations
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.theory import load_arrows
from virkning.rooms.results.actions.results import Meaning, create_result
from virkning.rooms.results.models import Result
from virkning.rooms.theory.actions.arrows import (
    Ties,
    change_arrow,
    draw_arrow,
    remove_arrow,
    take_back_arrow,
)
from virkning.rooms.theory.models import Arrow
from world import World


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def made(world: World, number: str, term: Term, kind: IndicatorKind = IndicatorKind.NONE) -> Result:
    meaning = Meaning(number=number, statement=f"Resultat {number}", term=term, kind=kind)
    return create_result(project=world.ours.project, meaning=meaning, by=COMMAND_LINE)


def draw(world: World, start: Any, end: Result, **given: Any) -> Arrow:
    ends = {"from_result" if isinstance(start, Result) else "from_activity": start}
    return draw_arrow(project=world.ours.project, ties=Ties(end, **ends), by=COMMAND_LINE, **given)


def theory(world: World, period: str = "2013") -> Theory:
    facts = load_project(world.ours.project)
    key = world.ours.project.pk
    return theory_of(facts, load_arrows(key), Period.parse(period), load_explanations(key))


def test_an_arrow_is_drawn_told_and_taken_back(world: World) -> None:
    end = made(world, "20", Term.LONG)
    arrow = draw(world, world.ours.result, end, basis=Basis.EVIDENCE, reason=" Det ved vi. ")
    entry = latest_entry(arrow)
    assert entry is not None
    assert entry.words == f"Pilen fra {world.ours.result} til 20 Resultat 20 er tegnet."
    assert (arrow.basis, arrow.reason, arrow.version) == ("evidence", "Det ved vi.", 1)
    take_back_arrow(entry, COMMAND_LINE)
    assert not Arrow.objects.filter(pk=arrow.pk).exists()


def test_an_arrow_is_corrected_under_its_version(world: World) -> None:
    arrow = world.ours.rows["Arrow"]
    assert isinstance(arrow, Arrow)
    change_arrow(arrow, by=COMMAND_LINE, basis=Basis.EVIDENCE, reason="Forskning", version=1)
    arrow.refresh_from_db()
    assert (arrow.basis, arrow.reason, arrow.version) == ("evidence", "Forskning", 2)
    with pytest.raises(Conflict):
        change_arrow(arrow, by=COMMAND_LINE, basis=Basis.ASSUMPTION, version=1)
    entry = AuditEntry.objects.order_by("-id")[0]
    assert entry.words.endswith("er rettet.")
    take_back_arrow(entry, COMMAND_LINE)
    arrow.refresh_from_db()
    assert (arrow.basis, arrow.reason) == ("assumption", "")


def test_a_removed_arrow_is_drawn_again_by_an_undo(world: World) -> None:
    arrow = Arrow.objects.get(project=world.ours.project)
    ends = (arrow.from_activity_id, arrow.to_result_id)
    with pytest.raises(Conflict):
        remove_arrow(arrow, by=COMMAND_LINE, version=7)
    entry = latest_entry(remove_arrow(arrow, by=COMMAND_LINE))
    assert entry is not None
    assert not Arrow.objects.filter(project=world.ours.project).exists()
    take_back_arrow(entry, COMMAND_LINE)
    again = Arrow.objects.get(project=world.ours.project)
    assert (again.from_activity_id, again.to_result_id) == ends


def removal(arrow: Arrow) -> AuditEntry:
    entry = latest_entry(remove_arrow(arrow, by=COMMAND_LINE))
    assert entry is not None
    return entry


def test_an_undo_closes_no_circle(world: World) -> None:
    first, second, third = (made(world, str(number), Term.MEDIUM) for number in (20, 21, 22))
    gone = removal(draw(world, first, second))
    draw(world, second, third)
    draw(world, third, first)
    with pytest.raises(Refused, match="ring"):
        take_back_arrow(gone, COMMAND_LINE)
    assert Arrow.objects.filter(from_result=first).count() == 0


def test_an_undo_doubles_no_arrow_and_ties_nothing_to_what_is_gone(world: World) -> None:
    first, second = (made(world, str(number), Term.MEDIUM) for number in (20, 21))
    gone = removal(draw(world, first, second))
    again = draw(world, first, second)
    with pytest.raises(Refused, match="allerede en pil"):
        take_back_arrow(gone, COMMAND_LINE)
    remove_arrow(again, by=COMMAND_LINE)
    remove_part(second, by=COMMAND_LINE)
    with pytest.raises(Refused, match="Hent den tilbage først"):
        take_back_arrow(gone, COMMAND_LINE)
    restore_part(second, by=COMMAND_LINE)
    take_back_arrow(gone, COMMAND_LINE)
    assert Arrow.objects.filter(from_result=first, to_result=second).count() == 1


def test_an_undo_draws_no_arrow_back_in_time(world: World) -> None:
    first, second = (made(world, str(number), Term.MEDIUM) for number in (20, 21))
    gone = removal(draw(world, first, second))
    Result.objects.filter(pk=first.pk).update(term=Term.LONG)
    with pytest.raises(Refused, match="tilbage til mellemlangt sigt"):
        take_back_arrow(gone, COMMAND_LINE)


def test_what_is_refused(world: World) -> None:
    ours, theirs = world.ours, world.theirs
    short, medium, long = (made(world, str(n), term) for n, term in zip((20, 21, 22), Term, strict=True))
    draw(world, short, medium)
    refused = {
        "another project's result": (ours.activity, theirs.result),
        "another project's activity": (theirs.activity, ours.result),
        "itself": (short, short),
        "back in time": (long, short),
        "twice": (ours.activity, ours.result),
        "no beginning": (None, ours.result),
    }
    for name, (start, end) in refused.items():
        with pytest.raises(Refused):
            draw(world, start, end)
            pytest.fail(name)
    both = Ties(long, from_activity=ours.activity, from_result=short)
    with pytest.raises(Refused, match="begynder"):
        draw_arrow(project=ours.project, ties=both, by=COMMAND_LINE)


def test_never_in_a_circle(world: World) -> None:
    first, second, third = (made(world, str(number), Term.MEDIUM) for number in (20, 21, 22))
    draw(world, first, second)
    draw(world, second, third)
    with pytest.raises(Refused, match="ring"):
        draw(world, third, first)
    # Also not over what has been removed: it may come back.
    remove_part(second, by=COMMAND_LINE)
    with pytest.raises(Refused, match="ring"):
        draw(world, third, first)


def test_removed_ends_take_no_arrows(world: World) -> None:
    end = made(world, "20", Term.LONG)
    remove_part(end, by=COMMAND_LINE)
    end.refresh_from_db()
    with pytest.raises(Refused, match="fjernet"):
        draw(world, world.ours.activity, end)


def test_arrows_hide_and_come_back_with_their_ends(world: World) -> None:
    project = world.ours.project.pk
    [arrow] = load_arrows(project)
    for kind, key in ((Result, world.ours.result.pk), (Activity, world.ours.activity.pk)):
        part: Any = kind.objects.get(pk=key)
        assert goes_along(part).arrows == 1
        remove_part(part, by=COMMAND_LINE)
        assert load_arrows(project) == ()
        assert Arrow.objects.filter(project=project).count() == 1
        part.refresh_from_db()
        restore_part(part, by=COMMAND_LINE)
        assert load_arrows(project) == (arrow,)


def test_a_retired_result_and_a_closed_activity_keep_their_arrows(world: World) -> None:
    Result.objects.filter(pk=world.ours.result.pk).update(retired_in=world.ours.periods["2012"])
    Activity.objects.filter(pk=world.ours.activity.pk).update(
        closed_in=world.ours.periods["2012"], closed_reason="Slut"
    )
    told = theory(world)
    assert len(told.arrows) == 1
    assert [(one.state, one.ended) for one in told.boxes if not one.is_activity] == [("Udgået 2012", True)]
    assert [one.title.endswith("(lukket)") for one in told.boxes if one.is_activity] == [True]
    assert told.gaps == ()


def test_boxes_tell_light_and_latest_value_of_the_period(world: World) -> None:
    told = theory(world)
    [box] = [one for one in told.boxes if not one.is_activity]
    assert box.value != ""
    assert box.explanations == ("En skolesammenlægning",)
    assert theory(world, "2012").box(box.key).explanations == ()  # type: ignore[union-attr]


TWO = (
    reading("2011", "19", "Ikke i gang"),
    reading("2012", "20", "Ikke i gang"),
    reading("2012", "70", "I gang"),
    reading("2013", "72", "I gang"),
)


@pytest.mark.parametrize(
    ("more", "period", "value"),
    [
        (
            {"rule": TargetRule.AT_MOST, "amount": "15", "target_series": "Ikke i gang"},
            "2012",
            "Ikke i gang: 20 pct.",
        ),
        # Its latest, though another series has a later one.
        (
            {"rule": TargetRule.AT_MOST, "amount": "15", "target_series": "Ikke i gang"},
            "2013",
            "Ikke i gang: 20 pct. (2012)",
        ),
        ({"rule": TargetRule.AT_MOST, "amount": "15", "target_series": "Andre"}, "2013", "I gang: 72 pct."),
        ({"targets": (Target(None, None),)}, "2011", "Ikke i gang: 19 pct."),
        ({"targets": (Target(None, None),)}, "2012", "Ikke i gang: 20 pct.; I gang: 70 pct."),
    ],
)
def test_a_box_shows_the_series_its_light_is_about(more: dict[str, Any], period: str, value: str) -> None:
    told = result(*TWO, **more)
    facts = project(results=(told,))
    assert latest_value(facts, told, Period.parse(period)).replace("\N{NO-BREAK SPACE}", " ") == value


def test_a_new_term_makes_an_arrow_point_backwards_and_that_is_said(world: World) -> None:
    first, second = made(world, "20", Term.MEDIUM), made(world, "21", Term.LONG)
    draw(world, first, second)
    Result.objects.filter(pk=second.pk).update(term=Term.SHORT)
    gaps = {(box.number, gap) for box, gap in theory(world).gaps}
    assert ("20", Gap.BACKWARDS) in gaps


def test_the_way_through_a_box(world: World) -> None:
    medium, long, other = (
        made(world, str(n), t) for n, t in ((20, Term.MEDIUM), (21, Term.LONG), (22, Term.LONG))
    )
    draw(world, world.ours.result, medium)
    draw(world, medium, long)
    draw(world, world.ours.result, other)
    told = theory(world)
    key = f"resultat-{medium.pk}"
    assert told.path(key) == {
        f"aktivitet-{world.ours.activity.pk}",
        f"resultat-{world.ours.result.pk}",
        key,
        f"resultat-{long.pk}",
    }
    assert len(told.arrows_on(key)) == 3
    assert told.path("resultat-0") == frozenset()


def test_the_arrows_are_read_in_one_query(world: World, django_assert_num_queries: Any) -> None:
    for number in range(20, 26):
        draw(world, world.ours.activity, made(world, str(number), Term.LONG))
    with django_assert_num_queries(1):
        assert len(load_arrows(world.ours.project.pk)) == 7
