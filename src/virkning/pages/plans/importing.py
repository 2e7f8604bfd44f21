"""A plan from a Word file: brought, looked through part by part, confirmed. And the plan out as Word and PDF."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.pages.authors import author_of
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.uploading import answer_upload
from virkning.pages.saving import as_file
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.audit import drafts
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.organisations.queries import municipality_matching
from virkning.rooms.plans.actions.importing import Imported, counted, import_plan, preview_plan
from virkning.rooms.plans.models import EmploymentPlan
from virkning.rooms.plans.models.employment import FIRST_YEAR, LAST_YEAR
from virkning.rooms.plans.printing import PlanFormat, printed_plan
from virkning.rooms.plans.reading.keeping import kept, kept_again
from virkning.rooms.plans.reading.proposal import Proposal, as_goals
from virkning.rooms.plans.reading.schemas import read_plan

from .importforms import ConfirmForm, PlanFileForm, asked_parts, confirm_values
from .importpage import ToldForm
from .ways import Form, plan_address

#: What was read, signed, in the form and in its draft: the file itself is not kept.
READ = "laest"
_SALT = "plan-file"
#: More parts than this to look at fill more fields than a form may have.
MOST_ASKED = 400


@dataclass(frozen=True)
class Waiting:
    """A file that was read and waits for its reader's yes."""

    proposal: Proposal
    file: str
    signed: str


@requires(Permission.SEE_PLAN, EmploymentPlan, pk="plan_id")
@require_safe
def plan_word(request: HttpRequest, plan: EmploymentPlan) -> HttpResponse:
    """The plan as Word, to be written on and read back."""
    return _printed(plan, PlanFormat.WORD)


@requires(Permission.SEE_PLAN, EmploymentPlan, pk="plan_id")
@require_safe
def plan_pdf(request: HttpRequest, plan: EmploymentPlan) -> HttpResponse:
    """The plan as PDF."""
    return _printed(plan, PlanFormat.PDF)


def _printed(plan: EmploymentPlan, kind: PlanFormat) -> HttpResponse:
    made = printed_plan(plan, kind)
    return as_file(made.content, made.name, made.content_type)


