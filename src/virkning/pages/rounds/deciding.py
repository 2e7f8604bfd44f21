"""What becomes of what was handed in: approved, one or several; returned; left out of the round, and asked again."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm, posted_key
from virkning.pages.forms.fields import LongTextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.once import AnsweredBefore, answer_before, once
from virkning.pages.forms.removing import seen_version
from virkning.pages.telling.rounds import round_title
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.models import Project
from virkning.rooms.statusrounds.actions import submissions as actions
from virkning.rooms.statusrounds.models import StatusRound
from virkning.rooms.statusrounds.queries.asks import asks_of

from .reviewpage import next_to_review
from .running import moved_words
from .ways import Form, activity_of, crumbs, review_address, round_address, round_of, submission_of

#: More check boxes than this nobody has.
_MOST_CHOSEN = 500


class ReturnForm(HouseForm):
    """Why something is sent back."""

    reason = LongTextField(
        label=gettext_lazy("Hvad skal der gøres?"),
        rows=5,
        help_text=gettext_lazy("Læses af den, der har indsendt, og står i rundens tidslinje."),
    )


class LeaveOutForm(HouseForm):
    """Why the round may be closed without an activity."""

    reason = LongTextField(
        label=gettext_lazy("Hvorfor undtages aktiviteten?"),
        rows=4,
        help_text=gettext_lazy("Står ved aktiviteten og i rundens tidslinje, også når runden er lukket."),
    )


@requires(Permission.APPROVE_STATUS, Project, pk="project_id")
@require_POST
def round_approve_many(request: HttpRequest, project: Project, round_id: int) -> HttpResponse:
    """Approve those that were ticked in one project, each as it was seen; all or none."""
    status_round = round_of(project, round_id)
    person, key = int(request.user.pk or 0), posted_key(request.POST)
    if earlier := answer_before(key=key, person_id=person):
        return HttpResponseRedirect(earlier)
    here = _table(status_round, project)

    def approve() -> int:
        chosen, read = _chosen(request.POST.getlist("aktivitet")[:_MOST_CHOSEN], project)
        done = actions.approve_many(
            status_round=status_round, activities=chosen, by=author_of(request), fingerprints=read
        )
        return len(done)

    try:
        count = once(key=key, person_id=person, act=approve, address=lambda _count: here)
    except AnsweredBefore as before:
        return HttpResponseRedirect(before.address)
    except Refused as refused:
        messages.warning(request, str(refused))
    except Conflict as conflict:
        said = _(
            "%(activity)s er ændret, siden du så den. Ingen er godkendt: se listen igennem, og prøv igen."
        )
        messages.warning(request, said % {"activity": getattr(conflict.current, "activity", "")})
    else:
        words = ngettext("%(n)d aktivitet er godkendt.", "%(n)d aktiviteter er godkendt.", count)
        messages.success(request, words % {"n": count})
    return HttpResponseRedirect(here)


def _table(status_round: StatusRound, project: Project) -> str:
    """The page with the project's activities."""
    address = round_address(status_round)
    unfolded = f"?projekt={project.pk}" if status_round.project_id is None else ""
    return f"{address}{unfolded}#aktiviteter"


def _chosen(sent: Sequence[str], project: Project) -> tuple[list[tuple[Activity, int]], dict[int, str]]:
    """`12:3:ab…` is activity 12, whose submission was seen in version 3, and what was read of it.

    What is not of the project does not exist.
    """
    seen: dict[int, int] = {}
    read: dict[int, str] = {}
    for one in sent:
        key, _colon, rest = one.partition(":")
        version, colon, fingerprint = rest.partition(":")
        if key.isdecimal() and version.isdecimal() and len(key) < 18 and len(version) < 10:
            seen[int(key)] = int(version)
            if colon:
                read[int(key)] = fingerprint
    found = Activity.objects.filter(project=project, pk__in=seen).order_by("position", "id")
    return [(one, seen[one.pk]) for one in found], read


