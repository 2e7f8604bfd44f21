"""What evaluators have proposed for milestones and results, and what the project decided and has carried out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from virkning.figures.continuing import Decision, ProposalKind
from virkning.figures.periods import Period

from .project import MilestoneFacts, ResultFacts


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """One proposal, on a milestone or on a result (the other key is None), with the decision where there is one."""

    period: Period
    kind: ProposalKind
    milestone_id: int | None
    result_id: int | None
    text: str
    reason: str
    decision: Decision | None
    decision_reason: str
    decided_by: str
    decided_at: datetime | None
    id: int = 0

    @property
    def is_open(self) -> bool:
        """It awaits a decision."""
        return self.decision is None


def proposed_for(
    given: Iterable[ProposalFacts], about: MilestoneFacts | ResultFacts, upto: Period | None = None
) -> tuple[ProposalFacts, ...]:
    """What has been proposed for the milestone or the result, up to a period where one is named."""
    of_result = isinstance(about, ResultFacts)
    return tuple(
        one
        for one in given
        if (one.result_id if of_result else one.milestone_id) == about.id
        and (upto is None or one.period <= upto)
    )


def is_carried_out(one: ProposalFacts, about: MilestoneFacts | ResultFacts) -> bool | None:
    """Whether what was followed can be seen on the milestone or the result; None where it cannot be told.

    Seen are: that it has been retired, what has replaced it, a redefinition or a target from the proposal's period on.
    """
    told = about.indicator if isinstance(about, ResultFacts) else about.milestone
    if one.kind is ProposalKind.RETIRE:
        return told.retired_in is not None
    if one.kind is ProposalKind.REPLACE:
        replaced = bool(about.replaced_by) if isinstance(about, ResultFacts) else True
        return told.retired_in is not None and replaced
    if one.kind is ProposalKind.REVISE:
        since = [target.valid_from for target in told.targets]
    elif one.kind is ProposalKind.REDEFINE and isinstance(about, ResultFacts):
        since = [each.valid_from for each in about.indicator.redefined]
    else:
        return None
    return any(period is not None and one.period.start <= period.start for period in since)


def still_to_do(one: ProposalFacts, about: MilestoneFacts | ResultFacts) -> bool:
    """The project has followed it, and has not carried it out."""
    return one.decision is Decision.ACCEPTED and is_carried_out(one, about) is False


def proposed_words(one: ProposalFacts, period: str) -> str:
    """`Evaluator foreslår i 2011, at milepælen udgår: målgruppen er væk.` `period`: in the language it is told in."""
    of_result = one.result_id is not None
    templates = {
        ProposalKind.RETIRE: _("Evaluator foreslår i %(period)s, at resultatet udgår")
        if of_result
        else _("Evaluator foreslår i %(period)s, at milepælen udgår"),
        ProposalKind.REPLACE: _("Evaluator foreslår i %(period)s, at resultatet erstattes af et andet")
        if of_result
        else _("Evaluator foreslår i %(period)s, at milepælen erstattes af en anden"),
        ProposalKind.REDEFINE: _("Evaluator foreslår i %(period)s, at resultatet omdefineres"),
        ProposalKind.REVISE: _("Evaluator foreslår i %(period)s et nyt måltal eller en ny frist"),
        ProposalKind.OTHER: _("Evaluator foreslår i %(period)s"),
    }
    told = templates[one.kind] % {"period": period}
    if not one.text.strip():
        return f"{told}: {_ended(one.reason)}"
    return f"{told}: {_ended(one.text)} {_('Begrundelse: %(reason)s') % {'reason': _ended(one.reason)}}"


def decided_words(one: ProposalFacts, about: MilestoneFacts | ResultFacts) -> str:
    """`Projektet har fulgt forslaget.`, and that it has not been carried out where it has not."""
    if one.decision is None:
        return _("Projektet har ikke besluttet sig endnu.")
    if one.decision is Decision.REJECTED:
        return _("Projektet har afvist forslaget: %(reason)s") % {"reason": _ended(one.decision_reason)}
    told = _("Projektet har fulgt forslaget.")
    if one.decision_reason.strip():
        told = _("Projektet har fulgt forslaget: %(reason)s") % {"reason": _ended(one.decision_reason)}
    if still_to_do(one, about):
        told += " " + _("Det er ikke gennemført endnu.")
    return told


def _ended(text: str) -> str:
    """As a sentence: what people type often lacks its full stop."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
