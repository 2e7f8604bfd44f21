"""One section of a description on a page of its own: written, saved, and on to the next."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from virkning.figures.personal import address_doubts
from virkning.pages.authors import author_of
from virkning.pages.forms.flow import Doubt, FormPage, Saved, answer_form, answer_with
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.interventions.actions.comments import settle_comment
from virkning.rooms.interventions.actions.items import save_items
from virkning.rooms.interventions.actions.writing import write_answers
from virkning.rooms.interventions.form import TEMPLATE, Section
from virkning.rooms.interventions.models import Intervention

from .beside import Earlier, earlier_observations
from .blackingout import wants_black_out, without_numbers
from .sectionform import SectionForm
from .sectionparts import Parts
from .standing import field_name, read_standing
from .texts import heading_of
from .ways import (
    SECTIONS,
    SLUGS,
    Form,
    address,
    crumbs,
    is_open,
    reading_address,
    section_address,
    under_of,
    with_its_project,
)

#: Buttons that change which lines a list has. Nothing is saved by them but the draft.
LIST_BUTTONS = ("tilfoej", "fjern", "op", "ned")
#: The button that saves and goes back to the task list instead of on.
BACK = "tilbage"
_ORDER = tuple(part.section for part in TEMPLATE)


@requires(Permission.DESCRIBE, Intervention, pk="intervention_id")
@Form
def intervention_section(request: HttpRequest, intervention: Intervention, section: str) -> HttpResponse:
    """Fill in a section. Observations are open at every stage, the others while the description is written."""
    if section not in SECTIONS:
        raise NotVisible
    wanted = SECTIONS[section]
    with_its_project(intervention)
    if request.method != "POST" and wanted is not Section.OBSERVATIONS and not is_open(intervention):
        messages.warning(
            request, _("Beskrivelsen ligger fast nu og kan kun læses. Observationer kan stadig skrives.")
        )
        return redirect(reading_address(intervention.pk, section))
    page = _section_page(request, intervention, wanted)
    button = next((one for one in LIST_BUTTONS if one in request.POST), "")
    if button:
        return answer_with(request, page, lambda form: _moved(form, button, request.POST[button]))
    if wants_black_out(request):
        return answer_with(request, page, without_numbers)
    return answer_form(request, page)


def _moved(form: Any, button: str, value: str) -> dict[str, str]:
    found: dict[str, str] = form.moved(button, value)
    return found


class _Reading:
    """The section as it was read last: anew each time the form is begun after the first."""

    def __init__(self, intervention: Intervention, section: Section) -> None:
        self.section = section
        self.read = read_standing(intervention, section)
        self.is_asked = False

    def values(self, _record: Any) -> dict[str, Any]:
        if self.is_asked:
            now = Intervention.objects.select_related("project", "municipality").get(
                pk=self.read.intervention.pk
            )
            self.read = read_standing(now, self.section)
        self.is_asked = True
        return self.read.values()

    def form(self, **given: Any) -> SectionForm:
        return SectionForm(standing=self.read, **given)


def _section_page(request: HttpRequest, intervention: Intervention, section: Section) -> FormPage:
    reading = _Reading(intervention, section)
    place = _ORDER.index(section)

    def save(form: SectionForm) -> Saved:
        entries = save_section(intervention, form, by=author_of(request))
        words = _("“%(section)s” er gemt.") % {"section": heading_of(section)}
        if form.kept_back:
            words += " " + _("En linje, du fjernede, er rettet af en anden imens. Den står her stadig.")
        to = address(intervention.pk) if BACK in request.POST else _next_address(intervention, section)
        if form.kept_back:
            to = section_address(intervention.pk, section)
        return Saved(
            to,
            words if entries or form.kept_back else "",
            entry=entries[0] if len(entries) == 1 else None,
        )

    earlier: tuple[Earlier, ...] = ()
    if section is Section.OBSERVATIONS:
        earlier = earlier_observations(intervention)
    return FormPage(
        form=reading.form,
        title=heading_of(section),
        under=f"{intervention.name}, {under_of(intervention)}",
        save=save,
        submit=_submit_words(section),
        initial=reading.values,
        record=intervention,
        back=address(intervention.pk),
        breadcrumbs=crumbs(intervention, heading_of(section)),
        draft=f"indsats:{intervention.pk}:{SLUGS[section]}",
        template="interventions/section.html",
        doubts=_doubts,
        context={
            "intervention": intervention,
            "parts_of": Parts(section),
            "number": place + 1,
            "of": len(_ORDER),
            "earlier": earlier,
            "steps": _steps(intervention, section),
            "is_open": is_open(intervention),
        },
    )


def _submit_words(section: Section) -> str:
    return _("Gem") if section is Section.OBSERVATIONS else _("Gem og gå til næste")


def _next_address(intervention: Intervention, section: Section) -> str:
    place = _ORDER.index(section) + 1
    if place < len(_ORDER):
        return section_address(intervention.pk, _ORDER[place])
    if is_open(intervention):
        return reverse("intervention_check", args=(intervention.pk,))
    return address(intervention.pk)


def _steps(intervention: Intervention, section: Section) -> list[tuple[str, str, bool]]:
    """The sections as links: address, heading, and whether it is this one."""
    return [(section_address(intervention.pk, one), heading_of(one), one is section) for one in _ORDER]


def save_section(intervention: Intervention, form: SectionForm, *, by: Author) -> list[AuditEntry]:
    """Write what this person has changed; what it was told as, an entry each. Raises `Refused` and `Conflict`."""
    entries: list[AuditEntry] = []
    why = "; ".join(one for one in form.confirmed.values() if one)
    singles = form.singles()
    try:
        if singles:
            write_answers(intervention, singles, by=by, version=form.version, why=why)
            _noted(intervention, entries)
        if form.lists:
            _save_lines(intervention, form, by=by, why="" if singles else why)
            _noted(intervention, entries)
    except Conflict as conflict:
        # Whichever record it was, the form is of the intervention, and is shown as that is now.
        raise Conflict(Intervention._base_manager.get(pk=intervention.pk)) from conflict
    for comment in form.settled():
        settle_comment(comment, by=by)
        _noted(comment.intervention, entries)
    return entries


def _noted(intervention: Intervention, entries: list[AuditEntry]) -> None:
    entry = latest_entry(intervention)
    if entry is not None and entry.pk not in {one.pk for one in entries}:
        entries.append(entry)


def _save_lines(intervention: Intervention, form: SectionForm, *, by: Author, why: str) -> None:
    lines = form.lines()
    try:
        save_items(
            intervention,
            kind=form.lists[0].kind,
            given=[given for _one, _row, given in lines],
            by=by,
            why=why,
        )
    except Refused as refused:
        told = {}
        for key, said in refused.errors.items():
            column, _dash, place = key.rpartition("_")
            if column and place.isdecimal() and int(place) < len(lines):
                one, row, _given = lines[int(place)]
                # A track that is neither chosen nor called anything: said where it is chosen.
                named = (
                    "track" if column == "title" and field_name("track", one, row) in form.fields else column
                )
                key = field_name(named, one, row)
            told[key] = said
        raise Refused(told) from refused


def _doubts(form: SectionForm) -> Sequence[Doubt]:
    return [Doubt(one.code, one.field, str(one.phrase)) for one in address_doubts(form.texts())]
