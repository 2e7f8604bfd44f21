"""Interventions, and everything the national description of one holds. What is asked stands in `form.py`."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from virkning.figures.indicators import Term
from virkning.figures.interventions import DescriptionDue, InterventionStage
from virkning.figures.reminding import day_in_denmark
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit.fields import WrittenDecimalField
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.files.models import StoredFile
from virkning.rooms.organisations.models import Organisation, Person
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.programmes.models import InProject, Project
from virkning.rooms.programmes.queries.permissions import ways_into
from virkning.rooms.results.models import Result

from .describing import describes
from .form import Field

STORED_STAGES = (
    InterventionStage.DECIDED,
    InterventionStage.DRAFT,
    InterventionStage.SUBMITTED,
    InterventionStage.RETURNED,
    InterventionStage.ACCEPTED,
    InterventionStage.ENDED,
)
ROLLING, COMMON = "rolling", "common"
INTAKES = [(ROLLING, _("Løbende optag")), (COMMON, _("Fælles start"))]


class Intervention(InProject, Versioned, Removable):
    """What a municipality offers a target group, from the day it is decided; its description's single answers.

    One that nobody has begun to describe is a row too, so that it counts as missing.
    """

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="interventions", verbose_name=_("projekt")
    )
    municipality = models.ForeignKey(
        Organisation, models.PROTECT, related_name="interventions", verbose_name=_("kommune")
    )
    name = models.CharField(_("navn på indsatsen"), max_length=200)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)
    #: The intervention it goes on from: its observations are read beside this one's description.
    continues = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("fortsætter"),
    )

    stage = models.CharField(
        _("trin"),
        max_length=10,
        choices=[(stage.value, stage.danish) for stage in STORED_STAGES],
        default=InterventionStage.DECIDED.value,
    )
    first_submitted_at = models.DateTimeField(_("først indsendt"), null=True, blank=True)
    # Who handed in what lies there now: another person accepts it.
    submitter = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("indsender")
    )
    returned_at = models.DateTimeField(_("returneret"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("godkendt"), null=True, blank=True)
    ended_on = models.DateField(_("afsluttet"), null=True, blank=True)

    start_date = models.DateField(_("opstartsdato"), null=True, blank=True)
    summary = models.TextField(_("kort beskrivelse"), blank=True)
    new_type = models.BooleanField(_("ny type indsats"), null=True, blank=True)
    hours_per_week = WrittenDecimalField(_("timer pr. uge"), null=True, blank=True)
    weeks_per_participant = WrittenDecimalField(_("uger pr. deltager"), null=True, blank=True)
    participants_at_a_time = models.PositiveIntegerField(_("deltagere ad gangen"), null=True, blank=True)
    intake = models.CharField(_("optag"), max_length=8, blank=True, choices=INTAKES)
    target_group = models.TextField(_("målgruppe"), blank=True)
    selection_criteria = models.TextField(_("kriterier for udvælgelse"), blank=True)
    ambassador_role = models.TextField(_("ambassadørens rolle"), blank=True)
    successor = models.TextField(_("hvem overtager"), blank=True)
    method = models.TextField(_("metode"), blank=True)
    observations_start = models.TextField(_("observationer i begyndelsen"), blank=True)
    observations_middle = models.TextField(_("observationer midtvejs"), blank=True)
    observations_end = models.TextField(_("observationer ved slutningen"), blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "municipality", "name", "start_date"],
                condition=Q(removed_at__isnull=True, start_date__isnull=False),
                name="intervention_once_a_start",
            ),
            models.UniqueConstraint(
                fields=["project", "municipality", "name"],
                condition=Q(removed_at__isnull=True, start_date__isnull=True),
                name="intervention_once_without_a_start",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[InterventionStage.SUBMITTED.value, InterventionStage.ACCEPTED.value])
                | Q(first_submitted_at__isnull=False),
                name="submitted_at_some_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def due(self) -> DescriptionDue:
        """When its description is due, and whether it came in time: the one place that says so."""
        return DescriptionDue(self.start_date, self.first_submitted_at)

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """As on its project, but a partner's people describe their own municipality's only."""
        given = super().permissions_of(scope)
        if Permission.DESCRIBE not in given or scope.sees_everything:
            return given
        may = describes(ways_into(scope, self.owning_project), self.municipality_id)
        return given if may else given - {Permission.DESCRIBE}


class OfIntervention(InProject, Versioned, Removable):
    """One of several answers to a field, in its order."""

    project_path: ClassVar[str] = "intervention__project"

    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["intervention", "position", "id"]

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """As on its intervention."""
        whole: Any = self
        found: frozenset[Permission] = whole.intervention.permissions_of(scope)
        return found


class Purpose(OfIntervention):
    """What it is for, on the short or the long term."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="purposes")
    term = models.CharField(_("sigt"), max_length=10, choices=[(one.value, one.danish) for one in Term])
    text = models.TextField(_("formål"))

    objects = ScopedManager()

    def __str__(self) -> str:
        return self.text


