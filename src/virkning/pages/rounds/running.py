"""Running a round: opening, correcting its days, reopening, removing, closing."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.rounds import RoundDays
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import DayField, LongTextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.removing import seen_version
from virkning.pages.telling.rounds import round_title
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.statusrounds.actions import rounds as actions
from virkning.rooms.statusrounds.jobs import ask_for_closing, closing_under_way
from virkning.rooms.statusrounds.models import StatusRound
from virkning.rooms.statusrounds.queries.readiness import Readiness, readiness

from .choosing import UNSETTLED, Chosen
from .ways import Form, crumbs, round_address


class ReasonForm(HouseForm):
    """Why something is done."""

    reason = LongTextField(label=gettext_lazy("Begrundelse"), rows=4)


class DaysForm(HouseForm):
    """A round's four days, and what is said to those who report."""

    opens_on = DayField(label=gettext_lazy("Åbner"))
    report_by = DayField(label=gettext_lazy("Indberettes senest"))
    approve_by = DayField(label=gettext_lazy("Godkendes senest"))
    close_by = DayField(
        label=gettext_lazy("Lukkes senest"),
        help_text=gettext_lazy("Indtil da kan evaluator vurdere det, der er godkendt."),
    )
    guidance = LongTextField(
        label=gettext_lazy("Vejledning til dem, der indberetter"),
        rows=4,
        required=False,
        help_text=gettext_lazy("Står på rundens side og over indberetningen."),
    )

    def days(self) -> RoundDays:
        """As the actions take them."""
        data = self.cleaned_data
        return RoundDays(data["opens_on"], data["report_by"], data["approve_by"], data["close_by"])


def moved_words() -> str:
    """What is said where somebody was first."""
    return _("En anden har ændret det imens. Se siden igennem, og prøv igen.")


@requires(Permission.RUN_ROUNDS, StatusRound, pk="round_id")
@require_POST
def round_open(request: HttpRequest, status_round: StatusRound) -> HttpResponse:
    """Begin to ask."""
    try:
        actions.open_round(status_round, by=author_of(request), version=seen_version(request))
    except Refused as refused:
        messages.warning(request, str(refused))
    except Conflict:
        messages.warning(request, moved_words())
    else:
        messages.success(request, _("Runden er åbnet."))
    return redirect(round_address(status_round))


@requires(Permission.RUN_ROUNDS, StatusRound, pk="round_id")
@require_POST
def round_remove(request: HttpRequest, status_round: StatusRound) -> HttpResponse:
    """Take a round away that has not been opened."""
    try:
        done = actions.remove_round(status_round, by=author_of(request), version=seen_version(request))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(round_address(status_round))
    except Conflict:
        messages.warning(request, moved_words())
        return redirect(round_address(status_round))
    entry = latest_entry(done)
    undo = f"undo-{entry.pk}" if entry is not None else ""
    messages.success(request, _("Runden er fjernet."), extra_tags=undo)
    return redirect("rounds")


@requires(Permission.RUN_ROUNDS, StatusRound, pk="round_id")
@Form
def round_edit(request: HttpRequest, status_round: StatusRound) -> HttpResponse:
    """The round's days and its guidance."""

    def initial(record: StatusRound) -> Mapping[str, Any]:
        return {
            "opens_on": record.opens_on,
            "report_by": record.report_by,
            "approve_by": record.approve_by,
            "close_by": record.close_by,
            "guidance": record.guidance,
        }

    def save(form: DaysForm) -> Saved:
        done = actions.change_round(
            status_round,
            days=form.days(),
            guidance=form.cleaned_data["guidance"],
            by=author_of(request),
            version=form.version,
        )
        return Saved(round_address(status_round), _("Runden er rettet."), done)

    page = FormPage(
        form=DaysForm,
        title=_("Ret frister og vejledning"),
        under=f"{round_title(status_round)}, {status_round.owner.name}",
        save=save,
        initial=initial,
        record=status_round,
        back=round_address(status_round),
        breadcrumbs=crumbs(status_round, (_("Ret"), "")),
        draft=f"runde:{status_round.pk}",
    )
    return answer_form(request, page)


@requires(Permission.RUN_ROUNDS, StatusRound, pk="round_id")
@Form
def round_reopen(request: HttpRequest, status_round: StatusRound) -> HttpResponse:
    """Ask again, with a reason."""

    def save(form: ReasonForm) -> Saved:
        actions.reopen_round(
            status_round,
            reason=form.cleaned_data["reason"],
            by=author_of(request),
            version=form.version,
        )
        return Saved(round_address(status_round), _("Runden er genåbnet."))

    page = FormPage(
        form=ReasonForm,
        title=_("Genåbn runden"),
        under=f"{round_title(status_round)}, {status_round.owner.name}",
        save=save,
        submit=_("Genåbn runden"),
        initial={"reason": ""},
        record=status_round,
        back=round_address(status_round),
        breadcrumbs=crumbs(status_round, (_("Genåbn"), "")),
        draft=f"runde-genaabn:{status_round.pk}",
        template="rounds/reason.html",
        context={
            "told": _(
                "Filerne fra lukningen bliver liggende, som de er. Der kan indberettes og godkendes igen, "
                "og når runden lukkes næste gang, gemmes en ny udgave ved siden af."
            )
        },
    )
    return answer_form(request, page)


def _unsettled_address(status_round: StatusRound, ready: Readiness) -> str:
    """Where what stands in the way is: unfolded where it is all in one project, else each project with how many."""
    chosen = Chosen(shown=UNSETTLED)
    if status_round.project_id is None and len(ready.projects) == 1:
        chosen = Chosen(shown=UNSETTLED, project=ready.projects[0])
    return f"{round_address(status_round)}?{chosen.query()}#aktiviteter"


@requires(Permission.RUN_ROUNDS, StatusRound, pk="round_id")
@Form
def round_close(request: HttpRequest, status_round: StatusRound) -> HttpResponse:
    """What stands in the way and what is frozen; and the closing itself, long work with a page of its own."""
    ready = readiness(status_round, today=timezone.localdate())

    def save(form: HouseForm) -> Saved:
        job = ask_for_closing(status_round=status_round, by=author_of(request), version=form.version)
        return Saved(reverse("job", args=(job.pk,)))

    page = FormPage(
        form=HouseForm,
        title=_("Luk runden"),
        under=f"{round_title(status_round)}, {status_round.owner.name}",
        save=save,
        submit=_("Luk runden"),
        record=status_round,
        back=round_address(status_round),
        breadcrumbs=crumbs(status_round, (_("Luk"), "")),
        template="rounds/close.html",
        context={
            "ready": ready,
            "round": status_round,
            "under_way": closing_under_way(status_round),
            "address": _unsettled_address(status_round, ready),
        },
    )
    return answer_form(request, page)
