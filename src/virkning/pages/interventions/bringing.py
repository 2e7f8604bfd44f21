"""Descriptions from Word files: brought, looked through beside the files' own words, confirmed one by one."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from virkning.figures.cpr import masked
from virkning.figures.interventions import InterventionStage
from virkning.figures.personal import address_doubts
from virkning.pages.authors import author_of
from virkning.pages.forms.flow import Doubt, FormPage, Saved, answer_form, answer_with
from virkning.pages.forms.uploading import answer_upload
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit import drafts
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.files.checking import safe_name
from virkning.rooms.interventions.actions.bringing import Brought, confirm_file, dismiss_file
from virkning.rooms.interventions.actions.many import bring_one
from virkning.rooms.interventions.actions.unread import leave_open, see_to
from virkning.rooms.interventions.jobs import LONG, start_reading
from virkning.rooms.interventions.models import DescriptionFile, Intervention
from virkning.rooms.interventions.queries.brought import became_of, meant, waiting_files
from virkning.rooms.interventions.queries.catalogue import tracks_for
from virkning.rooms.interventions.queries.rights import municipalities_to_describe
from virkning.rooms.interventions.reading.proposed import Proposed, proposal_again
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Project

from .blackingout import wants_black_out, without_numbers
from .bringingcame import came_of
from .bringingforms import Around, FilesForm, confirm_values
from .bringingpage import ToldForm, confirm_address, waiting_row
from .ways import Form, address, list_address, project_crumbs

#: The button that puts unread words into a field, and which field.
LAY, WHERE = "laeg", "felt-"


@requires(Permission.DESCRIBE, Project, pk="project_id")
@Form
def description_bring(request: HttpRequest, project: Project) -> HttpResponse:
    """Bring files; and those that wait already."""

    def save(form: FilesForm) -> Saved:
        return _brought(request, project, form.cleaned_data["file"])

    waiting = [waiting_row(one) for one in waiting_files(project, current_scope())]
    came = came_of(project, request.GET.get("laest", ""))
    page = FormPage(
        form=FilesForm,
        title=_("Indlæs indsatsbeskrivelser fra Word"),
        under=project.name,
        submit=_("Læs filerne"),
        save=save,
        back=list_address(project.pk),
        breadcrumbs=project_crumbs(project, _("Fra Word")),
        template="interventions/bring.html",
        context={"waiting": waiting, "project": project, "came": came},
    )
    return answer_upload(request, page)


def _brought(request: HttpRequest, project: Project, files: Sequence[Any]) -> Saved:
    """Keep each; one that is wrong is named with its reason, and stops no other. Of many the worker does it."""
    by, found = author_of(request), []
    here = reverse("description_bring", args=(project.pk,))
    if len(files) > LONG:
        named = list(_named(request, files))
        return Saved(reverse("job", args=(start_reading(project, named, by=by).pk,)) if named else here)
    for one in files:
        try:
            found.append(bring_one(project=project, name=one.name, content=one.read(), by=by))
        except Refused as refused:
            if len(files) == 1:
                raise
            _tell_refused(request, one, refused)
    for brought in found:
        if brought.again:
            messages.info(request, _again(brought))
    if len(files) == 1:
        return Saved(confirm_address(found[0].file))
    words = ngettext("%(count)d fil er læst.", "%(count)d filer er læst.", len(found))
    return Saved(here, words % {"count": len(found)} if found else "")


def _named(request: HttpRequest, files: Sequence[Any]) -> Iterator[tuple[str, bytes]]:
    """Name and content of each that has a name it can be kept by; the others are named with the reason."""
    for one in files:
        try:
            yield safe_name(one.name), one.read()
        except Refused as refused:
            _tell_refused(request, one, refused)


def _tell_refused(request: HttpRequest, file: Any, refused: Refused) -> None:
    messages.warning(request, f"{masked(file.name)}: {refused}")


def _again(brought: Brought) -> str:
    became = became_of(brought.file)
    texts = {"file": brought.file.file.name, "name": became.name if became is not None else ""}
    if became is not None:
        return _("%(file)s er læst ind før, i indsatsen “%(name)s”.") % texts
    return _("%(file)s er lagt op før og venter på svar.") % texts


@requires(Permission.DESCRIBE, DescriptionFile, pk="file_id")
@Form
def description_confirm(request: HttpRequest, file: DescriptionFile) -> HttpResponse:
    """What was read, beside the file's own words; and the yes to exactly what stands in the fields."""
    if file.waits_for_numbers:
        return redirect("description_numbers", file.pk)
    project, proposal = file.project, proposal_again(file.proposal)
    around = _around(project)
    page = _confirm_page(request, file, proposal, around)
    if request.method == "POST" and LAY in request.POST:
        place = request.POST[LAY]
        wanted = request.POST.get(f"{WHERE}{place}", "")
        return answer_with(request, page, lambda form: _laid(form, place, wanted))
    if wants_black_out(request):
        return answer_with(request, page, without_numbers)
    return answer_form(request, page)


