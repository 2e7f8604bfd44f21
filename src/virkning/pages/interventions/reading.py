"""A description as it is read, by all who see the project; as a file; and what is like it elsewhere."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.figures.dates import date_words
from virkning.pages.saving import as_file
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.interventions.printing import DescriptionFormat, printed_description
from virkning.rooms.interventions.queries.answers import load_answers
from virkning.rooms.interventions.queries.listing import open_comments
from virkning.rooms.interventions.queries.similar import Card, similar_to

from .beside import earlier_observations
from .head import head_of, latest_receipt
from .told import told_sections
from .unread import left_over
from .ways import crumbs, is_open, may_describe, reading_address, under_of, with_its_project


@requires(Permission.SEE_PROJECT, Intervention, pk="intervention_id")
@require_safe
def intervention_read(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """The whole description on one page, as it stands now."""
    with_its_project(intervention)
    today = timezone.localdate()
    answers = load_answers(intervention)
    may = intervention.permissions_of(current_scope())
    context: dict[str, Any] = {
        "intervention": intervention,
        "under": under_of(intervention),
        "breadcrumbs": _crumbs(intervention, _("Læs beskrivelsen")),
        "head": head_of(intervention, latest_receipt(intervention), today),
        "sections": told_sections(answers, open_comments(intervention), today=today),
        "summary": answers.summary,
        "may_describe": may_describe(intervention),
        "left_over": left_over(intervention) if may_describe(intervention) else (),
        "is_open": is_open(intervention),
        "may_export": Permission.EXPORT_PROJECT in may,
        "earlier": earlier_observations(intervention),
    }
    return render(request, "interventions/read.html", context)


def _crumbs(intervention: Intervention, words: str) -> list[tuple[str, str]]:
    """Whoever only reads has no task list to go by: the reading page is the intervention's own."""
    return crumbs(intervention, words) if may_describe(intervention) else crumbs(intervention)


@requires(Permission.EXPORT_PROJECT, Intervention, pk="intervention_id")
@require_safe
def intervention_file(request: HttpRequest, intervention: Intervention, kind: str) -> HttpResponse:
    """The description as Word, to be filled on and read back, or PDF; in Danish whatever language the screen is in."""
    if kind not in set(DescriptionFormat):
        raise Http404
    with translation.override("da"):
        made = printed_description(with_its_project(intervention), DescriptionFormat(kind))
    return as_file(made.content, made.name, made.content_type)


@dataclass(frozen=True)
class NearCard:
    """An intervention like it. `address` blank: it stands in a project the reader does not see."""

    id: int
    name: str
    municipality: str
    start: str
    target_group: str
    tracks: str
    why: str
    address: str


def _card(one: Card, is_seen: bool) -> NearCard:
    return NearCard(
        id=one.id,
        name=one.name,
        municipality=one.municipality,
        start=date_words(one.start) if one.start else "",
        target_group=one.target_group,
        tracks="; ".join(one.tracks),
        why=_why(one),
        address=reading_address(one.id) if is_seen else "",
    )


def _why(one: Card) -> str:
    """What the two have in common: tracks first, then words of the target group."""
    if one.same_tracks:
        return _("Samme forandringsspor: %(tracks)s.") % {"tracks": "; ".join(one.same_tracks)}
    if one.same_words:
        return _("Fælles om målgruppen: %(words)s.") % {"words": ", ".join(one.same_words)}
    return _("Aktiviteterne ligner hinanden.")


@requires(Permission.SEE_PROJECT, Intervention, pk="intervention_id")
@require_safe
def intervention_similar(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """Other municipalities' interventions like it, so that a municipality can find whom to ask."""
    with_its_project(intervention)
    cards = similar_to(intervention, load_answers(intervention), current_scope())
    seen = set(Intervention.objects.filter(pk__in=[one.id for one in cards]).values_list("pk", flat=True))
    context = {
        "intervention": intervention,
        "under": under_of(intervention),
        "breadcrumbs": crumbs(intervention, _("Lignende andre steder")),
        "cards": [_card(one, one.id in seen) for one in cards],
    }
    return render(request, "interventions/similar.html", context)
