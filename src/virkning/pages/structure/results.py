"""Making and changing a result with how it is measured and its first target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from virkning.figures.entries import target_doubts
from virkning.figures.indicators import IndicatorKind, Term
from virkning.figures.numbers import danish_number
from virkning.figures.rules import TargetRule
from virkning.figures.units import Measure, Unit
from virkning.pages.authors import author_of
from virkning.pages.forms.choosing import PeriodChoiceField, RecordField, RecordsField
from virkning.pages.forms.fields import (
    KeyField,
    LongTextField,
    NumberField,
    SegmentsField,
    SelectField,
    TextField,
)
from virkning.pages.forms.flow import Doubt, FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.models import Activity, FocusArea
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of
from virkning.rooms.results.actions.results import Meaning, change_result, create_result
from virkning.rooms.results.actions.series import roles_of
from virkning.rooms.results.models import Result, ResultActivity, Series, TargetVersion
from virkning.rooms.results.queries.numbers import next_result_number
from virkning.rooms.results.queries.told import measured_values

from .milestones import SinceForm, deadline_of, since_initial
from .outline import series_lines
from .proposed import followed_proposal, retiring, said_over
from .redefinitions import told_redefinitions
from .ways import Form, crumbs, outline_address, why_of


@dataclass(frozen=True)
class Around:
    """What a result can be tied to in its project."""

    periods: Sequence[ProjectPeriod]
    areas: Sequence[FocusArea]
    activities: Sequence[Activity]
    others: Sequence[Result]


def around(project: Project, but: Result | None = None) -> Around:
    """Four queries."""
    results = Result.objects.filter(project=project).order_by("position", "id")
    return Around(
        periods=periods_of(project),
        areas=list(FocusArea.objects.filter(project=project).order_by("position", "id")),
        activities=list(
            Activity.objects.filter(project=project).order_by("area__position", "area_id", "position", "id")
        ),
        others=[one for one in results if but is None or one.pk != but.pk],
    )


RULES = [("", gettext_lazy("Intet mål")), *((rule.value, lazystr(rule.phrase)) for rule in TargetRule)]


class ResultForm(SinceForm):
    """A result, its indicator, its first target, and what its series are to it."""

    number = KeyField(
        label=gettext_lazy("Nr."), help_text=gettext_lazy("Skal være nyt i projektet, for eksempel 7.")
    )
    statement = LongTextField(
        label=gettext_lazy("Forventet resultat"),
        rows=2,
        help_text=gettext_lazy("Den forandring, I venter hos målgruppen."),
    )
    term = SegmentsField(
        label=gettext_lazy("Sigt"),
        choices=[(term.value, lazystr(term.phrase)) for term in Term],
        initial=Term.SHORT.value,
    )
    activities = RecordsField(
        label=gettext_lazy("Hører til aktiviteterne"),
        required=False,
        help_text=gettext_lazy(
            "Sæt hak ved en eller flere. Uden hak og uden område gælder det hele projektet."
        ),
    )
    area = RecordField(
        label=gettext_lazy("Eller til hele området"),
        required=False,
    )
    kind = SegmentsField(
        label=gettext_lazy("Måles som"),
        choices=[(kind.value, lazystr(kind.phrase)) for kind in IndicatorKind],
        initial=IndicatorKind.NUMBER.value,
        help_text=gettext_lazy("En fordeling har flere kategorier, der tilsammen giver 100 pct."),
    )
    unit = TextField(
        label=gettext_lazy("Enhed"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For eksempel pct., personer eller kr. Et antal uden enhed kan stå tomt."),
    )
    rule = SelectField(label=gettext_lazy("Måltype"), choices=RULES, required=False)
    amount = NumberField(
        label=gettext_lazy("Måltal"),
        required=False,
        help_text=gettext_lazy(
            "I resultatets enhed; ved stiger og falder den ændring, der skal ske fra baseline."
        ),
    )
    target_series = TextField(
        label=gettext_lazy("Serie, målet gælder"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Tom: alle serier, der ikke er reference, skal nå målet."),
    )
    reference_series = TextField(
        label=gettext_lazy("Referenceserier"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy(
            "Det, der sammenlignes med. Flere skilles med semikolon; den første med en værdi bruges."
        ),
    )
    baseline = PeriodChoiceField(
        label=gettext_lazy("Egen baseline"),
        required=False,
        help_text=gettext_lazy("Kun hvis resultatet måles fra en anden periode end projektet."),
    )
    replaced_by = RecordField(
        label=gettext_lazy("Erstattes af"),
        required=False,
        help_text=gettext_lazy("Kun når resultatet er udgået til fordel for et andet."),
    )

    rare = (
        *("target_series", "reference_series", "baseline", "expected_from", "added_in", "retired_in"),
        *("replaced_by", "reason"),
    )
    field_order = [
        *("number", "statement", "term", "activities", "area", "kind", "unit", "rule", "amount"),
        *("target_series", "reference_series", "baseline", "expected_from", "added_in", "retired_in"),
        *("replaced_by", "reason"),
    ]

    def __init__(self, *args: Any, around: Around, **given: Any) -> None:
        super().__init__(*args, periods=around.periods, **given)
        fields: dict[str, Any] = self.fields
        fields["baseline"].offer_periods(around.periods, _("Projektets"))
        fields["activities"].offer(around.activities)
        fields["area"].offer(around.areas, str, _("Intet område"))
        fields["replaced_by"].offer(around.others, lambda one: str(one)[:80], _("Ikke erstattet"))

    def meaning(self, linked: Sequence[Activity] = ()) -> Meaning:
        """What the form says. Activities that were `linked` before keep their order, so that the first stays first."""
        data = self.cleaned_data
        chosen: list[Activity] = data["activities"]
        kept = [one for one in linked if one in chosen]
        return Meaning(
            number=data["number"],
            statement=data["statement"],
            term=Term(data["term"]),
            kind=IndicatorKind(data["kind"]),
            unit=data["unit"],
            activities=[*kept, *(one for one in chosen if one not in kept)],
            area=data["area"],
            baseline=data["baseline"],
            since=self.since,
            replaced_by=data["replaced_by"],
            rule=TargetRule(data["rule"]) if data["rule"] else None,
            amount=data["amount"],
            target_series=data["target_series"],
            reference_series=data["reference_series"].split(";"),
        )


def result_doubts(form: ResultForm, result: Result | None = None) -> list[Doubt]:
    """A target that can never be judged; numbers that would be read in another unit."""
    data = form.cleaned_data
    rule = TargetRule(data["rule"]) if data["rule"] else None
    found = target_doubts(rule, data["amount"], IndicatorKind(data["kind"]), Unit.parse(data["unit"]))
    told = [Doubt(one.code, one.field, one.phrase.translated(_)) for one in found]
    return told if result is None else [*told, *_unit_doubts(result, " ".join(data["unit"].split()))]


def _unit_doubts(result: Result, unit: str) -> list[Doubt]:
    if _meaning_of(unit) == _meaning_of(result.unit):
        return []
    numbers = measured_values(result)
    if not numbers:
        return []
    words = ngettext(
        "Enheden ændres fra %(before)s til %(after)s. Den måling, der er skrevet, bliver stående med samme tal og "
        "læses i den nye enhed. Intet regnes om.",
        "Enheden ændres fra %(before)s til %(after)s. De %(n)s målinger, der er skrevet, bliver stående med samme tal "
        "og læses i den nye enhed. Intet regnes om.",
        numbers,
    )
    nothing = _("ingen enhed")
    texts = {"n": numbers, "before": _quoted(result.unit) or nothing, "after": _quoted(unit) or nothing}
    return [Doubt("unit", "unit", words % texts)]


def _meaning_of(unit: str) -> tuple[str, str]:
    """The same for two ways of writing one unit: `%` and `pct.`, `kr` and `kr.`."""
    measure = Unit.parse(unit).measure
    if measure is Measure.NUMBER:
        return measure, ""
    words = unit if measure is Measure.NAMED else unit.partition(" ")[2]
    return measure, words.casefold().rstrip(".")


def _quoted(text: str) -> str:
    return f"“{text}”" if text else ""


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def result_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new result: of the activity or area the address names, or of the whole project."""
    about = around(project)

    def save(form: ResultForm) -> Saved:
        made = create_result(project=project, meaning=form.meaning(), by=author_of(request))
        return Saved(outline_address(project.pk, made), _("Resultatet er oprettet."), made)

    chosen = [one for one in about.activities if str(one.pk) == request.GET.get("aktivitet", "")]
    areas = [one for one in about.areas if str(one.pk) == request.GET.get("omraade", "")]
    of = "-".join(str(one.pk) for one in (*chosen, *areas))
    page = FormPage(
        form=partial(ResultForm, around=about),
        title=_("Nyt resultat"),
        under=_("Et resultat måles med én indikator. Skal det måles på to måder, så opret to resultater."),
        save=save,
        submit=_("Opret resultat"),
        initial={
            "number": next_result_number(project),
            "activities": chosen,
            "area": areas[0] if areas else "",
            **_asked_for(request),
        },
        back=outline_address(project.pk),
        breadcrumbs=crumbs(project, (_("Nyt resultat"), "")),
        draft=f"resultat-ny:{project.pk}:{of}",
        template="structure/with_targets.html",
        doubts=result_doubts,
    )
    return answer_form(request, page)


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """The term and the kind the address names (`sigt=medium`, `type=none`), where there are such."""
    term, kind = request.GET.get("sigt", ""), request.GET.get("type", "")
    return {
        **({"term": term} if term in set(Term) else {}),
        **({"kind": kind} if kind in set(IndicatorKind) else {}),
    }


