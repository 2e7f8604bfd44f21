"""Planning, opening and reopening rounds. Closing is `closing`: it freezes what the round ended in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.dates import danish_date
from virkning.figures.periods import Period
from virkning.figures.rounds import ROUND_MOVES, Pace, Rhythm, RoundAct, RoundDays, RoundStage, round_days
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.actions.periods import add_periods
from virkning.rooms.programmes.models import Programme, Project, ProjectPeriod, StatusCalendar

from ..models import StatusRound
from ..queries.asks import projects_of
from ..queries.rounds import calendar_of, pace_of, takes_part

Owner = Project | Programme


def keep_calendar(
    *, owner: Owner, rhythm: Rhythm, pace: Pace, by: Author, version: int | None = None
) -> StatusCalendar:
    """Say how often status is asked for and how long each part takes; saying it again is a correction.

    Rounds that are planned already keep their days. Raises `Conflict`.
    """
    values = {"rhythm": rhythm.value, **_columns(pace)}
    words = _("Der spørges til status: %(rhythm)s.") % {"rhythm": rhythm.danish.lower()}
    with transaction.atomic():
        # Of two who say it for the first time at once, the second meets the first's.
        type(owner)._base_manager.select_for_update().get(pk=owner.pk)
        standing = calendar_of(owner)
        if standing is None:
            return writes.create(StatusCalendar(**_owned(owner), **values), by=by, words=words)
        return writes.change(standing, by=by, words=words, version=version, **values)


def plan_round(
    *, owner: Owner, period: Period, by: Author, days: RoundDays | None = None, guidance: str = ""
) -> StatusRound:
    """Plan the round that asks about a period; `days` left out are the calendar's. Raises `Refused`."""
    found = days or round_days(period, pace_of(calendar_of(owner)))
    _check_days(found)
    with transaction.atomic():
        check_free(owner, period)
        made = StatusRound(
            **_owned(owner),
            kind=period.kind,
            start=period.start,
            guidance=guidance.strip(),
            **_day_columns(found),
        )
        words = _("Statusrunde %(period)s er planlagt. Den åbner %(day)s.")
        texts = {"period": period.danish, "day": danish_date(found.opens_on)}
        return writes.create(made, by=by, words=words % texts)


def plan_rounds(*, owner: Owner, periods: Sequence[Period], by: Author) -> list[StatusRound]:
    """Plan a round for each period, by the calendar; all or none. Raises `Refused`."""
    if not periods:
        raise Refused({"periods": _("Vælg mindst én periode.")})
    with transaction.atomic():
        return [plan_round(owner=owner, period=one, by=by) for one in periods]


def change_round(
    status_round: StatusRound,
    *,
    days: RoundDays,
    by: Author,
    guidance: str = "",
    version: int | None = None,
) -> StatusRound:
    """Move a round's days or say something else to those who report. Raises `Refused`, `Conflict`."""
    _check_days(days)
    if status_round.stage == RoundStage.CLOSED:
        raise Refused(_("Runden er lukket. Genåbn den, hvis fristerne skal ændres."))
    words = _("Fristerne i statusrunde %(period)s er ændret.") % {"period": status_round.period.danish}
    return writes.change(
        status_round, by=by, words=words, version=version, guidance=guidance.strip(), **_day_columns(days)
    )


def remove_round(status_round: StatusRound, *, by: Author, version: int | None = None) -> StatusRound:
    """Take a planned round away again. Raises `Refused` where it has been opened, `Conflict`."""
    if status_round.stage != RoundStage.PLANNED:
        raise Refused(_("Runden har været åben og kan ikke fjernes. Luk den i stedet."))
    words = _("Statusrunde %(period)s er fjernet.") % {"period": status_round.period.danish}
    return writes.remove(status_round, by=by, words=words, version=version)


