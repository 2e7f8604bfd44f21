"""Template tags for the parts in `markup`, and what a form field needs to be announced."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

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
