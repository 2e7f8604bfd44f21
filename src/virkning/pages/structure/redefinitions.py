"""Redefining a result from a period on, correcting that, and taking it away."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import PeriodChoiceField
from virkning.pages.forms.fields import LongTextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of
from virkning.rooms.results.actions.redefinitions import change_redefinition, redefine, remove_redefinition
from virkning.rooms.results.models import Redefinition, Result

from .proposed import followed_proposal, revising, said_over
from .ways import Form, crumbs


class RedefinitionForm(HouseForm):
    """From when, what it says then, and why."""

    valid_from = PeriodChoiceField(
        label=gettext_lazy("Gælder fra"),
        help_text=gettext_lazy(
            "Der bliver et databrud her: kurven skæres over, og nye værdier sammenlignes ikke med dem før."
        ),
    )
    after = LongTextField(
        label=gettext_lazy("Sådan lyder resultatet fra da af"),
        rows=3,
        help_text=gettext_lazy("Lad teksten stå, hvis det kun måles på en anden måde end før."),
    )
    reason = LongTextField(
        label=gettext_lazy("Begrundelse"),
        rows=3,
        help_text=gettext_lazy("Hvad der er anderledes, og hvorfor. Står ved databruddet i statusnotatet."),
    )

    def __init__(self, *args: Any, periods: Sequence[ProjectPeriod], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["valid_from"].offer_periods(periods, _("Vælg periode"))  # type: ignore[attr-defined]


def told_redefinitions(result: Result) -> list[dict[str, Any]]:
    """The result's redefinitions as its own form lists them. One query."""
    rows = Redefinition.objects.filter(result=result).select_related("valid_from")
    return [
        {
            "period": one.valid_from.period.shown,
            "before": one.before,
            "after": one.after,
            "reason": one.reason,
            "address": reverse("redefinition_edit", args=(result.project_id, result.pk, one.pk)),
            "removal": reverse("redefinition_remove", args=(result.project_id, result.pk, one.pk)),
        }
        for one in rows.order_by("valid_from__start", "id")
    ]


def _back(result: Result) -> str:
    return f"{reverse('result_edit', args=(result.project_id, result.pk))}#omdefineringer"


def _page(result: Result, **given: Any) -> FormPage:
    back = _back(result)
    return FormPage(
        form=partial(RedefinitionForm, periods=periods_of(result.project)),
        back=back,
        breadcrumbs=crumbs(result.project, (str(result)[:80], back), (_("Omdefinering"), "")),
        **given,
    )


@requires(Permission.EDIT_PROJECT, Result, pk="result_id", project="project_id")
@Form
def redefinition_new(request: HttpRequest, result: Result) -> HttpResponse:
    """Say that the result is understood otherwise from a period on."""
    followed = followed_proposal(request, result)

    def save(form: RedefinitionForm) -> Saved:
        made = redefine(result=result, by=author_of(request), **form.cleaned_data)
        return Saved(_back(result), _("Resultatet er omdefineret."), made)

    page = _page(
        result,
        title=_("Omdefinér resultatet %(result)s") % {"result": result.number},
        under=said_over(followed) or str(result)[:200],
        save=save,
        submit=_("Omdefinér resultatet"),
        initial={"after": result.statement, **revising(followed)},
        draft=f"omdefinering-ny:{result.pk}",
    )
    return answer_form(request, page)


_REDEFINITION = {"pk": "redefinition_id", "result": "result_id", "result__project": "project_id"}


@requires(Permission.EDIT_PROJECT, Redefinition, **_REDEFINITION)
@Form
def redefinition_edit(request: HttpRequest, redefinition: Redefinition) -> HttpResponse:
    """Correct a redefinition."""
    result = redefinition.result

    def initial(record: Redefinition) -> Mapping[str, Any]:
        return {"valid_from": str(record.valid_from_id), "after": record.after, "reason": record.reason}

    def save(form: RedefinitionForm) -> Saved:
        done = change_redefinition(
            redefinition, by=author_of(request), version=form.version, **form.cleaned_data
        )
        return Saved(_back(result), _("Omdefineringen er rettet."), done)

    page = _page(
        result,
        title=_("Ret omdefineringen af resultatet %(result)s") % {"result": result.number},
        under=_("Før lød det: %(before)s") % {"before": redefinition.before},
        save=save,
        initial=initial,
        record=redefinition,
        draft=f"omdefinering:{redefinition.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, Redefinition, **_REDEFINITION)
@require_POST
def redefinition_remove(request: HttpRequest, redefinition: Redefinition) -> HttpResponse:
    """Take a redefinition away: the result is worded as before, and its values are compared again."""
    entry = latest_entry(remove_redefinition(redefinition, by=author_of(request)))
    undo = f"undo-{entry.pk}" if entry is not None else ""
    messages.success(request, _("Omdefineringen er fjernet."), extra_tags=undo)
    return redirect(_back(redefinition.result))
