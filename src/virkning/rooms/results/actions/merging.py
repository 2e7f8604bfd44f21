"""Merging activities: one is closed, and what it was to lead to is followed by the other too.

Its milestones stay where they were reported, with their targets, statuses and comments: moved, they would meet others
with the same numbers, and the notes of earlier rounds would tell of milestones that the activity never had. What is
still to be reached is written as milestones of the activity that goes on.
"""

from django.db.models import Max
from django.utils.translation import gettext as _

from virkning.rooms.activities.actions.belonging import check_belongs, check_text
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.actions.acts import Act, act
from virkning.rooms.programmes.models import ProjectPeriod

from ..models import Result, ResultActivity


def merge_activity(
    activity: Activity,
    *,
    into: Activity,
    period: ProjectPeriod,
    reason: str,
    by: Author,
    version: int | None = None,
) -> Activity:
    """Close the activity from a period on, because it goes on as a part of `into`; one act, which an undo takes back.

    Its results belong to both from then on. Raises `Refused`, `Conflict`.
    """
    check_text(closed_reason=reason)
    check_belongs(activity.project_id, into=into, closed_in=period)
    with act(by=by, project_id=activity.project_id) as merging:
        # In one order whoever merges what: two who merge into each other meet here.
        keys = sorted({activity.pk, into.pk})
        rows = {
            one.pk: one for one in Activity.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        }
        if into.pk not in rows:
            raise Refused({"into": _("Aktiviteten er fjernet. Vælg en anden.")})
        _check(activity, rows[into.pk])
        columns = {"closed_in_id": period.pk, "closed_reason": reason.strip(), "merged_into_id": into.pk}
        merging.change(activity, version=version, tell=True, reopened_reason="", **columns)
        _share_results(merging, activity, into)
        merging.about = activity
        texts = {"activity": activity, "into": into, "period": period.period.danish}
        merging.words = _("Aktiviteten %(activity)s er lagt sammen med %(into)s i %(period)s.") % texts
    return activity


def can_merge_into(activity: Activity) -> list[Activity]:
    """The open activities of the project it can be merged into, in order. One query."""
    rows = Activity.objects.filter(project_id=activity.project_id, closed_in__isnull=True)
    return list(rows.exclude(pk=activity.pk).order_by("area__position", "area_id", "position", "id"))


def _check(activity: Activity, into: Activity) -> None:
    """Nothing is merged with itself, in a ring or in a chain: a reader finds what goes on in one step."""
    if into.pk == activity.pk:
        raise Refused({"into": _("En aktivitet kan ikke lægges sammen med sig selv. Vælg en anden.")})
    if activity.merged_into_id is None and activity.closed_in_id is not None:
        raise Refused(_("Aktiviteten er allerede lukket. Åbn den igen først."))
    if activity.merged_into_id is not None:
        raise Refused(_("Aktiviteten er allerede lagt sammen med en anden. Åbn den igen først."))
    if into.merged_into_id is not None:
        said = _("%(into)s er selv lagt sammen med %(other)s. Vælg den i stedet.")
        raise Refused({"into": said % {"into": into, "other": into.merged_into}})
    if into.closed_in_id is not None:
        raise Refused({"into": _("Aktiviteten er lukket. Vælg en, der er åben.")})
    merged = Activity.objects.filter(merged_into=activity).order_by("position", "id").first()
    if merged is not None:
        said = _(
            "%(merged)s er lagt sammen med denne aktivitet. Åbn den igen først, og læg dem sammen hver for sig."
        )
        raise Refused(said % {"merged": merged})


def _share_results(merging: Act, activity: Activity, into: Activity) -> None:
    """Link the other activity to every result that is still there; last, so that it is told in full where it was."""
    shared = set(ResultActivity.objects.filter(activity=into).values_list("result_id", flat=True))
    links = ResultActivity.objects.filter(activity=activity, result__removed_at__isnull=True)
    keys = [key for key in links.order_by("id").values_list("result_id", flat=True) if key not in shared]
    places = dict(
        ResultActivity.objects.filter(result_id__in=keys)
        .order_by("result_id")
        .values_list("result_id")
        .annotate(last=Max("position"))
    )
    results = Result.objects.filter(pk__in=keys).order_by("pk")
    for result in results:
        merging.create(ResultActivity(result=result, activity=into, position=places[result.pk] + 1))
        merging.touch(result)  # who has the result's form open has read other activities
