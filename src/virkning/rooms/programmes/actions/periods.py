"""The periods a project is followed in."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from virkning.figures.periods import Period
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused

from ..models import Project, ProjectPeriod
from ..queries.periods import uses_of_periods
from .acts import act


def add_periods(
    *, project: Project, periods: Sequence[Period], by: Author, baseline: bool = True
) -> list[ProjectPeriod]:
    """Add the periods the project does not have yet; which were new. Raises `Refused` where none was.

    `baseline`: the first period a project gets is what it is compared with, where it has none before.
    """
    known = {row.period for row in ProjectPeriod.objects.filter(project=project).order_by("start", "id")}
    new = [one for one in sorted(set(periods)) if one not in known]
    if not new:
        raise Refused({"periods": _("Projektet har allerede de perioder. Skriv dem, der mangler.")})
    with act(by=by, project_id=project.pk) as adding:
        made = [
            adding.create(
                ProjectPeriod(
                    project=project,
                    kind=one.kind,
                    start=one.start,
                    is_baseline=baseline and not known and one == new[0],
                )
            )
            for one in new
        ]
        adding.about = project
        names = ", ".join(one.danish for one in new)
        adding.words = _("Perioder er tilføjet: %(periods)s.") % {"periods": names}
    return made


def remove_period(period: ProjectPeriod, *, by: Author) -> None:
    """Take a period away that nothing points to. Raises `Refused` where something does, or it is the baseline."""
    if period.is_baseline:
        raise Refused(_("Baseline kan ikke fjernes. Vælg først en anden periode som baseline."))
    used = uses_of_periods(period.project).get(period.pk, ())
    if used:
        texts = {"period": period.period.danish, "used": ", ".join(used)}
        raise Refused(_("%(period)s kan ikke fjernes: den bruges af %(used)s.") % texts)
    project = period.project
    with act(by=by, project_id=project.pk) as removing:
        removing.unlink([period])
        removing.about = project
        removing.words = _("Perioden %(period)s er fjernet.") % {"period": period.period.danish}


def set_baseline(period: ProjectPeriod, *, by: Author) -> ProjectPeriod:
    """Make the period the one everything is compared with, unless a result has its own."""
    project = period.project
    with act(by=by, project_id=project.pk) as setting:
        before = ProjectPeriod.objects.select_for_update().filter(project=project, is_baseline=True)
        for one in before.exclude(pk=period.pk).order_by("id"):
            setting.change(one, is_baseline=False)
            setting.told["baseline"] = [one.period.canonical, period.period.canonical]
        setting.change(period, is_baseline=True)
        setting.about = project
        setting.words = _("%(period)s er nu projektets baseline.") % {"period": period.period.danish}
    return period
