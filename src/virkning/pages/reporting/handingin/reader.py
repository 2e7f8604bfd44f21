"""What the reader will see, with what is typed: the note's facts, with the form's values in their places."""

from dataclasses import replace
from typing import Any

from virkning.figures.continuing import Continuation
from virkning.figures.milestones import StatusEntry
from virkning.figures.periods import Period
from virkning.pages.telling.pictures import shows_charts
from virkning.rooms.reports.facts.continuing import CommentFacts, Continuing, EmbeddingFacts
from virkning.rooms.reports.facts.project import ActivityFacts, MilestoneFacts, ProjectFacts, ResultFacts
from virkning.rooms.reports.facts.whole import WholeFacts
from virkning.rooms.reports.status_note.screen import activity_on_screen

from .. import statusform
from .about import EMBEDDING, InRound
from .form import RoundForm
from .parts import read_typed, typed_indicator


def typed_section(about: InRound, whole: WholeFacts, form: RoundForm) -> str:
    """The activity's section of the note as HTML; blank where there is nothing to see."""
    told = typed_whole(about, whole, form)
    shown = activity_on_screen(
        told,
        about.period,
        about.activity.pk,
        shows_charts(about.facts.id, about.period, prefix=f"afsnit{about.activity.pk}"),
        top=3,
    )
    return shown.body if shown is not None else ""


def typed_whole(about: InRound, whole: WholeFacts, form: RoundForm) -> WholeFacts:
    """The facts as they would be if the form were saved as it is, as far as it can be read."""
    return replace(
        whole,
        project=_project(about, whole.project, form),
        continuing=_continuing(about, whole.continuing, form),
    )


def _project(about: InRound, facts: ProjectFacts, form: RoundForm) -> ProjectFacts:
    areas = tuple(
        replace(
            area,
            activities=tuple(
                _activity(about, one, form) if one.id == about.activity.pk else one for one in area.activities
            ),
        )
        for area in facts.areas
    )
    return replace(facts, areas=areas)


def _activity(about: InRound, facts: ActivityFacts, form: RoundForm) -> ActivityFacts:
    asked = {one.id for one in form.milestones}
    fields = {one.facts.id: one for one in form.results}
    results: tuple[ResultFacts, ...] = tuple(
        replace(one, indicator=typed_indicator(form, fields[one.id], about.period))
        if one.id in fields
        else one
        for one in facts.results
    )
    milestones = tuple(
        _milestone(form, one, about.period) if one.id in asked else one for one in facts.milestones
    )
    return replace(facts, milestones=milestones, results=results)


def _milestone(form: RoundForm, facts: MilestoneFacts, period: Period) -> MilestoneFacts:
    standing = next((one for one in facts.milestone.entries if one.period == period), None)
    entry = statusform.typed(form, facts, period) or StatusEntry(period)
    comment = str(read_typed(form, f"comment_{facts.id}") or "")
    judged = (standing.judged, standing.judged_reason) if standing else (None, "")
    entry = replace(entry, comment=comment, judged=judged[0], judged_reason=judged[1])
    others = tuple(one for one in facts.milestone.entries if one.period != period)
    says = entry.status is not None or entry.has_value or entry.comment or entry.judged is not None
    return replace(facts, milestone=replace(facts.milestone, entries=(*others, entry) if says else others))


def _continuing(about: InRound, told: Continuing, form: RoundForm) -> Continuing:
    key, period = about.activity.pk, about.period

    def others(rows: Any) -> tuple[Any, ...]:
        return tuple(one for one in rows if (one.activity_id, one.period) != (key, period))

    comment = str(read_typed(form, "overall") or "")
    comments = (CommentFacts(key, period, comment),) if comment else ()
    given = {name: read_typed(form, f"embedding_{name}") for name in EMBEDDING}
    embeddings: tuple[EmbeddingFacts, ...] = ()
    if given["continuation"]:
        texts: dict[str, Any] = {name: given[name] or "" for name in ("responsible", "money", "risk", "text")}
        embeddings = (
            EmbeddingFacts(
                activity_id=key,
                activity=about.title,
                period=period,
                continuation=Continuation(given["continuation"]),
                secured_until=given["secured_until"],
                **texts,
            ),
        )
    return replace(
        told,
        comments=(*others(told.comments), *comments),
        embeddings=(*others(told.embeddings), *embeddings),
    )
