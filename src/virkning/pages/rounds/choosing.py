"""Which activities of a round are shown, and in what order, as the address says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy

from virkning.figures.collation import danish_key
from virkning.figures.folding import fold, folded_words
from virkning.figures.rounds import SubmissionAct, SubmissionStage
from virkning.pages.telling.rounds import LEFT_OUT, WORDS, Reader
from virkning.rooms.statusrounds.actions.submissions import may_move
from virkning.rooms.statusrounds.models import StatusRound
from virkning.rooms.statusrounds.queries.ask import Ask
from virkning.rooms.statusrounds.queries.standing import late_since

#: What stands in the way of closing.
UNSETTLED = "ikke-godkendt"
#: Key in the address → what it is called, in the order of the list.
SHOWN: dict[str, Any] = {
    "": gettext_lazy("Alle aktiviteter"),
    "til-godkendelse": gettext_lazy("Til godkendelse"),
    "mangler": gettext_lazy("Ikke indsendt"),
    UNSETTLED: gettext_lazy("Ikke godkendt"),
    **{WORDS[stage]: lazystr(stage.phrase) for stage in SubmissionStage},
    "aendret": gettext_lazy("Ændret siden godkendelsen"),
    "for-sent": gettext_lazy("For sent"),
    "uden-vurdering": gettext_lazy("Uden vurdering"),
    LEFT_OUT: gettext_lazy("Undtaget"),
}
#: Key → head of the column. A minus before the key turns the order.
SORTINGS: dict[str, Any] = {
    "nr": gettext_lazy("Aktivitet"),
    "ansvarlig": gettext_lazy("Ansvarlig"),
    "trin": gettext_lazy("Trin"),
    "mangler": gettext_lazy("Mangler"),
    "frist": gettext_lazy("Frist"),
}
PROJECT_SORTINGS: dict[str, Any] = {
    "navn": gettext_lazy("Projekt"),
    "trin": gettext_lazy("Trin"),
    "frist": gettext_lazy("For sent"),
}
_HANDED_IN = (SubmissionStage.SUBMITTED, SubmissionStage.APPROVED)


@dataclass(frozen=True)
class Chosen:
    """What is shown. `project`: of a programme's round, the one that is unfolded. `sorting` blank: the usual order."""

    shown: str = ""
    text: str = ""
    project: int | None = None
    sorting: str = ""

    @property
    def is_all(self) -> bool:
        """Nothing is left out."""
        return not (self.shown or self.text)

    def query(self, **other: Any) -> str:
        """The address' parameters for this choice, with others in place of some."""
        one = replace(self, **other)
        values = {"projekt": one.project, "vis": one.shown, "q": one.text, "sortering": one.sorting}
        return urlencode({key: value for key, value in values.items() if value})


def chosen_in(given: Mapping[str, str]) -> Chosen:
    """What the address asks for; what it cannot mean counts as not asked for."""
    shown, project, sorting = (given.get(name, "") for name in ("vis", "projekt", "sortering"))
    known = sorting.removeprefix("-") in {**SORTINGS, **PROJECT_SORTINGS}
    return Chosen(
        shown=shown if shown in SHOWN else "",
        text=" ".join(given.get("q", "").replace("\0", " ").split())[:100],
        project=int(project) if project.isdecimal() and len(project) < 18 else None,
        sorting=sorting if known else "",
    )


def fits(status_round: StatusRound, shown: str, reader: Reader) -> Callable[[Ask], bool]:
    """Whether an activity is one of those shown."""
    stages = {word: stage for stage, word in WORDS.items()}
    marks: dict[str, Callable[[Ask], bool]] = {
        "": lambda ask: True,
        "til-godkendelse": lambda ask: may_move(ask, status_round, SubmissionAct.APPROVE, reader.person_id),
        "mangler": lambda ask: ask.stage not in _HANDED_IN,
        UNSETTLED: lambda ask: not ask.is_settled,
        "aendret": lambda ask: ask.changed,
        "for-sent": lambda ask: late_since(status_round, ask, reader.today) is not None,
        "uden-vurdering": lambda ask: not ask.assessed,
    }

    def one_of(ask: Ask) -> bool:
        if shown == LEFT_OUT or ask.is_excepted:
            return ask.is_excepted and shown in ("", LEFT_OUT)
        if shown in stages:
            return ask.stage is stages[shown]
        return marks[shown](ask)

    return one_of


def choose(
    status_round: StatusRound,
    asks: Iterable[Ask],
    chosen: Chosen,
    reader: Reader,
    *,
    late_first: bool = False,
) -> list[Ask]:
    """The activities that fit, in the order wanted; `late_first`: where none is asked for."""
    words, fit = folded_words(chosen.text), fits(status_round, chosen.shown, reader)
    found = [one for one in asks if fit(one) and _is_named(one, words)]
    key = chosen.sorting.removeprefix("-")
    if not key and late_first:
        found.sort(key=lambda one: late_since(status_round, one, reader.today) is None)
    elif key in SORTINGS:
        if key != "nr":
            found.sort(key=lambda one: _order(status_round, one, key, reader))
        if chosen.sorting.startswith("-"):
            found.reverse()
    return found


def _is_named(ask: Ask, words: tuple[str, ...]) -> bool:
    text = fold(" ".join((ask.number, ask.title, ask.area, ask.responsible)))
    return all(word in text for word in words)


def _order(status_round: StatusRound, ask: Ask, key: str, reader: Reader) -> Any:
    if key == "ansvarlig":
        return (not ask.responsible, danish_key(ask.responsible))
    if key == "trin":
        return (ask.is_excepted, list(SubmissionStage).index(ask.stage))
    if key == "mangler":
        return -ask.missing
    late = late_since(status_round, ask, reader.today)
    return (late is None, late)
