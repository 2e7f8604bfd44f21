"""Deliveries as they are listed and looked at, and the folders on the server that can be read as one."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from virkning.figures.phrases import Phrase
from virkning.registers.reporting import ToldFile, report_lines, told_codes, told_files
from virkning.registers.weeks import name_of

from .. import folders
from ..models import Delivery, Register
from ..stages import WITH_DATA, DeliveryStage


def deliveries_of(register: Register) -> QuerySet[Delivery]:
    """The register's deliveries without their reports, the newest first. One query."""
    rows = Delivery.objects.filter(register=register).select_related("register__organisation")
    return rows.defer("report").order_by("-number", "-id")


def current_delivery(register: Register) -> Delivery | None:
    """The delivery that holds, without its report. One query."""
    return deliveries_of(register).filter(stage=DeliveryStage.READY).first()


def deliveries_with_data(register: Register) -> QuerySet[Delivery]:
    """Those runs can be made on, the current one first. One query."""
    return (
        deliveries_of(register)
        .filter(stage__in=[stage.value for stage in WITH_DATA])
        .order_by("stage", "-number")
    )


def server_folders() -> list[str]:
    """The folders on the server that hold a delivery; none where the server has no such folder."""
    return folders.server_folders()


def told_report(delivery: Delivery, *, most: int = 20) -> Iterator[Phrase]:
    """The data report in words, line by line; at most so many of each kind of finding."""
    return report_lines(delivery.report, most=most) if delivery.report else iter(())


def told_by_file(delivery: Delivery, *, most: int = 20) -> list[ToldFile]:
    """The data report file by file; none before the delivery is read."""
    return told_files(delivery.report, most=most) if delivery.report else []


def unknown_codes(delivery: Delivery) -> list[Phrase]:
    """The delivery's codes that no code list knows, in words."""
    return told_codes(delivery.report) if delivery.report else []


def told_weeks(delivery: Delivery) -> list[tuple[str, str]]:
    """First and last of each run of delivered weeks, as the delivery names them (`y_1640`)."""
    return [(name_of(first), name_of(last)) for first, last in delivery.weeks]


def report_of(delivery: Delivery) -> dict[str, Any]:
    """The data report as data, for a file to take home."""
    report: dict[str, Any] = delivery.report
    return report
