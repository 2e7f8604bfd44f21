"""What stands reported on an activity in a round: read to be checked before it is handed in, and afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.design.markup import light_tag
from virkning.pages.telling.cells import judged_light
from virkning.pages.telling.phrasing import NOTHING
from virkning.rooms.reports.facts.judgements import CellState, milestone_cell, result_cell
from virkning.rooms.reports.facts.project import MilestoneFacts, ResultFacts
from virkning.rooms.reports.facts.recommendations import RecommendationFacts
from virkning.rooms.reports.facts.tasks import lacks_measurement, lacks_status

from .about import Beside, InRound
from .parts import embedding_words


@dataclass(frozen=True)
class ToldRow:
    """One thing asked: its title, what stands there, the words to it, and the field it is written in."""

    title: str
    words: str
    anchor: str
    light: SafeString = NOTHING
    texts: tuple[str, ...] = ()
    missing: bool = False
    muted: bool = False


@dataclass(frozen=True)
class ToldGroup:
    """The rows of one section."""

    anchor: str
    title: str
    rows: tuple[ToldRow, ...]


def told_groups(about: InRound, around: Beside) -> tuple[ToldGroup, ...]:
    """Section by section, in the form's order."""
    groups = (
        ToldGroup("milepaele", _("Milepæle"), tuple(_milestone(about, one) for one in about.milestones)),
        ToldGroup("resultater", _("Resultater"), tuple(_result(about, one) for one in about.results)),
        ToldGroup("anbefalinger", _("Anbefalinger"), tuple(_advice(about, one) for one in around.advice)),
        ToldGroup("kommentar", _("Samlet kommentar"), (_overall(around),)),
        ToldGroup("forankring", _("Forankring"), (_embedding(around),)),
        ToldGroup("dokumentation", _("Dokumentation"), tuple(_evidence(around))),
    )
    return tuple(one for one in groups if one.rows)


def _milestone(about: InRound, facts: MilestoneFacts) -> ToldRow:
    cell = milestone_cell(facts, about.period, about.facts.horizon)
    title, anchor = f"{facts.number}. {facts.statement}", f"milepael-{facts.id}"
    texts = (cell.comment,) if cell.comment else ()
    if cell.state is CellState.REPORTED:
        words = (
            f"{cell.words} ({cell.fraction})" if cell.fraction and cell.fraction != cell.words else cell.words
        )
        return ToldRow(title, words, anchor, judged_light(cell), texts)
    if cell.state is CellState.UNCHANGED:
        words = _("Uændret: %(words)s") % {"words": cell.words}
        missing = lacks_status(facts, about.period)
        return ToldRow(title, words, anchor, judged_light(cell, quiet=True), texts, missing, muted=True)
    if cell.state is CellState.NOT_EXPECTED:
        return ToldRow(title, _("Ikke forventet endnu"), anchor, texts=texts, muted=True)
    return ToldRow(title, _("Mangler"), anchor, light_tag("missing"), texts, missing=True)


def _result(about: InRound, facts: ResultFacts) -> ToldRow:
    cell = result_cell(facts, about.period, about.facts.horizon)
    title, anchor = f"{facts.number}. {facts.statement_in(about.period)}", f"resultat-{facts.id}"
    if cell.state is CellState.REPORTED:
        lines = [f"{line.words} ({line.fraction})" if line.fraction else line.words for line in cell.values]
        breaks = [_("Databrud: %(why)s") % {"why": why} for why in cell.breaks]
        words = "\n".join(lines) or _("I ord")
        return ToldRow(title, words, anchor, judged_light(cell), (*cell.texts, *breaks))
    if cell.state is CellState.NOT_EXPECTED:
        return ToldRow(title, _("Ikke forventet endnu"), anchor, muted=True)
    missing = lacks_measurement(facts, about.period)
    return ToldRow(title, _("Mangler"), anchor, light_tag("missing"), missing=missing)


def _advice(about: InRound, one: RecommendationFacts) -> ToldRow:
    said, anchor = one.said_in(about.period), f"anbefaling-{one.id}"
    if said is None:
        return ToldRow(one.text, _("Ikke fulgt op"), anchor, missing=True)
    return ToldRow(one.text, said.state.shown, anchor, texts=(said.comment,) if said.comment else ())


def _overall(around: Beside) -> ToldRow:
    now = around.comment.now
    if now is None:
        return ToldRow(_("Samlet kommentar"), _("Mangler"), "kommentar", missing=True)
    return ToldRow(_("Samlet kommentar"), "", "kommentar", texts=(now.text,))


def _embedding(around: Beside) -> ToldRow:
    title, said = _("Forankring"), around.embedding
    if said.now is not None:
        return ToldRow(title, embedding_words(said.now), "forankring")
    if said.before is not None:
        texts = {"period": said.before.period.period.shown, "words": embedding_words(said.before)}
        return ToldRow(title, _("Som i %(period)s: %(words)s") % texts, "forankring", muted=True)
    return ToldRow(title, _("Mangler"), "forankring", missing=True)


def _evidence(around: Beside) -> Iterator[ToldRow]:
    for one in around.evidence:
        yield ToldRow(one.role, one.kind.shown, "dokumentation")


def missing_words(groups: tuple[ToldGroup, ...]) -> tuple[tuple[Any, ...], ...]:
    """What is missing: (title, anchor), in order."""
    return tuple((row.title, row.anchor) for one in groups for row in one.rows if row.missing)
