"""Assessments: an evaluator's judgement in a period."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from virkning.figures.indicators import IndicatorKind
from virkning.figures.milestones import Light
from virkning.rooms.activities.actions.belonging import check_belongs
from virkning.rooms.activities.actions.statuses import UNSET, Unset, check_judged
from virkning.rooms.activities.models import Activity, FocusArea
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.results.models import Result

from ..models import Assessment


@dataclass(frozen=True)
class About:
    """What an assessment is about: one of the three, or none of them for the whole project."""

    activity: Activity | None = None
    area: FocusArea | None = None
    result: Result | None = None

    @property
    def words(self) -> str:
        """`aktiviteten 1.1 Mentorer`."""
        if self.activity is not None:
            return _("aktiviteten %(what)s") % {"what": self.activity}
        if self.area is not None:
            return _("området %(what)s") % {"what": self.area}
        if self.result is not None:
            return _("resultatet %(what)s") % {"what": self.result}
        return _("hele projektet")


def assess(
    *,
    project: Project,
    about: About,
    period: ProjectPeriod,
    by: Author,
    heading: str = "",
    text: str = "",
    light: Light | None = None,
    computed: Light | Unset | None = UNSET,
) -> Assessment:
    """Write an assessment, after the others of its period. Raises `Refused`.

    `computed`: the light that is computed for the result then; judging otherwise takes a text. Left out, nobody asks.
    """
    _check(project.pk, about, period, heading, text, light)
    _check_light(light, computed, text)
    last = Assessment.objects.filter(project=project).aggregate(last=Max("position"))["last"]
    assessment = Assessment(
        project=project,
        activity=about.activity,
        area=about.area,
        result=about.result,
        period=period,
        position=0 if last is None else last + 1,
        **_columns(heading, text, light),
    )
    words = _("Vurdering af %(what)s i %(period)s er skrevet.") % _texts(about, period)
    return writes.create(assessment, by=by, words=words)


def change_assessment(
    assessment: Assessment,
    *,
    period: ProjectPeriod,
    by: Author,
    heading: str = "",
    text: str = "",
    light: Light | None = None,
    computed: Light | Unset | None = UNSET,
    version: int | None = None,
) -> Assessment:
    """Change what an assessment says, not what it is about. `computed` as in `assess`. Raises `Refused`, `Conflict`."""
    about = about_of(assessment)
    _check(assessment.project_id, about, period, heading, text, light)
    _check_light(light, computed, text)
    words = _("Vurdering af %(what)s i %(period)s er rettet.") % _texts(about, period)
    return writes.change(
        assessment, by=by, words=words, version=version, period=period, **_columns(heading, text, light)
    )


def remove_assessment(assessment: Assessment, *, by: Author, version: int | None = None) -> Assessment:
    """Take an assessment away; it can be brought back. Raises `Conflict`."""
    texts = _texts(about_of(assessment), assessment.period)
    words = _("Vurdering af %(what)s i %(period)s er fjernet.") % texts
    return writes.remove(assessment, by=by, words=words, version=version)


def about_of(assessment: Assessment) -> About:
    """What the assessment is about."""
    return About(assessment.activity, assessment.area, assessment.result)


def _columns(heading: str, text: str, light: Light | None) -> dict[str, Any]:
    return {"heading": heading.strip(), "text": text.strip(), "light": light or ""}


def _texts(about: About, period: ProjectPeriod) -> dict[str, str]:
    return {"what": about.words, "period": period.period.danish}


def _check_light(light: Light | None, computed: Light | Unset | None, text: str) -> None:
    if computed is not UNSET:
        check_judged(light, computed, text, field="text")


def _check(
    project_id: int, about: About, period: ProjectPeriod, heading: str, text: str, light: Light | None
) -> None:
    check_belongs(project_id, activity=about.activity, area=about.area, result=about.result, period=period)
    if light is not None and about.result is None:
        raise Refused({"light": _("En farve sættes kun, når vurderingen gælder et resultat.")})
    if light is not None and about.result is not None and about.result.kind == IndicatorKind.NONE:
        raise Refused({"light": _("Resultatet måles ikke og har derfor ingen farve. Vælg ingen farve.")})
    if light is None and not heading.strip() and not text.strip():
        raise Refused({"text": _("Vurderingen er tom. Skriv en overskrift eller en tekst.")})
