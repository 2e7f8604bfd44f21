"""From a request to an answer: show, check, save once, meet a conflict, say what was done and how to undo it."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.pages.addresses import CAME_FROM, history_address
from virkning.rooms.audit import drafts
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.queries.history import entries_about
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry

from .base import CONFIRM, HouseForm, kept_values
from .conflicts import ConflictedField, conflicts_between, merged
from .constraints import constraint_words
from .once import AnsweredBefore, answer_before, once
from .returning import local_path


@dataclass(frozen=True)
class Saved:
    """What a save did: where to go, what to say, and what an undo would be about."""

    address: str
    words: str = ""
    about: models.Model | None = None
    entry: AuditEntry | None = None

    @property
    def undo(self) -> int | None:
        """The entry an undo takes back."""
        entry = self.entry or (latest_entry(self.about) if self.about is not None else None)
        return entry.pk if entry is not None else None


@dataclass(frozen=True)
class Doubt:
    """Something that looks wrong and may be right. A person confirms it, or changes the field."""

    code: str
    field: str
    words: str


Initial = Mapping[str, Any] | Callable[[Any], Mapping[str, Any]]


@dataclass(frozen=True)
class FormPage:
    """A form on a page. `initial` of a record is best a function of the record, so that a conflict can ask again.

    `history_of`: whose history the page leads to, where it is not the record's: of a form on many records at once.
    `last_told`: of a record as it is now the entry that tells who left it so, where entries are about something else.
    `proposed`: what an address lays over what stands there, or over a draft (whose values it is given; else nothing).
    The form does not begin with it, so it is saved as this person's change.
    """

    form: Callable[..., HouseForm]
    title: str
    save: Callable[[Any], Saved]
    submit: str = ""
    under: str = ""
    initial: Initial = field(default_factory=dict)
    proposed: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    record: Any = None
    history_of: Any = None
    last_told: Callable[[Any], AuditEntry | None] | None = None
    back: str = ""
    breadcrumbs: Sequence[tuple[str, str]] = ()
    draft: str = ""
    template: str = "forms/form.html"
    doubts: Callable[[Any], Sequence[Doubt]] | None = None
    context: Mapping[str, Any] = field(default_factory=dict)

    def values_of(self, record: Any) -> Mapping[str, Any]:
        """What the form begins with for this state of the record."""
        if callable(self.initial):
            return self.initial(record)
        if record is None or record is self.record:
            return self.initial
        return {name: getattr(record, name, value) for name, value in self.initial.items()}


def answer_form(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Answer GET and POST of the form. It leads back to where its address says one came from."""
    save = page.save
    if came_from := local_path(request, request.GET.get(CAME_FROM, "")):
        page = replace(page, back=came_from, save=lambda form: replace(save(form), address=came_from))
    if request.method == "POST":
        return _posted(request, page)
    values = page.values_of(page.record)
    form = page.form(initial=values)
    begun, version, draft = form.shown(values), getattr(page.record, "version", None), None
    if page.draft:
        draft = drafts.find_draft(person_id=_person(request), name=page.draft)
    typed = draft.values if draft is not None else {}
    over = page.proposed(typed) if page.proposed else {}
    if draft is not None:
        shown = form.shown(over)
        data = _as_data(typed | {name: shown[name] for name in over if name in shown})
        form = page.form(data=data, initial=values)
        form.judged = False
        begun, version = form.begun or begun, form.version if form.version is not None else version
    elif over:
        form = page.form(initial={**values, **over})
    return _show(request, page, form, begun=begun, version=version, draft=draft)


def answer_with(
    request: HttpRequest, page: FormPage, over: Callable[[HouseForm], Mapping[str, Any]]
) -> HttpResponse:
    """The form as it was sent, with `over` laid on it (of what was typed: field → value). Only the draft is saved.

    For a button that fills fields in: without JavaScript what else was typed comes along, and stays.
    """
    values = page.values_of(page.record)
    typed = page.form(data=request.POST, initial=values)
    typed.judged = False
    laid = over(typed)
    shown = typed.shown(laid)
    data = request.POST.copy()
    for name in laid:
        if name in shown:
            data.setlist(name, shown[name] if isinstance(shown[name], list) else [shown[name]])
    form = page.form(data=data, initial=values)
    form.judged = False
    if page.draft:
        drafts.save_draft(
            person_id=_person(request), name=page.draft, page=request.path, values=kept_values(data)
        )
    version = form.version if form.version is not None else getattr(page.record, "version", None)
    return _show(request, page, form, begun=form.begun or form.shown(values), version=version)


