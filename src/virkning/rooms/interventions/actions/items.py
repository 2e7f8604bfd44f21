"""Writing what a description has several of: purposes, activities, actors, sources, tracks, effects, costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.indicators import Term
from virkning.figures.phrases import P, Phrase
from virkning.rooms.activities.actions.belonging import check_belongs
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.actions.acts import Act
from virkning.rooms.results.models import Result

from ..limits import MOST_ITEMS
from ..models import Actor, CostLine, Effect, Element, Intervention, Purpose, Source, TrackChoice
from .acts import acting, begin, check_open
from .checking import checked
from .naming import shortly


class ItemKind(StrEnum):
    """What there are several of."""

    PURPOSE = "purpose"
    ELEMENT = "element"
    ACTOR = "actor"
    SOURCE = "source"
    TRACK = "track"
    EFFECT = "effect"
    COST = "cost"

    @property
    def phrase(self) -> Phrase:
        """`Formål`, `Aktivitet`, and so on."""
        return _WORDS[self]


_WORDS = {
    ItemKind.PURPOSE: P("Formål"),
    ItemKind.ELEMENT: P("Aktivitet"),
    ItemKind.ACTOR: P("Aktør"),
    ItemKind.SOURCE: P("Kilde"),
    ItemKind.TRACK: P("Forandringsspor"),
    ItemKind.EFFECT: P("Forventet effekt"),
    ItemKind.COST: P("Omkostning"),
}
MODEL_OF: dict[ItemKind, Any] = {
    ItemKind.PURPOSE: Purpose,
    ItemKind.ELEMENT: Element,
    ItemKind.ACTOR: Actor,
    ItemKind.SOURCE: Source,
    ItemKind.TRACK: TrackChoice,
    ItemKind.EFFECT: Effect,
    ItemKind.COST: CostLine,
}
KIND_OF: dict[type, ItemKind] = {model: kind for kind, model in MODEL_OF.items()}
#: What a person writes of each. `element` and `track` are records, everything else a value.
COLUMNS: dict[ItemKind, tuple[str, ...]] = {
    ItemKind.PURPOSE: ("term", "text"),
    ItemKind.ELEMENT: ("text",),
    ItemKind.ACTOR: ("kind", "title", "task", "element", "brings", "qualified", "prepared", "takes_part"),
    ItemKind.SOURCE: ("text",),
    ItemKind.TRACK: ("track", "number", "title", "change"),
    ItemKind.EFFECT: ("text", "term"),
    ItemKind.COST: ("text", "amount"),
}
_RECORDS = frozenset({"element", "track"})
#: The template asks for purposes on these two.
_PURPOSE_TERMS = {Term.SHORT.value, Term.LONG.value}


@dataclass(frozen=True)
class ItemGiven:
    """One of several as it shall be. `key` None: a new one. `version`: of what was read."""

    values: Mapping[str, Any]
    key: int | None = None
    version: int | None = None


def add_item(
    intervention: Intervention,
    *,
    kind: ItemKind,
    values: Mapping[str, Any],
    by: Author,
    to: int | None = None,
    why: str = "",
) -> Any:
    """Add one, after the others or at a place (0 is first). Raises `Refused` with the columns as keys."""
    with acting(intervention, by=by) as adding:
        check_open(intervention)
        wished = tidy(intervention, kind, values)
        there = items_of(intervention, kind)
        _check_room(len(there) + 1)
        begin(adding, intervention)
        made = adding.create(_new(intervention, kind, wished, position=_after(there)), tell=True)
        if to is not None:
            there.insert(max(0, min(to, len(there))), made)
            adding.reorder(there)
        adding.explain(why)
        adding.words = _told(_("%(kind)s %(what)s er tilføjet i indsatsen %(name)s."), made, intervention)
    return made


def change_item(
    item: Any, *, values: Mapping[str, Any], by: Author, version: int | None = None, why: str = ""
) -> Any:
    """Change one; what is not named stays. Raises `Refused` with the columns as keys, and `Conflict`."""
    intervention, kind = item.intervention, KIND_OF[type(item)]
    with acting(intervention, by=by) as changing:
        check_open(intervention)
        _check_there(item, version)
        wished = tidy(intervention, kind, {**_values(item, kind), **values})
        begin(changing, intervention)
        words = _told(_("%(kind)s %(what)s er rettet i indsatsen %(name)s."), item, intervention)
        changing.change(item, tell=True, **wished)
        changing.explain(why)
        changing.words = words
    return item


def move_item(item: Any, *, to: int, by: Author) -> Any:
    """Give it place number `to` (0 is first) among its like; purposes among those of their term. Raises `Refused`."""
    intervention, kind = item.intervention, KIND_OF[type(item)]
    with acting(intervention, by=by) as moving:
        check_open(intervention)
        group = items_of(intervention, kind)
        mine = [one for one in group if kind is not ItemKind.PURPOSE or one.term == item.term]
        here = next((one for one in mine if one.pk == item.pk), None)
        if here is None:
            raise Refused(_("Det er fjernet og kan ikke flyttes."))
        wanted = [one for one in mine if one is not here]
        wanted.insert(max(0, min(to, len(wanted))), here)
        following = iter(wanted)
        keys = {one.pk for one in mine}
        moving.reorder([next(following) if one.pk in keys else one for one in group])
        moving.words = _told(_("%(kind)s %(what)s er flyttet i indsatsen %(name)s."), item, intervention)
    return item


def remove_item(item: Any, *, by: Author, version: int | None = None) -> Any:
    """Take one away; actors that support it stay. It can be undone. Raises `Refused`, `Conflict`."""
    intervention = item.intervention
    with acting(intervention, by=by) as removing:
        check_open(intervention)
        _check_there(item, version)
        begin(removing, intervention)
        take_out(removing, [item])
        removing.words = _told(_("%(kind)s %(what)s er fjernet fra indsatsen %(name)s."), item, intervention)
    return item


def save_items(
    intervention: Intervention,
    *,
    kind: ItemKind,
    given: Sequence[ItemGiven],
    by: Author,
    why: str = "",
    only: Mapping[str, Any] | None = None,
) -> bool:
    """Make the whole list of a kind what was given, in its order: a form with many lines. Whether anything changed.

    What has no key is made, what is not given is removed. `only` (`{"term": "short"}`): that part of the list.
    Raises `Refused` with `<column>_<place>` as keys, and `Conflict`.
    """
    with acting(intervention, by=by) as saving:
        check_open(intervention)
        there = {one.pk: one for one in items_of(intervention, kind, only)}
        wished = [
            tidy(intervention, kind, {**(only or {}), **one.values}, suffix=f"_{place}")
            for place, one in enumerate(given)
        ]
        _check_room(len(given))
        wrote = save_list(saving, intervention, kind, given, wished, there)
        if wrote:
            begin(saving, intervention)
        saving.explain(why if wrote else "")
        texts = {"kind": kind.phrase.translated(_), "name": shortly(intervention.name)}
        saving.words = _("“%(kind)s” i indsatsen %(name)s er rettet.") % texts
    return wrote


def save_list(
    saving: Act,
    intervention: Intervention,
    kind: ItemKind,
    given: Sequence[ItemGiven],
    wished: Sequence[Mapping[str, Any]],
    there: Mapping[int, Any],
) -> bool:
    """Write a list inside an act. `wished`: checked values, one of each given. Raises `Conflict`."""
    before = len(saving.rows)
    rows: list[Any] = []
    place = _after(list(there.values()))
    for one, values in zip(given, wished, strict=True):
        if one.key is None:
            rows.append(_new(intervention, kind, values, position=place))
            place += 1
            continue
        now = there.get(one.key)
        if now is None:
            raise Conflict(_gone(intervention, kind, one.key))
        saving.change(now, version=one.version, **values)
        rows.append(now)
    saving.create_each([one for one in rows if one.pk is None])
    take_out(saving, [one for key, one in there.items() if key not in {each.key for each in given}])
    for row, position in zip(rows, sorted(row.position for row in rows), strict=True):
        if row.position != position:
            saving.change(row, position=position)
    return len(saving.rows) > before


def tie_item(item: Any, *, to: Activity | Result | None, by: Author) -> Any:
    """Say which of the project's activities an element is, or results an effect: accepting makes none for it then.

    None: none of them. Raises `Refused`.
    """
    intervention = item.intervention
    column, model = ("activity", Activity) if isinstance(item, Element) else ("result", Result)
    if to is not None and not isinstance(to, model):
        raise TypeError(f"{item!r} is not tied to {to!r}")
    check_belongs(intervention.project_id, **{column: to})
    with acting(intervention, by=by) as tying:
        check_open(intervention)
        _check_there(item, None)
        tying.change(item, tell=True, **{f"{column}_id": None if to is None else to.pk})
        tying.words = _told(_("%(kind)s %(what)s er rettet i indsatsen %(name)s."), item, intervention)
    return item


def items_of(intervention: Intervention, kind: ItemKind, only: Mapping[str, Any] | None = None) -> list[Any]:
    """The intervention's, in their order. One query."""
    rows = MODEL_OF[kind].objects.filter(intervention=intervention, **(only or {}))
    return list(rows.order_by("position", "id"))


