"""A project's periods, and what they are used for."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from ..models import Project, ProjectPeriod


def periods_of(project: Project) -> Sequence[ProjectPeriod]:
    """The project's periods in order. One query."""
    rows = ProjectPeriod.objects.filter(project=project).order_by("start", "id")
    return sorted(rows, key=lambda row: row.period)


def uses_of_periods(project: Project) -> dict[int, tuple[str, ...]]:
    """Period's key → what points to it, in words; also what is removed or superseded, for that stays readable.

    As many queries as there are kinds of thing that point to a period, whatever their number.
    """
    found: dict[int, list[str]] = {}
    for relation in ProjectPeriod._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many and relation.auto_created):
            continue
        model: Any = relation.related_model
        name = relation.field.name  # type: ignore[union-attr]
        rows = model._base_manager.filter(**{f"{name}__project": project}).order_by()
        words = _words(model)
        for key in rows.values_list(name, flat=True).distinct():
            if words not in found.setdefault(key, []):
                found[key].append(words)
    return {key: tuple(words) for key, words in found.items()}


def _words(model: Any) -> str:
    """What points to a period, as people know it: by the log's word, for later rooms are not known here."""
    words = {
        "activity": _("en lukket aktivitet"),
        "milestone": _("milepæle"),
        "milestonetarget": _("milepæles måltal"),
        "statusreport": _("status"),
        "result": _("resultater"),
        "targetversion": _("resultaters måltal"),
        "measurement": _("målinger"),
        "assessment": _("vurderinger"),
        "recommendation": _("anbefalinger"),
        "followup": _("opfølgninger"),
    }
    return words.get(model._meta.model_name, str(model._meta.verbose_name))
