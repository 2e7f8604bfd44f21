"""Words in a brought file that no field took, beside what the description says now, until each has been seen to."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from virkning.pages.authors import author_of
from virkning.pages.moments import moment_words
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.interventions.actions.unread import leave_open, see_to
from virkning.rooms.interventions.form import SECTION_OF, Field
from virkning.rooms.interventions.models import DescriptionFile, Intervention
from virkning.rooms.interventions.queries.answers import load_answers
from virkning.rooms.interventions.queries.brought import became_of, open_places, unread_in
from virkning.rooms.interventions.reading.proposed import proposal_again

from .told import ToldField, told_sections
from .ways import Form, crumbs, is_open, section_address, under_of, with_its_project

#: The buttons: seen to, and not after all. Their value is the words' place in the file.
SEEN, NOT_SEEN = "set", "aabn"


@dataclass(frozen=True)
class LeftWords:
    """Words of the file. `field`: what the description says where they stand in the file; `write`: its form.

    `seen`: who has seen to them, and when; blank where nobody has.
    """

    place: int
    text: str
    field: ToldField | None
    write: str
    seen: str


@dataclass(frozen=True)
class LeftOver:
    """How many words of a file nobody has seen to, as an intervention's pages tell it."""

    file: DescriptionFile
    count: int


def left_over(intervention: Intervention) -> list[LeftOver]:
    """Of the files it was read from. One query."""
    return [LeftOver(one, len(open_places(one))) for one in unread_in(intervention)]


@requires(Permission.DESCRIBE, DescriptionFile, pk="file_id")
@Form
def description_unread(request: HttpRequest, file: DescriptionFile) -> HttpResponse:
    """The words that are left, and the yes to each that it has been seen to."""
    intervention = became_of(file)
    if intervention is None:
        return redirect("description_confirm", file.pk)
    if request.method == "POST":
        return _marked(request, file)
    with_its_project(intervention)
    context = {
        "file": file,
        "intervention": intervention,
        "title": _("Ikke forstået i filen"),
        "under": f"{file.file.name}, {under_of(intervention)}",
        "breadcrumbs": crumbs(intervention, _("Ikke forstået i filen")),
        "words": _words(file, intervention),
        "left": len(open_places(file)),
        "seen_button": SEEN,
        "open_button": NOT_SEEN,
    }
    return render(request, "interventions/unread.html", context)


def _marked(request: HttpRequest, file: DescriptionFile) -> HttpResponse:
    act = see_to if SEEN in request.POST else leave_open
    written = request.POST.get(SEEN) or request.POST.get(NOT_SEEN, "")
    try:
        act(file, [int(written) if written.isdecimal() and len(written) < 6 else -1], by=author_of(request))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("description_unread", file.pk)


def _words(file: DescriptionFile, intervention: Intervention) -> list[LeftWords]:
    """Those nobody has seen to first, each in the file's order. A few queries, however many."""
    now = {
        Field(one.anchor): one
        for section in told_sections(load_answers(intervention))
        for one in section.fields
    }
    may_write = is_open(intervention)
    found = [
        LeftWords(
            place=place,
            text=one.text,
            field=None if one.near is None else now.get(one.near),
            write=section_address(intervention.pk, SECTION_OF[one.near]) if one.near and may_write else "",
            seen=_seen(file.seen_to.get(str(place))),
        )
        for place, one in enumerate(proposal_again(file.proposal).unread)
    ]
    return sorted(found, key=lambda one: bool(one.seen))


def _seen(noted: list[str] | None) -> str:
    if noted is None:
        return ""
    who, when = noted
    at = parse_datetime(when)
    return _("Set til af %(who)s, %(at)s") % {
        "who": who,
        "at": moment_words(at, timezone.localdate()) if at else when,
    }
