"""A run is shown to the programme's municipalities, and taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import SegmentsField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.removing import overtaken, seen_version
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.registerruns.actions.publications import withdraw_publication
from virkning.rooms.registerruns.models import Publication, Run
from virkning.rooms.registerruns.stages import Reach
from virkning.rooms.results.actions.following import Followed, publish_and_follow

from .rows import periods_words
from .ways import Form, crumbs, run_address, run_words


class PublishForm(HouseForm):
    """Whose figures each municipality sees."""

    reach = SegmentsField(
        label=gettext_lazy("Hvem ser hvad"),
        help_text=gettext_lazy("Landet og projektet ser alle. Små tal er skjult på samme måde for alle."),
        choices=[
            (Reach.ALL.value, gettext_lazy("Alle ser alle programmets kommuner")),
            (Reach.OWN.value, gettext_lazy("Hver kommune ser kun sine egne tal")),
        ],
    )


@requires(Permission.PUBLISH_RUNS, Run, pk="run_id", delivery__register="register_id")
@Form
def run_publish(request: HttpRequest, run: Run) -> HttpResponse:
    """Who gets it and what leaves; and the yes."""

    def save(form: PublishForm) -> Saved:
        reach = Reach(form.cleaned_data["reach"])
        done = publish_and_follow(run=run, by=author_of(request), reach=reach)
        for words in _warnings(done):
            messages.warning(request, words)
        return Saved(run_address(run), _published_words(done), done.publication)

    page = FormPage(
        form=PublishForm,
        title=_("Offentliggør kørslen"),
        under=f"{run.title}, {run.programme.name}",
        submit=_("Offentliggør"),
        save=save,
        initial={"reach": Reach.ALL.value},
        back=run_address(run),
        breadcrumbs=crumbs(
            run.delivery.register, (run_words(run), run_address(run)), (_("Offentliggør"), "")
        ),
        template="registers/publish.html",
        context={
            "run": run,
            "periods": periods_words(run.periods),
            "municipalities": len(run.municipalities),
            "measures": [one["title"] for one in run.measures.values()],
            "hidden": _hidden_words(run),
        },
    )
    return answer_form(request, page)


@requires(
    Permission.PUBLISH_RUNS,
    Publication,
    pk="publication_id",
    run="run_id",
    run__delivery__register="register_id",
)
@require_POST
def run_withdraw(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Show it to nobody but the keepers any more."""
    back = run_address(publication.run)
    try:
        removed = withdraw_publication(publication, by=author_of(request), version=seen_version(request))
    except Conflict as conflict:
        return overtaken(request, conflict, form=back, back=back)
    entry = latest_entry(removed)
    messages.success(
        request, _("Kørslen er trukket tilbage."), extra_tags=f"undo-{entry.pk}" if entry else ""
    )
    return redirect(back)


def _published_words(done: Followed) -> str:
    """What came of it, with the measurements that follow the run."""
    words = _("Kørslen er offentliggjort.")
    if not done.written:
        return words
    followed = ngettext(
        "%(n)d måling i projekternes resultater følger den nu.",
        "%(n)d målinger i projekternes resultater følger den nu.",
        done.written,
    )
    return f"{words} {followed % {'n': done.written}}"


def _warnings(done: Followed) -> list[str]:
    """What a linked result did not get, and what somebody had typed that stands in history now."""
    told = []
    if done.over_typed:
        words = _("Indtastede målinger er erstattet og står i historikken: %(what)s.")
        told.append(words % {"what": "; ".join(done.over_typed)})
    if done.hidden:
        what = "; ".join(f"{one.project}: {one.result}, {one.period.shown}" for one in done.hidden)
        told.append(_("Skjulte tal er ikke skrevet som målinger: %(what)s.") % {"what": what})
    if done.without_period:
        words = _("Ingen af projektets perioder er blandt kørslens: %(what)s.")
        told.append(words % {"what": "; ".join(done.without_period)})
    return told


def _hidden_words(run: Run) -> str:
    """How many cells of the tables are hidden."""
    hidden = len({tuple(one[:4]) for one in run.hidden or ()})
    if not hidden:
        return _("Ingen celler er skjult.")
    return ngettext("%(n)d celle er skjult.", "%(n)d celler er skjult.", hidden) % {"n": hidden}
