"""Registers, their deliveries, runs with their counts, and publications; and who sees them."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from virkning.figures.periods import Period, PeriodKind, periods_between
from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import REGISTER_KEEPERS, WITH_REGISTERS
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import Removable, Versioned
from virkning.rooms.organisations.models import Membership, Organisation
from virkning.rooms.programmes.models import Programme

from .stages import DeliveryStage, Reach, RunStage

#: Work that has said nothing for so long is gone.
SILENT_FOR = timedelta(minutes=2)
PERIOD_KINDS = [(kind.value, kind.value) for kind in PeriodKind]
_SEES = [role.value for role, given in WITH_REGISTERS.items() if Permission.SEE_REGISTER in given]


def keepers_of(scope: Scope) -> Any:
    """Subquery: ids of the organisations whose registers the scope's person sees."""
    mine = Membership.active_organisations(scope)
    return mine.filter(role__in=_SEES, organisation__kind__in=REGISTER_KEEPERS)


class OfRegister(models.Model):
    """A record of a register: seen by those who see registers in the organisation that keeps it, and by nobody else.

    `register_path` is the ORM path to the register; blank on the register itself.
    """

    register_path: ClassVar[str] = "register"

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """Rows of registers the scope's organisations keep."""
        steps = [*filter(None, [cls.register_path]), "organisation__in"]
        return Q(**{"__".join(steps): keepers_of(scope)})

    @property
    def keeper(self) -> Organisation:
        """The organisation that keeps the register."""
        owner: Any = self
        for step in filter(None, [*self.register_path.split("__"), "organisation"]):
            owner = getattr(owner, step)
        organisation: Organisation = owner
        return organisation

    @property
    def owning_organisation_id(self) -> int:
        return self.keeper.pk

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """As on the organisation that keeps the register."""
        return self.keeper.permissions_of(scope)