def _linked(result: Result) -> list[Activity]:
    rows = ResultActivity.objects.filter(result=result, activity__removed_at__isnull=True)
    return [one.activity for one in rows.select_related("activity").order_by("position", "id")]


@requires(Permission.EDIT_PROJECT, Result, pk="result_id", project="project_id")
@Form
def result_edit(request: HttpRequest, result: Result) -> HttpResponse:
    """Change a result with its first target; later targets are listed under it."""
    project = result.project
    linked, followed = _linked(result), followed_proposal(request, result)
    series = list(Series.objects.filter(result=result).order_by("position", "id"))

    def initial(record: Result) -> Mapping[str, Any]:
        again = record is not result
        first = TargetVersion.objects.filter(result=record, valid_from__isnull=True).first()
        known = list(Series.objects.filter(result=record).order_by("position", "id")) if again else series
        roles = roles_of(known)
        return {
            "number": record.number,
            "statement": record.statement,
            "term": record.term,
            "activities": _linked(record) if again else linked,
            "area": str(record.area_id or ""),
            "kind": record.kind,
            "unit": record.unit,
            "rule": first.rule if first else "",
            "amount": first.amount if first else None,
            "target_series": roles["target_series"],
            "reference_series": "; ".join(roles["reference_series"]),
            "baseline": str(record.baseline_id or ""),
            "replaced_by": str(record.replaced_by_id or ""),
            **since_initial(record),
        }

    def save(form: ResultForm) -> Saved:
        done = change_result(
            result,
            meaning=form.meaning(linked),
            by=author_of(request),
            version=form.version,
            why=why_of(form),
        )
        return Saved(outline_address(project.pk, result), _("Resultatet er rettet."), done)

    page = FormPage(
        form=partial(ResultForm, around=around(project, but=result)),
        title=_("Ret resultatet %(result)s") % {"result": result.number},
        under=said_over(followed),
        save=save,
        initial=initial,
        proposed=lambda _typed: retiring(followed),
        record=result,
        back=outline_address(project.pk, result),
        breadcrumbs=crumbs(project, (str(result)[:80], "")),
        draft=f"resultat:{result.pk}",
        doubts=partial(result_doubts, result=result),
        template="structure/with_targets.html",
        context={
            "targets": _later(result),
            "redefinitions": told_redefinitions(result),
            "redefinition_new": reverse("redefinition_new", args=(project.pk, result.pk)),
            "series": series_lines(series),
            "move": reverse("part_move", args=(project.pk,)),
            "target_new": reverse("target_version_new", args=(project.pk, result.pk)),
            "removal": reverse("part_remove", args=(project.pk, "resultat", result.pk)),
            "removal_words": _("Fjern resultatet"),
        },
    )
    return answer_form(request, page)


def _later(result: Result) -> list[dict[str, Any]]:
    rows = TargetVersion.objects.filter(result=result, valid_from__isnull=False)
    told = []
    for one in rows.select_related("valid_from").order_by("valid_from__start", "id"):
        period = one.valid_from
        told.append(
            {
                "period": period.period.shown if period is not None else "",
                "rule": TargetRule(one.rule).shown if one.rule else "",
                "amount": danish_number(one.amount) if one.amount is not None else "",
                "deadline": deadline.shown if (deadline := deadline_of(one)) is not None else "",
                "reason": one.reason,
                "address": reverse("target_version_edit", args=(result.project_id, result.pk, one.pk)),
                "removal": reverse("target_version_remove", args=(result.project_id, result.pk, one.pk)),
            }
        )
    return told
