"""Whom a municipality can ask: other municipalities' interventions like its own, told as a card and no more.

They may stand in projects one does not see. So only what is accepted is found, in programmes one is in oneself, and
only this is told of it: municipality, name, tracks, target group, start.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from virkning.figures.collation import danish_key
from virkning.figures.folding import fold, folded_words
from virkning.figures.interventions import InterventionStage
from virkning.rooms.access.scope import Scope
from virkning.rooms.programmes.models import Programme

from ..answers import Answers
from ..models import Element, Intervention, TrackChoice

#: Cards on a page.
MOST_CARDS = 12
#: So many letters of a word are compared: its stem, near enough. Shorter words say little of what something is.
_STEM, _SHORTEST = 6, 5
#: Words that stand in most descriptions, folded.
_COMMON = """
    aktivitet andre borger deltager deres efter eller familiesammenforte flygtninge gennem hvilke indsats integration
    kommune mellem mulighed relevant under vaere
"""
_EVERYWHERE = frozenset(fold(word)[:_STEM] for word in _COMMON.split())
_TRACK, _GROUP, _ACTIVITY = 3, 1, 1


@dataclass(frozen=True, slots=True)
class Card:
    """An intervention of another municipality. `same_tracks`: of its tracks, those it has in common with one's own."""

    id: int
    municipality: str
    name: str
    tracks: tuple[str, ...]
    target_group: str
    start: date | None
    same_tracks: tuple[str, ...] = ()
    same_words: tuple[str, ...] = ()
    score: int = 0


def similar_to(
    intervention: Intervention, answers: Answers, scope: Scope, *, most: int = MOST_CARDS
) -> list[Card]:
    """The most alike first, by tracks, words of the target group and kinds of activity. At most four queries.

    `scope`: whose programmes are looked in.
    """
    seen = Q() if scope.sees_everything else Programme.visible_to(scope)
    programmes = list(
        Programme._base_manager.filter(seen, removed_at__isnull=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    rows = Intervention._base_manager.filter(
        project__programme_id__in=programmes,
        project__removed_at__isnull=True,
        removed_at__isnull=True,
        stage__in=[InterventionStage.ACCEPTED.value, InterventionStage.ENDED.value],
    ).exclude(municipality_id=intervention.municipality_id)
    columns = ("pk", "municipality__name", "name", "target_group", "start_date")
    found = list(rows.order_by("pk").values(*columns))
    keys = [row["pk"] for row in found]
    mine = _Kinds.of(answers)
    tracks, elements = _tracks(keys), _elements(keys)
    cards = [_card(row, mine, tracks[row["pk"]], elements[row["pk"]]) for row in found]
    alike = [card for card in cards if card.score]
    alike.sort(key=lambda one: (-one.score, danish_key(one.municipality), danish_key(one.name), one.id))
    return alike[:most]


@dataclass(frozen=True)
class _Kinds:
    """What one's own is about."""

    tracks: frozenset[str]
    group: frozenset[str]
    activities: frozenset[str]

    @classmethod
    def of(cls, answers: Answers) -> "_Kinds":
        return cls(
            frozenset(key for one in answers.tracks for key in _track_keys(one.number, one.title)),
            frozenset(_stems([answers.target_group])),
            frozenset(_stems(answers.elements)),
        )


def _card(row: dict[str, Any], mine: _Kinds, tracks: list[tuple[str, str]], elements: list[str]) -> Card:
    same = tuple(_track_words(*track) for track in tracks if mine.tracks.intersection(_track_keys(*track)))
    group = _stems([row["target_group"]])
    activities = _stems(elements)
    words = tuple(sorted({group[one] for one in mine.group.intersection(group)}, key=danish_key))
    score = _TRACK * len(same) + _GROUP * len(words)
    score += _ACTIVITY * len(mine.activities.intersection(activities))
    return Card(
        id=row["pk"],
        municipality=row["municipality__name"],
        name=row["name"],
        tracks=tuple(_track_words(*track) for track in tracks),
        target_group=row["target_group"],
        start=row["start_date"],
        same_tracks=same,
        same_words=words,
        score=score,
    )


def _track_words(number: str, title: str) -> str:
    return f"{number} {title}".strip()


def _track_keys(number: str, title: str) -> tuple[str, ...]:
    """A track is known by its title, where it has one: two catalogues may use the same numbers."""
    return (" ".join(folded_words(title)),) if title.strip() else (f"nr. {number.strip()}",)


def _stems(texts: Iterable[str]) -> dict[str, str]:
    """The stems of the words that tell something, each with a word it stands in."""
    found: dict[str, str] = {}
    for text in texts:
        for word in text.split():
            for folded in folded_words(word):
                stem = folded[:_STEM]
                if len(folded) >= _SHORTEST and stem not in _EVERYWHERE:
                    found.setdefault(stem, word.strip(".,;:!?()“”\"'").casefold())
    return found


def _tracks(keys: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = TrackChoice._base_manager.filter(intervention_id__in=keys, removed_at__isnull=True)
    columns = ("intervention_id", "number", "title")
    for key, number, title in rows.order_by("intervention_id", "position", "id").values_list(*columns):
        found[key].append((number, title))
    return found


def _elements(keys: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Element._base_manager.filter(intervention_id__in=keys, removed_at__isnull=True)
    for key, text in rows.order_by("intervention_id", "position", "id").values_list(
        "intervention_id", "text"
    ):
        found[key].append(text)
    return found
