"""Fields that understand what people type: Danish numbers and dates, spaces pasted along, periods."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from virkning.figures.cpr import cpr_phrase, find_cpr, masked
from virkning.figures.dates import Deadline, parse_date, short_date
from virkning.figures.numbers import danish_number, parse_number
from virkning.figures.phrases import FigureError
from virkning.figures.written import write_number
from virkning.rooms.exchange.cells import clean

#: A comment, a reason: long enough for anybody, short enough for a cell of Excel.
LONGEST = 32_000

_REQUIRED = {"required": _("Feltet skal udfyldes.")}


def said(error: FigureError) -> ValidationError:
    """What a figure's parser objected to, in the reader's language; what it quotes is never a CPR number."""
    return ValidationError(masked(error.phrase.translated(gettext)), code="invalid")


def refuse_cpr(text: str) -> None:
    """Raise `ValidationError` where a CPR number stands in the text (ADR 0014)."""
    phrase = cpr_phrase(text)
    if phrase is not None:
        raise ValidationError(phrase.translated(gettext), code="cpr")


def _cleaned(value: Any) -> str | None:
    return None if value is None else clean(str(value))


class TextField(forms.CharField):
    """One line of text: trimmed, composed letters, no control characters, single spaces, no CPR numbers."""

    def __init__(self, *, max_length: int = 300, **given: Any) -> None:
        messages = {
            **_REQUIRED,
            "max_length": _(
                "Teksten er for lang: %(show_value)d tegn, der er plads til %(limit_value)d. Gør den kortere."
            ),
        }
        given["error_messages"] = {**messages, **given.get("error_messages", {})}
        super().__init__(max_length=max_length, **given)

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(_cleaned(value)) or "").split())

    def validate(self, value: str) -> None:
        super().validate(value)
        refuse_cpr(value)


class LongTextField(TextField):
    """Several lines of plain text."""

    def __init__(self, *, rows: int = 3, **given: Any) -> None:
        given.setdefault("max_length", LONGEST)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **given)

    def to_python(self, value: Any) -> str:
        return forms.CharField.to_python(self, _cleaned(value)) or ""


class KeyField(TextField):
    """A Nr: short text, as `1.2` or `A1`."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("max_length", 20)
        super().__init__(**given)
        self.widget.attrs["data-short"] = "1"

    def validate(self, value: str) -> None:
        super().validate(value)
        if ";" in value:
            raise ValidationError(gettext("Et nummer kan ikke have semikolon i sig. Skriv for eksempel 1.2."))


class EmailAddressField(forms.EmailField):
    """An e-mail address, spaces pasted along taken away."""

    def __init__(self, **given: Any) -> None:
        given["error_messages"] = {
            **_REQUIRED,
            "invalid": _("Det er ikke en e-mailadresse. Skriv den som navn@kommune.dk."),
        }
        super().__init__(max_length=254, **given)

    def to_python(self, value: Any) -> str:
        return super().to_python(_cleaned(value)) or ""

    def validate(self, value: str) -> None:
        super().validate(value)
        refuse_cpr(value)


