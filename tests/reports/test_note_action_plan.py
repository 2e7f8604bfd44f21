"""The action plan in the status note: a table a theme, as it stands in the period; nothing without a plan."""

from datetime import date

from reports import building as b
from virkning.documents.blocks import Heading, LightMark, Paragraph, Table
from virkning.figures.actionplans import Action, ActionEntry
from virkning.figures.milestones import Light
from virkning.figures.periods import Period
from virkning.figures.planning import Degree, Theme
from virkning.rooms.reports.facts.actionplan import ActionPlan, ChallengeFacts, PlannedActionFacts
from virkning.rooms.reports.facts.frozen import freeze, thaw
from virkning.rooms.reports.facts.whole import WholeFacts
from virkning.rooms.reports.status_note.actionplan import action_plan_blocks

NOW, TODAY = Period.parse("2014K1"), date(2014, 4, 10)


def entry(period: str, degree: Degree | None, judged: Light | None = None, comment: str = "") -> ActionEntry:
    return ActionEntry(Period.parse(period), degree, judged, comment)


PLAN = ActionPlan(
    (
        ChallengeFacts(
            Theme.STAFF,
            "For få mentorer",
            (
                PlannedActionFacts(
                    "Uddan mentorer",
                    Action(date(2014, 3, 1), (entry("2014K1", Degree.PARTLY, Light.YELLOW, "To af fire"),)),
                    "Jobcentret",
                ),
                PlannedActionFacts("Find flere", Action(None, (entry("2013K4", Degree.WHOLLY),))),
            ),
        ),
        ChallengeFacts(Theme.MANAGEMENT, "Ingen følger op"),
    )
)


def test_no_plan_no_chapter() -> None:
    assert list(action_plan_blocks(ActionPlan(), NOW, TODAY)) == []


def test_a_table_a_theme() -> None:
    blocks = list(action_plan_blocks(PLAN, NOW, TODAY))
    headings = [one.text for one in blocks if isinstance(one, Heading)]
    assert headings == ["Handleplan", "Medarbejdere", "Ledelse"]
    [told] = [one.text for one in blocks if isinstance(one, Paragraph)]
    assert told == "2 af 2 handlinger har status for 1. kvartal 2014. 1 handling er over fristen."
    staff, management = (one for one in blocks if isinstance(one, Table))
    assert [row.kind for row in staff.rows] == ["group", "body", "body"]
    first, second = (repr(row) for row in staff.rows[1:])
    assert staff.rows[1].cells[3].light is LightMark.YELLOW  # type: ignore[union-attr]
    for words in ("Uddan mentorer", "Jobcentret", "1. marts 2014", "Overskredet", "Delvist gennemført"):
        assert words in first
    assert "To af fire" in first
    assert "Farven er vurderet. Beregnet: rød." in first
    assert "Sagt i 4. kvartal 2013" in second
    assert "Overskredet" not in second
    assert "Ingen handlinger endnu" in repr(management.rows)


def test_overdue_is_said_of_the_period_and_not_of_today() -> None:
    later = (entry("2014K1", Degree.PARTLY), entry("2014K2", Degree.WHOLLY))
    done, due = Action(date(2014, 3, 1), later), Action(date(2014, 4, 2), (entry("2014K1", Degree.PARTLY),))
    actions = (PlannedActionFacts("Uddan mentorer", done), PlannedActionFacts("Find flere", due))
    plan = ActionPlan((ChallengeFacts(Theme.STAFF, "For få mentorer", actions),))
    blocks = list(action_plan_blocks(plan, NOW, date(2014, 9, 1)))
    [told] = [one.text for one in blocks if isinstance(one, Paragraph)]
    assert str(told).endswith("1 handling er over fristen.")
    [table] = [one for one in blocks if isinstance(one, Table)]
    late, not_yet = table.rows[1:]
    assert "Overskredet" in repr(late)
    assert late.cells[3].light is LightMark.RED  # type: ignore[union-attr]
    assert "Overskredet" not in repr(not_yet)
    assert not_yet.cells[3].light is LightMark.GREEN  # type: ignore[union-attr]


def test_the_plan_is_frozen_with_the_rest_and_older_content_has_none() -> None:
    whole = WholeFacts(b.project(), action_plan=PLAN)
    assert thaw(freeze(whole)) == whole
    assert WholeFacts(b.project()).action_plan == ActionPlan()
