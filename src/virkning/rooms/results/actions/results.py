"""Results: the change expected, where it belongs, how it is measured, and its first target."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from virkning.figures.entries import measurement_problems, target_problems
from virkning.figures.indicators import Answer, IndicatorKind, Term
from virkning.figures.rules import RelativeTo, TargetRule
from virkning.figures.units import Unit
from virkning.rooms.activities.actions.belonging import check_belongs, check_text
from virkning.rooms.activities.actions.milestones import ALWAYS, Since, told_target
from virkning.rooms.activities.models import Activity, FocusArea
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.actions.acts import Act, act
from virkning.rooms.programmes.models import Project, ProjectPeriod

from ..models import Measurement, Redefinition, Result, ResultActivity, Series, TargetVersion
from .series import set_roles

LONGEST_UNIT = 60


@dataclass(frozen=True)
class Meaning:
    """Everything a person says about a result on its form.

    `activities` in order (the first tells it in full), or an `area`, or neither for the whole project.
    `target_series` blank: every series that is no reference must meet the target.
    """

    number: str
    statement: str
    term: Term
    kind: IndicatorKind
    unit: str = ""
    activities: Sequence[Activity] = ()
    area: FocusArea | None = None
    baseline: ProjectPeriod | None = None
    since: Since = ALWAYS
    replaced_by: Result | None = None
    rule: TargetRule | None = None
    amount: Decimal | None = None
    target_series: str = ""
    reference_series: Sequence[str] = ()

    @property
    def columns(self) -> dict[str, Any]:
        """As `Result` keeps it."""
        return {
            "number": self.number,
            "statement": self.statement.strip(),
            "term": self.term,
            "kind": self.kind,
            "unit": " ".join(self.unit.split()),
            "area_id": self.area.pk if self.area else None,
            "baseline_id": self.baseline.pk if self.baseline else None,
            "replaced_by_id": self.replaced_by.pk if self.replaced_by else None,
            **self.since.columns,
        }

    @property
    def target(self) -> dict[str, Any]:
        """As the first `TargetVersion` keeps it."""
        return {"rule": self.rule or "", "amount": self.amount}


def create_result(*, project: Project, meaning: Meaning, by: Author) -> Result:
    """Make a result, after the others. Raises `Refused`; IntegrityError where the number is taken."""
    _check(project.pk, meaning, None)
    last = Result.objects.filter(project=project).aggregate(last=Max("position"))["last"]
    result = Result(project=project, position=0 if last is None else last + 1, **meaning.columns)
    with act(by=by, project_id=project.pk) as making:
        making.create(result, tell=True)
        _write_links(making, result, meaning)
        if meaning.rule is not None:
            making.create(TargetVersion(result=result, **meaning.target))
        set_roles(making, result, target=meaning.target_series, references=meaning.reference_series)
        making.about = result
        making.words = _("Resultatet %(result)s er oprettet.") % {"result": label(result)}
    return result


def change_result(
    result: Result, *, meaning: Meaning, by: Author, version: int | None = None, why: str = ""
) -> Result:
    """Change a result with where it belongs, its first target and its series' roles, in one act.

    `why`: what the person said of it where it looked wrong.

    The type is refused where what is measured does not fit it. Raises `Refused`, `Conflict`; IntegrityError where the
    number is taken.
    """
    _check(result.project_id, meaning, result)
    if meaning.kind != result.kind:
        _check_kind(result, meaning.kind)
    before = result.statement
    with act(by=by, project_id=result.project_id) as changing:
        changing.change(result, version=version, tell=True, **meaning.columns)
        _correct_latest_wording(changing, result, before)
        _write_links(changing, result, meaning)
        _write_first_target(changing, result, meaning)
        roles = set_roles(changing, result, target=meaning.target_series, references=meaning.reference_series)
        _tell_roles(changing, roles)
        changing.explain(why)
        if changing.rows and f"result:{result.pk}" not in changing.rows:
            changing.touch(result)
        changing.about = result
        changing.words = _("Resultatet %(result)s er rettet.") % {"result": label(result)}
    return result


def label(result: Result) -> str:
    """`1.1 Eleverne læser bedre`, shortened."""
    words = f"{result.number} {result.statement}"
    return words if len(words) <= 120 else f"{words[:119]}…"


def _correct_latest_wording(changing: Act, result: Result, before: str) -> None:
    """A statement that came with a redefinition is corrected there too, so that both say the same."""
    if result.statement == before:
        return
    rows = Redefinition.objects.filter(result=result).order_by("-valid_from__start", "-id")
    latest = rows.first()
    if latest is not None and latest.after == before:
        changing.change(latest, after=result.statement)


def _tell_roles(changing: Act, roles: dict[str, list[Any]]) -> None:
    names = {"target_series": "målserie", "reference_series": "referenceserier"}
    for name, pair in roles.items():
        changing.told[names[name]] = [", ".join(one) if isinstance(one, list) else one for one in pair]


def _write_links(writing: Act, result: Result, meaning: Meaning) -> None:
    now = {
        link.activity_id: link
        for link in ResultActivity.objects.filter(result=result)
        .select_related("activity")
        .order_by("position", "id")
    }
    before = ", ".join(link.activity.number for link in now.values())
    wanted = list(dict.fromkeys(activity.pk for activity in meaning.activities))
    writing.unlink(link for key, link in now.items() if key not in wanted)
    for place, activity in enumerate(wanted):
        if activity not in now:
            writing.create(ResultActivity(result=result, activity_id=activity, position=place))
        elif now[activity].position != place:
            writing.change(now[activity], position=place)
    after = ", ".join(one.number for one in {one.pk: one for one in meaning.activities}.values())
    if before != after:
        writing.told["aktiviteter"] = [before, after]


def _write_first_target(changing: Act, result: Result, meaning: Meaning) -> None:
    first = TargetVersion.objects.filter(result=result, valid_from__isnull=True).first()
    before: dict[str, Any] = {} if first is None else {"rule": first.rule, "amount": first.amount}
    if first is not None:
        changing.change(first, **meaning.target)
    elif meaning.rule is not None:
        changing.create(TargetVersion(result=result, **meaning.target))
    changing.told |= told_target(before, meaning.target)


def _check(project_id: int, meaning: Meaning, result: Result | None) -> None:
    check_text(number=meaning.number, statement=meaning.statement)
    meaning.since.check(project_id)
    check_belongs(project_id, area=meaning.area, baseline=meaning.baseline, replaced_by=meaning.replaced_by)
    for activity in meaning.activities:
        check_belongs(project_id, activities=activity)
    problems: dict[str, str] = {}
    if meaning.area is not None and meaning.activities:
        problems["area"] = _("Et resultat hører til aktiviteter eller til et område. Vælg det ene.")
    if len(meaning.unit) > LONGEST_UNIT:
        problems["unit"] = _("Enheden er for lang. Der er plads til %(most)s tegn.") % {"most": LONGEST_UNIT}
    references = [one.strip() for one in meaning.reference_series if one.strip()]
    found = target_problems(
        meaning.rule, meaning.amount, meaning.kind, Unit.parse(meaning.unit), bool(references)
    )
    problems |= {name: phrase.translated(_) for name, phrase in found.items()}
    if meaning.kind is IndicatorKind.NONE:
        problems |= _unmeasured_problems(meaning, references, result)
    if meaning.target_series.strip() and meaning.target_series.strip() in references:
        problems["reference_series"] = _("Serien kan ikke være både målserie og referenceserie.")
    if result is not None and meaning.replaced_by is not None and _is_ring(result, meaning.replaced_by):
        problems["replaced_by"] = _("Resultaterne ville erstatte hinanden i ring. Vælg et andet.")
    if (
        result is not None
        and not references
        and "reference_series" not in problems
        and _needs_reference(result)
    ):
        problems["reference_series"] = _("Et senere måltal måles op imod en reference. Lad den stå.")
    if problems:
        raise Refused(problems)


def _unmeasured_problems(
    meaning: Meaning, references: Sequence[str], result: Result | None
) -> dict[str, str]:
    """What a result that is not measured may not have beside a target in its first version."""
    found: dict[str, str] = {}
    said = _("Resultatet måles ikke, så det har ingen serier. Slet teksten.")
    if meaning.target_series.strip():
        found["target_series"] = said
    if references:
        found["reference_series"] = said
    later = TargetVersion.objects.filter(result=result, valid_from__isnull=False) if result else None
    if later is not None and later.exists():
        found["kind"] = _(
            "Resultatet har måltal fra en senere periode. Fjern dem, før I vælger “måles ikke”."
        )
    return found


def _needs_reference(result: Result) -> bool:
    relative = [rule.value for rule in TargetRule if rule.row.relative_to is RelativeTo.REFERENCE]
    later = TargetVersion.objects.filter(result=result, valid_from__isnull=False, rule__in=relative)
    return later.exists()


def _is_ring(result: Result, replaced_by: Result) -> bool:
    after = dict(
        Result.objects.filter(project_id=result.project_id, replaced_by__isnull=False)
        .order_by("id")
        .values_list("pk", "replaced_by_id")
    )
    after[result.pk] = replaced_by.pk
    at: int | None = replaced_by.pk
    for _step in range(len(after) + 1):
        if at == result.pk:
            return True
        at = after.get(at) if at is not None else None
    return False


def check_fits(result: Result) -> None:
    """What hangs on a result whose type was taken back must be something it can hold. Raises `Refused`."""
    _check_kind(result, IndicatorKind(result.kind))
    if result.kind != IndicatorKind.NONE:
        return
    aims = TargetVersion.objects.filter(result=result).exclude(rule="")
    roles = Series.objects.filter(result=result).filter(Q(is_target=True) | Q(reference_rank__isnull=False))
    if aims.exists() or roles.exists():
        said = _("Typen kan ikke ændres til %(kind)s: resultatet har måltal eller serier. Fjern dem først.")
        raise Refused({"kind": said % {"kind": IndicatorKind.NONE.danish}})


def _check_kind(result: Result, kind: IndicatorKind) -> None:
    """What is measured already must be something a result of the new type can hold."""
    rows = Measurement.objects.filter(result=result, superseded_at__isnull=True).select_related("series")
    for one in rows.order_by("id"):
        problems = measurement_problems(
            kind,
            value=one.value,
            answer=Answer(one.answer) if one.answer else None,
            numerator=one.numerator,
            denominator=one.denominator,
            text=one.text,
            break_reason=one.break_reason,
            is_note=one.series is None,
        )
        in_words = kind is IndicatorKind.TEXT and one.series is None
        nameless = one.series is not None and not one.series.name
        only_words = one.value is None and not one.answer and not one.break_reason and one.numerator is None
        if problems or in_words or (kind is not IndicatorKind.TEXT and nameless and only_words):
            said = _(
                "Typen kan ikke ændres til %(kind)s: der er målinger, som ikke passer til den. "
                "Opret et nyt resultat, og lad dette udgå."
            )
            raise Refused({"kind": said % {"kind": kind.danish}})
