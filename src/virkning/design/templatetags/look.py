"""Template tags for the parts in `markup`, and what a form field needs to be announced."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    RadioSelect,
    Select,
    Textarea,
)
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.figures.numbers import danish_number
from virkning.figures.periods import MONTHS

from .. import markup

register = template.Library()


@register.simple_tag
def light(light: str, word: str = "", quiet: bool = False) -> SafeString:
    """See `markup.light_tag`."""
    return markup.light_tag(light, word, quiet=bool(quiet))


@register.simple_tag
def stage(stage: str, word: str) -> SafeString:
    """See `markup.stage_tag`."""
    return markup.stage_tag(stage, word)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """See `markup.icon`."""
    return markup.icon(name, label)


@register.simple_tag
def mark(text: str) -> SafeString:
    """See `markup.mark`."""
    return markup.mark(text)


@register.filter
def input_type(field: BoundField) -> str:
    """The type of a field's input: `text`, `email`, `password`."""
    return str(getattr(field.field.widget, "input_type", "text"))


@register.filter
def autocomplete(field: BoundField) -> str:
    """What the browser may fill in, as the form says; blank where it does not."""
    return str(field.field.widget.attrs.get("autocomplete", ""))


@register.filter
def summed_up(field: BoundField) -> str:
    """What a summary calls a field: its label, and whose it is where many have the same; blank for hidden ones."""
    whose = str(getattr(field.form, "whose", {}).get(field.name, ""))
    return ", ".join(one for one in (whose, str(field.label or "")) if one)


@register.filter
def control(field: BoundField) -> str:
    """How a field is drawn: `segments`, `several`, `check`, `select`, `long`, `upload`, `number`, `short`, `text`."""
    widget = field.field.widget
    # Several first: Django makes them a kind of radio buttons.
    kinds = ((CheckboxSelectMultiple, "several"), (RadioSelect, "segments"), (CheckboxInput, "check"))
    for kind, words in (*kinds, (Select, "select"), (Textarea, "long"), (FileInput, "upload")):
        if isinstance(widget, kind):
            return words
    if widget.attrs.get("data-number"):
        return "number"
    return "short" if widget.attrs.get("data-short") else "text"


@dataclass(frozen=True)
class FileLimits:
    """What a field takes: `endings` as the browser is told them and `shown` to people; `most` in bytes and in MB."""

    endings: str
    shown: str
    most: int
    most_megabytes: str


@register.filter
def file_limits(field: BoundField) -> FileLimits:
    """The limits of an upload field, for people and for the script; 0 bytes where there is none."""
    endings = str(field.field.widget.attrs.get("accept", "")).replace(" ", "").lower()
    each = [one for one in endings.split(",") if one]
    most: int = getattr(field.field, "most_bytes", 0)
    megabytes = danish_number(Decimal(most) / 1024 / 1024, decimals=1).removesuffix(",0")
    return FileLimits(",".join(each), ", ".join(each), most, megabytes)


@dataclass(frozen=True)
class Option:
    """One choice of a field."""

    value: str
    label: str
    chosen: bool
    type: str


@register.filter
def options(field: BoundField) -> Iterator[Option]:
    """The choices of a field, in order, with what is chosen."""
    value = field.value()
    chosen = {str(one) for one in value} if isinstance(value, list | tuple) else {_text(value)}
    choices: Any = getattr(field.field, "choices", ())
    kind = "checkbox" if isinstance(field.field.widget, CheckboxSelectMultiple) else "radio"
    for key, label in choices:
        written = _text(key)
        yield Option(written, str(label), written in chosen, kind)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(getattr(value, "value", value)) if not hasattr(value, "pk") else str(value.pk)


@register.filter
def says_optional(field: BoundField) -> bool:
    """Whether a field that may stay empty says so: where the form also has fields that must be filled in."""
    return any(one.required for one in field.form.fields.values())


@register.filter
def number(value: Decimal | int | None) -> str:
    """`1.042`; a dash for nothing."""
    return "–" if value is None else danish_number(Decimal(value))


@register.filter
def moment(at: datetime) -> str:
    """`5. november kl. 8.31`, in the reader's language: a date's format is Danish wherever it is written."""
    local = timezone.localtime(at)
    day = _("%(day)s. %(month)s") % {"day": local.day, "month": MONTHS[local.month - 1].translated(_)}
    return _("%(day)s kl. %(time)s") % {"day": day, "time": f"{local.hour}.{local:%M}"}


@register.filter
def json_text(values: Sequence[str]) -> str:
    """Texts for a script to read from an attribute; escaped by the template like any other text."""
    return json.dumps(list(values), ensure_ascii=False)


@register.filter
def entry_of(tags: str) -> int:
    """The log entry a message can undo (`undo-12`); 0 for none."""
    number = str(tags).partition("undo-")[2].split(" ")[0]
    return int(number) if number.isdecimal() else 0
