"""A file behind the report, brought without leaving the round."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import TextField, UploadField
from virkning.pages.forms.flow import FormPage, Saved
from virkning.pages.forms.uploading import answer_upload
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.activities.models import Activity
from virkning.rooms.evaluations.actions.evidence import add_file
from virkning.rooms.files.checking import ENDINGS

from ..about import Form
from .about import in_round


class RoundFileForm(HouseForm):
    """A file and what it is."""

    title = TextField(
        label=gettext_lazy("Titel"),
        max_length=200,
        help_text=gettext_lazy("Hvad filen er, uden navne på personer. Står i statusnotatets bilag."),
    )

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        file = UploadField(
            label=_("Fil"),
            help_text=_(
                "Ses og hentes af alle, der ser projektet. Se den igennem for navne og CPR-numre først."
            ),
            most_bytes=settings.MAX_UPLOAD_BYTES,
            endings=ENDINGS,
        )
        self.fields = {"file": file, **self.fields}


@requires(Permission.REPORT_STATUS, Activity, pk="activity_id")
@Form
def round_file(request: HttpRequest, activity: Activity, round_id: int) -> HttpResponse:
    """A file behind the activity's report; what is typed on the report is still its draft."""
    about = in_round(request, activity, round_id)
    when = about.when
    if when is None:
        raise NotVisible
    back = f"{about.address('round_report')}#dokumentation"

    def save(form: RoundFileForm) -> Saved:
        file = form.cleaned_data["file"]
        made = add_file(
            project=activity.project,
            period=when,
            title=form.cleaned_data["title"],
            name=file.name,
            content=file.read(),
            by=author_of(request),
            activity=activity,
        )
        return Saved(back, _("Filen er lagt op."), made)

    page = FormPage(
        form=RoundFileForm,
        title=_("Læg en fil op: %(activity)s") % {"activity": about.title},
        under=about.facts.name,
        submit=_("Læg filen op"),
        save=save,
        back=back,
        breadcrumbs=about.crumbs(_("Ny fil")),
        template="reporting/round/file.html",
    )
    return answer_upload(request, page)
