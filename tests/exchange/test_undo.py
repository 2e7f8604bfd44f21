"""An import undone as a whole: the project, its origins and its export are what they were; or nothing is done."""

from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from hypothesis import given, settings

from exchange.books import VALID, Sheets, book, cells, changed, without_row, xlsx
from exchange.conftest import Importer
from exchange.test_round_trip import DEMO, projects
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Activity, Milestone, StatusReport
from virkning.rooms.audit.authors import COMMAND_LINE, Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.writes import change, create
from virkning.rooms.exchange.actions.export import export_project
from virkning.rooms.exchange.actions.imports import DifferencesMoved, ImportOutcome, import_project
from virkning.rooms.exchange.actions.previews import preview_import
from virkning.rooms.exchange.actions.undo import UndoRefused, undo_import
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.exchange.models import WorkbookImport
from virkning.rooms.files.models import StoredFile
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.results.models import Measurement, Result, Series

pytestmark = pytest.mark.django_db()

ANNA = Author.person(7, "Anna Prøve")

#: What an import may touch; everything in them must be as before, but for versions, which only rise.
TOUCHED = ("programmes", "activities", "results", "evaluations")

#: The valid book with a change of every kind; see `test_every_kind_of_change_is_taken_back`.
EDITS: dict[str, Any] = {
    "Projekt!B5": "01.02.2010",
    "Projekt!B3": "Holstebro;Skive",
    "Projekt!B7": "2010;2011;2012;2013;2014",
    "Projekt!B8": 2011,
    "Områder!B2": "Unge under 30",
    "Områder!A4": "3",
    "Områder!B4": "Nyt",
    "Aktiviteter!B3": "1",
    "Milepæle!E2": 120,
    "Milepælsstatus!E2": 35,
    "Milepælsstatus!A7": "1.1",
    "Milepælsstatus!B7": "1",
    "Milepælsstatus!C7": "2014",
    "Milepælsstatus!E7": 130,
    "Resultater!B2": "2.1",
    "Resultater!J3": "Kommunen",
    "Resultater!K3": "Landet;Nydanske",
    "Resultater!I2": 80,
    "Målinger!D2": 68,
    "Målinger!D3": "71,7",
    "Målinger!A12": "F4",
    "Målinger!B12": "Ledig",
    "Målinger!C12": "2014",
    "Målinger!D12": 7,
    "Målversioner!F2": "85",
    "Vurderinger!F2": "Det går bedre",
}


def everything(project: Project) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table the import may touch, without versions."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label in TOUCHED and model.__name__ != "Programme":
            rows = model._base_manager.order_by("pk").values()
            found[model.__name__] = [{name: row[name] for name in row if name != "version"} for row in rows]
    return found


def page_import(project: Project, content: bytes, *, prune: bool = False, **more: Any) -> ImportOutcome:
    return import_project(
        content=content, name="side.xlsx", by=ANNA, prune=prune, may_create=False, into=project, **more
    )


def check_undo(project: Project, content: bytes, *, prune: bool) -> ImportOutcome:
    before, exported = everything(project), export_project(Project.objects.get(pk=project.pk))
    done = page_import(project, content, prune=prune)
    assert done.record is not None
    undo_import(record=done.record, by=ANNA)
    assert everything(project) == before
    assert export_project(Project.objects.get(pk=project.pk)) == exported
    return done


@pytest.fixture
def project(take: Importer) -> Project:
    take(book({"Projekt!B2": "Et andet", "Projekt!B3": "Skive"}))  # so that Skive is there, and others' rows
    return take(book()).project


def measured(project: Project, value: str) -> Measurement:
    """The value in use; decimals are not compared in the database."""
    rows = Measurement.objects.filter(result__project=project, superseded_at__isnull=True)
    return next(one for one in rows if one.value == Decimal(value))


@pytest.mark.parametrize("prune", [False, True])
def test_every_kind_of_change_is_taken_back(project: Project, prune: bool) -> None:
    sheets = changed(EDITS)
    if prune:
        sheets = without_row("Målinger", 8, without_row("Milepæle", 4, sheets))
        sheets = without_row("Milepælsstatus", 5, sheets)
    done = check_undo(project, xlsx(sheets), prune=prune)
    assert bool(done.differences.removed) is prune
    assert {one.form.name for one in done.differences.sheets.values() if one} == {*VALID}


