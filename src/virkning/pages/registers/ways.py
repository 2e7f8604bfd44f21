"""Where the pages of this family are, and how they lead back."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.rooms.registerruns.models import Delivery, Register, Run

Crumb = tuple[str, str]
Form = require_http_methods(["GET", "HEAD", "POST"])


def register_address(register_id: int) -> str:
    """The register's own page."""
    return reverse("register", args=(register_id,))


def delivery_address(delivery: Delivery) -> str:
    """The page of a delivery, with its data report."""
    return reverse("delivery", args=(delivery.register_id, delivery.pk))


def run_address(run: Run) -> str:
    """The page of a run."""
    return reverse("run", args=(run.delivery.register_id, run.pk))


def crumbs(register: Register | None = None, *more: Crumb) -> list[Crumb]:
    """The way to a page under the list, or under a register's page."""
    first = (_("Registre"), reverse("registers"))
    if register is None:
        return [first, *more]
    own = (register.name, register_address(register.pk) if more else "")
    return [first, own, *more]


def delivery_words(delivery: Delivery) -> str:
    """`Leverance 3`."""
    return _("Leverance %(number)s") % {"number": delivery.number}


def run_words(run: Run) -> str:
    """`Kørsel 204`."""
    return _("Kørsel %(number)s") % {"number": run.pk}
