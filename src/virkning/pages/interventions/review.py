"""The page on which whoever decides reads a description: as it was handed in, with what is said at each field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.figures.interventions import InterventionStage, Way
from virkning.pages.moments import moment_words
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.queries.history import entries_about
from virkning.rooms.interventions.actions.acts import DECIDE, WAY
from virkning.rooms.interventions.actions.comments import is_open_to
from virkning.rooms.interventions.actions.moves import may_move
from virkning.rooms.interventions.answers import Answers
from virkning.rooms.interventions.comparing import compare
from virkning.rooms.interventions.form import Field, Section
from virkning.rooms.interventions.models import FieldComment, Intervention
from virkning.rooms.interventions.queries.answers import load_answers
from virkning.rooms.interventions.queries.handedin import HandedIn, handed_in
from virkning.rooms.interventions.queries.listing import comments_of

from .beside import earlier_observations
from .head import head_of
from .reasons import pending_reasons
from .told import Spoken, ToldField, told_comment, told_sections
from .ways import (
    programme_of_crumbs,
    reading_address,
    review_address,
    under_of,
    with_its_project,
)

#: Of its way the latest steps stand here; all of it in the history.
_STEPS = 8


@dataclass(frozen=True)
class Remark:
    """A comment at a field. `may_change`: by its own author, as long as nobody has answered it."""

    said: Spoken
    version: int
    may_change: bool


@dataclass(frozen=True)
class AtField:
    """What is said at a field: comments that are open, those that are settled, and the reason not yet sent."""

    slug: str
    title: str
    open: tuple[Remark, ...]
    settled: tuple[Remark, ...]
    reason: str
    may_return: bool


@dataclass(frozen=True)
class ReviewField:
    """A field as it was handed in; `before`: what stood there the last time, where it has changed since."""

    told: ToldField
    at: AtField
    changed: bool
    before: tuple[str, ...]


@dataclass(frozen=True)
class ReviewSection:
    """A section with its fields."""

    anchor: str
    heading: str
    fields: tuple[ReviewField, ...]


@dataclass(frozen=True)
class Decision:
    """What can be decided now. `notice`: why nothing can, or what to know first."""

    id: int
    may_accept: bool
    may_return: bool
    reasons: int
    notice: str = ""


@requires(Permission.DECIDE_DESCRIPTION, Intervention, pk="intervention_id")
@require_safe
def intervention_review(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """What was handed in, what has changed since it was last read, and the two ways out: back, or accepted."""
    with_its_project(intervention)
    today, person = timezone.localdate(), request.user
    handed = handed_in(intervention)
    answers = handed.answers if handed is not None else load_answers(intervention)
    reasons = pending_reasons(intervention, int(person.pk or 0))
    notes = _Notes(intervention, comments_of(intervention), reasons, int(person.pk or 0), today)
    sections = _sections(answers, handed, notes, today)
    may = intervention.permissions_of(current_scope())
    context: dict[str, Any] = {
        "intervention": intervention,
        "under": under_of(intervention),
        "breadcrumbs": programme_of_crumbs(intervention),
        "head": head_of(intervention, handed.receipt if handed else None, today),
        "decision": decision_of(intervention, int(person.pk or 0), len(reasons)),
        "sections": sections,
        "changed": [
            (one.told.anchor, one.told.title) for part in sections for one in part.fields if one.changed
        ],
        "is_again": handed is not None and handed.before is not None,
        "reading": reading_address(intervention.pk),
        "last_time": _last_time(intervention),
        "earlier": earlier_observations(intervention),
        "following": _following(intervention, int(person.pk or 0)),
        "timeline": _timeline(intervention, today),
        "may_export": Permission.EXPORT_PROJECT in may,
        "may_describe": Permission.DESCRIBE in may,
    }
    return render(request, "interventions/review.html", context)


def decision_of(intervention: Intervention, person_id: int, reasons: int) -> Decision:
    """What this person can decide of it now. No query."""
    return Decision(
        id=intervention.pk,
        may_accept=may_move(intervention, Way.ACCEPT, person_id),
        may_return=may_move(intervention, Way.RETURN, person_id),
        reasons=reasons,
        notice=_notice(intervention, person_id),
    )


def _notice(intervention: Intervention, person_id: int) -> str:
    stage = InterventionStage(intervention.stage)
    if stage is InterventionStage.SUBMITTED and intervention.submitter_id == person_id:
        return _("Du har selv indsendt beskrivelsen. En anden skal godkende den.")
    if stage is InterventionStage.RETURNED:
        return _(
            "Beskrivelsen er sendt tilbage. Her står den, som den blev indsendt; kommunen retter den nu."
        )
    if stage.is_written and intervention.first_submitted_at is not None:
        return _("Kommunen har trukket beskrivelsen tilbage. Her står den, som den sidst blev indsendt.")
    if stage.is_written:
        return _("Beskrivelsen er ikke indsendt endnu. Her står den, som den ser ud lige nu.")
    if stage is InterventionStage.ENDED:
        return _("Indsatsen er afsluttet.")
    return ""


class _Notes:
    """What is said at the fields, and who may change it."""

    def __init__(
        self,
        intervention: Intervention,
        comments: Sequence[FieldComment],
        reasons: Mapping[Field, str],
        person_id: int,
        today: date,
    ) -> None:
        self.reasons = reasons
        self.may_return = may_move(intervention, Way.RETURN, None)
        self.by_field: dict[str, list[tuple[FieldComment, Remark]]] = {}
        for one in comments:
            remark = Remark(told_comment(one, today), one.version, is_open_to(one, person_id))
            self.by_field.setdefault(one.field, []).append((one, remark))

    def at(self, name: str, title: str) -> AtField:
        found = self.by_field.get(name, ())
        return AtField(
            slug=name,
            title=title,
            open=tuple(remark for one, remark in found if one.settled_at is None),
            settled=tuple(remark for one, remark in found if one.settled_at is not None),
            reason=self.reasons.get(Field(name), ""),
            may_return=self.may_return,
        )


def at_field(intervention: Intervention, name: Field, title: str, person_id: int) -> AtField:
    """What is said at one field, for the part of the page that is swapped. Two queries."""
    comments = [one for one in comments_of(intervention) if one.field == name.value]
    reasons = pending_reasons(intervention, person_id)
    notes = _Notes(intervention, comments, reasons, person_id, timezone.localdate())
    return notes.at(name.value, title)


def _sections(
    answers: Answers, handed: HandedIn | None, notes: _Notes, today: date
) -> tuple[ReviewSection, ...]:
    before: dict[str, tuple[str, ...]] = {}
    if handed is not None and handed.before is not None:
        pairs = compare(handed.before, answers)
        before = {pair.field.value: tuple(str(line) for line in pair.one) for pair in pairs if pair.differs}
    return tuple(
        ReviewSection(
            part.anchor,
            part.heading,
            tuple(
                ReviewField(
                    one,
                    notes.at(one.anchor, one.title),
                    # Observations are written at every stage: they are no correction of what was handed in.
                    one.anchor in before and part.section is not Section.OBSERVATIONS,
                    before.get(one.anchor, ()),
                )
                for one in part.fields
            ),
        )
        for part in told_sections(answers, today=today)
    )


def _last_time(intervention: Intervention) -> int | None:
    """The key of the one it goes on from, where the reader sees it. One query, or none."""
    if intervention.continues_id is None:
        return None
    rows = Intervention.objects.filter(pk=intervention.continues_id).order_by("pk")
    return rows.values_list("pk", flat=True).first()


def _following(intervention: Intervention, person_id: int) -> tuple[str, str] | None:
    """The next of the programme that waits for this person: its name and where it is read."""
    if intervention.project.programme_id is None:
        return None
    rows = Intervention.objects.filter(
        project__programme=intervention.project.programme_id, stage=InterventionStage.SUBMITTED.value
    ).exclude(pk=intervention.pk)
    found = rows.select_related("municipality").order_by("first_submitted_at", "pk")[:3]
    for one in found:
        decides = Permission.DECIDE_DESCRIPTION in one.permissions_of(current_scope())
        if decides and one.submitter_id != person_id:
            return f"{one.name}, {one.municipality.name}", review_address(one.pk)
    return None


def _timeline(intervention: Intervention, today: date) -> Iterable[tuple[str, str, str]]:
    """Its way so far, the latest first: when, what and by whom. One query."""
    entries = entries_about(intervention).filter(action__in=(WAY, DECIDE))[:_STEPS]
    return [(moment_words(one.at, today), one.words, one.author_name) for one in entries]
