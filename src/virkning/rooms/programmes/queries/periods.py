"""A project's periods, and what they are used for."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, IntegerField, Value
from django.utils.translation import gettext as _

from ..models import Project, ProjectPeriod


def periods_of(project: Project) -> Sequence[ProjectPeriod]:
    """The project's periods in order. One query."""
    rows = ProjectPeriod.objects.filter(project=project).order_by("start", "id")
    return sorted(rows, key=lambda row: row.period)


def uses_of_periods(project: Project) -> dict[int, tuple[str, ...]]:
    """Period's key → what points to it, in words; also what is removed or superseded, for that stays readable.

    One query, however many kinds of thing point to a period.
    """
    kinds: list[Any] = [
        one
        for one in ProjectPeriod._meta.get_fields(include_hidden=True)
        if one.one_to_many and one.auto_created
    ]
    parts = [_users(one, rank, project) for rank, one in enumerate(kinds)]
    found: dict[int, list[str]] = {}
    for key, rank in parts[0].union(*parts[1:]).order_by("used_rank", "used_period"):
        words = _words(kinds[rank].related_model)
        if words not in found.setdefault(key, []):
            found[key].append(words)
    return {key: tuple(words) for key, words in found.items()}


def _users(relation: Any, rank: int, project: Project) -> Any:
    """Which of the project's periods one kind of thing points to, each with the kind's rank."""
    name = relation.field.name
    rows = relation.related_model._base_manager.filter(**{f"{name}__project": project}).order_by()
    told = rows.annotate(used_period=F(f"{name}_id"), used_rank=Value(rank, IntegerField()))
    return told.values_list("used_period", "used_rank")


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
        "activitycomment": _("samlede kommentarer"),
        "redefinition": _("omdefineringer"),
        "evidence": _("belæg"),
        "unexpectedresult": _("uventede resultater"),
        "otherexplanation": _("andre forklaringer"),
        "activityportrait": _("bilag om aktiviteter"),
        "embedding": _("forankring"),
        "experience": _("erfaringer"),
        "proposal": _("evaluators forslag"),
        "actionstatus": _("status på handleplanen"),
    }
    return words.get(model._meta.model_name, str(model._meta.verbose_name))
