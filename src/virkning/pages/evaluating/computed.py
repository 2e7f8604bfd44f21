"""What is computed of a result, beside the light an evaluator judges."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from virkning.figures.attainment import in_baseline
from virkning.figures.milestones import Light
from virkning.figures.periods import Period
from virkning.rooms.reports.facts.judgements import CellState, ResultCell, result_cell
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.results.models import Result

_NOTHING_EXPECTED = (
    *(CellState.NOT_EXPECTED, CellState.NOT_ADDED),
    *(CellState.RETIRED, CellState.NOT_MEASURED),
)


@dataclass(frozen=True)
class Computed:
    """A result in each of the project's periods; `nothing`: those in which nothing is expected of it."""

    cells: Mapping[Period, ResultCell]
    nothing: frozenset[Period]

    @classmethod
    def of_result(cls, result: Result | None) -> "Computed | None":
        """None where there is no result to judge. Twelve queries."""
        if result is None:
            return None
        facts = load_project(result.project)
        told = next((one for one in facts.all_results() if one.id == result.pk), None)
        if told is None:
            return cls({}, frozenset())
        cells = {one: result_cell(told, one, facts.horizon) for one in facts.horizon.periods}
        return cls(
            cells,
            frozenset(
                period
                for period, cell in cells.items()
                if cell.state in _NOTHING_EXPECTED or in_baseline(told.indicator, period)
            ),
        )

    def of(self, period: Period) -> Light | None:
        """The light computed in the period."""
        cell = self.cells.get(period)
        return cell.computed if cell is not None else None

    def why_nothing(self, period: Period) -> str:
        """Why nothing is expected in the period; blank where something is."""
        cell = self.cells.get(period)
        return str(cell.computed_reason) if cell is not None and period in self.nothing else ""

    @property
    def words(self) -> str:
        """`Beregnet: 2011 gul, 2012 grøn.` Periods without a computed light are left out."""
        told = [
            f"{period.shown} {cell.computed.shown.lower()}"
            for period, cell in self.cells.items()
            if cell.computed
        ]
        return (
            _("Beregnet: %(lights)s.") % {"lights": ", ".join(told)}
            if told
            else _("Der er ingen beregnet farve.")
        )
