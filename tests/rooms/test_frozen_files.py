"""A closed round's files are the same bytes from every door, whatever is changed afterwards; and whole or not there."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from virkning.cli.notes import status_note_command
from virkning.figures.periods import Period
from virkning.figures.rounds import RoundStage
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.access.scope import Scope, system_scope, use_scope
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.files import storage
from virkning.rooms.files.actions.bases import remove_base, set_base
from virkning.rooms.files.actions.stored import forget_files
from virkning.rooms.files.models import DocumentBase, Job, JobKind
from virkning.rooms.programmes.models import Party, Programme, Project
from virkning.rooms.reports.queries import remembered
from virkning.rooms.reports.status_note.files import NoteFormat, status_note_file
from virkning.rooms.results.actions.measurements import measure
from virkning.rooms.statusrounds import notejobs
from virkning.rooms.statusrounds.actions import submissions
from virkning.rooms.statusrounds.actions.rounds import reopen_round
from virkning.rooms.statusrounds.jobs import ask_for_closing
from virkning.rooms.statusrounds.models import Snapshot, StatusRound, Submission
from virkning.rooms.statusrounds.queries.snapshots import frozen_note
from world import ProjectRows, World

pytestmark = pytest.mark.django_db

YEAR = Period.parse("2013")
TESTS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Closed:
    """A closed round of the world's project."""

    world: World
    rows: ProjectRows
    snapshot: Snapshot
    folder: Path

    def doors(self) -> dict[str, bytes]:
        """What everybody gets, from every door there is."""
        project, client = self.rows.project, Client()
        client.force_login(self.world.people["funder administrator"])
        got = {}
        for kind in ("docx", "pdf"):
            got[f"page {kind}"] = fetched(client, reverse("status_note", args=(project.pk, "2013", kind)))
            got[f"command {kind}"] = self.by_command(kind)
            got[f"order {kind}"] = ordered(client, project.pk, kind)
            got[f"worker {kind}"] = self.by_worker(kind)
        for kind in ("docx", "pdf", "xlsx"):
            got[f"file {kind}"] = fetched(client, reverse("snapshot_file", args=(self.snapshot.pk, kind)))
        html = client.get(reverse("note", args=(project.pk,)), {"periode": "2013"}).content.decode()
        got["screen"] = html[html.index("<article") : html.index("</article>")].encode()
        return got

    def files(self) -> dict[str, bytes]:
        """The same of the two doors that are quickly opened."""
        client = Client()
        client.force_login(self.world.people["funder administrator"])
        return {
            kind: fetched(client, reverse("status_note", args=(self.rows.project.pk, "2013", kind)))
            for kind in ("docx", "pdf")
        }

    def by_command(self, kind: str, *more: str) -> bytes:
        with system_scope("test"):
            named = f"{Project.objects.get(pk=self.rows.project.pk).name}, {self.lead()}"
        output = self.folder / f"note.{kind}"
        output.unlink(missing_ok=True)
        arguments = [named, "--period", "2013", "--output", str(output), *more]
        ended = CliRunner().invoke(status_note_command, arguments)
        assert ended.exit_code == 0, ended.output
        return output.read_bytes()

    def lead(self) -> str:
        with system_scope("test"):
            party = Party.objects.select_related("organisation__municipality")
            code: str = party.get(project=self.rows.project, role="lead").organisation.municipality_id or ""
            return code

    def by_worker(self, kind: str) -> bytes:
        """A long note that was asked for before the round was closed, and is made now."""
        wish = {"project": self.rows.project.pk, "period": "2013", "format": kind}
        person = self.world.people["funder administrator"]
        with system_scope("test"):
            job = Job.objects.create(kind=JobKind.NOTE, person=person, words="Notat", wish=wish)
            notejobs.make_note.func(job_id=job.pk)
            job.refresh_from_db()
        assert job.state == "done", job.error
        assert job.result is not None
        return storage.read(job.result.fingerprint)

    def live(self) -> str:
        """What the note would say now."""
        with system_scope("test"):
            project = Project.objects.get(pk=self.rows.project.pk)
            content = status_note_file(project, YEAR, NoteFormat.WORD).content
        return words(content)


