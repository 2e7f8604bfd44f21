"""Deliveries: received, read, given up, erased. Each has a folder of its own, so reading one never touches another."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.registers.refused import RegisterRefused
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict

from .. import folders
from ..folders import Sent
from ..heart import beating
from ..models import Delivery, Register
from ..reading import ReadDelivery, read_files
from ..stages import WITH_DATA, DeliveryStage, FileKind

#: Stages from which a delivery can be read (again).
READABLE = (DeliveryStage.RECEIVED, DeliveryStage.FAILED)


def receive_delivery(*, register: Register, sent: Mapping[FileKind, Sent], by: Author) -> Delivery:
    """Keep files that are sent, written to disk as they come. Raises `Refused`; then nothing is kept."""
    arrived = folders.receive(sent)
    try:
        with transaction.atomic():
            delivery = _numbered(register, by)
            delivery.files = list(arrived.files)
            delivery.folder = folders.settle(arrived, register.pk)
            return _received(delivery, by)
    except BaseException:
        folders.forget(arrived)
        raise


def receive_from_server(*, register: Register, folder: str, by: Author) -> Delivery:
    """Take a delivery that lies on the server, in a folder `queries.deliveries.server_folders` names. Raises `Refused`.

    Its files stay where they are.
    """
    there = folders.files_on_server(folder)
    with transaction.atomic():
        delivery = _numbered(register, by)
        delivery.source = folder
        delivery.files = [
            {"kind": kind.value, "name": path.name, "bytes": path.stat().st_size, "sha256": ""}
            for kind, path in there.items()
        ]
        delivery.folder = folders.new_folder(register.pk)
        _received(delivery, by)
    folders.make(delivery.folder)
    return delivery


def read_delivery(
    *, delivery: Delivery, by: Author, told: Callable[[int, int], None] | None = None
) -> Delivery:
    """Make spells of a delivery. It is then the register's current one, unless a later one is already.

    `told`: bytes of the largest file read so far, and all there are.

    Killed on the way, the register's current delivery is what it was, and this one can be read again. Raises `Refused`
    with what was wrong; it then stands on the delivery too.
    """
    begun = _begin(delivery, by)
    try:
        with beating(delivery):
            read = read_files(folders.files_of(delivery), folders.spells_of(delivery), told=told)
    except RegisterRefused as refused:
        _fail(delivery, begun, by, refused.phrase.translated(_))
        raise Refused(refused.phrase.translated(_)) from refused
    except Refused as refused:
        _fail(delivery, begun, by, str(refused))
        raise
    except BaseException:
        _fail(delivery, begun, by, _("Der skete en fejl. Prøv igen, eller sig det til driften."))
        raise
    return _finish(delivery, begun, read, by)


def give_up_lost_delivery(delivery: Delivery) -> Delivery:
    """Say that reading has failed whose reader has given no sign of life for long."""
    if delivery.is_lost:
        said = _("Læsningen stoppede, før den var færdig. Det, der gjaldt før, gælder stadig. Prøv igen.")
        as_is = Q(stage=DeliveryStage.READING, beat_at=delivery.beat_at)
        writes.touch_where(delivery, as_is, stage=DeliveryStage.FAILED, failure=said)
        delivery.refresh_from_db()
    return delivery


def erase_delivery(
    delivery: Delivery, *, by: Author, reason: str = "", version: int | None = None
) -> Delivery:
    """Delete a delivery's data for good. What was counted on it stays; it can be counted no more.

    Raises `Refused` for one that is being read, `Conflict`.
    """
    with transaction.atomic():
        now = _locked(delivery)
        if now.stage == DeliveryStage.READING and not now.is_lost:
            raise Refused(_("Leverancen er ved at blive læst. Vent, til det er færdigt."))
        if now.stage == DeliveryStage.ERASED:
            return now
        name = now.folder
        words = _("Data i leverance %(number)s til %(register)s er slettet.") % _named(now)
        gone = {"stage": DeliveryStage.ERASED, "folder": ""}
        writes.change(now, by=by, words=f"{words} {reason.strip()}".strip(), version=version, **gone)
        transaction.on_commit(lambda: folders.erase(name))
    return now


def _numbered(register: Register, by: Author) -> Delivery:
    """The register's next delivery; the register is locked until the transaction ends."""
    Register._base_manager.select_for_update().filter(pk=register.pk).first()
    last = Delivery._base_manager.filter(register=register).aggregate(last=Max("number"))["last"]
    return Delivery(register=register, number=(last or 0) + 1, received_by=by.name)


