"""A file that is brought: refused at once where it cannot be a workbook at all, kept otherwise."""

from typing import Any

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.exchange.actions.uploads import keep_upload
from virkning.rooms.exchange.cpr import refuse_cpr_numbers
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.exchange.models import WorkbookUpload
from virkning.rooms.exchange.opening import open_workbook
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Project

from .forms import WorkbookForm


def keep_readable(
    form: WorkbookForm,
    *,
    by: Author,
    project: Project | None = None,
    organisation: Organisation | None = None,
) -> WorkbookUpload:
    """Keep the form's file. Raises `Refused` with what is wrong, where it cannot be opened or has CPR numbers in it."""
    file: Any = form.cleaned_data["file"]
    content = file.read()
    try:
        refuse_cpr_numbers(content, open_workbook(content))
    except BookRefused as error:
        raise Refused({"file": " ".join(str(one) for one in error.errors)}) from error
    return keep_upload(content=content, name=file.name, by=by, project=project, organisation=organisation)
