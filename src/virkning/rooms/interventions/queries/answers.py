"""A description's answers as plain values: of one intervention, or of many at once."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from virkning.figures.indicators import Term

from ..answers import ActorAnswer, Answers, CostAnswer, EffectAnswer, TrackAnswer, kept
from ..models import Actor, CostLine, Effect, Element, Intervention, Purpose, Source, TrackChoice

#: The single answers that are called the same here and there.
SAME = (
    *("name", "start_date", "summary", "new_type", "hours_per_week", "weeks_per_participant"),
    *("participants_at_a_time", "intake", "target_group", "selection_criteria", "ambassador_role"),
    *("successor", "method", "observations_start", "observations_middle", "observations_end"),
)


def load_answers(intervention: Intervention) -> Answers:
    """The intervention's, as they stand in the database. Nine queries."""
    return answers_in([intervention.pk])[intervention.pk]


def answers_in(keys: Collection[int]) -> dict[int, Answers]:
    """The answers of each of these interventions one sees, in their order. At most eight queries, however many."""
    rows = Intervention.objects.filter(pk__in=keys).order_by("project_id", "position", "id")
    found = list(rows.values("pk", "municipality__name", *SAME))
    lists = _Lists.of([row["pk"] for row in found])
    return {row["pk"]: lists.whole(row) for row in found}


def fingerprint_of(answers: Answers) -> str:
    """SHA-256 of the answers as JSON with its keys in order: the same answers always have the same."""
    text = json.dumps(kept(answers), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class _Lists:
    """What is answered by several, of many interventions."""

    def __init__(self, **rows: dict[int, list[Any]]) -> None:
        self.rows = rows

    @classmethod
    def of(cls, keys: Collection[int]) -> "_Lists":
        numbers: dict[int, int] = {}
        elements: dict[int, list[str]] = defaultdict(list)
        for pk, key, text in _told(Element, keys, "pk", "intervention_id", "text"):
            elements[key].append(text)
            numbers[pk] = len(elements[key])
        purposes: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for key, term, text in _told(Purpose, keys, "intervention_id", "term", "text"):
            purposes[key].append((term, text))
        columns = ("kind", "title", "task", "element_id", "brings", "qualified", "prepared", "takes_part")
        actors: dict[int, list[ActorAnswer]] = defaultdict(list)
        for key, kind, title, task, element, *how in _told(Actor, keys, "intervention_id", *columns):
            actors[key].append(ActorAnswer(kind, title, task, numbers.get(element), *how))
        sources: dict[int, list[str]] = defaultdict(list)
        for key, text in _told(Source, keys, "intervention_id", "text"):
            sources[key].append(text)
        tracks: dict[int, list[TrackAnswer]] = defaultdict(list)
        for key, *track in _told(TrackChoice, keys, "intervention_id", "number", "title", "change"):
            tracks[key].append(TrackAnswer(*track))
        effects: dict[int, list[EffectAnswer]] = defaultdict(list)
        for key, text, term in _told(Effect, keys, "intervention_id", "text", "term"):
            effects[key].append(EffectAnswer(text, Term(term) if term else None))
        costs: dict[int, list[CostAnswer]] = defaultdict(list)
        for key, text, amount in _told(CostLine, keys, "intervention_id", "text", "amount"):
            costs[key].append(CostAnswer(text, amount))
        return cls(
            elements=elements,
            purposes=purposes,
            actors=actors,
            sources=sources,
            tracks=tracks,
            effects=effects,
            costs=costs,
        )

    def whole(self, row: dict[str, Any]) -> Answers:
        """An intervention's row with everything it has several of."""
        own: dict[str, Any] = {name: tuple(rows.get(row["pk"], ())) for name, rows in self.rows.items()}
        purposes = own.pop("purposes")
        return Answers(
            municipality=row["municipality__name"],
            **{name: row[name] for name in SAME},
            purposes_short=tuple(text for term, text in purposes if term != Term.LONG),
            purposes_long=tuple(text for term, text in purposes if term == Term.LONG),
            **own,
        )


def _told(model: Any, keys: Collection[int], *columns: str) -> Iterable[Any]:
    """Rows of answers, each intervention's in its order."""
    if not keys:
        return ()
    rows = model.objects.filter(intervention_id__in=keys).order_by("intervention_id", "position", "id")
    found: Iterable[Any] = rows.values_list(*columns)
    return found
