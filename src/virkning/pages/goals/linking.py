"""A result that follows a measure of the registers: which, and whose figure; and taken away again."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import SelectField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.removing import overtaken, seen_version
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.registerruns.queries.published import PublishedGoal, goals_of
from virkning.rooms.results.actions.links import link_measure, municipalities_of_project, unlink_measure
from virkning.rooms.results.models import LinkedPlace, MeasureLink, Result
from virkning.rooms.results.queries.links import links_of

from .choosing import group_words
from .ordering import in_order, numbered

#: Whose figure, in one choice: a municipality's code, or one of these.
_PROJECT, _COUNTRY = "projekt", "landet"


class LinkForm(HouseForm):
    """What a series is to follow."""

    def __init__(
        self,
        *args: Any,
        goals: list[PublishedGoal],
        municipalities: dict[str, str],
        series: list[str],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.fields["measure"] = SelectField(
            label=_("Opgørelse"),
            help_text=_("De målsætninger, der er offentliggjort i projektets program."),
            choices=[(one.measure, numbered(one.measure, one.title)) for one in goals],
        )
        several = [(_PROJECT, _("Projektets kommuner tilsammen"))] if len(municipalities) > 1 else []
        self.fields["place"] = SelectField(
            label=_("Hvis tal"),
            choices=[*municipalities.items(), *several, (_COUNTRY, _("Hele landet"))],
        )
        self.fields["group"] = SelectField(
            label=_("Hvem"),
            required=False,
            choices=[(one, group_words(one)) for one in ("", "sex:kvinde", "sex:mand")],
        )
        if len(series) > 1:
            self.fields["series"] = SelectField(
                label=_("Serie"),
                required=False,
                help_text=_("Den serie, hvis målinger følger opgørelsen."),
                choices=[(one, one or _("Uden navn")) for one in series],
            )


@requires(Permission.EDIT_PROJECT, Result, pk="result_id", project="project_id")
@require_http_methods(["GET", "HEAD", "POST"])
def measure_link_new(request: HttpRequest, result: Result) -> HttpResponse:
    """Let the result follow a measure; and what it follows already."""
    project = result.project
    goals = in_order(goals_of(project.programme)) if project.programme else []
    municipalities = municipalities_of_project(project.pk)
    here = reverse("measure_link_new", args=(project.pk, result.pk))

    def save(form: LinkForm) -> Saved:
        told = form.cleaned_data
        place, code = _place(told["place"])
        try:
            made = link_measure(
                result=result,
                measure=told["measure"],
                place=place,
                municipality=code,
                series=told.get("series", ""),
                group=told["group"],
                by=author_of(request),
            )
        except Refused as refused:
            raise Refused({_field(name): said for name, said in refused.errors.items()}) from refused
        words = _("Resultatet følger opgørelsen, fra næste gang en kørsel offentliggøres.")
        return Saved(here, words, made)

    address = reverse("result", args=(project.pk, result.pk))
    page = FormPage(
        form=partial(LinkForm, goals=goals, municipalities=municipalities, series=_series(result)),
        title=_("Følg en registeropgørelse"),
        under=f"{result.number}. {result.statement}",
        submit=_("Følg opgørelsen"),
        save=save,
        back=address,
        breadcrumbs=[
            (_("Projekter"), reverse("project_list")),
            (project.name, reverse("project", args=(project.pk,))),
            (_("Resultat %(number)s") % {"number": result.number}, address),
            (_("Følg en registeropgørelse"), ""),
        ],
        template="goals/link.html",
        context={"result": result, "goals": goals, "links": _links(result, goals, municipalities)},
    )
    return answer_form(request, page)


@requires(
    Permission.EDIT_PROJECT, MeasureLink, pk="link_id", result="result_id", result__project="project_id"
)
@require_POST
def measure_link_remove(request: HttpRequest, link: MeasureLink) -> HttpResponse:
    """Let it follow no more; what was measured stays."""
    back = reverse("measure_link_new", args=(link.result.project_id, link.result_id))
    try:
        removed = unlink_measure(link, by=author_of(request), version=seen_version(request))
    except Conflict as conflict:
        return overtaken(request, conflict, form=back, back=back)
    entry = latest_entry(removed)
    words = _("Resultatet følger ikke opgørelsen mere. Målingerne står.")
    messages.success(request, words, extra_tags=f"undo-{entry.pk}" if entry else "")
    return redirect(back)


def _place(chosen: str) -> tuple[LinkedPlace, str]:
    if chosen == _PROJECT:
        return LinkedPlace.PROJECT, ""
    if chosen == _COUNTRY:
        return LinkedPlace.COUNTRY, ""
    return LinkedPlace.MUNICIPALITY, chosen


def _field(name: str) -> str:
    """The form's field of what the action refuses."""
    return {"municipality": "place", "result": ""}.get(name, name)


def _series(result: Result) -> list[str]:
    return list(result.series.order_by("position", "pk").values_list("name", flat=True))


def _links(
    result: Result, goals: list[PublishedGoal], municipalities: dict[str, str]
) -> list[tuple[MeasureLink, str]]:
    """What the result follows, each in words."""
    titles = {one.measure: one.title for one in goals}
    found = []
    for one in links_of(result.project).filter(result=result):
        where = municipalities.get(one.municipality) or str(LinkedPlace(one.place).label)
        parts = [
            titles.get(one.measure, one.measure),
            where,
            *([group_words(one.group)] if one.group else []),
        ]
        found.append((one, ", ".join([*([one.series] if one.series else []), *parts])))
    return found
