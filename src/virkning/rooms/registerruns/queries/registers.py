"""Registers as they are listed: by the organisation that keeps them, with the delivery that holds now."""

from dataclasses import dataclass

from django.db.models import Count

from virkning.figures.collation import danish_key
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import REGISTER_KEEPERS, WITH_REGISTERS
from virkning.rooms.access.scope import Scope
from virkning.rooms.organisations.models import Membership, Organisation

from ..models import Delivery, Register
from ..stages import DeliveryStage


@dataclass(frozen=True)
class RegisterRow:
    """A register in a list. `current`: the delivery that holds (no report), None before the first is read."""

    register: Register
    current: Delivery | None
    deliveries: int


def registers_seen() -> list[RegisterRow]:
    """Every register the scope sees, by organisation and name. Two queries."""
    rows = Register.objects.select_related("organisation").annotate(count=Count("deliveries")).order_by("pk")
    found = sorted(rows, key=lambda one: (danish_key(one.organisation.name), danish_key(one.name), one.pk))
    current = {
        one.register_id: one
        for one in Delivery.objects.filter(stage=DeliveryStage.READY).defer("report").order_by("pk")
    }
    return [RegisterRow(one, current.get(one.pk), one.count) for one in found]


def keeping_organisations(
    scope: Scope, permission: Permission = Permission.KEEP_REGISTERS
) -> list[Organisation]:
    """The agencies and evaluators whose registers the scope's person may keep (or what `permission` says), by name.

    One query.
    """
    roles = [role.value for role, given in WITH_REGISTERS.items() if permission in given]
    mine = Membership.active_organisations(scope).filter(role__in=roles)
    rows = Organisation._base_manager.filter(pk__in=mine, kind__in=REGISTER_KEEPERS, removed_at__isnull=True)
    return sorted(rows.order_by("pk"), key=lambda one: danish_key(one.name))
