"""Links from a result's series to a measure of the registers: made and taken away."""

from django.utils.translation import gettext as _

from virkning.figures.indicators import IndicatorKind
from virkning.figures.units import Unit
from virkning.registers.measures import names
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import Party
from virkning.rooms.registerruns.models import Register

from ..models import LinkedPlace, MeasureLink, Result
from .results import label
from .series import tidy_name


def link_measure(
    *,
    result: Result,
    measure: str,
    place: LinkedPlace,
    by: Author,
    municipality: str = "",
    series: str = "",
    group: str = "",
    register: Register | None = None,
) -> MeasureLink:
    """Let a series follow a measure: each run published in the project's programme supersedes its measurements.

    `municipality`: its code, where the place is one of the project's. Raises `Refused`.
    """
    link = MeasureLink(
        result=result,
        series=tidy_name(series),
        measure=measure,
        register=register,
        place=place,
        municipality=municipality if place is LinkedPlace.MUNICIPALITY else "",
        group=group,
    )
    _check(link)
    words = _("Resultatet %(result)s følger nu opgørelsen %(measure)s.")
    return writes.create(link, by=by, words=words % {"result": label(result), "measure": measure})


def unlink_measure(link: MeasureLink, *, by: Author, version: int | None = None) -> MeasureLink:
    """Let the series follow no more. What was measured stays. Raises `Conflict`."""
    words = _("Resultatet %(result)s følger ikke længere opgørelsen %(measure)s.")
    told = {"result": label(link.result), "measure": link.measure}
    return writes.remove(link, by=by, words=words % told, version=version)


def relink_measure(link: MeasureLink, *, by: Author, version: int | None = None) -> MeasureLink:
    """Take back an unlinking. Raises `Refused` where the series follows another by now, `Conflict`."""
    _check(link)
    words = _("Resultatet %(result)s følger igen opgørelsen %(measure)s.")
    told = {"result": label(link.result), "measure": link.measure}
    return writes.restore(link, by=by, words=words % told, version=version)


def municipalities_of_project(project_id: int) -> dict[str, str]:
    """Code → name of the municipalities that lead or are partners in the project. One query."""
    rows = Party._base_manager.filter(
        project_id=project_id,
        role__in=[PartyRole.LEAD, PartyRole.PARTNER],
        organisation__municipality__isnull=False,
    ).order_by("position", "id")
    return dict(rows.values_list("organisation__municipality_id", "organisation__municipality__name"))


def _check(link: MeasureLink) -> None:
    found: dict[str, str] = {}
    result = link.result
    if result.project.programme_id is None:
        found[""] = _(
            "Projektet er ikke i et program. Kun kørsler, der offentliggøres i et program, kan følges."
        )
    if result.kind != IndicatorKind.NUMBER or not Unit.parse(result.unit).is_percent:
        found["result"] = _(
            "Kun et resultat, der måles i pct., kan følge en opgørelse. Ret type og enhed først."
        )
    if link.measure not in names():
        found["measure"] = _("Vælg en af opgørelserne.")
    if link.place == LinkedPlace.MUNICIPALITY and link.municipality not in municipalities_of_project(
        result.project_id
    ):
        found["municipality"] = _("Vælg en af projektets kommuner.")
    others = MeasureLink._base_manager.filter(result=result, series=link.series, removed_at__isnull=True)
    if others.exclude(pk=link.pk or 0).exists():
        found["series"] = _(
            "Serien følger allerede en opgørelse. Fjern den først, eller vælg en anden serie."
        )
    if found:
        raise Refused(found)