def take_out(removing: Act, items: Sequence[Any]) -> None:
    """Remove items inside an act; an actor who supported an activity that goes supports none."""
    elements = [one.pk for one in items if isinstance(one, Element)]
    leaving = {one.pk for one in items if isinstance(one, Actor)}
    if elements:
        for actor in Actor.objects.filter(element_id__in=elements).order_by("position", "id"):
            if actor.pk not in leaving:
                removing.change(actor, element_id=None)
    removing.remove(items, at=timezone.now())


def tidy(
    intervention: Intervention, kind: ItemKind, values: Mapping[str, Any], *, suffix: str = ""
) -> dict[str, Any]:
    """What a person wrote of one, by the columns it is kept in. Raises `Refused` with its keys ended by `suffix`."""
    unknown = set(values) - set(COLUMNS[kind])
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    found = checked({name: value for name, value in values.items() if name not in _RECORDS}, suffix=suffix)
    for name in _RECORDS & set(values):
        found[f"{name}_id"] = _record_key(intervention, name, values[name], suffix)
    if kind is ItemKind.TRACK and values.get("track") is not None:
        # The catalogue's own number and title, as they are on the day they are chosen.
        found |= {"number": values["track"].number, "title": values["track"].title}
    if problems := _lacking(kind, found):
        raise Refused({f"{name}{suffix}": said for name, said in problems.items()})
    return found


