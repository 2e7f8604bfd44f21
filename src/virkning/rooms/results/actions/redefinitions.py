"""Redefinitions: from a period on a result is worded or measured otherwise. The result's statement follows the latest.

They form a chain: what the one says after is what the next says before, and the last one's `after` is the result's own
statement, unless somebody has corrected that since.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.activities.actions.belonging import check_belongs, check_text
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.actions.acts import Act, act
from virkning.rooms.programmes.models import ProjectPeriod

from ..models import Redefinition, Result
from .results import label


def redefine(
    *, result: Result, valid_from: ProjectPeriod, after: str, reason: str, by: Author
) -> Redefinition:
    """Say that the result is understood otherwise from a period on: a break in all of its series.

    `after` is how it is worded then; the same words where only the way it is measured is another. Raises `Refused`;
    IntegrityError where somebody has just redefined it from that period.
    """
    after = _checked(result, valid_from, after, reason, None)
    later = _next(result, valid_from)
    before = later.before if later is not None else result.statement
    made = Redefinition(
        result=result, valid_from=valid_from, before=before, after=after, reason=reason.strip()
    )
    with act(by=by, project_id=result.project_id) as redefining:
        redefining.create(made, tell=True)
        _follow(redefining, result, later, before, after)
        _tell(redefining, made, _("Resultatet %(result)s er omdefineret fra %(period)s."))
    return made


def change_redefinition(
    redefinition: Redefinition,
    *,
    valid_from: ProjectPeriod,
    after: str,
    reason: str,
    by: Author,
    version: int | None = None,
) -> Redefinition:
    """Correct a redefinition; it keeps its place among the others. Raises as `redefine`, and `Conflict`."""
    result, before = redefinition.result, redefinition.after
    after = _checked(result, valid_from, after, reason, redefinition)
    later = _next(result, redefinition.valid_from)
    if _passes_another(redefinition, valid_from):
        said = _("Resultatet er også omdefineret fra en periode imellem. Fjern den ene, og skriv den igen.")
        raise Refused({"valid_from": said})
    with act(by=by, project_id=result.project_id) as changing:
        values = {"valid_from_id": valid_from.pk, "after": after, "reason": reason.strip()}
        changing.change(redefinition, version=version, tell=True, **values)
        redefinition.valid_from = valid_from
        _follow(changing, result, later, before, after)
        _tell(changing, redefinition, _("Omdefineringen af resultatet %(result)s fra %(period)s er rettet."))
    return redefinition


def remove_redefinition(
    redefinition: Redefinition, *, by: Author, version: int | None = None
) -> Redefinition:
    """Take a redefinition away: the result is worded as before it, and values are compared again. Raises `Conflict`."""
    result = redefinition.result
    later = _next(result, redefinition.valid_from)
    with act(by=by, project_id=result.project_id) as removing:
        # Asked for by changing nothing: whoever has not seen the latest does not remove it.
        removing.change(redefinition, version=version)
        removing.remove([redefinition], at=timezone.now())
        _follow(removing, result, later, redefinition.after, redefinition.before)
        _tell(removing, redefinition, _("Omdefineringen af resultatet %(result)s fra %(period)s er fjernet."))
    return redefinition


def _follow(writing: Act, result: Result, later: Redefinition | None, before: str, after: str) -> None:
    """What comes next in the chain says the new words too, where it said the old ones."""
    if later is not None and later.before == before:
        writing.change(later, before=after)
    elif later is None and result.statement == before:
        writing.change(result, statement=after)
        if before != after:
            writing.told["resultat"] = [before, after]


def _tell(writing: Act, redefinition: Redefinition, words: str) -> None:
    texts = {"result": label(redefinition.result), "period": redefinition.valid_from.period.danish}
    writing.about, writing.words = redefinition, words % texts


def _next(result: Result, period: ProjectPeriod) -> Redefinition | None:
    """The first redefinition from a later period."""
    rows = Redefinition.objects.filter(result=result, valid_from__start__gt=period.start)
    return rows.select_related("valid_from").order_by("valid_from__start", "id").first()


def _passes_another(redefinition: Redefinition, valid_from: ProjectPeriod) -> bool:
    first, last = sorted((redefinition.valid_from.start, valid_from.start))
    between = {"valid_from__start__gt": first, "valid_from__start__lt": last}
    return Redefinition.objects.filter(result=redefinition.result, **between).exists()


def _checked(
    result: Result, valid_from: ProjectPeriod, after: str, reason: str, own: Redefinition | None
) -> str:
    check_belongs(result.project_id, valid_from=valid_from)
    check_text(after=after, reason=reason)
    others = Redefinition.objects.filter(result=result, valid_from__start=valid_from.start)
    if any(own is None or one.pk != own.pk for one in others.order_by("id")):
        said = _("Resultatet er allerede omdefineret fra den periode. Ret det i stedet.")
        raise Refused({"valid_from": said})
    added, retired = result.added_in, result.retired_in
    if added is not None and valid_from.start <= added.start:
        said = _("Resultatet er først tilføjet i %(period)s. Vælg en senere periode.")
        raise Refused({"valid_from": said % {"period": added.period.danish}})
    if retired is not None and retired.start <= valid_from.start:
        said = _("Resultatet er udgået i %(period)s. Vælg en tidligere periode.")
        raise Refused({"valid_from": said % {"period": retired.period.danish}})
    return after.strip()
