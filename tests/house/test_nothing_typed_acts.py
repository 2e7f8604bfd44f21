"""Every text field holds hostile texts, and every page, document, workbook and mail stays what it was.

A page with hostile texts must have exactly the elements and attributes it has with harmless ones: then nothing typed
has become markup, whatever it tried. Vectors stand in every text field at once, in rows enough for all of them.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import count
from typing import Any

import pytest
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from lxml import etree
from python_calamine import CalamineWorkbook

from house.ledger import LEDGER, Takes
from house.test_permission_matrix import PARAMETERS, ROUTES, address
from house.vectors import VECTORS, endless
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Activity, Milestone, StatusReport
from virkning.rooms.exchange.actions.export import export_project
from virkning.rooms.reports.status_note.files import NoteFormat, status_note_file
from world import World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

#: Three to a row, so that all of them are on a page of a size that people see.
TOGETHER = [" ".join(VECTORS[at : at + 3]) for at in range(0, len(VECTORS), 3)]

TEXTS = (models.CharField, models.TextField)
#: Texts that are no words of people's: codes, keys, addresses, times.
NOT_WORDS = {
    "email",
    "password",
    "code",
    "cvr",
    "fingerprint",
    "content_type",
    "key",
    "hash",
    "prefix",
    "token_hash",
    "municipality",  # a code, in runs and links; held by the database
}


def words_of(model: Any) -> list[Any]:
    """The fields of a model a person can write words in."""
    return [
        one
        for one in model._meta.concrete_fields
        if isinstance(one, TEXTS) and not one.choices and one.name not in NOT_WORDS and not one.primary_key
    ]


#: What a chart is drawn with; none of it acts.
_DRAWN = {"g", "text", "tspan", "path", "line", "rect", "circle", "defs", "clippath", "title", "desc"}


class Shape(HTMLParser):
    """The elements of a page with their attributes' names, in order: what texts must not change."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.drawing = False
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        if self.drawing and tag in _DRAWN and not any(name.startswith("on") for name in names):
            return  # a chart lays out its words by their length
        self.drawing = self.drawing or tag == "svg"
        self.elements.append(f"{tag}[{','.join(sorted(name for name, _value in attrs))}]")
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_endtag(self, tag: str) -> None:
        self.drawing = self.drawing and tag != "svg"

    def handle_comment(self, data: str) -> None:
        self.elements.append("comment")


def shape_of(html: str) -> Shape:
    shape = Shape()
    shape.feed(html)
    return shape


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """A world with room for every vector among its milestones, reported on, in five and twenty activities."""
    with django_db_blocker.unblock(), system_scope("test"), transaction.atomic():
        built = build_world()
        ours = built.ours
        assert ours is not None
        activities = Activity.objects.bulk_create(
            Activity(project=ours.project, area=ours.area, number=f"2.{n}", title="x") for n in range(25)
        )
        milestones = Milestone.objects.bulk_create(
            Milestone(activity=activities[n % 25], number=str(n), statement="x", kind="text")
            for n in range(len(TOGETHER))
        )
        StatusReport.objects.bulk_create(
            StatusReport(milestone=one, period=ours.periods["2013"], value_text="x", origin_kind="typed")
            for one in milestones
        )
        yield built
        transaction.set_rollback(True)


#: Loaded with the product: nobody types them.
REFERENCE = {"municipality", "nationalgoal", "nationalgroup"}


def fill(world: World, texts: Iterator[str]) -> None:
    """Put a text into every field people can write words in, of every row there is."""
    from django.apps import apps

    for model in apps.get_models():
        if not model.__module__.startswith("virkning.rooms.") or model._meta.model_name in REFERENCE:
            continue
        fields = words_of(model)
        rows = list(model._base_manager.order_by("pk"))
        for row in rows:
            for one in fields:
                # Numbers and names that must differ keep a beginning of their own.
                room = (one.max_length or 400) - 8
                setattr(row, one.attname, f"{next(texts)[:room]} {row.pk}".replace("\0", ""))
        if getattr(model, "never_changed", False):
            model._base_manager.all().delete()  # the database refuses to change one
            model._base_manager.bulk_create(rows)
        elif rows and fields:
            model._base_manager.bulk_update(rows, [one.name for one in fields], batch_size=200)


#: My day tells what is new since one was there, so its second view has fewer rows; the note breaks lines where a
#: text does.
FEWER = {"my_day", "note"}
#: Rows in the order of names, so other names make another order of the same rows.
REORDERED = {"project_people"}

#: Addresses of files: made once with what acts, to see that it can be; there is no page to compare.
FILES = (
    *("_picture", "_word", "_pdf", "_chart", "_numbers", "_sample", "project_workbook", "status_note"),
    *("theory_file", "method_file", "matrix_file", "tracks_file", "snapshot_file"),
)

#: Who opens each page: the one who may do the most of what it takes.
WHO = {
    Takes.ASSESS: "evaluator",
    Takes.SEE_PROGRAMME: "coordinator",
    Takes.EDIT_PROGRAMME: "funder administrator",
    Takes.MANAGE_ORGANISATION: "lead administrator",
    Takes.CREATE_PROJECT: "lead administrator",
}


