"""Where the pages of this family lead back to, and what several of them look up."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.pages.telling.rounds import round_title
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.activities.models import Activity
from virkning.rooms.programmes.models import Programme, Project
from virkning.rooms.statusrounds.models import StatusRound, Submission
from virkning.rooms.statusrounds.queries.rounds import has_asked

Crumb = tuple[str, str]
Form = require_http_methods(["GET", "HEAD", "POST"])
#: No key is larger (a signed 64-bit number).
_LARGEST_KEY = 2**63 - 1


def owner_crumbs(owner: Project | Programme) -> list[Crumb]:
    """The way to a project or a programme."""
    if isinstance(owner, Project):
        return [
            (_("Projekter"), reverse("project_list")),
            (owner.name, reverse("project", args=(owner.pk,))),
        ]
    return [
        (_("Programmer"), reverse("programme_list")),
        (owner.name, reverse("programme", args=(owner.pk,))),
    ]


def crumbs(status_round: StatusRound, *more: Crumb) -> list[Crumb]:
    """The way to a page of the round."""
    address = reverse("round", args=(status_round.pk,)) if more else ""
    return [*owner_crumbs(status_round.owner), (round_title(status_round), address), *more]


def round_of(project: Project, round_id: int) -> StatusRound:
    """The round, where it is seen and asks the project. Raises `NotVisible`."""
    rows = StatusRound.objects.filter(pk=min(round_id, _LARGEST_KEY)).select_related("project", "programme")
    found = rows.first()
    if found is None or not has_asked(project, found):
        raise NotVisible
    return found


def activity_of(status_round: StatusRound, activity_id: int) -> Activity:
    """The activity, where it is seen and of a project the round asks. Raises `NotVisible`."""
    rows = Activity.objects.filter(pk=min(activity_id, _LARGEST_KEY)).select_related("project")
    found = rows.first()
    if found is None or not has_asked(found.project, status_round):
        raise NotVisible
    return found


def submission_of(status_round: StatusRound, activity: Activity) -> Submission | None:
    """What became of the activity in the round; None where nobody has done anything."""
    return Submission.objects.filter(round=status_round, activity=activity).first()


def round_address(status_round: StatusRound, activity: Activity | None = None) -> str:
    """The round's page, at the activities of the activity's project."""
    address = reverse("round", args=(status_round.pk,))
    if activity is None:
        return address
    project = f"?projekt={activity.project_id}" if status_round.project_id is None else ""
    return f"{address}{project}#aktiviteter"


def review_address(status_round: StatusRound, activity_id: int) -> str:
    """Where what was handed in for the activity is looked through."""
    return reverse("round_review", args=(status_round.pk, activity_id))
