"""One run: how it came about, what it changed and why, its tables, and whom it is shown to."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from virkning.figures.collation import danish_key
from virkning.figures.numbers import danish_number
from virkning.figures.sums import share
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.registerruns.actions.runs import give_up_lost_run
from virkning.rooms.registerruns.models import Publication, Run
from virkning.rooms.registerruns.queries.participants import Place, places
from virkning.rooms.registerruns.queries.runs import Comparison, PeriodChange, Reason, what_changed
from virkning.rooms.registerruns.stages import Reach, RunStage

from .rows import periods_words, run_step, shown_words, today
from .ways import crumbs, run_words

_REASONS = {
    Reason.DATA: gettext_lazy("andre data: leverancens fingeraftryk er et andet"),
    Reason.DEFINITION: gettext_lazy("en anden definition"),
    Reason.CODE_LISTS: gettext_lazy("andre kodelister"),
    Reason.MUNICIPALITIES: gettext_lazy("andre kommuner i programmet"),
}


@dataclass(frozen=True)
class Changed:
    """A period whose figures are others than before, in words: the country's counts then and now."""

    period: str
    places: str
    before: str
    now: str


@dataclass(frozen=True)
class ChangesTold:
    """What the run says otherwise than the one before it, and why."""

    before: int
    address: str
    is_same: bool
    reasons: tuple[str, ...]
    changed: tuple[Changed, ...]
    added: str
    gone: str


@requires(Permission.SEE_REGISTER, Run, pk="run_id", delivery__register="register_id")
@require_safe
def run(request: HttpRequest, run: Run) -> HttpResponse:
    """How the run came about, and what it says otherwise than the one before."""
    give_up_lost_run(run)
    register, may = run.delivery.register, run.permissions_of(current_scope())
    finished = run.stage == RunStage.FINISHED
    changes = what_changed(run) if finished else None
    publications = list(Publication.objects.filter(run=run).order_by("pk"))
    context = {
        "run": run,
        "register": register,
        "step": run_step(run),
        "finished": finished,
        "periods": periods_words(run.periods),
        "lasted": _lasted(run),
        "municipalities": ", ".join(one.name for one in _named(run)),
        "measures": [
            (told["title"], reverse("run_goal", args=(register.pk, run.pk, name)), told.get("version", ""))
            for name, told in run.measures.items()
        ],
        "code_lists": sorted(run.code_lists.items()),
        "changes": _told(changes, register.pk) if changes else None,
        "publications": [(one, shown_words([one.reach])) for one in publications],
        "may_publish": finished and run.hidden is not None and Permission.PUBLISH_RUNS in may,
        "shows_all": any(one.reach == Reach.ALL for one in publications),
        "protected": run.hidden is not None,
        "today": today(),
        "breadcrumbs": crumbs(register, (run_words(run), "")),
    }
    return render(request, "registers/run.html", context)


def _named(run: Run) -> list[Place]:
    return sorted(places(run.municipalities).values(), key=lambda one: danish_key(one.name))


def _lasted(run: Run) -> str:
    """`2,4 sekunder`."""
    if run.finished_at is None:
        return ""
    took: timedelta = run.finished_at - run.started_at
    seconds = Decimal(took // timedelta(milliseconds=100)) / 10
    return _("%(n)s sekunder") % {"n": danish_number(seconds)}


def _told(changes: Comparison, register_id: int) -> ChangesTold:
    return ChangesTold(
        before=changes.before.pk,
        address=reverse("run", args=(register_id, changes.before.pk)),
        is_same=changes.is_same,
        reasons=tuple(str(_REASONS[one]) for one in changes.reasons),
        changed=tuple(_changed(one) for one in changes.changed),
        added=periods_words(changes.added) if changes.added else "",
        gone=periods_words(changes.gone) if changes.gone else "",
    )


def _changed(one: PeriodChange) -> Changed:
    pairs = zip(one.numerators, one.denominators, strict=True)
    before, now = (_counts(numerator, denominator) for numerator, denominator in pairs)
    words = ngettext("%(n)d kommune", "%(n)d kommuner", one.places) % {"n": one.places}
    return Changed(one.period.shown, words, before, now)


def _counts(numerator: int, denominator: int) -> str:
    """`33.120 af 80.001 (41,4 pct.)`."""
    percent = share(Decimal(numerator), Decimal(denominator), 1)
    told = {"part": danish_number(Decimal(numerator)), "all": danish_number(Decimal(denominator))}
    words = _("%(part)s af %(all)s") % told
    return words if percent is None else f"{words} ({danish_number(percent)} pct.)"
