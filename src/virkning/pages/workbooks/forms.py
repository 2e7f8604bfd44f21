"""The one form: a file."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import UploadField


class WorkbookForm(HouseForm):
    """A project workbook."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["file"] = UploadField(
            label=_("Projektark (.xlsx)"),
            help_text=_("Intet ændres, før du har set, hvad filen gør, og sagt ja."),
            most_bytes=settings.MAX_UPLOAD_BYTES,
        )
        self.fields["file"].widget.attrs["accept"] = ".xlsx"