def words(content: bytes) -> str:
    """What stands in a Word document."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(
        [*(one.text for one in document.paragraphs), *cells, document.sections[0].header.paragraphs[0].text]
    )


def fetched(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    content: bytes = answer.content
    return content


def ordered(client: Client, project: int, kind: str) -> bytes:
    answer = client.post(reverse("note_order", args=(project,)), {"periode": "2013", "format": kind})
    return fetched(client, answer["Location"])


@pytest.fixture
def closed(world: World, tmp_path: Path) -> Closed:
    assert world.ours is not None
    remembered.forget()
    rows = world.ours
    with system_scope("test"):
        mine = StatusRound.objects.get(project=rows.project)
        Snapshot.objects.filter(round=mine).delete()
        Submission.objects.filter(round=mine).delete()
        set_base(
            organisation=world.organisations["lead"], name="b.docx", content=base("Vores"), by=COMMAND_LINE
        )
        lead, manager = world.people["activity lead"], world.people["project manager"]
        submissions.submit(status_round=mine, activity=rows.activity, by=lead.author)
        submissions.approve(status_round=mine, activity=rows.activity, by=manager.author)
        with use_scope(Scope(person_id=manager.pk)):
            job = ask_for_closing(status_round=mine, by=manager.author)
        assert job.state == "done", job.error
        snapshot = frozen_note(rows.project, YEAR)
    assert snapshot is not None
    return Closed(world, rows, snapshot, tmp_path)


def base(header: str) -> bytes:
    given = docx.Document()
    given.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    given.save(out)
    return out.getvalue()


# Every later change ---------------------------------------------------------------------------------------------------


def change(row: Any, **values: Any) -> None:
    """Through the write helper, as every change in the product."""
    now = type(row)._base_manager.get(pk=row.pk)
    writes.change(now, by=COMMAND_LINE, words="Rettet.", **values)


def remove(row: Any) -> None:
    now = type(row)._base_manager.get(pk=row.pk)
    writes.remove(now, by=COMMAND_LINE, words="Fjernet.", reason="Prøve")


def base_replaced(closed: Closed) -> None:
    set_base(
        organisation=closed.world.organisations["lead"],
        name="ny.docx",
        content=base("Et nyt"),
        by=COMMAND_LINE,
    )


def base_removed(closed: Closed) -> None:
    remove_base(
        base=DocumentBase.objects.get(organisation=closed.world.organisations["lead"]), by=COMMAND_LINE
    )


def superseded(closed: Closed) -> None:
    measure(
        result=closed.rows.result,
        series="",
        period=closed.rows.periods["2013"],
        by=COMMAND_LINE,
        value=Decimal("99.9"),
        supersedes=closed.rows.measurement.pk,
    )


def baseline_moved(closed: Closed) -> None:
    change(closed.rows.periods["2010"], is_baseline=False)
    change(closed.rows.periods["2011"], is_baseline=True)


def period_gone(closed: Closed) -> None:
    """The project is no longer followed in the round's period."""
    change(closed.rows.periods["2013"], start=date(2014, 1, 1))


def lead_changed(closed: Closed) -> None:
    lead = Party.objects.get(project=closed.rows.project, role=PartyRole.LEAD)
    partner = Party.objects.get(project=closed.rows.project, role=PartyRole.PARTNER)
    change(lead, organisation=closed.world.organisations["partner"], position=9)
    change(partner, organisation=closed.world.organisations["lead"])


def other_programme(closed: Closed) -> None:
    change(closed.rows.project, programme=Programme.objects.create(name="Et andet program"))


def people_gone(closed: Closed) -> None:
    """Whoever closed, handed in and approved has got another role, another name, or none."""
    for name in ("project manager", "activity lead"):
        person = closed.world.people[name]
        person.memberships.update(ended_at=timezone.now())
        person.assignments.update(ended_at=timezone.now())
        change(person, name="En anden")