class Element(OfIntervention):
    """One of the activities it consists of. `activity`: the one it became in the project when it was accepted."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="elements")
    text = models.TextField(_("aktivitet"))
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="elements", verbose_name=_("aktivitet")
    )

    objects = ScopedManager()

    def __str__(self) -> str:
        return self.text


class Actor(OfIntervention):
    """Somebody who carries it out or teaches in it: a role, never a person's name."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="actors")
    kind = models.CharField(_("aktørtype"), max_length=200, blank=True)
    title = models.CharField(_("titel"), max_length=200, blank=True)
    task = models.TextField(_("rolle og opgave"), blank=True)
    element = models.ForeignKey(
        Element,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="actors",
        verbose_name=_("støtter aktivitet"),
    )
    brings = models.TextField(_("hvad aktøren bibringer"), blank=True)
    qualified = models.TextField(_("hvordan aktøren er kvalificeret"), blank=True)
    prepared = models.TextField(_("hvordan aktøren er klædt på"), blank=True)
    takes_part = models.TextField(_("hvordan og hvornår aktøren indgår"), blank=True)

    objects = ScopedManager()

    def __str__(self) -> str:
        return self.kind or self.title or self.task


class Source(OfIntervention):
    """What the method builds on: a study, a report, experience of one's own."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="sources")
    text = models.TextField(_("kilde"))

    objects = ScopedManager()

    def __str__(self) -> str:
        return self.text


class TrackChoice(OfIntervention):
    """A change track it works with, and the specific change expected. `track`: the catalogue's, where it is known."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="tracks")
    track = models.ForeignKey(
        ChangeTrack,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="choices",
        verbose_name=_("forandringsspor"),
    )
    number = models.CharField(_("nr."), max_length=20, blank=True)
    title = models.CharField(_("titel"), max_length=200, blank=True)
    change = models.TextField(_("forventet forandring"), blank=True)

    objects = ScopedManager()

    class Meta(OfIntervention.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(number="") | ~Q(title=""), name="a_track_has_number_or_title"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Effect(OfIntervention):
    """An effect that is expected. `result`: the project's result it is measured by."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="effects")
    text = models.TextField(_("forventet effekt"))
    # Blank where it has not been said.
    term = models.CharField(
        _("sigt"), max_length=10, blank=True, choices=[(one.value, one.danish) for one in Term]
    )
    result = models.ForeignKey(
        Result, models.SET_NULL, null=True, blank=True, related_name="effects", verbose_name=_("resultat")
    )

    objects = ScopedManager()

    def __str__(self) -> str:
        return self.text


class CostLine(OfIntervention):
    """Something it costs; the amount in kroner, where it is known."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="costs")
    text = models.TextField(_("omkostning"))
    amount = WrittenDecimalField(_("kr."), null=True, blank=True)

    objects = ScopedManager()

    def __str__(self) -> str:
        return self.text


class FieldComment(InProject, Versioned):
    """Words at a field: the reason why it is returned, or a question between coordinator and municipality."""

    project_path: ClassVar[str] = "intervention__project"

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="comments")
    field = models.CharField(_("felt"), max_length=40, choices=[(one.value, one.value) for one in Field])
    text = models.TextField(_("kommentar"))
    is_reason = models.BooleanField(_("grund til returnering"), default=False)
    written_by = models.CharField(_("skrevet af"), max_length=200)
    #: Whose words they are: two may have one name.
    writer_id = models.BigIntegerField(_("person"), null=True, blank=True)
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now)
    settled_at = models.DateTimeField(_("løst"), null=True, blank=True)
    settled_by = models.CharField(_("løst af"), max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["intervention", "written_at", "id"]

    def __str__(self) -> str:
        return self.text

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """As on its intervention."""
        return self.intervention.permissions_of(scope)


class Receipt(InProject):
    """What was handed in, as it was then: the answers, their checksum, and when the server received them.

    Held by the write helper, and by the database itself (migration 0001).
    """

    never_changed: ClassVar[bool] = True
    project_path: ClassVar[str] = "intervention__project"

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="receipts")
    answers = models.JSONField(_("svar"))
    sha256 = models.CharField(_("kontrolsum"), max_length=64)
    due = models.DateField(_("frist"), null=True, blank=True)
    is_late = models.BooleanField(_("efter fristen"), default=False)
    made_by = models.CharField(_("indsendt af"), max_length=200)
    made_at = models.DateTimeField(_("indsendt"), default=timezone.now)

    objects = ScopedManager()

    class Meta:
        ordering = ["intervention", "made_at", "id"]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """`IB-2026-000123`: the year it was received in, and its own number, which no other receipt has."""
        return f"IB-{day_in_denmark(self.made_at).year}-{self.pk:06}"


