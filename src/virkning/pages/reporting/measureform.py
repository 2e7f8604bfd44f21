"""One form for a result in a period: a value a series, with last time's beside each, and a note to the whole."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

from virkning.pages.forms.base import HouseForm
from virkning.rooms.reports.facts.project import ResultFacts
from virkning.rooms.results.models import Measurement, Series

from .seriesfields import Line, SeriesFields


def lines_of(result_id: int) -> tuple[Line, ...]:
    """The result's series in order; a result that has none yet gets the nameless one. One query."""
    rows = Series.objects.filter(result_id=result_id).order_by("position", "id").values_list("pk", "name")
    found = tuple(Line(str(key), name) for key, name in rows)
    return found or (Line("0", ""),)


class MeasureForm(HouseForm):
    """The fields of one result; `new_…` for a series that is not there yet."""

    def __init__(self, *args: Any, facts: ResultFacts, lines: Sequence[Line], **given: Any) -> None:
        super().__init__(*args, **given)
        self.measured = SeriesFields(self, facts, (*lines, Line("new", "")))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        filled = [name for name in self.fields if name.endswith("_new") and name != "name_new"]
        written = any(data.get(name) not in (None, "") for name in filled)
        if written and not data.get("name_new") and "name_new" not in self.errors:
            self.add_error("name_new", gettext("Giv serien et navn, eller slet det, der står under den."))
        return data


def measured(result_id: int, period_id: int) -> dict[str, Measurement]:
    """The period's current measurements by series key (`note` for the note). One query."""
    rows = Measurement.objects.filter(result_id=result_id, period_id=period_id, superseded_at__isnull=True)
    return {str(one.series_id) if one.series_id else "note": one for one in rows.order_by("id")}
