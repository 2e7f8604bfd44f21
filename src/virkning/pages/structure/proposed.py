"""What an evaluator has proposed and the project follows, laid into the form that carries it out."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from virkning.figures.continuing import Decision
from virkning.rooms.activities.models import Milestone
from virkning.rooms.evaluations.models import Proposal
from virkning.rooms.results.models import Result


def followed_proposal(request: HttpRequest, about: Milestone | Result) -> Proposal | None:
    """The proposal the address names (`forslag`), where it is about this and the project follows it; else none."""
    written = request.GET.get("forslag", "")
    if not written.isdecimal() or len(written) > 18:
        return None
    of = {"result": about} if isinstance(about, Result) else {"milestone": about}
    rows = Proposal.objects.filter(pk=int(written), decision=Decision.ACCEPTED, **of)
    return rows.select_related("period").first()


def said_over(proposal: Proposal | None) -> str:
    """What was proposed, told over the form; blank where nothing was."""
    if proposal is None:
        return ""
    text = proposal.text.strip() or proposal.reason.strip()
    return _("Evaluator foreslår: %(text)s") % {"text": text}


def retiring(proposal: Proposal | None) -> dict[str, Any]:
    """What the form of a milestone or a result is given of a proposal to give it up."""
    if proposal is None:
        return {}
    return {"retired_in": str(proposal.period_id), "reason": proposal.reason}


def revising(proposal: Proposal | None) -> dict[str, Any]:
    """What a new target, or a redefinition, begins with."""
    if proposal is None:
        return {}
    return {"valid_from": str(proposal.period_id), "reason": proposal.reason}
