"""Recommendations: an evaluator's advice, and what the project says has become of it."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from virkning.figures.following import FollowUpState
from virkning.rooms.activities.actions.belonging import check_belongs, check_text
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import Project, ProjectPeriod

from ..models import FollowUp, Recommendation
from .naming import first_words


def recommend(
    *,
    project: Project,
    period: ProjectPeriod,
    text: str,
    addressee: str,
    by: Author,
    deadline: date | None = None,
    activity: Activity | None = None,
) -> Recommendation:
    """Give a recommendation, after the others of the project. Raises `Refused`."""
    values = _checked(project.pk, period, text, addressee, deadline, activity)
    last = Recommendation.objects.filter(project=project).aggregate(last=Max("position"))["last"]
    made = Recommendation(project=project, position=0 if last is None else last + 1, **values)
    words = _("Anbefalingen “%(text)s” er givet.") % {"text": first_words(made.text)}
    return writes.create(made, by=by, words=words)


def change_recommendation(
    recommendation: Recommendation,
    *,
    period: ProjectPeriod,
    text: str,
    addressee: str,
    by: Author,
    deadline: date | None = None,
    activity: Activity | None = None,
    version: int | None = None,
) -> Recommendation:
    """Correct a recommendation. Raises `Refused`, `Conflict`."""
    values = _checked(recommendation.project_id, period, text, addressee, deadline, activity)
    _check_not_followed_before(recommendation, period)
    words = _("Anbefalingen “%(text)s” er rettet.") % {"text": first_words(recommendation.text)}
    return writes.change(recommendation, by=by, words=words, version=version, **values)


def remove_recommendation(
    recommendation: Recommendation, *, by: Author, version: int | None = None
) -> Recommendation:
    """Take a recommendation away, with what was said of it; it can be brought back. Raises `Conflict`."""
    words = _("Anbefalingen “%(text)s” er fjernet.") % {"text": first_words(recommendation.text)}
    return writes.remove(recommendation, by=by, words=words, version=version)


def follow_up(
    recommendation: Recommendation,
    *,
    period: ProjectPeriod,
    state: FollowUpState,
    by: Author,
    comment: str = "",
    version: int | None = None,
) -> FollowUp:
    """Say what has become of a recommendation by a later period; saying it again is a correction.

    `version` is that of what stood there when it was read, 0 where nothing did. Raises `Refused`, `Conflict`.
    """
    _check_follow_up(recommendation, period, state, comment)
    texts = {"text": first_words(recommendation.text), "state": state.danish, "period": period.period.danish}
    standing = FollowUp.objects.filter(recommendation=recommendation, period=period).first()
    if standing is None:
        made = FollowUp(recommendation=recommendation, period=period, state=state, comment=comment.strip())
        words = _("Anbefalingen “%(text)s” er fulgt op i %(period)s: %(state)s.")
        return writes.create(made, by=by, words=words % texts)
    if version is not None and version != standing.version:
        raise writes.Conflict(standing)
    words = _("Opfølgningen på “%(text)s” i %(period)s er rettet: %(state)s.")
    return writes.change(
        standing, by=by, words=words % texts, version=version, state=state, comment=comment.strip()
    )


def _checked(
    project_id: int,
    period: ProjectPeriod,
    text: str,
    addressee: str,
    deadline: date | None,
    activity: Activity | None,
) -> dict[str, Any]:
    check_belongs(project_id, period=period, activity=activity)
    check_text(text=text, addressee=addressee)
    if deadline is not None and deadline < period.start:
        said = _("Fristen ligger før den periode, anbefalingen gives i. Skriv en senere dato.")
        raise Refused({"deadline": said})
    return {
        "period": period,
        "text": text.strip(),
        "addressee": " ".join(addressee.split()),
        "deadline": deadline,
        "activity": activity,
    }


def _check_not_followed_before(recommendation: Recommendation, period: ProjectPeriod) -> None:
    told = FollowUp.objects.filter(recommendation=recommendation).select_related("period")
    if any(not period.period < one.period.period for one in told.order_by("id")):
        said = _("Der er allerede fulgt op på anbefalingen i den periode. Vælg en tidligere periode.")
        raise Refused({"period": said})


def _check_follow_up(
    recommendation: Recommendation, period: ProjectPeriod, state: FollowUpState, comment: str
) -> None:
    check_belongs(recommendation.project_id, period=period)
    if not recommendation.period.period < period.period:
        said = _("Der følges op i en senere periode end den, anbefalingen er givet i.")
        raise Refused({"period": said})
    if state is FollowUpState.REJECTED and not comment.strip():
        raise Refused({"comment": _("Skriv, hvorfor anbefalingen er afvist.")})
