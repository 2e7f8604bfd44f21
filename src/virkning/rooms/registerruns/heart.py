"""Signs of life from work that counts or reads for minutes without saying anything itself."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from virkning.rooms.audit.writes import touch
from virkning.rooms.files.models import Job

from .models import Delivery, Run

#: Seconds between signs of life; one that has been silent for two minutes is given up.
_BEAT = 10.0


@contextmanager
def beating(what: Delivery | Run | Job) -> Iterator[None]:
    """Inside the block `beat_at` is kept fresh, through a connection of its own.

    Killed, the process takes the thread with it. Inside a transaction nobody else would see it, so none is given.
    """
    if connection.in_atomic_block:
        yield
        return
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(type(what)(pk=what.pk), over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(what: Delivery | Run | Job, over: threading.Event) -> None:
    try:
        while not over.wait(_BEAT):
            touch(what, beat_at=timezone.now())
    finally:
        connection.close()
