"""Where the pages of this family are, and the periods they are about."""

from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.figures.periods import Period
from virkning.pages.telling.periods import ALL, ALWAYS_ROOM_FOR, PeriodChoice, PeriodLink
from virkning.rooms.access.ordering import InDanish
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.organisations.models import Person
from virkning.rooms.plans.models import Challenge, PlannedAction
from virkning.rooms.programmes.models import Assignment, Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of

Crumb = tuple[str, str]
Form = require_http_methods(["GET", "HEAD", "POST"])


def plan_address(project_id: int, period: Period | None = None, anchor: str = "") -> str:
    """The plan, in the period."""
    wanted = f"?periode={period.canonical}" if period is not None else ""
    return f"{reverse('action_plan', args=(project_id,))}{wanted}{f'#{anchor}' if anchor else ''}"


def part_name(part: Challenge | PlannedAction) -> str:
    """`handling-12`: how a part is named in buttons and anchors."""
    return f"{'udfordring' if isinstance(part, Challenge) else 'handling'}-{part.pk}"


def outline_address(project_id: int, part: Challenge | PlannedAction | None = None) -> str:
    """Where the plan is put together, at the part."""
    address = reverse("action_plan_outline", args=(project_id,))
    return f"{address}#{part_name(part)}" if part is not None else address


def crumbs(project: Project, *more: Crumb) -> list[Crumb]:
    """The way to the plan, or to a page under it."""
    return [
        (_("Projekter"), reverse("project_list")),
        (project.name, reverse("project", args=(project.pk,))),
        (_("Handleplan"), plan_address(project.pk) if more else ""),
        *more,
    ]


def edit_crumbs(project: Project, words: str) -> list[Crumb]:
    """The way to a form of the plan's structure."""
    return crumbs(project, (_("Rediger"), outline_address(project.pk)), (words, ""))


def period_of(project: Project, written: str) -> ProjectPeriod:
    """The project's period with that canonical text. Raises `NotVisible`."""
    for one in periods_of(project):
        if one.period.canonical == written:
            return one
    raise NotVisible


def choose(project: Project, written: str, width: str, today: date) -> PeriodChoice | None:
    """The period asked for, else the latest that has begun; None for a project without periods. One query.

    The four up to it stand side by side; all of them where the address asks for that.
    """
    periods = tuple(one.period for one in periods_of(project))
    if not periods:
        return None
    begun = [one for one in periods if one.start <= today]
    asked = next((one for one in periods if one.canonical == written), None)
    chosen = asked or (begun[-1] if begun else periods[0])
    links = tuple(PeriodLink(one.shown, one.canonical, one == chosen) for one in periods)
    choice = PeriodChoice(chosen, links, periods, shows_all=width == ALL)
    if choice.shows_all or len(periods) <= ALWAYS_ROOM_FOR:
        return choice
    last = max(periods.index(chosen) + 1, ALWAYS_ROOM_FOR)
    return replace(choice, shown=periods[last - ALWAYS_ROOM_FOR : last])


def people_of(project_id: int, now: Person | None = None) -> list[Person]:
    """Who has a role in the project, and whoever leads the action now. One query."""
    rows = Assignment.objects.filter(
        project_id=project_id, ended_at__isnull=True, person__is_active=True
    ).select_related("person")
    found = {one.person_id: one.person for one in rows.order_by(InDanish("person__name"), "id")}
    if now is not None:
        found.setdefault(now.pk, now)
    return list(found.values())


def leads_of(project_id: int) -> dict[int, str]:
    """Who the project's actions lie with: key → name. One query."""
    rows = PlannedAction.objects.filter(challenge__project_id=project_id, lead__isnull=False)
    return dict(rows.order_by("lead_id").values_list("lead_id", "lead__name").distinct())
