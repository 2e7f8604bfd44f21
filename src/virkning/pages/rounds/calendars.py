"""The pages where a project's or a programme's rounds are set up."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.rounds import Rhythm, RoundDays, RoundStage, round_days
from virkning.pages.authors import author_of
from virkning.pages.forms.flow import FormPage, Saved, answer_form, answer_with
from virkning.pages.telling.rounds import round_stage_tag
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.programmes.models import Programme, Project, StatusCalendar
from virkning.rooms.statusrounds.actions import rounds as actions
from virkning.rooms.statusrounds.models import StatusRound
from virkning.rooms.statusrounds.queries.rounds import calendar_of, pace_of

from .calendarform import CalendarForm, RoundForm
from .ways import Form, owner_crumbs, round_address

Owner = Project | Programme


@requires(Permission.RUN_ROUNDS, Project, pk="project_id")
@Form
def project_calendar(request: HttpRequest, project: Project) -> HttpResponse:
    """How often a project asks, and its coming rounds."""
    return _calendar(request, project)


@requires(Permission.RUN_ROUNDS, Programme, pk="programme_id")
@Form
def programme_calendar(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The same for all projects of a programme."""
    return _calendar(request, programme)


@requires(Permission.RUN_ROUNDS, Project, pk="project_id")
@Form
def project_round_new(request: HttpRequest, project: Project) -> HttpResponse:
    """One round of a project, of any period."""
    return _round_new(request, project)


@requires(Permission.RUN_ROUNDS, Programme, pk="programme_id")
@Form
def programme_round_new(request: HttpRequest, programme: Programme) -> HttpResponse:
    """One round of a programme, of any period."""
    return _round_new(request, programme)


def _kind(owner: Owner) -> str:
    return "project" if isinstance(owner, Project) else "programme"


def _address(owner: Owner) -> str:
    return reverse(f"{_kind(owner)}_calendar", args=(owner.pk,))


def _values(calendar: StatusCalendar | None) -> dict[str, Any]:
    """What the form begins with: the usual, where nobody has said anything."""
    pace = pace_of(calendar)
    return {
        "rhythm": calendar.rhythm if calendar else Rhythm.YEARLY.value,
        "opens_after": str(pace.opens_after),
        "report_within": str(pace.report_within),
        "approve_within": str(pace.approve_within),
        "close_within": str(pace.close_within),
    }


def _calendar(request: HttpRequest, owner: Owner) -> HttpResponse:
    standing, address = calendar_of(owner), _address(owner)

    def save(form: CalendarForm) -> Saved:
        by = author_of(request)
        # Where there was none, 0 is no version of one that somebody has made meanwhile.
        kept = actions.keep_calendar(
            owner=owner, rhythm=form.chosen_rhythm, pace=form.chosen_pace, by=by, version=form.version or 0
        )
        if not form.chosen_periods:
            return Saved(address, _("Kalenderen er gemt."), kept)
        made = actions.plan_rounds(owner=owner, periods=form.chosen_periods, by=by)
        words = ngettext(
            "Kalenderen er gemt, og %(n)d runde er planlagt.",
            "Kalenderen er gemt, og %(n)d runder er planlagt.",
            len(made),
        )
        return Saved(f"{address}#planlagte", words % {"n": len(made)})

    page = FormPage(
        form=partial(CalendarForm, owner=owner, standing=_values(standing)),
        title=_("Statuskalender"),
        under=owner.name,
        save=save,
        submit=_("Gem, og planlæg de valgte"),
        initial=_values,
        record=standing,
        back=reverse(_kind(owner), args=(owner.pk,)),
        breadcrumbs=[*owner_crumbs(owner), (_("Statuskalender"), "")],
        template="rounds/calendar.html",
        context={
            "owner_kind": _kind(owner),
            "rounds": _planned(owner),
            "new_address": reverse(f"{_kind(owner)}_round_new", args=(owner.pk,)),
            "is_new": standing is None,
        },
    )
    if "vis" in request.POST:  # the days by what is typed; nothing is written
        return answer_with(request, page, lambda _typed: {})
    return answer_form(request, page)


def _planned(owner: Owner) -> list[tuple[StatusRound, SafeString]]:
    """The owner's rounds, each with its stage."""
    rows = StatusRound.objects.filter(**{_kind(owner): owner}).order_by("start", "id")
    return [(one, round_stage_tag(RoundStage(one.stage))) for one in rows]


def _round_new(request: HttpRequest, owner: Owner) -> HttpResponse:
    calendar = calendar_of(owner)

    def save(form: RoundForm) -> Saved:
        data = form.cleaned_data
        usual = round_days(data["period"], pace_of(calendar))
        made = actions.plan_round(
            owner=owner,
            period=data["period"],
            days=RoundDays(
                data["opens_on"] or usual.opens_on,
                data["report_by"] or usual.report_by,
                data["approve_by"] or usual.approve_by,
                data["close_by"] or usual.close_by,
            ),
            guidance=data["guidance"],
            by=author_of(request),
        )
        return Saved(round_address(made), _("Runden er planlagt."))

    page = FormPage(
        form=RoundForm,
        title=_("Ny statusrunde"),
        under=owner.name,
        save=save,
        submit=_("Planlæg runden"),
        back=_address(owner),
        breadcrumbs=[*owner_crumbs(owner), (_("Statuskalender"), _address(owner)), (_("Ny runde"), "")],
        draft=f"runde-ny:{_kind(owner)}:{owner.pk}",
    )
    return answer_form(request, page)
