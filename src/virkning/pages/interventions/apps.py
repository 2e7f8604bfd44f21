"""The label of the family: `interventions` alone is the room's."""

from django.apps import AppConfig


class InterventionPages(AppConfig):
    """The pages of interventions and their descriptions."""

    name = "virkning.pages.interventions"
    label = "intervention_pages"