@requires(Permission.EDIT_PLAN, Organisation, pk="organisation_id")
@Form
def plan_import(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Bring a plan's file; and those that wait already."""
    person = int(request.user.pk or 0)

    def save(form: PlanFileForm) -> Saved:
        year = int(form.cleaned_data["year"])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            said = _("Vælg et år mellem %(first)d og %(last)d.")
            raise Refused({"year": said % {"first": FIRST_YEAR, "last": LAST_YEAR}})
        file: Any = form.cleaned_data["file"]
        proposal = read_plan(file.read())
        _refuse_unwritable(organisation, year, proposal)
        _keep(person, organisation, year, proposal, file.name)
        return Saved(_here(organisation, year))

    begun = request.GET.get("aar", "")
    page = FormPage(
        form=PlanFileForm,
        title=_("Indlæs en plan fra Word"),
        under=organisation.name,
        submit=_("Se, hvad der er læst"),
        save=save,
        initial={"year": begun if begun.isdecimal() and len(begun) == 4 else timezone.localdate().year},
        back=reverse("plans"),
        breadcrumbs=_crumbs(organisation),
        template="plans/import.html",
        context={"waiting": _waiting_years(person, organisation), "organisation": organisation},
    )
    return answer_upload(request, page)


def _refuse_unwritable(organisation: Organisation, year: int, proposal: Proposal) -> None:
    """What can be said at once of the file and the year."""
    if asked_parts(proposal) > MOST_ASKED:
        raise Refused(
            {
                "file": _(
                    "Der er mere at se efter i filen, end der er plads til på én side. Del den, så hver fil har et "
                    "eller to skemaer, og læg dem op efter hinanden; intet i planen fjernes af det."
                )
            }
        )
    try:
        preview_plan(organisation=organisation, year=year, goals=as_goals(proposal))
    except Refused as refused:
        raise Refused({"year": str(refused)}) from refused


@requires(Permission.EDIT_PLAN, Organisation, pk="organisation_id")
@Form
def plan_import_confirm(request: HttpRequest, organisation: Organisation, year: int) -> HttpResponse:
    """What was read, beside the file's own words; and the yes to exactly that."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotVisible
    waiting = _waiting(request, organisation, year)
    if waiting is None:
        messages.info(request, _("Der venter ingen fil for %(year)d. Læg den op igen.") % {"year": year})
        return redirect("plan_import", organisation.pk)
    proposal = waiting.proposal
    try:
        preview = preview_plan(organisation=organisation, year=year, goals=as_goals(proposal))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("plan_import", organisation.pk)

    def save(form: ConfirmForm) -> Saved:
        done = import_plan(
            organisation=organisation,
            year=year,
            goals=form.goals(),
            by=author_of(request),
            expected=str(request.POST.get("stand", ""))[:64],
            prune=bool(form.cleaned_data.get("prune")),
        )
        return _saved(done)

    page = FormPage(
        form=partial(ToldForm, proposal=proposal, preview=preview),
        title=_("Se, hvad der er læst"),
        under=_("%(file)s til beskæftigelsesplan %(year)d, %(name)s. Intet er ændret endnu.")
        % {"file": waiting.file, "year": year, "name": organisation.name},
        submit=_("Gem i planen"),
        save=save,
        initial=confirm_values(proposal),
        record=preview.plan,
        back=reverse("plan_import", args=(organisation.pk,)),
        breadcrumbs=_crumbs(organisation, waiting.file),
        draft=_draft(organisation, year),
        template="plans/import_confirm.html",
        context={
            "read": waiting.signed,
            "read_name": READ,
            "stand": preview.stand,
            "warnings": _warnings(proposal, organisation, year),
        },
    )
    return answer_form(request, page)


def _saved(done: Imported) -> Saved:
    """What the import did, with its undo where it did anything."""
    if done.plan is None:
        raise AssertionError("an import that was not refused has a plan")
    if not (done.made or done.removed or done.differences.changes_anything):
        return Saved(plan_address(done.plan), _("Filen siger det samme som planen. Intet er ændret."))
    words = _("Planen er indlæst: %(what)s.") % {"what": counted(done.differences, removed=done.removed)}
    return Saved(plan_address(done.plan), words, done.plan)


def _warnings(proposal: Proposal, organisation: Organisation, year: int) -> list[str]:
    """A file that says it is another municipality's, or another year's, may have been taken by mistake."""
    told = []
    other = municipality_matching(proposal.municipality) if proposal.municipality else None
    if other is not None and other.pk != organisation.municipality_id:
        told.append(_("I filen står der %(name)s.") % {"name": proposal.municipality})
    if proposal.year not in (None, year):
        told.append(_("I filen står der %(year)s.") % {"year": proposal.year})
    return told


def _keep(person: int, organisation: Organisation, year: int, proposal: Proposal, file: str) -> None:
    """Keep what was read as the draft of its form: seen by its author alone, there until it is handed in or dropped."""
    signed = signing.dumps(
        {"organisation": organisation.pk, "year": year, "file": file, "read": kept(proposal)},
        salt=_SALT,
        compress=True,
    )
    form = ConfirmForm(initial=confirm_values(proposal), proposal=proposal)
    shown = form.shown(confirm_values(proposal))
    values = {name: one if isinstance(one, list) else [one] for name, one in shown.items()}
    drafts.save_draft(
        person_id=person,
        name=_draft(organisation, year),
        page=_here(organisation, year),
        values={**values, READ: [signed]},
    )


def _waiting(request: HttpRequest, organisation: Organisation, year: int) -> Waiting | None:
    """What was read: as it was sent along, or from the draft."""
    signed = str(request.POST.get(READ, ""))
    if not signed:
        draft = drafts.find_draft(person_id=int(request.user.pk or 0), name=_draft(organisation, year))
        signed = _first(draft.values if draft is not None else {}, READ)
    try:
        held = signing.loads(signed, salt=_SALT, max_age=None)
        if (held["organisation"], held["year"]) != (organisation.pk, year):
            return None
        return Waiting(kept_again(held["read"]), held["file"], signed)
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def _first(values: Mapping[str, Any], name: str) -> str:
    many = values.get(name) or [""]
    return str(many[0] if isinstance(many, list) else many)


def _waiting_years(person: int, organisation: Organisation) -> list[tuple[str, str]]:
    """The years whose files wait, with their addresses."""
    beginning = _draft(organisation, 0).removesuffix("0")
    found = [
        one.name.removeprefix(beginning) for one in drafts.drafts_named(person_id=person, beginning=beginning)
    ]
    return [(year, _here(organisation, int(year))) for year in found if year.isdecimal() and len(year) == 4]


def _draft(organisation: Organisation, year: int) -> str:
    return f"planfil:{organisation.pk}:{year}"


def _here(organisation: Organisation, year: int) -> str:
    return reverse("plan_import_confirm", args=(organisation.pk, year))


def _crumbs(organisation: Organisation, *more: str) -> list[tuple[str, str]]:
    bring = reverse("plan_import", args=(organisation.pk,)) if more else ""
    return [
        (_("Planer"), reverse("plans")),
        (_("Indlæs fra Word"), bring),
        *((one, "") for one in more),
    ]
