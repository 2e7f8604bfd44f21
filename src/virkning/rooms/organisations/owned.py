"""What an organisation owns by itself, in no project."""

from django.db import models
from django.db.models import Q

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope

from .models import Membership, Organisation


class InOrganisation(models.Model):
    """A record an organisation owns by itself: read by all who belong to it, written by those who plan or administer.

    `organisation_lookup` is the ORM path to the organisation.
    """

    class Meta:
        abstract = True

    @classmethod
    def organisation_lookup(cls) -> str:
        """From the record to its organisation."""
        return "organisation"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """Rows of the organisations the scope's person belongs to."""
        return Q(**{f"{cls.organisation_lookup()}__in": Membership.active_organisations(scope)})

    @property
    def owning_organisation(self) -> Organisation:
        """The organisation the record belongs to."""
        owner: Organisation = self.organisation  # type: ignore[attr-defined]
        return owner

    @property
    def owning_organisation_id(self) -> int:
        """Its key, without loading it where the record itself points to it."""
        return int(self.organisation_id)  # type: ignore[attr-defined]

    def permissions_of(self, scope: Scope) -> frozenset[Permission]:
        """As on its organisation."""
        return self.owning_organisation.permissions_of(scope)
