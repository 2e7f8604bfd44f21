"""The benefit table: who may gain (rows), what may be gained (columns), and what each gains of each (cells).

The whole table is saved as one act, told in one entry and taken back as one. What is not mentioned stays, so that two
people may work in different corners of it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.since import key_of
from virkning.rooms.audit.writes import Conflict, plain
from virkning.rooms.programmes.actions.acts import Act, act
from virkning.rooms.programmes.models import Project

from ..models import BenefitBody, BenefitGain, PossibleBenefit

#: What the log calls such an act.
BENEFITS = "benefits"
#: More than this nobody reads, and no form could hold.
MOST_BODIES, MOST_BENEFITS = 40, 12

Head = BenefitBody | PossibleBenefit


@dataclass(frozen=True)
class Line:
    """A row or a column as it shall be. `ref` is its key as text, or any other word for a new one.

    `name` and `place` (from 1) None: they stay, and a new one stands last. `version`: the one that was read.
    """

    ref: str
    name: str | None = None
    place: int | None = None
    version: int | None = None
    gone: bool = False


@dataclass(frozen=True)
class Cell:
    """What a body gains of a benefit; blank is nothing. `body`, `benefit`: as `Line.ref`.

    `version`: of what stood there when it was read, None or 0 where nothing did.
    """

    body: str
    benefit: str
    text: str
    version: int | None = None


Seen = Mapping[tuple[int, int], int]


def save_benefits(
    *,
    project: Project,
    by: Author,
    bodies: Sequence[Line] = (),
    benefits: Sequence[Line] = (),
    cells: Sequence[Cell] = (),
    seen: Seen | None = None,
) -> bool:
    """Save what was changed in the table, all of it or nothing; whether anything was.

    `seen`: (body, benefit) → version of every cell the person saw, so that nobody removes a row with words they have
    not read; None: not asked. Raises `Refused` with `body_<ref>`, `benefit_<ref>` and `gain_<body>_<benefit>` as
    keys, and `Conflict`.
    """
    with act(by=by, project_id=project.pk, action=BENEFITS) as saving:
        # One at a time in a project.
        Project._base_manager.select_for_update().get(pk=project.pk)
        table = _Table(saving, project)
        table.check(bodies, benefits, cells)
        table.remove(bodies, benefits, seen)
        rows = table.arrange("body", table.bodies, bodies)
        columns = table.arrange("benefit", table.benefits, benefits)
        for cell in cells:
            if cell.body in rows and cell.benefit in columns:
                table.write(rows[cell.body], columns[cell.benefit], cell)
        saving.about, saving.words = project, _("Gevinstskemaet er rettet.")
    return bool(saving.rows)


@dataclass
class _Table:
    """The table as it stands, under the act that changes it."""

    saving: Act
    project: Project
    bodies: dict[str, Any] = field(default_factory=dict)
    benefits: dict[str, Any] = field(default_factory=dict)
    gains: dict[tuple[int, int], BenefitGain] = field(default_factory=dict)

    def __post_init__(self) -> None:
        own = {"project": self.project}
        self.bodies = {
            str(one.pk): one for one in BenefitBody.objects.filter(**own).order_by("position", "id")
        }
        self.benefits = {
            str(one.pk): one for one in PossibleBenefit.objects.filter(**own).order_by("position", "id")
        }
        gains = BenefitGain.objects.filter(body__project=self.project).select_related("body", "benefit")
        self.gains = {(one.body_id, one.benefit_id): one for one in gains.order_by("id")}

    def check(self, bodies: Sequence[Line], benefits: Sequence[Line], cells: Sequence[Cell]) -> None:
        """Names are there, each once; there is room; nothing is said of what is not there. Raises `Refused`."""
        problems = _problems("body", self.bodies, bodies) | _problems("benefit", self.benefits, benefits)
        known = {f"body_{ref}" for ref in (*self.bodies, *(one.ref for one in bodies))}
        known |= {f"benefit_{ref}" for ref in (*self.benefits, *(one.ref for one in benefits))}
        for one in cells:
            for head in (f"body_{one.body}", f"benefit_{one.benefit}"):
                if one.text.strip() and head not in known:
                    problems.setdefault(
                        head, _("Skriv et navn. Der er skrevet noget, som ellers ikke kan stå her.")
                    )
        if problems:
            raise Refused(problems)

    def remove(self, bodies: Sequence[Line], benefits: Sequence[Line], seen: Seen | None) -> None:
        """Take rows and columns away with what stands in them. Raises `Conflict`."""
        at, gone = timezone.now(), list[Any]()
        for heads, lines in ((self.bodies, bodies), (self.benefits, benefits)):
            for line in lines:
                head = heads.get(line.ref)
                if not line.gone or head is None:
                    continue
                if line.version is not None and head.version != line.version:
                    raise Conflict(head)
                gone.append(heads.pop(line.ref))
        keys = {(type(one), one.pk) for one in gone}
        for place, gain in list(self.gains.items()):
            if (BenefitBody, place[0]) in keys or (PossibleBenefit, place[1]) in keys:
                if seen is not None and seen.get(place) != gain.version:
                    raise Conflict(gain)
                gone.insert(0, self.gains.pop(place))
        self.saving.remove(gone, at=at)
        for one in gone:
            self._label(one)

    def arrange(self, kind: str, heads: dict[str, Any], lines: Sequence[Line]) -> dict[str, Any]:
        """Rename, add and move; every row or column by its `ref`. Raises `Conflict`, `Refused`."""
        model: type[Any] = BenefitBody if kind == "body" else PossibleBenefit
        self._rename(kind, heads, lines)
        found = dict(heads)
        for line in lines:
            if line.ref not in heads and not line.gone and line.name is not None:
                made = model(project=self.project, name=_tidy(line.name), position=len(found))
                found[line.ref] = self.saving.create(made)
                self._label(made)
        wanted = {
            found[line.ref].pk: line.place for line in lines if line.place is not None and line.ref in found
        }
        self.saving.reorder(_placed(list(found.values()), wanted))
        for one in found.values():
            self._label(one)
        return found

    def _rename(self, kind: str, heads: Mapping[str, Any], lines: Sequence[Line]) -> None:
        """In an order in which no name is ever held twice."""
        left = [
            one
            for one in lines
            if one.ref in heads and one.name is not None and _tidy(one.name) != heads[one.ref].name
        ]
        while left:
            held = {one.name for one in heads.values()}
            free = [one for one in left if _tidy(one.name or "") not in held]
            if not free:
                said = _("Navnene er byttet om. Byt om på pladserne i stedet.")
                raise Refused({f"{kind}_{one.ref}": said for one in left})
            for one in free:
                head = heads[one.ref]
                self.saving.change(head, version=one.version, name=_tidy(one.name or ""))
                left.remove(one)

    def write(self, body: Any, benefit: Any, cell: Cell) -> None:
        """One cell. Raises `Conflict`."""
        now, text = self.gains.get((body.pk, benefit.pk)), cell.text.strip()
        if (now.version if now is not None else 0) != (cell.version or 0):
            raise Conflict(now if now is not None else _gone(body, benefit))
        if now is not None:
            now.body, now.benefit = body, benefit  # by the names they have just been given
        if now is None and text:
            now = self.saving.create(BenefitGain(body=body, benefit=benefit, text=text))
            self._label(now)
        elif now is not None and not text:
            self.saving.remove([now], at=timezone.now())
            self._label(now)
        elif now is not None and plain(now.text) != text:
            self.saving.change(now, version=now.version, text=text)
            self._label(now)

    def _label(self, record: Any) -> None:
        """Call the record by its name in the log, where the act has done something to it."""
        row = self.saving.rows.get(key_of(record))
        if row is None:
            return
        is_head = isinstance(record, Head)
        row["label"] = record.name if is_head else f"{record.body.name}, {record.benefit.name}"
        words = record.name if is_head else record.text
        if row["act"] != "change":
            row["changes"] = {
                "name" if is_head else "text": ["", words] if row["act"] == "create" else [words, ""]
            }


def _gone(body: BenefitBody, benefit: PossibleBenefit) -> BenefitGain:
    """What is there now is nothing, and beginning anew is what is left."""
    gone = BenefitGain(body=body, benefit=benefit)
    gone.__dict__["version"] = None
    return gone


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _placed(rows: Sequence[Any], wanted: Mapping[int, int]) -> list[Any]:
    """The rows in order, those that somebody has given another place put there among the others."""
    order = [one for one in rows if one.pk not in wanted]
    moved = [one for one in rows if one.pk in wanted]
    for one in sorted(moved, key=lambda each: wanted[each.pk]):
        order.insert(max(0, wanted[one.pk] - 1), one)
    return order


def _problems(kind: str, heads: Mapping[str, Any], lines: Sequence[Line]) -> dict[str, str]:
    found: dict[str, str] = {}
    names = {ref: one.name for ref, one in heads.items()}
    for line in lines:
        if line.gone:
            names.pop(line.ref, None)
            continue
        if line.ref.isdecimal() and line.ref not in heads:
            found[f"{kind}_{line.ref}"] = _("Den er fjernet imens. Tilføj den igen, hvis den skal med.")
        elif line.name is not None and not line.name.strip():
            found[f"{kind}_{line.ref}"] = _("Skriv et navn, eller sæt hak ved Fjern.")
        elif line.name is not None:
            names[line.ref] = _tidy(line.name)
    times = Counter(name.casefold() for name in names.values())
    for line in lines:
        name = names.get(line.ref, "")
        if name and not line.gone and line.name is not None and times[name.casefold()] > 1:
            said = _("“%(name)s” står der allerede. Giv den et andet navn.") % {"name": name}
            found.setdefault(f"{kind}_{line.ref}", said)
    most = MOST_BODIES if kind == "body" else MOST_BENEFITS
    if len(names) > max(most, len(heads)):
        found.setdefault("", _too_many(kind) % {"most": most})
    return found


def _too_many(kind: str) -> str:
    if kind == "body":
        return _("Der er for mange rækker. Skemaet har plads til %(most)s.")
    return _("Der er for mange kolonner. Skemaet har plads til %(most)s.")
