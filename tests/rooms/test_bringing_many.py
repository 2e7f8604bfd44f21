"""Many files at once, and files with CPR numbers in them: whole or not at all, and no number kept anywhere."""

import io
import json
from typing import Any

import docx
import pytest

from description_files import description_file
from rooms.hostile_papers import with_body
from virkning.documents.word_reading import Line, Paper, Piece
from virkning.figures.cpr import BLACK
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.files import storage
from virkning.rooms.files.actions.jobs import retry_job
from virkning.rooms.files.checking import HoldsCpr
from virkning.rooms.files.models import Job, JobState, StoredFile
from virkning.rooms.interventions import jobs
from virkning.rooms.interventions.actions import many
from virkning.rooms.interventions.actions.bringing import agree_to_black_out, confirm_file, read_file
from virkning.rooms.interventions.models import DescriptionFile
from virkning.rooms.interventions.reading.blackedout import _black, read_blacked_out
from virkning.rooms.interventions.reading.proposed import kept_proposal, proposal_again
from virkning.rooms.programmes.models import Project
from world import World

pytestmark = pytest.mark.django_db

NUMBER = "710190-1234"


@pytest.fixture
def project(world: World, everything: Scope) -> Project:
    assert world.ours is not None
    return world.ours.project


def files() -> Any:
    return DescriptionFile.objects.exclude(brought_by="Prøve").order_by("pk")


