"""Writing a whole description at once, from a file or an earlier one: what says the same stays the same record."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.folding import fold
from virkning.figures.indicators import Term
from virkning.figures.interventions import OBSERVATIONS
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.programmes.actions.acts import Act, act
from virkning.rooms.programmes.models import Project

from ..answers import ActorAnswer, Answers
from ..limits import LONGEST_LINE, LONGEST_NUMBER, MOST_INTERVENTIONS
from ..models import DescriptionFile, Intervention
from ..queries.answers import SAME, load_answers
from ..queries.catalogue import track_meant, tracks_for
from .acts import DESCRIBE, acting, begin, check_open, check_unmoved
from .checking import checked
from .free import check_free
from .interventions import check_municipality, next_place, told_in
from .items import ItemGiven, ItemKind, items_of, save_list, tidy
from .naming import shortly

#: So alike must the beginnings of two texts be for one to be the other corrected.
_ALIKE, _BEGINNING = 0.6, 400


def write_all(
    intervention: Intervention,
    answers: Answers,
    *,
    by: Author,
    version: int | None = None,
    replace_all: bool = False,
    why: str = "",
    file: DescriptionFile | None = None,
) -> bool:
    """Write all of these answers in one act; whether anything was changed.

    What is not answered stays as it stands, unless `replace_all`. Of what there are several of, what says the same
    stays the same record, and what says nearly the same is that one corrected. The municipality is never changed.
    `file`: the one they were read in, which is settled by it.
    Raises `Refused` and `Conflict`.
    """
    with acting(intervention, by=by) as writing:
        check_unmoved(intervention, version)
        check_open(intervention)
        before = len(writing.rows)
        _write(writing, intervention, answers, replace_all=replace_all)
        wrote = len(writing.rows) > before
        _settle(writing, file, intervention)
        if wrote and _says_more(answers):
            begin(writing, intervention)
        writing.explain(why if wrote else "")
        writing.words = _("Beskrivelsen af indsatsen %(name)s er skrevet.") % {
            "name": shortly(intervention.name)
        }
    return wrote


def describe_new(
    *,
    project: Project,
    municipality: Organisation,
    answers: Answers,
    by: Author,
    why: str = "",
    file: DescriptionFile | None = None,
) -> Intervention:
    """Make an intervention with these answers, in one act. `file`: the one they were read in. Raises `Refused`."""
    return _make(project, municipality, answers, by=by, why=why, file=file)


def copy_intervention(
    other: Intervention,
    *,
    project: Project,
    municipality: Organisation,
    name: str,
    by: Author,
    start_date: date | None = None,
) -> Intervention:
    """Make one that goes on from another: its answers but the observations, which are read beside. Raises `Refused`.

    Whether `other` may be read is the door's to ask. It is only what the new one continues where it is the same
    municipality's.
    """
    answers = _without_observations(load_answers(other), name, start_date)
    continues = other if other.municipality_id == municipality.pk else None
    return _make(project, municipality, answers, by=by, continues=continues)


def copy_answers_from(intervention: Intervention, *, other: Intervention, by: Author) -> Intervention:
    """Fill in one that nobody has begun with another's answers, as `copy_intervention`. Raises `Refused`."""
    if other.pk == intervention.pk:
        raise Refused({"other": _("Vælg en anden indsats at kopiere fra.")})
    with acting(intervention, by=by) as copying:
        check_open(intervention)
        if _says_more(load_answers(intervention)):
            raise Refused(_("Beskrivelsen er begyndt. Der kan kun kopieres til en, der er tom."))
        answers = _without_observations(load_answers(other), intervention.name, intervention.start_date)
        begin(copying, intervention)
        if other.municipality_id == intervention.municipality_id:
            copying.change(intervention, continues_id=other.pk)
        _write(copying, intervention, answers, replace_all=False)
        texts = {"name": shortly(intervention.name), "other": shortly(other.name)}
        copying.words = _("Indsatsen %(name)s er udfyldt med svarene fra %(other)s.") % texts
    return intervention


