"""An activity, or a project, as a row on a round's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.figures.collation import danish_key
from virkning.figures.folding import fold, folded_words
from virkning.figures.rounds import RoundStage, SubmissionAct, SubmissionStage
from virkning.figures.workdays import distance_phrase
from virkning.pages.addresses import coming_from
from virkning.pages.moments import day_words, moment_words
from virkning.pages.telling.lightwords import whole
from virkning.pages.telling.rounds import (
    Reader,
    approvable,
    ask_tag,
    bar_of,
    handed_in_words,
    stages_line,
    to_report,
)
from virkning.rooms.access.permissions import Permission
from virkning.rooms.statusrounds.actions.submissions import may_move
from virkning.rooms.statusrounds.models import StatusRound
from virkning.rooms.statusrounds.queries.ask import Ask
from virkning.rooms.statusrounds.queries.standing import RoundCounts, counts_of, late_since

from .choosing import Chosen, fits
from .ways import review_address


@dataclass(frozen=True)
class AskRow:
    """An activity in the round. `choice`: what its check box sends, blank where it cannot be approved by the reader."""

    title: str
    under: str
    address: str
    responsible: str
    stage: SafeString
    told: str
    missing: str
    day: str
    distance: str
    late: bool
    marks: tuple[str, ...]
    choice: str
    ways: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AskGroup:
    """An area with its rows; without a title where the rows are not in the order of the areas."""

    title: str
    rows: tuple[AskRow, ...]


@dataclass(frozen=True)
class ProjectRow:
    """A project in a programme's round."""

    name: str
    address: str
    bar: SafeString
    line: SafeString
    told: str
    late: int
    late_address: str
    fitting: str


def ask_groups(
    status_round: StatusRound, asks: Iterable[Ask], reader: Reader, *, by_area: bool
) -> tuple[AskGroup, ...]:
    """The activities in the order given, under their areas where that is their order."""
    told = list(asks)
    mine = {one.activity_id for one in to_report(status_round, told, reader)}
    theirs = {one.activity_id for one in approvable(status_round, told, reader)}

    def rows(some: Iterable[Ask], *, area: bool) -> tuple[AskRow, ...]:
        return tuple(_row(status_round, one, reader, mine, theirs, area=area) for one in some)

    if not by_area:
        return (AskGroup("", rows(told, area=True)),) if told else ()
    return tuple(
        AskGroup(area, rows(some, area=False)) for area, some in groupby(told, key=lambda one: one.area)
    )


def _row(
    status_round: StatusRound, ask: Ask, reader: Reader, mine: set[int], theirs: set[int], *, area: bool
) -> AskRow:
    late = late_since(status_round, ask, reader.today)
    day = _next_day(status_round, ask)
    version = ask.handed.version if ask.handed else 0
    return AskRow(
        title=f"{ask.number} {ask.title}",
        under=ask.area if area else "",
        address="" if ask.gone else review_address(status_round, ask.activity_id),
        responsible=ask.responsible or "–",
        stage=ask_tag(ask),
        told=stage_words(ask, reader.today),
        missing=missing_words(ask),
        day=day_words(day, reader.today) if day else "–",
        distance=distance_phrase(day, reader.today).translated(_) if day else "",
        late=late is not None,
        marks=tuple(_marks(status_round, ask)),
        choice=f"{ask.activity_id}:{version}:{ask.fingerprint}" if ask.activity_id in theirs else "",
        ways=tuple(_ways(status_round, ask, reader, mine)),
    )


def _next_day(status_round: StatusRound, ask: Ask) -> date | None:
    """By when the next thing is to be done about it; None where nothing is."""
    if not status_round.is_under_way or ask.is_settled:
        return None
    with_reporter = (SubmissionStage.NOT_STARTED, SubmissionStage.IN_PROGRESS)
    return status_round.report_by if ask.stage in with_reporter else status_round.approve_by


def _marks(status_round: StatusRound, ask: Ask) -> Iterable[str]:
    if words := changed_words(status_round, ask):
        yield words


def changed_words(status_round: StatusRound, ask: Ask) -> str:
    """That what was approved has been changed; blank where it has not. All was approved when a round was closed."""
    if ask.gone:
        return _("Fjernet fra projektet, siden runden blev lukket; den står i filerne")
    if not ask.changed:
        return ""
    if status_round.stage == RoundStage.CLOSED:
        return _("Ændret siden runden blev lukket")
    return _("Ændret siden godkendelsen")