@requires(Permission.APPROVE_STATUS, Activity, pk="activity_id")
@require_POST
def round_approve(request: HttpRequest, activity: Activity, round_id: int) -> HttpResponse:
    """Approve one, and go on to the next that waits."""
    status_round = round_of(activity.project, round_id)
    try:
        actions.approve(
            status_round=status_round,
            activity=activity,
            by=author_of(request),
            version=seen_version(request) or 0,
            fingerprint=request.POST.get("laest"),
        )
    except Refused as refused:
        messages.warning(request, str(refused))
    except Conflict:
        messages.warning(request, moved_words())
    else:
        asks = asks_of(status_round, [activity.project])
        following = next_to_review(status_round, asks, activity.pk, int(request.user.pk or 0))
        texts = {"activity": str(activity)}
        if following is not None:
            messages.success(request, _("%(activity)s er godkendt. Her er den næste.") % texts)
            return redirect(review_address(status_round, following.activity_id))
        messages.success(request, _("%(activity)s er godkendt. Der er ikke flere til godkendelse.") % texts)
        return redirect(round_address(status_round, activity))
    return redirect(review_address(status_round, activity.pk))


@requires(Permission.RETURN_STATUS, Activity, pk="activity_id")
@Form
def round_return(request: HttpRequest, activity: Activity, round_id: int) -> HttpResponse:
    """Send what was handed in back, with what is to be done."""
    status_round = round_of(activity.project, round_id)

    def save(form: ReturnForm) -> Saved:
        actions.send_back(
            status_round=status_round,
            activity=activity,
            reason=form.cleaned_data["reason"],
            by=author_of(request),
            version=form.version or 0,
        )
        words = _("%(activity)s er sendt tilbage.") % {"activity": str(activity)}
        return Saved(round_address(status_round, activity), words)

    page = FormPage(
        form=ReturnForm,
        title=_("Returner %(activity)s") % {"activity": str(activity)},
        under=f"{round_title(status_round)}, {activity.project.name}",
        save=save,
        submit=_("Send tilbage"),
        initial={"reason": ""},
        record=submission_of(status_round, activity),
        back=review_address(status_round, activity.pk),
        breadcrumbs=crumbs(status_round, (_("Returner"), "")),
        draft=f"returner:{status_round.pk}:{activity.pk}",
    )
    return answer_form(request, page)


@requires(Permission.RUN_ROUNDS, StatusRound, pk="round_id")
@Form
def round_leave_out(request: HttpRequest, status_round: StatusRound, activity_id: int) -> HttpResponse:
    """Let the round be closed without an activity. Whoever closes decides: of a programme's round not the project."""
    activity = activity_of(status_round, activity_id)

    def save(form: LeaveOutForm) -> Saved:
        done = actions.leave_out(
            status_round=status_round,
            activity=activity,
            reason=form.cleaned_data["reason"],
            by=author_of(request),
            version=form.version or 0,
        )
        words = _("%(activity)s er undtaget fra runden.") % {"activity": str(activity)}
        return Saved(round_address(status_round, activity), words, done)

    page = FormPage(
        form=LeaveOutForm,
        title=_("Undtag %(activity)s") % {"activity": str(activity)},
        under=f"{round_title(status_round)}, {activity.project.name}",
        save=save,
        submit=_("Undtag fra runden"),
        initial={"reason": ""},
        record=submission_of(status_round, activity),
        back=review_address(status_round, activity.pk),
        breadcrumbs=crumbs(status_round, (_("Undtag"), "")),
        draft=f"undtag:{status_round.pk}:{activity.pk}",
    )
    return answer_form(request, page)


@requires(Permission.RUN_ROUNDS, StatusRound, pk="round_id")
@require_POST
def round_take_in(request: HttpRequest, status_round: StatusRound, activity_id: int) -> HttpResponse:
    """Ask an activity again that was left out."""
    activity = activity_of(status_round, activity_id)
    try:
        actions.take_in(
            status_round=status_round, activity=activity, by=author_of(request), version=seen_version(request)
        )
    except Refused as refused:
        messages.warning(request, str(refused))
    except Conflict:
        messages.warning(request, moved_words())
    else:
        messages.success(request, _("%(activity)s er med i runden igen.") % {"activity": str(activity)})
    return redirect(review_address(status_round, activity.pk))
