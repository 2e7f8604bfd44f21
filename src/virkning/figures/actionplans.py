"""Actions of an action plan: where one stands in a period, its computed light, and whether it is overdue.

The first row that fits decides (`ACTION_ROWS`):

1.  wholly carried out                                 green
2.  past its deadline                                  red
3.  not begun, and the deadline is near                yellow
4.  partly carried out, without a deadline             green
5.  partly carried out                                 green
6.  said to be not carried out, without a deadline     none
7.  said to be not carried out                         none
8.  nothing said                                       none

Past: the deadline is before the day one looks from. Near: as for what people are reminded of (`reminding.Duty`).
One looks from the period's last day, or from today as long as the period runs: what is not due yet is not late.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from .dates import date_phrase
from .lights import ComputedLight, Row, shown_light
from .milestones import Light
from .periods import Period
from .phrases import P
from .planning import Degree
from .reminding import Duty


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """What was said of an action in one period. `judged`: the light a person gave it."""

    period: Period
    degree: Degree | None = None
    judged: Light | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """What will be done, until when, and everything said of it."""

    deadline: date | None = None
    entries: tuple[ActionEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionStanding:
    """Where an action stands in a period. `told_in`: the period its degree was said in; None where none was.

    `comment` is the period's own.
    """

    period: Period
    degree: Degree | None
    told_in: Period | None
    judged: Light | None
    computed: ComputedLight
    comment: str = ""

    @property
    def light(self) -> Light | None:
        """What people see: the judged light where there is one, else the computed."""
        return shown_light(self.judged, self.computed.light)

    @property
    def differs(self) -> bool:
        """A person judged otherwise than the computation."""
        return self.judged is not None and self.judged is not self.computed.light

    @property
    def is_told(self) -> bool:
        """The degree was said in this very period."""
        return self.told_in == self.period

    @property
    def is_carried_on(self) -> bool:
        """The degree was said in an earlier period."""
        return self.told_in is not None and not self.is_told


@dataclass(frozen=True, slots=True)
class ActionSituation:
    """Everything the table asks about an action, looked at from a day."""

    degree: Degree | None
    deadline: date | None
    day: date

    @property
    def is_past(self) -> bool:
        return self.deadline is not None and Duty(self.deadline).is_late(self.day)

    @property
    def is_near(self) -> bool:
        return self.deadline is not None and Duty(self.deadline).is_near(self.day)

    @property
    def not_begun(self) -> bool:
        return self.degree in (None, Degree.NONE)


ACTION_ROWS: tuple[Row[ActionSituation], ...] = (
    Row(
        "wholly carried out",
        lambda it: it.degree is Degree.WHOLLY,
        Light.GREEN,
        P("Handlingen er helt gennemført."),
    ),
    Row(
        "past its deadline",
        lambda it: it.is_past,
        Light.RED,
        P("Fristen var %(deadline)s, og handlingen er ikke helt gennemført."),
    ),
    Row(
        "not begun, and the deadline is near",
        lambda it: it.is_near and it.not_begun,
        Light.YELLOW,
        P("Fristen er %(deadline)s, og handlingen er ikke begyndt."),
    ),
    Row(
        "partly carried out, without a deadline",
        lambda it: it.degree is Degree.PARTLY and it.deadline is None,
        Light.GREEN,
        P("Handlingen er i gang og har ingen frist."),
    ),
    Row(
        "partly carried out",
        lambda it: it.degree is Degree.PARTLY,
        Light.GREEN,
        P("Handlingen er i gang, og fristen er ikke overskredet."),
    ),
    Row(
        "said to be not carried out, without a deadline",
        lambda it: it.degree is Degree.NONE and it.deadline is None,
        None,
        P("Handlingen er ikke begyndt og har ingen frist."),
    ),
    Row(
        "said to be not carried out",
        lambda it: it.degree is Degree.NONE,
        None,
        P("Handlingen er ikke begyndt, og fristen er ikke nær."),
    ),
    Row("nothing said", lambda it: True, None, P("Der mangler en status.")),
)


def action_light(degree: Degree | None, deadline: date | None, day: date) -> ComputedLight:
    """The computed light of an action with this degree, looked at from the day."""
    situation = ActionSituation(degree, deadline, day)
    row = next(one for one in ACTION_ROWS if one.fits(situation))
    used = {"deadline": date_phrase(deadline)} if deadline and "%(deadline)s" in row.reason.template else {}
    return ComputedLight(row.light, row.reason.filled(used))


def looked_from(period: Period, today: date) -> date:
    """The day a period is looked at from: its last, or today as long as it runs."""
    return min(period.end, today)


def action_standing(action: Action, period: Period, today: date) -> ActionStanding:
    """Where the action stands in the period: its degree is the one said last by then, and so is the judged light.

    A later degree without a light clears an earlier judgement; a later light alone counts. Comments alone change
    nothing.
    """
    until = [one for one in action.entries if one.period <= period]
    told = _latest(one for one in until if one.degree is not None)
    lit = _latest(one for one in until if one.degree is not None or one.judged is not None)
    own = next((one for one in until if one.period == period), None)
    degree = None if told is None else told.degree
    return ActionStanding(
        period=period,
        degree=degree,
        told_in=None if told is None else told.period,
        judged=None if lit is None else lit.judged,
        computed=action_light(degree, action.deadline, looked_from(period, today)),
        comment="" if own is None else own.comment,
    )


def stood_before(action: Action, period: Period) -> ActionEntry | None:
    """What was said last before the period, with the degree that stood then; None where nothing was said."""
    earlier = [one for one in action.entries if one.period < period]
    last, told = _latest(earlier), _latest(one for one in earlier if one.degree is not None)
    return None if last is None else replace(last, degree=told.degree if told else None)


def latest_degree(action: Action) -> Degree | None:
    """The degree said last, in whichever period."""
    told = _latest(one for one in action.entries if one.degree is not None)
    return None if told is None else told.degree


def is_overdue(action: Action, today: date) -> bool:
    """Its deadline is before today, and it is not wholly carried out in the latest status."""
    return is_unfinished(action) and action.deadline is not None and Duty(action.deadline).is_late(today)


def is_overdue_in(action: Action, period: Period, day: date) -> bool:
    """The same by the degree said by the period, looked at from the day: see `looked_from`."""
    said = tuple(one for one in action.entries if one.period <= period)
    return is_overdue(replace(action, entries=said), day)


def is_unfinished(action: Action) -> bool:
    """It is not wholly carried out in the latest status."""
    return latest_degree(action) is not Degree.WHOLLY


def is_asked_for(action: Action, last: Period | None, today: date) -> bool:
    """It is not wholly carried out, and the project's last period is not over, or nothing has been said in it.

    As for milestones: when the project is over, a status in its last period is the last thing asked for. `last` None:
    a project without periods.
    """
    if not is_unfinished(action):
        return False
    return last is None or today <= last.end or lacks_action_status(action, last)


def lacks_action_status(action: Action, period: Period) -> bool:
    """A status is asked for in the period and has no degree; what was wholly carried out before is asked no more."""
    told = _latest(one for one in action.entries if one.period <= period and one.degree is not None)
    if told is None:
        return True
    return told.period != period and told.degree is not Degree.WHOLLY


def _latest(entries: Iterable[ActionEntry]) -> ActionEntry | None:
    return max(entries, key=lambda one: one.period, default=None)
