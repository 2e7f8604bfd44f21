"""What every act on an employment plan begins with: the plan locked, its stage open for it, records as they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.cpr import masked
from virkning.figures.planning import WORK_IN, PlanStage, PlanWork
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.actions.acts import Act

from ..limits import LONGEST_TEXT
from ..models import EmploymentPlan, InPlan, PlannedResult, PlannedStep
from .acts import planning

#: In an entry's changes: which work the act was, so that taking it back is asked of the same stage.
WORK = "work"
#: As much of a text as the log's sentence holds.
_SHOWN = 80

P = TypeVar("P", bound=InPlan)
R = TypeVar("R", PlannedResult, PlannedStep)


@contextmanager
def arranging(plan: EmploymentPlan, work: PlanWork, *, by: Author) -> Iterator[Act]:
    """One act on the plan, where its stage is open for the work. Raises `Refused`.

    Its entry is about the plan, whichever part it changes: so the plan's history is found by one key.
    """
    with planning(by=by, organisation=plan.organisation_id) as under_way:
        # One at a time in a plan: what is asked below still holds when it is written.
        now = locked(plan)
        check_stage(now, work)
        under_way.about, under_way.told[WORK] = plan, work.value
        yield under_way


def locked(plan: EmploymentPlan) -> EmploymentPlan:
    """The plan as it is now, nobody else's to write until the transaction ends. Raises `Refused` where it is gone."""
    now = EmploymentPlan._base_manager.select_for_update().get(pk=plan.pk)
    if now.removed_at is not None:
        raise Refused(_("Planen er fjernet."))
    return now


def check_stage(plan: EmploymentPlan, work: PlanWork) -> None:
    """Raises `Refused` where the plan's stage is closed for the work."""
    stage = PlanStage(plan.stage)
    if stage in WORK_IN[work]:
        return
    if stage is PlanStage.FOLLOWED_UP:
        raise Refused(_("Planen er fulgt op og kan kun læses. Åbn opfølgningen igen med en begrundelse."))
    if work is PlanWork.FOLLOW:
        raise Refused(_("Planen er en kladde. Den kan følges op, når den er vedtaget."))
    raise Refused(
        _(
            "Planen er vedtaget, så dens mål, målgrupper, resultater og trin ligger fast. "
            "Et resultat kan udgå; skal andet ændres, så åbn planen igen med en begrundelse."
        )
    )


def as_it_is(part: P, version: int | None = None) -> P:
    """The part as it is now, locked. Raises `Conflict` where it is removed, or no longer has the version that was read.

    Its way up to the plan is the one that was handed in, so that words about it cost no queries.
    """
    now: Any = type(part)._base_manager.select_for_update().get(pk=part.pk)
    if now.removed_at is not None or (version is not None and now.version != version):
        raise Conflict(now)
    parent = part.plan_path.split("__")[0]
    if getattr(now, f"{parent}_id") == getattr(part, f"{parent}_id"):
        setattr(now, parent, getattr(part, parent))
    found: P = now
    return found


def standing(part: P) -> P:
    """The part something is to be hung on. Raises `Refused` where it has been removed meanwhile."""
    try:
        return as_it_is(part)
    except Conflict as gone:
        words = _("“%(what)s” er fjernet imens. Åbn siden igen, og se, hvad der står nu.")
        raise Refused(words % {"what": short(part)}) from gone


def in_use(part: R) -> R:
    """The part, where it has not gone out of use. Raises `Refused`: nobody would see what was written on it."""
    if part.retired_on is None:
        return part
    if isinstance(part, PlannedStep):
        raise Refused(_("Trinnet er udgået. Tag det i brug igen, før det ændres."))
    raise Refused(_("Resultatet er udgået. Tag det i brug igen, før det ændres."))


def not_ahead(day: date) -> None:
    """Raises `Refused` for a retirement in days to come: what counts is asked of now, so it would go at once."""
    if day > timezone.localdate():
        raise Refused(
            {"on": _("Vælg i dag eller en tidligere dag. Det udgår med det samme, ikke først den dag.")}
        )


def in_plan(plan: EmploymentPlan, part: InPlan, field: str) -> None:
    """Raises `Refused` where the part is another plan's."""
    if part.owning_plan.pk != plan.pk:
        raise Refused({field: _("Vælg noget, der hører til planen.")})


def short(text: object) -> str:
    """A text as the log's sentence quotes it."""
    words = masked(" ".join(str(text).split()))
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def line(field: str, text: str, most: int = LONGEST_TEXT) -> str:
    """A text on one line, as it is kept. Raises `Refused` where it is blank or too long."""
    found = " ".join(text.split())
    if not found:
        raise Refused({field: _("Feltet skal udfyldes.")})
    if len(found) > most:
        said = _("Teksten er for lang: %(n)d tegn, der er plads til %(most)d. Gør den kortere.")
        raise Refused({field: said % {"n": len(found), "most": most}})
    return found
