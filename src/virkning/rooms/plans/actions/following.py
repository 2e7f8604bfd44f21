"""Following a plan: which results of projects measure a planned one, and how much of it was reached."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from virkning.figures.planning import PlanWork, Reached
from virkning.rooms.access.ordering import InDanish
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.results.models import Result

from ..models import EmploymentPlan, PlannedResult, ResultFollowed
from .arranging import arranging, as_it_is, in_plan, in_use, short

LONGEST_COMMENT = 4000


def may_be_followed(plan: EmploymentPlan, planned: PlannedResult | None = None) -> list[Result]:
    """Results of projects the municipality works in and the scope sees. One query.

    `planned`: with those that measure it already, of a project the municipality has left since too: they are told to
    whoever sees them, and what is told can be said again.
    """
    works_in = Q(project__parties__organisation=plan.organisation_id) & Q(
        project__parties__role__in=(PartyRole.LEAD, PartyRole.PARTNER)
    )
    if planned is not None:
        works_in |= Q(followed_by__planned=planned.pk)
    rows = Result.objects.filter(works_in, project__removed_at__isnull=True).select_related("project")
    order = (InDanish("project__name"), "project_id", "position", "id")
    return list(rows.order_by(*order).distinct())


def follow_results(
    planned: PlannedResult, *, results: Collection[int], by: Author, version: int | None = None
) -> PlannedResult:
    """Let exactly these of the results the scope sees (keys) measure a planned one; those it does not see stay.

    Raises `Refused`, `Conflict`.
    """
    plan = planned.owning_plan
    seen = {one.pk for one in may_be_followed(plan, planned)}
    if set(results) - seen:
        raise Refused({"results": _("Vælg resultater i projekter, kommunen er med i, og som du kan se.")})
    with arranging(plan, PlanWork.LINK, by=by) as act:
        now = in_use(as_it_is(planned, version))
        there = ResultFollowed._base_manager.filter(planned=now, result__in=seen).order_by("pk")
        known = {one.result_id: one for one in there}
        act.unlink([one for key, one in known.items() if key not in set(results)])
        for key in sorted(set(results) - known.keys()):
            act.create(ResultFollowed(planned=now, result_id=key))
        if set(results) != known.keys():
            act.touch(now)
        act.words = _(
            "Resultatet “%(what)s” i målgruppe %(group)s måles nu i projekter på en anden måde."
        ) % {
            "what": short(now.text),
            "group": now.group.number,
        }
    return now


@dataclass(frozen=True)
class Said:
    """What is said of one planned result at the follow-up. `version`: of the result as it was read."""

    planned: PlannedResult
    reached: Reached | None
    comment: str
    version: int | None = None


def follow_up(plan: EmploymentPlan, said: Sequence[Said], *, by: Author) -> bool:
    """Say how much of each result was reached, all of it in one act; whether anything was new.

    As many queries for many as for one. Raises `Refused` with `comment_<key>` and `reached_<key>` as keys, and
    `Conflict`.
    """
    errors = {}
    for one in said:
        in_plan(plan, one.planned, f"reached_{one.planned.pk}")
        if len(one.comment) > LONGEST_COMMENT:
            words = _("Teksten er for lang: %(n)d tegn, der er plads til %(most)d. Gør den kortere.")
            errors[f"comment_{one.planned.pk}"] = words % {"n": len(one.comment), "most": LONGEST_COMMENT}
    if errors:
        raise Refused(errors)
    with arranging(plan, PlanWork.FOLLOW, by=by) as act:
        now = _as_they_are(said)
        act.change_each({now[one.planned.pk]: _values(one) for one in said})
        act.words = _("Opfølgningen på %(n)d resultater er skrevet.") % {"n": len(act.rows)}
        if len(act.rows) == 1:
            act.words = _("Opfølgningen på et resultat er skrevet.")
    return bool(act.rows)


def _as_they_are(said: Sequence[Said]) -> dict[int, PlannedResult]:
    """The results as they stand, locked: key → result. Raises `Conflict`, and `Refused` for those out of use."""
    rows = PlannedResult._base_manager.select_for_update().filter(pk__in=[one.planned.pk for one in said])
    now = {one.pk: one for one in rows.order_by("pk")}
    for one in said:
        there = now[one.planned.pk]
        if there.removed_at is not None or one.version not in (None, there.version):
            raise Conflict(there)
    gone = [one for one in now.values() if one.retired_on is not None]
    if gone:
        words = _("Resultatet “%(what)s” er udgået og følges ikke op.")
        raise Refused({f"reached_{one.pk}": words % {"what": short(one.text)} for one in gone})
    return now


def _values(said: Said) -> dict[str, str]:
    reached = said.reached.value if said.reached is not None else ""
    return {"reached": reached, "reached_comment": said.comment.strip()}
