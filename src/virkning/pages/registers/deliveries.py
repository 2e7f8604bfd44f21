"""One delivery: what came, how it was read, the data report; read it again, or delete its data."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import CheckField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.saving import as_file
from virkning.registers.reporting import ToldFile, ToldFinding
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.registerruns.actions.deliveries import READABLE, erase_delivery, give_up_lost_delivery
from virkning.rooms.registerruns.jobs import ask_for_reading
from virkning.rooms.registerruns.models import Delivery
from virkning.rooms.registerruns.queries.deliveries import told_by_file, told_report, unknown_codes
from virkning.rooms.registerruns.stages import DeliveryStage, FileKind

from .rows import count_words, delivery_row, size_words, today
from .ways import Form, crumbs, delivery_address, delivery_words, register_address

#: Findings of one kind that stand on the page; the file holds as many as were listed.
ON_THE_PAGE, IN_THE_FILE = 20, 1000


@dataclass(frozen=True)
class FileShown:
    """A file as it was delivered."""

    kind: str
    name: str
    size: str
    digest: str


@dataclass(frozen=True)
class FindingShown:
    """A kind of finding: how many of what, and where the first of them stand."""

    words: str
    places: tuple[str, ...]
    more: str


@dataclass(frozen=True)
class ReportedFile:
    """What the data report says of a file."""

    kind: str
    rows: str
    used: str
    left_out: str
    findings: tuple[FindingShown, ...]


class EraseForm(HouseForm):
    """The yes to deleting a delivery's data, and why."""

    reason = TextField(label=gettext_lazy("Hvorfor"), max_length=200, required=False)
    sure = CheckField(label=gettext_lazy("Ja, slet leverancens data for altid"), required=True)


@requires(Permission.SEE_REGISTER, Delivery, pk="delivery_id", register="register_id")
@require_safe
def delivery(request: HttpRequest, delivery: Delivery) -> HttpResponse:
    """What came, and what was wrong with it."""
    give_up_lost_delivery(delivery)
    may_keep = Permission.KEEP_REGISTERS in delivery.permissions_of(current_scope())
    context = {
        "delivery": delivery,
        "row": delivery_row(delivery, today()),
        "files": [_file(one) for one in delivery.files],
        "spells": count_words(delivery.spells),
        "report": [_reported(one) for one in told_by_file(delivery, most=ON_THE_PAGE)],
        "codes": [str(one) for one in unknown_codes(delivery)],
        "path": {"fast": _("den hurtige læser"), "lists": _("den sikre læser")}.get(
            delivery.path, delivery.path
        ),
        "may_read": may_keep and delivery.stage in READABLE,
        "may_erase": may_keep and delivery.stage not in (DeliveryStage.ERASED, DeliveryStage.READING),
        "breadcrumbs": crumbs(delivery.register, (delivery_words(delivery), "")),
    }
    return render(request, "registers/delivery.html", context)


@requires(Permission.SEE_REGISTER, Delivery, pk="delivery_id", register="register_id")
@require_safe
def delivery_report(request: HttpRequest, delivery: Delivery) -> HttpResponse:
    """The data report as text, to send back to whoever delivered."""
    lines = "".join(f"{one}\n" for one in told_report(delivery, most=IN_THE_FILE))
    name = _("Datarapport, %(register)s, leverance %(number)s.txt")
    told = {"register": delivery.register.name, "number": delivery.number}
    return as_file(lines.encode(), name % told, "text/plain; charset=utf-8")


@requires(Permission.KEEP_REGISTERS, Delivery, pk="delivery_id", register="register_id")
@require_POST
def delivery_read(request: HttpRequest, delivery: Delivery) -> HttpResponse:
    """Read it (again): after a failure, or where the first try never began."""
    try:
        job = ask_for_reading(delivery=delivery, by=author_of(request))
    except Refused:
        return redirect(delivery_address(delivery))  # it is being read, or is read; its page says so
    return redirect("job", job.pk)


@requires(Permission.KEEP_REGISTERS, Delivery, pk="delivery_id", register="register_id")
@Form
def delivery_erase(request: HttpRequest, delivery: Delivery) -> HttpResponse:
    """Delete its data for good. What was counted on it stays."""

    def save(form: EraseForm) -> Saved:
        reason = form.cleaned_data["reason"]
        erase_delivery(delivery, by=author_of(request), reason=reason, version=form.version)
        return Saved(register_address(delivery.register_id), _("Leverancens data er slettet."))

    page = FormPage(
        form=EraseForm,
        title=_("Slet leverancens data"),
        under=_("%(register)s, leverance %(number)s. Det kan ikke fortrydes.")
        % {"register": delivery.register.name, "number": delivery.number},
        submit=_("Slet data"),
        save=save,
        record=delivery,
        back=delivery_address(delivery),
        breadcrumbs=crumbs(
            delivery.register, (delivery_words(delivery), delivery_address(delivery)), (_("Slet data"), "")
        ),
        template="registers/erase.html",
        context={"delivery": delivery},
    )
    return answer_form(request, page)


def _file(one: dict[str, str]) -> FileShown:
    return FileShown(_kind(one["kind"]), one["name"], size_words(int(one["bytes"])), one["sha256"])


def _kind(kind: str) -> str:
    words = str(FileKind(kind).label)
    return words[:1].upper() + words[1:]


def _reported(file: ToldFile) -> ReportedFile:
    left_out = file.rows - file.used
    return ReportedFile(
        _kind(file.kind),
        count_words(file.rows),
        count_words(file.used),
        count_words(left_out) if left_out else "",
        tuple(_found(one) for one in file.findings),
    )


def _found(one: ToldFinding) -> FindingShown:
    more = _("og %(count)s til") % {"count": count_words(one.more)} if one.more else ""
    words = f"{count_words(one.count)} × {one.words}"
    return FindingShown(words, tuple(str(place) for place in one.places), more)