class Register(OfRegister, Versioned, Removable):
    """Person-level data an agency or evaluator receives again and again."""

    register_path: ClassVar[str] = ""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="registers", verbose_name=_("organisation")
    )
    name = models.CharField(_("navn"), max_length=120)
    description = models.TextField(_("hvad det er, og hvor det kommer fra"), blank=True)

    objects = ScopedManager()
    with_removed = ScopedManager(with_removed=True)

    class Meta:
        ordering = ["organisation", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(removed_at__isnull=True),
                name="register_name_once_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(OfRegister, Versioned):
    """What was received for a register at one time. Read, it is spells in a folder of its own.

    `files`: one a file, {"kind", "name", "bytes", "sha256"}. `folder`: below the folder of registers, blank once its
    data are erased. `weeks`: delivered weeks as the register engine numbers them, first and last of each run.
    """

    register = models.ForeignKey(
        Register, models.PROTECT, related_name="deliveries", verbose_name=_("register")
    )
    number = models.PositiveIntegerField(_("nr."))
    stage = models.CharField(
        _("trin"), max_length=10, choices=DeliveryStage.choices, default=DeliveryStage.RECEIVED
    )
    received_at = models.DateTimeField(_("modtaget"), default=timezone.now)
    received_by = models.CharField(_("modtaget af"), max_length=200)
    # Where the files lie on the server, when they were pointed to and not sent.
    source = models.CharField(_("mappe på serveren"), max_length=500, blank=True)
    files = models.JSONField(_("filer"), default=list)
    folder = models.CharField(_("mappe"), max_length=100, blank=True)
    beat_at = models.DateTimeField(_("livstegn"), null=True, blank=True)
    read_at = models.DateTimeField(_("læst"), null=True, blank=True)
    fingerprint = models.CharField(_("fingeraftryk"), max_length=64, blank=True)
    weeks = models.JSONField(_("uger"), default=list)
    persons = models.BigIntegerField(_("personer"), null=True, blank=True)
    spells = models.BigIntegerField(_("forløbsperioder"), null=True, blank=True)
    report = models.JSONField(_("datarapport"), default=dict)
    path = models.CharField(_("læst med"), max_length=10, blank=True)
    failure = models.TextField(_("hvorfor den ikke kunne læses"), blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["register", "-number", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="delivery_number_once_a_register"),
            models.UniqueConstraint(
                fields=["register"],
                condition=Q(stage=DeliveryStage.READY),
                name="one_current_delivery_a_register",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[DeliveryStage.READY, DeliveryStage.REPLACED])
                | (~Q(fingerprint="") & ~Q(folder="")),
                name="read_delivery_has_data",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.number}"

    @property
    def is_lost(self) -> bool:
        """Whether whoever was reading it is gone."""
        return self.stage == DeliveryStage.READING and _silent(self.beat_at)


class Run(OfRegister):
    """One measure, with those it shares a whole with, counted on one delivery. What it was counted by stays with it.

    They are counted together, everybody and every group, because small numbers are hidden over all of it at once.
    `measures`: name → {"title", "version", "text", "standing", "unit"}, the whole first. `municipalities`: codes of the
    programme's municipalities when it was run; together they are `projekt`. `hidden`: the cells nobody but the
    register's keepers may see, as `protection` decided them; None where they could not be protected.
    """

    register_path: ClassVar[str] = "delivery__register"

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="runs", verbose_name=_("leverance"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="runs", verbose_name=_("program"))
    measure = models.CharField(_("opgørelse"), max_length=80)
    title = models.CharField(_("titel"), max_length=300)
    measures = models.JSONField(_("definitioner"), default=dict)
    definition_hash = models.CharField(_("definitionernes fingeraftryk"), max_length=64)
    code_lists = models.JSONField(_("kodelister"), default=dict)
    fingerprint = models.CharField(_("dataenes fingeraftryk"), max_length=64)
    engine = models.CharField(_("beregnet med"), max_length=20)
    period_kind = models.CharField(_("periodens slags"), max_length=10, choices=PERIOD_KINDS)
    first = models.DateField(_("første periode"))
    last = models.DateField(_("sidste periode"))
    municipalities = models.JSONField(_("kommuner"), default=list)
    stage = models.CharField(_("trin"), max_length=10, choices=RunStage.choices, default=RunStage.RUNNING)
    started_at = models.DateTimeField(_("begyndt"), default=timezone.now)
    beat_at = models.DateTimeField(_("livstegn"), default=timezone.now)
    finished_at = models.DateTimeField(_("færdig"), null=True, blank=True)
    run_by = models.CharField(_("kørt af"), max_length=200)
    policy = models.JSONField(_("grænser for små tal"), default=dict)
    hidden = models.JSONField(_("skjulte celler"), null=True, blank=True)
    failure = models.TextField(_("hvorfor den ikke gik"), blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="run_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(stage=RunStage.FINISHED) | Q(finished_at__isnull=False),
                name="finished_run_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.pk})"

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every period it counts, in order."""
        kind = PeriodKind(self.period_kind)
        return periods_between(Period(kind, self.first), Period(kind, self.last))

    @property
    def is_lost(self) -> bool:
        """Whether whoever was counting is gone."""
        return self.stage == RunStage.RUNNING and _silent(self.beat_at)


class RunCount(OfRegister):
    """A numerator and a denominator, unsuppressed. Never changed; another run makes others.

    Held by the write helper, and by the database itself (migration 0002). `municipality`: blank for persons whose
    municipality nobody knows. `group`: blank for everybody, else the group.
    """

    never_changed: ClassVar[bool] = True
    register_path: ClassVar[str] = "run__delivery__register"

    run = models.ForeignKey(Run, models.PROTECT, related_name="counts", verbose_name=_("kørsel"))
    measure = models.CharField(_("opgørelse"), max_length=80)
    kind = models.CharField(_("slags"), max_length=10, choices=PERIOD_KINDS)
    start = models.DateField(_("første dag"))
    municipality = models.CharField(_("kommune"), max_length=3, blank=True)
    group = models.CharField(_("gruppe"), max_length=60, blank=True)
    numerator = models.BigIntegerField(_("tæller"))
    denominator = models.BigIntegerField(_("nævner"))

    objects = ScopedManager()

    class Meta:
        ordering = ["run", "measure", "start", "municipality", "group", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "measure", "kind", "start", "municipality", "group"], name="counted_once_a_run"
            ),
            models.CheckConstraint(
                condition=Q(numerator__gte=0) & Q(denominator__gte=F("numerator")),
                name="counted_within_the_population",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.municipality or '–'} {self.period.canonical}"

    @property
    def period(self) -> Period:
        """The period as a value."""
        return Period(PeriodKind(self.kind), self.start)


class Publication(OfRegister, Versioned, Removable):
    """A run that the programme's municipalities may see. A newer one of the same takes its place: it is removed."""

    register_path: ClassVar[str] = "run__delivery__register"

    run = models.ForeignKey(Run, models.PROTECT, related_name="publications", verbose_name=_("kørsel"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="publications", verbose_name=_("program")
    )
    measure = models.CharField(_("opgørelse"), max_length=80)
    reach = models.CharField(_("hvem ser hvad"), max_length=5, choices=Reach.choices, default=Reach.ALL)
    published_at = models.DateTimeField(_("offentliggjort"), default=timezone.now)
    published_by = models.CharField(_("offentliggjort af"), max_length=200)

    objects = ScopedManager()
    with_removed = ScopedManager(with_removed=True)

    class Meta:
        ordering = ["programme", "measure", "-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "measure", "reach"],
                condition=Q(removed_at__isnull=True),
                name="published_once_a_programme",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run} i {self.programme}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """The register's keepers, and everybody who sees the programme."""
        programmes = Programme._base_manager.filter(Programme.visible_to(scope), removed_at__isnull=True)
        return super().visible_to(scope) | Q(programme__in=programmes.values("pk"))

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """As on the register's keeper, and as on the programme."""
        return super().permissions_of(scope) | self.programme.permissions_of(scope)


def _silent(beat: Any) -> bool:
    return beat is None or timezone.now() - beat > SILENT_FOR
