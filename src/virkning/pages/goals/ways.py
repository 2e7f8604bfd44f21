"""Where the pages of this family lead, and which table is shown on them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from virkning.rooms.programmes.models import Programme
from virkning.rooms.registerruns.models import Run
from virkning.rooms.registerruns.queries.published import GoalTable

Crumb = tuple[str, str]


@dataclass(frozen=True)
class Ways:
    """A goal's page as it is published in a programme, or as a run's keepers see it; and its files."""

    programme_id: int
    measure: str
    run: tuple[int, int] | None = None

    def page(self, measure: str = "") -> str:
        """This page, or another measure's."""
        return self._address("goal", measure or self.measure)

    def how(self) -> str:
        """How the number was made."""
        return self._address("goal_how", self.measure)

    def file(self, kind: str) -> str:
        """`xlsx` and `csv` hold the numbers, `png` and `svg` the picture."""
        return self._address("goal_file", self.measure, kind)

    def _address(self, name: str, *rest: str) -> str:
        if self.run is None:
            return reverse(f"programme_{name}", args=(self.programme_id, *rest))
        return reverse(f"run_{name}", args=(*self.run, *rest))


def ways_of(table: GoalTable, *, published: bool) -> Ways:
    """The addresses around a table."""
    run = table.run
    where = None if published else (run.delivery.register_id, run.pk)
    return Ways(run.programme_id, table.measure, where)


def programme_crumbs(programme: Programme, *more: Crumb) -> list[Crumb]:
    """The way to a page under a programme's goals."""
    goals = reverse("programme_goals", args=(programme.pk,)) if more else ""
    return [
        (_("Programmer"), reverse("programme_list")),
        (programme.name, reverse("programme", args=(programme.pk,))),
        (_("Målsætninger"), goals),
        *more,
    ]


def run_crumbs(run: Run, *more: Crumb) -> list[Crumb]:
    """The way to a page under a register's run."""
    register = run.delivery.register
    return [
        (_("Registre"), reverse("registers")),
        (register.name, reverse("register", args=(register.pk,))),
        (_("Kørsel %(number)s") % {"number": run.pk}, reverse("run", args=(register.pk, run.pk))),
        *more,
    ]


def how_words() -> str:
    """What the page on how a number was made is called."""
    return _("Sådan er tallet lavet")
