"""Organisations, people, memberships, and municipalities."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from virkning.rooms.access.managers import ScopedManager
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import (
    IN_ORGANISATION,
    MEMBERSHIP_ROLES,
    REGISTER_KEEPERS,
    WITH_REGISTERS,
    MembershipRole,
)
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import Removable, Versioned


class Municipality(models.Model):
    """One of Denmark's municipalities. Reference data, the same for everybody, so not scoped."""

    code = models.CharField(_("kommunekode"), max_length=3, primary_key=True)
    name = models.CharField(_("navn"), max_length=60, unique=True)
    official_name = models.CharField(_("officielt navn"), max_length=80)
    cvr = models.CharField(_("CVR-nummer"), max_length=8)

    objects: ClassVar[models.Manager["Municipality"]] = models.Manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.official_name


class MunicipalityRegion(models.Model):
    """The region a municipality lies in, for a span of days. Regions change on 1 January 2027."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="regions", verbose_name=_("kommune")
    )
    region = models.CharField(_("region"), max_length=60)
    valid_from = models.DateField(_("gælder fra"))
    valid_to = models.DateField(_("gælder til"), null=True, blank=True)

    objects: ClassVar[models.Manager["MunicipalityRegion"]] = models.Manager()

    class Meta:
        ordering = ["municipality", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "valid_from"], name="municipality_region_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.region}"


class OrganisationKind(models.TextChoices):
    """What sort of body an organisation is."""

    MUNICIPALITY = "municipality", _("Kommune")
    AGENCY = "agency", _("Styrelse")
    EVALUATOR = "evaluator", _("Evaluator")
    SUPPLIER = "supplier", _("Leverandør")


class Organisation(Versioned, Removable):
    """A body that owns data."""

    kind = models.CharField(_("slags"), max_length=20, choices=OrganisationKind.choices)
    name = models.CharField(_("navn"), max_length=120)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("kommune"),
    )

    objects = ScopedManager()
    with_removed = ScopedManager(with_removed=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(removed_at__isnull=True),
                name="one_organisation_a_municipality",
            ),
            models.UniqueConstraint(
                Lower("name"), condition=Q(removed_at__isnull=True), name="organisation_name_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="municipality", municipality__isnull=False)
                | (~Q(kind="municipality") & Q(municipality__isnull=True)),
                name="a_municipality_has_a_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owning_organisation_id(self) -> int:
        return self.pk

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """The organisations a person belongs to. Parties of a project are read through the project."""
        return Q(pk__in=Membership.active_organisations(scope))

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """What the scope's person may do with the organisation. One query, remembered."""
        remembered: dict[Scope, frozenset[Permission]] = self.__dict__.setdefault("_permissions", {})
        if scope not in remembered:
            remembered[scope] = frozenset(Permission) if scope.sees_everything else self._given_to(scope)
        return remembered[scope]

    def _given_to(self, scope: Scope) -> frozenset[Permission]:
        mine = Membership.active_organisations(scope).filter(organisation_id=self.pk).order_by("pk")
        roles = [MembershipRole(role) for role in mine.values_list("role", flat=True)]
        registers = roles if self.kind in REGISTER_KEEPERS else []
        return frozenset().union(
            *(IN_ORGANISATION[role] for role in roles), *(WITH_REGISTERS[role] for role in registers)
        )