def _make(
    project: Project,
    municipality: Organisation,
    answers: Answers,
    *,
    by: Author,
    continues: Intervention | None = None,
    why: str = "",
    file: DescriptionFile | None = None,
) -> Intervention:
    name: str = checked({"name": answers.name})["name"]
    if not name:
        raise Refused({"name": _("Skriv, hvad indsatsen hedder.")})
    with act(by=by, project_id=project.pk, action=DESCRIBE) as making:
        Project._base_manager.select_for_update().get(pk=project.pk)
        check_municipality(project, municipality)
        made = Intervention(
            project=project,
            municipality=municipality,
            name=name,
            start_date=answers.start_date,
            position=next_place(project),
            continues=continues,
        )
        if made.position >= MOST_INTERVENTIONS:
            said = _("Der er plads til %(most)s indsatser i et projekt.")
            raise Refused(said % {"most": MOST_INTERVENTIONS})
        check_free(made)
        making.create(made, tell=True)
        _write(making, made, answers, replace_all=True, is_new=True)
        if _says_more(answers):
            begin(making, made)
        _settle(making, file, made)
        making.explain(why)
        told_in(making, made)
    return made


def _settle(act: Act, file: DescriptionFile | None, intervention: Intervention) -> None:
    """Inside the act that writes what a file says, so that undoing it lets the file wait for an answer again."""
    if file is not None:
        act.change(file, intervention_id=intervention.pk, settled_at=timezone.now())


def _without_observations(answers: Answers, name: str, start: date | None) -> Answers:
    empty: dict[str, Any] = dict.fromkeys(OBSERVATIONS, "")
    return replace(answers, name=name, start_date=start, **empty)


def _says_more(answers: Answers) -> bool:
    """Whether anything is answered but what stands on the list already, and what is seen along the way."""
    beside = {"municipality", "name", "start_date", *OBSERVATIONS}
    return any(
        getattr(answers, one.name) not in ("", None, ()) for one in fields(answers) if one.name not in beside
    )


# One list after the other ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _List:
    """A list to be written: its kind, what shall stand in it, and the text an answer is known by."""

    kind: ItemKind
    wished: Sequence[Mapping[str, Any]]
    text: Callable[[Any], str]
    only: Mapping[str, Any] | None = None


def _write(
    writing: Act, intervention: Intervention, answers: Answers, *, replace_all: bool, is_new: bool = False
) -> None:
    """`is_new`: nothing can stand in its lists yet, so nobody asks."""
    values = {name: getattr(answers, name) for name in SAME}
    if not replace_all:
        values = {name: value for name, value in values.items() if value not in ("", None)}
    wished = checked(values)
    if not wished.get("name"):
        wished.pop("name", None)
    moved = {k: v for k, v in wished.items() if k in ("name", "start_date") and v != getattr(intervention, k)}
    if moved:
        check_free(intervention, **moved)
    writing.change(intervention, version=intervention.version, tell=True, **wished)
    for one in _lists(intervention, answers):
        if one.wished or replace_all:
            _write_list(writing, intervention, one, is_new=is_new)
    if answers.actors or replace_all:
        _write_list(writing, intervention, _actors(intervention, answers), is_new=is_new)


def _lists(intervention: Intervention, answers: Answers) -> Iterator[_List]:
    """All but the actors, who point to the activities and are written when those are there."""
    for term, texts in ((Term.SHORT, answers.purposes_short), (Term.LONG, answers.purposes_long)):
        yield _List(
            ItemKind.PURPOSE,
            [{"term": term.value, "text": text} for text in texts],
            lambda one: str(one.text),
            only={"term": term.value},
        )
    yield _List(ItemKind.ELEMENT, [{"text": text} for text in answers.elements], lambda one: str(one.text))
    yield _List(ItemKind.SOURCE, [{"text": text} for text in answers.sources], lambda one: str(one.text))
    yield _List(ItemKind.TRACK, _tracks(intervention, answers), lambda one: f"{one.number} {one.title}")
    effects = [{"text": one.text, "term": one.term.value if one.term else ""} for one in answers.effects]
    yield _List(ItemKind.EFFECT, effects, lambda one: str(one.text))
    costs = [{"text": one.text, "amount": one.amount} for one in answers.costs]
    yield _List(ItemKind.COST, costs, lambda one: str(one.text))