def _posted(request: HttpRequest, page: FormPage) -> HttpResponse:
    form = page.form(data=request.POST, files=request.FILES, initial=page.values_of(page.record))
    earlier = answer_before(key=form.key, person_id=_person(request))
    if earlier:
        return HttpResponseRedirect(earlier)
    if not form.is_valid():
        return _again(request, page, form)
    open_doubts = _open_doubts(page, form)
    if open_doubts:
        return _again(request, page, form, doubts=open_doubts)
    try:
        saved = _save_once(request, page, form)
    except AnsweredBefore as before:
        return HttpResponseRedirect(before.address)
    except Conflict as conflict:
        return _conflict(request, page, form, conflict)
    except (Refused, IntegrityError) as error:
        return _refused(request, page, form, error)
    if saved.words:
        undo = f"undo-{saved.undo}" if saved.undo else ""
        messages.success(request, saved.words, extra_tags=undo)
    return redirect(saved.address)


def _refused(
    request: HttpRequest, page: FormPage, form: HouseForm, error: Refused | IntegrityError
) -> HttpResponse:
    told = error.errors if isinstance(error, Refused) else dict([constraint_words(error)])
    for name, message in told.items():
        form.add_error(name if name in form.fields else None, message)
    return _again(request, page, form)


def _save_once(request: HttpRequest, page: FormPage, form: HouseForm) -> Saved:
    def save() -> Saved:
        act = page.save
        saved = act(form)
        if page.draft:
            drafts.discard_draft(person_id=_person(request), name=page.draft)
        return saved

    return once(key=form.key, person_id=_person(request), act=save, address=lambda saved: saved.address)


def _open_doubts(page: FormPage, form: HouseForm) -> list[Doubt]:
    if page.doubts is None:
        return []
    found = page.doubts(form)
    form.doubted = frozenset(one.code for one in found)
    return [one for one in found if one.code not in form.confirmed]


def _again(
    request: HttpRequest, page: FormPage, form: HouseForm, doubts: Sequence[Doubt] = ()
) -> HttpResponse:
    """The form with what was typed, and what is wrong with it."""
    begun = form.begun or form.shown(page.values_of(page.record))
    version = form.version if form.version is not None else getattr(page.record, "version", None)
    return _show(request, page, form, begun=begun, version=version, doubts=doubts, status=422)


def refuse_unread(
    request: HttpRequest, page: FormPage, errors: Callable[[HouseForm], Mapping[str, str]], *, status: int
) -> HttpResponse:
    """The form as it begins, with `errors` (field → words): what was sent has not been read."""
    values = page.values_of(page.record)
    shown = page.form(initial=values).shown(values)
    form = page.form(data=_as_data(shown), initial=values)
    form.judged = False
    form.full_clean()
    for name, words in errors(form).items():
        form.add_error(name, words)
    version = getattr(page.record, "version", None)
    return _show(request, page, form, begun=shown, version=version, status=status)


def _conflict(request: HttpRequest, page: FormPage, form: HouseForm, conflict: Conflict) -> HttpResponse:
    """Somebody was first. What only they changed is taken; what only I changed is kept; of both I choose."""
    now = conflict.current
    theirs = form.shown(page.values_of(now))
    both: list[ConflictedField] = conflicts_between(form, theirs)
    data = merged(form, theirs, both)
    version = getattr(now, "version", getattr(now, "pk", None))
    fresh = page.form(data=data, initial=page.values_of(now))
    fresh.judged = False
    last_told = page.last_told or (lambda record: entries_about(record).first())
    context = {"conflicts": both, "their_entry": last_told(now)}
    if not any(context.values()):  # nobody to name, and nothing to choose between: still they shall know
        fresh.full_clean()
        fresh.add_error(None, _("En anden gemte, mens du skrev."))
    return _show(request, page, fresh, begun=theirs, version=version, status=409, more=context)


def _show(
    request: HttpRequest,
    page: FormPage,
    form: HouseForm,
    *,
    begun: Mapping[str, Any],
    version: int | None,
    doubts: Sequence[Doubt] = (),
    draft: Any = None,
    status: int = 200,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    # On the form, and so on every page that shows one: components know nothing but what they are given.
    form.history = history_address(page.record or page.history_of)
    context = {
        "form": form,
        "title": page.title,
        "under": page.under,
        "submit": page.submit or _("Gem"),
        "back": page.back,
        "breadcrumbs": page.breadcrumbs,
        "hidden": {
            "version": "" if version is None else version,
            "begun": form.signed(begun),
            "key": str(uuid.uuid4()) if request.method != "POST" else form.key or str(uuid.uuid4()),
        },
        "doubts": doubts,
        "confirmed": form.said_right,
        "confirm": CONFIRM,
        "draft": draft,
        "draft_name": page.draft,
        "now": timezone.localtime(),
        **page.context,
        **(more or {}),
    }
    return render(request, page.template, context, status=status)


def _as_data(values: Mapping[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, many in values.items():
        data.setlist(name, many if isinstance(many, list) else [str(many)])
    return data


def _person(request: HttpRequest) -> int:
    return int(request.user.pk or 0)
