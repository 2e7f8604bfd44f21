"""How an activity goes on, as pages tell it; and the comment on it as a whole."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from virkning.figures.continuing import Continuation
from virkning.figures.dates import date_words
from virkning.figures.periods import Period
from virkning.rooms.reports.facts.continuing import (
    CommentFacts,
    EmbeddingFacts,
    comment_in,
    embedding_by,
)


@dataclass(frozen=True)
class EmbeddingWords:
    """What was last said of an activity. `older`: that it was said in an earlier period than the one looked at."""

    how: str
    responsible: str
    lacks_responsible: bool
    secured: str
    money: str
    risk: str
    text: str
    undecided: bool
    older: str


def embedding_words(one: EmbeddingFacts, period: Period) -> EmbeddingWords:
    """What was said, as a reader in the period is told it."""
    older = _("Sagt i %(period)s") % {"period": one.period.shown} if one.period != period else ""
    return EmbeddingWords(
        how=one.continuation.shown,
        responsible=one.responsible,
        lacks_responsible=one.lacks_responsible,
        secured=date_words(one.secured_until) if one.secured_until else "",
        money=one.money,
        risk=one.risk,
        text=one.text,
        undecided=one.continuation is Continuation.UNDECIDED,
        older=older,
    )


@dataclass(frozen=True)
class ActivityGoesOn:
    """How one activity goes on, and what is told of it as a whole in a period; and where both are written."""

    embedding: EmbeddingWords | None
    comment: str
    write_embedding: str
    write_comment: str


def activity_goes_on(
    project_id: int,
    activity_id: int,
    embeddings: tuple[EmbeddingFacts, ...],
    comments: tuple[CommentFacts, ...],
    period: Period,
) -> ActivityGoesOn:
    """What an activity's page tells in the period."""
    said = embedding_by(embeddings, activity_id, period)
    where = (project_id, activity_id, period.canonical)
    return ActivityGoesOn(
        embedding=embedding_words(said, period) if said else None,
        comment=comment_in(comments, activity_id, period),
        write_embedding=reverse("embedding", args=where),
        write_comment=reverse("activity_comment", args=where),
    )