def _record_key(intervention: Intervention, name: str, record: Any, suffix: str) -> int | None:
    if record is None:
        return None
    if name == "element" and (record.intervention_id != intervention.pk or record.removed_at is not None):
        raise Refused({f"{name}{suffix}": _("Vælg en af indsatsens egne aktiviteter.")})
    return int(record.pk)


def _lacking(kind: ItemKind, found: Mapping[str, Any]) -> dict[str, str]:
    said = _("Feltet skal udfyldes.")
    if kind is ItemKind.ACTOR:
        is_told = any(value for name, value in found.items() if name != "element_id")
        return {} if is_told else {"kind": _("Skriv aktørens type, titel eller opgave.")}
    if kind is ItemKind.TRACK:
        named = found.get("number") or found.get("title")
        return {} if named else {"title": _("Vælg et forandringsspor, eller skriv dets nummer eller titel.")}
    lacking = {} if found.get("text") else {"text": said}
    terms = {"", *(one.value for one in Term)} if kind is ItemKind.EFFECT else _PURPOSE_TERMS
    if "term" in COLUMNS[kind] and found.get("term", "") not in terms:
        lacking["term"] = _("Vælg kort eller langt sigt.")
    return lacking


def _new(intervention: Intervention, kind: ItemKind, wished: Mapping[str, Any], *, position: int) -> Any:
    return MODEL_OF[kind](intervention=intervention, position=position, **wished)


def _values(item: Any, kind: ItemKind) -> dict[str, Any]:
    return {name: getattr(item, name) for name in COLUMNS[kind]}


def _after(there: Sequence[Any]) -> int:
    return max((one.position for one in there), default=-1) + 1


def _check_room(count: int) -> None:
    if count > MOST_ITEMS:
        raise Refused(_("Der er plads til %(most)s. Skriv nogle sammen.") % {"most": MOST_ITEMS})


def _check_there(item: Any, version: int | None) -> None:
    """The item is in use, with the version that was read. Raises `Conflict`."""
    now = type(item)._base_manager.select_for_update().get(pk=item.pk)
    if now.removed_at is not None or (version is not None and now.version != version):
        raise Conflict(now)
    for column in item._meta.concrete_fields:
        setattr(item, column.attname, getattr(now, column.attname))


def _gone(intervention: Intervention, kind: ItemKind, key: int) -> Any:
    found = MODEL_OF[kind]._base_manager.filter(pk=key, intervention=intervention).first()
    return found if found is not None else intervention


def _told(words: str, item: Any, intervention: Intervention) -> str:
    kind = KIND_OF[type(item)]
    texts = {"kind": kind.phrase.translated(_), "what": shortly(item), "name": shortly(intervention.name)}
    return words % texts
