"""A new run: which measures, on which delivery, for which programme and periods."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from virkning.figures.periods import Period, PeriodKind
from virkning.figures.phrases import FigureError
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import SelectField, SeveralField, TextField, said
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import Programme
from virkning.rooms.registerruns.actions.runs import Wanted
from virkning.rooms.registerruns.jobs import ask_for_runs
from virkning.rooms.registerruns.models import Delivery, Register
from virkning.rooms.registerruns.queries.deliveries import deliveries_with_data
from virkning.rooms.registerruns.queries.participants import programmes_for
from virkning.rooms.registerruns.queries.runs import Offered, offered_on

from .rows import periods_words
from .ways import Form, crumbs, delivery_words, register_address

#: Quarters that are asked for first: a year's development with its baseline.
FIRST_QUARTERS = 5


class PeriodField(TextField):
    """A period however it is written: `2016K3`, `2016-12`, `2016`."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return Period.parse(text) if text else None
        except FigureError as error:
            raise said(error) from error

    def prepare_value(self, value: Any) -> Any:
        return value.canonical if isinstance(value, Period) else value


class RunForm(HouseForm):
    """What is to be counted."""

    def __init__(
        self,
        *args: Any,
        deliveries: Sequence[Delivery],
        programmes: Sequence[Programme],
        offered: Sequence[Offered],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        if len(deliveries) > 1:
            self.fields["delivery"] = SelectField(
                label=_("Leverance"),
                help_text=_("Den, der gælder, står først."),
                choices=[(str(one.pk), delivery_words(one)) for one in deliveries],
            )
        self.fields["programme"] = SelectField(
            label=_("Program"),
            help_text=_("Projektet er de kommuner, der er med i programmets projekter."),
            choices=[(str(one.pk), one.name) for one in programmes],
        )
        self.fields["measures"] = SeveralField(
            label=_("Opgørelser"),
            help_text=_(
                "Dele af en opgørelse og køn tælles med, så små tal kan skjules i det hele på én gang."
            ),
            choices=[(one.measure.name, measure_words(one)) for one in offered],
        )
        self.fields["first"] = PeriodField(
            label=_("Fra og med"),
            help_text=_("Et kvartal eller en måned, for eksempel 2016K3 eller 2016-12."),
            max_length=20,
        )
        self.fields["last"] = PeriodField(label=_("Til og med"), max_length=20)


@requires(Permission.RUN_MEASURES, Register, pk="register_id")
@Form
def run_new(request: HttpRequest, register: Register) -> HttpResponse:
    """Ask for runs; they are made one after the other while one looks on."""
    deliveries = list(deliveries_with_data(register))
    if not deliveries:
        return redirect(register_address(register.pk))  # nothing to count on; its page says how to get it
    programmes = list(programmes_for(register.organisation))
    offered = offered_on(_chosen(request, deliveries))

    def save(form: RunForm) -> Saved:
        delivery = _by_key(deliveries, form.cleaned_data.get("delivery")) or deliveries[0]
        programme = _by_key(programmes, form.cleaned_data["programme"])
        if programme is None:
            raise Refused({"programme": _("Vælg et program.")})
        job = ask_for_runs(
            delivery=delivery, programme=programme, wanted=_wanted(form, offered), by=author_of(request)
        )
        return Saved(reverse("job", args=(job.pk,)))

    page = FormPage(
        form=partial(RunForm, deliveries=deliveries, programmes=programmes, offered=offered),
        title=_("Ny kørsel"),
        under=register.name,
        submit=_("Kør opgørelserne"),
        save=save,
        initial=_initial(offered, programmes),
        back=register_address(register.pk),
        breadcrumbs=crumbs(register, (_("Ny kørsel"), "")),
        draft=f"koersel:{register.pk}",
        template="registers/run_new.html",
        context={
            "offered": [(one.measure.title, periods_words(one.periods)) for one in offered],
            "programmes": programmes,
        },
    )
    return answer_form(request, page)


def measure_words(one: Offered) -> str:
    """The measure's title, and that it is approximate where it is."""
    title = one.measure.title
    if not one.periods:
        return _("%(title)s (leverancen har ingen hele perioder til den)") % {"title": title}
    return title


def _chosen(request: HttpRequest, deliveries: Sequence[Delivery]) -> Delivery:
    return _by_key(deliveries, request.POST.get("delivery")) or deliveries[0]


def _by_key(rows: Sequence[Any], key: Any) -> Any:
    return next((one for one in rows if str(one.pk) == str(key or "")), None)


def _initial(offered: Sequence[Offered], programmes: Sequence[Programme]) -> dict[str, Any]:
    quarters = next(
        (one.periods for one in offered if one.measure.period is PeriodKind.QUARTER and one.periods), ()
    )
    asked = quarters[-FIRST_QUARTERS:]
    return {
        "programme": str(programmes[0].pk) if len(programmes) == 1 else "",
        "measures": [one.measure.name for one in offered if one.periods],
        "first": asked[0] if asked else None,
        "last": asked[-1] if asked else None,
    }


def _wanted(form: RunForm, offered: Sequence[Offered]) -> list[Wanted]:
    """One a measure, each in its own kind of period within what was asked for. Raises `Refused`."""
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    if last.end < first.start:
        raise Refused({"last": _("Den sidste periode ligger før den første.")})
    found = []
    for one in offered:
        if one.measure.name not in form.cleaned_data["measures"]:
            continue
        there = [period for period in one.periods if first.start <= period.start and period.end <= last.end]
        if not there:
            words = _("%(measure)s: ingen hele perioder i det valgte. Leverancen har %(periods)s.")
            told = {"measure": one.measure.title, "periods": periods_words(one.periods)}
            raise Refused({"first": words % told})
        found.append(Wanted(one.measure.name, there[0], there[-1]))
    return found