def open_round(status_round: StatusRound, *, by: Author, version: int | None = None) -> StatusRound:
    """Begin to ask. A project that is not followed in the period yet is from now on. Raises `Refused`, `Conflict`."""
    check_move(status_round, RoundAct.OPEN)
    period = status_round.period
    with transaction.atomic():
        # All of them, also where the one who opens a programme's round does not see every project.
        with system_scope("statusrunder"):
            for project in projects_of(status_round):
                here = ProjectPeriod.objects.filter(project=project, kind=period.kind, start=period.start)
                if not here.exists():
                    add_periods(project=project, periods=[period], by=by, baseline=False)
        words = _("Statusrunde %(period)s er åbnet.") % {"period": period.danish}
        now = timezone.now()
        return writes.change(
            status_round, by=by, words=words, version=version, stage=RoundStage.OPEN, opened_at=now
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """What the daily opening did: the rounds it opened, and why others stay planned, in words (blank: none does)."""

    rounds: tuple[StatusRound, ...]
    stuck: str


def open_due_rounds(today: date, *, by: Author) -> Opened:
    """Open every planned round whose day has come, each by itself: one that cannot be opened stops no other."""
    due = StatusRound.objects.filter(stage=RoundStage.PLANNED, opens_on__lte=today)
    opened, stuck = [], []
    for one in due.order_by("opens_on", "id"):
        if one.close_by < today:
            continue  # one nobody opened in its time is for a person to decide on
        try:
            opened.append(open_round(one, by=by))
        except (Refused, writes.Conflict) as error:
            stuck.append(f"{one}: {error}")
    return Opened(tuple(opened), " ".join(stuck))


def reopen_round(
    status_round: StatusRound, *, reason: str, by: Author, version: int | None = None
) -> StatusRound:
    """Ask again, with a reason. The files of the first closing stay as they are. Raises `Refused`, `Conflict`."""
    check_move(status_round, RoundAct.REOPEN, reason)
    words = _("Statusrunde %(period)s er genåbnet: %(reason)s")
    texts = {"period": status_round.period.danish, "reason": reason.strip()}
    return writes.change(
        status_round,
        by=by,
        words=words % texts,
        version=version,
        stage=RoundStage.REOPENED,
        reopened_reason=reason.strip(),
    )


def check_move(status_round: StatusRound, act: RoundAct, reason: str = "") -> None:
    """Raises `Refused` where the round's stage does not allow the act, or it lacks its reason."""
    move = ROUND_MOVES[act]
    if RoundStage(status_round.stage) not in move.allowed:
        stage = RoundStage(status_round.stage).shown.lower()
        raise Refused(_("Det kan ikke lade sig gøre nu: runden er %(stage)s.") % {"stage": stage})
    if move.reason and not reason.strip():
        raise Refused({"reason": _("Skriv en begrundelse. Den står i historikken.")})


def check_free(owner: Owner, period: Period) -> None:
    """One round a project and period, whoever asks: the project itself or its programme."""
    # Asked of everything: a round one does not see is in the way all the same.
    with system_scope("statusrunder"):
        rows = StatusRound.objects.select_related("project", "programme")
        same = rows.filter(kind=period.kind, start=period.start).order_by("id")
        mine = [one for one in same if _asks_the_same(owner, one)]
    if mine:
        said = _("Der er allerede en statusrunde for %(period)s. Ret den i stedet.")
        raise Refused({"period": said % {"period": period.danish}})


def _asks_the_same(owner: Owner, other: StatusRound) -> bool:
    if isinstance(owner, Project):
        return takes_part(owner, other)
    if other.programme_id is not None:
        return other.programme_id == owner.pk
    return other.project is not None and other.project.programme_id == owner.pk


def _check_days(days: RoundDays) -> None:
    order = (
        ("report_by", days.opens_on, days.report_by, _("Fristen for at indberette ligger før åbningen.")),
        (
            "approve_by",
            days.report_by,
            days.approve_by,
            _("Der skal godkendes, efter at der er indberettet."),
        ),
        ("close_by", days.approve_by, days.close_by, _("Runden lukkes, efter at der er godkendt.")),
    )
    wrong = {name: said for name, before, after, said in order if after < before}
    if wrong:
        raise Refused(wrong)


def _owned(owner: Owner) -> dict[str, Any]:
    return {"project": owner} if isinstance(owner, Project) else {"programme": owner}


def _columns(pace: Pace) -> dict[str, int]:
    return {
        "opens_after": pace.opens_after,
        "report_within": pace.report_within,
        "approve_within": pace.approve_within,
        "close_within": pace.close_within,
    }


def _day_columns(days: RoundDays) -> dict[str, date]:
    return {
        "opens_on": days.opens_on,
        "report_by": days.report_by,
        "approve_by": days.approve_by,
        "close_by": days.close_by,
    }
