"""How often a project or a programme asks for status, and the rounds that come of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.figures.periods import Period
from virkning.figures.phrases import FigureError
from virkning.figures.rounds import Pace, Rhythm, round_days
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import (
    DayField,
    LongTextField,
    NumberField,
    SegmentsField,
    SeveralField,
    TextField,
    said,
)
from virkning.pages.moments import day_words
from virkning.rooms.programmes.models import Programme, Project, StatusCalendar
from virkning.rooms.statusrounds.queries.rounds import periods_to_plan

#: The fields of the pace, in its order.
_PACE = ("opens_after", "report_within", "approve_within", "close_within")
#: More working days than this is no round.
_MOST_DAYS = 250


class CalendarForm(HouseForm):
    """Rhythm and working days, and which of the coming rounds are planned at once."""

    rhythm = SegmentsField(
        label=gettext_lazy("Hvor ofte spørges der til status?"),
        choices=[(one.value, lazystr(one.phrase)) for one in Rhythm],
    )
    opens_after = NumberField(
        label=gettext_lazy("Åbner"),
        whole=True,
        help_text=gettext_lazy("Hverdage efter periodens sidste dag. Minus er før."),
    )
    report_within = NumberField(
        label=gettext_lazy("Indberetning"), whole=True, least=0, help_text=gettext_lazy("Hverdage.")
    )
    approve_within = NumberField(
        label=gettext_lazy("Godkendelse"), whole=True, least=0, help_text=gettext_lazy("Hverdage.")
    )
    close_within = NumberField(
        label=gettext_lazy("Vurdering og lukning"), whole=True, least=0, help_text=gettext_lazy("Hverdage.")
    )
    periods = SeveralField(label=gettext_lazy("Planlæg runder for"), required=False)

    def __init__(
        self, *args: Any, owner: Project | Programme, standing: Mapping[str, Any], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.standing = standing
        written = self._standing("rhythm")
        self.coming = coming_periods(owner, str(written or ""))
        self.fields["periods"].choices = [(one.canonical, one.shown) for one in self.coming]  # type: ignore[attr-defined]
        self.fields["periods"].error_messages["invalid_choice"] = _(
            "Perioderne passer ikke til det, der er valgt. Tryk på Vis datoerne, og vælg igen."
        )

    def _standing(self, name: str) -> str:
        """What stands in a field."""
        return str((self.data if self.is_bound else self.standing).get(name) or "").strip()

    @property
    def preview(self) -> tuple["ComingRound", ...]:
        """The coming rounds by what stands in the fields; the usual pace where that is no number."""
        pace = {}
        for name in _PACE:
            written = self._standing(name)
            is_number = written.removeprefix("-").isdecimal() and len(written) <= 4
            number = int(written) if is_number else getattr(Pace(), name)
            pace[name] = max(-_MOST_DAYS, min(_MOST_DAYS, number))
        ticked = self.data.getlist("periods") if self.is_bound and hasattr(self.data, "getlist") else []
        return coming_rounds(self.coming, Pace(**pace), ticked, timezone.localdate())

    def _clean_days(self, name: str) -> Decimal:
        value: Decimal = self.cleaned_data[name]
        if abs(value) > _MOST_DAYS:
            raise ValidationError(
                _("Så mange hverdage kan ikke bruges. Skriv højst %(n)d.") % {"n": _MOST_DAYS}
            )
        return value

    def clean_opens_after(self) -> Decimal:
        """At most a year."""
        return self._clean_days("opens_after")

    def clean_report_within(self) -> Decimal:
        """At most a year."""
        return self._clean_days("report_within")

    def clean_approve_within(self) -> Decimal:
        """At most a year."""
        return self._clean_days("approve_within")

    def clean_close_within(self) -> Decimal:
        """At most a year."""
        return self._clean_days("close_within")

    @property
    def chosen_rhythm(self) -> Rhythm:
        """What was chosen."""
        return Rhythm(self.cleaned_data["rhythm"])

    @property
    def chosen_pace(self) -> Pace:
        """The working days as they were written."""
        return Pace(*(int(self.cleaned_data[name]) for name in _PACE))

    @property
    def chosen_periods(self) -> list[Period]:
        """The periods that were ticked."""
        return [one for one in self.coming if one.canonical in self.cleaned_data["periods"]]


class RoundForm(HouseForm):
    """One round outside the rhythm."""

    period = TextField(
        label=gettext_lazy("Periode"),
        max_length=20,
        help_text=gettext_lazy("For eksempel 2013, 2013H1 (halvår), 2013K3 (kvartal) eller 2013-10 (måned)."),
    )
    opens_on = DayField(
        label=gettext_lazy("Åbner"),
        required=False,
        help_text=gettext_lazy("Lad dagene stå tomme, så regnes de ud af kalenderen."),
    )
    report_by = DayField(label=gettext_lazy("Indberettes senest"), required=False)
    approve_by = DayField(label=gettext_lazy("Godkendes senest"), required=False)
    close_by = DayField(label=gettext_lazy("Lukkes senest"), required=False)
    guidance = LongTextField(
        label=gettext_lazy("Vejledning til dem, der indberetter"), rows=4, required=False
    )

    def clean_period(self) -> Period:
        """The period as a value."""
        try:
            return Period.parse(self.cleaned_data["period"])
        except FigureError as error:
            raise said(error) from error


@dataclass(frozen=True)
class ComingRound:
    """A round as it would be: its period and its four days in words."""

    value: str
    period: str
    days: tuple[str, ...]
    chosen: bool


def coming_periods(owner: Project | Programme, rhythm: str) -> tuple[Period, ...]:
    """The periods a rhythm would ask about and no round asks about yet; none for a rhythm that is none."""
    if rhythm not in set(Rhythm):
        return ()
    return periods_to_plan(owner, StatusCalendar(rhythm=rhythm))


def coming_rounds(
    periods: Sequence[Period], pace: Pace, chosen: Sequence[str], today: date
) -> tuple[ComingRound, ...]:
    """The rounds with their days worked out."""
    found = []
    for one in periods:
        days = round_days(one, pace)
        told = (days.opens_on, days.report_by, days.approve_by, days.close_by)
        words = tuple(day_words(day, today) for day in told)
        found.append(ComingRound(one.canonical, one.shown, words, one.canonical in chosen))
    return tuple(found)
