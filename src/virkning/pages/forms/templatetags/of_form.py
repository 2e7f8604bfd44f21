"""What stands around a form's fields, made when the template has the form in hand."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def of(maker: Any, form: Any) -> Any:
    """The maker's parts for this form: it is not known before the answer is decided."""
    return maker.of(form)
