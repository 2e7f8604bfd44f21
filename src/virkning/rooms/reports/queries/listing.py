"""The list of projects: searched, with the lead municipality and when anything was last reported."""

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from virkning.figures.folding import folded_words
from virkning.rooms.access.folding import holds
from virkning.rooms.access.ordering import InDanish
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.programmes.models import Party, Project
from virkning.rooms.results.models import Measurement

#: What the list can be sorted by: key → column, and whether it is a Danish text.
SORTABLE: dict[str, tuple[str, bool]] = {
    "name": ("name", True),
    "lead": ("lead_name", True),
    "programme": ("programme__name", True),
    "period": ("starts_on", False),
    "changed": ("changed", False),
}


def listed_projects(search: str, sorting: str, *, descending: bool = False) -> QuerySet[Project]:
    """The visible projects in which every word of the search is found, in the wanted order.

    Each has `lead_name` and `changed` (when anything was last reported or measured; None: never).
    """
    lead = Party.objects.filter(project=OuterRef("pk"), role=PartyRole.LEAD).order_by("id")
    reported = StatusReport.objects.filter(milestone__activity__project=OuterRef("pk")).order_by()
    measured = Measurement.objects.filter(result__project=OuterRef("pk")).order_by()
    latest_report = Subquery(
        reported.values("milestone__activity__project").annotate(at=Max("origin_at")).values("at")
    )
    latest_value = Subquery(measured.values("result__project").annotate(at=Max("origin_at")).values("at"))
    projects = Project.objects.select_related("programme").annotate(
        lead_name=Subquery(lead.values("organisation__name")[:1]),
        changed=Greatest(Coalesce(latest_report, latest_value), Coalesce(latest_value, latest_report)),
    )
    for word in folded_words(search):
        projects = projects.filter(
            Q(holds("name", word)) | Q(holds("lead_name", word)) | Q(holds("programme__name", word))
        )
    return _sorted(projects, sorting, descending)


def _sorted(projects: QuerySet[Project], sorting: str, descending: bool) -> QuerySet[Project]:
    column, is_text = SORTABLE[sorting]
    field = InDanish(column) if is_text else F(column)
    order = field.desc(nulls_last=True) if descending else field.asc(nulls_last=True)
    return projects.order_by(order, InDanish("name"), "id")
