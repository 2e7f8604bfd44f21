"""A result of the kind `none` (ADR 0016): asked of nobody, without light, value or target; said as "Måles ikke"."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from virkning.figures.entries import measurement_problems, target_doubts, target_problems
from virkning.figures.indicators import IndicatorKind, Term
from virkning.figures.milestones import Light
from virkning.figures.periods import Period
from virkning.figures.phrases import FigureError
from virkning.figures.rules import TargetRule
from virkning.figures.units import PLAIN
from virkning.figures.written import read_value
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.evaluations.actions.assessments import About, assess
from virkning.rooms.exchange.actions.export import export_project
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.reports.facts.judgements import CellState, project_tally, result_cell
from virkning.rooms.reports.facts.project import ResultFacts
from virkning.rooms.reports.facts.tasks import TaskKind, reporting_tasks
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.whole import load_whole
from virkning.rooms.reports.status_note.document import note_blocks
from virkning.rooms.reports.status_note.note import status_note
from virkning.rooms.results.actions.measurements import measure
from virkning.rooms.results.actions.results import Meaning, change_result, create_result
from virkning.rooms.results.actions.targets import LaterTarget, add_target_version
from virkning.rooms.results.actions.undo import take_back_arranged
from virkning.rooms.results.models import Result
from world import World

P2013 = Period.parse("2013")


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def meaning(world: World, **given: Any) -> Meaning:
    values = {"number": "20", "statement": "Netværk", "term": Term.MEDIUM, "kind": IndicatorKind.NONE}
    return Meaning(**{**values, "activities": [world.ours.activity], **given})


@pytest.fixture
def unmeasured(world: World) -> Result:
    return create_result(project=world.ours.project, meaning=meaning(world), by=COMMAND_LINE)


def told(world: World, result: Result) -> ResultFacts:
    return next(one for one in load_project(world.ours.project).all_results() if one.id == result.pk)


def test_its_cell_says_so_in_every_period_and_has_no_light(world: World, unmeasured: Result) -> None:
    facts = load_project(world.ours.project)
    for period in facts.horizon.periods:
        cell = result_cell(told(world, unmeasured), period, facts.horizon)
        assert (cell.state, cell.light, cell.lines) == (CellState.NOT_MEASURED, None, ())
    assert (
        str(result_cell(told(world, unmeasured), P2013, facts.horizon).computed_reason)
        == "Resultatet måles ikke."
    )


def test_it_is_asked_of_nobody_and_counted_nowhere(world: World, unmeasured: Result) -> None:
    facts = load_project(world.ours.project)
    for day in (date(2012, 6, 1), date(2013, 12, 31), date(2014, 6, 1)):
        asked = [one.about for one in reporting_tasks(facts, day) if one.kind is TaskKind.MEASUREMENT]
        assert unmeasured.pk not in asked
    assert project_tally(facts, P2013).results == 1


@pytest.mark.parametrize(
    "given",
    [{"value": Decimal(1)}, {"text": "Ord"}, {"break_reason": "Nyt"}, {"text": "Note", "is_note": True}, {}],
)
def test_nothing_can_be_written(given: dict[str, Any]) -> None:
    assert measurement_problems(IndicatorKind.NONE, **given) != {}


def test_no_door_writes_a_value(world: World, unmeasured: Result) -> None:
    with pytest.raises(Refused, match="måles ikke"):
        measure(
            result=unmeasured,
            series="",
            period=world.ours.periods["2013"],
            by=COMMAND_LINE,
            supersedes=None,
            text="Godt",
        )
    with pytest.raises(FigureError):
        read_value(IndicatorKind.NONE, "72")
    assert read_value(IndicatorKind.NONE, " ").value is None


def test_it_has_no_target_no_series_and_no_light(world: World, unmeasured: Result) -> None:
    assert target_problems(TargetRule.YES, None, IndicatorKind.NONE, PLAIN, has_reference=False) != {}
    assert target_doubts(TargetRule.YES, None, IndicatorKind.NONE, PLAIN) != []
    for extra in (
        {"rule": TargetRule.AT_LEAST, "amount": Decimal(5)},
        {"target_series": "A"},
        {"reference_series": ["B"]},
    ):
        with pytest.raises(Refused):
            create_result(
                project=world.ours.project, meaning=meaning(world, number="21", **extra), by=COMMAND_LINE
            )
    later = LaterTarget(world.ours.periods["2013"], "Nu", TargetRule.AT_LEAST, Decimal(5))
    with pytest.raises(Refused):
        add_target_version(result=unmeasured, target=later, by=COMMAND_LINE)
    about = About(result=unmeasured)
    period: ProjectPeriod = world.ours.periods["2013"]
    with pytest.raises(Refused, match="farve"):
        assess(project=world.ours.project, about=about, period=period, by=COMMAND_LINE, light=Light.RED)
    assess(project=world.ours.project, about=about, period=period, by=COMMAND_LINE, text="Det ser godt ud.")


def test_it_becomes_a_measured_one_later(world: World, unmeasured: Result) -> None:
    number = meaning(
        world, kind=IndicatorKind.NUMBER, unit="pct.", rule=TargetRule.AT_LEAST, amount=Decimal(75)
    )
    change_result(unmeasured, meaning=number, by=COMMAND_LINE)
    measure(
        result=unmeasured,
        series="",
        period=world.ours.periods["2013"],
        by=COMMAND_LINE,
        supersedes=None,
        value=Decimal(80),
    )
    facts = load_project(world.ours.project)
    assert result_cell(told(world, unmeasured), P2013, facts.horizon).light is Light.GREEN
    with pytest.raises(Refused, match="målinger"):
        change_result(unmeasured, meaning=meaning(world), by=COMMAND_LINE)


def measured(world: World, result: Result) -> AuditEntry:
    """The entry that made it a measured one."""
    number = meaning(
        world, kind=IndicatorKind.NUMBER, unit="pct.", rule=TargetRule.AT_LEAST, amount=Decimal(75)
    )
    entry = latest_entry(change_result(result, meaning=number, by=COMMAND_LINE))
    assert entry is not None
    return entry


def test_an_undo_makes_it_unmeasured_again_while_nothing_is_measured(
    world: World, unmeasured: Result
) -> None:
    take_back_arranged(measured(world, unmeasured), COMMAND_LINE)
    unmeasured.refresh_from_db()
    assert unmeasured.kind == IndicatorKind.NONE


def test_an_undo_hides_no_measurement(world: World, unmeasured: Result) -> None:
    entry = measured(world, unmeasured)
    values: dict[str, Any] = {"value": Decimal(80), "supersedes": None, "by": COMMAND_LINE}
    measure(result=unmeasured, series="", period=world.ours.periods["2013"], **values)
    with pytest.raises(Refused, match="målinger"):
        take_back_arranged(entry, COMMAND_LINE)
    unmeasured.refresh_from_db()
    assert unmeasured.kind == IndicatorKind.NUMBER


def test_an_undo_hides_no_later_target(world: World, unmeasured: Result) -> None:
    entry = measured(world, unmeasured)
    later = LaterTarget(world.ours.periods["2013"], "Nu", TargetRule.AT_LEAST, Decimal(5))
    add_target_version(result=unmeasured, target=later, by=COMMAND_LINE)
    with pytest.raises(Refused, match="måltal"):
        take_back_arranged(entry, COMMAND_LINE)


def test_the_note_tells_it_without_values(world: World, unmeasured: Result) -> None:
    whole = load_whole(world.ours.project)
    printed = repr(list(note_blocks(status_note(whole, P2013, date(2014, 1, 1), charts=False))))
    assert "20. Netværk" in printed
    assert "Måles ikke" in printed


def test_the_workbook_goes_out_and_in(world: World, unmeasured: Result) -> None:
    content = export_project(world.ours.project)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Resultater").to_python()
    place = rows[0].index("Type")
    assert [row[place] for row in rows if str(row[0]) == "20"] == ["ingen"]
    done = import_project(content=content, name="ark.xlsx", by=COMMAND_LINE, may_create=False)
    assert done.project == world.ours.project
    unmeasured.refresh_from_db()
    assert (unmeasured.kind, unmeasured.version) == (IndicatorKind.NONE, 1)


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        ("Målinger", ["9", "", "2011", 5]),
        ("Målinger", ["9", "", "2011", "", "", "", "Kun ord"]),
    ],
)
def test_a_workbook_with_values_for_it_is_refused(
    db: None, everything: Scope, sheet: str, row: list[Any]
) -> None:
    from exchange.books import changed, xlsx

    book = changed({})
    head = book["Resultater"][0]
    new = {"Nr": "9", "Resultat": "Netværk", "Sigt": "mellemlangt", "Type": "ingen"}
    book["Resultater"].append([new.get(name, "") for name in head])
    import_project(content=xlsx(book), name="ark.xlsx", by=COMMAND_LINE, may_create=True)
    book[sheet].append(row + [""] * (len(book[sheet][0]) - len(row)))
    with pytest.raises(BookRefused) as refused:
        import_project(content=xlsx(book), name="ark.xlsx", by=COMMAND_LINE, may_create=False)
    assert any("typen ingen" in one.message for one in refused.value.errors)
