"""Which people an organisation that is to leave a project would leave behind, with roles that show them nothing."""

from collections.abc import Collection, Iterable, Sequence

from django.utils.translation import gettext as _

from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.models import Membership

from ..models import Assignment, Party


def refuse_leaving(parties: Sequence[Party]) -> None:
    """Raises `Refused` where people of a party that is to go still have roles in the project."""
    for said in left_behind(parties):
        raise Refused(said)


def left_behind(parties: Sequence[Party], entering: Collection[int] = ()) -> Iterable[str]:
    """A sentence for each of the parties that cannot go, for its people have roles. One query a party.

    `entering`: keys of organisations that become parties in the same act.
    """
    for party in parties:
        people = _people_of(party, parties, entering)
        if people:
            said = _(
                "%(organisation)s kan ikke fjernes, så længe dens folk har roller i projektet: %(people)s. "
                "Tag rollerne først."
            )
            yield said % {"organisation": party.organisation.name, "people": ", ".join(people)}


def _people_of(party: Party, leaving: Iterable[Party], entering: Collection[int]) -> list[str]:
    """Names of those who have a role in the project and come to it through parties that leave alone."""
    others = Party._base_manager.filter(project=party.project_id).exclude(pk__in=[one.pk for one in leaving])
    staying = {*others.order_by("pk").values_list("organisation_id", flat=True), *entering}
    elsewhere = Membership._base_manager.filter(ended_at__isnull=True, organisation_id__in=staying)
    rows = Assignment._base_manager.filter(
        project=party.project_id,
        ended_at__isnull=True,
        person__memberships__organisation=party.organisation_id,
        person__memberships__ended_at__isnull=True,
    ).exclude(person_id__in=elsewhere.values("person_id"))
    return list(rows.order_by("person__name").values_list("person__name", flat=True).distinct())
