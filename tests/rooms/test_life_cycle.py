"""Redefining results, merging activities, proposing and deciding, and judging a light otherwise than it is computed."""

from typing import Any

import pytest

from virkning.figures.continuing import Decision, ProposalKind
from virkning.figures.milestones import Light
from virkning.figures.periods import Period
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.actions.activities import close_activity, create_activity, reopen_activity
from virkning.rooms.activities.actions.statuses import judge_milestone
from virkning.rooms.activities.models import Activity, StatusReport
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.evaluations.actions.assessments import About, assess
from virkning.rooms.evaluations.actions.proposals import (
    change_proposal,
    decide,
    propose,
    remove_proposal,
)
from virkning.rooms.evaluations.models import Proposal
from virkning.rooms.programmes.actions.acts import take_back
from virkning.rooms.reports.facts.changes import ChangeKind, changes_between
from virkning.rooms.reports.facts.proposals import decided_words, is_carried_out, proposed_words
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.proposals import load_proposals
from virkning.rooms.results.actions.merging import can_merge_into, merge_activity
from virkning.rooms.results.actions.redefinitions import (
    change_redefinition,
    redefine,
    remove_redefinition,
)
from virkning.rooms.results.models import Redefinition, Result, ResultActivity
from world import World


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes; its result is not redefined yet."""
    Redefinition.objects.filter(result=world.ours.result).delete()
    Result.objects.filter(pk=world.ours.result.pk).update(statement="Før")
    world.ours.result.refresh_from_db()
    return world


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-id")[0]


def since(world: World, year: str, after: str = "Nu", **more: Any) -> Redefinition:
    result = Result.objects.get(pk=world.ours.result.pk)
    values = {"valid_from": world.ours.periods[year], "after": after, "reason": "Nyt skema", **more}
    return redefine(result=result, by=COMMAND_LINE, **values)


def statement(world: World) -> str:
    return Result.objects.get(pk=world.ours.result.pk).statement


def chain(world: World) -> list[tuple[str, str, str]]:
    rows = Redefinition.objects.filter(result=world.ours.result).order_by("valid_from__start")
    return [(one.valid_from.period.canonical, one.before, one.after) for one in rows]


# Redefining -----------------------------------------------------------------------------------------------------------


def test_a_result_is_redefined_and_the_note_of_an_earlier_year_keeps_its_words(world: World) -> None:
    since(world, "2012")
    assert (statement(world), chain(world)) == ("Nu", [("2012", "Før", "Nu")])
    assert last().words == "Resultatet 1 Nu er omdefineret fra 2012."
    [told] = load_project(world.ours.project).all_results()
    assert [told.statement_in(Period.parse(year)) for year in ("2011", "2012", "2013")] == ["Før", "Nu", "Nu"]


def test_one_between_others_keeps_the_chain_and_the_statement(world: World) -> None:
    since(world, "2013", "Nyest")
    middle = since(world, "2011", "Midt")
    assert chain(world) == [("2011", "Før", "Midt"), ("2013", "Midt", "Nyest")]
    assert statement(world) == "Nyest"
    change_redefinition(
        middle, valid_from=world.ours.periods["2012"], after="Midte", reason="Rettet", by=COMMAND_LINE
    )
    assert chain(world) == [("2012", "Før", "Midte"), ("2013", "Midte", "Nyest")]
    remove_redefinition(middle, by=COMMAND_LINE)
    assert chain(world) == [("2013", "Før", "Nyest")]
    take_back(last(), COMMAND_LINE)
    assert chain(world) == [("2012", "Før", "Midte"), ("2013", "Midte", "Nyest")]


def test_removing_and_undoing_bring_the_words_back(world: World) -> None:
    made = since(world, "2012")
    take_back(last(), COMMAND_LINE)
    assert (statement(world), chain(world)) == ("Før", [])
    again = since(world, "2012")
    assert again.pk != made.pk
    remove_redefinition(again, by=COMMAND_LINE)
    assert (statement(world), chain(world)) == ("Før", [])


@pytest.mark.parametrize(
    ("given", "field"),
    [({"after": " "}, "after"), ({"reason": ""}, "reason")],
)
def test_what_is_missing_is_refused_at_its_field(world: World, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        since(world, "2012", **given)
    assert set(refused.value.errors) == {field}


def test_a_period_is_taken_once_and_is_the_projects_and_the_results_own(world: World) -> None:
    since(world, "2012")
    for wrong in (world.ours.periods["2012"], world.theirs.periods["2013"]):
        with pytest.raises(Refused) as refused:
            since(world, "2013", valid_from=wrong)
        assert set(refused.value.errors) == {"valid_from"}
    Result.objects.filter(pk=world.ours.result.pk).update(retired_in=world.ours.periods["2013"])
    with pytest.raises(Refused, match="udgået i 2013"):
        since(world, "2013")


def test_a_correction_of_another_version_is_a_conflict(world: World) -> None:
    made = since(world, "2012")
    with pytest.raises(Conflict):
        change_redefinition(
            made,
            valid_from=made.valid_from,
            after="x",
            reason="y",
            by=COMMAND_LINE,
            version=made.version + 1,
        )


def test_what_changed_tells_the_redefinition_and_no_comparison(world: World) -> None:
    since(world, "2013")
    facts = load_project(world.ours.project)
    told = changes_between(facts, Period.parse("2012"), Period.parse("2013"))
    assert [(one.kind, one.reason) for one in told if one.place == "1"] == [
        (ChangeKind.REDEFINED, "Nyt skema")
    ]


# Merging --------------------------------------------------------------------------------------------------------------


def another(world: World, number: str = "1.2") -> Activity:
    return create_activity(area=world.ours.area, number=number, title="Mentorer", by=COMMAND_LINE)


def merge(world: World, into: Activity, activity: Activity | None = None) -> Activity:
    return merge_activity(
        Activity.objects.get(pk=(activity or world.ours.activity).pk),
        into=into,
        period=world.ours.periods["2012"],
        reason="Samme unge",
        by=COMMAND_LINE,
    )


def test_a_merged_activity_is_closed_and_its_results_are_shared_in_one_act(world: World) -> None:
    into, before = another(world), AuditEntry.objects.count()
    merge(world, into)
    now = Activity.objects.get(pk=world.ours.activity.pk)
    assert (now.merged_into, now.closed_in, now.closed_reason) == (
        into,
        world.ours.periods["2012"],
        "Samme unge",
    )
    links = ResultActivity.objects.filter(result=world.ours.result).order_by("position")
    assert [one.activity_id for one in links] == [now.pk, into.pk]
    assert now.milestones.count() == 1
    assert AuditEntry.objects.count() == before + 1
    take_back(last(), COMMAND_LINE)
    now.refresh_from_db()
    assert (now.merged_into, now.closed_in) == (None, None)
    assert ResultActivity.objects.filter(result=world.ours.result).count() == 1


def test_rings_chains_and_the_closed_are_refused(world: World) -> None:
    into, third = another(world), another(world, "1.3")
    with pytest.raises(Refused, match="sig selv"):
        merge(world, world.ours.activity)
    merge(world, into)
    with pytest.raises(Refused, match="allerede lagt sammen"):
        merge(world, third)
    with pytest.raises(Refused, match="er selv lagt sammen med"):
        merge(world, world.ours.activity, into)
    with pytest.raises(Refused, match="er lagt sammen med denne aktivitet"):
        merge(world, third, into)
    close_activity(third, period=world.ours.periods["2012"], reason="Slut", by=COMMAND_LINE)
    with pytest.raises(Refused, match="er lukket"):
        merge(world, third, another(world, "1.4"))
    assert third not in can_merge_into(into)


def test_an_activity_opened_again_stands_alone_with_its_reason(world: World) -> None:
    merge(world, another(world))
    opened = reopen_activity(
        Activity.objects.get(pk=world.ours.activity.pk), reason="De unge er forskellige", by=COMMAND_LINE
    )
    assert (opened.merged_into, opened.reopened_reason) == (None, "De unge er forskellige")
    assert last().changes["reopened_reason"] == ["", "De unge er forskellige"]
    with pytest.raises(Refused, match="allerede åben"):
        reopen_activity(opened, reason="Igen", by=COMMAND_LINE)


# Proposing ------------------------------------------------------------------------------------------------------------


def suggest(world: World, kind: ProposalKind, about: Any = None, text: str = "", **more: Any) -> Proposal:
    values = {"period": world.ours.periods["2012"], "reason": "Målgruppen er væk", **more}
    about = about or world.ours.milestone
    return propose(project=world.ours.project, about=about, kind=kind, text=text, by=COMMAND_LINE, **values)


@pytest.mark.parametrize(
    ("kind", "about", "given", "field"),
    [
        (ProposalKind.RETIRE, "milestone", {"reason": " "}, "reason"),
        (ProposalKind.REVISE, "milestone", {}, "text"),
        (ProposalKind.REDEFINE, "result", {}, "text"),
        (ProposalKind.REDEFINE, "milestone", {"text": "x"}, "kind"),
    ],
)
def test_a_proposal_says_what_and_why(
    world: World, kind: ProposalKind, about: str, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        suggest(world, kind, getattr(world.ours, about), **given)
    assert set(refused.value.errors) == {field}


def test_another_projects_things_are_refused(world: World) -> None:
    with pytest.raises(Refused):
        suggest(world, ProposalKind.RETIRE, world.theirs.milestone)
    with pytest.raises(Refused):
        suggest(world, ProposalKind.RETIRE, period=world.theirs.periods["2012"])


def test_a_decision_stops_the_evaluator_and_a_rejection_has_a_reason(world: World) -> None:
    made = suggest(world, ProposalKind.RETIRE)
    with pytest.raises(Refused) as refused:
        decide(made, decision=Decision.REJECTED, by=COMMAND_LINE)
    assert set(refused.value.errors) == {"decision_reason"}
    decide(made, decision=Decision.ACCEPTED, by=COMMAND_LINE)
    assert made.decided_at is not None
    for act in (
        lambda: remove_proposal(made, by=COMMAND_LINE),
        lambda: change_proposal(
            made, period=made.period, kind=ProposalKind.RETIRE, reason="x", by=COMMAND_LINE
        ),
    ):
        with pytest.raises(Refused, match="besluttet sig"):
            act()


def test_what_is_followed_says_whether_it_is_carried_out(world: World) -> None:
    made = suggest(world, ProposalKind.REDEFINE, world.ours.result, "Flere læser med udbytte")
    decide(made, decision=Decision.ACCEPTED, by=COMMAND_LINE)

    def told() -> tuple[bool | None, str]:
        [about] = load_project(world.ours.project).all_results()
        one = next(one for one in load_proposals(world.ours.project.pk) if one.id == made.pk)
        assert proposed_words(one, "2012") == (
            "Evaluator foreslår i 2012, at resultatet omdefineres: Flere læser med udbytte. "
            "Begrundelse: Målgruppen er væk."
        )
        return is_carried_out(one, about), decided_words(one, about)

    assert told() == (False, "Projektet har fulgt forslaget. Det er ikke gennemført endnu.")
    since(world, "2013", "Flere læser med udbytte")
    assert told() == (True, "Projektet har fulgt forslaget.")


def test_a_proposal_on_something_removed_is_not_told(world: World) -> None:
    made = suggest(world, ProposalKind.RETIRE)
    world.ours.milestone.__class__.objects.filter(pk=world.ours.milestone.pk).update(
        removed_at=last().at, removed_by="x"
    )
    assert made.pk not in {one.id for one in load_proposals(world.ours.project.pk)}


# Judging --------------------------------------------------------------------------------------------------------------


def judge(world: World, light: Light | None, computed: Light | None, reason: str = "") -> StatusReport:
    report = StatusReport.objects.get(milestone=world.ours.milestone)
    done = judge_milestone(
        milestone=world.ours.milestone,
        period=world.ours.periods["2012"],
        by=COMMAND_LINE,
        light=light,
        reason=reason,
        computed=computed,
        version=report.version,
    )
    assert done is not None
    return done


#: judged | computed | what is asked for
JUDGED = [
    (Light.GREEN, Light.GREEN, ""),
    (None, Light.RED, ""),
    (Light.YELLOW, Light.GREEN, "Farven er sat til gul, men beregnet til grøn. Skriv hvorfor."),
    (Light.RED, None, "Farven er sat til rød, men der er ingen beregnet farve. Skriv hvorfor."),
]


@pytest.mark.parametrize(("light", "computed", "asked"), JUDGED)
def test_a_light_judged_otherwise_takes_a_reason(
    world: World, light: Light | None, computed: Light | None, asked: str
) -> None:
    if not asked:
        assert judge(world, light, computed).judged == (light or "")
        return
    with pytest.raises(Refused) as refused:
        judge(world, light, computed, " ")
    assert refused.value.errors == {"judged_reason": asked}
    assert judge(world, light, computed, "Set på stedet").judged_reason == "Set på stedet"


def test_the_reason_goes_with_the_light(world: World) -> None:
    judge(world, Light.YELLOW, Light.GREEN, "Set på stedet")
    with pytest.raises(Refused) as refused:
        judge(world, None, Light.GREEN, "Set på stedet")
    assert set(refused.value.errors) == {"judged"}
    assert judge(world, None, Light.GREEN).judged_reason == ""


def test_a_result_judged_otherwise_takes_a_text(world: World) -> None:
    about = About(result=world.ours.result)
    given = {"project": world.ours.project, "about": about, "period": world.ours.periods["2013"]}
    with pytest.raises(Refused) as refused:
        assess(**given, light=Light.GREEN, computed=Light.RED, heading="Læsning", by=COMMAND_LINE)
    assert set(refused.value.errors) == {"text"}
    assess(**given, light=Light.GREEN, computed=Light.RED, text="Prøven er ny", by=COMMAND_LINE)
    assess(**given, light=Light.RED, computed=Light.RED, by=COMMAND_LINE)
