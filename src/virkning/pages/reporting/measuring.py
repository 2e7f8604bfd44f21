"""A result's measurements in a period."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.periods import Period
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.results.actions.measurements import measure
from virkning.rooms.results.models import Result

from . import measureform
from .about import Form, period_of
from .seriesfields import Block, blocks, initial_of


@requires(Permission.REPORT_STATUS, Result, pk="result_id", project="project_id")
@Form
def report_result(request: HttpRequest, result: Result, period: str) -> HttpResponse:
    """A result's measurements in a period."""
    when = period_of(result.project, period)
    facts = load_project(result.project)
    told = next((one for one in facts.all_results() if one.id == result.pk), None)
    if told is None or not told.indicator.is_measured:
        raise NotVisible
    lines = measureform.lines_of(result.pk)
    where = f"{reverse('result', args=(facts.id, result.pk))}?periode={when.period.canonical}"

    def initial(_record: Any) -> Mapping[str, Any]:
        return initial_of(lines, measureform.measured(result.pk, when.pk))

    page = FormPage(
        form=partial(measureform.MeasureForm, facts=told, lines=lines),
        title=_("Måling %(period)s") % {"period": when.period.shown},
        under=f"{told.number}. {told.statement}",
        submit=_("Gem måling"),
        save=partial(_save_measurements, result, when, request.user.author, where),  # type: ignore[union-attr]
        initial=initial,
        history_of=result,
        back=where,
        breadcrumbs=[
            (_("Projekter"), reverse("project_list")),
            (facts.name, reverse("project", args=(facts.id,))),
            (f"{told.number}. {told.statement}", reverse("result", args=(facts.id, result.pk))),
            (_("Måling %(period)s") % {"period": when.period.shown}, ""),
        ],
        draft=f"maaling:{result.pk}:{when.pk}",
        template="reporting/measure.html",
        doubts=lambda given: given.measured.doubts(when.period),
        context={"told": told, "when": when.period, "blocks_of": _Blocks(when.period)},
    )
    return answer_form(request, page)


class _Blocks:
    """The form's blocks, made when the template has the form."""

    def __init__(self, period: Period) -> None:
        self.period = period

    def of(self, form: measureform.MeasureForm) -> list[Block]:
        return list(blocks(form.measured, self.period))


def _save_measurements(
    result: Result, when: ProjectPeriod, by: Any, where: str, form: measureform.MeasureForm
) -> Saved:
    changed, errors, last = 0, dict[str, str](), None
    fields = form.measured
    with transaction.atomic():
        for line in fields.lines:
            if not fields.changed(line.key):
                continue
            name = form.cleaned_data.get("name_new", "") if line.key == "new" else line.name
            try:
                last = measure(
                    result=result,
                    series=name,
                    period=when,
                    by=by,
                    supersedes=fields.seen(line.key),
                    confirmed=fields.confirmed(line.key),
                    **fields.given(line.key),
                )
                changed += 1
            except Refused as refused:
                errors |= {f"{field}_{line.key}": said for field, said in refused.errors.items()}
        if fields.changed("note"):
            changed += 1
            last = _save_note(result, when, by, form)
        if errors:
            raise Refused(errors)
    words = (
        ngettext("%(n)d værdi er gemt.", "%(n)d værdier er gemt.", changed)
        if changed
        else _("Intet var ændret.")
    )
    return Saved(where, words % {"n": changed}, last if changed == 1 else None)


def _save_note(result: Result, when: ProjectPeriod, by: Any, form: measureform.MeasureForm) -> Any:
    return measure(
        result=result,
        series=None,
        period=when,
        by=by,
        supersedes=form.measured.seen("note"),
        value=None,
        answer=None,
        numerator=None,
        denominator=None,
        text=form.cleaned_data["note"],
        break_reason="",
        source="",
    )