def _ways(status_round: StatusRound, ask: Ask, reader: Reader, mine: set[int]) -> Iterable[tuple[str, str]]:
    """What this reader does about it, each with its address; reading it is the row's own link."""
    if ask.activity_id in mine:
        yield _("Indberet"), reverse("round_report", args=(status_round.pk, ask.activity_id))
    if Permission.ASSESS in reader.may and not (ask.is_excepted or ask.assessed or ask.gone):
        address = reverse("assessment_new", args=(ask.project_id,))
        about = f"{address}?aktivitet={ask.activity_id}&periode={status_round.period.canonical}"
        yield _("Vurder"), coming_from(about, review_address(status_round, ask.activity_id))


def stage_words(ask: Ask, today: date) -> str:
    """Who brought it there and when, with the reason where there is one."""
    handed = ask.handed
    if handed is None:
        return ""
    if handed.excepted_at:
        return _("%(when)s af %(who)s: %(why)s") % {
            "when": moment_words(handed.excepted_at, today),
            "who": handed.excepted_by,
            "why": handed.excepted_reason,
        }
    when, who, why = {
        SubmissionStage.SUBMITTED: (handed.submitted_at, handed.submitted_by, ""),
        SubmissionStage.RETURNED: (handed.returned_at, handed.returned_by, handed.returned_reason),
        SubmissionStage.APPROVED: (handed.approved_at, handed.approved_by, ""),
    }.get(ask.stage, (None, "", ""))
    if when is None:
        return ""
    told = _("%(when)s af %(who)s") % {"when": moment_words(when, today), "who": who}
    return f"{told}: {why}" if why else told


def missing_words(ask: Ask) -> str:
    """`3 af 5`, `Intet`: milestones and results without anything in the period."""
    if not ask.missing:
        return _("Intet")
    return _("%(n)s af %(of)s") % {"n": ask.missing, "of": ask.of}


def project_rows(
    status_round: StatusRound,
    asks: dict[int, tuple[Ask, ...]],
    names: dict[int, str],
    chosen: Chosen,
    reader: Reader,
    *,
    late_first: bool,
) -> list[ProjectRow]:
    """The projects that fit, each with its counts; how many of its activities are those asked for."""
    words, fit = folded_words(chosen.text), fits(status_round, chosen.shown, reader)
    found: list[tuple[RoundCounts, ProjectRow]] = []
    for key, name in names.items():
        fitting = sum(fit(one) for one in asks[key])
        if not all(word in fold(name) for word in words) or (chosen.shown and not fitting):
            continue
        counts = counts_of(status_round, asks[key], reader.today)
        found.append((counts, _project_row(status_round, key, name, counts, chosen, fitting)))
    _sort(found, chosen.sorting, late_first=late_first)
    return [row for _counts, row in found]


def _sort(found: list[tuple[RoundCounts, ProjectRow]], sorting: str, *, late_first: bool) -> None:
    key = sorting.removeprefix("-")
    found.sort(key=lambda pair: danish_key(pair[1].name))
    if key == "trin":
        found.sort(key=lambda pair: -pair[0].unsettled)
    elif key == "frist" or (not sorting and late_first):
        found.sort(key=lambda pair: -pair[0].late)
    if sorting.startswith("-"):
        found.reverse()


def _project_row(
    status_round: StatusRound, key: int, name: str, counts: RoundCounts, chosen: Chosen, fitting: int
) -> ProjectRow:
    page = reverse("round", args=(status_round.pk,))
    return ProjectRow(
        name=name,
        address=f"{page}?{chosen.query(project=key, text='', sorting='')}#aktiviteter",
        bar=bar_of(counts, 180),
        line=stages_line(counts, f"{page}?projekt={key}"),
        told=handed_in_words(counts),
        late=counts.late,
        late_address=f"{page}?projekt={key}&vis=for-sent#aktiviteter",
        fitting=whole(fitting) if chosen.shown else "",
    )


def can_return(status_round: StatusRound, ask: Ask, reader: Reader) -> bool:
    """Whether the reader can send it back now."""
    moves = may_move(ask, status_round, SubmissionAct.RETURN, reader.person_id)
    return Permission.RETURN_STATUS in reader.may and moves