def _received(delivery: Delivery, by: Author) -> Delivery:
    words = _("Leverance %(number)s til %(register)s er modtaget.") % _named(delivery)
    return writes.create(delivery, by=by, words=words, hide=("folder",))


def _begin(delivery: Delivery, by: Author) -> datetime:
    """Take the delivery for reading; when that was. Raises `Refused` where another is reading it, or it is read."""
    with transaction.atomic():
        now = _locked(delivery)
        if now.stage == DeliveryStage.READING and not now.is_lost:
            raise Refused(_("Leverancen er allerede ved at blive læst."))
        if now.stage not in (*READABLE, DeliveryStage.READING):
            raise Refused(_("Leverancen er læst."))
        begun = timezone.now()
        taken = {"stage": DeliveryStage.READING, "read_at": begun, "beat_at": begun, "failure": ""}
        writes.touch(now, **taken)
    delivery.refresh_from_db()
    return begun


def _finish(delivery: Delivery, begun: datetime, read: ReadDelivery, by: Author) -> Delivery:
    with writes.batch(by=by, action="read_delivery") as act:
        now = _mine(delivery, begun)
        current = (
            Delivery._base_manager.filter(register_id=now.register_id, stage=DeliveryStage.READY)
            .exclude(pk=now.pk)
            .first()
        )
        later = current is not None and current.number > now.number
        if current is not None and not later:
            act.set(Delivery, [current.pk], stage=DeliveryStage.REPLACED)
        stage = DeliveryStage.REPLACED if later else DeliveryStage.READY
        told = {"stage": stage, "fingerprint": read.fingerprint, "persons": read.persons}
        files = [one | {"sha256": read.digests.get(str(one["kind"]), one["sha256"])} for one in now.files]
        rest = {"weeks": read.weeks, "spells": read.spells, "path": read.path}
        act.set(
            Delivery,
            [now.pk],
            read_at=timezone.now(),
            files=files,
            report=read.report,
            failure="",
            **told,
            **rest,
        )
        act.about = now
        act.words = _("Leverance %(number)s til %(register)s er læst.") % _named(now)
        act.changes = {name: [writes.plain(getattr(now, name)), writes.plain(told[name])] for name in told}
        if not now.source:
            transaction.on_commit(partial(folders.drop_delivered, now))
    delivery.refresh_from_db()
    return delivery


def _fail(delivery: Delivery, begun: datetime, by: Author, said: str) -> None:
    with transaction.atomic():
        now = Delivery._base_manager.select_for_update().get(pk=delivery.pk)
        if now.stage == DeliveryStage.READING and now.read_at == begun:
            words = _("Leverance %(number)s til %(register)s kunne ikke læses.") % _named(now)
            writes.change(now, by=by, words=words, stage=DeliveryStage.FAILED, failure=said)
    delivery.refresh_from_db()


def _mine(delivery: Delivery, begun: datetime) -> Delivery:
    """The delivery, locked, where nobody else has begun to read it since. Raises `Conflict`."""
    now = _locked(delivery)
    if now.stage != DeliveryStage.READING or now.read_at != begun:
        raise Conflict(now)
    return now


def _locked(delivery: Delivery) -> Delivery:
    """Register first, then delivery: two that are read at once meet at the register."""
    Register._base_manager.select_for_update().filter(pk=delivery.register_id).first()
    rows = Delivery._base_manager.select_for_update(of=("self",)).select_related("register__organisation")
    return rows.get(pk=delivery.pk)


def _named(delivery: Delivery) -> dict[str, Any]:
    return {"number": delivery.number, "register": delivery.register.name}


def has_data(delivery: Delivery) -> bool:
    """Whether it can be counted on: it is read, and its folder is there (a restored copy brings none)."""
    return delivery.stage in WITH_DATA and folders.spells_of(delivery).is_dir()
