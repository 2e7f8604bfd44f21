"""An employment plan as the five schemas of the original form: facts in, typed blocks out, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from virkning.documents.blocks import (
    Block,
    Bullets,
    Cell,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
)
from virkning.figures.dates import danish_date
from virkning.figures.planning import PlanStage

from . import tags
from .facts import GoalFacts, GroupFacts, OverallFacts, PlanFacts, PlannedFacts, StepFacts

#: Groups are named briefly, results take a sentence, steps several.
_WIDTHS = (5.0, 7.5, 9.5)
_WIDTHS_FOLLOWED_UP = (4.5, 6.5, 7.5, 5.0)


def plan_title(plan: PlanFacts) -> str:
    """`Beskæftigelsesplan 2013`."""
    return _("Beskæftigelsesplan %(year)s") % {"year": plan.year}


def plan_blocks(plan: PlanFacts) -> Iterator[Block]:
    """The head, and a schema a goal, each on its own page."""
    yield Facts(tuple(_head(plan)))
    if not plan.goals:
        yield Paragraph((_missing(_("Planen har endnu ingen mål.")),))
    for place, goal in enumerate(plan.goals, start=1):
        if place > 1:
            yield PageBreak()
        yield from _schema(plan, goal, place)


def _head(plan: PlanFacts) -> Iterator[tuple[str, Text]]:
    yield (
        _("Kommune"),
        (Run(plan.municipality, tag=tags.MUNICIPALITY, title=_("Kommune")),),
    )
    yield _("År"), (Run(str(plan.year), tag=tags.YEAR, title=_("År")),)
    if plan.adopted_on is None:
        yield _("Status"), PlanStage.DRAFT.shown
        return
    day = danish_date(plan.adopted_on)
    words = _("%(day)s af %(who)s") % {"day": day, "who": plan.adopted_by} if plan.adopted_by else day
    yield _("Vedtaget"), words


def _schema(plan: PlanFacts, goal: GoalFacts, place: int) -> Iterator[Block]:
    yield Heading(_("Skema %(number)s") % {"number": place}, level=1)
    yield Paragraph(
        (
            Run(_("Beskrivelse af indsatsen for at opfylde Mål") + " "),
            Run(goal.number, tag=tags.GOAL_NUMBER, title=_("Målets nr.")),
            Run(": "),
            Run(goal.title, bold=True, tag=tags.GOAL, title=_("Mål")),
        ),
        style="lead",
    )
    if goal.overall:
        yield _table(plan, goal)
    else:
        yield Paragraph((_missing(_("Målet har endnu ingen målgrupper.")),))
    retired = tuple(_retired(goal))
    if retired:
        yield Paragraph(_("Udgåede resultater"), style="label")
        yield Bullets(retired)


def _table(plan: PlanFacts, goal: GoalFacts) -> Table:
    header: tuple[str, ...] = (
        _("1. Udpegning af særlige målgrupper"),
        _("2. Hvilke kortsigtede og langsigtede resultater skal opnås?"),
        _("3. Hvilken trinvis indsats skal iværksættes for at nå resultaterne?"),
    )
    followed = plan.stage is not PlanStage.DRAFT
    if followed:
        header = (*header, _("Opfølgning: Hvad er opnået?"))
    rows = [row for one in goal.overall for row in _overall(one, followed=followed)]
    return Table(header, tuple(rows), _WIDTHS_FOLLOWED_UP if followed else _WIDTHS)


def _overall(overall: OverallFacts, *, followed: bool) -> Iterator[Row]:
    words = (
        Run(_("Overordnet målgruppe:") + " "),
        Run(overall.letter, tag=tags.OVERALL_LETTER, title=_("Bogstav")),
        Run(". "),
        Run(overall.title, tag=tags.OVERALL, title=_("Overordnet målgruppe")),
    )
    yield Row((Cell((words,)),), "group")
    for group in overall.groups:
        yield Row(tuple(_cells(group, followed=followed)))
    if not overall.groups:
        empty = (Cell(),) * (3 if followed else 2)
        # A draft says what it lacks. In a plan that is adopted nothing is: it has no groups there.
        none = _("Ingen målgrupper.") if followed else _("Mangler målgruppe")
        yield Row((Cell(((_missing(none),),)), *empty))


def _cells(group: GroupFacts, *, followed: bool) -> Iterator[Cell]:
    name = (
        Run(_("Målgruppe") + " "),
        Run(group.number, tag=tags.GROUP_NUMBER, title=_("Målgruppens nr.")),
        Run(": "),
        Run(group.title, bold=True, tag=tags.GROUP, title=_("Målgruppe")),
    )
    yield Cell((name,))
    results = tuple(_result(one) for one in group.counting)
    yield Cell(results or ((_missing(_("Mangler resultat")),),))
    yield Cell(tuple(_steps(group)))
    if followed:
        yield Cell(tuple(_reached(one) for one in group.counting))


def _result(result: PlannedFacts) -> Text:
    return (
        Run(f"{result.number}.", tag=tags.RESULT_NUMBER, title=_("Resultatets nr.")),
        Run(" "),
        Run(result.text, tag=tags.RESULT, title=_("Resultat")),
        Run(" "),
        Run(f"({result.term.danish})", muted=True, tag=tags.TERM, title=_("Kort eller lang sigt")),
    )


def _steps(group: GroupFacts) -> Iterator[Text]:
    """The steps, and a line for each result that none leads to."""
    for step in group.steps:
        yield _step(step)
    if not group.counting:
        yield (_missing(_("Mangler trin")),)
    for result in group.without_steps:
        yield (_missing(_("%(number)s. Mangler trin") % {"number": result.number}),)


def _step(step: StepFacts) -> Text:
    return (
        Run(step.label, tag=tags.step_number(step.leads_to), title=_("Trinnets nr.")),
        Run(" "),
        Run(step.text, tag=tags.STEP, title=_("Trin")),
    )


def _reached(result: PlannedFacts) -> Text:
    if result.reached is None:
        words = _("%(number)s. Endnu ikke fulgt op") % {"number": result.number}
        return (Run(words, muted=True, tag=tags.REACHED, title=_("Opfølgning")),)
    words = f"{result.number}. {result.reached.shown}"
    comment = f". {result.reached_comment}" if result.reached_comment else ""
    return (
        Run(words, bold=True, tag=tags.REACHED, title=_("Opfølgning")),
        *((Run(comment, tag=tags.REACHED, title=_("Opfølgning")),) if comment else ()),
    )


def _retired(goal: GoalFacts) -> Iterator[Text]:
    for group in goal.groups():
        for one in group.results:
            if one.retired_on is not None:
                words = _("Målgruppe %(group)s, resultat %(number)s: %(text)s. Udgået %(day)s: %(why)s") % {
                    "group": group.number,
                    "number": one.number,
                    "text": one.text.rstrip("."),
                    "day": danish_date(one.retired_on),
                    "why": one.retired_reason,
                }
                yield (Run(words, tag=tags.RETIRED, title=_("Udgået resultat")),)


def _missing(words: str) -> Run:
    """What a draft says of what it lacks."""
    return Run(words, italic=True, muted=True, tag=tags.MISSING, title=_("Mangler"))
