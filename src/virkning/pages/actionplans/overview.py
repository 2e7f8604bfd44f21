"""The plan by theme, period by period, and what of it somebody asks to see."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from virkning.design.markup import safe
from virkning.figures.actionplans import (
    ActionStanding,
    action_standing,
    is_overdue_in,
    lacks_action_status,
    looked_from,
)
from virkning.figures.collation import danish_key
from virkning.figures.dates import date_words
from virkning.figures.milestones import Light
from virkning.figures.periods import Period
from virkning.figures.planning import Degree, Theme
from virkning.figures.workdays import distance_phrase
from virkning.pages.telling.actionplans import action_td
from virkning.pages.telling.periods import PeriodChoice, scroll_form
from virkning.pages.telling.phrasing import lights_line
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.actionplan import ActionPlan, PlannedActionFacts, plan_counts
from virkning.rooms.reports.queries.actionplan import load_action_plan

from .outline import hint_of
from .ways import choose, crumbs, leads_of, plan_address

OVERDUE, UNFINISHED, MISSING = "over-fristen", "ikke-gennemfoert", "mangler-status"
#: What can be shown of the plan: the word in the address → what it is called.
SHOWN = {
    "": gettext_lazy("Alle handlinger"),
    OVERDUE: gettext_lazy("Over fristen"),
    UNFINISHED: gettext_lazy("Ikke helt gennemført"),
    MISSING: gettext_lazy("Uden status i perioden"),
}


@dataclass(frozen=True)
class Chosen:
    """What somebody asks to see."""

    theme: str = ""
    shown: str = ""
    responsible: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str], responsible: Iterable[str]) -> "Chosen":
        """What the address asks for; what there is not counts as not asked."""
        theme, shown, who = (given.get(name, "") for name in ("tema", "vis", "ansvarlig"))
        return cls(
            theme if theme in set(Theme) else "",
            shown if shown in SHOWN else "",
            who if who in set(responsible) else "",
        )

    @property
    def is_all(self) -> bool:
        return not (self.theme or self.shown or self.responsible)


@dataclass(frozen=True)
class Option:
    """A choice in a list."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class ActionRow:
    """An action with its cells, one a period, as finished HTML."""

    address: str
    text: str
    responsible: str
    deadline: str
    overdue: str
    cells: SafeString


@dataclass(frozen=True)
class ChallengeRows:
    """A challenge with its actions. `none`: why there are none to show."""

    text: str
    rows: tuple[ActionRow, ...]
    none: str


@dataclass(frozen=True)
class ThemeRows:
    """A theme with its challenges."""

    title: str
    hint: str
    challenges: tuple[ChallengeRows, ...]


@dataclass(frozen=True)
class PlanPage:
    """Everything the template shows."""

    choice: PeriodChoice
    themes: tuple[ThemeRows, ...]
    lights: SafeString
    differs: bool
    actions: int
    shown: int
    carried_out: str
    overdue: int
    overdue_address: str
    missing: int
    missing_address: str
    next: str
    next_under: str
    chosen: Chosen
    theme_options: tuple[Option, ...]
    shown_options: tuple[Option, ...]
    responsible_options: tuple[Option, ...]

    @property
    def form(self) -> str:
        """How the table keeps its room."""
        return scroll_form(len(self.choice.shown))

    @property
    def width(self) -> int:
        return len(self.choice.shown) + 1


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def action_plan(request: HttpRequest, project: Project) -> HttpResponse:
    """The plan as it stands in the period the address names, or in the one that runs."""
    today = timezone.localdate()
    plan = load_action_plan(project.pk)
    choice = choose(project, request.GET.get("periode", ""), request.GET.get("perioder", ""), today)
    may = project.permissions_of(current_scope())
    leads = leads_of(project.pk) if plan.challenges else {}
    context = {
        "project": project,
        "plan": plan,
        "page": plan_page(project.pk, plan, choice, leads, request.GET, today) if choice else None,
        "themes": [(theme.value, theme.shown, hint_of(theme)) for theme in Theme],
        "breadcrumbs": crumbs(project),
        "may_edit": Permission.EDIT_PROJECT in may,
        "may_report": Permission.REPORT_STATUS in may,
    }
    return render(request, "actionplans/plan.html", context)


