"""Words at a field, by whoever decides: what must be corrected, kept until it is sent back; a comment, sent at once.

To htmx the field's part of the page is answered, and the decision beside it; without it a page of its own.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.interventions import Way
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import LongTextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.removing import seen_version
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.interventions.actions.comments import (
    change_comment,
    comment_on,
    remove_comment,
    settle_comment,
)
from virkning.rooms.interventions.actions.moves import may_move
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.limits import LONGEST_TEXT
from virkning.rooms.interventions.models import FieldComment, Intervention

from .reasons import keep_reason, pending_reasons
from .review import at_field, decision_of
from .texts import question_of, short_of
from .ways import Form, programme_of_crumbs, review_address, under_of, with_its_project

#: The buttons: at once, or away again. Without either it is a reason.
COMMENT, TAKE_OUT = "kommentar", "fjern"
_ABOUT_REASON = gettext_lazy(
    "“Skal rettes” samles, til du sender beskrivelsen tilbage. En kommentar ser kommunen med det samme."
)
_ABOUT_COMMENT = gettext_lazy(
    "Kommunen ser kommentaren med det samme, og den kan læses af alle, der ser projektet."
)


class NoteForm(HouseForm):
    """What is said at a field."""

    text = LongTextField(label="", rows=3, max_length=LONGEST_TEXT)


@requires(Permission.DECIDE_DESCRIPTION, Intervention, pk="intervention_id")
@Form
def intervention_field(request: HttpRequest, intervention: Intervention, slug: str) -> HttpResponse:
    """Write at the field. To htmx: its box, or (`?vis`) what is said at the field as it stands."""
    field = _field(slug)
    if request.method == "POST" and TAKE_OUT in request.POST:
        keep_reason(intervention, field, "", person_id=int(request.user.pk or 0))
        return _answer(request, intervention, field, _("Grunden er taget ud."))
    if request.headers.get("HX-Request"):
        return _in_place(request, intervention, field)
    return _as_page(request, intervention, field)


def _field(slug: str) -> Field:
    if slug not in set(Field):
        raise NotVisible
    return Field(slug)


def _say(
    request: HttpRequest, intervention: Intervention, field: Field, text: str
) -> tuple[str, AuditEntry | None]:
    """Keep it as a reason, or send it as a comment; what to say of it, and what an undo would take back."""
    person = int(request.user.pk or 0)
    if COMMENT not in request.POST and may_move(intervention, Way.RETURN, person):
        keep_reason(intervention, field, text, person_id=person)
        return _("Grunden er gemt. Den sendes, når du sender beskrivelsen tilbage."), None
    comment_on(intervention, field=field, text=text, by=author_of(request))
    if pending_reasons(intervention, person).get(field):
        keep_reason(intervention, field, "", person_id=person)  # it has become the comment
    return _("Kommentaren er sendt."), latest_entry(intervention)


def _in_place(request: HttpRequest, intervention: Intervention, field: Field) -> HttpResponse:
    if request.method != "POST":
        if "vis" in request.GET:
            return _shown(request, intervention, field)
        text = pending_reasons(intervention, int(request.user.pk or 0)).get(field, "")
        return _box(request, intervention, field, text, status=200)
    form = NoteForm(data=request.POST)
    if not form.is_valid():
        return _box(request, intervention, field, _typed(request), form.errors.get("text", []))
    try:
        words, entry = _say(request, intervention, field, form.cleaned_data["text"])
    except Refused as refused:
        return _box(request, intervention, field, _typed(request), list(refused.errors.values()))
    return _shown(request, intervention, field, words, entry)


def _typed(request: HttpRequest) -> str:
    return str(request.POST.get("text", ""))


def _box(
    request: HttpRequest,
    intervention: Intervention,
    field: Field,
    text: str,
    errors: Any = (),
    *,
    comment: FieldComment | None = None,
    status: int = 422,
) -> HttpResponse:
    context = {
        "intervention": intervention,
        "slug": field.value,
        "title": short_of(field),
        "text": text,
        "errors": errors,
        "comment": comment,
        "may_return": comment is None and may_move(intervention, Way.RETURN, request.user.pk),
        "longest": LONGEST_TEXT,
    }
    return render(request, "interventions/field_box.html", context, status=status)


def _shown(
    request: HttpRequest,
    intervention: Intervention,
    field: Field,
    words: str = "",
    entry: AuditEntry | None = None,
) -> HttpResponse:
    person = int(request.user.pk or 0)
    reasons = pending_reasons(intervention, person)
    context = {
        "intervention": intervention,
        "at": at_field(intervention, field, short_of(field), person),
        "decision": decision_of(intervention, person, len(reasons)),
        "words": words,
        "undo": entry.pk if entry is not None else None,
        "swapped": True,
    }
    return render(request, "interventions/field_answered.html", context)


def _answer(
    request: HttpRequest,
    intervention: Intervention,
    field: Field,
    words: str,
    entry: AuditEntry | None = None,
    *,
    warning: bool = False,
) -> HttpResponse:
    """After a button: the field as it stands to htmx, else the page at the field."""
    if request.headers.get("HX-Request"):
        return _shown(request, intervention, field, words, entry)
    tell = messages.warning if warning else messages.success
    tell(request, words, extra_tags=f"undo-{entry.pk}" if entry is not None else "")
    return redirect(review_address(intervention.pk, field.value))


def _as_page(request: HttpRequest, intervention: Intervention, field: Field) -> HttpResponse:
    with_its_project(intervention)
    may_return = may_move(intervention, Way.RETURN, request.user.pk)
    back = review_address(intervention.pk, field.value)

    def form(**given: Any) -> NoteForm:
        made = NoteForm(**given)
        made.fields["text"].label = question_of(field)
        made.fields["text"].help_text = str(_ABOUT_REASON if may_return else _ABOUT_COMMENT)
        return made

    def save(form: NoteForm) -> Saved:
        words, entry = _say(request, intervention, field, form.cleaned_data["text"])
        return Saved(back, words, entry=entry)

    page = FormPage(
        form=form,
        title=_("Kommentér: %(field)s") % {"field": short_of(field)},
        under=f"{intervention.name}, {under_of(intervention)}",
        save=save,
        submit=_("Skal rettes") if may_return else _("Send kommentaren"),
        initial={"text": pending_reasons(intervention, int(request.user.pk or 0)).get(field, "")},
        history_of=intervention,
        back=back,
        breadcrumbs=programme_of_crumbs(intervention, _("Kommentér")),
        template="interventions/field_page.html",
        context={"may_return": may_return},
    )
    return answer_form(request, page)


@requires(Permission.DECIDE_DESCRIPTION, FieldComment, pk="comment_id")
@Form
def comment_edit(request: HttpRequest, comment: FieldComment) -> HttpResponse:
    """Put one's own words another way."""
    intervention, field = comment.intervention, Field(comment.field)
    if request.headers.get("HX-Request"):
        return _edit_in_place(request, comment, intervention, field)
    with_its_project(intervention)
    back = review_address(intervention.pk, field.value)

    def form(**given: Any) -> NoteForm:
        made = NoteForm(**given)
        made.fields["text"].label = question_of(field)
        made.fields["text"].help_text = str(_ABOUT_COMMENT)
        return made

    def save(form: NoteForm) -> Saved:
        change_comment(comment, text=form.cleaned_data["text"], version=form.version, by=author_of(request))
        entry = latest_entry(intervention)
        return Saved(back, _("Kommentaren er rettet.") if entry else _("Intet var ændret."), entry=entry)

    page = FormPage(
        form=form,
        title=_("Ret kommentaren: %(field)s") % {"field": short_of(field)},
        under=f"{intervention.name}, {under_of(intervention)}",
        save=save,
        submit=_("Gem kommentaren"),
        initial=lambda record: {"text": record.text},
        record=comment,
        back=back,
        breadcrumbs=programme_of_crumbs(intervention, _("Ret kommentaren")),
    )
    return answer_form(request, page)


