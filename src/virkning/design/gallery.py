"""What the gallery of parts needs beside its template: a form that has come back with an error."""

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


def example_form() -> forms.Form:
    """A form with one field whose value was refused."""
    return _ExampleForm({"value": _("halvtreds")})