def _laid(form: Any, place: str, wanted: str) -> dict[str, str]:
    number = int(place) if place.isdecimal() and len(place) < 6 else -1
    found: dict[str, str] = form.with_unread(number, wanted)
    return found


def _around(project: Project) -> Around:
    municipalities = municipalities_to_describe(current_scope(), project)
    rows = Intervention.objects.filter(project=project, municipality__in=municipalities)
    written = [stage.value for stage in InterventionStage if stage.is_written]
    found = rows.filter(stage__in=written).select_related("municipality").order_by("position", "id")
    return Around(municipalities, list(found), tracks_for(project, timezone.localdate()))


def _confirm_page(
    request: HttpRequest, file: DescriptionFile, proposal: Proposed, around: Around
) -> FormPage:
    project, name = file.project, file.file.name
    became = became_of(file)

    def form(**given: Any) -> ToldForm:
        return ToldForm(proposal=proposal, around=around, **given)

    def save(form: ToldForm) -> Saved:
        cleaned = form.cleaned_data
        made = confirm_file(
            file,
            municipality=cleaned["municipality"],
            answers=form.answers(),
            into=cleaned["into"],
            by=author_of(request),
            why="; ".join(one for one in form.confirmed.values() if one),
        )
        # Where it was read in before, and that was taken back, what was laid in a field then is in none now.
        if no_more := {int(place) for place in file.seen_to} - form.laid:
            leave_open(file, no_more, by=author_of(request))
        if form.laid:
            see_to(file, form.laid, by=author_of(request))
        if left := len(form.left):
            said = ngettext(
                "%(count)d stykke tekst fra filen blev ikke lagt i et felt. Det kan stadig læses her.",
                "%(count)d stykker tekst fra filen blev ikke lagt i et felt. De kan stadig læses her.",
                left,
            )
            messages.info(request, said % {"count": left})
        words = _("“%(name)s” er læst ind fra %(file)s.") % {"name": made.name, "file": name}
        return Saved(reverse("intervention_check", args=(made.pk,)), words, about=made)

    return FormPage(
        form=form,
        title=name,
        under=_("Læst fra Word, %(project)s") % {"project": project.name},
        submit=_("Gem som indsats"),
        save=save,
        initial=lambda _record: confirm_values(proposal, around, *_chosen(file, proposal, around)),
        record=file,
        last_told=lambda _record: None,
        back=reverse("description_bring", args=(project.pk,)),
        breadcrumbs=[
            *project_crumbs(project, "")[:-1],
            (_("Fra Word"), reverse("description_bring", args=(project.pk,))),
            (name, ""),
        ],
        draft=f"indsatsfil:{file.pk}",
        template="interventions/bring_confirm.html",
        doubts=_doubts,
        context={
            "file": file,
            "became": became,
            "became_at": address(became.pk) if became is not None else "",
            "lay": LAY,
            "where": WHERE,
        },
    )


def _chosen(
    file: DescriptionFile, proposal: Proposed, around: Around
) -> tuple[Organisation | None, Intervention | None]:
    """The municipality the file names, and the intervention it is of; a person may choose others."""
    among = {one.pk: one for one in around.municipalities}
    only = around.municipalities[0] if len(among) == 1 else None
    municipality = among.get(file.municipality_id or 0, only)
    if municipality is None:
        return None, None
    answers = proposal.answers
    found = meant(file.project, municipality=municipality, name=answers.name, start_date=answers.start_date)
    return municipality, found if found in around.interventions else None


def _doubts(form: ToldForm) -> list[Doubt]:
    return [Doubt(one.code, one.field, str(one.phrase)) for one in address_doubts(form.texts())]


@requires(Permission.DESCRIBE, DescriptionFile, pk="file_id")
@require_POST
def description_dismiss(request: HttpRequest, file: DescriptionFile) -> HttpResponse:
    """Say no to a file: it is deleted with what was read in it."""
    project_id, name = file.project_id, file.file.name
    try:
        dismiss_file(file, by=author_of(request))
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        drafts.discard_draft(person_id=int(request.user.pk or 0), name=f"indsatsfil:{file.pk}")
        messages.success(request, _("Filen %(file)s er kasseret.") % {"file": name})
    return redirect("description_bring", project_id)
