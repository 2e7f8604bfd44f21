"""Who takes part in a project."""

from django.utils.translation import gettext as _

from virkning.rooms.access.roles import PARTY_NAMES, PartyRole
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.models import Organisation

from ..models import Party, Project
from .acts import act
from .leaving import refuse_leaving


def add_party(*, project: Project, organisation: Organisation, role: PartyRole, by: Author) -> Party:
    """Make an organisation a party.

    Raises `Refused` for the one that leads the project: it would fund or judge its own work. Raises IntegrityError
    where it has the role already, or a lead is there.
    """
    leads = Party.objects.filter(project=project, organisation=organisation, role=PartyRole.LEAD)
    if leads.exists():
        raise Refused({"organisation": _("Organisationen er allerede ansvarlig for projektet.")})
    words = _("%(organisation)s er blevet part i projektet som %(role)s.") % {
        "organisation": organisation.name,
        "role": PARTY_NAMES.danish(role).lower(),
    }
    position = Party.objects.filter(project=project).count()
    party = Party(project=project, organisation=organisation, role=role, position=position)
    return writes.create(party, by=by, words=words)


def remove_party(party: Party, *, by: Author) -> None:
    """End an organisation's part in a project.

    Raises `Refused` for the lead, for the programme's owner, and where its people still have roles in the project.
    """
    project, organisation = party.project, party.organisation
    if party.role == PartyRole.LEAD:
        raise Refused(_("Den ansvarlige kan ikke fjernes. Lad en anden organisation blive ansvarlig først."))
    programme = project.programme
    if party.role == PartyRole.FUNDER and programme is not None and programme.owner_id == organisation.pk:
        said = _("%(organisation)s er med, fordi projektet er i programmet %(programme)s.")
        raise Refused(said % {"organisation": organisation.name, "programme": programme.name})
    refuse_leaving([party])
    with act(by=by, project_id=project.pk) as removing:
        removing.unlink([party])
        removing.about = project
        removing.words = _("%(organisation)s er ikke længere part i projektet som %(role)s.") % {
            "organisation": organisation.name,
            "role": PARTY_NAMES.danish(PartyRole(party.role)).lower(),
        }


def change_lead(*, project: Project, organisation: Organisation, by: Author) -> None:
    """Hand a project to another organisation: it leads, and the one before becomes a partner. Raises `Refused`."""
    now = Party.objects.select_related("organisation").filter(project=project, role=PartyRole.LEAD).first()
    if now is None or now.organisation_id == organisation.pk:
        raise Refused({"organisation": _("Organisationen er allerede ansvarlig.")})
    if Party.objects.filter(project=project, organisation=organisation, role=PartyRole.EVALUATOR).exists():
        said = _(
            "%(organisation)s er evaluator i projektet og kan ikke vurdere et projekt, den selv er ansvarlig for. "
            "Fjern organisationen som evaluator først."
        )
        raise Refused({"organisation": said % {"organisation": organisation.name}})
    with act(by=by, project_id=project.pk) as changing:
        was_partner = Party.objects.filter(
            project=project, organisation=organisation, role=PartyRole.PARTNER
        ).first()
        changing.change(now, role=PartyRole.PARTNER.value, position=1)
        if was_partner is not None:
            changing.change(was_partner, role=PartyRole.LEAD.value, position=0)
        else:
            changing.create(
                Party(project=project, organisation=organisation, role=PartyRole.LEAD, position=0)
            )
        changing.about = project
        changing.told["ansvarlig"] = [now.organisation.name, organisation.name]
        changing.words = _("%(organisation)s er nu ansvarlig for projektet.") % {
            "organisation": organisation.name
        }
