"""What was read in a description's file, told for the page: the file's own words beside the fields to be saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from virkning.rooms.interventions.form import TEMPLATE, Field
from virkning.rooms.interventions.models import DescriptionFile
from virkning.rooms.interventions.reading.proposal import Sure, Unread
from virkning.rooms.interventions.reading.proposed import Proposed, proposal_again

from .bringingforms import ALL_LISTS, PLACES, ConfirmForm, field_name
from .texts import heading_of, short_of


@dataclass(frozen=True)
class Line:
    """One line of a list, with its fields. `title` blank: the field's own label says it."""

    title: str
    fields: tuple[Any, ...]


@dataclass(frozen=True)
class Part:
    """A field of the template: what stands in the file, how sure it was read, and the fields it is saved from."""

    anchor: str
    title: str
    said: str
    sure: str
    sure_kind: str
    fields: tuple[Any, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ReadSection:
    """A section of the template with its fields."""

    anchor: str
    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Left:
    """Words no field took. `near`: the field they stand by in the file."""

    place: int
    text: str
    near: str
    near_words: str


@dataclass(frozen=True)
class Counts:
    """How many fields were read how surely."""

    certain: int
    likely: int
    doubtful: int
    missing: int
    unread: int


def counts_of(proposal: Proposed) -> Counts:
    """Counted over the template's fields."""
    return Counts(
        certain=len(proposal.of(Sure.CERTAIN)),
        likely=len(proposal.of(Sure.LIKELY)),
        doubtful=len(proposal.of(Sure.DOUBTFUL)),
        missing=len(proposal.of(Sure.MISSING)),
        unread=len(proposal.unread),
    )


class ToldForm(ConfirmForm):
    """The form with the page it stands on."""

    @property
    def sections(self) -> tuple[ReadSection, ...]:
        return tuple(
            ReadSection(
                f"afsnit-{part.section.value}",
                heading_of(part.section),
                tuple(_part(self, asked.field) for asked in part.fields),
            )
            for part in TEMPLATE
        )

    @property
    def left(self) -> tuple[Left, ...]:
        """The words that still are in no field."""
        return tuple(
            _left(place, one) for place, one in enumerate(self.proposal.unread) if place not in self.laid
        )

    @property
    def counts(self) -> Counts:
        return counts_of(self.proposal)

    @property
    def places(self) -> list[tuple[str, str]]:
        """The fields unread words can be put into: key and name."""
        return [(key, short_of(Field(key))) for key in PLACES]


def _left(place: int, one: Unread) -> Left:
    near = "" if one.near is None or one.near.value not in PLACES else one.near.value
    return Left(place, one.text, near, short_of(one.near) if one.near is not None else "")


def _part(form: ConfirmForm, field: Field) -> Part:
    sure = form.proposal.sure[field]
    singles = (form[field.value],) if field.value in form.fields else ()
    return Part(
        anchor=f"felt-{field.value}",
        title=short_of(field),
        said=form.proposal.said[field],
        sure=sure.shown,
        sure_kind=sure.value,
        fields=singles,
        lines=tuple(_lines(form, field)),
    )


def _lines(form: ConfirmForm, field: Field) -> Iterator[Line]:
    for one in ALL_LISTS:
        if one.field is not field:
            continue
        for place in range(form.lines[one.slug]):
            names = (field_name(one, place, column.name) for column in one.columns)
            fields = tuple(form[name] for name in names if name in form.fields)
            yield Line("" if len(fields) == 1 else f"{one.line} {place + 1}", fields)


# The list of files ----------------------------------------------------------------------------------------------------


def confirm_address(file: DescriptionFile) -> str:
    """Where the next is said about a file: about its CPR numbers first, where there were any."""
    name = "description_numbers" if file.waits_for_numbers else "description_confirm"
    return reverse(name, args=(file.pk,))


@dataclass(frozen=True)
class Waiting:
    """A file that waits for a yes, as the list tells it."""

    file: DescriptionFile
    address: str
    name: str
    municipality: str
    counts: Counts


def waiting_row(file: DescriptionFile) -> Waiting:
    """What is told of a file that waits."""
    proposal = proposal_again(file.proposal)
    named = file.municipality.name if file.municipality is not None else proposal.answers.municipality
    return Waiting(
        file, confirm_address(file), proposal.answers.name or _("Uden navn"), named, counts_of(proposal)
    )
