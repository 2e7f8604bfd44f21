"""A proposal as pages tell it: beside its milestone or result, and on the list of all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.pages.addresses import proposal_followed_address
from virkning.pages.telling.phrasing import day_of
from virkning.rooms.reports.facts.project import MilestoneFacts, ProjectFacts, ResultFacts
from virkning.rooms.reports.facts.proposals import (
    ProposalFacts,
    decided_words,
    proposed_for,
    proposed_words,
    still_to_do,
)


@dataclass(frozen=True)
class Proposed:
    """One proposal. `carry_out`: the form that does what the project has followed; blank where there is none to do."""

    id: int
    project_id: int
    about: str
    address: str
    words: str
    decided: str
    decided_by: str
    is_open: bool
    carry_out: str


@dataclass(frozen=True)
class ProposalCounts:
    """How a project's proposals stand: all, those that await a decision, those followed and not carried out."""

    all: int
    open: int
    to_do: int

    @classmethod
    def of(cls, facts: ProjectFacts, given: Sequence[ProposalFacts]) -> "ProposalCounts":
        """Counted over what is still there."""
        about: dict[tuple[int | None, int | None], MilestoneFacts | ResultFacts] = {
            (one.id, None): one for one in facts.milestones()
        }
        about |= {(None, one.id): one for one in facts.all_results()}
        pairs = [(one, about.get((one.milestone_id, one.result_id))) for one in given]
        return cls(
            all=len(given),
            open=sum(one.is_open for one in given),
            to_do=sum(told is not None and still_to_do(one, told) for one, told in pairs),
        )

    @property
    def words(self) -> str:
        """`2 venter på beslutning, 1 skal gennemføres`, or how many there are."""
        parts = []
        if self.open:
            said = ngettext("%(n)d venter på beslutning", "%(n)d venter på beslutning", self.open)
            parts.append(said % {"n": self.open})
        if self.to_do:
            parts.append(_("%(n)d skal gennemføres") % {"n": self.to_do})
        return ", ".join(parts) or ngettext("%(n)d afgjort", "%(n)d afgjorte", self.all) % {"n": self.all}


def proposals_on(
    given: Iterable[ProposalFacts], project_id: int, about: MilestoneFacts | ResultFacts
) -> tuple[Proposed, ...]:
    """Everything proposed for the milestone or the result, the latest first."""
    return tuple(proposed(one, project_id, about) for one in reversed(proposed_for(given, about)))


def proposed(
    one: ProposalFacts,
    project_id: int,
    about: MilestoneFacts | ResultFacts,
    place: tuple[str, str] = ("", ""),
) -> Proposed:
    """One proposal in words, with what can be done about it. `place`: what it is about, and its page's address."""
    carry_out = proposal_followed_address(project_id, one.id, one.kind, one.milestone_id, one.result_id)
    by = ""
    if one.decided_at is not None:
        by = _("Besluttet af %(who)s %(day)s.") % {"who": one.decided_by, "day": day_of(one.decided_at)}
    return Proposed(
        id=one.id,
        project_id=project_id,
        about=place[0],
        address=place[1],
        words=proposed_words(one, one.period.shown),
        decided=decided_words(one, about),
        decided_by=by,
        is_open=one.is_open,
        carry_out=carry_out if still_to_do(one, about) else "",
    )
