"""The label of the family: `programmes` alone is the room's."""

from django.apps import AppConfig


class ProgrammePages(AppConfig):
    """The pages of programmes."""

    name = "virkning.pages.programmes"
    label = "programme_pages"
