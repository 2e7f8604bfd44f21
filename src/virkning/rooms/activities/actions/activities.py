"""Activities: made, changed, closed and opened again."""

from django.db.models import Max
from django.utils.translation import gettext as _

from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.models import Person
from virkning.rooms.programmes.actions.acts import act
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.programmes.queries.people import organisations_of

from ..models import Activity, FocusArea
from .belonging import check_belongs, check_text


def create_activity(
    *,
    area: FocusArea,
    number: str,
    title: str,
    by: Author,
    responsible: str = "",
    remark: str = "",
    lead: Person | None = None,
) -> Activity:
    """Make an activity, after the others. Raises `Refused`; IntegrityError where the number is taken."""
    check_text(number=number, title=title)
    last = Activity.objects.filter(project_id=area.project_id).aggregate(last=Max("position"))["last"]
    activity = Activity(
        project=area.project,
        area=area,
        number=number,
        title=title,
        responsible=responsible,
        remark=remark.strip(),
        lead=lead,
        position=0 if last is None else last + 1,
    )
    _check_lead(activity, lead)
    with act(by=by, project_id=area.project_id) as making:
        making.about = making.create(activity, tell=True)
        making.words = _("Aktiviteten %(activity)s er oprettet.") % {"activity": activity}
    return activity


def change_activity(
    activity: Activity,
    *,
    area: FocusArea,
    number: str,
    title: str,
    responsible: str,
    remark: str,
    lead: Person | None,
    by: Author,
    version: int | None = None,
) -> Activity:
    """Change an activity, also the area it stands in. Raises as `create_activity`, and `Conflict`."""
    check_text(number=number, title=title)
    check_belongs(activity.project_id, area=area)
    if lead is not None and lead.pk != activity.lead_id:
        _check_lead(activity, lead)
    words = _("Aktiviteten %(activity)s er rettet.") % {"activity": Activity(number=number, title=title)}
    return writes.change(
        activity,
        by=by,
        words=words,
        version=version,
        area=area,
        number=number,
        title=title,
        responsible=responsible,
        remark=remark.strip(),
        lead=lead,
    )


def close_activity(
    activity: Activity, *, period: ProjectPeriod, reason: str, by: Author, version: int | None = None
) -> Activity:
    """Close an activity from a period on. Its history and its results go on. Raises `Refused`, `Conflict`."""
    check_text(closed_reason=reason)
    check_belongs(activity.project_id, closed_in=period)
    texts = {"activity": activity, "period": period.period.danish}
    words = _("Aktiviteten %(activity)s er lukket i %(period)s.") % texts
    return writes.change(
        activity,
        by=by,
        words=words,
        version=version,
        closed_in=period,
        closed_reason=reason.strip(),
        reopened_reason="",
    )


def reopen_activity(activity: Activity, *, reason: str, by: Author, version: int | None = None) -> Activity:
    """Open a closed activity again, with the reason; one that was merged stands alone. Raises `Refused`, `Conflict`.

    The results it shares with what it was merged into stay with both.
    """
    check_text(reopened_reason=reason)
    if activity.closed_in_id is None:
        raise Refused(_("Aktiviteten er allerede åben."))
    words = _("Aktiviteten %(activity)s er åbnet igen.") % {"activity": activity}
    return writes.change(
        activity,
        by=by,
        words=words,
        version=version,
        closed_in=None,
        closed_reason="",
        merged_into=None,
        reopened_reason=reason.strip(),
    )


def _check_lead(activity: Activity, lead: Person | None) -> None:
    if lead is not None and not organisations_of(activity.project, lead):
        raise Refused({"lead": _("Vælg en person fra en af projektets parter.")})
