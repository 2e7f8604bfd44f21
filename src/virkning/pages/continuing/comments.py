"""The comment on an activity as a whole in a period."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import LongTextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.actions.comments import comment_activity
from virkning.rooms.activities.models import Activity, ActivityComment
from virkning.rooms.reports.facts.continuing import comment_before
from virkning.rooms.reports.queries.continuing import load_comments

from .ways import Form, period_of


class CommentForm(HouseForm):
    """What is told of the activity as a whole."""

    text = LongTextField(
        label=gettext_lazy("Samlet kommentar"),
        rows=8,
        required=False,
        help_text=gettext_lazy(
            "Hvordan går det med aktiviteten som helhed? Står i statusnotatet under aktiviteten. "
            "Tøm feltet for at fjerne kommentaren."
        ),
    )


@requires(Permission.REPORT_STATUS, Activity, pk="activity_id", project="project_id")
@Form
def activity_comment(request: HttpRequest, activity: Activity, period: str) -> HttpResponse:
    """Tell of the activity as a whole in the period. `?fra=sidst` lays what was told last into the form."""
    project, when = activity.project, period_of(activity.project, period)
    last = comment_before(load_comments(project.pk, activity.pk), activity.pk, when.period)
    standing = ActivityComment.objects.filter(activity=activity, period=when).first()
    own = reverse("activity", args=(project.pk, activity.pk))
    back = f"{own}?periode={when.period.canonical}#kommentar"
    takes_over = last is not None and request.GET.get("fra") == "sidst"

    def save(form: CommentForm) -> Saved:
        done = comment_activity(
            activity=activity,
            period=when,
            text=form.cleaned_data["text"],
            by=author_of(request),
            version=form.version,
        )
        if done is None:
            return Saved(back, _("Intet var ændret."))
        words = _("Kommentaren er fjernet.") if done.removed_at else _("Kommentaren er gemt.")
        return Saved(back, words, done)

    page = FormPage(
        form=CommentForm,
        title=_("Samlet kommentar, %(period)s") % {"period": when.period.shown},
        under=f"{activity.number} {activity.title}",
        save=save,
        submit=_("Gem kommentaren"),
        initial=lambda record: {"text": record.text} if record else {},
        proposed=lambda _typed: {"text": last.text} if takes_over and last else {},
        record=standing,
        history_of=activity,
        back=back,
        breadcrumbs=[
            (_("Projekter"), reverse("project_list")),
            (project.name, reverse("project", args=(project.pk,))),
            (f"{activity.number} {activity.title}", own),
            (_("Samlet kommentar"), ""),
        ],
        draft=f"kommentar:{activity.pk}:{when.pk}",
        template="continuing/comment.html",
        context={
            "last": last,
            "offers": last is not None and standing is None and not takes_over,
            "taken": takes_over and request.method == "GET",
        },
    )
    return answer_form(request, page)