class PersonManager(BaseUserManager["Person"]):
    """People are found by e-mail whatever its case. Not scoped: sign-in happens before there is a scope."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in."""

    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("navn"), max_length=120)
    title = models.CharField(_("titel"), max_length=120, blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    joined_at = models.DateTimeField(_("oprettet"), default=timezone.now)
    language = models.CharField(
        _("sprog"), max_length=2, choices=[("da", "Dansk"), ("en", "English")], default="da"
    )
    seen_until = models.DateTimeField(_("nyt er set til og med"), null=True, blank=True)
    sessions_from = models.DateTimeField(_("tidligere log ind gælder ikke"), null=True, blank=True)
    wants_digest = models.BooleanField(_("daglig påmindelse på mail"), default=True)
    digest_sent_on = models.DateField(_("sidst påmindet"), null=True, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def author(self) -> Author:
        """The person as the audit log keeps them."""
        return Author.person(self.pk, self.name)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is held against: another password, or a later `sessions_from`, ends every session at once."""
        begun = self.sessions_from.timestamp() if self.sessions_from else ""
        held = f"{self.password}{begun}"
        return salted_hmac("virkning.session", held, secret=secret, algorithm="sha256").hexdigest()


class Membership(Versioned):
    """A person's role in one organisation, until it ends."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(
        _("rolle"),
        max_length=20,
        choices=[(key.value, _(role.danish)) for key, role in MEMBERSHIP_ROLES.items()],
    )
    ended_at = models.DateTimeField(_("ophørt"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["organisation", "person", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(ended_at__isnull=True),
                name="one_active_membership_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.organisation}"

    @property
    def owning_organisation_id(self) -> int:
        return self.organisation_id

    @classmethod
    def active_organisations(cls, scope: Scope, *, administrator: bool = False) -> Any:
        """Subquery: ids of the organisations the scope's person belongs to (as administrator, if asked)."""
        rows = cls._base_manager.filter(
            person_id=scope.person_id or 0,
            person__is_active=True,
            ended_at__isnull=True,
            organisation__removed_at__isnull=True,
        )
        if administrator:
            rows = rows.filter(role=MembershipRole.ADMINISTRATOR)
        return rows.values("organisation_id")

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """One's own memberships, and everybody's in an organisation one administers."""
        return Q(person_id=scope.person_id) | Q(
            organisation_id__in=cls.active_organisations(scope, administrator=True)
        )

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """What the scope's person may do with the membership. The organisation's administrators manage it."""
        own = scope.person_id == self.person_id
        return frozenset({Permission.SEE_OWN_PAGES}) if own else frozenset({Permission.MANAGE_PEOPLE})


class Invitation(Versioned):
    """An offer of a role in an organisation, sent by mail. The link's token is kept as its fingerprint only."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations", verbose_name=_("organisation")
    )
    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("navn"), max_length=120)
    role = models.CharField(
        _("rolle"),
        max_length=20,
        choices=[(key.value, _(role.danish)) for key, role in MEMBERSHIP_ROLES.items()],
    )
    token_hash = models.CharField(_("linkets fingeraftryk"), max_length=64, unique=True)
    invited_by = models.CharField(_("inviteret af"), max_length=120)
    invited_at = models.DateTimeField(_("inviteret"), default=timezone.now)
    expires_at = models.DateTimeField(_("udløber"))
    sent_at = models.DateTimeField(_("mailen er sendt"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("taget imod"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("trukket tilbage"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.organisation}"

    @property
    def owning_organisation_id(self) -> int:
        return self.organisation_id

    @property
    def is_open(self) -> bool:
        """Neither taken nor withdrawn nor too old."""
        closed = self.accepted_at is not None or self.withdrawn_at is not None
        return not closed and self.expires_at > timezone.now()

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """Those to organisations one administers."""
        return Q(organisation_id__in=Membership.active_organisations(scope, administrator=True))

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """Whoever sees an invitation administers its organisation."""
        return frozenset({Permission.MANAGE_PEOPLE})


class ApiToken(models.Model):
    """A key a person has made for a program of theirs. The secret is shown once and kept as its fingerprint."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="api_tokens", verbose_name=_("person"))
    name = models.CharField(_("navn"), max_length=80)
    prefix = models.CharField(_("begynder med"), max_length=16, unique=True)
    token_hash = models.CharField(_("fingeraftryk"), max_length=64)
    scopes = models.JSONField(_("må"), default=list)
    created_at = models.DateTimeField(_("oprettet"), default=timezone.now)
    expires_at = models.DateTimeField(_("udløber"))
    last_used_at = models.DateTimeField(_("sidst brugt"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("lukket"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="api_token_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """One's own."""
        return Q(person_id=scope.person_id)

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """Whoever sees a token owns it."""
        return frozenset({Permission.SEE_OWN_PAGES})


class CalendarFeed(models.Model):
    """A secret address from which a calendar program fetches a person's deadlines. Kept as its fingerprint only."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="calendar_feeds", verbose_name=_("person")
    )
    token_hash = models.CharField(_("adressens fingeraftryk"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("oprettet"), default=timezone.now)
    last_used_at = models.DateTimeField(_("sidst hentet"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("lukket"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="one_open_feed_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"Kalender for {self.person_id}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """One's own."""
        return Q(person_id=scope.person_id)

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """Whoever sees a feed owns it."""
        return frozenset({Permission.SEE_OWN_PAGES})
