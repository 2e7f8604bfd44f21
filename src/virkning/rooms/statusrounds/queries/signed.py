"""What a snapshot says of each activity: who handed it in and approved it, as it stood when the round was closed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from virkning.figures.rounds import RoundStage, SubmissionStage
from virkning.rooms.audit.writes import plain

from ..models import Snapshot, StatusRound
from .ask import Ask, Handed

#: What is kept of what became of an activity, and of the activity itself. Older snapshots have less of the latter.
_WHO = ("submitted_by", "approved_by", "excepted_by", "excepted_reason")
_WHEN = ("submitted_at", "approved_at", "excepted_at")
_ITSELF = ("number", "title", "area", "responsible", "missing", "of", "assessed")

#: One activity of a snapshot, as it is stored.
Signed = Mapping[str, Any]


def signed_of(asks: Sequence[Ask]) -> Iterator[dict[str, Any]]:
    """The asks as a snapshot keeps them: activities by name, moments as ISO."""
    for one in asks:
        told: dict[str, Any] = {"activity": one.activity_id, "stage": one.stage.value}
        told |= {name: getattr(one, name) for name in _ITSELF}
        yield told | {name: plain(getattr(one.handed, name, None)) or "" for name in (*_WHO, *_WHEN)}


def signed_in(
    rounds: Sequence[StatusRound], projects: Sequence[int]
) -> dict[int, dict[int, Sequence[Signed]]]:
    """Round → project → what the latest snapshot says, of the rounds that are closed. One query; none where none is."""
    closed = [one.pk for one in rounds if one.stage == RoundStage.CLOSED]
    found: dict[int, dict[int, Sequence[Signed]]] = {}
    if closed:
        rows = Snapshot.objects.filter(round__in=closed, project__in=projects).order_by("number", "id")
        for key, project, signed in rows.values_list("round_id", "project_id", "signed"):
            found.setdefault(key, {})[project] = signed
    return found


def as_signed(
    asks: Mapping[int, Ask], signed: Iterable[Signed], project_id: int, handed: Mapping[int, Handed]
) -> Iterator[Ask]:
    """What a closed round asked, no more and no less, under the names of that time. `asks`: by activity, as it is now.

    Of what is still there the rest is as it is now, so that a change since the closing is seen.
    """
    for told in signed:
        itself = {name: told[name] for name in _ITSELF if name in told}
        ask = asks.get(told["activity"])
        yield replace(ask, **itself) if ask else _gone(told, itself, project_id, handed.get(told["activity"]))


def _gone(told: Signed, itself: Signed, project_id: int, handed: Handed | None) -> Ask:
    """One the project has no longer: nothing can have been changed in it."""
    here: dict[str, Any] = {"area": "", "responsible": "", "missing": 0, "of": 0} | dict(itself)
    return Ask(
        project_id=project_id,
        activity_id=told["activity"],
        lead_id=None,
        stage=SubmissionStage(told["stage"]),
        fingerprint=handed.fingerprint if handed else "",
        handed=handed,
        gone=True,
        **here,
    )
