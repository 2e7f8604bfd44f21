"""Looking through what was handed in for one activity."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from virkning.figures.rounds import SubmissionAct
from virkning.pages.addresses import coming_from
from virkning.pages.moments import moment_words
from virkning.pages.telling.frozen import FrozenSection, frozen_section
from virkning.pages.telling.rounds import Reader, ask_tag, deadline_words, round_title, to_report
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.programmes.queries.people import who_may
from virkning.rooms.reports.facts.project import ProjectFacts
from virkning.rooms.reports.facts.whole import WholeFacts
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.whole import load_whole
from virkning.rooms.statusrounds.actions.submissions import may_move
from virkning.rooms.statusrounds.queries.asks import ask_as_it_was, asks_in
from virkning.rooms.statusrounds.queries.timeline import timeline_of

from .reviewpage import neighbours, review_of, to_review
from .roundpage import names_words
from .rows import can_return, changed_words, missing_words, stage_words
from .ways import crumbs, review_address, round_address, round_of

_ENTRIES = 10


def _facts(activity: Activity, frozen: FrozenSection | None) -> tuple[WholeFacts | None, ProjectFacts]:
    """What the page tells of, of a closed round as it kept it; and the project as it is now."""
    if frozen is not None:
        return frozen.whole, load_project(activity.project)
    whole = load_whole(activity.project)
    return whole, whole.project


@requires(Permission.SEE_PROJECT, Activity, pk="activity_id")
@require_safe
def round_review(request: HttpRequest, activity: Activity, round_id: int) -> HttpResponse:
    """What was handed in, as its reader gets it; and approving or returning it, one after the other."""
    # Long, for it only lists what the template shows.
    status_round = round_of(activity.project, round_id)
    scope, today = current_scope(), timezone.localdate()
    frozen = frozen_section(status_round, activity, scope)
    whole, live = _facts(activity, frozen)
    asks = asks_in(status_round, live)
    ask = next((one for one in asks if one.activity_id == activity.pk), None)
    review = review_of(whole, activity.pk, status_round.period, today, frozen) if whole is not None else None
    if ask is None or (review is None and frozen is None):
        raise NotVisible
    changed = changed_words(status_round, ask)
    if whole is not None and frozen is not None:
        ask = ask_as_it_was(ask, status_round.period, whole.project)
    reader = Reader.of(status_round, activity.project, scope, today)
    before, after = neighbours(status_round, asks, activity.pk)
    period, here = status_round.period.canonical, review_address(status_round, activity.pk)
    assess = (
        f"{reverse('assessment_new', args=(activity.project_id,))}?aktivitet={activity.pk}&periode={period}"
    )
    own = may_move(ask, status_round, SubmissionAct.RETURN, None) and not may_move(
        ask, status_round, SubmissionAct.APPROVE, reader.person_id
    )
    approves = Permission.APPROVE_STATUS in reader.may
    runs = Permission.RUN_ROUNDS in reader.may and status_round.is_under_way
    context = {
        "round": status_round,
        "activity": activity,
        "title": f"{ask.number} {ask.title}",
        "under": f"{round_title(status_round)}, {activity.project.name}",
        "breadcrumbs": crumbs(status_round, (f"{ask.number} {ask.title}", "")),
        "owner": live.lead,
        "ask": ask,
        "stage": ask_tag(ask),
        "changed": changed,
        "told": stage_words(ask, today),
        "missing": missing_words(ask),
        "approve_by": deadline_words(status_round.approve_by, today) if status_round.is_under_way else "",
        "approvers": names_words(who_may(activity.project, Permission.APPROVE_STATUS)),
        "review": review,
        "frozen": frozen,
        "before": review_address(status_round, before.activity_id) if before else "",
        "before_words": f"{before.number} {before.title}" if before else "",
        "after": review_address(status_round, after.activity_id) if after else "",
        "after_words": f"{after.number} {after.title}" if after else "",
        "waiting": len(to_review(status_round, asks)),
        "back": round_address(status_round, activity),
        "version": ask.handed.version if ask.handed else 0,
        "may_approve": approves and may_move(ask, status_round, SubmissionAct.APPROVE, reader.person_id),
        "is_own": approves and own and ask.handed is not None and ask.handed.submitter_id == reader.person_id,
        "may_return": can_return(status_round, ask, reader),
        "may_leave_out": runs and not ask.is_settled,
        "may_take_in": runs and ask.is_excepted,
        "report": reverse("round_report", args=(status_round.pk, activity.pk))
        if to_report(status_round, [ask], reader)
        else "",
        "assess": coming_from(assess, here) if Permission.ASSESS in reader.may else "",
        "judge": reverse("judge_activity", args=(activity.project_id, activity.pk, period))
        if Permission.ASSESS in reader.may and review is not None and review.is_followed
        else "",
        "timeline": [
            (moment_words(one.at, today), one.words, one.author_name)
            for one in timeline_of(status_round, activity_id=activity.pk)[:_ENTRIES]
        ],
    }
    return render(request, "rounds/review.html", context)
