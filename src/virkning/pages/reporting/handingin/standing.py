"""How an activity stands in its round, in words: stage, deadline, who comes next, and why it was sent back."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.design.markup import stage_tag
from virkning.figures.dates import date_words
from virkning.figures.rounds import RoundStage, SubmissionStage, is_late
from virkning.figures.workdays import distance_phrase
from virkning.pages.moments import day_words, first_up, moment_words
from virkning.pages.telling.rounds import SHAPES
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import AssignmentRole
from virkning.rooms.organisations.models import Person
from virkning.rooms.programmes.queries.holders import holders_in

from .about import InRound

#: More approvers than this are only counted among "en af".
_NAMED = 3


@dataclass(frozen=True)
class Standing:
    """Blank words where there is nothing to say. `closed`: why nothing can be written now, as the round stands."""

    stage: SafeString
    next: str
    deadline: str
    distance: str
    late: str
    closed: str
    returned: str
    returned_reason: str
    handed: str
    left_out: str


def standing_of(about: InRound, today: date) -> Standing:
    """All of it. The queries are those of `approvers_of`, where somebody is next."""
    ask, handed, status_round = about.ask, about.ask.handed, about.round
    stage = RoundStage(status_round.stage)
    late = stage.asks and about.may_report and is_late(timezone.now(), status_round.report_by)
    distance = str(distance_phrase(status_round.report_by, today))
    returned = handed is not None and ask.stage is SubmissionStage.RETURNED
    return Standing(
        stage=stage_tag(SHAPES[ask.stage], ask.stage.shown),
        next=_next(about),
        deadline=date_words(status_round.report_by),
        distance=distance if about.may_report else "",
        late=_late_words(distance) if late else "",
        closed=_closed_words(about, stage),
        returned=_returned_words(about, today) if returned else "",
        returned_reason=handed.returned_reason if handed is not None and returned else "",
        handed=_handed_words(about, today),
        left_out=handed.excepted_reason if handed is not None and ask.is_excepted else "",
    )


def _late_words(distance: str) -> str:
    return _(
        "Fristen er overskredet (%(distance)s). Du kan stadig indsende, og det står, hvornår det skete."
    ) % {"distance": distance}


def _closed_words(about: InRound, stage: RoundStage) -> str:
    if stage is RoundStage.PLANNED:
        texts = {"day": date_words(about.round.opens_on)}
        return _("Runden er planlagt og åbner %(day)s. Der kan indberettes i den fra den dag.") % texts
    if stage is RoundStage.CLOSED:
        return _("Runden er lukket, så der kan ikke længere indberettes i den.")
    if about.when is None:
        texts = {"period": about.period.shown}
        return (
            _("Projektet følges ikke i %(period)s endnu. Perioden tilføjes under Rediger projektet.") % texts
        )
    return ""


def _returned_words(about: InRound, today: date) -> str:
    handed = about.ask.handed
    if handed is None or handed.returned_at is None:
        return _("Sendt tilbage")
    texts = {"who": handed.returned_by, "when": moment_words(handed.returned_at, today)}
    return _("Sendt tilbage af %(who)s %(when)s") % texts


def _handed_words(about: InRound, today: date) -> str:
    """Who handed in and approved, and when."""
    handed, stage = about.ask.handed, about.ask.stage
    if handed is None or stage not in (SubmissionStage.SUBMITTED, SubmissionStage.APPROVED):
        return ""
    said = []
    if handed.submitted_at is not None:
        texts = {"who": handed.submitted_by, "when": moment_words(handed.submitted_at, today)}
        said.append(_("Indsendt af %(who)s %(when)s.") % texts)
    if stage is SubmissionStage.APPROVED and handed.approved_at is not None:
        texts = {"who": handed.approved_by, "when": moment_words(handed.approved_at, today)}
        said.append(_("Godkendt af %(who)s %(when)s.") % texts)
    return " ".join(said)


def _next(about: InRound) -> str:
    """What happens after this stage."""
    if RoundStage(about.round.stage) is RoundStage.CLOSED:
        return _("Runden er lukket.")
    stage = about.ask.stage
    if stage is SubmissionStage.APPROVED:
        return _("Derefter lukkes runden, senest %(day)s.") % {"day": _day(about.round.close_by)}
    who = approvers_words(about)
    if stage is SubmissionStage.SUBMITTED:
        texts = {"who": first_up(who), "day": _day(about.round.approve_by)}
        return _("%(who)s godkender, senest %(day)s.") % texts
    return _("Derefter godkender %(who)s, senest %(day)s.") % {
        "who": who,
        "day": _day(about.round.approve_by),
    }


def _day(day: date) -> str:
    return day_words(day, timezone.localdate())


def approvers_words(about: InRound) -> str:
    """Who approves what this person (or whoever handed it in) hands in: names, or that it must be another person."""
    handed = about.ask.handed
    submitted = handed is not None and about.ask.stage is SubmissionStage.SUBMITTED
    own = handed.submitter_id if handed is not None and submitted else about.person_id
    names = approvers_of(about, own)
    if not names:
        return _("en anden med lov til at godkende")
    if len(names) > _NAMED:
        return _("en af projektets projektledere eller administratorer")
    *others, last = names
    if not others:
        return last
    return _("%(others)s eller %(last)s") % {"others": ", ".join(others), "last": last}


def approvers_of(about: InRound, own: int | None) -> list[str]:
    """The names of those who may approve what `own` hands in: project managers first, else administrators.

    The same as on whose desk it will lie. Four queries.
    """
    project = about.activity.project
    holders = holders_in({project.pk: project.programme_id}).get(project.pk)
    if holders is None:
        return []
    mine = {own} if own is not None else set()
    found = holders.assigned(AssignmentRole.PROJECT_MANAGER, Permission.APPROVE_STATUS) - mine
    found = found or holders.administrators(Permission.APPROVE_STATUS) - mine
    people = Person.objects.filter(pk__in=found).order_by("name", "id") if found else Person.objects.none()
    return list(people.values_list("name", flat=True))
