"""A whole round of the Holstebro demo: handed in, approved, closed; what the frozen note of 2013 then holds."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from docx import Document

from virkning.cli.demo import demo
from virkning.cli.demostory import EVIDENCE, RECOMMENDATIONS
from virkning.figures.periods import Period
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.authors import DEMO
from virkning.rooms.files import storage
from virkning.rooms.organisations.models import Person
from virkning.rooms.programmes.models import Project
from virkning.rooms.statusrounds.actions.closing import close_round
from virkning.rooms.statusrounds.actions.freezing import freeze_round, render_round
from virkning.rooms.statusrounds.actions.rounds import open_round, plan_round
from virkning.rooms.statusrounds.actions.submissions import approve_many, submit
from virkning.rooms.statusrounds.models import Snapshot
from virkning.rooms.statusrounds.queries.asks import asks_of, unsettled

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def snapshot(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Snapshot]:
    """The round of 2013, closed."""
    kept = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(DEMO=True, FILES_ROOT=kept),
        system_scope("test"),
    ):
        demo.callback()
        yield closed_round()
        transaction.set_rollback(True)


def closed_round() -> Snapshot:
    project = Project.objects.get(name="Partnerskab om ungestrategier")
    manager = Person.objects.get(email="projektleder@demo.invalid").author
    chief = Person.objects.get(email="chef@demo.invalid").author
    asked = open_round(plan_round(owner=project, period=Period.parse("2013"), by=manager), by=manager)
    handed = [
        (activity, submit(status_round=asked, activity=activity, by=manager).version)
        for activity in Activity.objects.filter(project=project, closed_in=None).order_by("number")
    ]
    approve_many(status_round=asked, activities=handed, by=chief)
    assert unsettled(asks_of(asked)) == ()
    frozen = freeze_round(asked, begun=lambda _count: None, told=lambda _done: None)
    rendered = list(render_round(frozen, asked.period, told=lambda _done: None, alive=lambda: None))
    (made,) = close_round(asked, frozen=frozen, rendered=rendered, by=DEMO)
    return made


@pytest.fixture(scope="module")
def note(snapshot: Snapshot) -> Any:
    """The frozen Word file, opened."""
    return Document(io.BytesIO(storage.read(snapshot.word.fingerprint)))


def headings(note: Any) -> list[str]:
    return [one.text for one in note.paragraphs if one.style.name.startswith("Heading")]


def tables(note: Any, header: str) -> list[list[list[str]]]:
    """Every table whose first header begins so, as rows of cells."""
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in note.tables]
    return [one for one in found if one[0][0].startswith(header)]


def test_the_chapters_stand_in_order(note: Any) -> None:
    told = headings(note)
    wanted = [
        "2 Fagligt svage nydanske børn og unge",
        "2.1 Status for Kompetenceudvikling af lærere",
        "2.4 Status for Kurser for nydanske forældre (NB: Aktiviteten er lukket)",
        "3 Nydanske unge på kanten af job og uddannelse",
        "3.3 Status for Fritidsjobformidling",
        "Anbefalinger",
        "Bilag 1",
        "Bilag 2",
        "Kilder",
    ]
    places = [next(place for place, text in enumerate(told) if text.startswith(one)) for one in wanted]
    assert places == sorted(places)


def test_the_recommendations_of_the_year_before_tell_what_became_of_them(note: Any) -> None:
    (earlier,) = [one for one in tables(note, "Anbefaling") if one[0][2] == "Hvad der er sket"]
    assert [row[0].partition("\n")[0] for row in earlier[1:]] == [given for given, *_rest in RECOMMENDATIONS]
    for row, (_given, addressee, became) in zip(earlier[1:], RECOMMENDATIONS, strict=True):
        assert row[1] == addressee
        assert row[2].split("\n") == ["Fulgt", became]


def test_assessments_explanations_and_surprises_stand_where_they_belong(note: Any) -> None:
    text = "\n".join(one.text for one in note.paragraphs)
    for said in (
        "Hele skolen er løftet",
        "Lærernes netværk på tværs af skoler er fortsat af sig selv.",
        "Koordinatoren er fortsat ansat, og flere virksomheder ringer selv.",
    ):
        assert text.count(said) == 1, said


def test_the_annexes_hold_one_activity_in_depth_and_the_interviews_by_role(note: Any) -> None:
    told = headings(note)
    annex = next(one for one in told if one.startswith("Bilag 1"))
    assert "Fritidsjobformidling" in annex
    (interviews,) = tables(note, "Rolle")
    rows = [row for row in interviews[1:] if len(set(row)) > 1]  # the others head a group
    assert len(rows) == len(EVIDENCE)
    assert {row[0] for row in rows} == {role for _kind, role, *_rest in EVIDENCE}


def test_pdf_and_workbook_are_kept_with_it(snapshot: Snapshot) -> None:
    assert storage.read(snapshot.pdf.fingerprint).startswith(b"%PDF")
    assert storage.read(snapshot.workbook.fingerprint).startswith(b"PK")