class DescriptionFile(InProject, Versioned):
    """A Word file somebody has brought, and what was read in it, until a person has said yes or no."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="description_files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    proposal = models.JSONField(_("forslag"))
    intervention = models.ForeignKey(
        Intervention, models.SET_NULL, null=True, blank=True, related_name="files", verbose_name=_("indsats")
    )
    #: The one the file names, among the project's parties; None where it names none of them.
    municipality = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kommune")
    )
    brought_by = models.CharField(_("lagt op af"), max_length=200)
    bringer_id = models.BigIntegerField(_("person"), null=True, blank=True)
    brought_at = models.DateTimeField(_("lagt op"), default=timezone.now)
    settled_at = models.DateTimeField(_("afgjort"), null=True, blank=True)
    #: Where CPR numbers stood, each a field (or none) and the words around it, blacked out. Then `file` is what was
    #: read, as plain text: what was brought is not kept. Nothing goes on until somebody has said that it may.
    numbers = models.JSONField(_("CPR-numre"), default=list, blank=True)
    numbers_agreed_at = models.DateTimeField(_("uden numrene"), null=True, blank=True)
    #: Words no field took: place → who has seen to them, and when.
    seen_to = models.JSONField(_("set til"), default=dict, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["project", "-brought_at", "-id"]

    def __str__(self) -> str:
        return str(self.file)

    @property
    def waits_for_numbers(self) -> bool:
        """Whether nobody has said yet what shall become of the CPR numbers that stood in it."""
        return bool(self.numbers) and self.numbers_agreed_at is None

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """As on its project; described from by those who may describe its municipality's, and who brought it."""
        given = super().permissions_of(scope)
        if Permission.DESCRIBE not in given or scope.sees_everything or self.bringer_id == scope.person_id:
            return given
        may = describes(ways_into(scope, self.owning_project), self.municipality_id)
        return given if may else given - {Permission.DESCRIBE}
