"""A plan's file, opened with distrust: with the limits and the words of a plan."""

from django.utils.translation import gettext as _

from virkning.documents.word_reading import Paper
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.files.wordfiles import WordLimits, open_word_file

#: Many times the longest plan. A file with more is no plan, and would take minutes to read.
MOST_LINES = 20_000
MOST_LETTERS = 2_000_000
MOST_XML = 10 * 1024 * 1024


def open_plan_file(content: bytes) -> Paper:
    """The file as lines and tables. Raises `Refused` for its field."""
    return open_word_file(content, WordLimits(MOST_LINES, MOST_LETTERS, MOST_XML), too_long)


def too_long() -> Refused:
    """It holds more than any plan."""
    return Refused(
        {
            "file": _(
                "Filen er for lang til at være en beskæftigelsesplan. Læg kun de udfyldte skemaer op, og prøv igen."
            )
        }
    )
