"""The form every screen uses: explicit fields, and beside them what makes it safe to send."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.forms.utils import ErrorDict
from django.http import QueryDict

from virkning.figures.cpr import masked
from virkning.rooms.exchange.cells import clean

_KEY = re.compile(r"[0-9a-f-]{36}")
#: Names beside the fields in what is posted.
VERSION, KEY, BEGUN, CHOICE, CONFIRM = "udgave", "noegle", "begyndt", "valg-", "bekraeft-"
#: Why the person says so, beside `CONFIRM`.
WHY = "hvorfor-"
NOT_KEPT = frozenset({"csrfmiddlewaretoken", KEY})
_CODE = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,39}")
_FIELD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,119}")
_LONGEST_WHY = 500


class HouseForm(forms.Form):
    """A form with explicit fields. `version`, `begun` and `key` come along in hidden fields of their own names.

    `doubted`: codes of the doubts that were found in what was sent; no others can be confirmed.
    """

    doubted: frozenset[str] = frozenset()

    use_required_attribute = False
    required_css_class = ""

    #: A draft, or a form after a conflict, is shown as it is: nothing new has been handed in.
    judged = True
    #: Where what has happened to the record is told; blank where there is no such page.
    history = ""

    def __init__(self, *args: Any, **given: Any) -> None:
        given.setdefault("label_suffix", "")
        super().__init__(*args, **given)
        #: On a form on several records, where many fields have the same label: field → whose it is.
        self.whose: dict[str, str] = {}

    def full_clean(self) -> None:
        if self.judged:
            super().full_clean()
        else:
            self._errors = ErrorDict()
            self.cleaned_data = {}

    @property
    def key(self) -> str:
        """The key this form was sent with; blank where it has none."""
        return posted_key(self.data)

    @property
    def version(self) -> int | None:
        """The version of the record the person read."""
        written = str(self.data.get(VERSION, ""))
        return int(written) if written.isdecimal() and len(written) < 10 else None

    @property
    def begun(self) -> dict[str, Any]:
        """The values the form began with, so that what the person changed can be told from what they did not."""
        try:
            return dict(json.loads(signing.loads(str(self.data.get(BEGUN, "")), salt="form", max_age=None)))
        except (signing.BadSignature, ValueError, TypeError):
            return {}

    @property
    def said_right(self) -> dict[str, str]:
        """Every doubt the person has said is right, found or not: code → why."""
        return said_right(self.data)

    @property
    def confirmed(self) -> dict[str, str]:
        """The doubts that were found and that the person has said are right: code → why."""
        return {code: why for code, why in self.said_right.items() if code in self.doubted}

    def shown(self, initial: Mapping[str, Any]) -> dict[str, Any]:
        """Values as the fields write them: what a browser would send back unchanged."""
        told = {}
        for name, field in self.fields.items():
            value = field.prepare_value(initial.get(name, field.initial))
            value = field.widget.format_value(value) if hasattr(field.widget, "format_value") else value
            if isinstance(value, list | tuple) and not isinstance(field, forms.MultipleChoiceField):
                value = value[0] if value else ""  # a choice of one comes back as a list of one
            told[name] = _plain(value)
        return told

    def signed(self, shown: Mapping[str, Any]) -> str:
        """The values for the hidden field `begyndt`."""
        return signing.dumps(json.dumps(shown, default=str), salt="form", compress=True)


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [str(one) for one in value if one is not None]
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


def posted_key(data: Mapping[str, Any]) -> str:
    """The key of a form that was sent; blank where it has none that could be ours."""
    key = str(data.get(KEY, ""))
    return key if _KEY.fullmatch(key) else ""


def said_right(data: Mapping[str, Any]) -> dict[str, str]:
    """What a person has said is right: doubt's code → why. Whether there was such a doubt is for the caller to know."""
    found = {}
    for name in data:
        code = name.removeprefix(CONFIRM)
        if name.startswith(CONFIRM) and _CODE.fullmatch(code) and data.get(name):
            # Asked in passing, where nothing can be refused: a CPR number in it is not kept (ADR 0014).
            found[code] = masked(clean(str(data.get(f"{WHY}{code}", ""))))[:_LONGEST_WHY]
    return found


def kept_values(data: QueryDict, secret: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """What a draft keeps of what was posted: neither keys nor secrets, nor names that no form of ours has."""
    return {
        name: [clean(str(one)) for one in data.getlist(name)]
        for name in data
        if name not in NOT_KEPT | secret
        and "password" not in name
        and "kodeord" not in name
        and _FIELD.fullmatch(name)
    }
