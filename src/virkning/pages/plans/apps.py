"""The label of the family: `plans` alone is the room's."""

from django.apps import AppConfig


class PlanPages(AppConfig):
    """The pages of employment plans."""

    name = "virkning.pages.plans"
    label = "plan_pages"
