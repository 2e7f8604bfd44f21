"""What the gallery of parts needs beside its template: a form that has come back with an error."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class _ExampleForm(forms.Form):
    value = forms.CharField(label=gettext_lazy("Værdi, 50 virksomheder har givet tilsagn"))

    def clean_value(self) -> str:
        written: str = self.cleaned_data["value"]
        raise forms.ValidationError(
            _("“%(text)s” er ikke et tal. Skriv tallet med cifre, fx 50.") % {"text": written}
        )


class _FillingForm(forms.Form):
    status = forms.ChoiceField(
        label=gettext_lazy("Status 2013"),
        choices=[("yes", gettext_lazy("Ja")), ("way", gettext_lazy("På vej")), ("no", gettext_lazy("Nej"))],
        widget=forms.RadioSelect,
    )
    value = forms.CharField(
        label=gettext_lazy("Værdi"),
        help_text=gettext_lazy("Antal i alt siden start. Ses af alle, der ser projektet."),
        widget=forms.TextInput(attrs={"data-number": "1"}),
    )
    comment = forms.CharField(label=gettext_lazy("Kommentar"), required=False, widget=forms.Textarea)
    sure = forms.BooleanField(label=gettext_lazy("Jeg har set det igennem"), required=False)


class _UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Projektark (.xlsx)"),
        help_text=gettext_lazy("Intet ændres, før du har set, hvad filen gør, og sagt ja."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["file"].most_bytes = 25 * 1024 * 1024  # type: ignore[attr-defined]


def _refused_upload() -> forms.Form:
    """A file the server has said no to."""
    form = _UploadForm({}, auto_id="refused_%s")
    words = {"size": "31,4", "most": "25"}
    form.add_error("file", _("Filen fylder %(size)s MB. Den må højst fylde %(most)s MB.") % words)
    return form


@dataclass(frozen=True)
class _Example:
    """What a part of the look shows in the gallery."""

    name: str = ""
    label: str = ""
    mine: str = ""
    theirs: str = ""
    mine_values: tuple[str, ...] = ()
    their_values: tuple[str, ...] = ()
    code: str = ""
    words: str = ""
    author_name: str = ""
    at: datetime | None = None


def example_parts() -> dict[str, Any]:
    """A form to fill in, a conflict, a doubt, a draft: as pages show them."""
    mine, theirs = _("149 har givet tilsagn."), _("149 af 182 har givet tilsagn.")
    conflict = _Example("comment", _("Kommentar"), mine, theirs, (mine,), (theirs,))
    when = datetime(2013, 11, 7, 9, 40, tzinfo=UTC)
    return {
        "filling": _FillingForm(initial={"status": "yes", "value": "101"}, auto_id="filling_%s"),
        "upload": _UploadForm(auto_id="upload_%s"),
        "refused_upload": _refused_upload(),
        "conflicts": [conflict],
        "their_entry": _Example(author_name=_("Tovholder"), at=when),
        "doubts": [_Example(code="example", words=_("Værdien er faldet fra 55 til 9."))],
    }


def example_form() -> forms.Form:
    """A form with one field whose value was refused."""
    return _ExampleForm({"value": _("halvtreds")})