def _tracks(intervention: Intervention, answers: Answers) -> list[dict[str, Any]]:
    if not answers.tracks:
        return []
    among = tracks_for(intervention.project, answers.start_date or timezone.localdate())
    return [_track(one.number, one.title, one.change, among) for one in answers.tracks]


def _track(number: str, title: str, change: str, among: Sequence[ChangeTrack]) -> dict[str, Any]:
    """What does not fit the columns is told before the change expected: nothing of what somebody wrote is lost."""
    found = track_meant(number, title, among)
    if found is not None:
        return {"track": found, "number": found.number, "title": found.title, "change": change}
    over = " ".join(part for part in (number, title) if part) or change
    if over is not change and len(number) <= LONGEST_NUMBER and len(title) <= LONGEST_LINE:
        return {"track": None, "number": number, "title": title, "change": change}
    short = over[: LONGEST_LINE - 1] + "…" if len(over) > LONGEST_LINE else over
    told = f"{over}\n{change}".strip() if over is not change and len(over) > LONGEST_LINE else change
    return {"track": None, "number": "", "title": short, "change": told}


def _actors(intervention: Intervention, answers: Answers) -> _List:
    elements = items_of(intervention, ItemKind.ELEMENT) if answers.actors else ()
    return _List(
        ItemKind.ACTOR,
        [_actor(one, elements) for one in answers.actors],
        lambda one: f"{one.kind} {one.title} {one.task}",
    )


def _actor(one: ActorAnswer, elements: Sequence[Any]) -> dict[str, Any]:
    values: dict[str, Any] = {each.name: getattr(one, each.name) for each in fields(one)}
    number = one.element
    values["element"] = elements[number - 1] if number and 1 <= number <= len(elements) else None
    for name in ("kind", "title"):
        if len(values[name]) > LONGEST_LINE:
            values["task"] = f"{values[name]}\n{values['task']}".strip()
            values[name] = ""
    return values


def _write_list(writing: Act, intervention: Intervention, one: _List, *, is_new: bool) -> None:
    wished = [tidy(intervention, one.kind, values) for values in one.wished]
    there = [] if is_new else items_of(intervention, one.kind, one.only)
    pairs = _paired([one.text(row) for row in there], [_text_of(one, values) for values in wished])
    given = [
        ItemGiven(values, there[pairs[place]].pk if place in pairs else None)
        for place, values in enumerate(wished)
    ]
    save_list(writing, intervention, one.kind, given, wished, {row.pk: row for row in there})


class _Told:
    """A row that is not there yet, so that its text is told as that of one that is."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.__dict__.update(values)


def _text_of(one: _List, values: Mapping[str, Any]) -> str:
    return one.text(_Told(values))


def _paired(there: Sequence[str], wished: Sequence[str]) -> dict[int, int]:
    """Place among the wished → place of the same among those that are there; then of the most alike that are left."""
    found: dict[int, int] = {}
    left = dict(enumerate(map(_folded, there)))
    for place, text in enumerate(map(_folded, wished)):
        same = next((at for at, other in left.items() if other == text), None)
        if same is not None:
            found[place] = same
            del left[same]
    alike = [
        (_alike(other, _folded(text)), place, at)
        for place, text in enumerate(wished)
        if place not in found
        for at, other in left.items()
    ]
    for ratio, place, at in sorted(alike, key=lambda one: (-one[0], one[1], one[2])):
        if ratio >= _ALIKE and place not in found and at in left:
            found[place] = at
            del left[at]
    return found


def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one[:_BEGINNING], other[:_BEGINNING])
    # The last is slow, and hardly ever needed.
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
