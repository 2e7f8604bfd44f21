"""A Word file brought in: kept until somebody says yes or no, told when it is the same, written whole or not at all."""

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from django.utils import timezone

from description_files import description_file
from virkning.figures.interventions import InterventionStage
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.files import storage
from virkning.rooms.files.models import StoredFile
from virkning.rooms.interventions.actions.bringing import (
    KEPT,
    bring_file,
    clear_old_files,
    confirm_file,
    dismiss_file,
    read_file,
)
from virkning.rooms.interventions.actions.interventions import decide_intervention
from virkning.rooms.interventions.actions.undo import take_back_description
from virkning.rooms.interventions.models import DescriptionFile, Intervention
from virkning.rooms.interventions.queries.answers import load_answers
from virkning.rooms.interventions.queries.brought import (
    became_of,
    candidates,
    meant,
    municipalities_in,
    municipality_meant,
    same_file,
    waiting_files,
)
from virkning.rooms.interventions.reading.proposed import kept_proposal, proposal_again, proposed, texts_of
from virkning.rooms.programmes.models import Project
from world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(world: World, everything: Scope) -> Project:
    assert world.ours is not None
    return world.ours.project


def files() -> Any:
    """The files that are not the world's own."""
    return DescriptionFile.objects.exclude(brought_by="Prøve").order_by("pk")


def brought(project: Project, content: bytes | None = None, name: str = "indsats.docx") -> DescriptionFile:
    return bring_file(project=project, name=name, content=content or description_file(), by=COMMAND_LINE).file


def test_what_a_file_proposes_is_kept_as_plain_values() -> None:
    found = proposed(read_file(description_file()))
    assert proposal_again(kept_proposal(found)) == found
    assert (found.answers.name, found.answers.start_date) == ("Kvinder i gang", date(2018, 1, 15))
    assert (found.answers.participants_at_a_time, found.answers.intake) == (15, "rolling")
    assert texts_of(found.answers)["activities"] == "Samtaler hver anden uge"


def test_a_number_that_cannot_be_kept_stays_with_the_unread() -> None:
    found = proposed(read_file(description_file(hours_per_week="200", participants_at_a_time="7,5")))
    assert (found.answers.hours_per_week, found.answers.participants_at_a_time) == (None, None)
    assert [one.text for one in found.unread] == ["200", "7,5"]


def test_a_file_is_kept_and_finds_its_municipality(project: Project, world: World) -> None:
    file = brought(project)
    assert file.municipality == world.organisations["lead"]
    assert storage.path_of(file.file.fingerprint).is_file()
    assert proposal_again(file.proposal).answers.name == "Kvinder i gang"
    entry = latest_entry(file)
    assert entry is not None
    assert entry.words == "Filen indsats.docx med en indsatsbeskrivelse er lagt op til gennemsyn."


def test_the_same_file_twice_is_told(project: Project) -> None:
    content = description_file()
    first = bring_file(project=project, name="a.docx", content=content, by=COMMAND_LINE)
    again = bring_file(project=project, name="b.docx", content=content, by=COMMAND_LINE)
    assert (first.again, again.again, again.file.pk) == (False, True, first.file.pk)
    assert same_file(project, "f" * 64) is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Filen er tom."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "er ikke en Word-fil"),
        (description_file()[:2000], "beskadiget"),
        (description_file(method="Borgeren 710190-1234 er med."), "CPR-nummer (710190-••••)"),
    ],
)
def test_what_may_not_be_kept_is_refused(project: Project, content: bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        bring_file(project=project, name="a.docx", content=content, by=COMMAND_LINE)
    told = " ".join(refused.value.errors.values())
    assert said in told
    assert "710190-1234" not in told
    assert not files()


def test_a_file_that_is_no_description_and_a_name_with_a_cpr_number(project: Project) -> None:
    letter = docx.Document()
    letter.add_paragraph("Kære alle, her er referatet fra mødet i går.")
    out = io.BytesIO()
    letter.save(out)
    with pytest.raises(Refused, match="ikke fundet en udfyldt skabelon"):
        bring_file(project=project, name="brev.docx", content=out.getvalue(), by=COMMAND_LINE)
    with pytest.raises(Refused, match="710190-••••"):
        bring_file(project=project, name="710190-1234.docx", content=description_file(), by=COMMAND_LINE)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Holstebro", "lead"),
        ("HOLSTEBRO KOMMUNE", "lead"),
        ("Holstebro Kommunes jobcenter", "lead"),
        ("Svendborg kommune", "partner"),
        ("Assens Kommune", None),
        ("Holstebro og Svendborg", None),
        ("", None),
    ],
)
def test_the_municipality_a_file_names(
    project: Project, world: World, written: str, found: str | None
) -> None:
    among = municipalities_in(project)
    assert among == [world.organisations["lead"], world.organisations["partner"]]
    assert municipality_meant(written, among) == (None if found is None else world.organisations[found])


