"""A closing in a process of its own, on a data folder of its own, killed at chosen places. Not a test by itself.

    python closing_killed.py PLACE …      a line of JSON a place: what is there when the work has been killed by
                                          `kill -9` there, and when it has been tried again

Each piece of work is a process forked off: this one only looks.
"""

import json
import os
import shutil
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from virkning.rooms.access.scope import system_scope  # noqa: E402
from virkning.rooms.audit.models import AuditEntry  # noqa: E402
from virkning.rooms.files import storage  # noqa: E402
from virkning.rooms.files.actions.jobs import give_up_lost_job, retry_job  # noqa: E402
from virkning.rooms.files.models import Job, JobKind, StoredFile  # noqa: E402
from virkning.rooms.statusrounds import jobs  # noqa: E402
from virkning.rooms.statusrounds.actions import closing, submissions  # noqa: E402
from virkning.rooms.statusrounds.models import Snapshot, StatusRound, Submission  # noqa: E402
from virkning.rooms.statusrounds.queries.snapshots import frozen_note  # noqa: E402
from world import build_world  # noqa: E402


def make() -> None:
    call_command("migrate", verbosity=0)
    with system_scope("test"):
        world = build_world()
        assert world.ours is not None
        Snapshot.objects.all().delete()
        Submission.objects.all().delete()
        mine = StatusRound.objects.get(project=world.ours.project)
        lead, manager = world.people["activity lead"], world.people["project manager"]
        submissions.submit(status_round=mine, activity=world.ours.activity, by=lead.author)
        submissions.approve(status_round=mine, activity=world.ours.activity, by=manager.author)
        wish = {"round": mine.pk, "version": mine.version}
        Job.objects.create(kind=JobKind.ROUND, person=manager, words="Lukning", wish=wish)


def close(place: str) -> None:
    """`kept:3` is when the third file has been kept; `half a file:3` when it is written and has not got its name."""
    what, _colon, number = place.partition(":")
    left = [int(number or 1)]

    def killed(made: Callable[..., Any]) -> Callable[..., Any]:
        def then(*given: Any, **more: Any) -> Any:
            left[0] -= 1
            if not left[0] and what == "half a file":
                os.kill(os.getpid(), signal.SIGKILL)
            done = made(*given, **more)
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return then

    owner, name = PLACES.get(what, (None, ""))
    if owner is not None:
        setattr(owner, name, killed(getattr(owner, name)))
    jobs.close_status_round.func(job_id=Job._base_manager.get(kind=JobKind.ROUND).pk)


#: Place → what the work calls there.
PLACES: dict[str, tuple[Any, str]] = {
    "kept": (storage, "keep"),
    "half a file": (os, "replace"),
    "rows": (closing, "store_kept"),
    "snapshots": (closing, "_snapshots"),
    "told": (closing, "_tell"),
    "closed": (jobs, "close_round"),
}


def look() -> dict[str, Any]:
    with system_scope("test"):
        mine = StatusRound.objects.select_related("project").get(project__name="Vores projekt")
        assert mine.project is not None
        job = Job.objects.get(kind=JobKind.ROUND)
        snapshot = frozen_note(mine.project, mine.period)
        files = [snapshot.facts, snapshot.word, snapshot.pdf, snapshot.workbook] if snapshot else []
        whole = all(storage.fingerprint_of(storage.read(one.fingerprint)) == one.fingerprint for one in files)
        return {
            "round": [mine.stage, mine.version, mine.closed_by],
            "snapshots": Snapshot.objects.count(),
            "files": StoredFile.objects.exclude(fingerprint="0" * 64).count(),
            "entries": AuditEntry.objects.filter(action="close").count(),
            "whole": len(files) if whole else 0,
            "job": [job.state, job.error],
        }


def again() -> None:
    with system_scope("test"):
        job = Job.objects.select_related("person").get(kind=JobKind.ROUND)
        Job.objects.filter(pk=job.pk).update(beat_at="2013-01-01T00:00:00Z")
        job.refresh_from_db()
        give_up_lost_job(job)
        retry_job(job=job, by=job.person.author, start=lambda _key: None)
    close("")


def forked(work: Callable[[], None]) -> int:
    """How a process of its own ended that did the work: its exit status, or minus the signal that killed it."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def main(places: list[str]) -> None:
    database, ready = Path(settings.DATA) / "virkning.sqlite3", Path(settings.DATA) / "ready.sqlite3"
    assert forked(make) == 0
    with sqlite3.connect(database) as here:
        here.execute("VACUUM INTO ?", (str(ready),))
    for place in places:
        connections.close_all()
        for one in database.parent.glob("virkning.sqlite3*"):
            one.unlink()
        shutil.rmtree(settings.FILES_ROOT, ignore_errors=True)
        shutil.copy(ready, database)
        assert forked(lambda place=place: close(place)) == -signal.SIGKILL, place  # type: ignore[misc]
        killed = look()
        assert forked(again) == 0, place
        sys.stdout.write(json.dumps({"place": place, "killed": killed, "again": look()}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
