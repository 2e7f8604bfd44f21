"""The milestone table of an activity."""

from django.utils.translation import gettext as _

from virkning.documents.blocks import Cell, Row, Run, Table, Text
from virkning.figures.milestones import (
    Light,
    MilestoneKind,
    StatusEntry,
    effective_milestone_target,
    standing,
)
from virkning.figures.numbers import danish_number
from virkning.figures.periods import Period
from virkning.figures.units import PERCENT

from ..facts.project import MilestoneFacts
from .note import MilestoneRow
from .proposals import proposal_lines
from .words import joined, mark, muted, paragraphs

WIDTHS = (3.2, 1.25, 5.2)


def milestone_table(rows: tuple[MilestoneRow, ...], period: Period) -> Table:
    """`Aktivitet og milepæle | Status | Kommentarer`, one row a milestone."""
    return Table(
        header=(_("Aktivitet og milepæle"), _("Status"), _("Kommentarer")),
        rows=tuple(Row((_first(row.facts, period), _status(row), Cell(_comments(row)))) for row in rows),
        widths=WIDTHS,
    )


def _first(facts: MilestoneFacts, period: Period) -> Cell:
    lines: list[Text] = [facts.statement]
    lines += [muted(line) for line in (_target(facts, period), _life(facts, period)) if line]
    return Cell(tuple(lines))


def _target(facts: MilestoneFacts, period: Period) -> str:
    target = effective_milestone_target(facts.milestone, period)
    if target is None:
        return ""
    told = []
    if target.amount is not None:
        is_percent = facts.milestone.kind is MilestoneKind.PERCENT
        amount = PERCENT.format(target.amount) if is_percent else danish_number(target.amount)
        told.append(_("Mål: %(amount)s") % {"amount": amount})
    elif target.text:
        told.append(_("Mål: %(amount)s") % {"amount": target.text})
    if target.deadline is not None:
        told.append(_("Frist: %(deadline)s") % {"deadline": target.deadline.danish})
    if target.valid_from is not None:
        told.append(
            _("Ændret fra %(period)s: %(reason)s")
            % {"period": target.valid_from.danish, "reason": target.reason.rstrip(".")}
        )
    return joined(told)


def _life(facts: MilestoneFacts, period: Period) -> str:
    """That a milestone was added later or has been retired, with the reason that belongs to it."""
    added, retired = facts.milestone.added_in, facts.milestone.retired_in
    is_retired = retired is not None and retired.begun_by(period)
    told = []
    if added is not None:
        told.append(
            _with(_("Tilføjet i %(period)s") % {"period": added.danish}, "" if is_retired else facts.reason)
        )
    if retired is not None and is_retired:
        told.append(_with(_("Udgået i %(period)s") % {"period": retired.danish}, facts.reason))
    return joined(told)


def _with(words: str, reason: str) -> str:
    return f"{words}: {reason}" if reason else words


def _status(row: MilestoneRow) -> Cell:
    words = (row.cell.words,) if row.cell.words else ()
    return Cell(words, light=mark(row.cell.light), emphasis=True)


def _comments(row: MilestoneRow) -> tuple[Text, ...]:
    lines: list[Text] = []
    for entry in row.told:
        told = paragraphs(_told(row.facts, entry))
        if told:
            head = _("Status %(period)s:") % {"period": entry.period.danish}
            lines += [(Run(head, bold=True), Run(f" {told[0]}")), *told[1:]]
        if entry.judged is not None and entry.judged_reason:
            computed = row.cell.computed if entry.period == row.cell.period else entry.judged
            lines += _judged(entry, entry.judged, computed)
    return (*lines, *proposal_lines(row.proposals, row.facts))


def _judged(entry: StatusEntry, light: Light, computed: Light | None) -> list[Text]:
    """`Vurderet gul (beregnet rød): …`, why an evaluator judges as they do; without a status also in which period.

    The computed light is told where it is another one; that of the note's own period only, as the cell's is.
    """
    first, *rest = paragraphs(entry.judged_reason) or [""]
    alone = entry.status is None and not entry.has_value and not entry.comment
    head = _("Vurderet %(light)s") % {"light": light.danish.lower()}
    if alone:
        head += f" {entry.period.danish}"
    if computed != light:
        words = computed.danish.lower() if computed else _("ingen farve")
        head += " " + _("(beregnet %(light)s)") % {"light": words}
    return [(Run(f"{head}:", bold=True), Run(f" {first}")), *rest]


def _told(facts: MilestoneFacts, entry: StatusEntry) -> str:
    """The period's own status and value in words, then the comment."""
    words = (
        standing(facts.milestone, entry.period).words if entry.status is not None or entry.has_value else ""
    )
    if not words or not entry.comment:
        return words or entry.comment
    return f"{words}{'' if words.endswith('.') else '.'} {entry.comment}"
