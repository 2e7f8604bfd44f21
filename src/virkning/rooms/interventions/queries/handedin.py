"""What was handed in, as whoever decides reads it: the latest, and what was read the time before."""

from dataclasses import dataclass, replace

from virkning.figures.interventions import OBSERVATIONS

from ..answers import Answers, kept_again
from ..models import Intervention, Receipt


@dataclass(frozen=True)
class HandedIn:
    """The latest that was handed in. `answers`: with the observations of today, which are open at every stage.

    `before`: the answers that were read the last time it was returned; else those handed in the time before. None
    where it was handed in once, and where they were kept in a form of which nothing is known any more.
    """

    receipt: Receipt
    answers: Answers
    before: Answers | None = None


def handed_in(intervention: Intervention) -> HandedIn | None:
    """None where nothing has been handed in, or it cannot be read any more. At most two queries."""
    rows = Receipt.objects.filter(intervention=intervention).order_by("-made_at", "-id")
    latest = rows.first()
    answers = _answers(latest)
    if latest is None or answers is None:
        return None
    seen = {name: getattr(intervention, name) for name in OBSERVATIONS}
    return HandedIn(latest, replace(answers, **seen), _before(intervention, latest))


def _before(intervention: Intervention, latest: Receipt) -> Answers | None:
    rows = Receipt.objects.filter(intervention=intervention).exclude(pk=latest.pk)
    returned = intervention.returned_at
    if returned is not None and returned < latest.made_at:
        rows = rows.filter(made_at__lt=returned)
    return _answers(rows.order_by("-made_at", "-id").first())


def _answers(receipt: Receipt | None) -> Answers | None:
    try:
        return None if receipt is None else kept_again(receipt.answers)
    except (KeyError, TypeError, ValueError):
        return None