def test_the_other_way_round_too(project: Project) -> None:
    page_import(project, xlsx(changed(EDITS)))
    check_undo(project, book({"Projekt!B7": EDITS["Projekt!B7"]}), prune=True)


def test_a_value_that_was_superseded_is_in_use_again_with_its_own_origin(project: Project) -> None:
    old = measured(project, "67.33")
    done = page_import(project, book({"Målinger!D2": 99}))
    old.refresh_from_db()
    assert old.superseded_at is not None
    assert done.record is not None
    undo_import(record=done.record, by=ANNA)
    old.refresh_from_db()
    assert (old.superseded_at, old.superseded_by, old.origin_by) == (None, "", COMMAND_LINE.name)
    assert Decimal(99) not in [one.value for one in Measurement.objects.all()]


def test_one_entry_tells_of_it_and_the_file_stays(project: Project) -> None:
    done = page_import(project, book({"Målinger!D2": 99}))
    assert done.record is not None
    count = AuditEntry.objects.count()
    undone = undo_import(record=done.record, by=ANNA)
    assert AuditEntry.objects.count() == count + 1
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.project_id, entry.author_name) == ("undo_import", project.pk, "Anna Prøve")
    assert entry.words == "Indlæsningen af side.xlsx er fortrudt."
    assert undone.undone_by == "Anna Prøve"
    assert StoredFile.objects.filter(pk=done.record.file_id).exists()


def refused(record: WorkbookImport | None) -> UndoRefused:
    assert record is not None
    before = everything(record.project)
    with pytest.raises(UndoRefused) as told:
        undo_import(record=record, by=ANNA)
    assert everything(record.project) == before
    return told.value


def test_only_once_only_the_latest_and_not_what_made_the_project(project: Project) -> None:
    made = WorkbookImport.objects.get(project=project)
    assert "oprettede projektet" in refused(made).reason
    first = page_import(project, book({"Målinger!D2": 98}))
    second = page_import(project, book({"Målinger!D2": 99}))
    assert "Kun det seneste" in refused(first.record).reason
    assert second.record is not None
    undo_import(record=second.record, by=ANNA)
    assert "allerede fortrudt" in refused(second.record).reason
    check_undo(project, book({"Målinger!D2": 97}), prune=False)


def test_an_import_of_before_there_was_undo_says_so(project: Project) -> None:
    record = WorkbookImport.objects.create(
        project=project, file=StoredFile.objects.latest("pk"), imported_by="Prøve"
    )
    assert "fra før" in refused(record).reason


def test_a_row_changed_since_is_named_with_who_and_when(project: Project) -> None:
    done = page_import(project, book({"Aktiviteter!C2": "Mentorer til alle", "Milepæle!A6": "1.1"} | NEW))
    activity = Activity.objects.get(project=project, number="1.1")
    change(activity, by=ANNA, words="Aktiviteten 1.1 er rettet.", remark="Andet")
    told = refused(done.record)
    assert [one.what for one in told.changes] == ["Aktivitet: 1.1 Mentorer til alle"]
    assert told.changes[0].words.startswith("Aktiviteten 1.1 er rettet. Anna Prøve, ")


NEW = {"Milepæle!B6": "3", "Milepæle!C6": "Ny", "Milepæle!D6": "antal"}


def test_a_row_the_import_did_not_touch_may_change(project: Project) -> None:
    done = page_import(project, book({"Aktiviteter!C2": "Mentorer til alle"}))
    other = Activity.objects.get(project=project, number="2.1")
    change(other, by=ANNA, words="x", remark="Andet")
    assert done.record is not None
    undo_import(record=done.record, by=ANNA)
    other.refresh_from_db()
    assert other.remark == "Andet"
    assert Activity.objects.get(project=project, number="1.1").title == "Mentorer"


def test_something_new_that_hangs_on_what_the_import_made_stops_it(project: Project) -> None:
    done = page_import(project, book({"Milepæle!A6": "1.1"} | NEW))
    milestone = Milestone.objects.get(activity__project=project, activity__number="1.1", number="3")
    period = ProjectPeriod.objects.filter(project=project).first()
    report = StatusReport(milestone=milestone, period=period, status="under_way", origin_kind="typed")
    create(report, by=ANNA, words="Status er skrevet.")
    assert [one.what for one in refused(done.record).changes] == [f"Status: {report}"]


