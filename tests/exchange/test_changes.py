"""What an import changes, what it leaves alone, and what it tells."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange.books import Sheets, book, cells, changed, without_column, without_row, xlsx
from exchange.conftest import Importer
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.activities.models import Activity, FocusArea, Milestone, MilestoneTarget, StatusReport
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.evaluations.models import Assessment
from virkning.rooms.exchange.actions import applying
from virkning.rooms.exchange.actions.export import export_project
from virkning.rooms.exchange.actions.imports import ImportOutcome, import_project
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.exchange.models import WorkbookImport
from virkning.rooms.files import storage
from virkning.rooms.files.models import OriginKind, StoredFile
from virkning.rooms.organisations.actions.organisations import create_organisation
from virkning.rooms.organisations.models import Organisation, OrganisationKind
from virkning.rooms.programmes.actions.programmes import create_programme
from virkning.rooms.programmes.models import Party, Programme, Project, ProjectPeriod
from virkning.rooms.results.models import Measurement, Result, Series, TargetVersion

pytestmark = pytest.mark.django_db()


def counts(outcome: ImportOutcome) -> dict[str, tuple[int, int, int]]:
    return {
        one.form.name: (len(one.added), len(one.changed), len(one.removed))
        for one in outcome.differences.sheets.values()
        if one
    }


def current(number: str, series: str, period: str) -> Measurement:
    rows = Measurement.objects.filter(
        result__number=number,
        result__removed_at__isnull=True,
        superseded_at__isnull=True,
        series__name=series,
    )
    return next(one for one in rows.select_related("period") if str(one.period) == period)


def test_everything_is_made_on_an_empty_database(take: Importer) -> None:
    outcome = take(book())
    project = Project.objects.get()
    assert outcome.created
    assert outcome.project == project
    assert (project.name, str(project.starts_on), str(project.ends_on)) == (
        "Vejen frem",
        "2010-01-01",
        "2013-12-31",
    )
    parties = [(one.organisation.name, one.role) for one in Party.objects.select_related("organisation")]
    assert parties == [("Holstebro Kommune", PartyRole.LEAD), ("Struer Kommune", PartyRole.PARTNER)]
    assert Programme.objects.get().name == "Unge i gang"
    assert Programme.objects.get().owner is None
    assert [(str(one), one.is_baseline) for one in ProjectPeriod.objects.all()] == [
        ("2010", True),
        ("2011", False),
        ("2012", False),
        ("2013", False),
    ]
    assert counts(outcome)["Målinger"] == (10, 0, 0)
    milestone = Milestone.objects.get(number="1", activity__number="1.1")
    first, later = MilestoneTarget.objects.filter(milestone=milestone)
    assert (first.amount, str(first.deadline), first.deadline_kind) == (Decimal(100), "2013-06-30", "")
    assert (later.amount, str(later.valid_from), later.reason) == (Decimal(120), "2012", "Flere pladser")
    in_words = Milestone.objects.get(number="2", activity__number="2.1")
    assert MilestoneTarget.objects.get(milestone=in_words).text == "Alle er glade"
    assert StatusReport.objects.get(milestone=in_words).value_text == "Godt"
    assert Milestone.objects.get(number="2", activity__number="1.1").targets.get().deadline_kind == "year"
    assert str(StatusReport.objects.get(comment__startswith="Linje 1").comment) == "Linje 1\nLinje 2"


def test_series_notes_and_targets(take: Importer) -> None:
    take(book())
    series = Series.objects.filter(result__number="F2")
    assert [(one.name, one.is_target, one.reference_rank) for one in series] == [
        ("Nydanske", True, None),
        ("Kommunen", False, 1),
        ("Landet", False, 2),
    ]
    note = Measurement.objects.get(series__isnull=True)
    assert (note.text, note.result.number) == ("Se bilag 3", "F1")
    assert current("F5", "", "2011").text == "Gode ord"
    assert str(current("F1", "", "2011").value) == "71.70"
    assert current("F2", "Landet", "2011").answer == "na"
    versions = TargetVersion.objects.filter(result__number="F1")
    assert [(str(one.valid_from), one.amount) for one in versions] == [
        ("None", Decimal(75)),
        ("2012", Decimal(80)),
    ]
    assert Result.objects.get(number="F5").replaced_by == Result.objects.get(number="F1")
    assert [one.number for one in Activity.objects.filter(results__number="F1")] == ["1.1", "2.1"]


def test_every_figure_knows_file_and_cell(take: Importer) -> None:
    take(book(), name="ark 1.xlsx")
    one = current("F1", "", "2010")
    assert (one.origin_kind, one.origin_by, one.origin_cell) == (
        OriginKind.FILE,
        "kommandolinjen",
        "Målinger!D2",
    )
    assert one.origin_file is not None
    assert one.origin_file.name == "ark 1.xlsx"
    assert current("F2", "Nydanske", "2011").origin_cell == "Målinger!E5"
    assert current("F5", "", "2011").origin_cell == "Målinger!G11"
    assert StatusReport.objects.get(value__isnull=True, status="yes").origin_cell == "Milepælsstatus!D4"


def test_one_audit_row_carries_the_differences_and_the_file_is_kept(take: Importer) -> None:
    content = book()
    take(content)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.author_name, entry.project_id) == (
        "import",
        "kommandolinjen",
        Project.objects.get().pk,
    )
    told = entry.changes["sheets"]["Målinger"]
    assert told["added"][0] == ["F1", "", "2010", "67.33", None, None, "", "", "Jobindsats"]
    assert told["added"][1][3] == "71.70"
    assert entry.changes["made"]["organisations"] == ["Holstebro Kommune", "Struer Kommune"]
    stored = StoredFile.objects.get()
    assert storage.read(stored.fingerprint) == content
    assert WorkbookImport.objects.get().file == stored
    take(book({"Målinger!D2": 68}))
    entry = AuditEntry.objects.order_by("-id")[0]
    assert entry.changes["sheets"] == {
        "Målinger": {
            "fields": list(told["fields"]),
            "changed": [{"row": ["F1", "", "2010"], "fields": {"value": ["67.33", "68"]}}],
        }
    }


def test_the_same_file_twice_changes_nothing(take: Importer) -> None:
    take(book())
    written = (AuditEntry.objects.count(), WorkbookImport.objects.count(), StoredFile.objects.count())
    outcome = take(book())
    assert not outcome.differences
    assert not outcome.created
    assert outcome.record is None
    assert (AuditEntry.objects.count(), WorkbookImport.objects.count(), StoredFile.objects.count()) == written


def test_an_exported_workbook_changes_nothing_even_with_prune(take: Importer) -> None:
    exported = export_project(take(book()).project)
    outcome = take(exported, prune=True)
    assert not outcome.differences
    assert cells(exported)["Målinger"][2][3] == "71,70"
    assert cells(exported)["Projekt"][2] == ["Kommune", "Holstebro;Struer"]


def test_a_changed_value_supersedes_and_leaves_the_others_with_their_origin(take: Importer) -> None:
    take(book(), name="første.xlsx")
    old = current("F1", "", "2010")
    outcome = take(book({"Målinger!D2": 68.1}), name="anden.xlsx")
    assert counts(outcome) == {"Målinger": (0, 1, 0)}
    old.refresh_from_db()
    new = current("F1", "", "2010")
    assert old.value == Decimal("67.33")
    assert old.superseded_at is not None
    assert old.superseded_by == "kommandolinjen"
    assert (new.value, new.origin_file.name, new.origin_cell) == (
        Decimal("68.1"),
        "anden.xlsx",
        "Målinger!D2",
    )  # type: ignore[union-attr]
    assert current("F1", "", "2011").origin_file.name == "første.xlsx"  # type: ignore[union-attr]


def test_an_excel_number_does_not_lose_the_decimals_that_were_written(take: Importer) -> None:
    take(book())
    assert not take(book({"Målinger!D3": 71.7})).differences
    assert counts(take(book({"Målinger!D3": "71,7"}))) == {"Målinger": (0, 1, 0)}
    assert str(current("F1", "", "2011").value) == "71.7"


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({"Projekt!B2": "VEJEN FREM"}, {"Projekt": (0, 1, 0)}),
        ({"Projekt!B3": "Holstebro"}, {"Projekt": (0, 1, 0)}),
        ({"Projekt!B3": "Holstebro;Lemvig;Struer"}, {"Projekt": (0, 1, 0)}),
        ({"Projekt!B4": "Et andet program"}, {"Projekt": (0, 1, 0)}),
        ({"Projekt!B4": ""}, {"Projekt": (0, 1, 0)}),
        ({"Projekt!B6": "2014-06-30"}, {"Projekt": (0, 1, 0)}),
        ({"Projekt!B7": "2010;2011;2012;2013;2014K1"}, {"Projekt": (0, 1, 0)}),
        ({"Projekt!B8": "2011"}, {"Projekt": (0, 1, 0)}),
        ({"Områder!B2": "Unge og børn"}, {"Områder": (0, 1, 0)}),
        ({"Områder!A4": "3", "Områder!B4": "Nyt"}, {"Områder": (1, 0, 0)}),
        ({"Aktiviteter!B2": "2", "Aktiviteter!E2": "2013"}, {"Aktiviteter": (0, 1, 0)}),
        ({"Milepæle!E2": 110}, {"Milepæle": (0, 1, 0)}),
        ({"Milepæle!F2": "2013K2"}, {"Milepæle": (0, 1, 0)}),
        ({"Milepæle!E3": 1}, {"Milepæle": (0, 1, 0)}),
        ({"Milepæle!E2": "", "Milepæle!F2": ""}, {"Milepæle": (0, 1, 0)}),
        ({"Milepæle!E5": "Alle er gladere"}, {"Milepæle": (0, 1, 0)}),
        ({"Milepælsstatus!E2": 25, "Milepælsstatus!H2": "rød"}, {"Milepælsstatus": (0, 1, 0)}),
        ({"Milepælsstatus!E6": "Bedre"}, {"Milepælsstatus": (0, 1, 0)}),
        ({"Resultater!B2": "2.1;1.1"}, {"Resultater": (0, 1, 0)}),
        ({"Resultater!B2": "1.1"}, {"Resultater": (0, 1, 0)}),
        ({"Resultater!B2": ""}, {"Resultater": (0, 1, 0)}),
        ({"Resultater!K3": "Landet;Kommunen"}, {"Resultater": (0, 1, 0)}),
        ({"Resultater!J3": ""}, {"Resultater": (0, 1, 0)}),
        ({"Resultater!H2": "", "Resultater!I2": ""}, {"Resultater": (0, 1, 0)}),
        ({"Resultater!H5": "mindst", "Resultater!I5": 10}, {"Resultater": (0, 1, 0)}),
        ({"Resultater!Q6": "F2"}, {"Resultater": (0, 1, 0)}),
        ({"Resultater!L2": "2011", "Resultater!P2": "Fordi"}, {"Resultater": (0, 1, 0)}),
        ({"Målinger!D8": "Nej"}, {"Målinger": (0, 1, 0)}),
        ({"Målinger!G4": "Se bilag 4"}, {"Målinger": (0, 1, 0)}),
        ({"Målversioner!F2": 85}, {"Målversioner": (0, 1, 0)}),
        ({"Målversioner!F3": 130, "Målversioner!G3": "2013"}, {"Målversioner": (0, 1, 0)}),
        ({"Målversioner!D3": "2013"}, {"Målversioner": (1, 0, 0)}),
        ({"Vurderinger!G5": "gul"}, {"Vurderinger": (0, 1, 0)}),
        ({"Vurderinger!F2": "Det går godt"}, {"Vurderinger": (0, 1, 0)}),
    ],
)
def test_each_field_can_be_changed_and_changed_back(
    take: Importer, edits: dict[str, Any], expected: dict[str, tuple[int, int, int]]
) -> None:
    take(book())
    before = export_project(Project.objects.get())
    assert counts(take(book(edits))) == expected
    assert not take(book(edits)).differences
    take(book(), prune=True)
    assert not take(book()).differences
    if "Resultater!K3" not in edits:
        assert cells(export_project(Project.objects.get())) == cells(before)


def test_a_row_the_file_lacks_is_left_alone_or_pruned(take: Importer) -> None:
    take(book())
    assert not take(xlsx(without_row("Målinger", 2))).differences
    outcome = take(xlsx(without_row("Målinger", 2)), prune=True)
    assert counts(outcome) == {"Målinger": (0, 0, 1)}
    withdrawn = Measurement.objects.get(value__isnull=False, superseded_at__isnull=False)
    assert withdrawn.superseded_by == "kommandolinjen"
    assert AuditEntry.objects.order_by("-id")[0].changes["sheets"]["Målinger"]["removed"] == [
        ["F1", "", "2010", "67.33", None, None, "", "", "Jobindsats"]
    ]


def little() -> Sheets:
    """The valid workbook without area 2 and all that hangs on it."""
    sheets = changed({"Resultater!B2": "1.1"})
    sheets["Områder"] = sheets["Områder"][:2]
    sheets["Aktiviteter"] = sheets["Aktiviteter"][:2]
    sheets["Milepæle"] = sheets["Milepæle"][:3]
    sheets["Milepælsstatus"] = sheets["Milepælsstatus"][:4]
    sheets["Resultater"] = [sheets["Resultater"][at] for at in (0, 1, 3, 4, 5)]
    sheets["Målinger"] = [row for row in sheets["Målinger"] if row[0] != "F2"]
    sheets["Vurderinger"] = [row for row in sheets["Vurderinger"] if row[1] != "2"]
    return sheets


def test_prune_removes_softly_and_an_absent_optional_sheet_changes_nothing(take: Importer) -> None:
    take(book())
    sheets = little()
    del sheets["Målversioner"]
    outcome = take(xlsx(sheets), prune=True)
    assert counts(outcome) == {
        "Områder": (0, 0, 1),
        "Aktiviteter": (0, 0, 1),
        "Milepæle": (0, 0, 2),
        "Milepælsstatus": (0, 0, 2),
        "Resultater": (0, 1, 1),
        "Målinger": (0, 0, 3),
        "Vurderinger": (0, 0, 1),
    }
    assert TargetVersion.objects.filter(valid_from__isnull=False).count() == 1
    gone = FocusArea._base_manager.get(number="2")
    assert (gone.removed_by, FocusArea.objects.filter(number="2").exists()) == ("kommandolinjen", False)
    assert not take(xlsx(sheets), prune=True).differences
    take(book())
    assert FocusArea._base_manager.filter(number="2").count() == 2
    assert not take(book()).differences


def test_an_absent_column_leaves_its_field_alone(take: Importer) -> None:
    take(book())
    assert not take(xlsx(without_column("Målinger", "Kilde")), prune=True).differences
    take(xlsx(changed({"Målinger!D2": 50}, without_column("Målinger", "Kilde"))))
    assert current("F1", "", "2010").source == "Jobindsats"


def test_an_absent_programme_leaves_it_alone(take: Importer) -> None:
    take(book())
    assert not take(xlsx(without_row("Projekt", 4)), prune=True).differences


def test_the_order_of_the_rows_is_kept(take: Importer) -> None:
    take(book())
    sheets = changed({})
    sheets["Områder"][1:] = [["2", "Skole"], ["0", "Ny"], ["1", "Unge"]]
    outcome = take(xlsx(sheets))
    assert counts(outcome) == {"Områder": (1, 0, 0)}
    assert [one.number for one in FocusArea.objects.all()] == ["2", "0", "1"]
    assert not take(xlsx(sheets)).differences
    sheets["Områder"][1:] = [["1", "Unge"], ["2", "Skole"]]
    assert outcome.differences.sheets["areas"].reordered
    take(xlsx(sheets))
    assert [one.number for one in FocusArea.objects.all()] == ["1", "2", "0"]


def test_a_period_that_is_used_cannot_be_taken_away(take: Importer) -> None:
    take(book({"Projekt!B7": "2010;2011;2012;2013;2014"}))
    take(book())
    assert "2014" not in {str(one) for one in ProjectPeriod.objects.all()}
    take(book({"Målinger!C2": "2013"}))
    sheets = changed({"Projekt!B7": "2010;2011;2012", "Milepæle!I3": ""}, without_row("Målinger", 2))
    with pytest.raises(BookRefused) as refused:
        take(xlsx(sheets), prune=True)
    assert str(refused.value).startswith('Projekt!B7: perioden "2013" kan ikke fjernes')
    assert str(refused.value).endswith("(Målinger)")
    assert "2013" in {str(one) for one in ProjectPeriod.objects.all()}


def test_the_project_is_known_by_name_and_lead(take: Importer) -> None:
    first = take(book()).project
    assert take(book({"Projekt!B3": "Struer;Holstebro"})).project != first
    assert take(book({"Projekt!B2": "Et andet"})).project != first
    assert take(book({"Projekt!B2": " vejen  FREM"})).project == first
    assert Organisation.objects.count() == 2


def test_the_programmes_owner_funds_the_project(take: Importer) -> None:
    agency = create_organisation(name="Styrelsen", kind=OrganisationKind.AGENCY, by=COMMAND_LINE)
    programme = create_programme(name="Unge i gang", owner=agency, by=COMMAND_LINE)
    project = take(book({"Projekt!B4": "unge i GANG"})).project
    assert project.programme == programme
    assert Party.objects.get(role=PartyRole.FUNDER).organisation == agency
    assert not take(book()).differences
    take(book({"Projekt!B4": "Et andet"}))
    assert not Party.objects.filter(role=PartyRole.FUNDER).exists()


def test_several_programmes_of_one_name_are_listed(take: Importer) -> None:
    for name in ("Styrelsen", "Ministeriet"):
        owner = create_organisation(name=name, kind=OrganisationKind.AGENCY, by=COMMAND_LINE)
        create_programme(name="Unge i gang", owner=owner, by=COMMAND_LINE)
    with pytest.raises(BookRefused, match=r"Projekt!B4: .*Styrelsen, Ministeriet"):
        take(book())


@pytest.mark.parametrize(
    ("edits", "dropped", "expected"),
    [
        ({"Resultater!F5": "ja/nej"}, ("Målinger", "F4"), "Resultater!F5: typen kan ikke ændres til ja/nej"),
        (
            {"Resultater!F4": "tal", "Resultater!H4": ""},
            ("Målinger", "F3"),
            "Resultater!F4: typen kan ikke ændres til tal",
        ),
        ({"Resultater!F6": "tal"}, ("Målinger", "F5"), "Resultater!F6: typen kan ikke ændres til tal"),
        (
            {"Milepæle!D4": "tekst"},
            ("Milepælsstatus", "2.1"),
            "Milepæle!D4: typen kan ikke ændres til tekst",
        ),
    ],
)
def test_a_type_cannot_change_under_rows_that_stay(
    take: Importer, edits: dict[str, Any], dropped: tuple[str, str], expected: str
) -> None:
    take(book())
    sheets = changed(edits)
    sheets[dropped[0]] = [row for row in sheets[dropped[0]] if row[0] != dropped[1]]
    with pytest.raises(BookRefused) as refused:
        take(xlsx(sheets))
    assert str(refused.value).startswith(expected)
    take(xlsx(sheets), prune=True)
    assert not take(export_project(Project.objects.get()), prune=True).differences


def test_texts_typed_on_a_page_with_more_spaces_than_a_cell_keeps(take: Importer) -> None:
    project = take(book()).project
    FocusArea.objects.filter(number="1").update(title=" Unge  ")
    Milestone.objects.filter(number="1").update(statement="Linje 1\r\nLinje 2\n")
    assert not take(export_project(project), prune=True).differences


# A page's import: into one project, nothing made, the programme left alone ------------------------------------------


def page_import(project: Project | None, edits: dict[str, Any]) -> ImportOutcome:
    return import_project(content=book(edits), name="x.xlsx", by=COMMAND_LINE, may_create=False, into=project)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({"Projekt!B2": "Et andet"}, "Projekt!B2: filen er om et andet projekt"),
        ({"Projekt!B3": "Holstebro;Lemvig"}, "Projekt!B3: Lemvig Kommune er ikke oprettet i Virkning"),
        ({"Projekt!B4": "Et andet"}, 'Projekt!B4: projektet er i programmet "Unge i gang"'),
        ({"Projekt!B4": ""}, 'Projekt!B4: projektet er i programmet "Unge i gang"'),
    ],
)
def test_a_page_makes_nothing_outside_its_project(
    take: Importer, edits: dict[str, Any], expected: str
) -> None:
    project = take(book()).project
    with pytest.raises(BookRefused) as refused:
        page_import(project, edits)
    assert str(refused.value).startswith(expected)
    assert page_import(project, {"Målinger!D2": 70}).differences


def test_a_page_makes_no_project(take: Importer) -> None:
    take(book({"Projekt!B2": "Et andet"}))
    with pytest.raises(BookRefused, match="Projekt!B2: der er ikke noget projekt"):
        page_import(None, {"Projekt!B4": ""})


# All or nothing -------------------------------------------------------------------------------------------------------


def test_an_import_that_dies_half_way_leaves_nothing(take: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(applying, "write_assessments", dies)
    with pytest.raises(KeyboardInterrupt):
        take(book())
    for model in (
        Project,
        Organisation,
        Programme,
        Measurement,
        StatusReport,
        AuditEntry,
        WorkbookImport,
        Assessment,
    ):
        assert not model._base_manager.exists(), model


def test_a_record_changed_by_another_meanwhile_is_read_again(
    take: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(book())
    original, calls = applying.write_areas, []

    def somebody_was_faster(work: Any) -> None:
        if not calls:
            calls.append(1)
            FocusArea.objects.filter(number="1").update(version=7)
        original(work)

    monkeypatch.setattr(applying, "write_areas", somebody_was_faster)
    assert counts(take(book({"Områder!B2": "Nyt navn"}))) == {"Områder": (0, 1, 0)}
    assert len(calls) == 1


def test_the_number_of_queries_does_not_grow_with_the_rows(take: Importer) -> None:
    def queries(rows: int) -> int:
        sheets = changed({"Projekt!B2": f"Projekt {rows}"})
        sheets["Målinger"] += [["F2", f"S{at}", "2012", at, "", "", "", "", ""] for at in range(rows)]
        with CaptureQueriesContext(connection) as counted:
            take(xlsx(sheets))
            export_project(Project.objects.get(name=f"Projekt {rows}"))
        return len(counted)

    take(book())
    assert queries(150) == queries(600)
