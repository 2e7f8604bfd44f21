"""Where the pages of this family are, how they lead back, and what they choose among."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.pages.forms.base import HouseForm
from virkning.rooms.activities.models import Activity, FocusArea, Milestone
from virkning.rooms.programmes.models import Project
from virkning.rooms.results.models import Result, Series

Crumb = tuple[str, str]
Form = require_http_methods(["GET", "HEAD", "POST"])

#: A kind of part in addresses → its model.
PARTS: dict[str, type[FocusArea] | type[Activity] | type[Milestone] | type[Result]] = {
    "omraade": FocusArea,
    "aktivitet": Activity,
    "milepael": Milestone,
    "resultat": Result,
}
#: What can be moved: the parts, and a result's series.
MOVABLE: dict[str, Any] = {**PARTS, "serie": Series}
_NAMES: dict[type[models.Model], str] = {model: name for name, model in MOVABLE.items()}


def part_name(part: models.Model) -> str:
    """`aktivitet-12`: how a part is named in addresses, buttons and anchors."""
    return f"{_NAMES[type(part)]}-{part.pk}"


def outline_address(project_id: int, part: models.Model | None = None) -> str:
    """The outline, at the part. Series are put in order on their result's own form."""
    address = reverse("structure_outline", args=(project_id,))
    if isinstance(part, Series):
        address = reverse("result_edit", args=(project_id, part.result_id))
    return f"{address}#{part_name(part)}" if part is not None else address


def crumbs(project: Project, *more: Crumb) -> list[Crumb]:
    """The way to a page under the outline."""
    return [
        (_("Projekter"), reverse("project_list")),
        (project.name, reverse("project", args=(project.pk,))),
        (_("Rediger"), outline_address(project.pk) if more else ""),
        *more,
    ]


def why_of(form: HouseForm) -> str:
    """Why the person says that what looked wrong is right; blank where they did not say."""
    return "; ".join(why for why in form.confirmed.values() if why)
