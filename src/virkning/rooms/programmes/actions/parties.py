"""Who takes part in a project."""

from django.utils.translation import gettext as _

from virkning.rooms.access.roles import PARTY_NAMES, PartyRole
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.models import Membership, Organisation

from ..models import Assignment, Party, Project
from .acts import act


def add_party(*, project: Project, organisation: Organisation, role: PartyRole, by: Author) -> Party:
    """Make an organisation a party. Raises IntegrityError where it has the role already, or a lead is there."""
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
    people = _people_of(party)
    if people:
        said = _(
            "%(organisation)s kan ikke fjernes, så længe dens folk har roller i projektet: %(people)s. "
            "Tag rollerne først."
        )
        raise Refused(said % {"organisation": organisation.name, "people": ", ".join(people)})
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


def _people_of(party: Party) -> list[str]:
    """Names of those who have a role in the project and come to it through this party alone. One query."""
    others = Party.objects.filter(project=party.project_id).exclude(pk=party.pk).values("organisation_id")
    elsewhere = Membership._base_manager.filter(ended_at__isnull=True, organisation_id__in=others)
    rows = Assignment._base_manager.filter(
        project=party.project_id,
        ended_at__isnull=True,
        person__memberships__organisation=party.organisation_id,
        person__memberships__ended_at__isnull=True,
    ).exclude(person_id__in=elsewhere.values("person_id"))
    return list(rows.order_by("person__name").values_list("person__name", flat=True).distinct())
