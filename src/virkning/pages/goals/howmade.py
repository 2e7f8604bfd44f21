"""How a number was made, for a reader: the definition in words, the code lists, the SQL, the run and its data.

Everything is read off the definition as it was when the measure was run, and nothing of it is anybody's figures.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.dates import date_words, short_date
from virkning.registers.codelists import CodeList
from virkning.registers.refused import RegisterRefused
from virkning.rooms.registerruns.queries.explaining import how_made
from virkning.rooms.registerruns.queries.published import GoalTable

#: Letters of a fingerprint that tell one from another to people.
SHOWN_LETTERS = 12


@dataclass(frozen=True)
class Line:
    """One line of the definition: what it is about, and its words."""

    label: str
    words: str


@dataclass(frozen=True)
class ListShown:
    """A code list as it was counted by. `changed`: the house's list says something else today."""

    name: str
    title: str
    source: str
    as_of: str
    version: str
    changed: bool
    codes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class HowPage:
    """Everything that is told. `sql` is blank where the definition can no longer be read."""

    definition: str
    notes: str
    lines: tuple[Line, ...]
    run_lines: tuple[Line, ...]
    lists: tuple[ListShown, ...]
    sql: str
    text: str


def how_page(table: GoalTable) -> HowPage:
    """How the table's numbers were made."""
    text = table.run.measures[table.measure].get("text", "")
    try:
        made = how_made(table)
    except RegisterRefused:
        return HowPage("", "", (), _run_lines(table), (), "", text)
    told, measure = made.explained, made.explained.measure
    lines = [one for one in (_line(str(words)) for words in told.words) if one.words]
    return HowPage(
        definition=" ".join(measure.definition.split()),
        notes=" ".join(measure.notes.split()),
        lines=(*lines, *_reading_lines(table)),
        run_lines=_run_lines(table),
        lists=tuple(_list(one, table, changed=one.name in made.lists_changed) for one in told.lists),
        sql=told.sql,
        text=text,
    )


def how_rows(table: GoalTable) -> list[tuple[str, str]]:
    """The same for a sheet: what, and how."""
    how = how_page(table)
    lists = [
        (
            _("Kodeliste %(name)s") % {"name": one.title},
            ", ".join(f"{code} {name}".strip() for code, name, _days in one.codes),
        )
        for one in how.lists
    ]
    rows = [
        (_("Definition"), how.definition),
        *((one.label, one.words) for one in (*how.lines, *how.run_lines)),
    ]
    return [*rows, *lists, (_("SQL"), how.sql)]


def _line(words: str) -> Line:
    label, colon, rest = words.partition(": ")
    return Line(label, rest[:1].upper() + rest[1:]) if colon else Line("", words)


def _reading_lines(table: GoalTable) -> tuple[Line, ...]:
    """What holds of every goal: who counts alike, what is hidden, what an interval is."""
    smallest = int(table.run.policy.get("smallest_shown", 5)) - 1
    return (
        Line(
            _("Landet og projektet"),
            _(
                "Hele landet er alle i registret. Projektet er programmets kommuner lagt sammen, så hver person tæller "
                "lige meget. Kommunernes gennemsnit er simpelt: hver kommune tæller lige meget."
            ),
        ),
        Line(
            _("Små tal"),
            _(
                "Tal på 1-%(most)d personer er skjult, og så mange andre, at ingen skjulte tal kan regnes ud. "
                "Det gælder alle læsere, figuren, filerne og API'et."
            )
            % {"most": smallest},
        ),
        Line(
            _("Interval"),
            _(
                "95 pct.: så meget kunne andelen flytte sig tilfældigt med så mange personer. Mange er med i begge "
                "perioder, så intervallet er snarere for bredt end for smalt."
            ),
        ),
    )


def _run_lines(table: GoalTable) -> tuple[Line, ...]:
    run = table.run
    delivery, told = run.delivery, run.measures[table.measure]
    finished = date_words(timezone.localtime(run.finished_at).date()) if run.finished_at else "–"
    lines = [
        Line(
            _("Kørsel"),
            _("Nr. %(number)s, %(day)s, %(engine)s")
            % {"number": run.pk, "day": finished, "engine": run.engine},
        ),
        Line(_("Definitionens udgave"), told.get("version", "–")),
        Line(
            _("Data"),
            _("%(register)s, leverance %(number)s fra %(day)s")
            % {
                "register": delivery.register.name,
                "number": delivery.number,
                "day": date_words(timezone.localtime(delivery.received_at).date()),
            },
        ),
        Line(_("Dataenes fingeraftryk"), run.fingerprint[:SHOWN_LETTERS]),
        Line(
            _("Kommuner i projektet"),
            ngettext("%(n)d kommune", "%(n)d kommuner", len(run.municipalities))
            % {"n": len(run.municipalities)},
        ),
        Line(_("Ført af"), delivery.register.organisation.name),
    ]
    return tuple(lines)


def _list(found: CodeList, table: GoalTable, *, changed: bool) -> ListShown:
    return ListShown(
        name=found.name,
        title=found.title,
        source=found.source,
        as_of=found.as_of,
        version=table.run.code_lists.get(found.name, found.version),
        changed=changed,
        codes=tuple(
            (f"{one.code:03d}", one.name, _days(one.valid_from, one.valid_to)) for one in found.codes
        ),
    )


def _days(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return ""
    return f"{short_date(first) if first else ''}–{short_date(last) if last else ''}"