class NumberField(forms.Field):
    """A Danish number as a Decimal, decimals as written: `1.234` is 1234, `67,3 pct.` is 67.3."""

    def __init__(self, *, whole: bool = False, least: Decimal | int | None = None, **given: Any) -> None:
        given.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "data-number": "1"}))
        given["error_messages"] = {**_REQUIRED, **given.get("error_messages", {})}
        super().__init__(**given)
        self.whole, self.least = whole, least

    def prepare_value(self, value: Any) -> Any:
        return write_number(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        text = clean(str(value))
        if not text:
            return None
        refuse_cpr(text)
        try:
            number = parse_number(text).value
        except FigureError as error:
            raise said(error) from error
        if self.whole and number != number.to_integral_value():
            raise ValidationError(gettext("“%(text)s” er ikke et helt tal.") % {"text": text})
        if self.least is not None and number < self.least:
            raise ValidationError(
                gettext("Tallet skal være mindst %(least)s.") % {"least": danish_number(Decimal(self.least))}
            )
        return number

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            before, after = self.to_python(initial), self.to_python(data)
        except ValidationError:
            return True
        return str(before) != str(after)  # 71,7 and 71,70 are not written alike


class YearField(NumberField):
    """A year, in four digits."""

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        text = clean(str(value))
        if text and not (len(text) == 4 and text.isascii() and text.isdecimal()):
            refuse_cpr(text)
            raise ValidationError(gettext("Skriv et årstal med fire cifre, for eksempel 2026."))
        return super().to_python(text)


class DayField(forms.Field):
    """A day however it is written: `1/2-26`, `31.01.2010`, `26. januar 2018`."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("widget", forms.TextInput(attrs={"data-short": "1"}))
        given["error_messages"] = {**_REQUIRED, **given.get("error_messages", {})}
        super().__init__(**given)

    def prepare_value(self, value: Any) -> Any:
        return short_date(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        text = clean(str(value))
        if not text:
            return None
        try:
            return parse_date(text)
        except FigureError as error:
            raise said(error) from error


class DeadlineField(forms.Field):
    """A day or a whole period, as a `Deadline`."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("widget", forms.TextInput(attrs={"data-short": "1"}))
        super().__init__(**given)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Deadline):
            return value
        return short_date(value.day) if value.period is None else value.canonical

    def to_python(self, value: Any) -> Deadline | None:
        if value is None or isinstance(value, Deadline):
            return value
        text = clean(str(value))
        if not text:
            return None
        try:
            return Deadline.parse(text)
        except FigureError as error:
            raise said(error) from error


class SelectField(forms.ChoiceField):
    """One of many."""

    def __init__(self, **given: Any) -> None:
        given["error_messages"] = {**_REQUIRED, "invalid_choice": _("Vælg en af mulighederne på listen.")}
        super().__init__(**given)


class SegmentsField(SelectField):
    """One of a few, one click each."""

    widget = forms.RadioSelect


class SeveralField(forms.MultipleChoiceField):
    """Any number of a list, as check boxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **given: Any) -> None:
        given["error_messages"] = {**_REQUIRED, "invalid_choice": _("Vælg kun muligheder fra listen.")}
        super().__init__(**given)


class CheckField(forms.BooleanField):
    """Yes or no."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("required", False)
        given["error_messages"] = {"required": _("Sæt hak for at gå videre.")}
        super().__init__(**given)


class UploadField(forms.FileField):
    """A file somebody brings. Its size is checked here, before anybody opens it."""

    def __init__(self, *, most_bytes: int, endings: Iterable[str] = (), **given: Any) -> None:
        self.most_bytes, self.endings = most_bytes, tuple(endings)
        given["error_messages"] = {
            "required": _("Vælg en fil først."),
            "empty": _("Filen er tom. Vælg en anden."),
            "missing": _("Vælg en fil først."),
            "invalid": _("Filen kom ikke med. Vælg den igen."),
            "max_length": _("Filens navn er for langt. Giv den et kortere navn."),
        }
        super().__init__(max_length=255, **given)
        self.widget.attrs["accept"] = ",".join(self.endings)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and (found := find_cpr(clean(file.name))):
            words = gettext(
                "Filens navn indeholder et CPR-nummer (%(masked)s). "
                "Giv filen et navn uden personnumre, og vælg den igen."
            )
            raise ValidationError(words % {"masked": found[0].masked}, code="cpr")
        if file and file.size > self.most_bytes:
            raise ValidationError(self.too_large_words(file.size))
        if file and self.endings and not file.name.lower().endswith(self.endings):
            texts = {"name": file.name, "endings": ", ".join(self.endings)}
            raise ValidationError(
                gettext("“%(name)s” er ikke en fil af den rigtige slags. Den skal ende på %(endings)s.")
                % texts
            )
        return file

    def too_large_words(self, size: int | None = None) -> str:
        """What to say of a file of that size; None where it was not read to its end."""
        most = _megabytes(self.most_bytes)
        if size is None:
            return gettext("Filen er for stor. Den må højst fylde %(most)s MB.") % {"most": most}
        # Rounded up: a file just over 25 MB is not said to be 25.
        texts = {"size": _megabytes(-(-size * 10 // _MEGA) * _MEGA / Decimal(10)), "most": most}
        return gettext("Filen fylder %(size)s MB. Den må højst fylde %(most)s MB.") % texts


_MEGA = 1024 * 1024


def _megabytes(size: int | Decimal) -> str:
    return danish_number(Decimal(size) / _MEGA, decimals=1)
