"""How far a delivery and a run have come, and how far a publication reaches."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryStage(models.TextChoices):
    """How far a delivery has come. A register has one that is `READY`: its current one."""

    RECEIVED = "received", _("modtaget")
    READING = "reading", _("læses")
    READY = "ready", _("gælder")
    FAILED = "failed", _("kunne ikke læses")
    REPLACED = "replaced", _("erstattet")
    ERASED = "erased", _("slettet")


#: What runs can be made on: read whole, and its data still here.
WITH_DATA = (DeliveryStage.READY, DeliveryStage.REPLACED)


class RunStage(models.TextChoices):
    """How far a run has come."""

    RUNNING = "running", _("beregnes")
    FINISHED = "finished", _("færdig")
    FAILED = "failed", _("gik ikke")


class Reach(models.TextChoices):
    """Whose figures each municipality of the programme sees."""

    OWN = "own", _("hver kommune ser sine egne tal, landet og projektet")
    ALL = "all", _("alle ser alle programmets kommuner")


class FileKind(models.TextChoices):
    """The files of a delivery."""

    WIDE = "wide", _("ydelser uge for uge")
    PERSONS = "persons", _("personer")
    RESIDENCE = "residence", _("bopæl")
    READINESS = "readiness", _("visitation")


#: Without these there is no delivery.
NEEDED = (FileKind.WIDE, FileKind.PERSONS)


def stage_words(choices: type[models.TextChoices], stage: str) -> Any:
    """The words of a stage, in the reader's language."""
    return choices(stage).label