def plan_page(
    project_id: int,
    plan: ActionPlan,
    choice: PeriodChoice,
    leads: Mapping[int, str],
    asked: Mapping[str, str],
    today: date,
) -> PlanPage:
    """The page in the chosen period."""
    who = {one.id: _responsible(one, leads) for one in plan.actions()}
    names = sorted({name for names in who.values() for name in names}, key=danish_key)
    chosen = Chosen.of(asked, names)
    builder = _Builder(project_id, choice, who, chosen, today)
    themes = tuple(builder.theme(plan, theme) for theme in Theme if chosen.theme in ("", theme.value))
    counts = plan_counts(plan, choice.period, builder.day)
    done = sum(builder.is_done(one) for one in plan.actions())
    coming = min(
        (
            one.action.deadline
            for one in plan.actions()
            if one.action.deadline and one.action.deadline >= builder.day and not builder.is_done(one)
        ),
        default=None,
    )
    return PlanPage(
        choice=choice,
        themes=tuple(one for one in themes if one.challenges),
        lights=lights_line(builder.lights, builder.missing),
        differs=builder.differs,
        actions=counts.actions,
        shown=builder.shown,
        carried_out=_("%(done)s af %(all)s") % {"done": done, "all": counts.actions},
        overdue=counts.overdue,
        overdue_address=_address(project_id, choice.period, OVERDUE),
        missing=len(counts.missing),
        missing_address=_address(project_id, choice.period, MISSING),
        next=date_words(coming) if coming else "",
        next_under=distance_phrase(coming, builder.day).translated(_) if coming else "",
        chosen=chosen,
        theme_options=_options(
            [("", _("Alle temaer")), *((one.value, one.shown) for one in Theme)], chosen.theme
        ),
        shown_options=_options([(key, str(words)) for key, words in SHOWN.items()], chosen.shown),
        responsible_options=_options([("", _("Alle")), *((one, one) for one in names)], chosen.responsible),
    )


def _address(project_id: int, period: Period, shown: str) -> str:
    return f"{plan_address(project_id, period)}&{urlencode({'vis': shown})}#planen"


def _options(choices: Iterable[tuple[str, str]], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, words, value == chosen) for value, words in choices)


def _responsible(facts: PlannedActionFacts, leads: Mapping[int, str]) -> tuple[str, ...]:
    """The unit, and the person here."""
    return tuple(name for name in (facts.responsible, leads.get(facts.lead_id or 0, "")) if name)


class _Builder:
    """Goes through the actions once, and counts the chosen period's cells on the way."""

    def __init__(
        self,
        project_id: int,
        choice: PeriodChoice,
        who: Mapping[int, tuple[str, ...]],
        chosen: Chosen,
        today: date,
    ) -> None:
        self.project_id, self.choice, self.who = project_id, choice, who
        self.chosen, self.today, self.day = chosen, today, looked_from(choice.period, today)
        self.lights: Counter[Light | None] = Counter()
        self.missing = 0
        self.shown = 0
        self.differs = False

    def theme(self, plan: ActionPlan, theme: Theme) -> ThemeRows:
        found = []
        for one in plan.of(theme):
            rows = tuple(self._row(each) for each in one.actions if self._is_asked(each))
            # A challenge nothing is done about is seen where nothing is chosen: it is what lacks.
            if rows or not (self.chosen.shown or self.chosen.responsible):
                found.append(ChallengeRows(one.text, rows, "" if rows else _("Ingen handlinger endnu")))
        return ThemeRows(theme.shown, hint_of(theme), tuple(found))

    def _is_asked(self, facts: PlannedActionFacts) -> bool:
        if self.chosen.responsible and self.chosen.responsible not in self.who[facts.id]:
            return False
        return {
            "": True,
            OVERDUE: is_overdue_in(facts.action, self.choice.period, self.day),
            UNFINISHED: not self.is_done(facts),
            MISSING: lacks_action_status(facts.action, self.choice.period),
        }[self.chosen.shown]

    def is_done(self, facts: PlannedActionFacts) -> bool:
        """It was wholly carried out by the chosen period."""
        return action_standing(facts.action, self.choice.period, self.today).degree is Degree.WHOLLY

    def _row(self, facts: PlannedActionFacts) -> ActionRow:
        cells = [action_standing(facts.action, one, self.today) for one in self.choice.shown]
        for stand in cells:
            self.differs = self.differs or stand.differs
            if stand.period == self.choice.period:
                self._count(stand)
        self.shown += 1
        deadline = facts.action.deadline
        return ActionRow(
            address=reverse("planned_action", args=(self.project_id, facts.id)),
            text=facts.text,
            responsible=" · ".join(self.who[facts.id]),
            deadline=_("frist %(day)s") % {"day": date_words(deadline)} if deadline else _("ingen frist"),
            overdue=overdue_since(facts, self.choice.period, self.day),
            cells=safe("".join(self._td(one) for one in cells)),
        )

    def _td(self, stand: ActionStanding) -> str:
        return action_td(stand, is_open=stand.period == self.choice.period, today=self.today)

    def _count(self, stand: ActionStanding) -> None:
        self.lights[stand.light] += 1
        self.missing += stand.degree is None and stand.light is None


def overdue_since(facts: PlannedActionFacts, period: Period, day: date) -> str:
    """`5 hverdage for sent`, by what was said by the period, looked at from the day; blank where it is not."""
    deadline = facts.action.deadline
    if deadline is None or not is_overdue_in(facts.action, period, day):
        return ""
    return distance_phrase(deadline, day).translated(_)
