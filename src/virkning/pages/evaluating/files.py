"""Files as evidence: brought by the evaluator or by whoever reports, handed out to all who see the project."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from virkning.figures.continuing import EvidenceKind
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import PeriodChoiceField, RecordField
from virkning.pages.forms.fields import DayField, TextField, UploadField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.uploading import answer_upload
from virkning.pages.saving import as_file
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.activities.models import Activity
from virkning.rooms.evaluations.actions import evidence as actions
from virkning.rooms.evaluations.models import Evidence
from virkning.rooms.files import storage
from virkning.rooms.files.checking import ENDINGS
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of

from .ways import Form, activities_of, asked_for, back_address, crumbs, period_asked, removed

_EVIDENCE = {"pk": "evidence_id", "project": "project_id"}


class FileForm(HouseForm):
    """What is said of a file, and where it is new, the file."""

    title = TextField(
        label=gettext_lazy("Titel"),
        max_length=200,
        help_text=gettext_lazy("Hvad filen er, uden navne på personer. Står i statusnotatets bilag."),
    )
    activity = RecordField(
        label=gettext_lazy("Aktivitet"),
        required=False,
        help_text=gettext_lazy("Kun hvis filen handler om én aktivitet."),
    )
    held_on = DayField(
        label=gettext_lazy("Dato"),
        required=False,
        help_text=gettext_lazy("Hvornår filen er fra, som 14.10.2013."),
    )
    period = PeriodChoiceField(
        label=gettext_lazy("Periode"), help_text=gettext_lazy("Nævnes i periodens statusnotat.")
    )

    def __init__(
        self,
        *args: Any,
        periods: Sequence[ProjectPeriod],
        activities: Sequence[Activity],
        is_new: bool,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.fields["period"].offer_periods(periods)  # type: ignore[attr-defined]
        self.fields["activity"].offer(activities, none=_("Hele projektet"))  # type: ignore[attr-defined]
        if is_new:
            file = UploadField(
                label=_("Fil"),
                help_text=_(
                    "Ses og hentes af alle, der ser projektet. Tekst og Office-filer ses igennem for CPR-numre; "
                    "PDF og billeder skal du selv se igennem."
                ),
                most_bytes=settings.MAX_UPLOAD_BYTES,
                endings=ENDINGS,
            )
            self.fields = {"file": file, **self.fields}

    def given(self) -> dict[str, Any]:
        """What the actions take, without the file."""
        return {name: self.cleaned_data[name] for name in ("title", "activity", "held_on", "period")}


def _new(request: HttpRequest, project: Project) -> HttpResponse:
    periods, activities = periods_of(project), activities_of(project)
    activity = asked_for(request, "aktivitet", activities)
    back = back_address(request, project, activity, "filer")

    def save(form: FileForm) -> Saved:
        file = form.cleaned_data["file"]
        made = actions.add_file(
            project=project, name=file.name, content=file.read(), by=author_of(request), **form.given()
        )
        return Saved(back, _("Filen er lagt op."), made)

    page = FormPage(
        form=partial(FileForm, periods=periods, activities=activities, is_new=True),
        title=_("Læg en fil op"),
        under=project.name,
        save=save,
        submit=_("Læg filen op"),
        initial={"activity": activity or "", "period": period_asked(request, periods)},
        back=back,
        breadcrumbs=crumbs(project, _("Ny fil")),
        template="evaluating/file_new.html",
    )
    return answer_upload(request, page)


def edit_file(request: HttpRequest, evidence: Evidence, *, remove: str) -> HttpResponse:
    """Correct what is said of a file. `remove`: the address that takes it away."""
    project = evidence.project
    back = back_address(request, project, evidence.activity, "filer")

    def initial(record: Evidence) -> Mapping[str, Any]:
        return {
            "title": record.role,
            "activity": str(record.activity_id or ""),
            "held_on": record.held_on,
            "period": str(record.period_id),
        }

    def save(form: FileForm) -> Saved:
        done = actions.change_file(evidence, by=author_of(request), version=form.version, **form.given())
        return Saved(back, _("Oplysningerne om filen er rettet."), done)

    form = partial(FileForm, periods=periods_of(project), activities=activities_of(project), is_new=False)
    page = FormPage(
        form=form,
        title=_("Ret oplysningerne om filen"),
        under=evidence.file.name if evidence.file is not None else project.name,
        save=save,
        initial=initial,
        record=evidence,
        back=back,
        breadcrumbs=crumbs(project, _("Fil")),
        draft=f"fil:{evidence.pk}",
        template="evaluating/part.html",
        context={"remove": remove, "part": evidence, "remove_words": _("Fjern filen")},
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, Project, pk="project_id")
@Form
def evidence_file_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A file from the evaluator."""
    return _new(request, project)


@requires(Permission.REPORT_STATUS, Project, pk="project_id")
@Form
def file_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A file from whoever reports."""
    return _new(request, project)


@requires(Permission.REPORT_STATUS, Evidence, **_EVIDENCE)
@Form
def file_edit(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """What is said of a file, by whoever reports."""
    return edit_file(request, _file(evidence), remove="file_remove")


@requires(Permission.REPORT_STATUS, Evidence, **_EVIDENCE)
@require_POST
def file_remove(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """Take a file away, by whoever reports."""
    back = back_address(request, evidence.project, evidence.activity, "filer")
    done = actions.remove_evidence(_file(evidence), by=author_of(request))
    return removed(request, done, _("Filen er fjernet."), back)


@requires(Permission.SEE_PROJECT, Evidence, **_EVIDENCE)
@require_safe
def evidence_file(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """The file as it was brought, to be saved."""
    file = _file(evidence).file
    if file is None:
        raise NotVisible
    try:
        content = storage.read(file.fingerprint)
    except FileNotFoundError as error:
        raise NotVisible from error
    return as_file(content, file.name, file.content_type)


def _file(evidence: Evidence) -> Evidence:
    """Interviews are the evaluator's: to whoever asks for a file they are not there."""
    if evidence.kind != EvidenceKind.FILE:
        raise NotVisible
    return evidence