def read_in_again(closed: Closed) -> None:
    """An older workbook of the project is read in, and what is not in it is removed."""
    book = storage.read(closed.snapshot.workbook.fingerprint)
    change(closed.rows.milestone, statement="En helt anden milepæl")
    import_project(content=book, name="ark.xlsx", by=COMMAND_LINE, prune=True, may_create=True)
    change(closed.rows.activity, title="Omdøbt efter indlæsning")


def row(name: str, /, **values: Any) -> Callable[[Closed], None]:
    return lambda closed: change(closed.rows.rows[name], **values)


def gone(name: str) -> Callable[[Closed], None]:
    return lambda closed: remove(closed.rows.rows[name])


#: What is done → whether a note made now would say something else.
LATER: dict[str, tuple[Callable[[Closed], None], bool]] = {
    "a milestone is retired": (
        lambda closed: change(closed.rows.milestone, retired_in=closed.rows.periods["2013"], reason="Udgår"),
        True,
    ),
    "a result is retired": (
        lambda closed: change(closed.rows.result, retired_in=closed.rows.periods["2013"], reason="Udgår"),
        True,
    ),
    "the project is renamed": (row("Project", name="Et helt nyt navn"), True),
    "an area is renamed": (row("FocusArea", title="Nyt område"), True),
    "an activity is renamed": (row("Activity", title="Ny aktivitet"), True),
    "a milestone is worded anew": (row("Milestone", statement="Noget andet"), True),
    "a result is worded anew": (row("Result", statement="Noget andet"), True),
    "an organisation is renamed": (
        lambda closed: change(closed.world.organisations["lead"], name="Storkommunen"),
        True,
    ),
    "the programme is renamed": (lambda closed: change(closed.world.programme, name="Nyt program"), True),
    "the project is in another programme": (other_programme, True),
    "the project ends later": (row("Project", ends_on=date(2016, 12, 31)), False),
    "an activity is removed": (gone("Activity"), True),
    "a milestone is removed": (gone("Milestone"), True),
    "a result is removed": (gone("Result"), True),
    "a measurement is superseded": (superseded, True),
    "a value is corrected": (row("StatusReport", value=Decimal(77), comment="Rettet"), True),
    "a target is revised": (row("TargetVersion", amount=Decimal(90)), True),
    "a milestone's target is revised": (row("MilestoneTarget", amount=Decimal(90)), True),
    "an activity is closed": (
        lambda closed: change(
            closed.rows.activity, closed_in=closed.rows.periods["2012"], closed_reason="Færdig"
        ),
        True,
    ),
    "the baseline is another": (baseline_moved, True),
    "the period is no longer followed": (period_gone, True),
    "an assessment is corrected": (row("Assessment", text="Vurderet igen"), True),
    "a recommendation is removed": (gone("Recommendation"), True),
    "a follow-up is corrected": (row("FollowUp", comment="Rettet", state="done"), True),
    "the series is redefined": (row("Redefinition", after="Noget andet", reason="Ny måde"), False),
    "the lead is another": (lead_changed, True),
    "there is a new base document": (base_replaced, True),
    "the base document is taken away": (base_removed, True),
    "people have other roles": (people_gone, False),
    "an older workbook is read in": (read_in_again, True),
}


@pytest.mark.parametrize("later", LATER)
def test_no_later_change_changes_a_byte(closed: Closed, later: str) -> None:
    act, shows = LATER[later]
    kept, before = closed.doors(), closed.live()
    assert len({kept[name] for name in kept if name.endswith("docx")}) == 1
    assert len({kept[name] for name in kept if name.endswith("pdf")}) == 1
    with system_scope("test"):
        act(closed)
    assert closed.doors() == kept
    now = closed.live()
    if shows:  # else the test would hold however the files were served
        assert now != before
    if later != "the period is no longer followed":
        assert words(closed.by_command("docx", "--current")) == now