def test_a_value_that_was_replaced_since_stops_it(project: Project) -> None:
    done = page_import(project, book({"Målinger!D2": 99}))
    now = measured(project, "99")
    now.superseded_at = now.origin_at
    now.save()
    assert [one.what for one in refused(done.record).changes] == [f"Måling: {now}"]


def test_a_number_taken_again_stops_it(project: Project) -> None:
    done = page_import(project, xlsx(without_row("Vurderinger", 5, without_row("Målinger", 8))), prune=True)
    gone = Measurement.objects.get(result__project=project, result__number="F3")
    create(
        Measurement(result=gone.result, series=gone.series, period=gone.period, answer="no"),
        by=ANNA,
        words="x",
    )
    assert "samme numre" in refused(done.record).reason


def test_nobody_confirms_what_they_have_not_seen(project: Project) -> None:
    content, file = book({"Målinger!D2": 99}), StoredFile.objects.latest("pk")
    seen = preview_import(content=content, by=ANNA, into=project, file=file)
    assert (seen.differences.added, seen.differences.changed, seen.differences.removed) == (0, 1, 0)
    page_import(project, book({"Målinger!D2": 98}))
    with pytest.raises(DifferencesMoved):
        page_import(project, content, expected=seen.fingerprint)
    again = preview_import(content=content, by=ANNA, into=project, file=file)
    assert page_import(project, content, expected=again.fingerprint).record is not None


def test_a_preview_writes_nothing_even_where_it_tries_a_period_out(project: Project) -> None:
    page_import(project, xlsx(changed(EDITS)))
    before, entries, file = everything(project), AuditEntry.objects.count(), StoredFile.objects.latest("pk")
    with pytest.raises(BookRefused, match="kan ikke fjernes"):
        preview_import(content=book(), by=ANNA, into=project, file=file, prune=True)
    seen = preview_import(content=xlsx(changed(EDITS)), by=ANNA, into=project, file=file, prune=True)
    assert not seen.differences
    assert everything(project) == before
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("name", DEMO)
def test_the_shipped_workbooks(take: Importer, name: str) -> None:
    content = files("virkning.demo").joinpath(name).read_bytes()
    made = take(content, name=name).project
    now = cells(export_project(made))["Projekt"]
    periods = ";".join(dict.fromkeys([*str(now[6][1]).split(";"), "2010", "2011", "2012", "2013"]))
    sheets = VALID | {"Projekt": [*now[:6], ["Perioder", periods], now[7]]}
    check_undo(made, xlsx(sheets), prune=True)


@given(first=projects(), second=projects())
@settings(max_examples=15)
def test_any_project_comes_back_whatever_was_imported_into_it(first: Sheets, second: Sheets) -> None:
    second["Projekt"] = [second["Projekt"][0], *first["Projekt"][1:4], *second["Projekt"][4:]]
    with system_scope("test"), transaction.atomic():
        made = import_project(content=xlsx(first), name="x.xlsx", by=COMMAND_LINE, may_create=True).project
        before, exported = everything(made), export_project(made)
        done = page_import(made, xlsx(second), prune=True)
        if done.record is not None:
            undo_import(record=done.record, by=ANNA)
        assert everything(made) == before
        assert export_project(Project.objects.get(pk=made.pk)) == exported
        transaction.set_rollback(True)


def test_a_result_may_be_moved_and_replaced_in_one_import(project: Project) -> None:
    sheets = changed({"Resultater!Q3": "F1"})
    rows = sheets["Resultater"]
    sheets["Resultater"] = [rows[0], rows[2], rows[1], *rows[3:]]
    check_undo(project, xlsx(sheets), prune=False)


def test_every_table_an_import_may_touch_is_looked_at() -> None:
    looked = {model for model in apps.get_models() if model._meta.app_label in TOUCHED}
    assert {Activity, Milestone, StatusReport, Measurement, Series, Result, ProjectPeriod} <= looked
    assert all(isinstance(model._meta.pk, models.BigAutoField) for model in looked)
