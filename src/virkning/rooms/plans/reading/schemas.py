"""The file from its first line to its last: which goal, overall group and group each line and table row belongs to."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.documents.word_reading import Line, Paper, PaperCell, PaperTable, Piece
from virkning.rooms.audit.refusals import Refused

from .. import tags
from . import words as form
from .building import Finished
from .items import RESULTS, STEPS, items_in
from .opening import open_plan_file
from .place import Place
from .proposal import NotUnderstood, Proposal, Sure, Why
from .words import Column, one_line

_LONGEST_KNOWN = 2_000
#: So many known headings in a table's first row, and the rest of the row are headings of the municipality's own.
_ENOUGH_KNOWN = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column holds, and the file's own words over it."""

    column: Column
    words: str = ""


def read_plan(content: bytes) -> Proposal:
    """What a plan's file proposes. Raises `Refused` for its field where it cannot be read, or is no plan."""
    paper = open_plan_file(content)
    reader = _Reader()
    for block in paper.blocks:
        if isinstance(block, Line):
            reader.line(block)
        else:
            reader.table(block)
    reader.apart(paper)
    return reader.proposal()


@dataclass
class _Reader:
    """The file so far: where it is in the form, and what is not part of it."""

    at: Place = field(default_factory=Place)
    not_understood: list[NotUnderstood] = field(default_factory=list)
    municipality: str = ""
    year: int | None = None
    retired: int = 0
    reached: int = 0
    comments: bool = False

    # Lines ------------------------------------------------------------------------------------------------------------

    def line(self, line: Line) -> None:
        """A line outside tables, or in a cell across one."""
        if self._fields(line):
            self.at.unnamed = None
            return
        text = line.text.strip()
        words = one_line(text)
        if not words or words in (".", "…") or form.AND_SO_ON.fullmatch(words) or form.FORM_NOTE.match(words):
            return
        if self._known(words, text) or self._labelled(line, text):
            return
        if self.at.unnamed is not None and not self.at.unnamed.title:
            self.at.unnamed.name(text)
            self.at.unnamed = None
            return
        self._unread(line.text)

    def _labelled(self, line: Line, text: str) -> bool:
        """By the form's own labels."""
        if schema := form.SCHEMA.match(text):
            self.at.begin_schema(schema[1])
            if rest := text[schema.end() :].strip(" .:–-\n"):
                self.line(Line((Piece(rest),)))
            return True
        if goal := form.GOAL.fullmatch(text):
            number = goal[1] or goal[2]
            self.at.begin_goal(number.lstrip("0") or number, goal[3], Sure.LABEL)
            return True
        if overall := form.OVERALL.fullmatch(text):
            # `Overordnet målgruppe:` may stand alone, and `A. …` on the next line.
            self.at.awaited = not overall[1].strip()
            if not self.at.awaited:
                self.at.begin_overall(overall[1])
            return True
        if self.at.awaited and form.LETTERED.fullmatch(text):
            self.at.begin_overall(text)
            return True
        if group := form.GROUP.fullmatch(text):
            self.at.begin_group(group[1], group[2], Sure.LABEL, line.text)
            return True
        return False

    def _fields(self, line: Line) -> bool:
        """By the fields of our own print."""
        held = {one.tag: one.text for one in line.pieces if one.tag}
        if not held:
            return False
        if tags.MUNICIPALITY in held or tags.YEAR in held:
            self.municipality = one_line(held.get(tags.MUNICIPALITY, self.municipality))
            self.year = _year(held.get(tags.YEAR, "")) or self.year
        elif tags.GOAL in held or tags.GOAL_NUMBER in held:
            self.at.begin_goal(held.get(tags.GOAL_NUMBER, ""), held.get(tags.GOAL, ""), Sure.TAG)
        elif tags.OVERALL in held or tags.OVERALL_LETTER in held:
            self.at.begin_overall(held.get(tags.OVERALL, ""), held.get(tags.OVERALL_LETTER, ""), Sure.TAG)
        elif tags.GROUP in held or tags.GROUP_NUMBER in held:
            self.at.begin_group(
                held.get(tags.GROUP_NUMBER, ""), held.get(tags.GROUP, ""), Sure.TAG, line.text
            )
        elif tags.RETIRED in held:
            self.retired += 1
        elif tags.REACHED in held:
            self.reached += 1
        else:
            return tags.MISSING in held and form.MISSING.fullmatch(one_line(held[tags.MISSING])) is not None
        self._beside(line)
        return True

    def _beside(self, line: Line) -> None:
        """Words typed beside the fields that are not the print's own."""
        loose = one_line(" ".join(one.text for one in line.pieces if not one.tag))
        if more := form.AROUND_FIELDS.sub("", loose, count=1).strip(" .:"):
            self._unread(more)

    def _known(self, words: str, text: str) -> bool:
        """What our own print says beside the schemas, its fields gone."""
        if len(words) > _LONGEST_KNOWN:
            return False
        if found := form.TITLE_LINE.fullmatch(words):
            self.year = self.year or _year(found[1])
        elif (found := form.HEAD_LINE.fullmatch(text)) and not self.at.goals:
            if found[1].lower() == "kommune":
                self.municipality = self.municipality or one_line(found[2])
        elif form.RETIRED.fullmatch(words):
            self.retired += 1
        elif not (form.RETIRED_HEADING.fullmatch(words) or form.MISSING.fullmatch(words)):
            return False
        return True

    # Tables -----------------------------------------------------------------------------------------------------------

    def table(self, table: PaperTable) -> None:
        """Row by row; the headings say what stands in which column, wherever cells are merged."""
        columns: dict[int, Heading] = {}
        for cells in table.rows:
            said = [(one, form.heading_of(one.text)) for one in cells if one.text.strip()]
            if _are_headings(said, first=not columns):
                columns = _headings(said)
            elif said:
                self._row(cells, columns)

    def _row(self, cells: tuple[PaperCell, ...], columns: dict[int, Heading]) -> None:
        first = next(one for one in cells if one.text.strip())
        if self._heads(first):
            for cell in cells:
                self._across(cell)
            return
        by_column: dict[Column, list[Line]] = {column: [] for column in Column}
        others: list[tuple[str, PaperCell]] = []
        for place, cell in enumerate(cells):
            heading = _heading_of(cell, place, columns)
            by_column[heading.column].extend(cell.lines)
            if heading.column is Column.OTHER:
                others.append((heading.words, cell))
        if not self._row_group(by_column[Column.GROUP], first, cells):
            return
        group = self.at.group
        if group is None:
            raise AssertionError("a row with a group has one")
        for column, fields, held in (
            (Column.RESULTS, RESULTS, group.results),
            (Column.STEPS, STEPS, group.steps),
        ):
            found = items_in(by_column[column], fields, group.row)
            held.extend(found)
            self.at.count(len(found))
        group.row += 1
        self.reached += any(one.text.strip() for one in by_column[Column.REACHED])
        for words, cell in others:
            self._unread(cell.text, _("Planen har ingen kolonne “%(heading)s”.") % {"heading": words})

    def _heads(self, first: PaperCell) -> bool:
        """Whether the row is across the table: an overall group, a goal, a schema."""
        text = first.text.strip()
        if first.lines and any(line.tagged(tags.OVERALL) or line.tagged(tags.GOAL) for line in first.lines):
            return True
        return any(one.match(text) for one in (form.OVERALL, form.SCHEMA)) or bool(form.GOAL.fullmatch(text))

    def _across(self, cell: PaperCell) -> None:
        """A cell across the table: by its fields line by line, typed words as one."""
        if any(one.tag for line in cell.lines for one in line.pieces):
            for line in cell.lines:
                self.line(line)
        else:
            self.line(Line((Piece(cell.text.strip()),)))

    def _row_group(self, named: list[Line], first: PaperCell, cells: tuple[PaperCell, ...]) -> bool:
        """Find or begin the row's group; False where the row has none, and has been told of."""
        lines = [one for one in named if one.text.strip()]
        if not lines:
            if self.at.group is None:
                self._unread("\n".join(one.text for one in cells))
            return self.at.group is not None
        text = "\n".join(one.text for one in lines).strip()
        if form.AND_SO_ON.fullmatch(one_line(text)) or form.MISSING.fullmatch(one_line(text)):
            self._unread_rest(cells, first)
            return False
        if any(one.tagged(tags.GROUP) or one.tagged(tags.GROUP_NUMBER) for one in lines):
            self._tagged_group(lines)
            return True
        found = form.GROUP.fullmatch(text) or form.BARE_GROUP.fullmatch(text)
        if found:
            self.at.begin_group(found[1], found[2], Sure.LABEL, text)
            return True
        if len(cells) == 1:
            self._across(cells[0])
            return False
        self.at.begin_group("", text, Sure.GUESS, text)
        return True

    def _tagged_group(self, lines: list[Line]) -> None:
        """A group by its fields, which may be in paragraphs of their own; typed lines under it belong to its name."""
        held = {one.tag: one.text for line in lines for one in line.pieces if one.tag}
        title = held.get(tags.GROUP, "")
        more = [line.text for line in lines if not any(one.tag for one in line.pieces)]
        source = "\n".join(one.text for one in lines)
        self.at.begin_group(
            held.get(tags.GROUP_NUMBER, ""), "\n".join(filter(None, (title, *more))), Sure.TAG, source
        )
        if more and self.at.group is not None:
            self.at.group.sure, self.at.group.why = Sure.GUESS, Why.WRITTEN_BESIDE
        for line in lines:
            if any(one.tag for one in line.pieces):
                self._beside(line)

    # What is left -----------------------------------------------------------------------------------------------------

    def _unread(self, text: str, why: str = "") -> None:
        words = form.lines(text)
        if words:
            self.not_understood.append(NotUnderstood(words, self.at.where(), why))

    def _unread_rest(self, cells: tuple[PaperCell, ...], first: PaperCell) -> None:
        for cell in cells:
            if cell is not first and not form.AND_SO_ON.fullmatch(one_line(cell.text)):
                self._unread(cell.text)

    def apart(self, paper: Paper) -> None:
        """What stands beside the text."""
        for lines, where in ((paper.boxes, _("i en tekstboks")), (paper.notes, _("i en fodnote"))):
            for line in lines:
                text = form.lines(line.text)
                if text and not form.FORM_NOTE.match(text):
                    self.not_understood.append(NotUnderstood(text, where))
        self.comments = paper.has_comments

    def proposal(self) -> Proposal:
        """What it all came to. Raises `Refused` where there is nothing of a plan in it."""
        done = Finished()
        goals = tuple(done.goals(self.at.goals))
        if not goals and not done.blank_schemas:
            raise Refused(
                {
                    "file": _(
                        "Filen ligner ikke en beskæftigelsesplan: Der er hverken et “Skema”, et “Mål” eller en "
                        "“Målgruppe” i den. Læg de udfyldte skemaer op."
                    )
                }
            )
        return Proposal(
            goals=goals,
            # The title says the municipality's name, before the head does.
            not_understood=tuple(
                one for one in (*self.not_understood, *done.not_understood) if one.text != self.municipality
            ),
            left_out=tuple(self._left_out(done)),
            municipality=self.municipality,
            year=self.year,
        )

    def _left_out(self, done: Finished) -> list[str]:
        told = [_("Skema %(number)s er tomt.") % {"number": one} for one in done.blank_schemas]
        if done.blank_groups:
            told.append(
                ngettext(
                    "%(count)s tom målgruppe er sprunget over.",
                    "%(count)s tomme målgrupper er sprunget over.",
                    done.blank_groups,
                )
                % {"count": done.blank_groups}
            )
        if self.retired:
            told.append(
                ngettext(
                    "%(count)s udgået resultat er ikke læst ind.",
                    "%(count)s udgåede resultater er ikke læst ind.",
                    self.retired,
                )
                % {"count": self.retired}
            )
        if self.reached:
            told.append(_("Opfølgningen er ikke læst ind; den skrives i planen."))
        if self.comments:
            told.append(_("Kommentarerne i filens margen er ikke læst ind."))
        return told


def _are_headings(said: list[tuple[PaperCell, Column | None]], *, first: bool) -> bool:
    """Whether a row is headings: all are known, or so many of the first row's that the rest are the file's own."""
    known = {column for _cell, column in said if column}
    if said and all(column for _cell, column in said):
        return first or len(said) > 1
    return first and Column.GROUP in known and len(known) >= _ENOUGH_KNOWN


def _headings(said: list[tuple[PaperCell, Column | None]]) -> dict[int, Heading]:
    """The columns by where they begin; one that no plan has is a column too, so that nothing of it is read as ours."""
    return {one.start: Heading(column or Column.OTHER, one_line(one.text)) for one, column in said}


def _heading_of(cell: PaperCell, place: int, columns: dict[int, Heading]) -> Heading:
    """The heading it stands under; where the table has none, by its place in the row."""
    before = [start for start in columns if start <= cell.start]
    if before:
        return columns[max(before)]
    return Heading(form.IN_ORDER[min(place, len(form.IN_ORDER) - 1)])


def _year(written: str) -> int | None:
    text = one_line(written)
    return int(text) if text.isdecimal() and len(text) == 4 else None
