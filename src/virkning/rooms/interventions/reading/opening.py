"""A description's file, opened with distrust: with the limits and the words of a description."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from virkning.documents.word_reading import Paper
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.files.wordfiles import WordLimits, open_word_file

_MB = 1024 * 1024
#: Many times the longest description: ten pages are about 300 lines and 20,000 letters.
LIMITS = WordLimits(lines=2_500, letters=150_000, xml=4 * _MB, all_xml=20 * _MB, unpacked=60 * _MB)


def open_description_file(content: bytes, look: Callable[[str], object] | None = None) -> Paper:
    """The file as lines and tables, text boxes in their place. Raises `Refused` for its field, and `HoldsCpr`.

    `look`: see `open_word_file`.
    """
    return open_word_file(content, LIMITS, too_long, boxes_in_place=True, look=look)


def too_long() -> Refused:
    """It holds more than any description."""
    return Refused(
        {
            "file": _(
                "Filen er for lang til at være en indsatsbeskrivelse. Læg én udfyldt beskrivelse op ad gangen, og prøv "
                "igen."
            )
        }
    )
