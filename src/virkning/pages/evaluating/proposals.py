"""Proposals: written, corrected and taken back by the evaluator; decided by the project; listed for everybody."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.continuing import Decision, ProposalKind
from virkning.pages.addresses import proposal_followed_address
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import PeriodChoiceField
from virkning.pages.forms.fields import LongTextField, SegmentsField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.activities.models import Milestone
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.evaluations.actions import proposals as actions
from virkning.rooms.evaluations.models import Proposal
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of
from virkning.rooms.results.models import Result

from .ways import Form, crumbs

_KIND_HELP = gettext_lazy(
    "Projektet beslutter, om forslaget følges. Både forslag og beslutning kan ses af alle."
)


class ProposalForm(HouseForm):
    """What is proposed, and why."""

    kind = SegmentsField(label=gettext_lazy("Forslag"), help_text=_KIND_HELP)
    text = LongTextField(
        label=gettext_lazy("Hvad der skal stå eller gælde i stedet"),
        rows=3,
        required=False,
        help_text=gettext_lazy(
            "For eksempel en ny ordlyd eller et nyt måltal. Kan stå tomt, når noget skal udgå."
        ),
    )
    reason = LongTextField(
        label=gettext_lazy("Begrundelse"), rows=4, help_text=gettext_lazy("Står i statusnotatet.")
    )
    period = PeriodChoiceField(label=gettext_lazy("Foreslået i"))

    def __init__(
        self, *args: Any, periods: Sequence[ProjectPeriod], kinds: Sequence[ProposalKind], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.fields["kind"].choices = [(one.value, lazystr(one.phrase)) for one in kinds]  # type: ignore[attr-defined]
        self.fields["period"].offer_periods(periods)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        return {
            "kind": ProposalKind(data["kind"]),
            **{name: data[name] for name in ("text", "reason", "period")},
        }


class DecisionForm(HouseForm):
    """What the project decides."""

    decision = SegmentsField(
        label=gettext_lazy("Hvad beslutter I?"),
        choices=[
            (Decision.ACCEPTED.value, gettext_lazy("Følg forslaget")),
            (Decision.REJECTED.value, gettext_lazy("Afvis forslaget")),
        ],
        help_text=gettext_lazy("Følger I det, kommer I videre til den side, hvor det gennemføres."),
    )
    decision_reason = LongTextField(
        label=gettext_lazy("Begrundelse"),
        rows=4,
        required=False,
        help_text=gettext_lazy("Skal skrives, hvis forslaget afvises. Står i statusnotatet."),
    )


def page_of(about: Milestone | Result) -> str:
    """Where the proposals on the milestone or the result are read."""
    if isinstance(about, Result):
        return f"{reverse('result', args=(about.project_id, about.pk))}#forslag"
    address = reverse("activity", args=(about.activity.project_id, about.activity_id))
    return f"{address}#milepael-{about.pk}"


def _subject(request: HttpRequest, project: Project) -> Milestone | Result:
    """The milestone or the result the address names. Raises `NotVisible`."""
    models: tuple[tuple[str, Any, dict[str, Any]], ...] = (
        ("milepael", Milestone, {"activity__project": project, "activity__removed_at__isnull": True}),
        ("resultat", Result, {"project": project}),
    )
    for name, model, lookups in models:
        written = request.GET.get(name, "")
        if written.isdecimal() and len(written) < 18:
            found: Milestone | Result | None = model.objects.filter(pk=int(written), **lookups).first()
            if found is not None:
                return found
    raise NotVisible


def _form(project: Project, about: Milestone | Result) -> Any:
    return partial(ProposalForm, periods=periods_of(project), kinds=actions.kinds_for(about))


@requires(Permission.ASSESS, Project, pk="project_id")
@Form
def proposal_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new proposal on the milestone (`milepael`) or the result (`resultat`) the address names."""
    about, periods = _subject(request, project), periods_of(project)
    wanted = request.GET.get("periode", "")
    period = next((one for one in periods if one.period.canonical == wanted), None)

    def save(form: ProposalForm) -> Saved:
        made = actions.propose(project=project, about=about, by=author_of(request), **form.given())
        return Saved(page_of(about), _("Forslaget er sendt til projektet."), made)

    page = FormPage(
        form=_form(project, about),
        title=_("Foreslå en ændring"),
        under=str(about)[:200],
        save=save,
        submit=_("Gem forslaget"),
        initial={"period": period or ""},
        back=page_of(about),
        breadcrumbs=crumbs(project, _("Nyt forslag")),
        draft=f"forslag-ny:{about._meta.model_name}:{about.pk}",
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, Proposal, pk="proposal_id", project="project_id")
@Form
def proposal_edit(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Correct a proposal nobody has decided on."""
    project, about = proposal.project, actions.about_of(proposal)
    if proposal.decision and request.method != "POST":
        messages.warning(request, _("Projektet har besluttet sig, så forslaget kan ikke rettes mere."))
        return redirect(page_of(about))

    def initial(record: Proposal) -> Mapping[str, Any]:
        return {
            "kind": record.kind,
            "text": record.text,
            "reason": record.reason,
            "period": str(record.period_id),
        }

    def save(form: ProposalForm) -> Saved:
        done = actions.change_proposal(proposal, by=author_of(request), version=form.version, **form.given())
        return Saved(page_of(about), _("Forslaget er rettet."), done)

    page = FormPage(
        form=_form(project, about),
        title=_("Ret forslaget"),
        under=str(about)[:200],
        save=save,
        initial=initial,
        record=proposal,
        back=page_of(about),
        breadcrumbs=crumbs(project, _("Forslag")),
        draft=f"forslag:{proposal.pk}",
        template="evaluating/proposal.html",
        context={"proposal": proposal},
    )
    return answer_form(request, page)


@requires(Permission.ASSESS, Proposal, pk="proposal_id", project="project_id")
@require_POST
def proposal_remove(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Take a proposal back that nobody has decided on."""
    address = page_of(actions.about_of(proposal))
    try:
        entry = latest_entry(actions.remove_proposal(proposal, by=author_of(request)))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(address)
    undo = f"undo-{entry.pk}" if entry is not None else ""
    messages.success(request, _("Forslaget er fjernet."), extra_tags=undo)
    return redirect(address)


@requires(Permission.EDIT_PROJECT, Proposal, pk="proposal_id", project="project_id")
@Form
def proposal_decide(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Follow a proposal, which leads on to the form that carries it out, or reject it with a reason."""
    project, about = proposal.project, actions.about_of(proposal)
    listed = reverse("proposals", args=(project.pk,))

    def save(form: DecisionForm) -> Saved:
        decision = Decision(form.cleaned_data["decision"])
        done = actions.decide(
            proposal,
            decision=decision,
            reason=form.cleaned_data["decision_reason"],
            by=author_of(request),
            version=form.version,
        )
        if decision is Decision.REJECTED:
            return Saved(listed, _("Forslaget er afvist."), done)
        address = proposal_followed_address(project.pk, done.pk, done.kind, done.milestone_id, done.result_id)
        if not address:
            return Saved(listed, _("Forslaget er fulgt."), done)
        return Saved(address, _("Forslaget er fulgt. Gennemfør det her."), done)

    page = FormPage(
        form=DecisionForm,
        title=_("Beslut om forslaget skal følges"),
        under=str(about)[:200],
        save=save,
        submit=_("Gem beslutningen"),
        initial=lambda record: {"decision": record.decision, "decision_reason": record.decision_reason},
        record=proposal,
        back=listed,
        breadcrumbs=crumbs(project, _("Forslag")),
        draft=f"forslag-beslutning:{proposal.pk}",
        template="evaluating/decide.html",
        context={"proposal": proposal, "kind": ProposalKind(proposal.kind).shown},
    )
    return answer_form(request, page)
