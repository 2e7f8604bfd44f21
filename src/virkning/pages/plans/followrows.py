"""A planned result at the follow-up: its words, what measures it, how much was reached, and what may be done to it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from virkning.figures.planning import WORK_IN, PlanStage, PlanWork
from virkning.pages.addresses import coming_from
from virkning.pages.forms.base import HouseForm
from virkning.rooms.plans.facts import PlannedFacts
from virkning.rooms.plans.models import EmploymentPlan

from .measures import Measured, Measures
from .rows import before_words
from .ways import may_write


@dataclass(frozen=True)
class FollowedRow:
    """A planned result at the follow-up. `field`, `comment`: its fields, on the form."""

    id: int
    name: str
    number: int
    text: str
    term: str
    retired: bool
    measured: tuple[Measured, ...]
    hidden: str
    reached: str
    said: str
    before: str
    follow: str
    retire: str
    again: str
    version: int
    field: Any = None
    comment: Any = None


class FollowedRows:
    """Rows of one plan. `here`: the page they stand on, which what is done to a result leads back to."""

    def __init__(self, plan: EmploymentPlan, measures: Measures, here: str) -> None:
        self.plan, self.measures, self.here = plan, measures, here
        self.links = may_write(plan) and PlanStage(plan.stage) in WORK_IN[PlanWork.LINK]

    def of(self, one: PlannedFacts, form: HouseForm | None = None) -> FollowedRow:
        """The result's row; with its fields, on a form."""
        seen = [self.measures[key] for key in one.follows if key in self.measures]
        return FollowedRow(
            id=one.id,
            name=f"resultat-{one.id}",
            number=one.number,
            text=one.text,
            term=one.term.shown,
            retired=not one.counts,
            measured=tuple(seen),
            hidden=hidden_words(len(one.follows) - len(seen), beside=len(seen)),
            reached=one.reached.shown if one.reached else "",
            said=one.reached_comment,
            before=before_words(one.before) if one.before else "",
            follow=reverse("planned_followed", args=(self.plan.pk, one.id))
            if self.links and one.counts
            else "",
            retire=self._and_back("planned_retire", one) if self.links and one.counts else "",
            again=self._and_back("planned_again", one) if self.links and not one.counts else "",
            version=one.version,
            field=form[f"reached_{one.id}"] if form else None,
            comment=form[f"comment_{one.id}"] if form else None,
        )

    def _and_back(self, name: str, one: PlannedFacts) -> str:
        return coming_from(reverse(name, args=(self.plan.pk, one.id)), f"{self.here}#resultat-{one.id}")


def hidden_words(hidden: int, *, beside: int) -> str:
    """How many results in projects the reader does not see measure it, `beside` those shown; blank for none."""
    if not hidden:
        return ""
    if beside:
        words = ngettext(
            "Måles også i 1 resultat i et projekt, du ikke kan se.",
            "Måles også i %(n)d resultater i projekter, du ikke kan se.",
            hidden,
        )
    else:
        words = ngettext(
            "Måles i 1 resultat i et projekt, du ikke kan se.",
            "Måles i %(n)d resultater i projekter, du ikke kan se.",
            hidden,
        )
    return words % {"n": hidden}
