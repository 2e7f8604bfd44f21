"""Making and changing a milestone with its first target, and its later targets."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from virkning.figures.dates import Deadline
from virkning.figures.milestones import MilestoneKind
from virkning.figures.numbers import danish_number
from virkning.figures.periods import PeriodKind
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import PeriodChoiceField
from virkning.pages.forms.fields import (
    DeadlineField,
    KeyField,
    LongTextField,
    NumberField,
    SegmentsField,
    TextField,
)
from virkning.pages.forms.flow import Doubt, FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.actions.milestones import (
    Aim,
    Since,
    change_milestone,
    create_milestone,
)
from virkning.rooms.activities.models import Activity, Milestone, MilestoneTarget
from virkning.rooms.activities.queries.numbers import next_milestone_number
from virkning.rooms.activities.queries.told import has_later_amount, reported_values
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of

from .proposed import followed_proposal, retiring, said_over
from .ways import Form, crumbs, outline_address, why_of


class SinceForm(HouseForm):
    """From when something counts and until when, and why it changed. A part of other forms."""

    expected_from = PeriodChoiceField(
        label=gettext_lazy("Forventet fra"),
        required=False,
        help_text=gettext_lazy("Før den periode forventes intet, og der er ingen farve."),
    )
    added_in = PeriodChoiceField(
        label=gettext_lazy("Tilføjet i"),
        required=False,
        help_text=gettext_lazy("Kun hvis den er kommet til undervejs."),
    )
    retired_in = PeriodChoiceField(
        label=gettext_lazy("Udgået i"),
        required=False,
        help_text=gettext_lazy("Kun hvis den er opgivet. Det, der er skrevet før, bliver stående."),
    )
    reason = LongTextField(
        label=gettext_lazy("Begrundelse"),
        required=False,
        rows=2,
        help_text=gettext_lazy("Hvorfor den er tilføjet eller udgået. Står i statusnotatet."),
    )

    def __init__(self, *args: Any, periods: Sequence[ProjectPeriod], **given: Any) -> None:
        super().__init__(*args, **given)
        for name in ("expected_from", "added_in", "retired_in"):
            self.fields[name].offer_periods(periods)  # type: ignore[attr-defined]

    #: Fields most never need: they stand folded together.
    rare: tuple[str, ...] = ("expected_from", "added_in", "retired_in", "reason")

    @property
    def usual_fields(self) -> list[BoundField]:
        """The fields everybody fills in."""
        return [field for field in self.visible_fields() if field.name not in self.rare]

    @property
    def rare_fields(self) -> list[BoundField]:
        """The others."""
        return [self[name] for name in self.rare]

    @property
    def is_open(self) -> bool:
        """One of the rare fields has something in it, or something wrong with it."""
        return any(field.value() or field.errors for field in self.rare_fields)

    @property
    def since(self) -> Since:
        """What the form says of when."""
        data = self.cleaned_data
        return Since(data["expected_from"], data["added_in"], data["retired_in"], data["reason"])


def since_initial(record: Any) -> dict[str, Any]:
    """What the form begins with of when."""
    return {
        "expected_from": str(record.expected_from_id or ""),
        "added_in": str(record.added_in_id or ""),
        "retired_in": str(record.retired_in_id or ""),
        "reason": record.reason,
    }


class MilestoneForm(SinceForm):
    """A milestone with its first target."""

    number = KeyField(
        label=gettext_lazy("Nr."), help_text=gettext_lazy("Skal være nyt inden for aktiviteten.")
    )
    statement = LongTextField(
        label=gettext_lazy("Milepæl"),
        rows=2,
        help_text=gettext_lazy("Det, der skal være nået, for eksempel: 40 fritidsjob er formidlet."),
    )
    kind = SegmentsField(
        label=gettext_lazy("Besvares med"),
        choices=[(kind.value, lazystr(kind.phrase)) for kind in MilestoneKind],
        initial=MilestoneKind.YES_NO.value,
        help_text=gettext_lazy("Antal og procent er det, der er nået i alt, ikke kun i perioden."),
    )
    amount = NumberField(
        label=gettext_lazy("Måltal"),
        required=False,
        help_text=gettext_lazy("Det tal, der skal nås. Farven regnes ud fra det."),
    )
    text = TextField(
        label=gettext_lazy("Mål i ord"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Kun når milepælen besvares med tekst."),
    )
    deadline = DeadlineField(
        label=gettext_lazy("Frist"),
        required=False,
        help_text=gettext_lazy("En dato som 31.12.2013, eller en periode som 2013 eller 2013K3."),
    )

    field_order = [
        *("number", "statement", "kind", "amount", "text", "deadline"),
        *("expected_from", "added_in", "retired_in", "reason"),
    ]

    @property
    def aim(self) -> Aim:
        """What the form says of the target."""
        data = self.cleaned_data
        return Aim(data["amount"], data["text"], data["deadline"])

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        return {
            "number": data["number"],
            "statement": data["statement"],
            "kind": MilestoneKind(data["kind"]),
            "aim": self.aim,
            "since": self.since,
        }


def kind_doubts(form: MilestoneForm, milestone: Milestone) -> list[Doubt]:
    """A milestone with numbers is to be answered in another way. What words and numbers cannot be, is refused."""
    before, after = MilestoneKind(milestone.kind), MilestoneKind(form.cleaned_data["kind"])
    if before is after or MilestoneKind.TEXT in (before, after):
        return []
    numbers = reported_values(milestone)
    aims = form.cleaned_data["amount"] is not None or has_later_amount(milestone)
    if not numbers and not aims:
        return []
    words = [
        _("Milepælen ændres fra %(before)s til %(after)s.") % {"before": before.shown, "after": after.shown}
    ]
    if numbers:
        words.append(_numbers_stay(numbers, after))
    if aims:
        words.append(
            _(
                "Måltallet bliver stående og bruges stadig til farven. Slet det, hvis det ikke skal gælde mere."
            )
        )
    return [Doubt("kind", "kind", " ".join(words))]


def _numbers_stay(numbers: int, after: MilestoneKind) -> str:
    if after is MilestoneKind.YES_NO:
        words = ngettext(
            "Det tal, der er skrevet, bliver stående og bruges stadig til farven, men der spørges ikke mere om et tal.",
            "De %(n)s tal, der er skrevet, bliver stående og bruges stadig til farven, men der spørges ikke mere "
            "om et tal.",
            numbers,
        )
    else:
        words = ngettext(
            "Det tal, der er skrevet, bliver stående og læses som %(after)s. Intet regnes om.",
            "De %(n)s tal, der er skrevet, bliver stående og læses som %(after)s. Intet regnes om.",
            numbers,
        )
    return words % {"n": numbers, "after": after.shown}


def deadline_of(target: Any) -> Deadline | None:
    """The deadline a target's two columns hold."""
    kind = PeriodKind(target.deadline_kind) if target.deadline_kind else None
    return Deadline.of(target.deadline, kind) if target.deadline else None


