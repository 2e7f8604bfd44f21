"""Saving a report: what was changed of it and nothing else, all of it or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.figures.following import FollowUpState
from virkning.figures.rounds import RoundStage
from virkning.rooms.activities.actions.comments import comment_activity
from virkning.rooms.activities.actions.statuses import ReportedCell, report_many, report_status
from virkning.rooms.activities.models import Milestone
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.evaluations.actions.embedding import say_embedding
from virkning.rooms.evaluations.actions.recommendations import follow_up
from virkning.rooms.evaluations.models import Recommendation
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.results.actions.measurements import MeasuredCell, measure, measure_many
from virkning.rooms.results.models import Result

from .about import EMBEDDING, InRound
from .form import RoundForm


class Saving:
    """One save under way. `errors`: field → words; `entries`: what the log tells of it."""

    def __init__(self, about: InRound, when: ProjectPeriod, form: RoundForm, by: Author) -> None:
        self.about, self.when, self.form, self.by = about, when, form, by
        self.errors: dict[str, str] = {}
        self.entries: list[AuditEntry] = []

    @property
    def only_entry(self) -> AuditEntry | None:
        """The entry an undo takes back, where there is exactly one."""
        return self.entries[0] if len(self.entries) == 1 else None

    @property
    def words(self) -> str:
        if not self.entries:
            return _("Intet var ændret.")
        return _("Indberetningen er gemt.")

    @contextmanager
    def part(self, name_of: Callable[[str], str]) -> Iterator[None]:
        """What one part refuses is said at its own fields, beside what the others refuse."""
        try:
            yield
        except Refused as refused:
            self.errors |= {name_of(name) if name else "": said for name, said in refused.errors.items()}

    def told(self, about: Any) -> None:
        """Remember the entry of what was just done to the record."""
        entry = latest_entry(about) if about is not None else None
        if entry is not None and entry.pk not in [one.pk for one in self.entries]:
            self.entries.append(entry)


def save_all(about: InRound, form: RoundForm, by: Author) -> Saving:
    """Write every record of which something was changed. Raises `Refused` by field, `Conflict`."""
    if about.when is None or not about.may_report:
        raise Refused(refusal_words(about))
    saving = Saving(about, about.when, form, by)
    with transaction.atomic():
        _save_milestones(saving)
        _save_results(saving)
        _save_overall(saving)
        _save_embedding(saving)
        _save_advice(saving)
        if saving.errors:
            raise Refused(saving.errors)
    return saving


def refusal_words(about: InRound) -> str:
    """Why nothing can be written here now, and what to do."""
    stage = RoundStage(about.round.stage)
    if not stage.asks:
        said = _(
            "Runden er %(stage)s, så der kan ikke indberettes i den. Det, du har skrevet, står stadig her."
        )
        return said % {"stage": stage.shown.lower()}
    said = _(
        "Aktiviteten er %(stage)s, så den kan ikke rettes her. Det, du har skrevet, står stadig her: "
        "få den trukket tilbage eller sendt tilbage, og gem så."
    )
    return said % {"stage": about.ask.stage.shown.lower()}


def _save_milestones(saving: Saving) -> None:
    form = saving.form
    keys = [one.id for one in form.milestones if form.changed(one.id)]
    rows = Milestone.objects.filter(pk__in=keys).select_related("activity").in_bulk() if keys else {}
    cells = [_status_cell(saving, rows[key]) for key in keys]
    if len(cells) == 1:
        cell = cells[0]
        with saving.part(lambda name: f"{name}_{keys[0]}"):
            values = dict(cell.values) | {"status": form.given(keys[0])["status"]}
            saving.told(
                report_status(
                    milestone=cell.milestone,
                    period=cell.period,
                    by=saving.by,
                    confirmed=cell.confirmed,
                    version=cell.version,
                    **values,
                )
            )
    elif cells:
        project = saving.about.activity.project
        with saving.part(lambda name: _placed(name, keys)):
            report_many(project=project, rows=cells, by=saving.by)
            saving.told(project)


def _status_cell(saving: Saving, milestone: Milestone) -> ReportedCell:
    form, key = saving.form, milestone.pk
    given = form.given(key)
    values = given | {
        "status": given["status"] or "",
        "value": None if given["counted_kind"] else given["value"],
        "value_text": given["value_text"].strip(),
        "comment": given["comment"].strip(),
    }
    return ReportedCell(milestone, saving.when, values, form.version_of(key), _confirmed(form, str(key)))


def _confirmed(form: RoundForm, whose: str) -> dict[str, str]:
    """What the person has said is right of one part: doubt's code → why.

    Asked by the whole of what follows the code: `jump-r5-7` is series 7's, though it ends as `jump-7`, milestone 7's.
    """
    parted = ((*code.partition("-"), why) for code, why in form.confirmed.items())
    return {code: why for code, _dash, of, why in parted if of == whose}


def _placed(name: str, keys: list[Any]) -> str:
    """`1.value` of the second of a block → the field of what stood there."""
    place, _dot, field = name.partition(".")
    return f"{field}_{keys[int(place)]}" if place.isdecimal() else name


def _save_results(saving: Saving) -> None:
    cells, keys = list[MeasuredCell](), list[str]()
    wanted = [one for one in saving.form.results if any(one.changed(key) for key in _keys(one))]
    rows = Result.objects.filter(pk__in=[one.facts.id for one in wanted]).in_bulk() if wanted else {}
    for fields in wanted:
        result = rows[fields.facts.id]
        for line in fields.lines:
            if fields.changed(line.key):
                given, seen = fields.given(line.key), fields.seen(line.key)
                confirmed = fields.confirmed(line.key)
                cells.append(MeasuredCell(result, line.name, saving.when, given, seen, confirmed))
                keys.append(line.key)
        if fields.changed(fields.note):
            values = {"text": saving.form.cleaned_data[fields.note].strip()}
            cells.append(MeasuredCell(result, None, saving.when, values, fields.seen(fields.note)))
            keys.append(fields.note)
    if len(cells) == 1:
        cell = cells[0]
        with saving.part(lambda name: _field(name, keys[0])):
            done = measure(
                result=cell.result,
                series=cell.series,
                period=cell.period,
                by=saving.by,
                confirmed=cell.confirmed,
                supersedes=cell.supersedes,
                **cell.values,
            )
            saving.told(done)
    elif cells:
        project = saving.about.activity.project
        with saving.part(lambda name: _placed_measure(name, keys)):
            measure_many(project=project, rows=cells, by=saving.by)
            saving.told(project)


def _keys(fields: Any) -> list[str]:
    return [*(line.key for line in fields.lines), fields.note]


def _field(name: str, key: str) -> str:
    return key if key.endswith("note") else f"{name}_{key}"


def _placed_measure(name: str, keys: list[str]) -> str:
    place, _dot, field = name.partition(".")
    return _field(field, keys[int(place)]) if place.isdecimal() else name


def _save_overall(saving: Saving) -> None:
    form = saving.form
    if not form.differs("overall"):
        return
    with saving.part(lambda name: "overall"):
        saving.told(
            comment_activity(
                activity=saving.about.activity,
                period=saving.when,
                text=form.cleaned_data["overall"],
                by=saving.by,
                version=form.read_version("overall_version"),
            )
        )


def _save_embedding(saving: Saving) -> None:
    form = saving.form
    if not form.differs(*(f"embedding_{name}" for name in EMBEDDING)):
        return
    with saving.part(lambda name: f"embedding_{name}"):
        saving.told(
            say_embedding(
                activity=saving.about.activity,
                period=saving.when,
                by=saving.by,
                confirmed=_confirmed(form, "embedding"),
                version=form.read_version("embedding_version"),
                **form.embedding(),
            )
        )


def _save_advice(saving: Saving) -> None:
    form = saving.form
    keys = [one.id for one in form.advice if form.differs(f"followed_{one.id}", f"why_{one.id}")]
    rows = Recommendation.objects.filter(pk__in=keys).select_related("period").in_bulk() if keys else {}
    for key in keys:
        names = {"state": f"followed_{key}", "comment": f"why_{key}"}
        with saving.part(lambda name, names=names: names.get(name, "")):  # type: ignore[misc]
            saving.told(
                follow_up(
                    rows[key],
                    period=saving.when,
                    state=FollowUpState(form.cleaned_data[f"followed_{key}"]),
                    comment=form.cleaned_data[f"why_{key}"],
                    by=saving.by,
                    version=form.read_version(f"heard_{key}") or 0,
                )
            )