def pages(world: World) -> Iterator[tuple[str, str, str]]:
    """Every page there is: its name, who opens it, its address."""
    for route in ROUTES:
        name = str(route.name)
        told = LEDGER.get(name)
        if told is None:
            continue  # the matrix says so
        known = all(one in PARAMETERS for one in route.pattern.converters)
        if told.takes is Takes.NOTHING or "GET" not in told.methods or not known:
            continue
        yield name, WHO.get(told.takes, "project manager"), address(route, world.ours, world)


def rendered(world: World, *, but: tuple[str, ...] = ()) -> dict[str, str]:
    """Every page's HTML; files and fragments of other kinds are left out. Names that end with `but` are not asked."""
    found, clients = {}, dict[str, Client]()
    for name, who, where in pages(world):
        if but and name.endswith(but):
            continue
        if who not in clients:
            clients[who] = Client()
            clients[who].force_login(world.people[who])
        answer = clients[who].get(where)
        assert answer.status_code < 500, name
        if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
            found[name] = answer.content.decode()
    return found


def test_no_page_is_another_page_because_of_what_was_typed(world: World) -> None:
    def harmless() -> Iterator[str]:
        """As different from each other as the vectors are: pages leave out what would be said twice."""
        for number in count():
            yield f"Almindelig tekst {number:06}"

    with system_scope("test"):
        fill(world, harmless())
    before = rendered(world, but=FILES)
    with system_scope("test"):
        fill(world, endless())
    after = rendered(world)
    assert len(before) > 20
    wrong = []
    assert after.keys() == before.keys()
    for name, html in after.items():
        plain, hostile = shape_of(before[name]), shape_of(html)
        if name in FEWER and set(hostile.elements) <= {*plain.elements, "br[]"}:
            continue
        if name in REORDERED and sorted(plain.elements) == sorted(hostile.elements):
            continue
        if plain.elements != hostile.elements:
            new = next(
                (pair for pair in zip(plain.elements, hostile.elements, strict=False) if pair[0] != pair[1]),
                (),
            )
            wrong.append(f"{name}: {len(plain.elements)} → {len(hostile.elements)} elements, first {new}")
        if any(re.match(r"\s*(javascript|data|vbscript):", one, re.IGNORECASE) for one in hostile.addresses):
            wrong.append(f"{name}: an address acts")
    assert wrong == []


def test_all_vectors_are_on_the_project_page_as_texts(world: World) -> None:
    with system_scope("test"):
        milestones = list(Milestone.objects.filter(activity__project=world.ours.project).order_by("pk"))  # type: ignore[union-attr]
        for milestone, vector in zip(milestones[1:], TOGETHER, strict=True):
            milestone.statement = vector
        Milestone.objects.bulk_update(milestones, ["statement"], batch_size=200)
    client = Client()
    client.force_login(world.people["project manager"])
    html = client.get(reverse("project", args=(world.ours.project.pk,))).content.decode()  # type: ignore[union-attr]
    assert html.count("<script") == html.count('<script src="/static/')
    assert not re.search(r"<[^>]+\son[a-z]+\s*=", html)


def test_documents_and_workbooks_hold_the_texts_as_texts(world: World) -> None:
    project = world.ours.project  # type: ignore[union-attr]
    period = world.ours.periods["2013"].period  # type: ignore[union-attr]
    with system_scope("test"):
        fill(world, endless())
        milestones = list(Milestone.objects.filter(activity__project=project).order_by("pk"))
        for milestone, vector in zip(milestones[1:], TOGETHER, strict=True):
            milestone.statement = vector
        Milestone.objects.bulk_update(milestones, ["statement"], batch_size=200)
        word = status_note_file(project, period, NoteFormat.WORD).content
        pdf = status_note_file(project, period, NoteFormat.PDF).content
        workbook = export_project(project)
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        names = parts.namelist()
        document = etree.fromstring(parts.read("word/document.xml"))
        relations = parts.read("word/_rels/document.xml.rels").decode()
    assert not [name for name in names if "vba" in name.lower() or "embed" in name.lower()]
    assert "x.test" not in relations
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    instructions = {"".join(one.itertext()).split()[0] for one in document.iter(f"{w}instrText")}
    assert instructions <= {"TOC", "PAGE", "NUMPAGES", "SEQ", "PAGEREF", "HYPERLINK", "STYLEREF"}
    assert "<script>" in "".join(document.itertext())  # there, as words
    assert b"/JavaScript" not in pdf
    assert b"/Launch" not in pdf
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        for name in sheets:
            assert b"<f>" not in parts.read(name), name  # no formula anywhere
            assert b"<hyperlink" not in parts.read(name), name
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_name("Milepæle").to_python()
    told = {str(cell) for row in rows for cell in row}
    for beginning in ("=1+1", "@SUM(1+1)", "=cmd|' /c calc'!A0"):
        assert any(one.startswith(beginning) for one in told), beginning
