"""Goals: the ministry's stay as they are in a plan; local ones are the municipality's to add, word and remove."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.planning import PlanWork
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused

from ..limits import LONGEST_NUMBER, LONGEST_TITLE
from ..models import EmploymentPlan, OverallGroup, PlanGoal
from ..queries.hanging import under
from .arranging import arranging, as_it_is, line, short


def add_goal(plan: EmploymentPlan, *, number: str, title: str, by: Author) -> PlanGoal:
    """Add a local goal after the others. Raises `Refused`, IntegrityError where the number is taken."""
    with arranging(plan, PlanWork.STRUCTURE, by=by) as act:
        last = PlanGoal._base_manager.filter(plan=plan).order_by("-position").first()
        made = PlanGoal(
            plan=plan,
            number=line("number", number, LONGEST_NUMBER),
            title=line("title", title, LONGEST_TITLE),
            position=0 if last is None else last.position + 1,
        )
        act.create(made)
        act.words = _("Mål %(number)s er tilføjet: %(what)s.") % _named(made)
    return made


def change_goal(
    goal: PlanGoal, *, number: str, title: str, by: Author, version: int | None = None
) -> PlanGoal:
    """Reword a local goal. Raises `Refused`, `Conflict`."""
    with arranging(goal.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = as_it_is(goal, version)
        refuse_national(now)
        values: dict[str, Any] = {
            "number": line("number", number, LONGEST_NUMBER),
            "title": line("title", title, LONGEST_TITLE),
        }
        act.change(now, **values)
        act.words = _("Mål %(number)s er rettet: %(what)s.") % _named(now)
    return now


def remove_goal(goal: PlanGoal, *, by: Author, version: int | None = None) -> PlanGoal:
    """Remove a local goal with all that stands under it. Raises `Refused`, `Conflict`."""
    with arranging(goal.owning_plan, PlanWork.STRUCTURE, by=by) as act:
        now = as_it_is(goal, version)
        refuse_national(now)
        act.remove([*under(now), now], at=timezone.now())
        act.words = _("Mål %(number)s er fjernet: %(what)s.") % _named(now)
    return now


def refuse_national(part: PlanGoal | OverallGroup) -> None:
    """Raises `Refused` for what the ministry has set."""
    if part.national_id is not None:
        raise Refused(
            _(
                "“%(what)s” er sat af ministeriet og kan hverken rettes eller fjernes. Tilføj jeres eget i stedet."
            )
            % {"what": short(part)}
        )


def _named(goal: PlanGoal) -> dict[str, str]:
    return {"number": goal.number, "what": short(goal.title).rstrip(".")}
