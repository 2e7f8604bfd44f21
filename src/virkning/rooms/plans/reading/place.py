"""Where in the form the reading is, and what begins there: goals, overall groups and target groups."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from virkning.rooms.audit.refusals import Refused

from . import words as form
from .building import Goal, Group, Named, Overall, counted, letters, numbered
from .proposal import Sure, Why
from .words import one_line

#: More than any plan has of all together; a page could not show them.
MOST_PARTS = 5_000


@dataclass
class Place:
    """The goals so far, and the one, with the overall group and the group, that is under way.

    `unnamed`: what has been named by its label alone, its title may be on the next line. `awaited`: a label without a
    letter, the overall group is on the next line. `schema`: the number of the last `Skema`.
    """

    goals: list[Goal] = field(default_factory=list)
    goal: Goal | None = None
    overall: Overall | None = None
    group: Group | None = None
    unnamed: Named | None = None
    awaited: bool = False
    schema: str = ""
    _parts: int = 0

    def begin_schema(self, number: str) -> None:
        """A new schema; its goal is named below."""
        self.schema, self.goal, self.overall, self.group = number, None, None, None

    def begin_goal(self, written: str, title: str, sure: Sure) -> None:
        """A goal, or the same again: a list of them before the schemas, or the heading on the next page."""
        same = next((one for one in self.goals if one.number == written), None)
        if same is not None and sure is not Sure.TAG:
            self.goal, self.overall, self.group = same, None, None
            if title and not same.overall:
                same.name(title)
            return
        taken = [one.number for one in self.goals]
        number, sure, why = numbered(written, sure, taken, counted())
        goal = Goal(number, "", sure, why)
        goal.name(title)
        self.goal, self.overall, self.group, self.unnamed = goal, None, None, goal
        self.goals.append(goal)
        self.count()

    def begin_overall(self, title: str, letter: str = "", sure: Sure = Sure.LABEL) -> None:
        """An overall group; its letter stands before its title where it is not given."""
        goal = self._here()
        if sure is not Sure.TAG and (lettered := form.LETTERED.fullmatch(title.strip())):
            letter, title = lettered[1], lettered[2]
        same = next((one for one in goal.overall if one.number == letter), None)
        if same is not None and sure is not Sure.TAG and one_line(title) in ("", same.title):
            self.overall, self.group = same, None
            return
        letter, sure, why = self._lettered(letter, sure, goal)
        overall = Overall(letter, "", sure, why)
        overall.name(title)
        goal.overall.append(overall)
        self.overall, self.group, self.unnamed = overall, None, overall
        self.awaited = False
        self.count()

    def begin_group(self, number: str, title: str, sure: Sure, source: str) -> None:
        """A target group, or the same again on the next page. Without a number it is given the next."""
        overall = self._under(number)
        number = number if sure is Sure.TAG else number.replace(" ", "").upper()
        same = next((one for one in overall.groups if one.number == number), None)
        if same is not None and one_line(title) in ("", same.title):
            self.group = same
            return
        taken = [one.number for one in overall.groups]
        given = bool(number)
        number, sure, why = numbered(number, sure, taken, counted(overall.number))
        group = Group(number, "", sure, why if given else Why.NO_LABEL, source=form.lines(source))
        group.name(title)
        overall.groups.append(group)
        self.group = self.unnamed = group
        self.count()

    def _here(self) -> Goal:
        """The goal things stand under; one is made where the file names none."""
        if self.goal is None:
            taken = [one.number for one in self.goals]
            number, _sure, _why = numbered(self.schema, Sure.GUESS, taken, counted())
            self.goal = Goal(number, "", Sure.GUESS, Why.NOT_NAMED)
            self.goals.append(self.goal)
        return self.goal

    def _under(self, number: str) -> Overall:
        """The overall group a group stands under; one is made where the file names none."""
        if self.overall is None:
            goal = self._here()
            written = number.rstrip("0123456789 ").upper() if number[:1].isalpha() else ""
            same = next((one for one in goal.overall if written and one.number == written), None)
            if same is None:
                letter, _sure, _why = self._lettered(written, Sure.GUESS, goal)
                same = Overall(letter, "", Sure.GUESS, Why.NOT_NAMED)
                goal.overall.append(same)
            self.overall = same
        return self.overall

    def _lettered(self, written: str, sure: Sure, goal: Goal) -> tuple[str, Sure, Why]:
        taken = [one.number for one in goal.overall]
        elsewhere = {one.number for other in self.goals for one in other.overall}
        return numbered(written, sure, taken, letters(elsewhere), longest=3)

    def count(self, more: int = 1) -> None:
        """Note parts. Raises `Refused` where there are more than a plan can have."""
        self._parts += more
        if self._parts > MOST_PARTS:
            raise Refused(
                {
                    "file": _(
                        "Filen har flere rækker, end en beskæftigelsesplan kan have. Del den, og prøv igen."
                    )
                }
            )

    def where(self) -> str:
        """The place in words."""
        if self.group is not None:
            return _("ved målgruppe %(number)s") % {"number": self.group.number}
        if self.overall is not None:
            return _("under overordnet målgruppe %(letter)s") % {"letter": self.overall.number}
        if self.goal is not None:
            return _("under mål %(number)s") % {"number": self.goal.number}
        return _("før det første skema")
