"""What the note tells of proposals: what the evaluator proposed for a milestone or a result, and what was decided."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from virkning.documents.blocks import Paragraph, Run

from ..facts.project import MilestoneFacts, ResultFacts
from ..facts.proposals import ProposalFacts, decided_words, proposed_words


def proposal_lines(given: Iterable[ProposalFacts], about: MilestoneFacts | ResultFacts) -> Iterator[str]:
    """One text a proposal: what was proposed, then what the project says."""
    for one in given:
        yield f"{proposed_words(one, one.period.danish)} {decided_words(one, about)}"


def proposal_blocks(given: Iterable[ProposalFacts], about: ResultFacts) -> Iterator[Paragraph]:
    """Under a result's sentence."""
    head = _("Forslag til resultat %(number)s.") % {"number": about.number}
    for text in proposal_lines(given, about):
        yield Paragraph((Run(f"{head} ", bold=True), Run(text)))
