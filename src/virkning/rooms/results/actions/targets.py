"""Later targets of results: from a period on, with the reason."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from virkning.figures.dates import Deadline
from virkning.figures.entries import target_problems
from virkning.figures.indicators import IndicatorKind
from virkning.figures.rules import TargetRule
from virkning.figures.units import Unit
from virkning.rooms.activities.actions.belonging import check_belongs, check_text
from virkning.rooms.activities.actions.milestones import deadline_columns
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import ProjectPeriod

from ..models import Result, Series, TargetVersion
from .results import label


@dataclass(frozen=True)
class LaterTarget:
    """A target from a period on. With a deadline alone, rule and amount stay as they were."""

    valid_from: ProjectPeriod
    reason: str
    rule: TargetRule | None = None
    amount: Decimal | None = None
    deadline: Deadline | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """As `TargetVersion` keeps it."""
        return {
            "valid_from": self.valid_from,
            "rule": self.rule or "",
            "amount": self.amount,
            "reason": self.reason.strip(),
            **deadline_columns(self.deadline),
        }


def add_target_version(*, result: Result, target: LaterTarget, by: Author) -> TargetVersion:
    """Give the result another target. Raises `Refused`; IntegrityError where there is one from that period."""
    _check(result, target)
    return writes.create(TargetVersion(result=result, **target.columns), by=by, words=_words(result, target))


def change_target_version(
    version_of: TargetVersion, *, target: LaterTarget, by: Author, version: int | None = None
) -> TargetVersion:
    """Correct a later target. Raises as `add_target_version`, and `Conflict`."""
    _check(version_of.result, target)
    words = _words(version_of.result, target)
    return writes.change(version_of, by=by, words=words, version=version, **target.columns)


def remove_target_version(
    version_of: TargetVersion, *, by: Author, version: int | None = None
) -> TargetVersion:
    """Take a later target away; the one before it counts again. Raises `Conflict`."""
    words = _("Et senere måltal for resultatet %(result)s er fjernet.") % {"result": label(version_of.result)}
    return writes.remove(version_of, by=by, words=words, version=version)


def _words(result: Result, target: LaterTarget) -> str:
    texts = {"result": label(result), "period": target.valid_from.period.danish}
    return _("Måltal fra %(period)s for resultatet %(result)s er skrevet.") % texts


def _check(result: Result, target: LaterTarget) -> None:
    check_belongs(result.project_id, valid_from=target.valid_from)
    check_text(reason=target.reason)
    has_reference = Series.objects.filter(result=result, reference_rank__isnull=False).exists()
    found = target_problems(
        target.rule, target.amount, IndicatorKind(result.kind), Unit.parse(result.unit), has_reference
    )
    if found:
        # The series stand on the result's own form.
        said = {"rule" if name == "reference_series" else name: one for name, one in found.items()}
        raise Refused({name: phrase.translated(_) for name, phrase in said.items()})