def aim_initial(target: MilestoneTarget | None) -> dict[str, Any]:
    """What the form begins with of the target."""
    if target is None:
        return {}
    return {"amount": target.amount, "text": target.text, "deadline": deadline_of(target)}


@requires(Permission.EDIT_PROJECT, Activity, pk="activity_id", project="project_id")
@Form
def milestone_new(request: HttpRequest, activity: Activity) -> HttpResponse:
    """A new milestone of the activity."""

    def save(form: MilestoneForm) -> Saved:
        made = create_milestone(activity=activity, by=author_of(request), **form.given())
        return Saved(outline_address(activity.project_id, made), _("Milepælen er oprettet."), made)

    page = FormPage(
        form=partial(MilestoneForm, periods=periods_of(activity.project)),
        title=_("Ny milepæl"),
        under=str(activity),
        save=save,
        submit=_("Opret milepæl"),
        initial={"number": next_milestone_number(activity)},
        back=outline_address(activity.project_id, activity),
        breadcrumbs=crumbs(
            activity.project,
            (str(activity), outline_address(activity.project_id, activity)),
            (_("Ny milepæl"), ""),
        ),
        draft=f"milepael-ny:{activity.pk}",
        template="structure/with_targets.html",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, Milestone, pk="milestone_id", activity__project="project_id")
@Form
def milestone_edit(request: HttpRequest, milestone: Milestone) -> HttpResponse:
    """Change a milestone and its first target; later targets are listed under it."""
    activity, followed = milestone.activity, followed_proposal(request, milestone)

    def initial(record: Milestone) -> Mapping[str, Any]:
        first = MilestoneTarget.objects.filter(milestone=record, valid_from__isnull=True).first()
        return {
            "number": record.number,
            "statement": record.statement,
            "kind": record.kind,
            **aim_initial(first),
            **since_initial(record),
        }

    def save(form: MilestoneForm) -> Saved:
        done = change_milestone(
            milestone, by=author_of(request), version=form.version, why=why_of(form), **form.given()
        )
        return Saved(outline_address(activity.project_id, milestone), _("Milepælen er rettet."), done)

    later = MilestoneTarget.objects.filter(milestone=milestone, valid_from__isnull=False)
    page = FormPage(
        form=partial(MilestoneForm, periods=periods_of(activity.project)),
        title=_("Ret milepælen %(activity)s, %(milestone)s")
        % {"activity": activity.number, "milestone": milestone.number},
        under=said_over(followed) or str(activity),
        save=save,
        initial=initial,
        proposed=lambda _typed: retiring(followed),
        record=milestone,
        back=outline_address(activity.project_id, milestone),
        breadcrumbs=crumbs(activity.project, (str(milestone)[:80], "")),
        draft=f"milepael:{milestone.pk}",
        doubts=partial(kind_doubts, milestone=milestone),
        template="structure/with_targets.html",
        context={
            "targets": [
                _told(one, activity.project_id)
                for one in later.select_related("valid_from").order_by("valid_from__start", "id")
            ],
            "target_new": reverse("milestone_target_new", args=(activity.project_id, milestone.pk)),
            "removal": reverse("part_remove", args=(activity.project_id, "milepael", milestone.pk)),
            "removal_words": _("Fjern milepælen"),
        },
    )
    return answer_form(request, page)


def _told(target: MilestoneTarget, project_id: int) -> dict[str, Any]:
    aim = aim_initial(target)
    period = target.valid_from
    return {
        "period": period.period.shown if period is not None else "",
        "rule": target.text,
        "amount": danish_number(aim["amount"]) if aim["amount"] is not None else "",
        "deadline": aim["deadline"].shown if aim["deadline"] else "",
        "reason": target.reason,
        "address": reverse("milestone_target_edit", args=(project_id, target.milestone_id, target.pk)),
        "removal": reverse("milestone_target_remove", args=(project_id, target.milestone_id, target.pk)),
    }