@pytest.mark.thorough
@pytest.mark.once
def test_no_column_of_any_row_changes_a_byte(closed: Closed) -> None:
    """Every row of the project, every column of it, and then its removal: also what nobody thought of."""
    kept = closed.files()
    for name, one in closed.rows.rows.items():
        if name in ("Snapshot", "StatusRound", "Submission"):  # those of the closing itself
            continue
        with system_scope("test"), transaction.atomic():
            assert bool(change_everything(one)) is (name not in UNTOUCHABLE), name
            assert closed.files() == kept, name
            transaction.set_rollback(True)


#: Rows without a column of their own that can be another; what becomes of a period is done by name above.
UNTOUCHABLE = {"ProjectPeriod"}


def change_everything(row: Any) -> int:
    """Each of the row's plain columns, where its constraints allow, and then its removal; how many it was."""
    done = 0
    for one in type(row)._meta.concrete_fields:
        value = other(one, getattr(row, one.attname))
        if value is None:
            continue
        try:
            with transaction.atomic():
                change(row, **{one.name: value})
        except IntegrityError:
            continue
        done += 1
    if hasattr(row, "removed_at") and not isinstance(row, Project):  # a removed project is not found
        remove(row)
        done += 1
    return done


def other(field: Any, value: Any) -> Any:
    """Another value for the column; None where it has none of its own."""
    if (
        field.primary_key
        or field.is_relation
        or field.choices
        or field.name in ("version", "removed_at", "fingerprint")
    ):
        return None
    match field:
        case models.BooleanField():
            return None  # one baseline a project: changed by name above
        case models.CharField() | models.TextField():
            return f"{value} rettet"[: field.max_length or 10_000]
        case models.DecimalField():
            return (value or 0) + 1
        case models.IntegerField():
            return (value or 0) + 1
        case models.DateTimeField():
            return (value or timezone.now()) + timedelta(days=1)
        case models.DateField():
            return value + timedelta(days=1) if value and field.name != "start" else None
    return None


def test_a_reopened_round_tells_what_is_true_now_and_says_so(closed: Closed) -> None:
    client = Client()
    client.force_login(closed.world.people["funder administrator"])
    kept = closed.doors()
    page = client.get(reverse("note", args=(closed.rows.project.pk,)), {"periode": "2013"}).content.decode()
    assert "Det er notatet, som det var." in page
    with system_scope("test"):
        mine = StatusRound.objects.get(pk=closed.snapshot.round_id)
        reopen_round(mine, reason="Et tal var forkert", by=COMMAND_LINE)
        change(closed.rows.activity, title="Omdøbt imens")
    page = client.get(reverse("note", args=(closed.rows.project.pk,)), {"periode": "2013"}).content.decode()
    assert "Runden er genåbnet" in page
    assert "Omdøbt imens" in page
    now = fetched(client, reverse("status_note", args=(closed.rows.project.pk, "2013", "docx")))
    assert "Omdøbt imens" in words(now)
    # The files of the first closing are where they were.
    again = fetched(client, reverse("snapshot_file", args=(closed.snapshot.pk, "docx")))
    assert again == kept["file docx"]


def test_a_chart_is_the_one_that_was_also_where_its_result_is_gone(closed: Closed) -> None:
    client = Client()
    client.force_login(closed.world.people["funder administrator"])
    address = reverse("snapshot_chart", args=(closed.snapshot.pk, closed.rows.result.pk))
    html = client.get(reverse("note", args=(closed.rows.project.pk,)), {"periode": "2013"}).content.decode()
    assert f'src="{address}?figur=1"' in html
    before = fetched(client, address)
    assert before.startswith(b"<svg")
    with system_scope("test"):
        superseded(closed)
        remove(closed.rows.result)
    assert fetched(client, address) == before
    for wrong in (f"{address}?figur=9", address.replace(f"/{closed.rows.result.pk}.svg", "/0.svg")):
        assert client.get(wrong).status_code == 404