def test_work_that_is_stopped_goes_on_where_it_was(
    project: Project, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = StoredFile._base_manager.count()
    contents = [(f"{n}.docx", description_file(name=f"Indsats {n}")) for n in range(4)]
    contents[1] = ("1.docx", b"intet")
    by = world.people["project manager"].author
    whole = many._outcome
    calls: list[str] = []

    def stopped(*given: Any) -> many.Outcome:
        calls.append(given[1])
        kept = whole(*given)
        if len(calls) == 3:
            raise SystemError("killed")  # after the file is written, before anybody is told
        return kept

    monkeypatch.setattr(many, "_outcome", stopped)
    job = jobs.start_reading(project, contents, by=by)
    assert (job.state, files().count()) == (JobState.FAILED, 1)
    assert StoredFile._base_manager.count() == before + 1 + 2  # the kept one, and two that still are held
    job = retry_job(job=job, by=by, start=jobs.start_reading_job)
    assert (job.state, files().count(), calls) == (
        JobState.DONE,
        3,
        ["0.docx", "1.docx", "2.docx", "2.docx", "3.docx"],
    )
    assert [one["came"] for one in job.outcome["files"]] == ["read", "refused", "read", "read"]
    assert StoredFile._base_manager.count() == before + 3


def test_what_no_worker_came_to_is_deleted(
    project: Project, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "start_reading_job", lambda _key: None)
    by = world.people["project manager"].author
    job = jobs.start_reading(project, [("a.docx", description_file(name="Ny"))], by=by)
    [key] = job.wish["files"]
    assert many.clear_held_files(by=COMMAND_LINE) == 0
    Job.objects.filter(pk=job.pk).update(asked_at=job.asked_at - many.HELD * 2)
    assert many.clear_held_files(by=COMMAND_LINE) == 1
    assert not StoredFile._base_manager.filter(pk=key).exists()


def broken_up() -> bytes:
    """A number in a comment's place (the page's head), one over three runs, and one half struck out."""
    document = docx.Document(io.BytesIO(description_file(method="SKIFT", successor="STREG")))
    document.sections[0].header.paragraphs[0].text = f"Sag {NUMBER}"
    for paragraph in document.paragraphs:
        if paragraph.text.endswith("SKIFT"):
            paragraph.text = paragraph.text.replace("SKIFT", "Spørg 7101")
            paragraph.add_run("90-12").bold = True
            paragraph.add_run("34 om det.")
        if paragraph.text.endswith("STREG"):
            paragraph.text = paragraph.text.replace("STREG", "Se 710190-")
            paragraph.add_run("99").font.strike = True
            paragraph.add_run("1234")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_every_number_is_blacked_out_wherever_it_stands(project: Project) -> None:
    content = broken_up()
    found = read_blacked_out(content)
    assert [(one.field.value if one.field else None, one.text) for one in found.places] == [
        ("successor", "Se ██████-████"),
        ("method", "Spørg ██████-████ om det."),
        (None, ""),
    ]
    file = many.bring_one(project=project, name="a.docx", content=content, by=COMMAND_LINE).file
    again = many.bring_one(project=project, name="a.docx", content=content, by=COMMAND_LINE)
    assert (file.waits_for_numbers, again.again, again.file.pk) == (True, True, file.pk)
    kept = json.dumps([file.proposal, file.numbers]) + storage.read(file.file.fingerprint).decode()
    kept += json.dumps(list(AuditEntry.objects.values_list("changes", flat=True)))
    assert not [one for one in ("710190", "7101", NUMBER) if one in kept]


#: How else a number can stand in a file: each a paragraph's inside.
HIDDEN = {
    "unmasked": "<w:r><w:t><![CDATA[Spørg 710190-1234]]></w:t></w:r>",
    "around a remark": "<w:r><w:t>Spørg 7101<!-- > -->90-1234</w:t></w:r>",
    "around an instruction": "<w:r><w:t>Spørg 7101<?x y?>90-1234</w:t></w:r>",
    "over a line break": "<w:r><w:t>Spørg 710190</w:t><w:br/><w:t>1234</w:t></w:r>",
    "around a tab": "<w:r><w:t>Spørg 710190</w:t><w:tab/><w:t>1234</w:t></w:r>",
    "around much room": '<w:r><w:t xml:space="preserve">Spørg 710190     1234</w:t></w:r>',
    "around what nobody sees": "<w:r><w:t>Spørg 710190\u202a1234</w:t></w:r>",
    "in a choice": '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="710190-1234"/>'
    '</w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
}


@pytest.mark.parametrize("inside", HIDDEN.values(), ids=HIDDEN)
def test_a_number_is_found_however_it_is_written(inside: str) -> None:
    told = "Kommune: Holstebro", "Navn på indsatsen: Job først", "Hvilke metoder bygger indsatsen på?"
    before = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in told)
    content = with_body(f"{before}<w:p>{inside}</w:p>")
    with pytest.raises(HoldsCpr):
        read_file(content)
    found = read_blacked_out(content)
    kept = json.dumps([found.text, kept_proposal(found.proposal), str(found.places)])
    assert not [one for one in ("710190", "7101", "90-1234", "1234") if one in kept]
    assert found.places[0].text.count(BLACK) == 10


def test_words_of_a_picture_and_of_the_page_s_head_are_looked_at() -> None:
    picture = '<w:p><w:r><w:drawing><wp:docPr xmlns:wp="x" id="7" descr="Anna, 710190-1234"/></w:drawing></w:r></w:p>'
    with pytest.raises(HoldsCpr):
        read_file(with_body(f"<w:p><w:r><w:t>Kommune: Holstebro</w:t></w:r></w:p>{picture}"))
    line = Line((Piece("Sag 710190-1234"),), stressed="710190-1234")
    [black] = _black(Paper((), margins=(line,))).margins
    assert (black.text, black.stressed) == ("Sag ██████-████", "██████-████")


def test_nothing_is_written_before_somebody_has_decided(project: Project, world: World) -> None:
    content = description_file(method=f"Spørg {NUMBER}.")
    file = many.bring_one(project=project, name="a.docx", content=content, by=COMMAND_LINE).file
    given: dict[str, Any] = {
        "municipality": world.organisations["lead"],
        "answers": proposal_again(file.proposal).answers,
        "by": COMMAND_LINE,
    }
    with pytest.raises(Refused, match="CPR-numre"):
        confirm_file(file, **given)
    agree_to_black_out(file, by=COMMAND_LINE)
    assert confirm_file(file, **given).method == "Spørg ██████-████."
