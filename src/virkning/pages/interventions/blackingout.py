"""CPR numbers typed in a description: the person decides, and one button blacks them out. Nothing is saved by it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from virkning.figures.cpr import blacked_out, find_cpr
from virkning.pages.forms.base import HouseForm
from virkning.rooms.exchange.cells import clean

#: The button.
BLACK_OUT = "svaert"


class BlackingOutForm(HouseForm):
    """A form whose page has the button where a number was refused."""

    black_out = BLACK_OUT

    @property
    def holds_cpr(self) -> bool:
        """Whether a number was refused in any of its fields."""
        return any(one.code == "cpr" for errors in self.errors.as_data().values() for one in errors)


def wants_black_out(request: HttpRequest) -> bool:
    """Whether the button was pressed."""
    return request.method == "POST" and BLACK_OUT in request.POST


def without_numbers(form: HouseForm) -> Mapping[str, Any]:
    """The form's texts that hold numbers, with these blacked out: laid over what was typed."""
    typed = {name: clean(str(form.data.get(name, ""))) for name in form.fields}
    return {name: blacked_out(text) for name, text in typed.items() if find_cpr(text)}
