"""Evidence, unexpected results, other explanations, annexes and phases: written, corrected, taken away."""

from datetime import date
from typing import Any

import pytest

from virkning.figures.continuing import EvidenceKind, Surprise
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.evaluations.actions import evidence, explanations, portraits, unexpected
from virkning.rooms.evaluations.models import ActivityPortrait, Evidence
from virkning.rooms.files import storage
from virkning.rooms.programmes.actions.phases import add_phase, change_phase, remove_phase
from virkning.rooms.reports.queries.background import load_background
from world import World

BY = {"by": COMMAND_LINE}


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def said() -> str:
    return AuditEntry.objects.order_by("-id")[0].words


def interview(world: World, **given: Any) -> Evidence:
    values = {
        "project": world.ours.project,
        "kind": EvidenceKind.INTERVIEW,
        "period": world.ours.periods["2013"],
        "role": "Tovholder",
    }
    return evidence.add_evidence(**{**values, **BY, **given})


def a_file(world: World, **given: Any) -> Evidence:
    values = {
        "project": world.ours.project,
        "period": world.ours.periods["2013"],
        "title": "Guide",
        "name": "guide.txt",
        "content": b"1. Hvad er der sket?",
    }
    return evidence.add_file(**{**values, **BY, **given})


def test_an_interview_is_told_in_the_log_without_its_notes(world: World) -> None:
    made = interview(
        world, notes="Hemmeligt", activity=world.ours.activity, held_on=date(2013, 10, 14), people=2
    )
    assert said() == "Belægget “Interview: Tovholder” er tilføjet."
    facts = next(one for one in load_background(world.ours.project.pk).evidence if one.id == made.pk)
    assert (facts.role, facts.people, facts.activity) == ("Tovholder", 2, f"1.1 {world.ours.activity.title}")
    assert "Hemmeligt" not in repr(facts)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"role": " "}, "role"),
        ({"people": 0}, "people"),
        ({"people": 2_000_000}, "people"),
        ({"kind": EvidenceKind.FILE}, "kind"),
    ],
)
def test_what_is_missing_or_impossible_is_refused_at_its_field(
    world: World, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        interview(world, **given)
    assert set(refused.value.errors) == {field}


def test_another_projects_period_activity_or_result_is_refused(world: World) -> None:
    theirs = world.theirs
    for given in ({"period": theirs.periods["2013"]}, {"activity": theirs.activity}):
        with pytest.raises(Refused):
            interview(world, **given)
        with pytest.raises(Refused):
            a_file(world, **given)
    with pytest.raises(Refused):
        explanations.explain(result=world.ours.result, period=theirs.periods["2013"], text="x", **BY)
    with pytest.raises(Refused):
        portraits.portray(
            activity=world.ours.activity, period=theirs.periods["2012"], texts={"methods": "x"}, **BY
        )


def test_a_file_is_kept_with_its_bytes_and_stays_a_file(world: World, settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path
    made = a_file(world)
    assert said() == "Filen “Guide” (guide.txt) er lagt op."
    assert made.file is not None
    assert storage.read(made.file.fingerprint) == b"1. Hvad er der sket?"
    with pytest.raises(Refused):
        evidence.change_evidence(made, kind=EvidenceKind.INTERVIEW, period=made.period, role="x", **BY)
    changed = evidence.change_file(made, period=made.period, title="Interviewguide", version=1, **BY)
    assert (changed.role, changed.version) == ("Interviewguide", 2)
    with pytest.raises(Conflict):
        evidence.change_file(made, period=made.period, title="En anden", version=1, **BY)


def test_a_file_has_a_title_of_its_own_for_its_name_may_be_somebodys(world: World) -> None:
    with pytest.raises(Refused) as refused:
        a_file(world, title="", name="Mette Hansen.txt")
    assert set(refused.value.errors) == {"title"}


def test_removed_evidence_is_told_no_more(world: World) -> None:
    made = interview(world)
    evidence.remove_evidence(made, **BY)
    assert made.pk not in {one.id for one in load_background(world.ours.project.pk).evidence}


def test_an_unexpected_result_is_written_corrected_and_removed(world: World) -> None:
    made = unexpected.tell_unexpected(
        project=world.ours.project,
        period=world.ours.periods["2013"],
        text="Forældrene  mødte op",
        surprise=Surprise.GOOD,
        **BY,
    )
    assert said() == "Det uventede resultat “Forældrene mødte op” er skrevet."
    unexpected.change_unexpected(
        made, period=made.period, text="Flere mødte op", surprise=Surprise.MIXED, version=1, **BY
    )
    told = load_background(world.ours.project.pk).unexpected[-1]
    assert (told.text, told.surprise) == ("Flere mødte op", Surprise.MIXED)
    unexpected.remove_unexpected(made, **BY)
    assert made.pk not in {one.id for one in load_background(world.ours.project.pk).unexpected}
    with pytest.raises(Refused):
        unexpected.tell_unexpected(
            project=world.ours.project, period=made.period, text=" ", surprise=Surprise.BAD, **BY
        )


def test_another_explanation_is_of_one_result(world: World) -> None:
    made = explanations.explain(
        result=world.ours.result, period=world.ours.periods["2012"], text="En reform", **BY
    )
    assert said() == "En anden forklaring på resultat 1 er skrevet."
    explanations.change_explanation(made, period=made.period, text="To reformer", version=1, **BY)
    told = load_background(world.ours.project.pk).explanations
    assert [one.text for one in told] == ["To reformer", "En skolesammenlægning"]  # by period
    explanations.remove_explanation(made, **BY)
    assert len(load_background(world.ours.project.pk).explanations) == 1


def test_there_is_one_annex_an_activity_and_period_and_it_says_something(world: World) -> None:
    activity, ours = world.ours.activity, world.ours.periods
    with pytest.raises(Refused) as refused:
        portraits.portray(activity=activity, period=ours["2013"], texts={"methods": "x"}, **BY)
    assert set(refused.value.errors) == {"period"}
    with pytest.raises(Refused) as refused:
        portraits.portray(activity=activity, period=ours["2012"], texts={"methods": "  "}, **BY)
    assert set(refused.value.errors) == {"target_group"}
    made = portraits.portray(activity=activity, period=ours["2012"], texts={"methods": "Samtaler"}, **BY)
    with pytest.raises(Refused):
        portraits.change_portrait(made, period=ours["2013"], texts={"methods": "Samtaler"}, **BY)
    portraits.change_portrait(made, period=ours["2012"], texts={"methods": "Hjemmebesøg"}, version=1, **BY)
    assert ActivityPortrait.objects.get(pk=made.pk).methods == "Hjemmebesøg"
    portraits.remove_portrait(made, **BY)
    assert len(load_background(world.ours.project.pk).portraits) == 1


def test_phases_stand_in_the_order_of_their_days(world: World) -> None:
    project = world.ours.project
    last = add_phase(project=project, title="Drift", starts_on=date(2012, 1, 1), **BY)
    add_phase(
        project=project, title="Afprøvning", starts_on=date(2011, 1, 1), ends_on=date(2011, 12, 31), **BY
    )
    told = load_background(project.pk).phases
    assert [one.title for one in told] == ["Opstart", "Afprøvning", "Drift"]
    for ends in (date(2011, 12, 31), date(2000, 1, 1)):
        with pytest.raises(Refused) as refused:
            change_phase(last, title="Drift", starts_on=date(2012, 1, 1), ends_on=ends, **BY)
        assert set(refused.value.errors) == {"ends_on"}
    change_phase(last, title="Drift", starts_on=date(2012, 1, 1), ends_on=date(2012, 1, 1), version=1, **BY)
    remove_phase(last, **BY)
    assert len(load_background(project.pk).phases) == 2


def test_the_number_of_queries_does_not_grow(world: World, django_assert_num_queries: Any) -> None:
    for _turn in range(3):
        interview(world)
    with django_assert_num_queries(5):
        load_background(world.ours.project.pk)
