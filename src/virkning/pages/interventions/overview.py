"""One intervention: how far its description has come, section by section, and what can be done now."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from virkning.figures.interventions import InterventionStage, Way
from virkning.pages.authors import author_of
from virkning.pages.forms.removing import seen_version
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit import drafts
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.interventions.actions.comments import settle_comment, unsettle_comment
from virkning.rooms.interventions.actions.moves import may_move
from virkning.rooms.interventions.form import SECTION_OF, Field, Section
from virkning.rooms.interventions.missing import SectionStanding, SectionState, section_states
from virkning.rooms.interventions.models import FieldComment, Intervention
from virkning.rooms.interventions.queries.answers import load_answers
from virkning.rooms.interventions.queries.listing import comments_of

from .beside import earlier_observations
from .head import head_of, latest_receipt
from .texts import ABOUT, heading_of, short_of
from .told import Spoken, spoken
from .unread import left_over
from .ways import (
    SLUGS,
    address,
    crumbs,
    is_open,
    may_describe,
    reading_address,
    review_address,
    section_address,
    under_of,
    with_its_project,
)

#: As many missing fields are named under a section; of more it is said how many.
_NAMED = 3


@dataclass(frozen=True)
class CommentRow:
    """A comment at one of a section's fields."""

    field: str
    said: Spoken


@dataclass(frozen=True)
class TaskRow:
    """A section of the task list. `address` is its form, or where it is read."""

    anchor: str
    heading: str
    address: str
    state: str
    is_done: bool
    is_missing: bool
    under: str
    draft: bool
    comments: tuple[CommentRow, ...]


@requires(Permission.SEE_PROJECT, Intervention, pk="intervention_id")
@require_safe
def intervention(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """The task list for those who describe it; those who decide, and everybody else, read the description."""
    with_its_project(intervention)
    if not may_describe(intervention):
        decides = Permission.DECIDE_DESCRIPTION in intervention.permissions_of(current_scope())
        return redirect((review_address if decides else reading_address)(intervention.pk))
    today = timezone.localdate()
    answers = load_answers(intervention)
    comments = comments_of(intervention)
    begun = _drafts(request, intervention)
    states = section_states(answers)
    person = request.user.pk
    context: dict[str, Any] = {
        "intervention": intervention,
        "under": under_of(intervention),
        "breadcrumbs": crumbs(intervention),
        "head": head_of(intervention, latest_receipt(intervention), today),
        "tasks": [
            _task(intervention, one, spoken([c for c in comments if c.settled_at is None], today), begun)
            for one in states
        ],
        "settled": _comment_rows(spoken([c for c in comments if c.settled_at is not None], today)),
        "sentence": _sentence(states),
        "is_open": is_open(intervention),
        "is_empty": intervention.stage == InterventionStage.DECIDED
        and not any(_says_more(one) for one in states),
        "is_returned": intervention.stage == InterventionStage.RETURNED,
        "missing": sum(len(one.missing) for one in states),
        "may": {way.value: may_move(intervention, way, person) for way in Way},
        "earlier": earlier_observations(intervention),
        "first": _first_address(intervention, states),
        "left_over": left_over(intervention),
        "may_export": Permission.EXPORT_PROJECT in intervention.permissions_of(current_scope()),
    }
    return render(request, "interventions/tasks.html", context)


def _drafts(request: HttpRequest, intervention: Intervention) -> set[str]:
    """The sections this person has typed in without saving. One query."""
    beginning = f"indsats:{intervention.pk}:"
    found = drafts.drafts_named(person_id=int(request.user.pk or 0), beginning=beginning)
    return {one.name.removeprefix(beginning) for one in found}


def _says_more(one: SectionState) -> bool:
    """Whether more is answered than what stands on the project's list."""
    return one.answered > 0 and one.section is not Section.FACTS


def _task(
    intervention: Intervention, one: SectionState, said: dict[str, list[Spoken]], begun: set[str]
) -> TaskRow:
    slug = SLUGS[one.section]
    may_write = is_open(intervention) or one.section is Section.OBSERVATIONS
    own = {name: found for name, found in said.items() if SECTION_OF.get(Field(name)) is one.section}
    return TaskRow(
        anchor=slug,
        heading=heading_of(one.section),
        address=section_address(intervention.pk, one.section)
        if may_write
        else reading_address(intervention.pk, slug),
        state=one.standing.shown,
        is_done=one.standing is SectionStanding.DONE,
        is_missing=bool(one.missing),
        under=_under(one),
        draft=slug in begun,
        comments=tuple(_comment_rows(own)),
    )


def _comment_rows(said: dict[str, list[Spoken]]) -> list[CommentRow]:
    return [CommentRow(short_of(Field(name)), one) for name, found in said.items() for one in found]


def _under(one: SectionState) -> str:
    """`Mangler: optag og kort beskrivelse`, or what the section is about."""
    if not one.missing or one.standing is SectionStanding.MISSING:
        return str(ABOUT[one.section])
    names = [_lower(short_of(field)) for field in one.missing]
    if len(names) > _NAMED:
        return _("%(n)s af %(of)s felter mangler") % {"n": len(names), "of": one.asked}
    *first, last = names
    told = _(" og ").join(part for part in (", ".join(first), last) if part)
    return _("Mangler %(fields)s") % {"fields": told}


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _sentence(states: tuple[SectionState, ...]) -> str:
    """`7 af 9 afsnit er udfyldt.`; the voluntary ones do not count."""
    asked = [
        one for one in states if one.missing or one.section not in (Section.ECONOMY, Section.OBSERVATIONS)
    ]
    done = sum(not one.missing for one in asked)
    words = ngettext(
        "%(done)d af %(n)d afsnit er udfyldt.", "%(done)d af %(n)d afsnit er udfyldt.", len(asked)
    )
    return words % {"done": done, "n": len(asked)}


def _first_address(intervention: Intervention, states: tuple[SectionState, ...]) -> str:
    """Where the next of it is written: the first section that lacks anything."""
    lacking = next((one.section for one in states if one.missing), Section.FACTS)
    return section_address(intervention.pk, lacking)


@requires(Permission.DESCRIBE, FieldComment, pk="comment_id")
@require_POST
def comment_settle(request: HttpRequest, comment: FieldComment) -> HttpResponse:
    """Say that a comment has been seen to, or (`aabn`) that it has not."""
    act = unsettle_comment if "aabn" in request.POST else settle_comment
    try:
        act(comment, by=author_of(request), version=seen_version(request))
        said = (
            _("Kommentaren er åbnet igen.")
            if "aabn" in request.POST
            else _("Kommentaren er markeret som løst.")
        )
        messages.success(request, said)
    except (Refused, Conflict):
        messages.warning(request, _("En anden har lige gjort det. Se, hvordan den står nu."))
    section = SLUGS[SECTION_OF[Field(comment.field)]] if comment.field in set(Field) else ""
    return redirect(address(comment.intervention_id, section))
