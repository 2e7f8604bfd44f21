"""Closing a programme's round as one job: that time grows with the projects, memory does not, and what a note costs.

    make bench ARGS=closing               some projects, twice as many, and four times
    python -m bench.closing --full        98 municipalities × 40 activities, once, with time and peak memory

The closing runs in a process of its own, so that its peak memory is its own.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

if __name__ == "__main__":
    from bench import __main__ as _set_up  # noqa: F401 - a throw-away database, unless one is given

    if folder := os.environ.get("VIRKNING_BENCH"):
        os.environ["VIRKNING_DATA"] = folder
    import django

    django.setup()

from django.utils import translation

from bench.timing import Ratio, pairs
from bench.workbooks import project
from virkning.figures.rounds import RoundStage, SubmissionStage
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.files.models import Job, JobKind
from virkning.rooms.organisations.models import Membership, Municipality, Organisation, Person
from virkning.rooms.programmes.models import Assignment, Party, Programme, Project
from virkning.rooms.reports.facts.frozen import freeze, thaw
from virkning.rooms.reports.queries.whole import load_whole
from virkning.rooms.reports.status_note.files import NoteFormat, whole_note_file
from virkning.rooms.statusrounds.actions.freezing import FILES
from virkning.rooms.statusrounds.models import Snapshot, StatusRound, Submission
from virkning.rooms.statusrounds.queries.asks import asks_of

PERIODS = ("2010", "2011", "2012", "2013")
SOME = 4
#: How much more four times as many projects may take in memory.
MEMORY = 1.25
#: How much longer than linear twice as many projects may take.
SLOWER = 1.25


def measure(folder: str) -> Iterator[object]:
    """A line each."""
    taken = {}
    for count in (SOME, 2 * SOME, 4 * SOME):
        with system_scope("bench"):
            made = build(count, f"Lukkes {count}")
        taken[count] = closed_alone(made, folder)
        yield f"closing {count} × 40: {taken[count]['seconds']:.0f} s, peak {taken[count]['megabytes']:.0f} MB"
    seconds = {count: one["seconds"] for count, one in taken.items()}
    memory = {count: one["megabytes"] for count, one in taken.items()}
    most, half = 4 * SOME, 2 * SOME
    linear = seconds[most] / (2 * seconds[half])
    yield Ratio(
        f"closing {most} projects / twice {half}", seconds[most], 2 * seconds[half], linear, goal=SLOWER
    )
    ratio = memory[most] / memory[SOME]
    said = "met" if ratio <= MEMORY else "NOT MET"
    yield f"peak memory, {most} projects / {SOME}: {ratio:.2f}  goal ≤ {MEMORY:g}  {said}"
    yield from _a_note()


def _a_note() -> Iterator[Ratio]:
    """A frozen project's notes against the same notes of facts at hand: what freezing itself costs."""
    with system_scope("bench"), translation.override("da"):
        whole = load_whole(Project.objects.filter(name__startswith="Lukkes").order_by("id")[0])
        period, day = whole.project.horizon.periods[-1], date(2013, 12, 1)

        def frozen() -> None:
            again = thaw(freeze(whole))
            for kind in NoteFormat:
                whole_note_file(again, period, kind, day)

        def live() -> None:
            for kind in NoteFormat:
                whole_note_file(whole, period, kind, day)

        yield pairs("notes of frozen facts / of facts at hand", frozen, live, rounds=3, goal=1.25)


def build(count: int, name: str) -> StatusRound:
    """A programme with that many projects of 40 activities, and its round with everything approved."""
    agency = Organisation.objects.create(kind="agency", name=f"Styrelsen ({name})")
    programme = Programme.objects.create(name=name, owner=agency)
    person = Person.objects.create(email=f"{count}.{time.monotonic_ns()}@example.test", name="Koordinator")
    Membership.objects.create(person=person, organisation=agency, role="employee")
    Assignment.objects.create(person=person, programme=programme, role="coordinator")
    for code in Municipality.objects.order_by("code").values_list("code", flat=True)[:count]:
        content = project(
            activities=40,
            milestones=3,
            results=10,
            periods=PERIODS,
            name=name,
            municipality=code,
            salt=f" {code}",
        )
        done = import_project(content=content, name="lukkes.xlsx", by=COMMAND_LINE, may_create=True)
        Party.objects.create(project=done.project, organisation=agency, role="funder", position=8)
    Project.objects.filter(name=name).update(programme=programme)
    days = {key: date(2013, 12, 6) for key in ("opens_on", "report_by", "approve_by", "close_by")}
    made = StatusRound.objects.create(
        programme=programme, kind="year", start=date(2013, 1, 1), stage=RoundStage.OPEN, **days
    )
    for one in Project.objects.filter(programme=programme).order_by("id"):
        approve(made, one)
    return made


def approve(status_round: StatusRound, one: Project) -> None:
    """Everything the round asks of the project is approved."""
    now = datetime.now(UTC)
    rows = [
        Submission(
            round=status_round,
            activity_id=ask.activity_id,
            stage=SubmissionStage.APPROVED,
            fingerprint=ask.fingerprint,
            submitted_at=now,
            submitted_by="En",
            approved_at=now,
            approved_by="En anden",
        )
        for ask in asks_of(status_round, [one])
    ]
    Submission.objects.bulk_create(rows)


def closed_alone(made: StatusRound, folder: str) -> dict[str, float]:
    """Seconds and peak megabytes of closing it in a process of its own."""
    environment = dict(os.environ) | {"VIRKNING_BENCH": folder}
    command = [sys.executable, "-m", "bench.closing", "--close", str(made.pk)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def close(key: int) -> dict[str, float]:
    """Close it here, as the worker does."""
    from virkning.rooms.statusrounds import jobs

    with system_scope("bench"):
        made = StatusRound.objects.select_related("programme").get(pk=key)
        person = Person.objects.get(assignments__programme=made.programme)
        wish = {"round": made.pk, "version": made.version}
        job = Job.objects.create(kind=JobKind.ROUND, person=person, words="Lukning", wish=wish)
    began = time.perf_counter()
    jobs.close_status_round.func(job_id=job.pk)
    seconds = time.perf_counter() - began
    job.refresh_from_db()
    assert job.state == "done", job.error
    with system_scope("bench"):
        assert Snapshot.objects.filter(round=made).count() == job.total / FILES
    return {"seconds": seconds, "megabytes": _peak(), "projects": job.total / FILES}


def _peak() -> float:
    """Megabytes at most in this process. Not `ru_maxrss`: that begins with what the process that began it held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]


def full() -> None:
    """What the issue promises, once."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with system_scope("bench"):
        made = build(98, "Lukkes helt")
    told = closed_alone(made, os.environ["VIRKNING_DATA"])
    print(f"closing {told['projects']:.0f} × 40: {told['seconds']:.0f} s, peak {told['megabytes']:.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--close"]:
        print(json.dumps(close(int(sys.argv[2]))))
    elif sys.argv[1:] == ["--full"]:
        full()
    else:
        sys.exit(__doc__)
