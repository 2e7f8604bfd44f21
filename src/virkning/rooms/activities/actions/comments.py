"""The comment on an activity as a whole in a period."""

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.models import ProjectPeriod

from ..models import Activity, ActivityComment
from .belonging import check_belongs


def comment_activity(
    *, activity: Activity, period: ProjectPeriod, text: str, by: Author, version: int | None = None
) -> ActivityComment | None:
    """Tell of an activity as a whole in a period; saying it again corrects, and a blank text takes it away.

    `version` is that of what stood there when it was read, None or 0 where nothing did. Returns the comment (a removed
    one with `removed_at`), or None where there was nothing and nothing was written. Raises `Refused`, `Conflict`.
    """
    check_belongs(activity.project_id, period=period)
    texts = {"activity": activity.number, "period": period.period.danish}
    with transaction.atomic():
        # Two who begin at once meet here, and not in a constraint.
        Activity._base_manager.select_for_update().get(pk=activity.pk)
        standing = ActivityComment.objects.filter(activity=activity, period=period).first()
        if standing is None:
            if version:
                raise Conflict(_gone(activity, period))
            if not text.strip():
                return None
            made = ActivityComment(activity=activity, period=period, text=text.strip())
            words = _("Kommentaren til aktivitet %(activity)s i %(period)s er skrevet.")
            return writes.create(made, by=by, words=words % texts)
        if standing.version != version:
            raise Conflict(standing)
        if not text.strip():
            words = _("Kommentaren til aktivitet %(activity)s i %(period)s er fjernet.")
            return writes.remove(standing, by=by, words=words % texts, version=version)
        words = _("Kommentaren til aktivitet %(activity)s i %(period)s er rettet.")
        return writes.change(standing, by=by, words=words % texts, version=version, text=text.strip())


def _gone(activity: Activity, period: ProjectPeriod) -> ActivityComment:
    """What is there now is nothing, and beginning anew is what is left."""
    gone = ActivityComment(activity=activity, period=period)
    gone.__dict__["version"] = None
    return gone
