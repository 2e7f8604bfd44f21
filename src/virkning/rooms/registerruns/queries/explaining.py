"""How a number was made: what the run kept of it, told as the engine tells it. Never a count that is hidden."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from virkning.registers.measures import read_measure

from ..models import Delivery, Run
from .published import GoalTable

if TYPE_CHECKING:  # the engine's dialects are loaded where they are told
    from virkning.registers.explain import Explained


@dataclass(frozen=True)
class HowMade:
    """The measure as it was when it was run. `explained`: words, code lists, SQL, weeks; see `registers.explain`."""

    run: Run
    delivery: Delivery
    measure: str
    explained: "Explained"
    #: Code lists that say something else today than when it was run.
    lists_changed: tuple[str, ...]

    @property
    def is_approximation(self) -> bool:
        """The official figure comes from elsewhere."""
        return bool(self.run.measures[self.measure]["standing"] == "approximation")


def how_made(table: GoalTable) -> HowMade:
    """From the definition the run kept, with the house's code lists of today. No query beside the table's own."""
    from virkning.registers.explain import explain

    told = table.run.measures[table.measure]
    measure = read_measure(told["text"], file=f"{table.measure}.toml", beside=None)
    kept = table.run.code_lists
    changed = tuple(one.name for one in measure.lists if kept.get(one.name) not in (None, one.version))
    explained = explain(measure, table.periods)
    return HowMade(table.run, table.run.delivery, table.measure, explained, changed)
