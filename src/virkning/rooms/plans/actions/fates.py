"""What becomes of the steps of a result that goes: each goes along, or leads to another result of the group instead."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.actions.acts import Act

from ..models import PlannedResult, PlannedStep, StepAlsoFor
from ..queries.hanging import others_beside, steps_on
from .arranging import short
from .room import refuse_full_of_steps

#: Step's key → the key of the result it leads to instead; None: it goes along.
Fates = Mapping[int, int | None]


def settle(act: Act, result: PlannedResult, fates: Fates) -> list[PlannedStep]:
    """Move the steps that shall lead to another result, and return those that go along.

    Every step that hangs on the result must have been asked about. Raises `Refused` with `step_<key>` as keys.
    """
    hanging = [one.step for one in steps_on(result)]
    others = {one.pk: one for one in others_beside(result)}
    errors = {f"step_{step.pk}": _unsettled(step) for step in hanging if step.pk not in fates}
    errors |= {
        f"step_{step.pk}": _("Vælg et resultat i samme målgruppe, der ikke er udgået.")
        for step in hanging
        if fates.get(step.pk) is not None and fates[step.pk] not in others
    }
    if errors:
        raise Refused(errors)
    moved: dict[int, list[PlannedStep]] = {}
    for step in hanging:
        other = fates[step.pk]
        if other is not None:
            moved.setdefault(other, []).append(step)
    for other, steps in moved.items():
        rehome(act, steps, others[other])
    return [step for step in hanging if fates[step.pk] is None]


def rehome(act: Act, steps: Sequence[PlannedStep], to: PlannedResult) -> None:
    """Let steps lead to another result as their own, after those it has; a step that led there too leads there once.

    Raises `Refused` where there is no room for them.
    """
    refuse_full_of_steps(len(steps_in_use(to)), sum(one.retired_on is None for one in steps))
    links = StepAlsoFor._base_manager.filter(step__in=steps, result=to).order_by("pk")
    act.unlink(links)
    last = PlannedStep._base_manager.filter(result=to, removed_at__isnull=True).order_by("-position").first()
    first = 0 if last is None else last.position + 1
    act.change_each(
        {step: {"result_id": to.pk, "position": place} for place, step in enumerate(steps, first)}
    )
    for step in steps:
        step.result = to


def steps_in_use(result: PlannedResult) -> list[PlannedStep]:
    """The result's own steps that count, in their order. One query."""
    rows = PlannedStep._base_manager.filter(result=result, removed_at__isnull=True, retired_on__isnull=True)
    return list(rows.order_by("position", "id"))


def _unsettled(step: PlannedStep) -> str:
    said = _("Vælg, hvad der skal ske med trinnet “%(step)s”: det hænger på resultatet.")
    return said % {"step": short(step.text)}
