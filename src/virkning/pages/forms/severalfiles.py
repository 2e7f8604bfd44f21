"""A field that takes several files at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from .fields import UploadField


class SeveralFiles(forms.FileInput):
    """The browser's own field, where more than one may be chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class UploadsField(UploadField):
    """Files somebody brings. One alone is judged here; of several each is judged by itself, by whoever reads them."""

    widget = SeveralFiles

    def __init__(self, *, most_files: int, **given: Any) -> None:
        super().__init__(**given)
        self.most_files = most_files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [one for one in data or [] if one]
        if len(files) > self.most_files:
            said = gettext("Du har valgt %(count)d filer. Læg højst %(most)d op ad gangen.")
            raise ValidationError(said % {"count": len(files), "most": self.most_files})
        if len(files) > 1:
            return files
        found = super().clean(files[0] if files else None, initial)
        return [found] if found else []
