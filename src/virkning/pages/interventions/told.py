"""A description's answers in words, section by section: as they are read, checked and held beside others'."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.numbers import danish_number
from virkning.pages.moments import moment_words
from virkning.rooms.interventions.answers import ActorAnswer, Answers, CostAnswer, TrackAnswer
from virkning.rooms.interventions.comparing import told
from virkning.rooms.interventions.form import TEMPLATE, Field, Section
from virkning.rooms.interventions.models import FieldComment

from .texts import heading_of, question_of, short_of
from .ways import SLUGS


@dataclass(frozen=True)
class Spoken:
    """A comment at a field, as it is read. `id`: its key, for the button that settles it."""

    id: int
    text: str
    who: str
    is_reason: bool
    settled: str


@dataclass(frozen=True)
class ToldItem:
    """One of several: what it is called, and what is said of it, label and text."""

    title: str
    text: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ToldField:
    """A field's answer. Either lines or items; neither where it is not answered."""

    anchor: str
    title: str
    question: str
    lines: tuple[str, ...]
    items: tuple[ToldItem, ...]
    missing: bool
    comments: tuple[Spoken, ...]
    sum: str = ""

    @property
    def is_answered(self) -> bool:
        """Anything stands there."""
        return bool(self.lines or self.items)


@dataclass(frozen=True)
class ToldSection:
    """A section with its fields."""

    anchor: str
    heading: str
    section: Section
    fields: tuple[ToldField, ...]
    voluntary: bool


def told_sections(
    answers: Answers,
    comments: Collection[FieldComment] = (),
    missing: Collection[Field] = (),
    today: date | None = None,
) -> tuple[ToldSection, ...]:
    """Every section in the template's order; `missing`: fields that stand in the way of sending it in."""
    by_field = spoken(comments, today)
    return tuple(
        ToldSection(
            anchor=SLUGS[part.section],
            heading=heading_of(part.section),
            section=part.section,
            fields=tuple(
                _field(asked.field, answers, tuple(by_field.get(asked.field.value, ())), missing)
                for asked in part.fields
            ),
            voluntary=all(asked.voluntary for asked in part.fields),
        )
        for part in TEMPLATE
    )


def spoken(comments: Collection[FieldComment], today: date | None) -> dict[str, list[Spoken]]:
    """Comments by the field they are at."""
    found: dict[str, list[Spoken]] = {}
    for one in comments:
        found.setdefault(one.field, []).append(told_comment(one, today))
    return found


def told_comment(one: FieldComment, today: date | None = None) -> Spoken:
    """A comment as it is read."""
    day = today or timezone.localdate()
    settled = ""
    if one.settled_at is not None:
        texts = {"who": one.settled_by, "at": moment_words(one.settled_at, day)}
        settled = _("Løst af %(who)s, %(at)s") % texts
    who = f"{one.written_by}, {moment_words(one.written_at, day)}"
    return Spoken(one.pk, one.text, who, one.is_reason, settled)


def _field(
    field: Field, answers: Answers, comments: tuple[Spoken, ...], missing: Collection[Field]
) -> ToldField:
    items = _items(field, answers)
    return ToldField(
        anchor=field.value,
        title=short_of(field),
        question=question_of(field),
        lines=() if items else tuple(str(line) for line in told(field, answers)),
        items=items,
        missing=field in missing,
        comments=comments,
        sum=sum_words(answers.costs) if field is Field.ECONOMY else "",
    )


def _items(field: Field, answers: Answers) -> tuple[ToldItem, ...]:
    if field is Field.ACTIVITIES:
        return tuple(
            ToldItem(_("Aktivitet %(number)s") % {"number": number}, text)
            for number, text in enumerate(answers.elements, 1)
        )
    if field is Field.ACTORS:
        return tuple(_actor(one, number) for number, one in enumerate(answers.actors, 1))
    if field is Field.CHANGE_TRACKS:
        return tuple(_track(one) for one in answers.tracks)
    if field is Field.METHOD and answers.sources:
        method = (ToldItem("", answers.method),) if answers.method else ()
        return (*method, *(ToldItem(_("Kilde"), one) for one in answers.sources))
    return ()


def _track(one: TrackAnswer) -> ToldItem:
    return ToldItem(f"{one.number} {one.title}".strip(), one.change)


def _actor(one: ActorAnswer, number: int) -> ToldItem:
    name = ", ".join(part for part in (one.kind, one.title) if part)
    supports = _("Aktivitet %(number)s") % {"number": one.element} if one.element else ""
    labels: Mapping[str, str] = {
        _("Rolle og opgave"): one.task,
        _("Støtter"): supports,
        _("Bibringer holdet"): one.brings,
        _("Kvalificeret ved"): one.qualified,
        _("Klædt på ved"): one.prepared,
        _("Indgår"): one.takes_part,
    }
    title = _("Aktør %(number)s") % {"number": number}
    return ToldItem(
        f"{title}: {name}" if name else title,
        "",
        tuple((label, text) for label, text in labels.items() if text),
    )


def sum_words(costs: Collection[CostAnswer]) -> str:
    """`I alt 12.500 kr.`; blank where no amount is known, or only one is."""
    amounts = [one.amount for one in costs if one.amount is not None]
    if len(amounts) < 2:
        return ""
    return _("I alt %(sum)s kr.") % {"sum": danish_number(sum(amounts, Decimal(0)))}