def _edit_in_place(
    request: HttpRequest, comment: FieldComment, intervention: Intervention, field: Field
) -> HttpResponse:
    if request.method != "POST":
        return _box(request, intervention, field, comment.text, comment=comment, status=200)
    form = NoteForm(data=request.POST)
    if not form.is_valid():
        wrong = form.errors.get("text", ())
        return _box(request, intervention, field, _typed(request), wrong, comment=comment)
    try:
        change_comment(comment, text=form.cleaned_data["text"], version=form.version, by=author_of(request))
    except Conflict as conflict:
        now: Any = conflict.current
        said = _("Der står nu “%(there)s”. Gem igen for at skrive dit over det.") % {"there": now.text}
        return _box(request, intervention, field, _typed(request), [said], comment=now, status=409)
    except Refused as refused:
        errors = list(refused.errors.values())
        return _box(request, intervention, field, _typed(request), errors, comment=comment)
    return _shown(request, intervention, field, _("Kommentaren er rettet."), latest_entry(intervention))


@requires(Permission.DECIDE_DESCRIPTION, FieldComment, pk="comment_id")
@require_POST
def comment_remove(request: HttpRequest, comment: FieldComment) -> HttpResponse:
    """Take one's own words away; it can be undone."""
    return _act(request, comment, remove_comment, _("Kommentaren er fjernet."), undo=True)


@requires(Permission.DECIDE_DESCRIPTION, FieldComment, pk="comment_id")
@require_POST
def comment_close(request: HttpRequest, comment: FieldComment) -> HttpResponse:
    """Say that what was asked has been seen to: the municipality may have forgotten to."""
    return _act(request, comment, settle_comment, _("Kommentaren er markeret som løst."))


def _act(
    request: HttpRequest, comment: FieldComment, act: Any, words: str, *, undo: bool = False
) -> HttpResponse:
    intervention, field = comment.intervention, Field(comment.field)
    try:
        act(comment, by=author_of(request), version=seen_version(request))
    except Refused as refused:
        return _answer(request, intervention, field, str(refused), warning=True)
    except Conflict:
        said = _("En anden har lige ændret kommentaren. Se, hvordan den står nu.")
        return _answer(request, intervention, field, said, warning=True)
    entry = latest_entry(intervention) if undo else None
    return _answer(request, intervention, field, words, entry)
