"""How an activity goes on: said in a period, with what was said last beside it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.continuing import Continuation, embedding_doubts
from virkning.figures.dates import date_words
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import DayField, LongTextField, SegmentsField, TextField
from virkning.pages.forms.flow import Doubt, FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.evaluations.actions.embedding import remove_embedding, say_embedding
from virkning.rooms.evaluations.models import Embedding
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.reports.facts.continuing import EmbeddingFacts, embedding_before
from virkning.rooms.reports.queries.continuing import load_embeddings

from .ways import Form, crumbs, overview_address, period_of


class EmbeddingForm(HouseForm):
    """How it goes on, who answers for it, for how long there is money, and what may go wrong."""

    continuation = SegmentsField(
        label=gettext_lazy("Hvordan går det videre efter projektet?"),
        choices=[(one.value, lazystr(one.phrase)) for one in Continuation],
    )
    responsible = TextField(
        label=gettext_lazy("Ansvarlig efter projektet"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("En rolle eller enhed, ikke en person. Bør stå der, hvis det fortsætter."),
    )
    secured_until = DayField(
        label=gettext_lazy("Penge sikret til"),
        required=False,
        help_text=gettext_lazy("En dato som 31.12.2014."),
    )
    money = TextField(
        label=gettext_lazy("Hvilke penge"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For eksempel skolernes eget budget eller en ny pulje."),
    )
    risk = LongTextField(
        label=gettext_lazy("Risiko"),
        required=False,
        help_text=gettext_lazy("Hvad kan gøre, at det alligevel ikke fortsætter?"),
    )
    text = LongTextField(label=gettext_lazy("Uddybning"), required=False)

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        chosen = Continuation(self.cleaned_data["continuation"])
        return {**self.cleaned_data, "continuation": chosen}


class _BesideFields:
    """The form's fields, each with what was said last beside it; made when the template has the form."""

    def __init__(self, last: EmbeddingFacts | None) -> None:
        self.last = last

    def of(self, form: EmbeddingForm) -> list[tuple[Any, str]]:
        return [(bound, self._before(bound.name)) for bound in form]

    def _before(self, name: str) -> str:
        if self.last is None:
            return ""
        value = getattr(self.last, name)
        told = {
            "continuation": self.last.continuation.shown,
            "secured_until": date_words(value) if name == "secured_until" and value else "",
        }.get(name, value)
        if not told:
            return ""
        return _("Sidst (%(period)s): %(words)s") % {"period": self.last.period.shown, "words": told}


@requires(Permission.REPORT_STATUS, Activity, pk="activity_id", project="project_id")
@Form
def embedding(request: HttpRequest, activity: Activity, period: str) -> HttpResponse:
    """Say how the activity goes on in the period. `?fra=sidst` lays what was said last into the form."""
    project, when = activity.project, period_of(activity.project, period)
    said = load_embeddings(project.pk, activity.pk)
    last = embedding_before(said, activity.pk, when.period)
    standing = Embedding.objects.filter(activity=activity, period=when).first()
    back = overview_address(project.pk, when.period, "forankring")

    def save(form: EmbeddingForm) -> Saved:
        done = say_embedding(
            activity=activity,
            period=when,
            by=author_of(request),
            version=form.version,
            confirmed=form.confirmed,
            **form.given(),
        )
        return Saved(back, _("Forankringen er gemt."), done)

    takes_over = last is not None and request.GET.get("fra") == "sidst"
    page = FormPage(
        form=EmbeddingForm,
        title=_("Forankring, %(period)s") % {"period": when.period.shown},
        under=f"{activity.number} {activity.title}",
        save=save,
        submit=_("Gem forankringen"),
        initial=_values,
        proposed=lambda _typed: _values(last) if takes_over else {},
        record=standing,
        history_of=activity,
        back=back,
        breadcrumbs=crumbs(project, _("Forankring af %(number)s") % {"number": activity.number}),
        draft=f"forankring:{activity.pk}:{when.pk}",
        template="continuing/embedding.html",
        doubts=lambda form: _doubts(form, when),
        context={
            "fields_of": _BesideFields(last),
            "last": last,
            "offers": last is not None and standing is None and not takes_over,
            "taken": takes_over and request.method == "GET",
            "embedding": standing,
        },
    )
    return answer_form(request, page)


def _values(record: Embedding | EmbeddingFacts | None) -> Mapping[str, Any]:
    if record is None:
        return {}
    names = ("continuation", "responsible", "secured_until", "money", "risk", "text")
    return {name: getattr(record, name) for name in names}


def _doubts(form: EmbeddingForm, when: ProjectPeriod) -> list[Doubt]:
    found = embedding_doubts(form.cleaned_data["secured_until"], when.period)
    return [Doubt(one.code, one.field, one.phrase.translated(_)) for one in found]


@requires(Permission.REPORT_STATUS, Embedding, pk="embedding_id", activity__project="project_id")
@require_POST
def embedding_remove(request: HttpRequest, embedding: Embedding) -> HttpResponse:
    """Take away what was said in one period."""
    back = overview_address(embedding.activity.project_id, embedding.period.period, "forankring")
    entry = latest_entry(remove_embedding(embedding, by=author_of(request)))
    undo = f"undo-{entry.pk}" if entry is not None else ""
    messages.success(request, _("Forankringen er fjernet."), extra_tags=undo)
    return redirect(back)