def test_yes_makes_an_intervention_in_one_act_that_is_taken_back(project: Project, world: World) -> None:
    file = brought(project)
    answers = proposal_again(file.proposal).answers
    before = AuditEntry.objects.count()
    made = confirm_file(file, municipality=world.organisations["lead"], answers=answers, by=COMMAND_LINE)
    assert AuditEntry.objects.count() == before + 1
    assert replace(load_answers(made), municipality="") == replace(answers, municipality="")
    assert (made.stage, became_of(file)) == (InterventionStage.DRAFT, made)
    entry = latest_entry(made)
    assert entry is not None
    take_back_description(entry, COMMAND_LINE)
    file = DescriptionFile.objects.get(pk=file.pk)
    assert (became_of(file), file.settled_at) == (None, None)
    again = confirm_file(file, municipality=world.organisations["lead"], answers=answers, by=COMMAND_LINE)
    assert again.pk != made.pk


def test_nothing_is_half_written(project: Project, world: World) -> None:
    file = brought(project)
    answers = replace(proposal_again(file.proposal).answers, elements=("x" * 20_001,))
    with pytest.raises(Refused):
        confirm_file(file, municipality=world.organisations["lead"], answers=answers, by=COMMAND_LINE)
    with pytest.raises(Refused, match="part i projektet"):
        confirm_file(file, municipality=world.organisations["stranger"], answers=answers, by=COMMAND_LINE)
    assert not Intervention.objects.filter(name=answers.name)
    assert DescriptionFile.objects.get(pk=file.pk).settled_at is None


def test_into_one_that_is_decided(project: Project, world: World) -> None:
    lead = world.organisations["lead"]
    decided = decide_intervention(project=project, municipality=lead, name="KVINDER  i gang", by=COMMAND_LINE)
    file = brought(project)
    answers = proposal_again(file.proposal).answers
    found = meant(project, municipality=lead, name=answers.name, start_date=answers.start_date)
    assert found == decided
    done = confirm_file(file, municipality=lead, answers=answers, by=COMMAND_LINE, into=found)
    assert (done.pk, done.start_date, done.stage) == (decided.pk, date(2018, 1, 15), InterventionStage.DRAFT)
    with pytest.raises(Refused, match="egne indsatser"):
        confirm_file(
            file,
            municipality=world.organisations["partner"],
            answers=answers,
            by=COMMAND_LINE,
            into=done,
        )


def test_another_start_is_another_run(project: Project, world: World) -> None:
    lead = world.organisations["lead"]
    first, second = (
        decide_intervention(
            project=project, municipality=lead, name="Hold", by=COMMAND_LINE, start_date=date(year, 1, 1)
        )
        for year in (2017, 2018)
    )

    def find(start: date | None) -> Intervention | None:
        return meant(project, municipality=lead, name="hold", start_date=start)

    assert (find(date(2018, 1, 1)), find(date(2019, 1, 1)), find(None)) == (second, None, None)
    shown = candidates(project, municipality=lead, name="Hold", start_date=date(2018, 1, 1))
    assert shown == [second, first]


def test_no_deletes_the_file(project: Project, world: World) -> None:
    file = brought(project)
    where = storage.path_of(file.file.fingerprint)
    dismiss_file(file, by=COMMAND_LINE)
    dismiss_file(file, by=COMMAND_LINE)
    assert not files()
    assert not StoredFile._base_manager.filter(fingerprint=file.file.fingerprint).exists()
    kept = brought(project)
    answers = proposal_again(kept.proposal).answers
    confirm_file(kept, municipality=world.organisations["lead"], answers=answers, by=COMMAND_LINE)
    with pytest.raises(Refused, match="bliver stående"):
        dismiss_file(kept, by=COMMAND_LINE)
    assert where.is_file()


def test_what_nobody_answers_is_deleted_in_time(project: Project, world: World) -> None:
    old, said_yes = brought(project), brought(project, description_file(name="Andre"))
    answers = proposal_again(said_yes.proposal).answers
    confirm_file(said_yes, municipality=world.organisations["lead"], answers=answers, by=COMMAND_LINE)
    long_ago = timezone.now() - KEPT - timedelta(days=1)
    files().update(brought_at=long_ago)
    assert clear_old_files(by=COMMAND_LINE) == 1
    assert [one.pk for one in files()] == [said_yes.pk]
    assert not DescriptionFile.objects.filter(pk=old.pk).exists()
    assert clear_old_files(by=COMMAND_LINE) == 0


def test_who_may_say_yes_to_a_file(project: Project, world: World) -> None:
    ours = brought(project)
    theirs = brought(project, description_file(municipality="Svendborg Kommune"))
    nobodys = brought(project, description_file(municipality="Assens Kommune"))

    def sees(persona: str) -> set[int]:
        scope = Scope(person_id=world.people[persona].pk)
        return {
            one.pk
            for one in (ours, theirs, nobodys)
            if Permission.DESCRIBE in DescriptionFile.objects.get(pk=one.pk).permissions_of(scope)
        }

    assert sees("project manager") == {ours.pk, theirs.pk, nobodys.pk}
    assert sees("partner assigned") == {theirs.pk}
    assert sees("evaluator") == set()
    waiting = waiting_files(project, Scope(person_id=world.people["partner assigned"].pk))
    assert [one.pk for one in waiting] == [theirs.pk]