def test_files_are_for_those_who_may_take_them_home(closed: Closed) -> None:
    for kind, who, status in (
        ("docx", "stranger administrator", 404),
        ("docx", "lead colleague", 404),
        ("facts", "project manager", 404),
        ("docx", "project manager", 200),
    ):
        client = Client()
        client.force_login(closed.world.people[who])
        address = reverse("snapshot_file", args=(closed.snapshot.pk, kind))
        assert client.get(address).status_code == status, (kind, who)


def test_a_file_that_is_lost_is_not_found_and_the_page_says_so(closed: Closed) -> None:
    client = Client()
    client.force_login(closed.world.people["funder administrator"])
    for one in (closed.snapshot.word, closed.snapshot.facts):
        storage.forget(one.fingerprint)
    assert client.get(reverse("snapshot_file", args=(closed.snapshot.pk, "docx"))).status_code == 404
    from virkning.rooms.statusrounds.queries import snapshots

    snapshots._thawed.cache_clear()
    page = client.get(reverse("note", args=(closed.rows.project.pk,)), {"periode": "2013"})
    assert page.status_code == 200
    assert "Notatet kan ikke vises her" in page.content.decode()


def test_nothing_deletes_what_a_snapshot_holds(closed: Closed) -> None:
    with system_scope("test"):
        with pytest.raises(models.ProtectedError), writes.batch(by=COMMAND_LINE, action="x") as act:
            forget_files(keys=[closed.snapshot.word_id], act=act)
        # The same content stored by somebody else, and forgotten by them: the snapshot's is still there.
        content = storage.read(closed.snapshot.workbook.fingerprint)
        from virkning.rooms.files.actions.stored import store_file

        with writes.batch(by=COMMAND_LINE, action="x") as act:
            same = store_file(name="a.xlsx", content=content, content_type="x", act=act)
        with writes.batch(by=COMMAND_LINE, action="x") as act:
            forget_files(keys=[same.pk], act=act)
    assert storage.read(closed.snapshot.workbook.fingerprint) == content


def test_only_one_place_deletes_bytes() -> None:
    """`storage.forget` looks at nothing: only `stored` may call it, after it has looked who else needs the bytes."""
    import virkning

    calls = [
        path.relative_to(Path(virkning.__file__).parent).as_posix()
        for path in Path(virkning.__file__).parent.rglob("*.py")
        if "storage.forget(" in path.read_text()
    ]
    assert calls == ["rooms/files/actions/stored.py"]


# Killed at any point --------------------------------------------------------------------------------------------------

PLACES = [
    *("kept:1", "kept:3", "half a file:4"),
    *("rows", "snapshots", "told", "closed"),
]


@pytest.mark.thorough
@pytest.mark.once
def test_a_killed_closing_is_complete_or_not_at_all(tmp_path: Path) -> None:
    """`closing_killed` kills the work at each place with `kill -9`, looks, and tries it again."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("VIRKNING", "DATABASE"))
    }
    environment = kept | {
        "VIRKNING_MODE": "test",
        "VIRKNING_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'virkning.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "virkning.config.settings",
        "PYTHONPATH": str(TESTS),
    }
    command = [sys.executable, str(TESTS / "rooms" / "closing_killed.py"), *PLACES]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, ended.stderr
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [one["place"] for one in told] == PLACES
    complete = {
        "round": [RoundStage.CLOSED, 2, "Project manager"],
        "snapshots": 1,
        "files": 4,
        "entries": 1,
        "whole": 4,
    }
    nothing = {"round": [RoundStage.OPEN, 1, ""], "snapshots": 0, "files": 0, "entries": 0, "whole": 0}
    for one in told:
        killed, again = one["killed"], one["again"]
        assert killed.pop("job") == ["running", ""], one["place"]
        assert killed == (complete if one["place"] == "closed" else nothing), one["place"]
        assert again.pop("job") == ["done", ""], one["place"]
        assert again == complete, one["place"]
