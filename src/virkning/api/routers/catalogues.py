"""What all plans build on as a whole: an agency's catalogue put in order, the ministry's goals of a year."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from virkning.figures.periods import FIRST_YEAR, LAST_YEAR
from virkning.rooms.access.permissions import Permission
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.tracks import order_by_number
from virkning.rooms.plans.queries.national import goals_of_year

from ..door import Bearer, author_of, found
from ..once import Done, once
from ..schemas import tracks as schemas
from ..schemas.outcomes import reads, writes
from ..schemas.values import Limit, Offset, Page, page
from ..telling.tracks import goal_told
from ..wording import gettext_lazy as _

router = Router()
YearAsked = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


@router.post(
    "/organisations/{int:organisation_id}/change-tracks/by-number",
    auth=Bearer(Permission.EDIT_PLAN, Organisation, pk="organisation_id"),
    response=writes(None, 204, current=schemas.ChangeTrack),
    url_name="api_track_catalogue_by_number",
    summary=_("Sæt styrelsens forandringsspor i rækkefølge efter nummer"),
)
def order_change_tracks(request: HttpRequest, organisation_id: int) -> Any:
    """Give up the order of the catalogue's own: the numbers decide. Takes no body."""
    agency: Organisation = found(request)

    def act() -> Done:
        order_by_number(agency, by=author_of(request))
        return 204, agency.pk

    once(request, act)
    return HttpResponse(status=204)


@router.get(
    "/national-goals",
    auth=Bearer(Permission.SEE_PLAN),
    response=reads(Page[schemas.NationalGoal]),
    url_name="api_national_goals",
    summary=_("Ministerens mål og overordnede målgrupper i et år"),
)
def list_national_goals(
    request: HttpRequest, year: YearAsked | None = None, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """The goals a plan of the year is begun with, each with its overall groups. Without `year`: this year's."""
    goals = goals_of_year(year if year is not None else timezone.localdate().year)
    return page([goal_told(goal, groups) for goal, groups in goals], limit, offset)
