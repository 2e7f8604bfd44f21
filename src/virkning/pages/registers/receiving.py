"""A delivery comes in: four files that are sent, or a folder on the server that is pointed to. Then it is read."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import SelectField, UploadField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.uploading import answer_upload
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.registerruns.actions.deliveries import receive_delivery, receive_from_server
from virkning.rooms.registerruns.folders import Sent
from virkning.rooms.registerruns.jobs import ask_for_reading
from virkning.rooms.registerruns.models import Delivery, Register
from virkning.rooms.registerruns.queries.deliveries import server_folders
from virkning.rooms.registerruns.stages import NEEDED, FileKind

from .largefiles import large_form
from .ways import Form, crumbs, register_address

_LABELS = {
    FileKind.WIDE: gettext_lazy("Ydelser uge for uge (wide.csv)"),
    FileKind.PERSONS: gettext_lazy("Personer (persons.csv)"),
    FileKind.RESIDENCE: gettext_lazy("Bopæl (residence.csv)"),
    FileKind.READINESS: gettext_lazy("Visitation (readiness.csv)"),
}
_HELP = {
    FileKind.WIDE: gettext_lazy(
        "Én række for hver person, én kolonne for hver uge: person, y_1640, y_1641 …"
    ),
    FileKind.PERSONS: gettext_lazy(
        "person, municipality, birth_date, sex, origin, programme_start, programme_end. Én række for hver person."
    ),
    FileKind.RESIDENCE: gettext_lazy(
        "person, municipality, from, to. Uden den bruges kommunen i personfilen."
    ),
    FileKind.READINESS: gettext_lazy(
        "person, readiness, from, to. Uden den kan opgørelsen af jobparate ikke køres."
    ),
}


class DeliveryForm(HouseForm):
    """The files of a delivery; two of them can be left out."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for kind in FileKind:
            self.fields[kind.value] = UploadField(
                label=_LABELS[kind],
                help_text=_HELP[kind],
                required=kind in NEEDED,
                most_bytes=settings.MAX_DELIVERY_BYTES,
                endings=(".csv",),
            )


class PointForm(HouseForm):
    """A folder on the server, among those that hold a delivery."""

    def __init__(self, *args: Any, folders: list[str], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["folder"] = SelectField(
            label=_("Mappe på serveren"),
            help_text=_(
                "Mapper med wide.csv og persons.csv. Filerne bliver, hvor de er; kun det, der tælles på, gemmes her."
            ),
            choices=[(one, one) for one in folders],
        )


@csrf_exempt  # asked for in `large_form`, after the requirement
@requires(Permission.KEEP_REGISTERS, Register, pk="register_id")
@large_form
@Form
def delivery_new(request: HttpRequest, register: Register) -> HttpResponse:
    """Send the files of a delivery; they are then read."""

    def save(form: DeliveryForm) -> Saved:
        sent = {kind: form.cleaned_data[kind.value] for kind in FileKind if form.cleaned_data.get(kind.value)}
        by = author_of(request)
        files = {kind: Sent(file.name, file.chunks()) for kind, file in sent.items()}
        return _read(request, receive_delivery(register=register, sent=files, by=by))

    page = FormPage(
        form=DeliveryForm,
        title=_("Ny leverance"),
        under=register.name,
        submit=_("Send filerne"),
        save=save,
        back=register_address(register.pk),
        breadcrumbs=crumbs(register, (_("Ny leverance"), "")),
        template="registers/deliver.html",
        context={"register": register, "folders": len(server_folders())},
    )
    return answer_upload(request, page)


@requires(Permission.KEEP_REGISTERS, Register, pk="register_id")
@Form
def delivery_point(request: HttpRequest, register: Register) -> HttpResponse:
    """Point to a delivery that lies on the server; it is then read."""
    found = server_folders()

    def save(form: PointForm) -> Saved:
        folder = form.cleaned_data["folder"]
        return _read(request, receive_from_server(register=register, folder=folder, by=author_of(request)))

    page = FormPage(
        form=partial(PointForm, folders=found),
        title=_("Leverance på serveren"),
        under=register.name,
        submit=_("Læs leverancen"),
        save=save,
        back=register_address(register.pk),
        breadcrumbs=crumbs(register, (_("Leverance på serveren"), "")),
        template="registers/point.html",
        context={"register": register, "folders": len(found)},
    )
    return answer_form(request, page)


def _read(request: HttpRequest, delivery: Delivery) -> Saved:
    """Put the reading in the queue, and show how far it is."""
    job = ask_for_reading(delivery=delivery, by=author_of(request))
    return Saved(reverse("job", args=(job.pk,)))
