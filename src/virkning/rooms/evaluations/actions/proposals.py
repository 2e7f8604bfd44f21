"""Proposals: what an evaluator proposes for a milestone or a result, and what the project decides.

A decision changes nothing by itself: what was decided is carried out on the milestone's or the result's own form, and
whether it has been is seen from them.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.continuing import Decision, ProposalKind
from virkning.rooms.activities.actions.belonging import check_belongs, check_text
from virkning.rooms.activities.actions.statuses import milestone_label
from virkning.rooms.activities.models import Milestone
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.results.actions.results import label
from virkning.rooms.results.models import Result

from ..models import Proposal

#: What says nothing without words beside the reason: what it is to be instead.
NEEDS_TEXT = frozenset({ProposalKind.REPLACE, ProposalKind.REDEFINE, ProposalKind.REVISE, ProposalKind.OTHER})


def kinds_for(about: Milestone | Result) -> tuple[ProposalKind, ...]:
    """What may be proposed. A milestone has no series that could break: it is replaced, not redefined."""
    kinds = tuple(ProposalKind)
    return (
        kinds
        if isinstance(about, Result)
        else tuple(one for one in kinds if one is not ProposalKind.REDEFINE)
    )


def propose(
    *,
    project: Project,
    about: Milestone | Result,
    period: ProjectPeriod,
    kind: ProposalKind,
    reason: str,
    by: Author,
    text: str = "",
) -> Proposal:
    """Propose something for the milestone or the result. Raises `Refused`."""
    check_belongs(project.pk, about=about)
    values = _checked(about, period, kind, text, reason)
    of = {"result": about} if isinstance(about, Result) else {"milestone": about}
    made = Proposal(project=project, **of, **values)
    words = _("Forslag om %(what)s i %(period)s er skrevet: %(kind)s.") % _texts(made)
    return writes.create(made, by=by, words=words)


def change_proposal(
    proposal: Proposal,
    *,
    period: ProjectPeriod,
    kind: ProposalKind,
    reason: str,
    by: Author,
    text: str = "",
    version: int | None = None,
) -> Proposal:
    """Correct a proposal nobody has decided on; what it is about stays. Raises `Refused`, `Conflict`."""
    _check_open(proposal)
    values = _checked(about_of(proposal), period, kind, text, reason)
    words = _("Forslaget om %(what)s i %(period)s er rettet.") % _texts(proposal)
    return writes.change(proposal, by=by, words=words, version=version, **values)


def remove_proposal(proposal: Proposal, *, by: Author, version: int | None = None) -> Proposal:
    """Take a proposal back that nobody has decided on; it can be brought back. Raises `Refused`, `Conflict`."""
    _check_open(proposal)
    words = _("Forslaget om %(what)s i %(period)s er fjernet.") % _texts(proposal)
    return writes.remove(proposal, by=by, words=words, version=version)


def decide(
    proposal: Proposal, *, decision: Decision, by: Author, reason: str = "", version: int | None = None
) -> Proposal:
    """Follow or reject a proposal; again, it is a correction. Raises `Refused`, `Conflict`."""
    if decision is Decision.REJECTED and not reason.strip():
        raise Refused({"decision_reason": _("Skriv, hvorfor forslaget er afvist.")})
    if proposal.decision == decision and proposal.decision_reason == reason.strip():
        return proposal  # said already: who decided, and when, stands
    texts = {**_texts(proposal), "decision": decision.danish.lower()}
    words = _("Forslaget om %(what)s i %(period)s er besluttet: %(decision)s.") % texts
    return writes.change(
        proposal,
        by=by,
        words=words,
        version=version,
        decision=decision,
        decision_reason=reason.strip(),
        decided_by=by.name,
        decided_at=timezone.now(),
    )


def about_of(proposal: Proposal) -> Milestone | Result:
    """The milestone or the result a proposal is about."""
    about: Milestone | Result | None = proposal.result if proposal.result_id else proposal.milestone
    if about is None:  # the database holds that there is one
        raise Refused(_("Det, forslaget gælder, er der ikke mere."))
    return about


def named(about: Milestone | Result) -> str:
    """`milepælen 1.1, 2 Mentorer er fundet`, `resultatet 3 Eleverne læser bedre`."""
    if isinstance(about, Result):
        return _("resultatet %(what)s") % {"what": label(about)}
    return _("milepælen %(what)s") % {"what": milestone_label(about)}


def _texts(proposal: Proposal) -> dict[str, str]:
    return {
        "what": named(about_of(proposal)),
        "period": proposal.period.period.danish,
        "kind": ProposalKind(proposal.kind).danish.lower(),
    }


def _check_open(proposal: Proposal) -> None:
    if proposal.decision:
        said = _("Projektet har besluttet sig, så forslaget kan ikke ændres mere. Skriv et nyt forslag.")
        raise Refused(said)


def _checked(
    about: Milestone | Result, period: ProjectPeriod, kind: ProposalKind, text: str, reason: str
) -> dict[str, Any]:
    check_belongs(about.owning_project_id, period=period)
    check_text(reason=reason)
    if kind not in kinds_for(about):
        said = _("En milepæl kan ikke omdefineres. Foreslå et nyt måltal, eller at den erstattes.")
        raise Refused({"kind": said})
    if kind in NEEDS_TEXT and not text.strip():
        raise Refused({"text": _("Skriv, hvad der skal stå eller gælde i stedet.")})
    return {"period": period, "kind": kind, "text": text.strip(), "reason": reason.strip()}
