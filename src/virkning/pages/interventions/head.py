"""How far an intervention has come, in words: stage, due day, what is next. The same on every page of the family."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.design.markup import stage_tag
from virkning.figures.dates import date_words
from virkning.figures.interventions import DescriptionDue, InterventionStage, Timing, shown_stage
from virkning.figures.workdays import distance_phrase
from virkning.pages.addresses import history_address
from virkning.rooms.interventions.models import Intervention, Receipt

_SHAPES: dict[InterventionStage, str] = {
    InterventionStage.DECIDED: "not_begun",
    InterventionStage.DRAFT: "under_way",
    InterventionStage.SUBMITTED: "handed_in",
    InterventionStage.RETURNED: "returned",
    InterventionStage.ACCEPTED: "approved",
    InterventionStage.RUNNING: "approved",
    InterventionStage.ENDED: "closed",
}


@dataclass(frozen=True)
class DueWords:
    """The due day as it is told: the day, how far off it is or how it was met, and whether that is late."""

    day: str
    under: str
    late: bool


@dataclass(frozen=True)
class Head:
    """What stands over each of an intervention's pages."""

    stage: SafeString
    next: str
    start: str
    due: DueWords
    receipt: str
    receipt_address: str
    receipt_under: str
    history: str


def stage_words(stage: InterventionStage) -> SafeString:
    """The stage as shape and word."""
    return stage_tag(_SHAPES[stage], stage.shown)


def due_words(due: DescriptionDue, today: date) -> DueWords:
    """When the description is due, and how it stands against that day."""
    if due.day is None:
        return DueWords(_("Ingen endnu"), _("Skriv, hvornår indsatsen begynder"), late=False)
    timing, day = due.timing(today), date_words(due.day)
    if due.first_submitted is not None:
        sent = date_words(timezone.localtime(due.first_submitted).date())
        if timing is Timing.SUBMITTED_LATE:
            return DueWords(day, _("Indsendt %(day)s, efter fristen") % {"day": sent}, late=True)
        return DueWords(day, _("Indsendt %(day)s, til tiden") % {"day": sent}, late=False)
    distance = distance_phrase(due.day, today).translated(_)
    return DueWords(day, distance[:1].upper() + distance[1:], late=timing is Timing.LATE)


def next_words(stage: InterventionStage, start: date | None) -> str:
    """Who does what now."""
    words: dict[InterventionStage, Any] = {
        InterventionStage.DECIDED: _("Kommunen beskriver indsatsen"),
        InterventionStage.DRAFT: _("Kommunen skriver færdig og indsender"),
        InterventionStage.SUBMITTED: _("Koordinatoren læser og svarer"),
        InterventionStage.RETURNED: _("Kommunen retter og indsender igen"),
        InterventionStage.ACCEPTED: _("Indsatsen skal i gang"),
        InterventionStage.RUNNING: _("Skriv observationer undervejs"),
        InterventionStage.ENDED: "",
    }
    if stage is InterventionStage.ACCEPTED and start is not None:
        return _("Begynder %(day)s") % {"day": date_words(start)}
    return str(words[stage])


def head_of(intervention: Intervention, receipt: Receipt | None, today: date) -> Head:
    """The head. `receipt`: the latest. No query."""
    stage = shown_stage(InterventionStage(intervention.stage), intervention.start_date, today)
    under = _("Sendt %(day)s") % {"day": _day(receipt)} if receipt else ""
    return Head(
        stage=stage_words(stage),
        next=next_words(stage, intervention.start_date),
        start=date_words(intervention.start_date) if intervention.start_date else "",
        due=due_words(intervention.due, today),
        receipt=receipt.number if receipt else "",
        receipt_address=reverse("intervention_receipt", args=(intervention.pk, receipt.pk))
        if receipt
        else "",
        receipt_under=under,
        history=history_address(intervention),
    )


def _day(receipt: Receipt) -> str:
    return date_words(timezone.localtime(receipt.made_at).date())


def latest_receipt(intervention: Intervention) -> Receipt | None:
    """The last one; its answers are not asked for. One query."""
    rows = Receipt.objects.filter(intervention=intervention).defer("answers")
    return rows.order_by("-made_at", "-id").first()
